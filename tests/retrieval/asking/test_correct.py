"""Misspelt names are put right where they sound the same; other names stay what they are."""

import re
from collections.abc import Collection, Mapping

import pytest

from retrieval import sounds
from retrieval.asking.correct import Corrected, correct
from retrieval.text import Tokenizer


class HeldNames:
    """The names and the other words of a small invented archive, with the words of jieba."""

    def __init__(self, *names: str, words: Collection[str] = ()) -> None:
        self._names = names
        self._text = " ".join((*names, *words))
        self._tokenizer = Tokenizer()

    def sounding(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        return {key: [n for n in self._names if key in _keys(n)] for key in keys}

    def holds_pair(self, pair: str) -> bool:
        return pair in self._text

    def is_word(self, text: str) -> bool:
        return self._tokenizer.is_word(text)

    def edges(self, text: str) -> Collection[int]:
        return self._tokenizer.edges(text)


def _keys(name: str) -> set[str]:
    return sounds.keys(sounds.syllables(name))


NAMES = HeldNames(
    *(
        "大篷车",
        "云岗社区",
        "赵思远",
        "平湖区总工会",
        "北岭市总工会",
        "青山第三小学",
        "古特雷斯",
        "凤凰山文化宫",
        "韩国语",
    ),
    words=("夜校在哪里上课",),
)


@pytest.mark.parametrize(
    ("question", "typed", "printed"),
    [
        ("大蓬车去了哪里", "大蓬车", "大篷车"),
        ("云冈社区有什么活动", "云冈社区", "云岗社区"),
        ("赵思园是谁", "赵思园", "赵思远"),
        ("平湖总工会的体检", "平湖总工会", "平湖区总工会"),
        ("平湖区区总工会在哪", "平湖区区总工会", "平湖区总工会"),
        ("平湖区肿工会", "平湖区肿工会", "平湖区总工会"),
        ("古特蕾斯说了什么", "古特蕾斯", "古特雷斯"),
        ("凤凰山文话宫在哪", "凤凰山文话宫", "凤凰山文化宫"),
    ],
)
def test_a_misspelt_name_is_put_right(question: str, typed: str, printed: str) -> None:
    corrected = correct(question, NAMES)
    assert corrected.replaced == ((typed, printed),)
    assert corrected.text == question.replace(typed, printed)


@pytest.mark.parametrize(
    "question",
    [
        "赵思明是谁",  # another given name
        "周思远是谁",  # another surname
        "东岭市总工会在哪",  # another city
        "北林市总工会在哪",  # another, however near it sounds
        "北大岭市总工会在哪",
        "青山第四小学在哪",  # another school
        "青山第十三小学在哪",
        "云峰社区有什么活动",
        "平阳区总工会",
        "平湖县总工会",
        "大车",
        "夜校在哪里上课",
        "韩国于何时统一",  # 于 is a word of its own
        "平湖区东总工会",
        "",
        "？？",
    ],
)
def test_another_name_stays_what_it_is(question: str) -> None:
    assert correct(question, NAMES) == Corrected(question)


def test_what_the_archive_holds_is_never_changed() -> None:
    held = HeldNames("李晓红", words=("李小红",))
    assert correct("李小红得奖了吗", held) == Corrected("李小红得奖了吗")


def test_a_name_that_is_held_is_not_made_longer_or_shorter() -> None:
    assert correct("大篷车车站", NAMES) == Corrected("大篷车车站")


def test_two_names_as_near_are_both_searched_and_nothing_is_changed() -> None:
    held = HeldNames("李晓红", "李晓宏")
    assert correct("李小鸿得奖了吗", held) == Corrected("李小鸿得奖了吗", (), ("李晓宏", "李晓红"))


def test_several_names_are_put_right_at_once() -> None:
    corrected = correct("赵思园坐大蓬车", NAMES)
    assert corrected.text == "赵思远坐大篷车"
    assert corrected.replaced == (("赵思园", "赵思远"), ("大蓬车", "大篷车"))


def test_words_that_ask_are_no_part_of_a_name() -> None:
    held = HeldNames("纳里工坊")
    assert correct("那里工坊", held).text == "纳里工坊"
    assert correct("那里工坊", held, re.compile("那里")) == Corrected("那里工坊")
