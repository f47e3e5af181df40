"""Questions to try, made out of the paper that is live and answered by it.

No language model writes them: a printed number becomes 几 or 多少, the object of a headline 什么.
Each is asked before it is shown, and only one that its own article answers is shown.
"""

from __future__ import annotations

import itertools
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.errors import NothingLoaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ports import NewsArchive
    from retrieval.types import Article, ArticleId, GenerationNumber

WANTED = 3
MOST_PAGES = 8
MOST_TRIED = 40

# Words that end the name of who acts, verbs that say what was done, nouns that say what it was.
ACTOR = r"(?:工会|机关|公司|集团|街道|学校|大学|医院|中心|协会|委员会|[省市区县镇乡村局])"
DONE = r"(?:举办|举行|开展|启动|成立|开办|打造|组织|探索|推出|发布|建立|设立|召开|建成|开通)"
THING = (
    r"(?:活动|仪式|大赛|比赛|竞赛|模式|培训班|培训|课|会议|讲座|工程|项目|行动|计划|机制|平台|"
    r"论坛|展览|企业|夜校|运动会)"
)
UNIT = r"[名个家场项位支门种次件条所座辆户]"
NAME = r"(?![区市县该本此这各全其])[\u4e00-\u9fff]{2,12}?"

# The first clause of a sentence, where it names who acts; a time before it is passed over.
CLAUSE = re.compile(
    r"(?:^|[。！？）)\n]\s*)(?:近日|日前|目前|今年|据了解|截至目前)?[，,]?\s*"
    r"([^，。；：、！？,;!?()（）\s]{10,32})(?=[，。；,;])"
)
COUNTED = re.compile(rf"(?P<before>{NAME}{ACTOR}\D{{2,20}})(?P<number>\d+)(?P<after>{UNIT}\D*)")
ACTED = re.compile(rf"(?P<who>{NAME}{ACTOR})(?P<done>{DONE})[^ ，：]*?(?P<thing>{THING})")
FEW = 10
LONGEST_HEADLINE = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, the article it was made of, and words that an answer to it has to quote."""

    question: str
    article_id: ArticleId
    quoted: str


def candidates_of(article: Article) -> Iterator[Candidate]:
    """Yield questions whose answer stands in an article, the most particular first."""
    for clause in CLAUSE.findall(article.text):
        found = COUNTED.fullmatch(clause)
        if found and clause.count("“") == clause.count("”"):
            how_many = "几" if int(found["number"]) < FEW else "多少"
            question = f"{found['before']}{how_many}{found['after']}？"
            yield Candidate(question, article.id, found["number"])
    if acted := ACTED.fullmatch(article.headline):
        question = f"{acted['who']}{acted['done']}了什么{acted['thing']}？"
        yield Candidate(question, article.id, acted["thing"])
    if 0 < len(article.headline) <= LONGEST_HEADLINE:
        yield Candidate(f"《{article.headline}》讲了什么？", article.id, "")


class Examples:
    """Example questions of the live generation, made once and kept until another goes live."""

    def __init__(self, archive: NewsArchive) -> None:
        self._archive = archive
        self._drawing = threading.Lock()
        self._drawn: tuple[GenerationNumber | None, tuple[str, ...]] = None, ()

    def drawn(self) -> tuple[str, ...]:
        """Return up to `WANTED` questions, the same ones for as long as the paper stays the same.

        Blocks. Empty when nothing is loaded or nothing suitable is printed. Raises `ModelError`.
        """
        with self._drawing:
            generation = self._archive.status().generation
            if generation != self._drawn[0]:
                self._drawn = generation, self._draw()
            return self._drawn[1]

    def _draw(self) -> tuple[str, ...]:
        chosen: dict[ArticleId, str] = {}
        try:
            for candidate in itertools.islice(self._candidates(), MOST_TRIED):
                if candidate.article_id not in chosen and self._is_answered(candidate):
                    chosen[candidate.article_id] = candidate.question
                if len(chosen) == WANTED:
                    break
        except NothingLoaded:
            return ()
        return tuple(chosen.values())

    def _candidates(self) -> Iterator[Candidate]:
        """Yield the first question of every article, then the second ones, and so on."""
        offered = [tuple(candidates_of(article)) for article in self._newest_articles()]
        offered.sort(key=len, reverse=True)  # what offers more begins with a more particular one
        for same_place in itertools.zip_longest(*offered):
            yield from filter(None, same_place)

    def _newest_articles(self) -> Iterator[Article]:
        for page in self._archive.pages()[:MOST_PAGES]:
            for ref in self._archive.articles_of(page.source):
                yield self._archive.article(ref.id)[1]

    def _is_answered(self, candidate: Candidate) -> bool:
        """Whether the archive answers it, from the article it was made of and to the point."""
        return any(
            quote.citation.article.id == candidate.article_id and candidate.quoted in quote.text
            for quote in self._archive.ask(candidate.question).quotes[:1]
        )
