"""The real bot program over the small archive in memory: `python -m tests.fakes.bot_process`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from bot.main import run
from retrieval.errors import FolderTaken
from tests.fakes.archive import FakeArchive

if TYPE_CHECKING:
    from bot.settings import BotSettings


class _Taken(FakeArchive):
    """Another bot serves from the folder of this archive."""

    def claim(self) -> NoReturn:
        raise FolderTaken("memory")


def open_fake(settings: BotSettings) -> FakeArchive:
    """Open the archive that the environment describes; a fault quotes the token, as some do."""
    if "OPENING_FAILS" in os.environ:
        assert settings.telegram_bot_token is not None
        raise RuntimeError(f"cannot open for {settings.telegram_bot_token.get_secret_value()}")
    if "FOLDER_TAKEN" in os.environ:
        return _Taken()
    answer_takes_s = float(os.environ.get("ANSWER_TAKES_S", "0"))
    return FakeArchive(answer_takes_s=answer_takes_s, file_takes_s=0.05)


if __name__ == "__main__":
    sys.exit(run(open_fake, sys.argv[1:]))
