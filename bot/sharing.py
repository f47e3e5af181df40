"""The same question asked again is answered from memory, for as long as the answer is the same.

Many tap the same example, and a group asks what its neighbour asked. An answer depends on the
edition that readers see (the live generation, under what editors withdrew and corrected), on the
question and the turn before it, and on the day, from which words like 昨天 are counted: nothing
else, and no member.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from concurrent.futures import Future
from typing import TYPE_CHECKING, cast

from bot.shanghai import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import NewsArchive
    from retrieval.types import Answer, Edition, Turn

    Key = tuple[Edition, str, Turn | None, dt.date]

MOST_KEPT = 500  # some 10 KB each


def sharing(
    archive: NewsArchive,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    most_kept: int = MOST_KEPT,
) -> NewsArchive:
    """Return an archive that answers the same question once, and everything else as it did."""
    return cast("NewsArchive", _SharedArchive(archive, clock, most_kept))


class _SharedArchive:
    """Keeps the last answers. Who asks what another is just asking waits for that answer."""

    def __init__(
        self, archive: NewsArchive, clock: Callable[[], dt.datetime], most_kept: int
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._most_kept = most_kept
        self._changing = threading.Lock()
        self._answers: OrderedDict[Key, Future[Answer]] = OrderedDict()

    def __getattr__(self, name: str) -> object:
        return getattr(self._archive, name)

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        today = self._clock().astimezone(SHANGHAI).date()
        key = (self._archive.edition(), question, context, today)
        answer, is_first = self._answer_to(key)
        if is_first:
            self._find(key, answer)
        return answer.result()

    def _answer_to(self, key: Key) -> tuple[Future[Answer], bool]:
        """Return the answer, there or to come, and whether the caller is to find it."""
        with self._changing:
            is_first = key not in self._answers
            answer = self._answers.setdefault(key, Future())
            self._answers.move_to_end(key)
            while len(self._answers) > self._most_kept:
                self._answers.popitem(last=False)
            return answer, is_first

    def _find(self, key: Key, answer: Future[Answer]) -> None:
        edition, question, context, _ = key
        try:
            found = self._archive.ask(question, context=context)
        except BaseException as error:  # noqa: BLE001 - whatever it is, all who wait get it
            self._drop(key)
            answer.set_exception(error)
        else:
            if self._archive.edition() != edition:  # another one came out in between
                self._drop(key)
            answer.set_result(found)

    def _drop(self, key: Key) -> None:
        with self._changing:
            self._answers.pop(key, None)
