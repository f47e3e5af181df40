"""Chosen sentences become quotes: exact spans, with what leans on it joined to what went before.

What answers within a quote is put in bold; the same sentence in two articles is quoted once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.asking.choose import MAX_SENTENCES
from retrieval.asking.kinds import PLAIN, Kind
from retrieval.text import folded, split_sentences
from retrieval.types import Citation, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.asking.search import Found, ScoredSentence

SAME_PAIRS = 0.8
"""Share of the pairs of neighbouring characters from which two sentences say the same, if their
figures are the same as well."""
NEAR_CHARS = 12
"""How far around what answers the words of the question are looked for, beyond its clause."""
MAX_PARTS = 4
"""How many more parts of one sentence are quoted with its first."""
_FIGURE = re.compile(r"\d[\d.,]*|[一二两三四五六七八九十百千万亿]+")
_MARK = re.compile(r"[，。；：！？、,;:!?]")
# A sentence that begins so speaks of something that the one before it names.
_LEANS = re.compile(
    r"(?:此次|这次|本次|该|他|她|它|其(?!他|它|中|实|余)|这(?!里是)|据介绍|据了解|据悉|与此同时|同时|对此|为此|随后|"
    r"因此|因而|所以|于是|由此|此后|同[年月日]|当[天日])"
)
# What is told in parts, the first of them here, the others behind ；.
_BEGINS_PARTS = re.compile(r":[^:。]{2,};$")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of an article to be quoted: one sentence, or it and those beside it."""

    sentence: ScoredSentence
    span: Span
    sentences: int


def quotes(chosen: Sequence[ScoredSentence], found: Found) -> tuple[Quote, ...]:
    """Return the quotes of the chosen sentences in their order, `MAX_SENTENCES` sentences at most.

    A sentence that leans on the one before it brings that along, one that ends in …… the one after
    it, and one that begins to tell of several parts those that follow, unless another quote shows
    them.
    """
    kept, copies = _folded(chosen, found)
    shown: list[_Stretch] = []
    for sentence in kept:
        left = MAX_SENTENCES - sum(stretch.sentences for stretch in shown)
        if left and not any(_holds(stretch, sentence) for stretch in shown):
            shown.append(_stretch(sentence, found, left, chosen))
    return tuple(_quote(s, found, copies.get(s.sentence, ())) for s in shown)


def _folded(
    chosen: Sequence[ScoredSentence], found: Found
) -> tuple[list[ScoredSentence], dict[ScoredSentence, tuple[Citation, ...]]]:
    """Return the sentences without those that others say alike, and where those others stand.

    Of two alike the one of the newer page is kept, in the place of the better one.
    """
    kept: list[ScoredSentence] = []
    copies: dict[ScoredSentence, tuple[Citation, ...]] = {}
    for sentence in chosen:
        place = next((i for i, k in enumerate(kept) if _alike(k, sentence, found)), None)
        if place is None:
            kept.append(sentence)
            continue
        older, newer = sorted((kept[place], sentence), key=_day)
        if _day(older) == _day(newer):
            older, newer = sentence, kept[place]
        copies[newer] = (*copies.pop(kept[place], ()), Citation(older.article, older.span))
        kept[place] = newer
    return kept, copies


def _alike(one: ScoredSentence, other: ScoredSentence, found: Found) -> bool:
    if one.article.id == other.article.id:
        return False
    texts = ["".join(folded(found.text_of(sentence)).split()) for sentence in (one, other)]
    if _FIGURE.findall(texts[0]) != _FIGURE.findall(texts[1]):
        return False
    pairs = [_pairs(text) for text in texts]
    union = pairs[0] | pairs[1]
    return bool(union) and len(pairs[0] & pairs[1]) >= SAME_PAIRS * len(union)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _day(sentence: ScoredSentence) -> str:
    date = sentence.article.date
    return date.day.isoformat() if date is not None else ""


def _stretch(
    sentence: ScoredSentence, found: Found, left: int, chosen: Sequence[ScoredSentence]
) -> _Stretch:
    """Return a sentence with what it says too little without, if so many are `left` to show."""
    start, end, count = sentence.span.start, sentence.span.end, 1
    before, after = _before(sentence, found), _after(sentence, found)
    others = [s.span for s in chosen if s.article.id == sentence.article.id]
    if before and before not in others and count < left and _leans(sentence, found):
        start, count = before.start, count + 1
    earlier = others[: others.index(sentence.span)]
    if after and after not in earlier and count < left and _trails_off(sentence, found):
        end, count = after.end, count + 1
    for part in _parts_after(sentence, found):
        if part in earlier:
            break
        end = part.end
    return _Stretch(sentence, Span(start, end), count)


