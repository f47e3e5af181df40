"""The reading wing: a file becomes a page, and a page its articles."""

from retrieval.pages.read import read_page, read_pages

__all__ = ["read_page", "read_pages"]
