"""The real bot program over the small archive in memory: `python -m tests.fakes.bot_process`."""

from __future__ import annotations

import os
import sys

from bot.main import run
from tests.fakes.archive import FakeArchive

sys.exit(run(lambda _: FakeArchive(file_takes_s=float(os.environ.get("FILE_TAKES_S", "0")))))
