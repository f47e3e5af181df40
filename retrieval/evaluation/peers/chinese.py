"""Sensible Chinese settings for libraries that bring none: sentences, passages and words.

Written without our own reading of newspapers, as someone would who sets such a library up.
"""

from __future__ import annotations

import logging
import re

import jieba

MAX_CHARS = 250
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’」』）]*|[^。！？；\n]+$")


def sentences(text: str) -> list[str]:
    """Return `text` in pieces that end where a sentence or a line does; joined, they are it."""
    return _SENTENCE.findall(text)


def passages(text: str) -> list[str]:
    """Return whole sentences in runs of at most `MAX_CHARS`; a longer sentence stands alone."""
    found: list[str] = []
    for sentence in sentences(text):
        if found and len(found[-1]) + len(sentence) <= MAX_CHARS:
            found[-1] += sentence
        else:
            found.append(sentence)
    return [passage.strip() for passage in found if passage.strip()]


def load() -> None:
    """Read jieba's dictionary, as a model is read: before anything is timed."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()


def words(text: str) -> list[str]:
    """Return the words that jieba's search mode finds, in lower case, without marks and spaces."""
    found = jieba.lcut_for_search(text.lower())
    return [word for word in found if any(c.isalnum() for c in word)]
