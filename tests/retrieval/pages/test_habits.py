"""Habits and slips of printed pages, one by one, on the smallest page that shows them."""

import pytest

from retrieval.pages import as_plain, read_page
from retrieval.types import Place

LEAD = "本报讯（记者 林平）7月3日，青川机械厂工会为一线职工送去绿豆汤三百份，"
END = "职工十分欢喜。"
SECOND = "本报讯（记者 高远）近日，城关社区开办老年课堂，教六十岁以上的居民使用智能手机。"


def articles(*lines):
    return as_plain(read_page("page.txt", "\n\n".join(lines).encode()))


def only(*lines):
    (article,) = articles(*lines)
    return article


def test_table_in_the_middle_of_a_sentence_does_not_cut_it():
    table = "车间\t份数\t人数\n铸造\t120\t110\n总装\t180\t170"
    article = only("青川机械厂工会送清凉", LEAD, table, END)
    assert article["paragraphs"] == [(LEAD + END).removeprefix("本报讯（记者 林平）")]


@pytest.mark.parametrize("blank", ["\n", "\n\n\n", "\n \n\u3000\n"])
def test_empty_lines_inside_a_sentence_do_not_cut_it(blank):
    article = only("青川机械厂工会送清凉", LEAD + blank + END)
    assert article["paragraphs"] == [(LEAD + END).removeprefix("本报讯（记者 林平）")]


def test_short_wrapped_lines_are_no_headlines():
    body = LEAD + END + "据了解，厂里还增设了休息点，每处配备饮水机、药箱和风扇，职工随到随用。"
    wrapped = "\n".join(body[at : at + 9] for at in range(0, len(body), 9))
    article = only("青川机械厂工会送清凉", wrapped)
    assert "".join(article["paragraphs"]) == body.removeprefix("本报讯（记者 林平）")
    assert article["subheads"] == []


@pytest.mark.parametrize(
    "lines",
    [
        ("秋收", "佴明 摄", "10月7日，南屏区稻花村的农民驾驶收割机收割水稻。"),
        ("秋收", "10月7日，南屏区稻花村的农民驾驶收割机收割水稻。", "佴明 摄"),
        ("秋收", "10月7日，南屏区稻花村的农民驾驶收割机收割水稻。佴明 摄"),
        ("秋收 本报记者 佴明 摄", "10月7日，南屏区稻花村的农民驾驶收割机收割水稻。"),
    ],
)
def test_photo_news_is_known_wherever_its_credit_stands(lines):
    article = only(*lines)
    assert (article["headline"], article["kind"]) == ("秋收", "photo")
    assert article["photographers"] == ["佴明"]
    assert article["paragraphs"] == ["10月7日，南屏区稻花村的农民驾驶收割机收割水稻。"]


def test_kicker_may_be_longer_than_its_headline():
    kicker = "聚焦一线职工所需所盼，连续十二年开展夏季送清凉"
    article = only(kicker, "青川机械厂工会送清凉", LEAD + END)
    assert (article["kicker"], article["headline"]) == (kicker, "青川机械厂工会送清凉")


def test_subhead_may_name_no_organisation():
    article = only("青川机械厂工会送清凉", "累计送出绿豆汤三百份", LEAD + END)
    assert (article["headline"], article["subhead"]) == (
        "青川机械厂工会送清凉",
        "累计送出绿豆汤三百份",
    )


@pytest.mark.parametrize(
    ("first", "second"), [("# ", "### "), ("", "## "), ("**", "# "), ("## ", "")]
)
def test_heading_marks_need_not_agree_in_one_file(first, second):
    close = "**" if first == "**" else ""
    read = articles(
        f"{first}青川机械厂工会送清凉{close}", LEAD + END, f"{second}城关社区开办老年课堂", SECOND
    )
    assert [article["headline"] for article in read] == [
        "青川机械厂工会送清凉",
        "城关社区开办老年课堂",
    ]


def test_first_article_of_a_page_may_have_no_headline():
    first, second = articles(LEAD + END, "城关社区开办老年课堂", SECOND)
    assert (first["headline"], second["headline"]) == ("", "城关社区开办老年课堂")
    assert first["reporters"] == ["林平"]


def test_briefs_without_headlines_share_the_label_above_them():
    read = articles(
        "简 讯",
        "▲7月3日，青川机械厂工会为一线职工送去绿豆汤三百份。",
        "▲城关社区开办老年课堂，首批学员四十二人，最大的八十一岁。",
    )
    assert [article["column"] for article in read] == ["简 讯"] * 2
    assert [article["headline"] for article in read] == ["", ""]


def test_questions_and_answers_are_paragraphs_of_one_article():
    talk = [
        "问：第一年是怎么过来的？",
        "答：第一年赔了，乡亲们都来帮忙。",
        "问：接下来有什么打算？",
        "答：明年春天再开两块地。",
    ]
    article = only("让孩子在泥土里长大", "——访自然教育中心创始人", *talk)
    assert article["paragraphs"] == talk
    assert article["subhead"] == "——访自然教育中心创始人"


@pytest.mark.parametrize(
    "slip",
    [
        "为一\u00ad线职工",  # soft hyphen
        "为一\x07线职工",  # control character
        "为ﬁne一线职工",  # ligature
        "为１２ＡＢ名职工",  # full width
        "为一線職工 and 家属",  # stray script
    ],
)
def test_slips_of_extraction_are_quoted_as_printed(slip):
    body = LEAD.replace("为一线职工", slip) + END
    article = only("青川机械厂工会送清凉", body)
    assert article["paragraphs"] == [body.removeprefix("本报讯（记者 林平）")]


def test_furniture_between_articles_belongs_to_neither():
    page = read_page(
        "page.txt",
        f"青川机械厂工会送清凉\n\n{LEAD}{END}\n\n责编：王小米 美编：李大同 电话：63520000\n\n"
        f"城关社区开办老年课堂\n\n{SECOND}\n".encode(),
    )
    assert [article.headline for article in page.articles] == [
        "青川机械厂工会送清凉",
        "城关社区开办老年课堂",
    ]
    assert [e.line for e in page.account if e.place is Place.FURNITURE] == [5]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_with_and_without_a_mark(encoding):
    page = read_page("page.txt", f"青川机械厂工会送清凉\n\n{LEAD}{END}\n".encode(encoding))
    assert [article.headline for article in page.articles] == ["青川机械厂工会送清凉"]
