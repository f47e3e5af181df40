"""The options of the command line: where the chat is when there is no token."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Options:
    """What a start of the bot was asked for."""

    terminal: bool = False
    playground: bool = False
    browser: bool = True


def read_options(arguments: Sequence[str]) -> Options:
    """Read the arguments; `--help` and a wrong one end the program, with 0 and 2."""
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Run the Telegram bot. Without TELEGRAM_BOT_TOKEN the playground opens: the "
        "same bot in a web page on this machine. Settings are in .env; see .env.example.",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--terminal", action="store_true", help="chat here, in the terminal")
    where.add_argument(
        "--playground", action="store_true", help="open the playground even if there is a token"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the playground's address only"
    )
    given = parser.parse_args(arguments)
    return Options(given.terminal, given.playground, not given.no_browser)