def _parts_after(sentence: ScoredSentence, found: Found) -> Iterator[Span]:
    """Yield the further parts of what a sentence begins to tell: 三方力量：A；B；C.

    In print they are one sentence with it, and count as one.
    """
    text = found.article_of(sentence).text
    last: Span | None = sentence.span
    if not _BEGINS_PARTS.search(folded(found.text_of(sentence))):
        return
    for _ in range(MAX_PARTS):
        if last is None or not text[last.start : last.end].endswith(("；", ";")):
            return
        if last := _next(last, text):
            yield last


def _trails_off(sentence: ScoredSentence, found: Found) -> bool:
    """Whether a sentence ends in …… outside quotation marks: what comes of it stands behind."""
    return found.text_of(sentence).endswith("…")


def _leans(sentence: ScoredSentence, found: Found) -> bool:
    """Whether a sentence says too little alone: it points back, or tells what is so and not why."""
    unexplained = found.expected.kind is Kind.REASON and not sentence.signals.expected
    return unexplained or _LEANS.match(folded(found.text_of(sentence))) is not None


def _before(sentence: ScoredSentence, found: Found) -> Span | None:
    """Return the sentence before, of the same paragraph."""
    text = found.article_of(sentence).text
    start = text.rfind("\n", 0, sentence.span.start) + 1
    earlier = split_sentences(text[start : sentence.span.start])
    return Span(start + earlier[-1].start, start + earlier[-1].end) if earlier else None


def _after(sentence: ScoredSentence, found: Found) -> Span | None:
    """Return the sentence after, of the same paragraph."""
    return _next(sentence.span, found.article_of(sentence).text)


def _next(span: Span, text: str) -> Span | None:
    start = span.end
    end = text.find("\n", start)
    later = split_sentences(text[start : end if end >= 0 else len(text)])
    return Span(start + later[0].start, start + later[0].end) if later else None


def _holds(stretch: _Stretch, sentence: ScoredSentence) -> bool:
    same = stretch.sentence.article.id == sentence.article.id
    inside = stretch.span.start <= sentence.span.start and sentence.span.end <= stretch.span.end
    return same and inside


def _quote(stretch: _Stretch, found: Found, also: tuple[Citation, ...]) -> Quote:
    sentence = stretch.sentence
    text = found.article_of(sentence).text
    around = Span(
        min(stretch.span.start, sentence.surrounding.start),
        max(stretch.span.end, sentence.surrounding.end),
    )
    quoted = text[stretch.span.start : stretch.span.end]
    return Quote(
        text=quoted,
        citation=Citation(sentence.article, stretch.span),
        surrounding=text[around.start : around.end],
        emphasis=_emphasis(quoted, stretch, found),
        also=also,
    )


def _emphasis(quoted: str, stretch: _Stretch, found: Found) -> tuple[Span, ...]:
    """Return what is of the kind asked for in the chosen sentence, nearest to the question.

    The quote is folded character by character for this, so that offsets hold.
    """
    start = stretch.sentence.span.start - stretch.span.start
    reading = found.readings.get(stretch.sentence)
    if reading is not None:
        own = reading.span
        return (Span(start + own.start, start + own.end),) if own is not None else ()
    if found.expected.kind not in PLAIN:  # of the others too much would be in bold
        return ()
    aligned = _aligned(quoted)
    held = found.expected.names(found.filed[stretch.sentence.article.id].names)
    end = start + stretch.sentence.span.end - stretch.sentence.span.start
    spans = [s for s in found.expected.spans(aligned, held) if start <= s.start and s.end <= end]
    # A name that the archive knows is surer than a pattern, which may take a character too many.
    spans = [s for s in spans if aligned[s.start : s.end] in held] or spans

    def nearness(span: Span) -> tuple[float, float, bool, int]:
        clause = _clause(aligned, span)
        beside = aligned[max(start, span.start - NEAR_CHARS) : span.end + NEAR_CHARS]
        coverage = found.rarity.coverage
        named = aligned[span.start : span.end] in held
        return (coverage(aligned[clause.start : clause.end]), coverage(beside), named, -span.start)

    return (max(spans, key=nearness),) if spans else ()


def _clause(text: str, span: Span) -> Span:
    """Return the clause around a span: what stands between two marks."""
    start = max((m.end() for m in _MARK.finditer(text, 0, span.start)), default=0)
    after = _MARK.search(text, span.end)
    return Span(start, after.start() if after else len(text))


def _aligned(text: str) -> str:
    pairs = ((character, folded(character)) for character in text)
    return "".join(f if len(f) == 1 else character for character, f in pairs)
