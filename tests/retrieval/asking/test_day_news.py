"""The news of some days, over papers of two days and a page without one."""

import datetime as dt
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.asking.elliptic import is_of_that_day, news_of_that_day
from retrieval.asking.keywords import asks_what_is_new
from retrieval.text import Tokenizer
from retrieval.types import AnswerStatus, NoEvidenceReason, Turn
from tests.fakes.embedder import HashingEmbedder

PAPERS = {
    "2023-06-04_01.txt": "平湖区总工会送体检\n\n"
    "本报讯（记者 林小满）6月3日，平湖区总工会组织免费体检。体检持续三天。\n\n"
    "柳河街道办比赛\n\n本报讯（记者 高远）近日，柳河街道总工会举办钢笔字比赛。\n",
    "2023-06-04_02.txt": "青山区开办夜校\n\n本报讯（记者 石磊）近日，青山区总工会开办职工夜校。\n",
    "2023-06-20_01.txt": "东山书屋开门\n\n本报讯（记者 石磊）近日，东山书屋开门迎客。"
    "“最近有什么新闻？”读者问。\n",
    "2023-06-20_02.txt": "北河夜校结业\n\n本报讯（记者 石磊）“学得怎么样？还来吗？”6月14日至18日，"
    "北河夜校结业考试时，老师问。大家都说来。\n",
    "undated.txt": "河东车间安全培训\n\n河东车间开展安全培训。培训从6月3日开始。\n",
}
BY_HAND = {
    "exam": "本报讯（记者 林小满）6月3日，平湖区总工会组织免费体检。",
    "pen": "本报讯（记者 高远）近日，柳河街道总工会举办钢笔字比赛。",
    "school": "本报讯（记者 石磊）近日，青山区总工会开办职工夜校。",
    "books": "本报讯（记者 石磊）近日，东山书屋开门迎客。",
    "night": "本报讯（记者 石磊）“学得怎么样？还来吗？”",
    "exams": "6月14日至18日，北河夜校结业考试时，老师问。",
    "safety": "培训从6月3日开始。",
}


@pytest.fixture
def papers(tmp_path: Path, tokenizer: Tokenizer) -> Archive:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    archive = Archive(
        tmp_path / "data",
        HashingEmbedder(),
        tokenizer,
        clock=lambda: dt.datetime(2023, 6, 21, 2, tzinfo=dt.UTC),
    )
    archive.load([folder])
    return archive


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("6月4号有什么新闻", ["exam", "pen", "school"]),
        ("6月4号都有啥事儿", ["exam", "pen", "school"]),
        ("6月4日的报纸", ["exam", "pen", "school"]),
        ("6月4号的头版新闻是啥", ["exam", "pen", "school"]),
        ("6月4号和20号有什么新闻", ["exam", "books", "pen"]),
        ("6月4日、二十号有啥活动", ["exam", "books", "pen"]),
        ("6月4号和31号有什么新闻", ["exam", "pen", "school"]),
        ("最近有啥大事没", ["books", "night", "exam"]),
        ("有啥消息没有", ["books", "night"]),
        ("有什么新鲜事", ["books", "night"]),
        ("6月16日有什么新闻", ["exams"]),
        ("2023年6月4日报纸上登了哪些事？", ["exam", "pen", "school"]),
        ("昨天有啥新闻", ["books", "night"]),
        ("最近有什么新闻吗", ["books", "night", "exam"]),
        ("有什么新闻", ["books", "night"]),
        ("6月20日", ["books", "night"]),
        ("6月20日有什么活动", ["books", "night"]),
    ],
)
def test_the_news_of_a_day_are_the_leads_of_its_paper_the_newest_and_the_first_page_first(
    papers: Archive, question: str, told: list[str]
) -> None:
    answer = papers.ask(question)
    assert [quote.text for quote in answer.quotes] == [BY_HAND[name] for name in told]


def test_what_happened_on_a_day_of_which_there_is_no_paper_is_told_by_the_sentence_that_names_it(
    papers: Archive,
) -> None:
    answer = papers.ask("6月3日发生了什么")
    assert {quote.text for quote in answer.quotes} == {BY_HAND["exam"], BY_HAND["safety"]}


