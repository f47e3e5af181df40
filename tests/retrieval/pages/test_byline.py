import pytest

from retrieval.pages.byline import dateline_end, glued_credit, is_credit, people_of
from retrieval.types import People


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("本报讯（记者 盛丽）12月7日，区总工会", "本报讯（记者 盛丽）"),
        ("本报讯 (记者 马超) 今年,在推动", "本报讯 (记者 马超)"),
        ("新华社酒泉10月13日电（记者 黎星）10月13日", "新华社酒泉10月13日电（记者 黎星）"),
        ("本报讯 近日，社区举办", "本报讯"),
        ("【本报讯】近日，社区举办", "【本报讯】"),
        ("本报讯 记者 秦越 通讯员 卜建国 报道：昨日上午", "本报讯 记者 秦越 通讯员 卜建国 报道："),
        ("据了解，本次培训", ""),
        ("近日，市总工会", ""),
    ],
)
def test_dateline_ends_before_the_first_word_of_the_story(text, dateline):
    assert text[: dateline_end(text)] == dateline


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("本报讯（记者 任洁 通讯员 王显芳 高若晨）", People(("任洁",), (), ("王显芳", "高若晨"))),
        ("本报讯（实习记者 宗晓畅）", People(interns=("宗晓畅",))),
        ("（记者张三通讯员李四）", People(("张三",), (), ("李四",))),
        ("本报记者 单　宁", People(("单宁",))),
        ("通讯员 张海伦 摄影报道", People((), (), ("张海伦",), ("张海伦",))),
        ("本报记者 彭程 摄", People(photographers=("彭程",))),
        ("□本报记者 秦越 文/摄", People(("秦越",), (), (), ("秦越",))),
        ("佴明 摄", People(photographers=("佴明",))),
    ],
)
def test_people_are_named_by_role(text, people):
    assert people_of(text) == people


@pytest.mark.parametrize(
    "text", ["通讯员 张海伦 摄影报道", "□本报记者 秦越 文/摄", "（记者 王小明）", "鲁冰花 摄"]
)
def test_whole_line_may_be_a_credit(text):
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    ["文化路社区工会", "记者近日从市总工会了解到", "摄影展开幕", "图书馆新增三处", "报道会召开"],
)
def test_lines_that_only_sound_like_credits_are_none(text):
    assert not is_credit(text)


def test_credit_glued_to_the_last_sentence_is_found():
    text = "感受到工会组织的温暖。”本报记者 马超 通讯员 李珊珊 摄影报道"
    credit = glued_credit(text)
    assert credit is not None
    assert text[credit.start :] == "本报记者 马超 通讯员 李珊珊 摄影报道"
    assert credit.pictures


def test_sentence_that_begins_with_the_word_reporter_is_no_credit():
    assert glued_credit("有望实现全覆盖。记者从北") is None
    assert glued_credit("（以下简称“经开区”）总工会") is None
