"""The first load: pages go in before the bot serves, with progress for the person who waits."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from retrieval.errors import NoPages, SettingsError
from retrieval.types import LoadStage

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import NewsArchive
    from retrieval.types import LoadProgress

logger = logging.getLogger(__name__)

STAGE_NAMES = {
    LoadStage.READ: "reading pages",
    LoadStage.EMBED: "embedding",
    LoadStage.INDEX: "indexing",
    LoadStage.VERIFY: "verifying",
    LoadStage.LIVE: "going live",
}


def load_if_empty(archive: NewsArchive, news_dir: Path) -> None:
    """Load `news_dir` unless something is loaded; a folder without a page is no hindrance.

    Raises `SettingsError` when it is no folder.
    """
    if archive.status().generation is not None:
        return
    if not news_dir.is_dir():
        raise SettingsError(f"NEWS_DIR: there is no folder {news_dir}")
    with _bars() as bars:
        task = bars.add_task(STAGE_NAMES[LoadStage.READ], total=None)

        def show(progress: LoadProgress) -> None:
            name = STAGE_NAMES[progress.stage]
            bars.update(task, description=name, completed=progress.done, total=progress.total)

        try:
            report = archive.load([news_dir], progress=show)
        except NoPages as error:
            logger.warning("nothing is loaded yet, admins may send pages: %s", error)
            return
    for failure in report.failures:
        logger.warning("page not loaded: %s: %s", failure.source, failure.problem)
    logger.info("loaded %d articles, generation %d", report.articles_total, report.generation)


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description:>13}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
