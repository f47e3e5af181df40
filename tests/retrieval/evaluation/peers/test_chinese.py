from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.peers import chinese


def test_sentences_end_at_marks_and_lines_with_their_closing_quotes():
    text = "“体检很方便。”他说。\n明天再来！好"
    assert chinese.sentences(text) == ["“体检很方便。”", "他说。\n", "明天再来！", "好"]


@given(st.text(alphabet="体检。！\n” a"))
def test_sentences_joined_are_the_text(text: str):
    assert "".join(chinese.sentences(text)) == text


def test_passages_are_whole_sentences_up_to_a_length():
    long, short = "长" * 240 + "。", "短" * 20 + "。"
    assert chinese.passages(long + short + short) == [long, short + short]


def test_sentence_longer_than_a_passage_stands_alone():
    assert chinese.passages("一。" + "长" * 300 + "。二。") == ["一。", "长" * 300 + "。", "二。"]


def test_words_are_those_of_jieba_without_marks():
    chinese.load()
    assert chinese.words("柳河小学，ABC！") == ["柳河", "小学", "abc"]
