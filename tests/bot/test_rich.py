"""Rich text becomes messages that Telegram takes, whatever the text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.markup import read_html, units
from bot.views.rich import Run, Style, messages, plain, split, to_html

AWKWARD = st.text(
    st.one_of(
        st.sampled_from("报纸，。！？…“”（）　１Ａ體𠮷﷽👩🏽‍🌾🇨🇳é<&>\"'\n \u200f\u0301"),
        st.characters(blacklist_categories=("Cs", "Cc")),
    ),
    max_size=120,
)
STYLES = st.sampled_from(
    [(), (Style.BOLD,), (Style.FOLDED_QUOTE,), (Style.FOLDED_QUOTE, Style.BOLD), (Style.ITALIC,)]
)
RICH = st.lists(st.builds(Run, AWKWARD, STYLES), max_size=12).map(tuple)
LIMITS = st.integers(min_value=20, max_value=200)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(RICH, LIMITS)
def test_every_message_is_valid_html_within_the_limit_and_nothing_is_lost(rich, limit):
    read = [read_html(message) for message in messages(rich, limit)]

    assert all(0 < units(part.text) <= limit for part in read)
    assert squeezed("".join(part.text for part in read)) == squeezed(plain(rich))


@given(RICH, LIMITS)
def test_each_character_keeps_its_style_in_whichever_message_it_lands(rich, limit):
    def styled(runs):
        return [(c, run.styles) for run in runs for c in run.text if not c.isspace()]

    parts = split(rich, limit)
    assert [pair for part in parts for pair in styled(part)] == styled(rich)


def test_a_style_is_closed_at_the_end_of_a_message_and_opened_again_in_the_next():
    rich = (Run("甲乙丙丁戊己", (Style.FOLDED_QUOTE, Style.BOLD)),)

    assert messages(rich, 4) == (
        "<blockquote expandable><b>甲乙丙丁</b></blockquote>",
        "<blockquote expandable><b>戊己</b></blockquote>",
    )


def test_a_style_shared_by_neighbours_stays_open():
    rich = (Run("引", (Style.QUOTE,)), Run("文", (Style.QUOTE, Style.BOLD)), Run("完"))

    assert to_html(rich) == "<blockquote>引<b>文</b></blockquote>完"


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("第一句话。第二句话。第三句", 12, ["第一句话。第二句话。", "第三句"]),
        ("他说：“好。”她也说好", 9, ["他说：“好。”", "她也说好"]),
        ("第一行文字\n第二行", 8, ["第一行文字\n", "第二行"]),
        ("没有标点的一长串文字", 9, ["没有标点的一长串文", "字"]),
    ],
)
def test_a_long_text_is_cut_after_a_line_or_a_sentence_where_there_is_one(text, limit, parts):
    assert [plain(part) for part in split((Run(text),), limit)] == parts


def test_a_character_outside_the_basic_plane_counts_twice_and_is_not_cut():
    assert [plain(part) for part in split((Run("𠮷𠮷𠮷"),), 5)] == ["𠮷𠮷", "𠮷"]


def test_an_emoji_made_of_several_code_points_stays_whole():
    farmer = "👩🏽‍🌾"  # 7 units: woman, skin tone, joiner, ear of rice

    assert [plain(part) for part in split((Run("报纸" + farmer),), 8)] == ["报纸", farmer]


def test_a_message_of_white_space_alone_is_not_sent():
    assert messages((Run("\n" * 30 + "完"),), 10) == ("完",)


def test_no_text_gives_no_message():
    assert messages(()) == ()
    assert messages((Run(""),)) == ()
