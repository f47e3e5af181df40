import pytest

from retrieval.pages.byline import (
    dateline_end,
    glued_credit,
    headed_credit,
    is_credit,
)
from retrieval.pages.names import is_byline
from retrieval.pages.people import people_of
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
        ("晚报讯（记者 芦笛）昨天", "晚报讯（记者 芦笛）"),
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
        ("本报记者岑溪摄影报道", People(("岑溪",), (), (), ("岑溪",))),
        ("文/本报记者 罗勒 图/本报记者 顾盼", People(("罗勒",), (), (), ("顾盼",))),
        ("□ 麦子黄", People(("麦子黄",))),
        ("（作者单位：汾陵市第三中学）", People()),
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


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("春茶开采忙 本报通讯员 景小山 摄", "春茶开采忙 "),
        ("高温下的坚守本报记者岑溪摄影报道", "高温下的坚守"),
        ("渡口的一天 □ 沈清浅", "渡口的一天 "),
    ],
)
def test_credit_glued_to_a_headline_is_cut_off(text, headline):
    assert text[: headed_credit(text)] == headline
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text",
    ["本报记者 崔欣 通讯员 谭立萍 摄影报道", "张三 通讯员 李四 摄", "材料学院 记者 张三 摄"],
)
def test_credit_that_begins_with_a_name_or_an_office_has_no_headline(text):
    assert headed_credit(text) is None


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("穆青禾", True),
        ("言 真", True),
        ("文学院2016级 阮小满", True),
        ("泾川水泥厂 戎 马", True),
        ("秋收", False),
        ("喜迎新春 同心向前", False),
    ],
)
def test_author_below_a_headline_may_be_named_with_an_office(text, author):
    assert is_byline(text) is author


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("（臧 海）", True),
        ("（青岚市桥东区人民法院 鲍思远）", True),
        ("（作者系江畔市作家协会会员）", True),
        ("■新闻链接", False),
        ("（二）", False),
    ],
)
def test_bracket_below_a_text_that_names_its_author_is_a_credit(text, credit):
    assert is_credit(text) is credit
