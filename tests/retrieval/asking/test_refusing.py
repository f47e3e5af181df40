"""Why an answer is withheld: nothing on the subject, or on the subject without what is asked."""

from dataclasses import replace

import pytest

from retrieval.asking.answer import gather
from retrieval.asking.rank import TermRarity
from retrieval.text import Tokenizer
from retrieval.types import NoEvidenceReason
from tests.retrieval.asking.made import article, found

VISIT = article("a", "平湖街道总工会慰问职工。", "平湖街道送清凉")


@pytest.mark.parametrize(
    ("terms", "names", "reason"),
    [
        # What the question begins with stands there, and the longer word with it: 3.5 of 6.5.
        ({"平湖": 1, "街道": 1, "桃": 3, "平湖街道": 1.5}, (), NoEvidenceReason.DETAIL_MISSING),
        # A name counts wherever it stands: 1.5 of 3.
        ({"桃": 1.5, "总工会": 1.5}, ("平湖街道总工会",), NoEvidenceReason.DETAIL_MISSING),
        # It does not, if another one is missing, nor does any other word.
        ({"桃": 1.5, "总工会": 1.5}, ("总工会", "周大江"), NoEvidenceReason.NOTHING_ON_SUBJECT),
        ({"桃": 1.5, "慰问": 1.5}, (), NoEvidenceReason.NOTHING_ON_SUBJECT),
    ],
)
def test_an_article_is_on_the_subject_if_it_has_what_the_question_is_of(
    terms: dict[str, float], names: tuple[str, ...], reason: NoEvidenceReason
) -> None:
    given = found("收了多少斤桃", [VISIT], {"平湖街道": 10.0}, names=names, terms=terms)
    assert gather(given).reason is reason


@pytest.mark.parametrize(
    ("question", "nouns", "reason"),
    [
        ("大篷车烧什么油", {"大篷车": 3.0, "油": 9.0}, NoEvidenceReason.DETAIL_MISSING),
        # It stands in most passages: 1.0 < ln 10.
        ("职工吃什么饭", {"职工": 1.0, "饭": 9.0}, NoEvidenceReason.NOTHING_ON_SUBJECT),
        # It says where.
        ("北京吃什么饭", {"北京": 3.0, "饭": 9.0}, NoEvidenceReason.NOTHING_ON_SUBJECT),
        # It is no more than a word of the text.
        ("剪刀多少钱一把", {"剪刀": 3.0, "钱": 9.0}, NoEvidenceReason.NOTHING_ON_SUBJECT),
    ],
)
def test_a_headline_with_the_rare_noun_that_a_question_begins_with_is_on_the_subject(
    question: str, nouns: dict[str, float], reason: NoEvidenceReason, tokenizer: Tokenizer
) -> None:
    van = article("b", "师傅带来剪刀理发。", "北京职工的大篷车来了")
    given = found(question, [van], {"师傅": 1.0}, terms=nouns)
    known = replace(given, nouns=TermRarity(nouns, unknown=frozenset({"油", "饭", "钱"})))
    assert gather(known, tokenizer=tokenizer).reason is reason
