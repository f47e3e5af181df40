"""The names of people, places, bodies, works and events in a newspaper's sentences."""

from collections.abc import Iterable

import pytest

from retrieval.names import Name, NameKind, names_in, names_of
from retrieval.text import Tokenizer
from retrieval.types import Article, ArticleId, People
from tests.retrieval.names.gold import SEEN, UNSEEN, Gold


def found(text: str, kind: NameKind, tokenizer: Tokenizer) -> list[str]:
    return [name.text for name in names_in(text, tokenizer) if name.kind is kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("记者石磊报道", ["石磊"]),
        ("驾驶员赵铁柱说", ["赵铁柱"]),
        ("志愿者马超和陈一鸣来了", ["陈一鸣", "马超"]),
        ("秘书长安东尼奥·古特雷斯到访", ["安东尼奥·古特雷斯"]),
        ("副主任欧阳慧敏介绍", ["欧阳慧敏"]),
        ("职工高兴地说，要爱岗敬业，促进社会文明", []),
        ("记者了解到，顾客很多", []),
    ],
)
def test_people_are_known_by_what_stands_around_them(
    text: str, people: list[str], tokenizer: Tokenizer
) -> None:
    assert found(text, NameKind.PERSON, tokenizer) == people


def test_a_body_is_named_from_its_place_to_its_head(tokenizer: Tokenizer) -> None:
    bodies = found("北岭市平湖区总工会举办比赛", NameKind.BODY, tokenizer)
    assert "北岭市平湖区总工会" in bodies
    assert "平湖区总工会" in bodies


def test_common_nouns_before_a_head_are_no_name(tokenizer: Tokenizer) -> None:
    assert names_in("老旧社区、多家公司和基层工会", tokenizer) == ()


def test_places_end_in_what_places_are(tokenizer: Tokenizer) -> None:
    assert "柳湖公园" in found("她到柳湖公园跳舞", NameKind.PLACE, tokenizer)


def test_events_are_counted_by_their_sessions(tokenizer: Tokenizer) -> None:
    events = found("第三届职工歌手大赛开幕", NameKind.EVENT, tokenizer)
    assert events == ["第三届职工歌手大赛"]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("“大篷车”开进社区", ["大篷车"]),
        ("他读《远山的灯》", ["远山的灯"]),
        ("“体检很方便。”他说", []),
        ("“这是一个无论如何都比十五个字还要长的引语”", []),
        ("「暖心驛站」", ["暖心驿站"]),
    ],
)
def test_what_is_quoted_and_short_is_a_work(
    text: str, works: list[str], tokenizer: Tokenizer
) -> None:
    assert found(text, NameKind.WORK, tokenizer) == works


def test_who_is_credited_is_a_person_of_the_article(tokenizer: Tokenizer) -> None:
    article = Article(ArticleId("a"), "夜校开课", "剪纸课开讲。", (), people=People(("石磊",)))
    assert names_of(article, tokenizer) == (Name("石磊", NameKind.PERSON),)


@pytest.mark.parametrize("text", ["", "\n", "😀？！", "abc 123", "王", "·"])
def test_a_text_without_names_has_none(text: str, tokenizer: Tokenizer) -> None:
    assert names_in(text, tokenizer) == ()


def shares(gold: Iterable[Gold], tokenizer: Tokenizer) -> tuple[float, float]:
    """Return recall and precision over all sentences together."""
    right = expected = counted = 0
    for item in gold:
        names = set(names_in(item.text, tokenizer))
        right += len(names & item.expected)
        expected += len(item.expected)
        counted += sum(n in item.expected or n.text not in item.tolerated for n in names)
    return right / expected, right / counted


def test_names_of_the_sentences_that_rules_were_written_with(tokenizer: Tokenizer) -> None:
    assert shares(SEEN, tokenizer) == (1.0, 1.0)


def test_names_of_sentences_unseen_when_rules_were_written(tokenizer: Tokenizer) -> None:
    recall, precision = shares(UNSEEN, tokenizer)
    assert recall >= 0.85
    assert precision >= 0.85
