"""What an answer looks like, and an honest no."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.state import Shown
from bot.texts import SIMPLIFIED_CHINESE as ZH
from bot.views.answer import render_answer, render_shown
from bot.views.rich import plain, to_html
from retrieval.types import (
    Answer,
    AnswerStatus,
    ArchiveStatus,
    ArticleId,
    ArticleRef,
    Citation,
    DateRange,
    DateSource,
    GenerationNumber,
    NoEvidenceReason,
    PageDate,
    Query,
    Quote,
    RangeMeaning,
    SmallTalk,
    Span,
)

DAY = dt.date(2023, 12, 11)
PRINTED = ArticleRef(
    ArticleId("a1"),
    "工资<&>涨了",
    "p.txt",
    "劳动午报",
    "2",
    PageDate(DAY, DateSource.FOLIO),
    "记者 张晶",
)
BARE = ArticleRef(ArticleId("a2"), "无名报道", "001.txt", "", "", None, "")
EMPTY = ArchiveStatus(None, None, "m", 0, 0, 0, 0, None, None, ())


def answered(*quotes: Quote) -> Answer:
    return Answer("问", AnswerStatus.ANSWERED, 0.9, quotes, (), GenerationNumber(1), 1.0)


def quote(text: str, article=PRINTED, **more) -> Quote:
    return Quote(text, Citation(article, Span(0, len(text))), **more)


def test_quotes_are_numbered_and_each_names_its_source():
    rich = render_answer(answered(quote("工资涨了。"), quote("没有涨。", BARE)), ZH)

    assert plain(rich) == (
        "[1] 工资涨了。\n—— 《劳动午报》 · 2023年12月11日 · 第2版 · 工资<&>涨了 · 记者 张晶\n\n"
        "[2] 没有涨。\n—— 日期不详 · 无名报道"
    )


def test_what_the_paper_printed_is_escaped():
    html = to_html(render_answer(answered(quote("1<2 & 3>2，<b>。")), ZH))

    assert html.startswith("[1] 1&lt;2 &amp; 3&gt;2，&lt;b&gt;。\n")
    assert "工资&lt;&amp;&gt;涨了" in html


def test_the_words_that_answer_are_bold_even_where_they_overlap():
    spans = (Span(4, 6), Span(2, 5))
    html = to_html(render_answer(answered(quote("工资涨了百分之五。", emphasis=spans)), ZH))

    assert html.startswith("[1] 工资<b>涨了百</b><b>分</b>之五。\n")


def test_the_passage_around_a_quote_is_folded_when_it_says_more():
    html = to_html(render_answer(answered(quote("涨了。", surrounding="工资<今年>涨了。")), ZH))

    assert html.endswith("<blockquote expandable>工资&lt;今年&gt;涨了。</blockquote>")
    same = to_html(render_answer(answered(quote("涨了。", surrounding="涨了。")), ZH))
    assert "blockquote" not in same


def test_a_passage_that_two_quotes_share_is_shown_once():
    shared = "工资涨了。明年再涨。"
    html = to_html(
        render_answer(
            answered(
                quote("工资涨了。", surrounding=shared), quote("明年再涨。", surrounding=shared)
            ),
            ZH,
        )
    )

    assert html.count(shared) == 1


def test_a_second_quote_of_an_article_refers_to_the_first():
    rich = render_answer(
        answered(quote("工资涨了。"), quote("没有涨。", BARE), quote("明年再涨。")), ZH
    )

    assert plain(rich).endswith("[2] 没有涨。\n—— 日期不详 · 无名报道\n\n[3] 明年再涨。\n—— 同[1]")


def test_passages_that_do_not_fit_one_message_are_left_out_the_longest_first():
    short, long = "工资涨了。明年再涨。", "没有涨。" + "原因很多。" * 900
    quotes = (quote("工资涨了。", surrounding=short), quote("没有涨。", BARE, surrounding=long))
    text = plain(render_answer(answered(*quotes), ZH))

    assert short in text
    assert "原因很多" not in text
    assert "[2] 没有涨。\n—— 日期不详 · 无名报道" in text


@pytest.mark.parametrize(
    ("question", "newest", "stamp"),
    [
        ("谁拿了冠军", dt.date(2023, 12, 20), ""),
        ("最近谁拿了冠军", dt.date(2023, 12, 20), "档案收有2023年12月1日至2023年12月20日的报纸"),
        ("Who won recently?", dt.date(2023, 12, 20), "至2023年12月20日的报纸"),
        ("谁拿了冠军", dt.date(2024, 1, 10), ""),
        (
            "谁拿了冠军",
            dt.date(2024, 1, 11),
            "\n\n档案收有2023年12月1日至2024年1月11日的报纸，以上报道刊于2023年12月11日。",
        ),
    ],
)
def test_how_recent_the_archive_is_stands_where_it_matters(question, newest, stamp):
    held = ArchiveStatus(
        GenerationNumber(1), None, "m", 1, 1, 1, 1, dt.date(2023, 12, 1), newest, ()
    )
    answer = replace(answered(quote("甲队拿了冠军。")), question=question)
    text = plain(render_answer(answer, ZH, held))

    assert stamp in text
    assert ("档案收有" in text) == bool(stamp)


def test_a_question_about_now_is_stamped_even_where_the_paper_has_no_date():
    held = ArchiveStatus(GenerationNumber(1), None, "m", 1, 1, 1, 1, DAY, DAY, ())
    answer = replace(answered(quote("甲队拿了冠军。", BARE)), question="今天谁拿了冠军")

    assert plain(render_answer(answer, ZH, held)).endswith("\n\n档案里只有2023年12月11日的报纸。")


@pytest.mark.parametrize(
    ("anchor", "said"),
    [(DAY, "“昨天”从最新一期（2023年12月11日）算起。"), (dt.date(2024, 1, 9), "")],
)
def test_words_that_are_counted_from_the_newest_paper_are_said_to_be(anchor, said):
    first = dt.date(2023, 12, 1)
    held = ArchiveStatus(GenerationNumber(1), None, "m", 1, 1, 1, 1, first, DAY, ())
    days = DateRange(DAY, DAY, RangeMeaning.RELATIVE, "昨天", anchor)
    query = Query("昨天谁拿了冠军", "昨天谁拿了冠军", ("冠军",), ranges=(days,))
    answer = replace(answered(quote("甲队拿了冠军。")), question=query.text, query=query)
    text = plain(render_answer(answer, ZH, held))

    assert text.endswith("至2023年12月11日的报纸，以上报道刊于2023年12月11日。" + said)


def test_how_many_other_articles_say_the_same_is_told():
    alike = quote("工资涨了。", also=(Citation(BARE, Span(0, 5)),))

    assert plain(render_answer(answered(alike), ZH)).endswith("（另有1篇报道说法相同）")


def test_an_answer_says_that_what_it_quotes_has_changed_since():
    rich = render_answer(answered(quote("工资涨了。")), ZH, changed=True)

    assert plain(rich).endswith("\n\n这些报道后来更改过；以上是回答时的原文。")


def test_a_no_gives_its_reason_and_the_nearest_headlines():
    answer = Answer(
        "问",
        AnswerStatus.NO_EVIDENCE,
        0.1,
        (),
        (BARE,),
        GenerationNumber(1),
        1.0,
        NoEvidenceReason.DETAIL_MISSING,
    )

    assert plain(render_answer(answer, ZH, EMPTY)) == (
        "报纸里没有找到答案。有相关报道，但没有写到您问的这一点。\n\n"
        "最接近的报道：\n• 日期不详 · 无名报道"
    )


def test_every_reason_and_every_kind_of_small_talk_has_words():
    assert set(ZH.reasons) == set(NoEvidenceReason)
    assert set(ZH.small_talk) == set(SmallTalk)


def about_archive(*newspapers: str, **days: dt.date | None) -> str:
    number = GenerationNumber(4)
    first, last = days.get("first_day", dt.date(2023, 12, 6)), days.get("last_day", DAY)
    status = ArchiveStatus(number, None, "m", 5, 31, 3, 4, first, last, ())
    answer = Answer("你们有哪些报纸", AnswerStatus.SMALL_TALK, 1.0, (), (), number, 1.0)
    answer = replace(answer, small_talk=SmallTalk.ABOUT_ARCHIVE)
    return plain(render_shown(Shown(answer, searched=status, newspapers=newspapers), ZH))


def test_who_asks_what_papers_there_are_is_told_which_and_of_which_days():
    assert about_archive("劳动午报", "工人日报") == (
        "我这里有《劳动午报》、《工人日报》的5个版面、31篇报道"
        "（2023年12月6日至2023年12月11日）。想翻着看，请点 /issues。"
    )
    assert about_archive(first_day=None, last_day=None) == (
        "我这里有5个版面、31篇报道。想翻着看，请点 /issues。"
    )


def test_where_nothing_more_is_written_it_is_not_said_that_nothing_was_found():
    answer = Answer("还有吗", AnswerStatus.NO_EVIDENCE, 0.0, (), (), GenerationNumber(1), 1.0)
    answer = replace(answer, reason=NoEvidenceReason.NOTHING_MORE)

    assert plain(render_answer(answer, ZH)) == "关于这件事，报上没有更多的了。"
