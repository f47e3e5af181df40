"""Makes a test set from an archive's own articles, by rules and without a language model.

It measures whether the archive finds and quotes what it holds, and refuses what it does not;
members ask more freely, so its figures compare archives and generations, not newspapers.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain, zip_longest
from random import Random
from typing import TYPE_CHECKING

from retrieval.evaluation.collections import Evidence, Question
from retrieval.evaluation.comparable import compact
from retrieval.evaluation.forms import forms
from retrieval.evaluation.twins import TwinMaker
from retrieval.evaluation.wording import questions_of
from retrieval.text import Tokenizer, split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from retrieval.types import Article, ArticleRef

SEED = 20231207
MOST = 300
MIN_HEADLINE_CHARS = 6
PER_ARTICLE = 4
"""Questions of each kind of fact that one article gives at most."""

UNANSWERABLE = "unanswerable"


def generate(
    articles: Iterable[tuple[ArticleRef, Article]],
    *,
    most: int = MOST,
    seed: int = SEED,
    tokenizer: Tokenizer | None = None,
) -> tuple[Question, ...]:
    """Return at most `most` questions, taken from the kinds in turn; the same for the same seed.

    Kinds: headlines and kickers as queries; the number, person, day or place of a sentence, or a
    gap in it; those in other forms (`forms.py`); and twins that no article supports (`twins.py`).
    Evidence that stands in two articles is not asked for. No articles give no questions.
    """
    held = list(articles)
    maker = _Maker(held, tokenizer or Tokenizer(), Random(seed))  # noqa: S311 - no secret
    kinds: dict[str, list[Question]] = {}
    for question in maker.questions():
        kinds.setdefault(f"{question.type}/{question.subtype}", []).append(question)
    for of_kind in kinds.values():
        maker.random.shuffle(of_kind)
    in_turn = chain.from_iterable(zip_longest(*kinds.values()))
    return tuple(question for question in in_turn if question is not None)[:most]


class _Maker:
    """Makes every question that the rules give, in the order of the articles."""

    def __init__(
        self, articles: Sequence[tuple[ArticleRef, Article]], tokenizer: Tokenizer, random: Random
    ) -> None:
        self.random = random
        self._articles = articles
        self._tokenizer = tokenizer
        texts = [_whole(article) for _, article in articles]
        self._rarity = _rarity([compact(text) for text in texts])
        self._twins = TwinMaker(texts, tokenizer, self._rarity, random)
        self._times_printed = Counter(
            sentence
            for _, article in articles
            for sentence in {compact(text) for text in _sentences(article)}
        )
        self._asked: set[str] = set()
        self._count = 0

    def questions(self) -> Iterator[Question]:
        for reference, article in self._articles:
            yield from self._of_heading(reference, article)
            for question in self._of_facts(reference, article):
                yield question
                yield from self._changed(question)

    def _of_heading(self, reference: ArticleRef, article: Article) -> Iterator[Question]:
        evidence = Evidence("", source=reference.source, headline=article.headline)
        for kind, text in (("headline", article.headline), ("kicker", article.kicker)):
            if len(compact(text)) >= MIN_HEADLINE_CHARS:
                yield from self._new(text, kind, evidence=((evidence,),))

    def _of_facts(self, reference: ArticleRef, article: Article) -> Iterator[Question]:
        counts: Counter[str] = Counter()
        for sentence in _sentences(article):
            if self._times_printed[compact(sentence)] > 1:
                continue
            evidence = Evidence(
                "".join(sentence.split()), source=reference.source, headline=article.headline
            )
            for asked in questions_of(sentence):
                counts[asked.kind] += 1
                if counts[asked.kind] <= PER_ARTICLE:
                    yield from self._new(
                        asked.text,
                        asked.kind,
                        evidence=((evidence,),),
                        key=((asked.fact,),),
                        answer=asked.fact,
                    )

    def _changed(self, question: Question) -> Iterator[Question]:
        for name, text in forms(question.text, self.random, self._tokenizer, self._rarity).items():
            yield from self._new(
                text,
                name,
                subtype=question.type,
                evidence=question.evidence,
                key=question.key,
                answer=question.answer,
            )
        for exchanged, text in self._twins.twins(question.text).items():
            yield from self._new(
                text, UNANSWERABLE, subtype=exchanged, note=f"twin of: {question.text}"
            )

    def _new(
        self,
        text: str,
        kind: str,
        *,
        subtype: str = "",
        evidence: tuple[tuple[Evidence, ...], ...] = (),
        key: tuple[tuple[str, ...], ...] = (),
        answer: str = "",
        note: str = "",
    ) -> Iterator[Question]:
        """Yield the question unless its words were asked already."""
        if text in self._asked:
            return
        self._asked.add(text)
        self._count += 1
        yield Question(
            id=f"g-{self._count:05d}",
            text=text,
            type=kind,
            subtype=subtype,
            answerable=bool(evidence),
            evidence=evidence,
            key=key,
            answer=answer,
            note=note,
        )


def _sentences(article: Article) -> list[str]:
    return [article.text[span.start : span.end] for span in split_sentences(article.text)]


def _whole(article: Article) -> str:
    return f"{article.kicker}\n{article.headline}\n{article.subhead}\n{article.text}"


def _rarity(texts: Sequence[str]) -> Callable[[str], float]:
    """Return ln(1 + N / n) of a term that stands in n of N articles, counted once a term."""
    known: dict[str, float] = {}

    def rarity(term: str) -> float:
        if term not in known:
            held = sum(term in text for text in texts)
            known[term] = math.log(1 + len(texts) / max(held, 1))
        return known[term]

    return rarity
