"""The real bot program over the small archive in memory: `python -m tests.fakes.bot_process`."""

from __future__ import annotations

import os
import sys

from bot.main import run
from tests.fakes.archive import FakeArchive

if __name__ == "__main__":
    answer_takes_s = float(os.environ.get("ANSWER_TAKES_S", "0"))
    sys.exit(run(lambda _: FakeArchive(answer_takes_s=answer_takes_s, file_takes_s=0.05)))
