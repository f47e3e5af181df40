"""Poems, captions that nobody signed, authors below headlines, and titles of tables."""

import pytest

from retrieval.pages import as_plain, read_page

POEM = ["渡船摇成一枚叶子", "撑篙的人，把倒影", "一次次推向对岸", "我是最后一个过河的人"]
PROSE = "外婆的针线笸箩是柳条编的，口沿磨得发亮。里面有顶针、碎布，还有一把剪刀，刃口薄得像月牙。"
PHOTO = "6月6日，白沙镇食用菌产业园里，工人们正在采摘平菇。该镇发展大棚320个，带动580户农户增收。"


def articles(*lines):
    page = read_page("page.txt", "\n\n".join(lines).encode())
    return as_plain(page)


def test_lines_of_a_poem_are_its_text_and_stay_lines_of_their_own():
    poem, story = articles("渡口", "穆青禾", *POEM, "外婆的笸箩", "□ 沈清浅", PROSE)
    assert (poem["headline"], poem["credit"], poem["paragraphs"]) == ("渡口", "穆青禾", POEM)
    assert (story["headline"], story["reporters"]) == ("外婆的笸箩", ["沈清浅"])


def test_poem_whose_lines_end_sentences_ends_with_one():
    lines = ["一夜西风过小楼，", "寒梅欲放又还休。", "灯前且把诗书检，", "不负炉边半日留。"]
    poem, story = articles("岁末", "郁 达", *lines, "读书札记", "一片银杏叶", "柯 蓝", PROSE)
    assert poem["paragraphs"] == lines
    assert (story["column"], story["headline"]) == ("读书札记", "一片银杏叶")


def test_prose_in_a_narrow_column_below_an_author_is_no_poem():
    lines = [PROSE[at : at + 12] for at in range(0, len(PROSE), 12)]
    (article,) = articles("外婆的笸箩", "沈 清", "\n".join(lines))
    assert article["paragraphs"] == [PROSE]


def test_short_sentences_beside_a_credited_picture_are_captions():
    captions = ["工人采摘平菇。", "刚采下的平菇准备装车发往省城。"]
    (article,) = articles(
        "小菌菇撑起致富伞", "本报记者 张帆 通讯员 喻小春 摄影报道", PHOTO, *captions
    )
    assert [caption["text"] for caption in article["captions"]] == captions
    assert article["paragraphs"] == [PHOTO]
    assert article["kind"] == "photo"


@pytest.mark.parametrize(
    "ending",
    [
        "全镇今年已经采摘三万斤。目前还在增加。",
        "“今年收成真好。”",
        "采摘期有40天。",
        "市民纷纷表示祝贺。",
    ],
)
def test_what_reports_counts_or_quotes_is_no_caption(ending):
    (article,) = articles("小菌菇撑起致富伞", "本报记者 张帆 摄影报道", PHOTO, ending)
    assert article["captions"] == []
    assert article["paragraphs"] == [PHOTO, ending]


def test_short_sentences_of_an_article_without_pictures_are_paragraphs():
    (article,) = articles("小菌菇撑起致富伞", f"本报讯（记者 张帆）{PHOTO}", "工人正在采摘平菇。")
    assert article["captions"] == []


def test_title_of_a_table_is_a_subhead_of_the_article_around_it():
    story = "本报讯（记者 臧海）10月25日晚，海岳女排以三比一逆转滨城女排，晋级四强。"
    table = "名次\t球队\t胜\n1\t海岳\t14\n2\t滨城\t12"
    quote = "问：第一局输球后，你跟队友说了什么？"
    first, second = articles(
        "海岳女排逆转晋级四强", story, "积分榜", table, "“把每一个球打死”", "——对话队长", quote
    )
    assert (first["subheads"], first["column"]) == (["积分榜"], "")
    assert (second["headline"], second["subhead"]) == ("“把每一个球打死”", "——对话队长")


def test_item_without_a_dateline_behind_a_signed_comment_is_an_article():
    comment = "有职工反映，给单位工会的公众号留言两个月，没有回音。开通账号容易，坚持答复不易。"
    item = "春节将至，总有一些人在坚守。市总工会昨天发出倡议，请市民收快递时说一声“谢谢”。（孟溪）"
    first, second = articles("别让“已读不回”成了答复", "□任平", comment, "致敬坚守的人", item)
    assert (first["subheads"], first["reporters"]) == ([], ["任平"])
    assert (second["headline"], second["credit"]) == ("致敬坚守的人", "（孟溪）")
