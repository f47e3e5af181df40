"""What speaks for a sentence, by numbers worked out by hand."""

import numpy as np
import pytest

from retrieval.asking.expected import expectation
from retrieval.asking.rank import TermRarity
from retrieval.asking.signals import (
    REACH_CHARS,
    FoundPassage,
    PassageSignals,
    SentenceSignals,
    SignalMaker,
    apart,
)
from retrieval.index.catalogue import StoredPassage
from retrieval.index.recent import FiledArticle
from retrieval.text import split_sentences
from retrieval.types import (
    Article,
    ArticleId,
    ArticleRef,
    Block,
    BlockKind,
    PassageId,
    Query,
    SentenceId,
    Span,
)

LEAD = "平湖职工夜校9月3日开课，120名职工报名。"
SECOND = "课程有剪纸和摄影。"
TEXT = LEAD + SECOND
ARTICLE = Article(ArticleId("a"), "平湖办起夜校", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),))
REFERENCE = ArticleRef(ARTICLE.id, ARTICLE.headline, "a.txt", "平湖日报", "1", None, "")
FILED = FiledArticle(ARTICLE, REFERENCE, ())
QUESTION = "夜校有多少职工学摄影"
RARITY = TermRarity({"夜校": 4.0, "职工": 2.0, "摄影": 4.0})
WHOLE = Span(0, len(TEXT))
SENTENCES = (
    (SentenceId(1), Span(0, len(LEAD))),
    (SentenceId(2), Span(len(LEAD), len(TEXT))),
)


def signals_of(span: Span, names: tuple[str, ...] = ()) -> SentenceSignals:
    query = Query(QUESTION, QUESTION, ("夜校", "职工", "摄影"), names)
    maker = SignalMaker(query, RARITY, expectation(QUESTION))
    passage = StoredPassage(PassageId(1), ARTICLE.id, WHOLE, tuple(SENTENCES))
    return dict(zip([s for _, s in SENTENCES], signals_in(maker, passage), strict=True))[span]


def signals_in(
    maker: SignalMaker, passage: StoredPassage, filed: FiledArticle = FILED
) -> list[SentenceSignals]:
    found = FoundPassage(passage, filed, PassageSignals(0.8, 0.9, 0.5, 0.0))
    size = len(passage.sentences)
    return maker.make([found], [0.9] * size, [0.1] * size)


