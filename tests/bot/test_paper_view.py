"""Lists of the paper within Telegram's limits, whatever the paper prints."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.keyboards import keyboard
from bot.playground.markup import read_html
from bot.texts import ENGLISH, SIMPLIFIED_CHINESE, TRADITIONAL_CHINESE
from bot.views.article import ArticlePage
from bot.views.paper import (
    A_LIST,
    Entry,
    article_buttons,
    article_list,
    article_list_buttons,
    page_list_buttons,
    share_url,
    snippet,
)
from bot.views.places import PATTERN, Kind, Place, key_of, unpacked
from bot.views.rich import MAX_MESSAGE_UNITS, plain, to_html, units
from retrieval.types import ArticleId, ArticleRef, DateSource, PageDate, PageRef

PIECES = [
    *'<>&"＜《》、。职工会 \n\t',
    "\u200f",
    "👩‍🌾",
    "𠮷",
    "e\u0301",
    "/a",
    "@b",
    "长" * 40,
]
AWKWARD = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
LANGUAGES = st.sampled_from([SIMPLIFIED_CHINESE, TRADITIONAL_CHINESE, ENGLISH])
DATES = st.none() | st.builds(PageDate, st.dates(dt.date(1900, 1, 1)), st.sampled_from(DateSource))
IDS = st.from_regex(r"a[0-9a-f]{10}", fullmatch=True).map(ArticleId)
REFS = st.builds(ArticleRef, IDS, AWKWARD, AWKWARD, AWKWARD, AWKWARD, DATES, AWKWARD)
PLACES = st.builds(
    Place,
    st.sampled_from(Kind),
    st.integers(0, 9_999_999),
    st.just("") | AWKWARD.map(key_of),
)


def assert_taken_by_telegram(markup) -> None:
    """Check buttons as the playground's Bot API does."""
    if markup is not None:
        keyboard(markup.to_dict())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Entry, REFS, AWKWARD), max_size=A_LIST), AWKWARD, LANGUAGES)
def test_a_list_fits_one_message_and_shows_every_headline(entries, words, texts):
    rich = article_list("标题", entries, 1, texts, words)

    assert units(plain(rich)) <= MAX_MESSAGE_UNITS
    assert read_html(to_html(rich)).text
    for number in range(1, len(entries) + 1):
        assert f"\n\n{number}. " in plain(rich)


@settings(max_examples=60, deadline=None)
@given(AWKWARD, AWKWARD)
def test_a_snippet_is_part_of_its_text(text, words):
    shown = plain(snippet(text, words)).strip("…")

    assert shown in " ".join(text.split())
    assert units(shown) <= 112


def test_a_snippet_begins_before_the_first_word_that_was_searched():
    text = "一" * 30 + "二" * 30 + "夜校开课。" + "三" * 200
    shown = snippet(text, "夜校")

    assert plain(shown).startswith("…" + "二" * 24 + "夜校开课。")
    assert [run.text for run in shown if run.styles] == ["夜校"]


@settings(max_examples=60, deadline=None)
@given(PLACES, IDS, st.integers(0, 99_999))
def test_a_place_survives_its_button(place, article_id, page):
    opened = place.opening(article_id, page)

    for one in (place, opened):
        assert unpacked(one.packed()) == one
        assert PATTERN.match(one.packed())
        assert len(one.packed().encode()) <= 64
    assert opened.closed() == place


@settings(max_examples=60, deadline=None)
@given(PLACES, st.lists(st.builds(Entry, REFS), max_size=A_LIST), REFS, LANGUAGES)
def test_buttons_are_ones_that_telegram_takes(place, entries, ref, texts):
    assert_taken_by_telegram(article_list_buttons(place, entries, 100, texts, Place(Kind.ISSUES)))
    link = "https://t.me/bot_with_a_name?start=a_" + ref.id
    assert_taken_by_telegram(article_buttons(place, ref, ArticlePage((), 1, 3), texts, link))
    pages = [PageRef(ref.source, ref.newspaper, ref.page_number, ref.date, 7)]
    assert_taken_by_telegram(page_list_buttons(place, pages, 1, texts))


@settings(max_examples=60, deadline=None)
@given(AWKWARD)
def test_a_shared_address_is_one_address(words):
    address = share_url("https://t.me/bot?start=a_1", words)

    assert address.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot%3Fstart%3Da_1&")
    assert address.isascii()
    assert " " not in address
