"""Our own cutter against `tokenizers`: the same pieces of any text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from retrieval.embed.unigram import UnigramCutter, write_pieces
from tests.fakes.model import CHARACTERS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Pieces of one to three characters, some more likely whole than in parts."""
    from tokenizers import Regex, normalizers, pre_tokenizers
    from tokenizers.models import Unigram

    pieces = [("<unk>", 0.0), ("▁", -2.0), *((c, -6.0) for c in dict.fromkeys(CHARACTERS[1:]))]
    pieces += [("工会", -5.0), ("总工会", -9.0), ("▁总", -7.0), ("职工", -11.0), ("夜校", -13.0)]
    made = Tokenizer(Unigram(pieces, unk_id=0, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made


@pytest.fixture(scope="module")
def cutter(tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> UnigramCutter:
    path: Path = tmp_path_factory.mktemp("pieces") / "pieces.json"
    assert write_pieces(path, json.loads(tokenizer.to_str()))
    return UnigramCutter.read(path)


@given(
    st.text(st.sampled_from(CHARACTERS + " 　Ｑ①é龘😀\n"), max_size=40)
    | st.text(max_size=20).filter(lambda text: "<unk>" not in text)
)
def test_pieces_are_those_of_tokenizers(
    tokenizer: Tokenizer, cutter: UnigramCutter, text: str
) -> None:
    assert cutter.ids(text) == tokenizer.encode(text, add_special_tokens=False).ids


def test_the_likeliest_cut_wins_over_the_longest_piece(cutter: UnigramCutter) -> None:
    # ▁总 + 工会 costs 12, ▁ + 总工会 costs 11; 职工 in two characters costs 12, whole 11;
    # 夜校 whole costs 13, in two characters 12.
    ids = cutter._ids
    assert cutter.ids("总工会") == [ids["▁"], ids["总工会"]]
    assert cutter.ids("职工") == [ids["▁"], ids["职工"]]
    assert cutter.ids("夜校") == [ids["▁"], ids["夜"], ids["校"]]


def test_unknown_characters_that_touch_are_one_unknown_piece(cutter: UnigramCutter) -> None:
    assert cutter.ids("龘龘工会") == [cutter._ids["▁"], 0, cutter._ids["工会"]]


def test_another_kind_of_vocabulary_is_left_to_tokenizers(tmp_path: Path) -> None:
    word_piece = {"model": {"type": "WordPiece", "vocab": {"[UNK]": 0}}}
    assert not write_pieces(tmp_path / "pieces.json", word_piece)
    assert not (tmp_path / "pieces.json").exists()
