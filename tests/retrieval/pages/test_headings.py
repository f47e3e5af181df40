"""Which lines of a heading are kicker, headline and subhead, and which are no heading at all."""

import pytest

from retrieval.pages import read_page
from retrieval.pages.furniture import is_furniture
from retrieval.pages.shapes import ends_sentence

LEAD = "本报讯（记者 何苗）昨天，柳泉区职工龙舟赛在映月湖公园拉开帷幕，来自三十家单位的职工参加。"


def only(text):
    (article,) = read_page("page.txt", text.encode()).articles
    return article


def test_headline_of_three_lines_whose_words_the_lead_runs_together_is_one():
    article = only(f"柳泉区职工龙舟赛\n在映月湖公园\n拉开帷幕\n\n{LEAD}\n")
    assert article.headline == "柳泉区职工龙舟赛 在映月湖公园 拉开帷幕"
    assert article.kicker == ""


def test_headline_and_subhead_of_one_markdown_level_are_two():
    article = only(f"# 柳泉区职工赛龙舟\n# 三十家单位挥桨竞渡\n\n{LEAD}\n")
    assert (article.headline, article.subhead) == ("柳泉区职工赛龙舟", "三十家单位挥桨竞渡")


def test_subhead_set_off_by_a_dash_belongs_to_the_heading():
    text = "近日，记者走进他的车间，听他讲三十三年磨一个零件的故事，也听他讲怎样带徒弟。"
    article = only(f"在毫厘之间见功夫\n——对话轴承磨工何长庚\n\n□本报记者 何苗\n\n{text}\n")
    assert article.headline == "在毫厘之间见功夫"
    assert article.subhead == "——对话轴承磨工何长庚"
    assert article.people.reporters == ("何苗",)


@pytest.mark.parametrize(
    "line",
    [
        "本版编辑 祝融 本版美编 沙小鸥 本版校对 丁当",
        "2版 工会新闻 2024年6月19日 星期三 编辑 周小鱼 校对 贾春 电话 63520000",
    ],
)
def test_names_behind_editors_and_numbers_behind_telephones_are_furniture(line):
    assert is_furniture(line, at_edge=True)


def test_end_mark_of_an_agency_report_does_not_leave_its_sentence_open():
    assert ends_sentence("比赛预计20日结束。（完）")
    assert not ends_sentence("比赛预计20日结束（完）")
