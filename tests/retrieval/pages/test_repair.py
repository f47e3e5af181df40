import pytest

from retrieval.pages import read_page
from retrieval.text import fold
from retrieval.types import Place

HEAD = "青川机械厂工会为职工送清凉\n\n"
FIRST = "本报讯（记者 林平）7月3日，青川机械厂工会为一线职工送去绿豆汤和毛巾，"


def only(text):
    (article,) = read_page("page.txt", text.encode()).articles
    return article


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("车间主任何方说，工会想得周到，大家干劲更足", "了，产量也上来了。"),
        ("车间主任何方说，这正是“娘家人", "”的关怀。大家很高兴。"),
        ("厂里设置了休息点（“清凉", "小站”）、饮水处和药箱，职工随到随用。"),
        ("扇子、毛巾、凉茶、西瓜……", "一样样清凉用品送到职工手里，车间里满是笑声。"),
        ("车间主任何方说，这正是", "“娘家人”的关怀，大家都很高兴。"),
    ],
)
def test_line_cut_by_a_column_is_joined(left, right):
    article = only(f"{HEAD}{FIRST}共送出三百份，职工十分欢喜。\n\n{left}\n\n{right}\n")
    assert article.text.split("\n")[1] == left + right


def test_list_behind_a_colon_keeps_its_items_apart():
    lines = ["现将有关事项公告如下：", "一、职工凭工会会员卡报名；", "二、名额三百个，报满为止。"]
    article = only(f"{HEAD}{FIRST}职工十分欢喜。\n\n" + "\n\n".join(lines) + "\n")
    assert article.text.split("\n")[1:] == lines


def test_caption_in_the_middle_of_a_sentence_does_not_cut_it():
    text = (
        f"{HEAD}{FIRST}\n\n图为工会干部为职工分发绿豆汤。林平 摄\n\n共送出三百份，职工十分欢喜。\n"
    )
    article = only(text)
    assert article.text.split("\n") == [
        FIRST + "共送出三百份，职工十分欢喜。",
        "图为工会干部为职工分发绿豆汤。",
        "林平 摄",
    ]


def test_fragment_printed_twice_is_dropped_and_names_its_original():
    second = (
        "据了解，今年厂里还为高温岗位增设了十二处休息点，每处配备饮水机、药箱和风扇，职工随到随用。"
    )
    text = f"{HEAD}{FIRST}职工十分欢喜。\n\n{second}\n\n{second[12:]}\n"
    page = read_page("page.txt", text.encode())
    repeats = [entry for entry in page.account if entry.place is Place.REPEAT]
    assert [(entry.line, entry.original) for entry in repeats] == [(7, 5)]
    assert page.articles[0].text.endswith(second)
    assert page.articles[0].text.count("饮水机") == 1


def test_fragment_whose_original_a_caption_cuts_is_dropped():
    left = "据了解，今年厂里还为高温岗位增设了十二处休息点，每处配备"
    right = "饮水机、药箱和风扇，职工随到随用。"
    caption = "图为职工在休息点纳凉。林平 摄"
    text = f"{HEAD}{FIRST}职工十分欢喜。\n\n{left}\n\n{caption}\n\n{right}\n\n{left[5:]}{right}\n"
    page = read_page("page.txt", text.encode())
    repeats = [entry for entry in page.account if entry.place is Place.REPEAT]
    assert [(entry.line, entry.original) for entry in repeats] == [(11, 5)]
    assert page.articles[0].text.count("饮水机") == 1


def test_head_of_a_line_that_says_the_end_of_the_last_one_again_is_dropped():
    left = "据了解，今年厂里还为高温岗位增设了十二处休息点，每处配备饮水机、药箱和"
    right = "每处配备饮水机、药箱和风扇，职工随到随用。"
    article = only(f"{HEAD}{FIRST}职工十分欢喜。\n\n{left}\n\n{right}\n")
    assert article.text.endswith("每处配备饮水机、药箱和风扇，职工随到随用。")
    assert article.text.count("药箱") == 1


def test_slips_are_mended_for_search_and_quoted_as_printed():
    printed = "平 谷 区 总 工 会 慰问职工ＡＢ１２人,发放慰问\u00ad品"
    article = only(f"{HEAD}{FIRST}{printed}三百份。\n")
    assert printed in article.text
    assert fold(printed) == "平谷区总工会慰问职工ab12人,发放慰问品"
