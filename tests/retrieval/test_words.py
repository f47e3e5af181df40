"""What a stretch of text is found by: words, names that stand in it, quantities and pairs."""

from retrieval.text import Tokenizer
from retrieval.words import pairs, words_of


def test_names_that_stand_in_a_text_are_terms_of_it_once(tokenizer: Tokenizer) -> None:
    words = words_of("陶然小哥来了，陶然小哥走了", ["陶然小哥", "平湖小哥"], tokenizer)
    assert words.terms.count("陶然小哥") == 1
    assert "平湖小哥" not in words.terms
    assert "小哥" in words.terms


def test_a_name_that_jieba_cuts_whole_is_not_counted_twice(tokenizer: Tokenizer) -> None:
    assert words_of("大篷车", ["大篷车"], tokenizer).terms.count("大篷车") == 1


def test_quantities_are_terms_beside_the_words(tokenizer: Tokenizer) -> None:
    assert words_of("二十余人", [], tokenizer).terms[-2:] == ("20", "20人")


def test_pairs_do_not_cross_what_is_no_chinese_character() -> None:
    assert pairs("大篷车,h5 宣传a讲") == ("大篷", "篷车", "宣传")


def test_a_name_of_several_words_is_no_term(tokenizer: Tokenizer) -> None:
    assert "star trek" not in words_of("看star trek", ["star trek"], tokenizer).terms
