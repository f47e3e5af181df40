"""A reading model between ranking and answering, by one that reads in a simple way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.asking.answer import gather
from retrieval.asking.reread import reread
from retrieval.types import Reading, Span
from tests.retrieval.asking.made import article, found, texts

if TYPE_CHECKING:
    from collections.abc import Sequence


class WordReader:
    """A `ReadingModel` that holds a sentence with one word for the answer, at that word."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, question: str, sentences: Sequence[str]) -> Sequence[Reading]:
        return [self._reading(sentence) for sentence in sentences]

    def _reading(self, sentence: str) -> Reading:
        start = sentence.find(self._word)
        if start < 0:
            return Reading(-2.0, None, 0.1)
        return Reading(4.0, Span(start, start + len(self._word)), 0.9)


SCHOOL = article("a", "夜校开课了。夜校教剪纸。夜校免费。")
SCORES = {"夜校开课": 9.0, "夜校教": 8.0, "夜校免费": 7.0}


def test_what_the_model_reads_as_the_answer_comes_first_with_its_span_and_its_certainty() -> None:
    given = reread(found("夜校教什么", [SCHOOL], SCORES), WordReader("剪纸"))
    evidence = gather(given)
    first = evidence.quotes[0]
    assert first.text == "夜校教剪纸。"
    assert [first.text[s.start : s.end] for s in first.emphasis] == ["剪纸"]
    assert evidence.confidence == 0.9


def test_where_the_model_finds_no_answer_it_says_so() -> None:
    evidence = gather(reread(found("夜校教什么", [SCHOOL], SCORES), WordReader("摄影")))
    assert evidence.confidence == 0.1
    assert evidence.quotes[0].emphasis == ()


def test_sentences_beyond_those_read_keep_their_order_behind_them() -> None:
    long = article("a", "".join(f"第{i}句话。" for i in range(30)))
    given = found("问", [long], {f"第{i}句": 30.0 - i for i in range(30)})
    shown = texts(reread(given, WordReader("第19句")).sentences, given)
    assert shown[0] == "第19句话。"
    assert shown[20:] == [f"第{i}句话。" for i in range(20, 30)]


def test_nothing_found_is_not_read() -> None:
    nothing = found("问", [SCHOOL], {})
    assert reread(nothing, WordReader("夜校")) is nothing
