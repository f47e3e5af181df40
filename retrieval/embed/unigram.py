"""Cuts text into the pieces of a Unigram vocabulary, as `tokenizers` does, in far less memory.

`tokenizers` keeps a vocabulary of a quarter of a million pieces in 300 MB and needs more than a
second to read it; a dictionary and the Viterbi search below give the same pieces.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_UNKNOWN_PENALTY = 10.0  # below the least likely piece, as in SentencePiece


class UnigramCutter:
    """Cuts text into token ids. Safe to share between threads.

    `rules` are a tokenizer of the `tokenizers` package with the normaliser and the pre-tokeniser of
    the model and no vocabulary of its own. Kudo 2018, Subword Regularization, section 3.2.
    """

    def __init__(
        self,
        rules: Any,  # noqa: ANN401 - tokenizers ships no types
        pieces: Sequence[str],
        scores: Sequence[float],
        unknown: int,
    ) -> None:
        self._normaliser = rules.normalizer
        self._splitter = rules.pre_tokenizer
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._ids = {piece: i for i, piece in enumerate(pieces)}
        self._longest: dict[str, int] = {}
        for piece in pieces:
            if len(piece) > self._longest.get(piece[:1], 0):
                self._longest[piece[:1]] = len(piece)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `write_pieces` wrote. Raises `OSError`, `ValueError` or `KeyError`."""
        from tokenizers import Tokenizer

        stored = json.loads(path.read_bytes())
        rules = Tokenizer.from_str(json.dumps(stored["rules"]))
        return cls(rules, stored["pieces"], stored["scores"], stored["unknown"])

    def ids(self, text: str) -> list[int]:
        """Return the ids of the most likely pieces of `text`, without those around it."""
        normal = self._normaliser.normalize_str(text) if self._normaliser else text
        words = self._splitter.pre_tokenize_str(normal) if self._splitter else [(normal, None)]
        return [i for word, _ in words for i in self._cut(word)]

    def _cut(self, word: str) -> list[int]:
        """Return the pieces of one word; unknown characters that touch are one unknown piece."""
        size = len(word)
        best: list[tuple[float, int, int] | None] = [None] * (size + 1)  # score, start, id
        best[0] = (0.0, 0, 0)
        for start in range(size):
            here = best[start]
            assert here is not None  # every character is a piece or unknown
            known = self._extend(word, start, here[0], best)
            if not known:
                score, end = here[0] + self._unknown_score, best[start + 1]
                if end is None or score > end[0]:
                    best[start + 1] = (score, start, self._unknown)
        return self._trace(best)

    def _extend(
        self, word: str, start: int, so_far: float, best: list[tuple[float, int, int] | None]
    ) -> bool:
        """Try each piece that begins at `start`; return whether the single character is one."""
        known = False
        longest = self._longest.get(word[start], 0)
        for stop in range(start + 1, min(start + longest, len(word)) + 1):
            piece = self._ids.get(word[start:stop])
            if piece is None:
                continue
            score, end = so_far + self._scores[piece], best[stop]
            if end is None or score > end[0]:
                best[stop] = (score, start, piece)
            known = known or stop == start + 1
        return known

    def _trace(self, best: Sequence[tuple[float, int, int] | None]) -> list[int]:
        ids: list[int] = []
        stop = len(best) - 1
        while stop > 0:
            node = best[stop]
            assert node is not None
            _, stop, piece = node
            if piece != self._unknown or not ids or ids[-1] != self._unknown:
                ids.append(piece)
        return ids[::-1]


def write_pieces(path: Path, tokenizer: dict[str, Any]) -> bool:
    """Write the vocabulary of a `tokenizer.json`, unless it is none that this module cuts with.

    Returns whether it was written.
    """
    model = tokenizer["model"]
    if model["type"] != "Unigram" or model.get("byte_fallback") or model["unk_id"] is None:
        return False
    bare = {**model, "vocab": [["<unk>", 0.0]], "unk_id": 0}
    rules = {**tokenizer, "model": bare, "added_tokens": [], "post_processor": None}
    stored = {
        "rules": {**rules, "truncation": None, "padding": None},
        "pieces": [piece for piece, _ in model["vocab"]],
        "scores": [score for _, score in model["vocab"]],
        "unknown": model["unk_id"],
    }
    path.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
    return True
