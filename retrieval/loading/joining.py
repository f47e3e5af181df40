"""Articles that go on on another page, across loads: 下转 and 上接 of one day and newspaper.

A page that names another is kept as it was read, beside what became of it; so whichever of the two
comes later, is corrected or goes, both are put together anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from retrieval.index.catalogue import Catalogue
    from retrieval.loading.difference import Difference
    from retrieval.ports import PageJoiner
    from retrieval.types import Page


def join(difference: Difference, stored: Catalogue | None, join_pages: PageJoiner) -> None:
    """Join the pages of a difference with one another and with the stored pages of their days.

    A stored page that comes out another one than it is counts as changed.
    """
    partners = list(_partners(difference, stored)) if stored else []
    read = [page for page, _ in difference.read]
    joined = join_pages([*read, *partners])
    difference.as_read = [page for page in (*read, *partners) if page.breaks]
    added = len(difference.added)
    pages = list(zip(joined, [origin for _, origin in difference.read], strict=False))
    difference.added, difference.changed = pages[:added], pages[added:]
    if stored:
        _take_changed(difference, stored, joined[len(read) :])


def _partners(difference: Difference, stored: Catalogue) -> Iterator[Page]:
    """Yield the stored pages that the notes of a load may mean: those of the days it touches.

    A day that is only inferred joins nothing: pages of any other day may have it.
    """
    replaced = {page.source for page, _ in difference.read} | set(difference.removed)
    touched = [page for page, _ in difference.read if page.breaks]
    touched += stored.as_read(replaced).values()
    days = {day for page in touched if (day := _printed_day(page))}
    for source, page in stored.as_read((), days).items() if days else ():
        if source not in replaced and _printed_day(page) in days:
            yield page


def _printed_day(page: Page) -> dt.date | None:
    return page.date.day if page.date and not page.date.inferred else None


def _take_changed(difference: Difference, stored: Catalogue, partners: Sequence[Page]) -> None:
    """Count stored pages as changed whose articles are not what is stored of them."""
    for page in partners:
        if page.articles == tuple(stored.articles(stored.printed_on(page.source))):
            continue
        origin, _ = stored.page(page.source) or ("", "")
        difference.changed.append((page, origin))
        if page.source in difference.unchanged:
            difference.unchanged.remove(page.source)
