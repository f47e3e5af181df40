"""Passages: whole sentences of one article, in windows that do not overlap."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.passages import MAX_CHARS, MAX_SENTENCES, passage_text, sentence_text, split
from retrieval.types import Article, ArticleId, Block, BlockKind, Span


def article(text: str, headline: str = "职工夜校") -> Article:
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    return Article(ArticleId("a1"), headline, text, (block,))


def test_three_short_sentences_make_a_passage_and_the_fourth_begins_another() -> None:
    passages = split(article("甲。乙。丙。丁。"))
    assert [p.span for p in passages] == [Span(0, 6), Span(6, 8)]
    assert passages[0].sentences == (Span(0, 2), Span(2, 4), Span(4, 6))


def test_a_passage_ends_before_it_grows_too_long() -> None:
    first, second = "长" * 199 + "。", "长" * 99 + "。"
    assert [p.span for p in split(article(first + second))] == [Span(0, 200), Span(200, 300)]


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    text = "长" * (MAX_CHARS + 50) + "。"
    assert [p.span for p in split(article(text))] == [Span(0, MAX_CHARS + 51)]


def test_an_article_without_text_has_no_passages() -> None:
    assert split(article("")) == ()


@given(st.text(st.sampled_from("工会职。！\n “”"), max_size=400))
def test_windows_are_small_and_lose_nothing(text: str) -> None:
    passages = split(article(text))
    assert all(1 <= len(p.sentences) <= MAX_SENTENCES for p in passages)
    joined = "".join(text[s.start : s.end] for p in passages for s in p.sentences)
    assert "".join(joined.split()) == "".join(text.split())


def test_the_model_reads_a_passage_under_its_headline_and_a_sentence_alone() -> None:
    value = article("夜校開課。", headline="職工夜校")
    assert passage_text(value, Span(0, 5)) == "职工夜校\n夜校开课。"
    assert sentence_text(value, Span(0, 5)) == "夜校开课。"
