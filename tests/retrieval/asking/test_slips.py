"""Slips in ordinary words: put right where print or an article speaks for it, else left alone."""

import re

import pytest

from retrieval.asking.slips import without_slips
from retrieval.text import Tokenizer

ASKING = re.compile("什么|哪里|的|了|在|是")
ARTICLES = (
    "医院工会在法治公园举办亲子沙龙活动",
    "顺义区总工会化解劳动纠纷,学习枫桥经验",
    "区检察院的检察服务进驻工会",
    "职工培训班邀请专家讲课",
)


class Printed:
    """The print of a small invented archive, with the words of jieba."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer()
        self._terms = [set(self._tokenizer.terms(article)) for article in ARTICLES]

    def holds_pair(self, pair: str) -> bool:
        return any(pair in article for article in ARTICLES)

    def prints(self, text: str) -> bool:
        return any(text in article for article in ARTICLES)

    def tells(self, word: str, question: str) -> bool:
        others = {t for t in self._tokenizer.content_terms(question) if t not in word}
        return any(
            word in terms and len(others & terms) >= max(1, 0.6 * len(others))
            for terms in self._terms
        )

    def holds(self, word: str) -> bool:
        return any(word in terms for terms in self._terms)

    def is_word(self, text: str) -> bool:
        return self._tokenizer.is_word(text)

    def is_person(self, text: str) -> bool:
        return any(flag.startswith("nr") for _, flag, _ in self._tokenizer.tagged(text))

    def edges(self, text: str) -> set[int]:
        return self._tokenizer.edges(text)


@pytest.mark.parametrize(
    ("question", "mended", "replaced"),
    [
        ("亲子沙笼在哪里", "亲子沙龙在哪里", (("沙笼", "沙龙"),)),  # printed in a row
        ("检查服务是什么", "检察服务是什么", (("检查", "检察"),)),  # one word of the dictionary
        ("顺彝化解劳动纠纷学什么经验", "顺义化解劳动纠纷学什么经验", (("顺彝", "顺义"),)),  # told
        ("亲籽沙笼在哪里", "亲籽沙笼在哪里", ()),  # too little is as it is printed
    ],
)
def test_a_word_that_sounds_as_one_in_print_becomes_it(
    question: str, mended: str, replaced: tuple[tuple[str, str], ...]
) -> None:
    assert without_slips(question, Printed(), ASKING) == (mended, replaced)


@pytest.mark.parametrize(
    "question",
    [
        "检查组来了几次",  # a word that the archive lacks, in words that it does not print
        "沙笼多少钱",  # nothing else in the question speaks for 沙龙
        "顺利化解劳动纠纷",  # a word of the dictionary, however near 顺义
        "亲子沙龙是什么",
        "哪亲子沙龙",  # typed for itself
        "西亲子沙龙",
        "",
    ],
)
def test_what_is_merely_not_in_print_is_left_as_typed(question: str) -> None:
    assert without_slips(question, Printed(), ASKING) == (question, ())
