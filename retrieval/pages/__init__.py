"""The reading wing: a file becomes a page, and a page its articles."""

from retrieval.pages.continuations import join_continuations
from retrieval.pages.plain import as_plain
from retrieval.pages.read import read_page, read_pages

VERSION = "5"
"""Raise it when pages are read differently, so that a load reads them again."""

__all__ = ["VERSION", "as_plain", "join_continuations", "read_page", "read_pages"]
