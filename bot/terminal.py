"""A chat in the terminal, over the same answers as in Telegram, for who has no token yet.

What Telegram folds away, the passage around a quote, is left out: a terminal cannot unfold it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from bot import answering
from bot.examples import Examples
from bot.texts import SIMPLIFIED_CHINESE
from bot.views.answer import render_left, render_shown
from bot.views.render import render_examples, render_status
from bot.views.rich import Run, Style, plain
from retrieval.errors import NothingLoaded

if TYPE_CHECKING:
    from bot.ports import NewsArchive
    from bot.views.rich import Rich
    from retrieval.types import Turn

BLANK_LINES = re.compile(r"\n{3,}")
PROMPT = "问> "
QUIT = ("/quit", "/exit")


class TerminalChat:
    """One person's chat: a line in, an answer out, until the lines end or `/quit`."""

    def __init__(self, archive: NewsArchive, lines: TextIO, out: TextIO) -> None:
        self._archive = archive
        self._lines = lines
        self._out = out
        self._texts = SIMPLIFIED_CHINESE
        self._examples = Examples(archive)
        self._turn: Turn | None = None

    def run(self) -> None:
        """Chat. The prompt is shown to a person only, not to a pipe."""
        self._say(render_examples(self._texts.welcome, self._examples.drawn()))
        while (line := self._next_line()) is not None:
            if line in QUIT:
                return
            if line:
                self._say(self._reply(line))

    def _next_line(self) -> str | None:
        if self._lines.isatty():
            self._out.write(PROMPT)
            self._out.flush()
        line = self._lines.readline()
        return line.strip() if line else None

    def _say(self, rich: Rich) -> None:
        shown = plain(run for run in rich if Style.FOLDED_QUOTE not in run.styles)
        self._out.write(BLANK_LINES.sub("\n\n", shown).rstrip() + "\n\n")
        self._out.flush()

    def _reply(self, line: str) -> Rich:
        command, _, rest = line.partition(" ")
        if command == "/ask":
            return self._answer(rest.strip())
        if command == "/status":
            return render_status(self._archive.status(), self._texts, with_model=True)
        if command in ("/help", "/start"):
            return render_examples(self._texts.help, self._examples.drawn())
        if command.startswith("/"):
            return (Run(self._texts.unknown_command),)
        return self._answer(line)

    def _answer(self, text: str) -> Rich:
        shown: list[Run] = []
        try:
            for question in self._archive.questions_of(text):
                given = answering.ask(self._archive, question, self._turn)
                self._turn = given.answer.turn or self._turn
                shown += [Run("\n\n")] if shown else []
                shown += render_shown(given, self._texts, with_buttons=False)
        except NothingLoaded:
            return (Run(self._texts.archive_empty),)
        if left := self._archive.questions_left_of(text):
            shown += [Run("\n\n"), *render_left(left, self._texts)]
        return tuple(shown)
