"""Everyday words in questions, and the words of papers for them."""

from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.asking.everyday import ALTERNATIVES, as_printed
from retrieval.text import Tokenizer
from retrieval.types import AnswerStatus
from tests.fakes.embedder import HashingEmbedder

KNOWN = frozenset({"交友", "联谊", "活动", "职工", "孩子", "儿童", "工资", "追讨", "民警", "母亲"})


@pytest.mark.parametrize(
    ("question", "reworded"),
    [
        ("有相亲活动吗", "有交友联谊活动吗"),
        ("哪里办了相亲会", "哪里办了交友联谊活动"),
        ("上班族去哪上课", "职工去哪上课"),
        ("小孩讨薪", "孩子追讨工资"),
        ("有几个小孩被警察找到", "有几个孩子被民警找到"),
    ],
)
def test_an_everyday_word_becomes_the_first_that_the_archive_knows(
    question: str, reworded: str, tokenizer: Tokenizer
) -> None:
    assert as_printed(question, tokenizer, KNOWN.__contains__) == reworded


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("职工去哪上课", ()),
        ("送快递的有几个", ()),  # neither 快递员 nor 快递小哥 is known
        ("“民相亲”是什么意思", ()),
        ("《小孩不笨》谁演的", ()),
        ("妈祖像在哪", ()),
        ("小孩巷在哪", ("小孩巷",)),
        ("", ()),
    ],
)
def test_other_words_names_quotations_and_parts_of_words_stay(
    question: str, named: tuple[str, ...], tokenizer: Tokenizer
) -> None:
    assert as_printed(question, tokenizer, KNOWN.__contains__, named) is None


def test_no_word_of_print_is_an_everyday_word_with_another_one() -> None:
    assert [word for word, printed in ALTERNATIVES.items() if not printed or word in printed] == []


@pytest.fixture
def friends(tmp_path: Path, tokenizer: Tokenizer) -> Archive:
    page = tmp_path / "page.txt"
    page.write_text(
        "平湖单身职工赴约\n\n平湖区总工会举办交友联谊活动，十对职工牵手。\n\n"
        "河东书展开幕\n\n河东书展有一本书，写的是两国人民民相亲。\n",
        encoding="utf-8",
    )
    archive = Archive(tmp_path / "data", HashingEmbedder(), tokenizer)
    archive.load([page])
    return archive


def test_what_is_answered_in_words_of_print_alone_is_answered(friends: Archive) -> None:
    answer = friends.ask("举办相亲活动")
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.quotes[0].text == "平湖区总工会举办交友联谊活动，十对职工牵手。"
    assert answer.query is not None
    assert (answer.question, answer.query.text) == ("举办相亲活动", "举办交友联谊活动")


def test_a_member_s_own_words_stay_where_they_are_answered_out_of_the_same_article(
    friends: Archive,
) -> None:
    answer = friends.ask("平湖区总工会举办交友联谊活动，十对职工牵手，小孩去了吗")
    assert answer.query is not None
    assert "小孩" in answer.query.text


def test_words_of_print_do_not_answer_of_a_noun_that_the_archive_lacks(friends: Archive) -> None:
    assert friends.ask("石油总工会举办相亲活动").status is AnswerStatus.NO_EVIDENCE
    assert friends.ask("总工会举办相亲活动").status is AnswerStatus.ANSWERED
