"""A small archive in memory with the public face of `retrieval.archive.Archive`.

It answers with the sentence that shares the most characters with the question; `*.txt` files of a
folder are its pages, a headline line and a body each.
"""

from __future__ import annotations

import contextlib
import dataclasses
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
    FolderTaken,
    GenerationUnknown,
    LoadRefused,
    NothingLoaded,
    NothingRemoved,
    PageError,
    ReasonMissing,
)
from retrieval.loading.losses import Removals, too_many
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
    Damage,
    DateSource,
    Edition,
    Explanation,
    GenerationNumber,
    GenerationState,
    GenerationSummary,
    Hit,
    LoadPlan,
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
    from collections.abc import Collection, Iterator, Sequence

    from retrieval.ports import Progress

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
SHARED_ENOUGH = 5
MOST_QUESTIONS = 3
DAY = dt.date(2023, 12, 11)


@dataclass(frozen=True, slots=True)
class Stored:
    ref: ArticleRef
    article: Article
    origin: str = ""  # the folder that gave it


class FakeArchive:
    """Real enough to talk to: loads, mirrors, rolls back, refuses a second load at once."""

    def __init__(self, *, answer_takes_s: float = 0.0, file_takes_s: float = 0.0) -> None:
        self.questions: list[tuple[str, Turn | None]] = []
        self.warm = False
        self._answer_takes_s = answer_takes_s
        self._file_takes_s = file_takes_s
        self._generations: list[dict[str, Stored]] = []
        self._live_number = 0
        self._refused: dict[int, tuple[str, ...]] = {}
        self._withdrawn: dict[ArticleId, str] = {}
        self._notice_count = 0
        self._corrected: dict[ArticleId, str] = {}
        self._loading = threading.Lock()
        self._claimed = threading.Lock()
        self.refuses_next: tuple[str, ...] = ()  # the problems that the gate finds in the next load
        self.damaged: tuple[Damage, ...] = ()
        self.removal_share = 0.05

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
            Hit(
                *(PassageId(rank), ref, span, text, float(-score), rank),
                lexical_rank=rank if score else None,
                dense_rank=rank,
                similarity=0.0,
            )
            for rank, (score, _, span, text, ref) in enumerate(found[:k], start=1)
        )

    def article(self, article_id: ArticleId) -> tuple[ArticleRef, Article]:
        for stored in self._held().values():
            if stored.ref.id == article_id:
                return self._noticed(stored.ref), stored.article
        raise ArticleUnknown(article_id)

    def pages(self) -> tuple[PageRef, ...]:
        refs = [(stored.ref, len(self.articles_of(s))) for s, stored in self._held().items()]
        return tuple(PageRef(r.source, r.newspaper, r.page_number, r.date, n) for r, n in refs)

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
        number: str = "",
        may_remove: Collection[str] | None = (),
    ) -> LoadReport:
        if not self._loading.acquire(blocking=False):
            raise ArchiveBusy("memory")
        try:
            return self._load(paths, mirror, progress or (lambda _: None), day, number, may_remove)
        finally:
            self._loading.release()

    def vanished(self, folder: Path) -> tuple[str, ...]:
        held = self._held() if self._live_number else {}
        given = _given_by([folder], held)
        gone = tuple(name for name in given if not (folder / name).is_file())
        return gone if too_many(gone, given, self.removal_share) else ()

    def plan(
        self, paths: Sequence[Path], *, mirror: bool = False, day: dt.date | None = None
    ) -> LoadPlan:
        before = self._held() if self._live_number else {}
        after, failures = self._read(paths, before, mirror, lambda _: None, day, "")
        report = _report(before, after, failures, self._live_number, 0.0)
        return LoadPlan(
            base=GenerationNumber(self._live_number) if before else None,
            pages_added=report.pages_added,
            pages_changed=report.pages_changed,
            pages_removed=report.pages_removed,
            pages_unchanged=report.pages_unchanged,
            pages_left_out=(),
            articles_added=report.articles_added,
            articles_changed=report.articles_changed,
            articles_removed=report.articles_removed,
            failures=report.failures,
            doubts=(),
            ask_first=too_many(report.pages_removed, _given_by(paths, before), self.removal_share),
        )

    def as_read(self, path: Path, source: str) -> str:
        return f"<html>{source}: {path.read_text('utf-8')}</html>"

    def remove(self, name: str, *, progress: Progress | None = None) -> LoadReport:
        before = self._held()
        after = {s: held for s, held in before.items() if name not in {s, held.ref.id}}
        if after == before:
            raise NothingRemoved(name)
        return self._put(before, after, [], 0.0)

    def generations(self) -> tuple[GenerationSummary, ...]:
        return tuple(
            GenerationSummary(
                number=GenerationNumber(number),
                state=self._state(number),
                built_at=dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.UTC),
                pages=len(held),
                articles=len(held),
                first_day=DAY,
                last_day=DAY,
                size_bytes=1000 * len(held),
                problems=self._refused.get(number, ()),
                damage=next((one for one in self.damaged if one.number == number), None),
            )
            for number, held in enumerate(self._generations, start=1)
        )

    def activate(self, number: GenerationNumber) -> GenerationNumber:
        if not 1 <= number <= len(self._generations):
            kept = tuple(range(1, len(self._generations) + 1))
            raise GenerationUnknown(number, kept)
        self._refused.pop(number, None)
        self._live_number = number
        return number

    def roll_back(self, number: GenerationNumber | None = None) -> GenerationNumber:
        if number is None:
            earlier = [n for n in range(1, self._live_number) if n not in self._refused]
            if not earlier:
                raise GenerationUnknown(None, ())
            number = GenerationNumber(earlier[-1])
        return self.activate(number)

    def withdraw(self, article_id: ArticleId, reason: str) -> ArticleRef:
        if not reason.strip():
            raise ReasonMissing
        self.article(article_id)
        self._withdrawn[article_id] = reason
        self._notice_count += 1
        return self.article(article_id)[0]

    def restore_article(self, article_id: ArticleId) -> ArticleRef:
        self._withdrawn.pop(article_id, None)
        self._notice_count += 1
        return self.article(article_id)[0]

    def correct(self, article_id: ArticleId, note: str) -> ArticleRef:
        self.article(article_id)
        self._corrected[article_id] = note
        self._notice_count += 1
        return self.article(article_id)[0]

    @contextlib.contextmanager
    def claim(self) -> Iterator[None]:
        if not self._claimed.acquire(blocking=False):
            raise FolderTaken("memory")
        try:
            yield
        finally:
            self._claimed.release()

    def edition(self) -> Edition:
        number = GenerationNumber(self._live_number) if self._live_number else None
        return number, (self._notice_count, 0, 0)

    def status(self) -> ArchiveStatus:
        articles = self._held() if self._live_number else {}
        sentences = sum(1 for _ in self._sentences()) if articles else 0
        number = GenerationNumber(self._live_number)
        withdrawn = [held for held in articles.values() if held.ref.id in self._withdrawn]
        return ArchiveStatus(
            generation=number if articles else None,
            built_at=dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.UTC) if articles else None,
            model="fake:shared-characters",
            pages=len(articles),
            articles=len(articles) - len(withdrawn),
            passages=sentences,
            sentences=sentences,
            first_day=DAY if articles else None,
            last_day=DAY if articles else None,
            generations_kept=(number,) if articles else (),
            damaged=self.damaged,
            withdrawn=len(withdrawn),
            corrected=sum(1 for note in self._corrected.values() if note),
        )

    def _load(
        self,
        paths: Sequence[Path],
        mirror: bool,
        progress: Progress,
        day: dt.date | None,
        number: str,
        may_remove: Collection[str] | None,
    ) -> LoadReport:
        started = time.monotonic()
        before = self._held() if self._live_number else {}
        after, failures = self._read(paths, before, mirror, progress, day, number)
        gone = [name for name in before if name not in after]
        Removals(_given_by(paths, before), self.removal_share, may_remove).add(gone)
        return self._put(before, after, failures, time.monotonic() - started)

    def _read(
        self,
        paths: Sequence[Path],
        before: dict[str, Stored],
        mirror: bool,
        progress: Progress,
        day: dt.date | None,
        number: str,
    ) -> tuple[dict[str, Stored], list[PageFailure]]:
        read: dict[str, Stored] = {}
        failures = []
        files = sorted(
            (f, str(path) if path.is_dir() else "")
            for path in paths
            for f in (path.glob("*.txt") if path.is_dir() else [path])
        )
        for done, (file, origin) in enumerate(files, start=1):
            time.sleep(self._file_takes_s)
            text = file.read_text("utf-8").strip()
            if text:
                page = _stored(file.name, text, day, number, origin)
                held = before.get(file.name, page)
                is_known = (held.ref, held.article) == (page.ref, page.article)
                read[file.name] = held if is_known else page
            else:
                failures.append(PageError(file.name, PageFault.EMPTY).failure(file.name))
            progress(LoadProgress(LoadStage.READ, done, len(files)))
        leaves = _given_by(paths, before) if mirror else {}
        stays = {source: held for source, held in before.items() if source not in leaves}
        return {**stays, **read}, failures

    def _put(
        self,
        before: dict[str, Stored],
        after: dict[str, Stored],
        failures: list[PageFailure],
        elapsed_s: float,
    ) -> LoadReport:
        if after != before:
            self._generations.append(after)
            number = len(self._generations)
            if self.refuses_next:
                self._refused[number], self.refuses_next = self.refuses_next, ()
                raise LoadRefused(number, self._refused[number])
            self._live_number = number
        return _report(before, after, failures, self._live_number, elapsed_s)

    def _state(self, number: int) -> GenerationState:
        if number in {one.number for one in self.damaged}:
            return GenerationState.DAMAGED
        if number == self._live_number:
            return GenerationState.LIVE
        return GenerationState.REFUSED if number in self._refused else GenerationState.KEPT

    def _held(self) -> dict[str, Stored]:
        """The live generation with what is withdrawn."""
        if not self._live_number:
            raise NothingLoaded
        return self._generations[self._live_number - 1]

    def _live(self) -> dict[str, Stored]:
        """The live generation as readers see it."""
        return {
            source: Stored(self._noticed(stored.ref), stored.article, stored.origin)
            for source, stored in self._held().items()
            if stored.ref.id not in self._withdrawn
        }

    def _noticed(self, ref: ArticleRef) -> ArticleRef:
        return dataclasses.replace(
            ref,
            correction=self._corrected.get(ref.id) or None,
            withdrawal=self._withdrawn.get(ref.id),
        )

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
        number = GenerationNumber(self._live_number)
        return Answer(question, status, 0.5, quotes, nearest, number, 1.0, reason, talk)


