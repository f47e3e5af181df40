"""How well pages are read: the reader's articles against gold, field by field.

Each field gives precision (of what was read, how much is right) and recall (of what the gold has,
how much was read). Text is compared with all space removed; a body is right when no more than 1 %
of its characters differ.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

TEXTS = ("kicker", "headline", "subhead", "column", "banner", "dateline", "credit", "kind")
DATES = "dates"
LISTS = ("reporters", "interns", "correspondents", "photographers", "subheads", "captions")
BODY_TOLERANCE = 0.01
SAME_ARTICLE = 0.5
"""Two articles are the same one when at least this share of their words agrees."""


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How often a field was right, among what was read and among what the gold holds."""

    field: str
    right: int
    read: int
    gold: int

    @property
    def precision(self) -> float | None:
        """Right among read; `None` when nothing was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Right among gold; `None` when the gold holds nothing."""
        return self.right / self.gold if self.gold else None


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that is not in both: `read` and `gold` are empty where they have none."""

    file: str
    order: int
    field: str
    read: str
    gold: str


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Read a gold file: a JSON list, one object an article."""
    loaded: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def compare(
    read: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]]
) -> tuple[tuple[FieldScore, ...], tuple[Miss, ...]]:
    """Compare the articles of pages with their gold; files without gold are left out."""
    files = {article["file"] for article in gold}
    read = [article for article in read if article["file"] in files]
    pairs = _pairs(read, gold)
    counts: dict[str, list[int]] = {}
    misses: list[Miss] = []
    for ours, theirs in pairs:
        for field in ("article", "body", *TEXTS, *LISTS, DATES):
            mine, wanted = _values(ours, field), _values(theirs, field)
            right = _right(field, mine, wanted)
            tally = counts.setdefault(field, [0, 0, 0])
            tally[0] += right
            tally[1] += len(mine)
            tally[2] += len(wanted)
            if right < max(len(mine), len(wanted)):
                misses.append(_miss(ours, theirs, field))
    scores = tuple(FieldScore(field, *tally) for field, tally in counts.items())
    return scores, tuple(misses)


def _pairs(
    read: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Pair each gold article with the most alike read article of its file, each used once."""
    free = list(read)
    pairs: list[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]] = []
    for wanted in gold:
        likely = [article for article in free if article["file"] == wanted["file"]]
        best = max(likely, key=lambda article: _alike(article, wanted), default=None)
        if best is not None and _alike(best, wanted) >= SAME_ARTICLE:
            free.remove(best)
            pairs.append((best, wanted))
        else:
            pairs.append((None, wanted))
    return pairs + [(article, None) for article in free]


def _alike(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> float:
    """How much two articles share: pairs of neighbouring characters, both ways."""
    left, right = _grams(ours), _grams(theirs)
    return len(left & right) / max(1, len(left), len(right))


def _grams(article: Mapping[str, Any]) -> set[str]:
    text = _bare(article["headline"]) + _body(article)
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _values(article: Mapping[str, Any] | None, field: str) -> list[str]:
    """Return the values of a field, space removed; empty ones do not count."""
    if article is None:
        return []
    if field == "article":
        return ["article"]
    if field == "body":
        return [_body(article)]
    if field == "captions":
        return [_bare(caption["text"] + caption["credit"]) for caption in article["captions"]]
    if field == DATES:
        return [f"{_bare(date['text'])}={date['norm'] or ''}" for date in article.get(DATES, ())]
    values = article[field] if field in LISTS else [article[field]]
    return [_bare(value) for value in values if value]


def _right(field: str, mine: Sequence[str], wanted: Sequence[str]) -> int:
    if field == "body":
        return int(bool(mine and wanted) and body_difference(mine[0], wanted[0]) <= BODY_TOLERANCE)
    return len(set(mine) & set(wanted))


def body_difference(read: str, gold: str) -> float:
    """Return the share of a gold body's characters that were added, lost or changed."""
    if read == gold:
        return 0.0
    matcher = difflib.SequenceMatcher(None, read, gold, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return (max(len(read), len(gold)) - same) / max(1, len(gold))


def _body(article: Mapping[str, Any]) -> str:
    return _bare("".join(article["paragraphs"]))


def _bare(text: str) -> str:
    return "".join(text.split())


def _miss(ours: Mapping[str, Any] | None, theirs: Mapping[str, Any] | None, field: str) -> Miss:
    article = theirs or ours or {}
    left, right = " ¦ ".join(_values(ours, field)), " ¦ ".join(_values(theirs, field))
    return Miss(article["file"], article["order"], field, left, right)


def report(scores: Iterable[FieldScore]) -> str:
    """Return the scores as a table, one field a line."""
    rows = [f"{'field':<16}{'precision':>10}{'recall':>10}{'right':>7}{'read':>6}{'gold':>6}"]
    for score in scores:
        shares = (_percent(score.precision), _percent(score.recall))
        counts = f"{score.right:>7}{score.read:>6}{score.gold:>6}"
        rows.append(f"{score.field:<16}{shares[0]:>10}{shares[1]:>10}{counts}")
    return "\n".join(rows)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