def signals_in_text(text: str, rarity: TermRarity) -> list[SentenceSignals]:
    article = Article(ArticleId("a"), "", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    spans = tuple((SentenceId(i), span) for i, span in enumerate(split_sentences(text)))
    passage = StoredPassage(PassageId(1), article.id, Span(0, len(text)), spans)
    maker = SignalMaker(Query(QUESTION, QUESTION, (), ()), rarity, expectation(QUESTION))
    return signals_in(maker, passage, FiledArticle(article, REFERENCE, ()))


def test_coverage_is_taken_of_sentence_headline_passage_and_article() -> None:
    lead = signals_of(Span(0, len(LEAD)))
    second = signals_of(Span(len(LEAD), len(TEXT)))
    assert lead.coverage == pytest.approx(6 / 10)
    assert second.coverage == pytest.approx(4 / 10)
    assert second.heading_coverage == pytest.approx(8 / 10)
    assert second.nearby_coverage == second.article_coverage == 1.0


def test_words_of_the_headline_are_left_out_of_what_it_leaves_open() -> None:
    assert signals_of(Span(0, len(LEAD))).beyond_heading == pytest.approx(2 / 6)
    assert signals_of(Span(len(LEAD), len(TEXT))).beyond_heading == pytest.approx(4 / 6)


def test_what_an_article_says_often_tells_less_of_a_sentence() -> None:
    # 夜校 stands twice, in the headline as well, and so does 职工; 摄影 once.
    assert signals_of(Span(0, len(LEAD))).telling == pytest.approx((4 / 2 + 2 / 2) / 7)
    assert signals_of(Span(len(LEAD), len(TEXT))).telling == pytest.approx(4 / 7)


def test_a_number_at_the_edge_of_what_is_near_is_not_cut() -> None:
    text = "来了120人，" + "大" * 16 + "在夜校有3名职工上课。"
    assert text[text.index("3名") - REACH_CHARS :].startswith("20人")
    rarity = TermRarity({"夜校": 1.0, "20人": 1.0}, frozenset({"20人"}))
    assert signals_in_text(text, rarity)[0].support == 0.5


def test_a_sentence_that_asks_is_told_from_one_that_says() -> None:
    asking = signals_in_text("夜校何时开课？9月3日开课。“学什么？”", RARITY)
    assert [signals.asks for signals in asking] == [1.0, 0.0, 1.0]


def test_sentences_of_several_articles_are_told_by_their_own() -> None:
    text = "剪纸课开了。"
    other = Article(ArticleId("b"), "摄影", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    whole = Span(0, len(text))
    passages = [
        FoundPassage(
            StoredPassage(PassageId(1), ARTICLE.id, WHOLE, SENTENCES),
            FILED,
            PassageSignals(0.8, 0.9, 0.5, 0.0),
        ),
        FoundPassage(
            StoredPassage(PassageId(2), other.id, whole, ((SentenceId(3), whole),)),
            FiledArticle(other, REFERENCE, ()),
            PassageSignals(0.7, 0.7, 0.0, 1.0),
        ),
    ]
    maker = SignalMaker(Query(QUESTION, QUESTION, (), ()), RARITY, expectation(QUESTION))
    of_each = maker.make(passages, [0.9, 0.8, 0.7], [0.1, 0.2, 0.3])
    assert [one.heading_coverage for one in of_each] == pytest.approx([0.6, 0.8, 0.4])
    assert [one.passage_similarity for one in of_each] == [0.8, 0.8, 0.7]
    assert [(one.similarity, one.apart) for one in of_each] == [(0.9, 0.1), (0.8, 0.2), (0.7, 0.3)]


def test_what_all_sentences_of_an_article_are_like_does_not_count_apart() -> None:
    sentences = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    question = np.array([0.6, 0.8], np.float32)
    # The first two share the direction (1, 1); beside it the question points from one to the
    # other. The third is alone in its article.
    found = apart(sentences, question, [2, 1])
    assert found == pytest.approx([-(0.5**0.5), 0.5**0.5, 0], abs=1e-3)


def test_sentences_that_share_no_direction_are_as_like_as_they_are() -> None:
    opposite = np.array([[1, 0], [-1, 0]], np.float32)
    question = np.array([0.6, 0.8], np.float32)
    assert apart(opposite, question, [2]) == pytest.approx([0.6, -0.6], abs=1e-6)


def test_of_no_sentences_nothing_is_apart() -> None:
    assert not len(apart(np.empty((0, 2), np.float32), np.array([1, 0], np.float32), []))


def test_a_number_of_people_is_expected_and_supported_by_the_words_around_it() -> None:
    lead = signals_of(Span(0, len(LEAD)))
    assert lead.expected == 1.0
    assert lead.support == pytest.approx(6 / 10)  # 夜校 and 职工, and no 摄影
    assert signals_of(Span(len(LEAD), len(TEXT))).support == 0.0


def test_what_vectors_say_is_added_as_it_is_given() -> None:
    lead = signals_of(Span(0, len(LEAD)))
    assert (lead.lexical, lead.dense) == (0.5, 0.0)
    assert (lead.similarity, lead.passage_similarity, lead.apart) == (0.9, 0.8, 0.1)


def test_names_may_stand_in_the_headline_and_the_first_sentence_leads() -> None:
    second = signals_of(Span(len(LEAD), len(TEXT)), names=("平湖", "东山"))
    assert second.names == second.article_names == 0.5
    lead = signals_of(Span(0, len(LEAD)), names=("剪纸", "东山"))
    assert (lead.names, lead.article_names) == (0.0, 0.5)
    assert (signals_of(Span(0, len(LEAD))).lead, second.lead) == (1.0, 0.0)
