"""A small archive in memory with the public face of `retrieval.archive.Archive`.

It answers with the sentence that shares the most characters with the question; `*.txt` files of a
folder are its pages, a headline line and a body each.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import (
    ArchiveBusy,
    ArticleUnknown,
    GenerationUnknown,
    NothingLoaded,
    PageError,
)
from retrieval.types import (
    Answer,
    AnswerStatus,
    ArchiveStatus,
    Article,
    ArticleId,
    ArticleRef,
    Block,
    BlockKind,
    Citation,
    DateSource,
    Explanation,
    GenerationNumber,
    Hit,
    LoadProgress,
    LoadReport,
    LoadStage,
    NoEvidenceReason,
    PageDate,
    PageFailure,
    PageFault,
    PageRef,
    PassageId,
    Query,
    Quote,
    SmallTalk,
    Span,
    StageTime,
    Turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.ports import Progress

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
SHARED_ENOUGH = 5
MOST_QUESTIONS = 3
DAY = dt.date(2023, 12, 11)


@dataclass(frozen=True, slots=True)
class Stored:
    ref: ArticleRef
    article: Article


class FakeArchive:
    """Real enough to talk to: loads, mirrors, rolls back, refuses a second load at once."""

    def __init__(self, *, answer_takes_s: float = 0.0, file_takes_s: float = 0.0) -> None:
        self.questions: list[tuple[str, Turn | None]] = []
        self.warm = False
        self._answer_takes_s = answer_takes_s
        self._file_takes_s = file_takes_s
        self._generations: list[dict[str, Stored]] = []
        self._loading = threading.Lock()

    def ask(self, question: str, *, context: Turn | None = None) -> Answer:
        self.questions.append((question, context))
        articles = self._live()
        time.sleep(self._answer_takes_s)
        if not question.strip():
            return self._answer(
                question, AnswerStatus.NO_EVIDENCE, reason=NoEvidenceReason.EMPTY_QUESTION
            )
        if question == "你好":
            return self._answer(question, AnswerStatus.SMALL_TALK, talk=SmallTalk.GREETING)
        hits = self.search(question)
        if not hits or hits[0].score < SHARED_ENOUGH:
            nearest = tuple(stored.ref for stored in list(articles.values())[:2])
            reason = NoEvidenceReason.NOTHING_ON_SUBJECT
            return self._answer(question, AnswerStatus.NO_EVIDENCE, nearest=nearest, reason=reason)
        best = hits[0]
        body = articles[best.article.source].article.text
        quote = Quote(best.text, Citation(best.article, best.span), surrounding=body)
        return self._answer(question, AnswerStatus.ANSWERED, quotes=(quote,))

    def questions_of(self, message: str) -> tuple[str, ...]:
        return tuple(_asking(message)[:MOST_QUESTIONS]) or (message,)

    def questions_left_of(self, message: str) -> tuple[str, ...]:
        return tuple(_asking(message)[MOST_QUESTIONS:])

    def explain(self, question: str, *, context: Turn | None = None) -> Explanation:
        answer = self.ask(question, context=context)
        hits = self.search(question) if question.strip() else ()
        return Explanation(
            answer,
            Query(question, question, tuple(question.strip("？"))),
            hits,
            {"shared": hits[0].score if hits else 0.0},
            0.4,
            (StageTime("search", 0.8), StageTime("answer", 0.2)),
        )

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        wanted = set(question) - set("？?，。什么的了")
        found = [
            (-len(wanted & set(text)), stored.ref.source, span, text, stored.ref)
            for stored, span, text in self._sentences()
        ]
        found.sort(key=lambda item: (item[0], item[1], item[2].start))
        return tuple(
            Hit(PassageId(rank), ref, span, text, float(-score), rank, rank, None, 0.0)
            for rank, (score, _, span, text, ref) in enumerate(found[:k], start=1)
        )

    def article(self, article_id: ArticleId) -> tuple[ArticleRef, Article]:
        for stored in self._live().values():
            if stored.ref.id == article_id:
                return stored.ref, stored.article
        raise ArticleUnknown(article_id)

    def pages(self) -> tuple[PageRef, ...]:
        refs = [stored.ref for stored in self._live().values()]
        return tuple(PageRef(r.source, r.newspaper, r.page_number, r.date, 1) for r in refs)

    def articles_of(self, source: str) -> tuple[ArticleRef, ...]:
        stored = self._live().get(source)
        return (stored.ref,) if stored else ()

    def warm_up(self) -> None:
        self.warm = True

    def load(
        self,
        paths: Sequence[Path],
        *,
        mirror: bool = False,
        progress: Progress | None = None,
        day: dt.date | None = None,
    ) -> LoadReport:
        if not self._loading.acquire(blocking=False):
            raise ArchiveBusy("memory")
        try:
            return self._load(paths, mirror, progress or (lambda _: None), day)
        finally:
            self._loading.release()

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        if number is not None or len(self._generations) < 2:
            raise GenerationUnknown(number, ())
        self._generations.pop()
        return GenerationNumber(len(self._generations))

    def generation(self) -> GenerationNumber | None:
        return GenerationNumber(len(self._generations)) if self._generations else None

    def status(self) -> ArchiveStatus:
        articles = self._generations[-1] if self._generations else {}
        sentences = sum(1 for _ in self._sentences()) if articles else 0
        number = GenerationNumber(len(self._generations))
        return ArchiveStatus(
            generation=number if articles else None,
            built_at=dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.UTC) if articles else None,
            model="fake:shared-characters",
            pages=len(articles),
            articles=len(articles),
            passages=sentences,
            sentences=sentences,
            first_day=DAY if articles else None,
            last_day=DAY if articles else None,
            generations_kept=(number,) if articles else (),
        )

    def _load(
        self, paths: Sequence[Path], mirror: bool, progress: Progress, day: dt.date | None
    ) -> LoadReport:
        started = time.monotonic()
        before = self._generations[-1] if self._generations else {}
        read: dict[str, Stored] = {}
        failures = []
        files = sorted(
            f for path in paths for f in (path.glob("*.txt") if path.is_dir() else [path])
        )
        for done, file in enumerate(files, start=1):
            time.sleep(self._file_takes_s)
            text = file.read_text("utf-8").strip()
            if text:
                read[file.name] = _stored(file.name, text, day)
            else:
                failures.append(PageError(file.name, PageFault.EMPTY).failure(file.name))
            progress(LoadProgress(LoadStage.READ, done, len(files)))
        after = read if mirror else {**before, **read}
        if after != before:
            self._generations.append(after)
        return _report(before, after, failures, len(self._generations), time.monotonic() - started)

    def _live(self) -> dict[str, Stored]:
        if not self._generations:
            raise NothingLoaded
        return self._generations[-1]

    def _sentences(self) -> Iterator[tuple[Stored, Span, str]]:
        for stored in self._live().values():
            for match in SENTENCE.finditer(stored.article.text):
                yield stored, Span(*match.span()), match[0]

    def _answer(
        self,
        question: str,
        status: AnswerStatus,
        *,
        quotes: tuple[Quote, ...] = (),
        nearest: tuple[ArticleRef, ...] = (),
        talk: SmallTalk | None = None,
        reason: NoEvidenceReason | None = None,
    ) -> Answer:
        number = GenerationNumber(len(self._generations))
        return Answer(question, status, 0.5, quotes, nearest, number, 1.0, reason, talk)


def _asking(message: str) -> list[str]:
    parts = [part + "？" for part in message.split("？") if len(part) > 1]
    return parts if len(parts) > 1 else []


def _stored(source: str, text: str, day: dt.date | None = None) -> Stored:
    headline, _, body = text.partition("\n")
    article_id = ArticleId(f"a-{Path(source).stem}")
    date = PageDate(day, DateSource.ADMIN) if day else PageDate(DAY, DateSource.INFERRED, 0.5)
    ref = ArticleRef(article_id, headline, source, "劳动午报", "3", date, "记者 马超")
    block = Block(BlockKind.PARAGRAPH, 0, len(body))
    return Stored(ref, Article(article_id, headline, body, (block,)))


def _report(
    before: dict[str, Stored],
    after: dict[str, Stored],
    failures: list[PageFailure],
    number: int,
    elapsed_s: float,
) -> LoadReport:
    added = tuple(name for name in after if name not in before)
    changed = tuple(name for name in after if name in before and after[name] != before[name])
    removed = tuple(name for name in before if name not in after)
    return LoadReport(
        generation=GenerationNumber(number),
        changed=after != before,
        pages_added=added,
        pages_changed=changed,
        pages_removed=removed,
        pages_unchanged=tuple(n for n in after if n in before and after[n] == before[n]),
        failures=tuple(failures),
        doubts=(),
        articles_added=tuple(after[name].ref for name in (*added, *changed)),
        articles_removed=len(removed) + len(changed),
        articles_total=len(after),
        embedded=len(added) + len(changed),
        elapsed_s=elapsed_s,
    )
