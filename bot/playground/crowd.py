"""What a crowd asks of a paper: many different questions about its articles, for the benchmark."""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from bot.examples import candidates_of
from retrieval import open_archive
from retrieval.errors import WenbaoError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.settings import BotSettings
    from retrieval.types import Article

CLAUSE = re.compile(r"[^，、。！？；：“”\s]{6,16}(?=[，。！？；])")
ASKING = ("，是吗？", "，是什么时候？", "，在哪里？", "，有多少人？", "，是谁说的？")


def questions_of(settings: BotSettings) -> list[str]:
    """Return different questions about the articles that are live.

    Raises `WenbaoError` where there is nothing to ask about.
    """
    questions = questions_about(article for _, article in open_archive(settings).articles())
    if not questions:
        raise WenbaoError("nothing to ask: load pages first, `wenbao ingest PATH…`")
    return questions


def questions_about(articles: Iterable[Article]) -> list[str]:
    """Return different questions about articles, one of each before a second one of any.

    Most are clauses with a question put behind them, so that there are enough for no two members
    to ask the same; they cost as much as others to answer.
    """
    by_article = [[*_plain(article), *_made(article)] for article in articles]
    in_turn = chain.from_iterable(zip_longest(*by_article))
    return list(dict.fromkeys(filter(None, in_turn)))


def _plain(article: Article) -> Iterator[str]:
    return (candidate.question for candidate in candidates_of(article))


def _made(article: Article) -> Iterator[str]:
    for asking in ASKING:
        for words in CLAUSE.findall(article.text):
            yield words + asking
