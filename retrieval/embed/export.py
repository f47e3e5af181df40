"""Exports a sentence-transformers model to the fast runtime, in a process of its own.

`python -m retrieval.embed.export MODEL FOLDER`: PyTorch is loaded here, compared with, and gone
again, so that a program that serves never holds it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embed.encoder_graph import EncoderShape, write_graph
from retrieval.embed.exported import (
    GRAPH_FILE,
    LEAST_COSINE,
    LEAST_MEAN_COSINE,
    PIECES_FILE,
    ROWS_FILE,
    SCALES_FILE,
    TOKENIZER_FILE,
    Description,
    Fidelity,
    write_description,
)
from retrieval.embed.prompts import passage_prompt, query_prompt
from retrieval.embed.runtime import OnnxEncoder
from retrieval.embed.samples import PASSAGES, QUESTIONS
from retrieval.embed.sentence_transformer import load
from retrieval.embed.unigram import UnigramCutter, write_pieces
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

_MODEL_TYPES = ("bert", "roberta", "xlm-roberta", "camembert")
_OFFSET_TYPES = ("roberta", "xlm-roberta", "camembert")  # positions count from the padding id on
_POOLINGS = ("mean", "cls")
_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])


def export(name: str, folder: Path) -> Description:
    """Export the model that `name` names into an empty folder, and say how true the export is.

    A model that has no export, or one that strays too far from it, leaves a folder with a
    description that says why.
    """
    model = load(name, full_precision=True)
    reason = _obstacle(model)
    if not reason:
        description = _write(model, folder)
        reason = _doubt(description.fidelity)
    if reason:
        for path in folder.iterdir():
            path.unlink()
        description = Description(refused=reason)
    write_description(folder, description)
    return description


def _obstacle(model: SentenceTransformer) -> str:
    """Say what about a model the graph cannot express; nothing when it can."""
    kinds = [type(module).__name__ for module in model]
    if kinds not in _MODULES:
        return f"it is made of {', '.join(kinds)}"
    encoder, pooling = _modules(model)
    config = encoder.auto_model.config
    positions = getattr(config, "position_embedding_type", None) or "absolute"
    fast = model.tokenizer.is_fast and not getattr(encoder, "do_lower_case", False)
    obstacles = {
        f"its encoder is of the kind {config.model_type}": config.model_type not in _MODEL_TYPES,
        "its encoder differs from BERT's": getattr(config, "hidden_act", "") != "gelu",
        f"its positions are {positions}": positions != "absolute",
        f"it pools by {pooling.pooling_mode}": pooling.pooling_mode not in _POOLINGS,
        "it leaves its prompt out of the pooling": not pooling.include_prompt,
        "its tokenizer is not one of the package tokenizers": not fast,
    }
    return next((reason for reason, stands in obstacles.items() if stands), "")


def _modules(model: SentenceTransformer) -> tuple[Any, Any]:
    """Return the encoder and the pooling of a model."""
    return model[0], model[1]


def _doubt(fidelity: Fidelity | None) -> str:
    if fidelity is None or fidelity.suffices:
        return ""
    return (
        f"its vectors in 8 bits lie at cosine {fidelity.mean_cosine:.4f} on average and "
        f"{fidelity.least_cosine:.4f} at worst, below {LEAST_MEAN_COSINE} and {LEAST_COSINE}"
    )


def _write(model: SentenceTransformer, folder: Path) -> Description:
    encoder, pooling = _modules(model)
    config = encoder.auto_model.config
    tensors = {n: t.numpy() for n, t in encoder.auto_model.state_dict().items()}
    first = config.pad_token_id + 1 if config.model_type in _OFFSET_TYPES else 0
    shape = EncoderShape(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        layer_norm_eps=config.layer_norm_eps,
        first_position=first,
        pooling=pooling.pooling_mode,
    )
    write_graph(folder / GRAPH_FILE, tensors, shape)
    _write_rows(folder, tensors["embeddings.word_embeddings.weight"])
    head, tail = _around(model.tokenizer)
    positions = config.max_position_embeddings - first
    description = Description(
        max_tokens=min(model.max_seq_length or positions, positions),
        head=head,
        tail=tail,
        query_prompt=query_prompt(model.prompts),
        passage_prompt=passage_prompt(model.prompts),
    )
    _write_tokenizer(folder, model.tokenizer.backend_tokenizer, description)
    return _measured(model, folder, description)


def _write_rows(folder: Path, rows: NDArray[np.float32]) -> None:
    """Write the table of the tokens' vectors in 8 bits, with a scale for each row."""
    scales = np.abs(rows).max(axis=1) / 127
    scales[scales == 0] = 1
    np.save(folder / ROWS_FILE, np.round(rows / scales[:, None]).astype(np.int8))
    np.save(folder / SCALES_FILE, scales.astype(np.float32))


def _around(tokenizer: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:  # noqa: ANN401
    """Return the token ids that stand before and after every text."""
    plain = tokenizer.backend_tokenizer.encode("一", add_special_tokens=False).ids
    whole = tokenizer.backend_tokenizer.encode("一").ids
    start = next(i for i in range(len(whole)) if whole[i : i + len(plain)] == plain)
    return tuple(whole[:start]), tuple(whole[start + len(plain) :])


def _write_tokenizer(folder: Path, tokenizer: Any, description: Description) -> None:  # noqa: ANN401
    """Write the vocabulary for our own cutter where it cuts the samples alike, else as it is."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if write_pieces(folder / PIECES_FILE, json.loads(tokenizer.to_str())):
        cutter = UnigramCutter.read(folder / PIECES_FILE)
        texts = [description.query_prompt + text for text in QUESTIONS]
        texts += [description.passage_prompt + text for text in PASSAGES]
        if all(
            cutter.ids(text) == tokenizer.encode(text, add_special_tokens=False).ids
            for text in texts
        ):
            return
        (folder / PIECES_FILE).unlink()
    tokenizer.save(str(folder / TOKENIZER_FILE))


def _measured(model: SentenceTransformer, folder: Path, description: Description) -> Description:
    encoder = OnnxEncoder(folder, description)
    cosines: list[float] = []
    for texts, prompt in (
        (QUESTIONS, description.query_prompt),
        (PASSAGES, description.passage_prompt),
    ):
        wanted = model.encode(
            list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        ours = np.stack([encoder.vector(prompt + text) for text in texts])
        cosines += [float(c) for c in (wanted * ours).sum(axis=1)]
    fidelity = Fidelity(float(np.mean(cosines)), min(cosines), len(cosines))
    return replace(description, fidelity=fidelity)


def main() -> None:
    """Export, and end with 1 and one line on stderr when the model cannot be loaded."""
    name, folder = sys.argv[1:]
    try:
        export(name, Path(folder))
    except ModelError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