@pytest.mark.parametrize(
    "question",
    [
        "6月11日有什么新闻",
        "2022年6月3日有什么新闻",
        "6月16日的报纸",
        "今天有啥大事",
        "6月11日办了啥活动",
    ],
)
def test_a_day_of_which_the_paper_has_nothing_is_refused_as_such(
    papers: Archive, question: str
) -> None:
    answer = papers.ask(question)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.reason is NoEvidenceReason.OUTSIDE_DATES
    assert [near.headline for near in answer.nearest][:2] == ["东山书屋开门", "北河夜校结业"]


def test_what_more_there_was_is_shown_until_nothing_is_left(papers: Archive) -> None:
    first = papers.ask("最近有什么新闻")
    second = papers.ask("还有吗", context=first.turn)
    third = papers.ask("还有吗", context=second.turn)
    assert [quote.text for quote in second.quotes] == [BY_HAND["pen"], BY_HAND["school"]]
    assert third.reason is NoEvidenceReason.NOTHING_MORE
    assert third.quotes == ()


def test_that_day_is_the_one_that_was_talked_of(papers: Archive) -> None:
    before = papers.ask("平湖区总工会什么时候组织的免费体检")
    answer = papers.ask("那天还有什么事", context=before.turn)
    assert answer.query is not None
    assert answer.query.text == "6月3日还有什么事"
    assert BY_HAND["safety"] in {quote.text for quote in answer.quotes}


@pytest.mark.parametrize("question", ["6月20号都有啥事儿", "有什么新鲜事", "6月20日出了什么事"])
def test_news_asked_for_go_on_from_nothing_that_was_talked_of(
    papers: Archive, question: str
) -> None:
    before = papers.ask("平湖区总工会什么时候组织的免费体检")
    answer = papers.ask(question, context=before.turn)
    assert [quote.text for quote in answer.quotes] == [BY_HAND["books"], BY_HAND["night"]]


def test_the_paper_of_that_day_is_that_of_the_day_that_was_talked_of() -> None:
    before = Turn("讲座几号办的", "讲座12月6日开始。")
    assert news_of_that_day("那天的报纸呢", before) == "12月6日的报纸呢"


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("讲座几号办的", "讲座12月6日开始，6日下午结束。", "12月6日还有什么事"),
        ("讲座几号办的", "2023年12月6日上午开讲，12月6日下午结束。", "2023年12月6日还有什么事"),
        ("昨天有什么培训", "12月6日办了培训。", "昨天还有什么事"),
        ("客人几号来的", "客人12月6日至10日来访，6日下午座谈。", ""),
        ("讲座几号办的", "讲座12月6日开始，7日结束。", ""),
        ("讲座几号办的", "昨天举办了讲座。", ""),
        ("讲座几号办的", "讲座去年12月6日开始。", ""),
        ("讲座几号办的", "近日举办了讲座。", ""),
    ],
)
def test_that_day_is_named_in_full_and_only_where_one_day_was_talked_of(
    question: str, answer: str, asked: str
) -> None:
    assert news_of_that_day("那天还有什么事", Turn(question, answer)) == asked


@pytest.mark.parametrize(
    ("message", "of_day"), [("那天呢", True), ("当日有什么事", True), ("那日本队呢", False)]
)
def test_that_day_is_told_from_a_name_that_begins_alike(message: str, of_day: bool) -> None:
    assert is_of_that_day(message) is of_day


@pytest.mark.parametrize(
    ("bare", "new"),
    [
        ("有什么新闻", True),
        ("发生了什么大事吗", True),
        ("的报纸上都登了哪些内容", True),
        ("的新闻", True),
        ("新闻有哪些", True),
        ("有没有什么新鲜事儿", True),
        ("有新闻吗", True),
        ("出什么事了", True),
        ("有新闻", False),
        ("有新闻发言人吗", False),
        ("海淀有什么新闻", False),
        ("有什么培训", False),
        ("有多少新闻", False),
    ],
)
def test_what_asks_for_news_alone_is_told_from_what_has_a_subject(bare: str, new: bool) -> None:
    assert asks_what_is_new(bare) is new
