"""Telegram's HTML, read as strictly as Telegram reads it."""

import pytest

from bot.playground.markup import read_html
from bot.playground.refusals import Refusal


def test_entities_count_utf_16_units():
    marked = read_html("𠮷<b>报</b> &lt;<a href='https://x.cn/?a=1&amp;b'>链接</a>&gt; &copy;")

    assert marked.text == "𠮷报 <链接> &copy;"
    assert marked.entities == (
        {"type": "bold", "offset": 2, "length": 1},
        {"type": "text_link", "url": "https://x.cn/?a=1&b", "offset": 5, "length": 2},
    )


def test_white_space_at_both_ends_goes_and_entities_move_along():
    marked = read_html("\n <b> 报纸 </b>\n")

    assert marked.text == "报纸"
    assert marked.entities == ({"type": "bold", "offset": 0, "length": 2},)


def test_an_expandable_quote_may_hold_bold():
    marked = read_html("<blockquote expandable>引<b>文</b></blockquote>")

    assert marked.entities == (
        {"type": "expandable_blockquote", "offset": 0, "length": 2},
        {"type": "bold", "offset": 1, "length": 1},
    )


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("报<div>纸</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("<b>报纸", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>报</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("报</b>", "Unexpected end tag at byte offset 3"),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<b class='x'>报</b>", 'Unsupported attributes of tag "b" at byte offset 0'),
        ("<blockquote><blockquote>报</blockquote></blockquote>", "blockquotes can't be nested"),
        ("<code><b>报</b></code>", "code can't contain entities"),
        ("<span>报</span>", 'Unsupported attributes of tag "span"'),
    ],
)
def test_markup_that_telegram_refuses_is_refused(source, problem):
    with pytest.raises(Refusal) as caught:
        read_html(source)
    assert caught.value.code == 400
    assert caught.value.description.startswith(f"Bad Request: can't parse entities: {problem}")
