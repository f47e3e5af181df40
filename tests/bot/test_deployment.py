"""The files by which the bot is deployed agree with the program."""

import configparser
import json
import re
from pathlib import Path

from bot.running import STOP_WITHIN_S

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / ".deploy" / "Containerfile").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_the_unit_starts_the_bot_and_waits_for_it_to_finish():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(ROOT / ".deploy" / "wenbao.service", "utf-8")
    service = unit["Service"]

    assert service["ExecStart"] == f"{service['WorkingDirectory']}/.venv/bin/python -m bot"
    assert float(service["TimeoutStopSec"]) > STOP_WITHIN_S
    assert f"DATA_DIR=/var/lib/{service['StateDirectory']}" in service["Environment"]
    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")


def test_the_container_is_made_by_make_install_and_starts_the_same_program():
    command = re.search(r"^CMD (.+)$", CONTAINERFILE, re.MULTILINE)

    assert command is not None
    assert json.loads(command[1]) == [".venv/bin/python", "-m", "bot"]
    assert "\nRUN make install\n" in CONTAINERFILE
    assert re.search(r"^install: ", MAKEFILE, re.MULTILINE)
    assert CONTAINERFILE.index("USER wenbao") < CONTAINERFILE.index("RUN make install")


def test_no_secret_and_no_data_get_into_the_container():
    for name in (".containerignore", ".dockerignore"):
        left_out = (ROOT / name).read_text("utf-8").split()
        assert {".env", "data", ".git"} <= set(left_out)
