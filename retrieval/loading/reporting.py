"""What a load did to articles, by name: which are new, which read otherwise now, which are gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from retrieval.index.catalogue import Catalogue
    from retrieval.types import ArticleId, ArticleRef


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """What a load brought in and changed, in its order, and what it took out, by ascending id."""

    added: tuple[ArticleRef, ...]
    changed: tuple[ArticleRef, ...]
    removed: tuple[ArticleRef, ...]


def article_changes(
    base: Catalogue | None,
    live: Catalogue,
    put: Collection[ArticleId],
    gone: Collection[ArticleId],
) -> ArticleChanges:
    """Return what became of the articles that were `put` and that are `gone`.

    `base` is the catalogue before, `None` for none. What is gone stands as it was printed there.
    """
    before = base.stored([*put, *gone]) if base else frozenset()
    now = live.references(put)
    missing = sorted(before.intersection(gone))
    then = base.references(missing) if base else {}
    return ArticleChanges(
        added=tuple(now[i] for i in put if i not in before),
        changed=tuple(now[i] for i in put if i in before),
        removed=tuple(then[i] for i in missing),
    )
