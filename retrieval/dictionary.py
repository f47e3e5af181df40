"""jieba's dictionary and some newer words, read at once: how frequent they are, and their tags.

jieba itself parses the file of its dictionary twice for the tags and reads its own cache piece by
piece, which took two seconds of every start.
"""

from __future__ import annotations

import importlib
import logging
import marshal
import os
import threading
import zlib
from typing import TYPE_CHECKING, NamedTuple

import jieba

from retrieval.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from jieba.posseg import POSTokenizer

logger = logging.getLogger(__name__)

# What jieba's dictionary of 2012 does not have yet, most of it what people work as.
_NEWER = """
快递员 外卖员 送餐员 家政员 育婴员 巡检员 分拣员 网格员 客服员 茶艺师 辅警 主播 网红 月嫂 代驾
外卖小哥 快递小哥 网约车 共享单车 副主席 微信 公众号 小程序 短视频 研学 托管班 非遗
"""
NEWER_WORDS = tuple(_NEWER.split())
_NEWER_FREQUENCY = 3  # jieba's own for words that are hardly met
CACHE_FILE = f"jieba-{jieba.__version__}-{zlib.crc32(' '.join(NEWER_WORDS).encode()):08x}.words"

_jieba_settings = threading.Lock()
"""Held while jieba's own dictionary is read, or is another for a moment."""

jieba.setLogLevel(logging.WARNING)


class Dictionary(NamedTuple):
    """The words of jieba, and the beginnings of words with frequency 0; `tags` are of words."""

    frequencies: dict[str, int]
    total: int
    tags: dict[str, str]


def read_dictionary(cache_dir: Path | None) -> Dictionary:
    """Return jieba's dictionary, out of a file in `cache_dir`, which is made if it is not there.

    That folder must be one that others cannot write to.
    """
    if cache_dir is None:
        return _parsed()
    dictionary = _kept(cache_dir / CACHE_FILE)
    if dictionary is not None:
        return dictionary
    dictionary = _parsed()
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        replace_file(cache_dir / CACHE_FILE, marshal.dumps(tuple(dictionary)))
    except OSError as error:
        logger.warning("the next start takes longer: %s cannot be kept (%s)", CACHE_FILE, error)
    return dictionary


def _kept(path: Path) -> Dictionary | None:
    """Return the dictionary in a file; `None` where there is none that is whole."""
    try:
        # marshal.load reads a file word by word, which takes three times as long.
        kept = Dictionary(*marshal.loads(path.read_bytes()))  # noqa: S302
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, TypeError) as error:
        logger.warning("%s cannot be read (%s), and is made anew", path.name, error)
        return None
    return kept if kept.total else None


def cutter_of(dictionary: Dictionary) -> jieba.Tokenizer:
    """Return a tokeniser that is ready to cut."""
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = dictionary.frequencies, dictionary.total
    cutter.initialized = True
    return cutter


def tagger_of(cutter: jieba.Tokenizer, dictionary: Dictionary) -> POSTokenizer:
    """Return a tagger of the words that a tokeniser cuts."""
    with _jieba_settings:
        kept, jieba.dt.dictionary = jieba.dt.dictionary, os.devnull
        try:
            posseg = importlib.import_module("jieba.posseg")  # makes a tagger of no words
            tagger: POSTokenizer = posseg.POSTokenizer(jieba.dt)
        finally:
            jieba.dt.dictionary = kept
    tagger.tokenizer, tagger.word_tag_tab = cutter, dictionary.tags
    return tagger


def _parsed() -> Dictionary:
    """Parse the dictionary that comes with jieba, and add what is newer."""
    with _jieba_settings:
        frequencies, total = jieba.Tokenizer.gen_pfdict(jieba.dt.get_dict_file())
        known = {word: word for word in frequencies}
        with jieba.dt.get_dict_file() as file:
            entries = (line.split() for line in file.read().decode("utf-8").splitlines())
            # The same text of a word in both, so that it is kept once.
            tags = {known[word]: tag for word, _, tag in entries}
    for word in NEWER_WORDS:
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
        total += _NEWER_FREQUENCY - frequencies.get(word, 0)
        frequencies[word], tags[word] = _NEWER_FREQUENCY, "n"
    return Dictionary(frequencies, total, tags)
