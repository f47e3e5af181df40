"""Articles and what leads to them, whatever the paper printed: within Telegram's limits, always."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.keyboards import keyboard
from bot.playground.markup import read_html, units
from bot.state import Asked, Given, Reason, Shown, Verdict
from bot.texts import ENGLISH, SIMPLIFIED_CHINESE, TRADITIONAL_CHINESE
from bot.views.answer import render_answer
from bot.views.article import article_page, gone_article, more_articles
from bot.views.buttons import Act, Press, is_press, unpacked
from bot.views.keyboards import answer_buttons, article_buttons, more_buttons, reason_buttons
from bot.views.rich import messages, plain, to_html
from retrieval.types import (
    Answer,
    AnswerStatus,
    ArchiveStatus,
    Article,
    ArticleId,
    ArticleRef,
    Block,
    BlockKind,
    Citation,
    DateSource,
    GenerationNumber,
    NoEvidenceReason,
    PageDate,
    Quote,
    Span,
)

ZH = SIMPLIFIED_CHINESE
DAY = dt.date(2023, 12, 11)
REF = ArticleRef(
    ArticleId("a1"),
    "工资涨了",
    "p.txt",
    "劳动午报",
    "2",
    PageDate(DAY, DateSource.FOLIO),
    "记者 张晶",
)


def article(*blocks: tuple[BlockKind, str], **more) -> Article:
    text, made = "", []
    for kind, words in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{words}" if text else words
        made.append(Block(kind, start, start + len(words)))
    return Article(REF.id, REF.headline, text, tuple(made), **more)


def quote(text: str, start: int) -> Quote:
    return Quote(text, Citation(REF, Span(start, start + len(text))))


NEWS = article(
    (BlockKind.PARAGRAPH, "今年工资<&>涨了。"),
    (BlockKind.SUBHEAD, "涨了多少"),
    (BlockKind.PARAGRAPH, "涨了百分之五。明年再涨。"),
    (BlockKind.CAPTION, "职工领工资。"),
    kicker="好消息",
    subhead="明年还涨",
)


def test_an_article_is_shown_with_its_headings_and_the_quote_in_bold_and_underlined():
    page = article_page(REF, NEWS, [quote("明年再涨。", 23)], ZH)

    assert (page.number, page.count) == (0, 1)
    assert to_html(page.rich) == (
        "好消息\n<b>工资涨了\n</b>明年还涨\n"
        "<i>《劳动午报》 · 2023年12月11日 · 第2版 · 记者 张晶</i>\n\n"
        "今年工资&lt;&amp;&gt;涨了。\n\n<b>涨了多少</b>\n\n涨了百分之五。<b><u>明年再涨。</u></b>"
        "\n\n<i>职工领工资。</i>"
    )


def test_a_quote_that_has_moved_in_the_article_is_found_and_one_that_is_gone_marks_nothing():
    moved = article_page(REF, NEWS, [quote("明年再涨。", 3)], ZH)
    gone = article_page(REF, NEWS, [quote("后年再涨。", 23)], ZH, changed=True)

    assert "<u>明年再涨。</u>" in to_html(moved.rich)
    assert "<u>" not in to_html(gone.rich)
    assert plain(gone.rich).endswith("这篇报道在回答之后更改过。")


def test_two_quotes_that_overlap_are_marked_once():
    page = article_page(REF, NEWS, [quote("涨了百分之五。明年", 16), quote("明年再涨。", 23)], ZH)

    assert "<b><u>涨了百分之五。明年再涨。</u></b>\n\n" in to_html(page.rich)


def test_an_article_without_a_body_is_its_heading():
    page = article_page(REF, Article(REF.id, "工资涨了", "", ()), [], ZH)

    assert plain(page.rich).startswith("工资涨了\n《劳动午报》")


# --- whatever the paper printed ---------------------------------------------------------------

AWKWARD = st.text(
    st.one_of(
        st.sampled_from("报纸，。！？…“”（）　１Ａ體𠮷﷽👩🏽‍🌾🇨🇳é<&>\"'\n \u200f\u200e\u202e\u0301"),
        st.characters(blacklist_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=60,
)
# Long, by repeating what is awkward.
LONG = st.builds(lambda words, times: words * times, AWKWARD, st.sampled_from([1, 1, 3, 40, 200]))
LANGUAGES = st.sampled_from([ZH, TRADITIONAL_CHINESE, ENGLISH])
DATES = st.sampled_from([None, PageDate(DAY, DateSource.FOLIO), PageDate(DAY, DateSource.INFERRED)])
REFS = st.builds(
    ArticleRef,
    st.integers(0, 9).map(lambda number: ArticleId(f"a{number}")),
    *(LONG, LONG, LONG, AWKWARD, DATES, LONG),
)
ARTICLES = st.builds(
    lambda blocks, kicker, subhead: article(*blocks, kicker=kicker, subhead=subhead),
    st.lists(st.tuples(st.sampled_from(BlockKind), LONG), max_size=6),
    LONG,
    LONG,
)
QUOTES = st.builds(
    lambda text, ref, surrounding, start: Quote(
        text,
        Citation(ref, Span(start, start + len(text))),
        surrounding,
        (Span(0, len(text) // 2 + 1), Span(len(text) // 3, len(text))),
    ),
    *(LONG, REFS, LONG, st.integers(0, 500)),
)
ANSWERED = st.builds(
    lambda quotes: Answer(
        "最近呢", AnswerStatus.ANSWERED, 0.9, tuple(quotes), (), GenerationNumber(1), 1.0
    ),
    st.lists(QUOTES, min_size=1, max_size=3),
)
REFUSED = st.builds(
    lambda nearest, reason: Answer(
        "呢", AnswerStatus.NO_EVIDENCE, 0, (), tuple(nearest), GenerationNumber(1), 1.0, reason
    ),
    st.lists(REFS, max_size=3, unique=True),
    st.sampled_from(NoEvidenceReason),
)
HELD = ArchiveStatus(GenerationNumber(1), None, "m", 1, 2, 3, 4, DAY, DAY, ())


def given_of(answer: Answer, more: list[Quote]) -> Given:
    return Given("Ab_-1234", Asked(-100, 7, 40), Shown(answer, None, HELD), tuple(more), 0)


def check_buttons(markup) -> None:
    """Let the playground check the buttons as Telegram does; it raises where one is refused."""
    if markup is not None:
        keyboard(markup.to_dict())


@settings(max_examples=60, deadline=None)
@given(st.one_of(ANSWERED, REFUSED), st.lists(QUOTES, max_size=8), LANGUAGES)
def test_every_view_of_an_answer_and_its_buttons_pass_telegrams_rules(answer, more, texts):
    shown = given_of(answer, more)
    parts = messages(render_answer(answer, texts, HELD, changed=True))
    assert all(0 < units(read_html(part).text) <= 4096 for part in parts)
    check_buttons(answer_buttons(shown, texts, Verdict.BAD, told=True))
    check_buttons(reason_buttons(shown, texts, list(Reason)))
    check_buttons(more_buttons(shown, texts))
    (listed,) = messages(more_articles(shown.more or (), texts))
    assert 0 < units(read_html(listed).text) <= 4096
    for number, ref in enumerate(shown.articles):
        (gone,) = messages(gone_article(ref, shown.quotes_of(ref.id), texts))
        assert 0 < units(read_html(gone).text) <= 4096
        check_buttons(article_buttons(shown, number, texts, None))


@settings(max_examples=60, deadline=None)
@given(REFS, ARTICLES, st.lists(QUOTES, max_size=3), LANGUAGES)
def test_every_page_of_an_article_is_one_message_and_together_they_are_all_of_it(
    ref, news, quotes, texts
):
    first = article_page(ref, news, quotes, texts, page=0, changed=True)
    read = ""
    for number in range(first.count):
        page = article_page(ref, news, quotes, texts, page=number)
        (message,) = messages(page.rich)
        text = read_html(message).text
        assert 0 < units(text) <= 4096
        read += plain(page.rich)
        check_buttons(article_buttons(given_of(answer_about(ref), []), 0, texts, page))
    letters = [letter for letter in news.text if not letter.isspace()]
    remaining = iter(read)
    assert all(letter in remaining for letter in letters)


def answer_about(ref: ArticleRef) -> Answer:
    quoted = Quote("呢", Citation(ref, Span(0, 1)))
    return Answer("呢", AnswerStatus.ANSWERED, 0.9, (quoted,), (), GenerationNumber(1), 1.0)


@given(
    st.sampled_from(Act),
    st.text("abcXYZ019_-", min_size=1, max_size=12),
    st.integers(0, 10**6),
    st.none() | st.integers(0, 10**6),
)
def test_what_a_button_carries_fits_and_is_read_back(act, answer_id, number, page):
    press = Press(act, answer_id, number, page)

    assert len(press.packed().encode()) <= 64
    assert is_press(press.packed())
    assert unpacked(press.packed()) == press


@pytest.mark.parametrize("page", [0, 1, 99])
def test_a_page_beyond_the_last_is_the_last(page):
    long = article((BlockKind.PARAGRAPH, "职工们参加了接力赛跑。" * 300))

    assert article_page(REF, long, [], ZH, page=page).number == min(page, 1)


def test_a_quote_on_a_later_page_opens_that_page():
    body = "职工们参加了接力赛跑。" * 300 + "冠军拿到了锦旗。"
    long = article((BlockKind.PARAGRAPH, body))
    page = article_page(REF, long, [quote("冠军拿到了锦旗。", len(body) - 8)], ZH)

    assert page.number == page.count - 1
    assert replace(page, rich=()) == replace(
        article_page(REF, long, [], ZH, page=page.number), rich=()
    )
