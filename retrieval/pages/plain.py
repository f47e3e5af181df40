"""A page as plain data with the field names of the gold: for `--json`, and to be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.types import BlockKind, Place

if TYPE_CHECKING:
    from retrieval.types import Article, Page


def as_plain(page: Page) -> list[dict[str, Any]]:
    """Return one mapping an article, in page order, ready for JSON."""
    repeats = _repeats(page)
    return [
        {"file": page.source, "order": order, "banner": page.banner}
        | _article(article)
        | {"column_position": _column_position(page, order - 1)}
        | {"duplicated_lines": repeats.get(order - 1, [])}
        for order, article in enumerate(page.articles, start=1)
    ]


def _article(article: Article) -> dict[str, Any]:
    paragraphs = _paragraphs(article)
    body = "".join("".join(paragraphs).split())
    return {
        "id": article.id,
        "kicker": article.kicker,
        "headline": article.headline,
        "subhead": article.subhead,
        "column": article.column,
        "dateline": article.dateline,
        "credit": article.credit,
        "reporters": list(article.people.reporters),
        "interns": list(article.people.interns),
        "correspondents": list(article.people.correspondents),
        "photographers": list(article.people.photographers),
        "kind": article.kind.value,
        "body_start": body[:15],
        "body_end": body[-15:],
        "body_chars": len(body),
        "body_chars_with_dateline": len(body) + len("".join(article.dateline.split())),
        "paragraphs": paragraphs,
        "subheads": list(article.texts(BlockKind.SUBHEAD)),
        "captions": _captions(article),
        "dates": [{"text": date.text, "norm": date.norm or None} for date in article.dates],
    }


def _paragraphs(article: Article) -> list[str]:
    """Return the paragraphs without the dateline at the head of the first."""
    paragraphs = list(article.texts(BlockKind.PARAGRAPH))
    if paragraphs and article.dateline:
        paragraphs[0] = paragraphs[0].removeprefix(article.dateline).lstrip()
    return [paragraph for paragraph in paragraphs if paragraph]


def _captions(article: Article) -> list[dict[str, str]]:
    """Pair each caption with the credit that stands right behind it."""
    captions: list[dict[str, str]] = []
    before: BlockKind | None = None
    for block in article.blocks:
        text = article.text[block.start : block.end]
        own = text in article.credit
        if block.kind is BlockKind.CAPTION:
            captions.append({"text": text, "credit": ""})
        elif block.kind is BlockKind.CREDIT and before is BlockKind.CAPTION and not own:
            captions[-1]["credit"] = text
        before = block.kind
    return captions


def _column_position(page: Page, article: int) -> str:
    """Say whether an article's column label stands before or after its headline."""
    own = [entry for entry in page.account if entry.article == article]
    labels = [entry.line for entry in own if entry.place is Place.COLUMN]
    rest = [entry.line for entry in own if entry.place is not Place.COLUMN]
    if not labels or not rest:
        return ""
    return "after" if min(labels) > min(rest) else "before"


def _repeats(page: Page) -> dict[int, list[int]]:
    """Return the lines that repeat text of each article."""
    owner = {entry.line: entry.article for entry in page.account if entry.article is not None}
    found: dict[int, list[int]] = {}
    for entry in page.account:
        article = owner.get(entry.original or 0)
        if entry.place is Place.REPEAT and article is not None:
            found.setdefault(article, []).append(entry.line)
    return found
