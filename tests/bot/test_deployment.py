"""The files by which the bot is deployed agree with the program, and their steps can be taken."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.running import STOP_WITHIN_S
from bot.settings import BotSettings

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / ".deploy" / "wenbao.service").read_text("utf-8")
CONTAINERFILE = (ROOT / ".deploy" / "Containerfile").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
LEFT_OUT = (ROOT / ".containerignore").read_text("utf-8").split()
OF_PYTHON = {"PYTHONUNBUFFERED"}
SETTINGS = {name.upper() for name in BotSettings.model_fields}
LEAST_CONTAINED = 35  # tenths of systemd's exposure level, of 100: "OK" ends at 40


class Unit(configparser.ConfigParser):
    """Reads a unit, whose names have capitals and may stand several times."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture
def unit() -> configparser.SectionProxy:
    parser = Unit(strict=False, interpolation=None)
    parser.read_string(UNIT)
    return parser["Service"]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `COPY . .` brings into the container: the tree without what is left out of it."""
    names = [name.removeprefix("**/") for name in LEFT_OUT]
    caches = (".mypy_cache", ".ruff_cache", ".pytest_cache", "*.egg-info")
    folder = tmp_path_factory.mktemp("context") / "app"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*names, *caches))
    return folder


def steps(name: str) -> list[str]:
    """Return the arguments of each instruction of this name in the Containerfile."""
    joined = CONTAINERFILE.replace("\\\n", " ")
    return [line.partition(" ")[2].strip() for line in joined.splitlines() if line.startswith(name)]


def done(*command: str | Path, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def variables(words: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in shlex.split(words))


def test_the_unit_starts_the_bot_and_waits_for_it_to_finish(unit):
    assert unit["ExecStart"] == f"{unit['WorkingDirectory']}/.venv/bin/python -m bot"
    assert float(unit["TimeoutStopSec"]) > STOP_WITHIN_S
    given = variables(unit["Environment"])
    assert given["DATA_DIR"] == f"/var/lib/{unit['StateDirectory']}"
    assert given.keys() <= SETTINGS | OF_PYTHON
    assert (unit["UMask"], unit["StateDirectoryMode"]) == ("0077", "0700")


def test_the_readme_puts_the_unit_where_it_looks_for_the_program(unit):
    folder, user = unit["WorkingDirectory"], unit["User"]
    assert f"useradd --system --home-dir {folder} {user}\n" in README
    assert f"git clone URL {folder} && sudo chown -R {user}: {folder}" in README
    assert f"sudo -u {user} make install\n" in README


def test_systemd_takes_the_unit_and_finds_it_well_contained(unit, tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here (Debian: the package systemd has it)")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    there = tmp_path / "wenbao.service"
    there.write_text(UNIT.replace(unit["WorkingDirectory"], str(tmp_path)), "utf-8")

    verified = done(analyze, "verify", there)
    about_it = [line for line in verified.stderr.splitlines() if there.name in line]
    assert (verified.returncode, about_it) == (0, [])
    if "--threshold" not in done(analyze, "--help").stdout:
        pytest.skip("this systemd-analyze does not rate units that are not loaded")
    threshold = f"--threshold={LEAST_CONTAINED}"
    rated = done(analyze, "--no-pager", "security", "--offline=true", threshold, there)
    assert rated.returncode == 0, rated.stdout[-500:]


def test_the_container_is_made_by_make_install_and_starts_the_same_program(unit):
    (command,) = steps("CMD")
    there = unit["ExecStart"].removeprefix(f"{unit['WorkingDirectory']}/")
    assert json.loads(command) == there.split()
    assert steps("RUN")[-1] == "make install"
    assert CONTAINERFILE.index("USER wenbao") < CONTAINERFILE.index("RUN make install")


def test_the_folders_of_the_container_are_made_for_its_user_and_named_to_the_bot():
    made = re.search(r"useradd .* (\w+) +&& install -d -o (\w+) -g \w+ (.+)$", steps("RUN")[0])
    assert made is not None
    (user,), (workdir,), (volume,) = steps("USER"), steps("WORKDIR"), steps("VOLUME")
    given = variables(steps("ENV")[0])
    assert {made[1], made[2]} == {user}
    assert set(made[3].split()) == {workdir, given["DATA_DIR"], given["NEWS_DIR"]}
    assert (volume, steps("COPY")) == (given["DATA_DIR"], [f"--chown={user} . ."])
    assert given.keys() <= SETTINGS | OF_PYTHON


def test_the_readme_builds_and_runs_the_container_with_its_own_folders():
    run = next(line for line in README.splitlines() if line.startswith("$ podman run"))
    given = variables(steps("ENV")[0])
    assert "$ podman build -f .deploy/Containerfile -t wenbao .\n" in README
    assert f"-e DATA_DIR={given['DATA_DIR']} -e NEWS_DIR={given['NEWS_DIR']}" in run
    assert f"-v wenbao-data:{given['DATA_DIR']} -v ./seeds:{given['NEWS_DIR']}:ro" in run
    timeout = re.search(r"--stop-timeout (\d+)", run)
    assert timeout is not None
    assert float(timeout[1]) > STOP_WITHIN_S


def test_no_secret_and_no_data_get_into_the_container():
    for name in (".containerignore", ".dockerignore"):
        left_out = (ROOT / name).read_text("utf-8").split()
        assert {".env", "data", ".git"} <= set(left_out)


def test_what_the_container_copies_is_enough_to_install_and_start(context):
    """What `make install` names is there, and the bot starts from the copy."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make here")
    told = done(make, "-n", "install", f"PYTHON={sys.executable}", cwd=context).stdout
    assert f"{sys.executable} -m venv .venv\n" in told
    assert " install --constraint constraints.txt --editable .\n" in told
    for name in ("pyproject.toml", "constraints.txt", "README.md", "LICENSE"):
        assert (context / name).is_file(), name

    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(context)}
    code = "import bot, retrieval; print(bot.__file__, retrieval.__file__)"
    found = done(sys.executable, "-c", code, cwd=context, env=environment).stdout.split()
    assert [Path(path).parents[1] for path in found] == [context, context]
    helped = done(sys.executable, "-m", "bot", "--help", cwd=context, env=environment)
    assert (helped.returncode, "Run the Telegram bot." in helped.stdout) == (0, True)
