"""LlamaIndex behind the port: a vector index over its sentence splitter, and its BM25 retriever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode, NodeWithScore, TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

from retrieval.evaluation.peers import chinese
from retrieval.evaluation.peers.prompts import prompts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.evaluation.collections import CorpusArticle
    from retrieval.evaluation.peers.port import Asked

RANK_CONSTANT = 60  # as its own fusion retriever has it (Cormack et al. 2009)
_WHOLE_WORDS: dict[str, Any] = {"token_pattern": r"\S+"}
CHUNK_TOKENS, OVERLAP_TOKENS = 256, 0


class LlamaIndex:
    """Its quick start (`VectorStoreIndex.from_documents`) by default.

    In Chinese: chunks of Chinese sentences with their title, the model's own prompts, and BM25
    over jieba's words, fused by reciprocal rank. Its fusion retriever passes one text to both,
    so the same formula is written out here.
    """

    def __init__(self, model: Path, *, tuned: bool) -> None:
        prompts = prompts_of(model)
        instructions: dict[str, Any] = {}
        if tuned:
            instructions = {
                "query_instruction": prompts.query,
                "text_instruction": prompts.passage,
            }
        self._model = HuggingFaceEmbedding(model_name=str(model), **instructions)
        self._tuned = tuned
        chinese.load()
        self._index: VectorStoreIndex | None = None
        self._words: BM25Retriever | None = None
        self._passages = 0

    def index(self, articles: Sequence[CorpusArticle]) -> int:
        """Split, embed and index the articles."""
        splitter = SentenceSplitter()
        if self._tuned:
            splitter = SentenceSplitter(
                chunk_size=CHUNK_TOKENS,
                chunk_overlap=OVERLAP_TOKENS,
                chunking_tokenizer_fn=chinese.sentences,
            )
        nodes = splitter.get_nodes_from_documents([self._document(a) for a in articles])
        self._passages = len(nodes)
        self._index = VectorStoreIndex(nodes, embed_model=self._model)
        if self._tuned:
            words = [_in_words(node) for node in nodes]
            self._words = BM25Retriever(words, skip_stemming=True, **_WHOLE_WORDS)
        return len(nodes)

    def search(self, asked: Asked, k: int) -> list[tuple[str, float]]:
        """Retrieve by vector, and by words as well where that is set up."""
        assert self._index is not None, "index first"
        dense = self._index.as_retriever(similarity_top_k=k)
        found = [_found(hit) for hit in dense.retrieve(asked.alone)]
        query = " ".join(chinese.words(asked.alone))
        if self._words is not None and query:
            self._words.similarity_top_k = min(k, self._passages)
            lexical = [_found(hit) for hit in self._words.retrieve(query) if hit.score]
            found = _fused(found, lexical)[:k]
        return [(article, score) for _, article, score in found]

    def _document(self, article: CorpusArticle) -> Document:
        """Make a document; a title in the metadata is put before each of its chunks."""
        if not self._tuned:
            text, meta = f"{article.title}\n{article.text}", {"article": article.id}
            return Document(text=text, metadata=meta, **_unread("article"))
        meta = {"article": article.id, "title": article.title}
        return Document(text=article.text, metadata=meta, **_unread("article"))


def _unread(*keys: str) -> dict[str, list[str]]:
    """Return the settings that keep metadata from being embedded."""
    return {"excluded_embed_metadata_keys": [*keys], "excluded_llm_metadata_keys": [*keys]}


def _in_words(node: BaseNode) -> TextNode:
    """Return a node of the same id and article whose text is its title and words."""
    words = chinese.words(f"{node.metadata['title']}\n{node.get_content()}")
    meta = {"article": node.metadata["article"]}
    return TextNode(id_=node.node_id, text=" ".join(words), metadata=meta, **_unread("article"))


def _found(hit: NodeWithScore) -> tuple[str, str, float]:
    return hit.node.node_id, hit.node.metadata["article"], float(hit.score or 0.0)


def _fused(*lists: list[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """Return (passage, article, score) by the sum of reciprocal ranks, best first."""
    scores: dict[str, float] = {}
    articles: dict[str, str] = {}
    for found in lists:
        for rank, (passage, article, _) in enumerate(found, start=1):
            articles[passage] = article
            scores[passage] = scores.get(passage, 0.0) + 1 / (RANK_CONSTANT + rank)
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [(passage, articles[passage], score) for passage, score in ordered]
