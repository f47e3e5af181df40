"""A heading and what stands below it, a line each; of a long list the beginning and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.rich import Run, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Texts

MAX_LISTED = 10
LINE_UNITS = 160


def listing(
    heading: str,
    items: Sequence[str],
    texts: Texts,
    most: int | None = MAX_LISTED,
    *,
    gap: str = "\n\n",
) -> Iterator[Run]:
    """Yield a list of at most `most` lines, shortened (`None`: all, whole); nothing of nothing."""
    if not items:
        return
    yield Run(gap + heading)
    for item in items[:most]:
        yield Run(f"\n• {item if most is None else shortened(item, LINE_UNITS)}")
    if most is not None and len(items) > most:
        yield Run("\n" + texts.and_more.format(count=len(items) - most))