def _asking(message: str) -> list[str]:
    parts = [part + "？" for part in message.split("？") if len(part) > 1]
    return parts if len(parts) > 1 else []


def _stored(
    source: str, text: str, day: dt.date | None = None, number: str = "", origin: str = ""
) -> Stored:
    headline, _, body = text.partition("\n")
    article_id = ArticleId(f"a-{Path(source).stem}")
    date = PageDate(day, DateSource.ADMIN) if day else PageDate(DAY, DateSource.INFERRED, 0.5)
    ref = ArticleRef(article_id, headline, source, "劳动午报", number or "3", date, "记者 马超")
    block = Block(BlockKind.PARAGRAPH, 0, len(body))
    return Stored(ref, Article(article_id, headline, body, (block,)), origin)


def _given_by(folders: Sequence[Path], held: dict[str, Stored]) -> dict[str, Stored]:
    """Return the pages that any of some folders gave."""
    origins = {str(folder) for folder in folders}
    return {source: page for source, page in held.items() if page.origin in origins}


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
        articles_added=tuple(after[name].ref for name in added),
        articles_changed=tuple(after[name].ref for name in changed),
        articles_removed=tuple(before[name].ref for name in removed),
        articles_total=len(after),
        embedded=len(added) + len(changed),
        elapsed_s=elapsed_s,
    )
