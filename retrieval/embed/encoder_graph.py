"""Writes a BERT encoder as an ONNX graph with 8-bit weights, out of its named tensors.

Only the exporter imports this. The rows of the token table stay outside the graph, so that a
vocabulary of a quarter of a million need not sit in memory; the graph is given the rows of a text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Tensors = Mapping[str, NDArray[np.float32]]

_FUSED = "com.microsoft"  # operators of onnxruntime that do several standard ones in one pass
# Seven bits: processors without VNNI add two products of eight bits in sixteen, which overflows.
_LARGEST = 63
_OPSET, _IR_VERSION = 20, 10


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """The sizes of a BERT encoder, and how its last layer becomes one vector (`mean` or `cls`).

    `first_position` is the row of the position table that the first token takes.
    """

    layers: int
    heads: int
    layer_norm_eps: float
    first_position: int
    pooling: str


def write_graph(path: Path, tensors: Tensors, shape: EncoderShape) -> None:
    """Write the graph: float32 `rows` (1, tokens, hidden) in, a unit `vector` (hidden,) out.

    Tensors are named as in Hugging Face's BERT, without a prefix: `encoder.layer.0…`. One text at
    a time: on processors that count it was faster than a padded batch, and a text's vector does
    not depend on what else was asked.
    """
    graph = _Graph()
    hidden = _embed(graph, tensors, shape)
    for layer in range(shape.layers):
        hidden = _layer(graph, _Layer(tensors, layer), hidden, shape)
    _pool(graph, hidden, shape.pooling)
    width = tensors["embeddings.LayerNorm.weight"].shape[0]
    onnx.save(graph.model(width), path)


@dataclass(slots=True)
class _Graph:
    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:  # noqa: ANN401
        """Add an operator, and return the name of its first output."""
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), **attributes))
        return outputs[0]

    def fused(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:  # noqa: ANN401
        return self.add(kind, inputs, output, domain=_FUSED, **attributes)

    def product(self, name: str, x: str, weight: NDArray[np.float32], bias: str = "") -> str:
        """Multiply by a weight of shape (out, in) in 8 bits, with a scale for each output."""
        scales = np.abs(weight).max(axis=1) / _LARGEST
        scales[scales == 0] = 1
        rounded = np.round(weight / scales[:, None]).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.weight", rounded.T),
            self.constant(f"{name}.scale", scales.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scales), np.int8)),
        ]
        return self.fused("DynamicQuantizeMatMul", [*inputs, *([bias] if bias else [])], name)

    def model(self, width: int) -> Any:  # noqa: ANN401 - a protobuf message
        rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, "tokens", width])
        vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [width])
        graph = helper.make_graph(self.nodes, "encoder", [rows], [vector], self.constants)
        sets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=_IR_VERSION)


@dataclass(frozen=True, slots=True)
class _Layer:
    tensors: Tensors
    number: int

    def weight(self, part: str) -> NDArray[np.float32]:
        return self.tensors[f"encoder.layer.{self.number}.{part}.weight"]

    def bias(self, part: str) -> NDArray[np.float32]:
        return self.tensors[f"encoder.layer.{self.number}.{part}.bias"]


def _embed(graph: _Graph, tensors: Tensors, shape: EncoderShape) -> str:
    """Add the position and the one token type to the rows of the tokens, and normalise."""
    places = tensors["embeddings.position_embeddings.weight"][shape.first_position :]
    if "embeddings.token_type_embeddings.weight" in tensors:
        places = places + tensors["embeddings.token_type_embeddings.weight"][0]
    zero = graph.constant("zero", np.zeros(1, np.int64))
    tokens = graph.add("Shape", ["rows"], "tokens", start=1, end=2)
    used = graph.add("Slice", [graph.constant("places", places), zero, tokens, zero], "used_places")
    placed = graph.add("Add", ["rows", used], "placed")
    scale = graph.constant("embeddings.scale", tensors["embeddings.LayerNorm.weight"])
    bias = graph.constant("embeddings.bias", tensors["embeddings.LayerNorm.bias"])
    return graph.add(
        "LayerNormalization", [placed, scale, bias], "embedded", epsilon=shape.layer_norm_eps
    )


def _layer(graph: _Graph, layer: _Layer, hidden: str, shape: EncoderShape) -> str:
    name, epsilon = f"layer{layer.number}", shape.layer_norm_eps
    parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([layer.weight(part) for part in parts])
    bias = np.concatenate([layer.bias(part) for part in parts])
    packed = graph.product(f"{name}.qkv", hidden, weight, graph.constant(f"{name}.qkv.bias", bias))
    split = [f"{name}.{part}" for part in ("query", "key", "value")]
    graph.add("Split", [packed], *split, axis=-1, num_outputs=3)
    attended = graph.fused("MultiHeadAttention", split, f"{name}.mix", num_heads=shape.heads)
    mixed = graph.product(f"{name}.attended", attended, layer.weight("attention.output.dense"))
    middle = _add_and_normalise(graph, layer, "attention.output", (hidden, mixed), epsilon)
    wide = graph.product(f"{name}.wide", middle, layer.weight("intermediate.dense"))
    bias_name = graph.constant(f"{name}.wide.bias", layer.bias("intermediate.dense"))
    active = graph.fused("BiasGelu", [wide, bias_name], f"{name}.active")
    narrow = graph.product(f"{name}.narrow", active, layer.weight("output.dense"))
    return _add_and_normalise(graph, layer, "output", (middle, narrow), epsilon)


def _add_and_normalise(
    graph: _Graph, layer: _Layer, part: str, summands: tuple[str, str], epsilon: float
) -> str:
    """Normalise the sum of what went into a part of a layer and what it made of that."""
    name = f"layer{layer.number}.{part}"
    inputs = [
        *summands,
        graph.constant(f"{name}.norm.scale", layer.weight(f"{part}.LayerNorm")),
        graph.constant(f"{name}.norm.bias", layer.bias(f"{part}.LayerNorm")),
        graph.constant(f"{name}.bias", layer.bias(f"{part}.dense")),
    ]
    return graph.fused("SkipLayerNormalization", inputs, name, epsilon=epsilon)


def _pool(graph: _Graph, hidden: str, pooling: str) -> None:
    """Make one vector of unit length out of the tokens' own: their mean, or the first one's."""
    if pooling == "cls":
        first = graph.constant("first", np.zeros(1, np.int64))
        pooled = graph.add("Gather", [hidden, first], "pooled", axis=1)
    else:
        tokens_axis = graph.constant("tokens_axis", np.ones(1, np.int64))
        pooled = graph.add("ReduceMean", [hidden, tokens_axis], "pooled", keepdims=1)
    axis = graph.constant("width_axis", np.array([-1], np.int64))
    length = graph.add("ReduceL2", [pooled, axis], "length", keepdims=1)
    unit = graph.add("Div", [pooled, length], "unit")
    flat = graph.constant("flat", np.array([-1], np.int64))
    graph.add("Reshape", [unit, flat], "vector")
