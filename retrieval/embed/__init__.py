"""Embedders: the bundled default, or any sentence-transformers model by name or folder."""

from retrieval.embed.choose import embedder_for, reference_for

__all__ = ["embedder_for", "reference_for"]
