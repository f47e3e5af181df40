"""Haystack behind the port: its in-memory store, splitter, embedders, retrievers and joiner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from retrieval.evaluation.peers import chinese
from retrieval.evaluation.peers.prompts import prompts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.evaluation.collections import CorpusArticle
    from retrieval.evaluation.peers.port import Asked


class Haystack:
    """Its quick start (splitter, embedder, vector search) by default.

    In Chinese: passages of sentences with their title, the model's own prompts, and BM25 over
    jieba's words, which is joined by reciprocal rank.
    """

    def __init__(self, model: Path, *, tuned: bool) -> None:
        prompts, quiet = prompts_of(model), {"progress_bar": False}
        self._tuned = tuned
        self._splitter = DocumentSplitter()
        documents: dict[str, Any] = {}
        if tuned:
            documents = {"prefix": prompts.passage, "meta_fields_to_embed": ["title"]}
        question = {"prefix": prompts.query} if tuned else {}
        self._of_documents = SentenceTransformersDocumentEmbedder(
            model=str(model), **quiet, **documents
        )
        self._of_question = SentenceTransformersTextEmbedder(model=str(model), **quiet, **question)
        self._of_documents.warm_up()
        self._of_question.warm_up()
        chinese.load()
        self._dense = InMemoryDocumentStore()
        self._words = InMemoryDocumentStore(bm25_tokenization_regex=r"\S+")
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def index(self, articles: Sequence[CorpusArticle]) -> int:
        """Split, embed and store the articles."""
        split = self._split(articles)
        self._dense.write_documents(self._of_documents.run(documents=split)["documents"])
        if self._tuned:
            self._words.write_documents([_in_words(document) for document in split])
        return len(split)

    def search(self, asked: Asked, k: int) -> list[tuple[str, float]]:
        """Retrieve by vector, and by words as well where that is set up."""
        vector = self._of_question.run(text=asked.alone)["embedding"]
        dense = InMemoryEmbeddingRetriever(self._dense, top_k=k)
        found = dense.run(query_embedding=vector)["documents"]
        if self._tuned:
            words = InMemoryBM25Retriever(self._words, top_k=k)
            query = " ".join(chinese.words(asked.alone))
            lexical = words.run(query=query)["documents"] if query else []
            found = self._joiner.run(documents=[lexical, found], top_k=k)["documents"]
        return [(document.meta["article"], float(document.score or 0.0)) for document in found]

    def _split(self, articles: Sequence[CorpusArticle]) -> list[Document]:
        if not self._tuned:
            whole = [
                Document(content=f"{a.title}\n{a.text}", meta={"article": a.id}) for a in articles
            ]
            return list(self._splitter.run(documents=whole)["documents"])
        return [
            Document(
                id=f"{article.id}/{number}",
                content=passage,
                meta={"article": article.id, "title": article.title},
            )
            for article in articles
            for number, passage in enumerate(chinese.passages(article.text))
        ]


def _in_words(document: Document) -> Document:
    """Return a document of the same id and article whose content is its title and words."""
    words = chinese.words(f"{document.meta['title']}\n{document.content}")
    meta = {"article": document.meta["article"]}
    return Document(id=document.id, content=" ".join(words), meta=meta)
