"""The reading wing: a file becomes a page, and a page its articles."""

from retrieval.pages.read import read_page, read_pages

VERSION = "1"
"""Raise it when pages are read differently, so that a load reads them again."""

__all__ = ["VERSION", "read_page", "read_pages"]
