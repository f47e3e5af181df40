"""Words and sentences: what is compared, what is cut, what asks nothing."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from retrieval.text import Tokenizer, fold, places_of, split_sentences
from retrieval.types import Span

AWKWARD = st.text(
    st.one_of(
        st.sampled_from(
            list("工会職職工組織，。！？…；”“」\n　 ２０Ａa1㈱ﬁ\u00ad\u200b龘😀👨‍👩‍👧")
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("２０人", "20人"),
        ("越南代表團還會去懷柔嗎", "越南代表团还会去怀柔吗"),
        ("組織", "组织"),
        ("Ｈ５ 宣传", "h5 宣传"),
        ("工\u00ad会\u200b", "工会"),
        ("职 工 之 家", "职工之家"),
        ("精湛的技能 and 严明的纪律", "精湛的技能和严明的纪律"),
        ("12 月 6 日", "12 月 6 日"),
        ("rock and roll", "rock and roll"),
        ("标题\n正文", "标题\n正文"),
        ("工\ud83d会", "工会"),
        ("摔坏打坏", "摔坏打坏"),
        ("沈思远先生", "沈思远先生"),
        ("e\u0301cole", "école"),
        ("ｶﾞ", "ガ"),
        ("", ""),
    ],
)
def test_width_script_case_and_invisible_marks_are_folded(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(AWKWARD)
def test_what_is_folded_is_compatible_text(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", fold(text))


def in_full(text: str) -> str:
    """What folding is, said plainly and slowly."""
    visible = "".join(c for c in text if not re.match("[\u00ad\u200b-\u200f\u2060-\u2064]", c))
    compatible = unicodedata.normalize("NFKC", visible)
    simplified: str = OpenCC("t2s").convert(compatible)
    if all(OpenCC("t2s").convert(char) == char for char in compatible):
        simplified = compatible
    folded = simplified.lower()
    for pattern, instead in ((r"[ \t]+", ""), (" and ", "和")):
        folded = re.sub(rf"(?<=[\u4e00-\u9fff]){pattern}(?=[\u4e00-\u9fff])", instead, folded)
    return folded


@given(st.text(st.sampled_from(list("工会職，。！？；：（）％０９”…—· \taＡ1\u200be\u0301《and"))))
def test_folding_does_what_its_steps_say(text: str) -> None:
    assert fold(text) == in_full(text)


@given(AWKWARD)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲来了。乙走了！", ["甲来了。", "乙走了！"]),
        ("“真好。”他说。", ["“真好。”", "他说。"]),
        ("怎么办？！谁知道……等等", ["怎么办？！", "谁知道……", "等等"]),
        ("第一行\n  第二行。\n", ["第一行", "第二行。"]),
        ("发放8.8万元。", ["发放8.8万元。"]),
        ("", []),
        (" \n　", []),
    ],
)
def test_sentences_end_at_stops_with_the_marks_that_close_there(
    text: str, sentences: list[str]
) -> None:
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences


@given(AWKWARD)
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    joined = "".join(text[s.start : s.end] for s in spans)
    assert "".join(joined.split()) == "".join(text.split())


def test_spans_count_characters_of_the_text() -> None:
    assert split_sentences(" 甲。乙") == (Span(1, 3), Span(3, 4))


def test_long_words_are_followed_by_their_parts(tokenizer: Tokenizer) -> None:
    assert tokenizer.terms("总工会") == ["总工", "工会", "总工会"]


def test_punctuation_gives_no_terms(tokenizer: Tokenizer) -> None:
    assert tokenizer.terms("“，。”！ 😀") == []


def test_words_that_ask_are_not_content(tokenizer: Tokenizer) -> None:
    assert tokenizer.content_terms("请问大篷车去了哪里呢？") == ("篷车", "大篷车")


def test_whatever_follows_a_word_that_asks_is_not_content(tokenizer: Tokenizer) -> None:
    assert tokenizer.content_terms("体检是几号到几号，哪天去，什么时候") == ("体检",)


def test_words_that_only_point_are_not_content(tokenizer: Tokenizer) -> None:
    assert tokenizer.content_terms("泉河那次医生讲的") == ("泉河", "医生")
    assert "那霸" in tokenizer.content_terms("那霸机场停航")


def test_a_content_word_is_given_once(tokenizer: Tokenizer) -> None:
    assert tokenizer.content_terms("夜校，夜校！") == ("夜校",)


def test_places_and_quoted_words_are_names(tokenizer: Tokenizer) -> None:
    assert tokenizer.names("海淀的“普法驿站”在哪") == ["普法驿站", "海淀"]
    assert tokenizer.names("一共来了多少人呀") == []


def test_what_a_cut_leaves_over_is_no_name(tokenizer: Tokenizer) -> None:
    assert tokenizer.names("劳模风采在哪个台播") == []
    assert tokenizer.names("史晓华在北京吗") == ["史晓华", "北京"]


def test_where_a_part_stands_is_told_in_order_and_none_inside_another() -> None:
    assert list(places_of("工会", "工会的工会")) == [0, 3]
    assert list(places_of("哈哈", "哈哈哈哈哈")) == [0, 2]
    assert list(places_of("夜校", "工会")) == []
