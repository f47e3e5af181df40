"""Words and sentences: one normaliser, one tokeniser and one splitter for pages and questions.

Everything here makes a copy for search; what is quoted stays as printed.
"""

from __future__ import annotations

import functools
import itertools
import re
import threading
import unicodedata
from typing import TYPE_CHECKING

from retrieval.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import jieba
    import jieba.posseg
    from opencc import OpenCC

    from retrieval.dictionary import Dictionary

VERSION = "jieba-0.42.1/4"  # raise the last number when terms change, so that indexes are rebuilt

SHORT_CHARS = 60
"""Texts up to this length are remembered as they are folded: most questions, and their words."""

_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# What stands before them is looked at when they are found: it would be tried at each character.
_SPACE_BEFORE_IDEOGRAPH = re.compile(f"[ \\t]+(?={_IDEOGRAPH.pattern})")
_AND_BEFORE_IDEOGRAPH = re.compile(f" and (?={_IDEOGRAPH.pattern})")
# Nearly all of a page is what NFKC leaves as it is, or one of these, which stand for one character.
_WIDE = re.compile("[，！：；？（）％０-９]")
_NARROW = {
    wide: unicodedata.normalize("NFKC", wide) for wide in "，！：；？（）％０１２３４５６７８９"
}
_ODD = re.compile("[^\x00-\x7f\u4e00-\u9fff、。“”‘’《》—·]")
_COMPATIBLE = re.compile("[^\u4e00-\u9fff、。“”《》\n]+")
_WORD = re.compile(r"\w")
_QUOTED = re.compile(r"[“《「『\"]([^”》」』\"]+)[”》」』\"]")
_NAME_FLAGS = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz"})  # jieba's tags of proper nouns
# Words for people of a kind, and some more, that are tagged as if they were names.
_NO_NAMES = frozenset(
    word
    for line in (
        "小姐 明星 师傅 师兄 师娘 师生 恩师 顾客 宾客 老汉 老总 醉汉 孤儿 宝宝",
        "比武 楼宇 续航",
    )
    for word in line.split()
)

# Words that ask, address or soften; they say nothing of what is asked for. A member's 今年, 安全,
# 要求 or 召开 is content in this newspaper, so the list stays short.
QUESTION_WORDS = frozenset(
    word
    for line in (
        "的 了 吗 呢 吧 啊 呀 嘛 么 哦 呗 来着 地 得 着 过 个 也 都 就 还 又",
        "是 在 有 和 与 及 或 被 把 给 对 从 到 于 关于",
        "这 那 这个 那个 这些 那些 这次 多 咋 谁 如何 为何 为什么 为啥 何时 何地 时候",
        "干嘛 干啥 一共 总共 职务 职业 姓名 名字 名称 地点 地址",
        "来 去 会 能 要 是不是 有没有 是否 能否 可以",
        "请 请问 想 知道 一下 告诉 说 讲 介绍 叫",
        "我 我们 你 你们 您 他 她 它 他们",
        "新闻 消息 报道 稿子 稿件 署名",
    )
    for word in line.split()
)
# What asks inside a question, whatever stands around it.
ASKING_WORDS = frozenset(
    word
    for line in (
        "什么 怎么 怎样 怎么样 多少 多久 多长 多大 多高 多远",
        "哪里 哪儿 哪些 哪个 哪天 哪年 哪位 几个 几号 几点",
    )
    for word in line.split()
)
# 几号, 几个, 哪天, 哪位, 啥时候, 咋办, 什么, 怎么样, 多少, 多久 … ask, whatever follows. 那次 and
# 这家 only point, and would be the rarest words of all: papers hardly print them.
_ASKING = re.compile(
    r"^(?:[几哪啥咋]|什么|怎|多[少久长大高远]|"
    r"[这那][次回边天周晚年月家场事件种类话句张块条堂关批伙本部届台位项篇样里儿么是一]$)"
)

# 是不是 asks as a whole; the cut leaves 不是 of it.
_WHETHER = re.compile(r"([是能会要有])[不没]\1|可不可以?")

_SENTENCE = re.compile(
    r"""
    [^。！？!?…；\n]*            # the sentence
    (?:(?:。|！|？|!|\?|…+|；)+  # its end, repeated or mixed
       [”’」』》）)"]*           # and the marks that close with it
      |\n|$)
    """,
    re.VERBOSE,
)


@functools.cache
def _simplifier() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@functools.cache
def _traditional() -> re.Pattern[str]:
    """Return what finds the characters that have a simplified form, and all beyond U+FFFF."""
    chars = [chr(code) for code in range(0x2E80, 0xD800)]
    simplified = _simplifier().convert("\n".join(chars)).split("\n")
    changed = "".join(a for a, b in zip(chars, simplified, strict=True) if a != b)
    return re.compile(f"[{changed}\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """Return the form that is compared, with the slips of extraction mended.

    NFKC, simplified script and lower case; nothing invisible and no half of a surrogate pair; no
    space between ideographs, and an English `and` that stands between them read as 和. The length
    may differ from the original's, so spans are never taken from it.
    """
    return _fold_short(text) if len(text) <= SHORT_CHARS else _fold(text)


def _fold(text: str) -> str:
    visible = _INVISIBLE.sub("", text)
    folded = _simplified(_compatible(visible)).lower()
    if " " in folded or "\t" in folded:
        folded = _SPACE_BEFORE_IDEOGRAPH.sub(lambda found: _between(found, ""), folded)
        folded = _AND_BEFORE_IDEOGRAPH.sub(lambda found: _between(found, "和"), folded)
    return folded


# A question is folded a score of times until it is answered.
_fold_short = functools.lru_cache(maxsize=2_000)(_fold)


def _between(found: re.Match[str], instead: str) -> str:
    """Return what stands instead of a match before an ideograph, if one stands in front too."""
    start = found.start()
    return instead if start and _IDEOGRAPH.match(found.string, start - 1) else found[0]


@functools.lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return the same as `fold`, and remember it: questions find the same texts again and again."""
    return _fold(text)


def _compatible(text: str) -> str:
    """Return a text in NFKC; only what is rare in a newspaper is given to `unicodedata`."""
    narrow = _WIDE.sub(lambda wide: _NARROW[wide[0]], text)
    if not _ODD.search(narrow):
        return narrow
    return _COMPATIBLE.sub(lambda run: unicodedata.normalize("NFKC", run[0]), narrow)


def _simplified(text: str) -> str:
    """Return a text in simplified script; one without a traditional character is so already.

    It is not given to OpenCC, which takes its time and finds phrases to change even there: 打坏.
    """
    if not _traditional().search(text):
        return text
    simplified: str = _simplifier().convert(text)
    return simplified


def places_of(part: str, text: str) -> Iterator[int]:
    """Yield where `part`, which is not empty, stands in `text`, in order, none inside another."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of `text`, in order, without surrounding white space.

    A sentence ends at 。！？…； with the quotes and brackets that close there, or at a line end.
    Every character that is not white space lies in exactly one span.
    """
    spans = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)


class Tokenizer:
    """Cuts text into search terms with jieba.

    Safe to share between threads once made.
    """

    def __init__(self, *, cache_dir: Path | None = None) -> None:
        self._cache_dir = cache_dir
        self._lock = threading.Lock()
        self._dictionary: Dictionary | None = None
        self._cutter: jieba.Tokenizer | None = None
        self._tagger: jieba.posseg.POSTokenizer | None = None

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text` in order, folded, long words followed by their parts.

        Punctuation and white space give no terms; text without words gives [].
        """
        return self._terms(self._ready().cut(fold(text)))

    def terms_again(self, short: str) -> list[str]:
        """Return the same as `terms`, and remember how a question or a word of it is cut."""
        return list(self._terms_of(fold(short)))

    @functools.lru_cache(maxsize=1_000)  # noqa: B019 - a tokeniser lives as long as its program
    def content_terms(self, question: str) -> tuple[str, ...]:
        """Return the terms of a question that say what it is about, each once, in order."""
        terms = dict.fromkeys(self.terms_again(_WHETHER.sub(" ", question)))
        return tuple(t for t in terms if t not in QUESTION_WORDS and not _ASKING.match(t))

    def names(self, text: str) -> list[str]:
        """Return the names of people, places, bodies and works in `text`, in order.

        What stands in quotation marks or 《》 counts as a name. Two characters that the dictionary
        does not have are one as a person only: 台播 in 在哪个台播 is what the cut has left over.
        """
        return _QUOTED.findall(text) + [
            word
            for word, flag, known in self.tagged_again(text)
            if len(word) > 1
            and flag in _NAME_FLAGS
            and word not in _NO_NAMES
            and (known or flag == "nr" or len(word) > 2)
        ]

    def nouns(self, text: str) -> list[str]:
        """Return the nouns in `text` of two characters or more, names among them, in order."""
        tagged = self.tagged_again(text)
        return [w for w, flag, _ in tagged if len(w) > 1 and flag.startswith(("n", "vn"))]

    def is_word(self, folded: str) -> bool:
        """Whether jieba's dictionary has a word."""
        return bool(self._ready().FREQ.get(folded))

    def edges(self, folded: str) -> set[int]:
        """Return where the words of a folded question begin and end, as offsets into it."""
        return set(itertools.accumulate(map(len, self._cut(folded)), initial=0))

    def tagged(self, text: str) -> list[tuple[str, str, bool]]:
        """Return every word of the folded text with jieba's tag and whether its dictionary has it.

        The words joined are the folded text.
        """
        return self._tags(fold(text))

    def tagged_again(self, question: str) -> tuple[tuple[str, str, bool], ...]:
        """Return the same as `tagged`, and remember it."""
        return self._tagged(fold(question))

    @functools.lru_cache(maxsize=1_000)  # noqa: B019 - a tokeniser lives as long as its program
    def _tagged(self, folded: str) -> tuple[tuple[str, str, bool], ...]:
        return tuple(self._tags(folded))

    def _tags(self, folded: str) -> list[tuple[str, str, bool]]:
        known = self._ready().FREQ
        cut = self._ready_tagger().cut(folded)
        return [(pair.word, pair.flag, bool(known.get(pair.word))) for pair in cut]

    @functools.lru_cache(maxsize=1_000)  # noqa: B019 - a tokeniser lives as long as its program
    def _cut(self, folded: str) -> tuple[str, ...]:
        return tuple(self._ready().cut(folded))

    @functools.lru_cache(maxsize=2_000)  # noqa: B019 - a tokeniser lives as long as its program
    def _terms_of(self, folded: str) -> tuple[str, ...]:
        return tuple(self._terms(self._cut(folded)))

    def _terms(self, words: Iterable[str]) -> list[str]:
        """Return words after their parts of two and three characters, as jieba's search mode."""
        known = self._ready().FREQ
        terms = []
        for word in words:
            for size in range(2, min(len(word), 4)):
                parts = (word[i : i + size] for i in range(len(word) - size + 1))
                terms += [part for part in parts if known.get(part)]
            terms.append(word)
        return [term for term in terms if _WORD.match(term)]

    def _ready(self) -> jieba.Tokenizer:
        with self._lock:
            if self._cutter is None:
                from retrieval.dictionary import cutter_of, read_dictionary

                self._dictionary = read_dictionary(self._cache_dir)
                self._cutter = cutter_of(self._dictionary)
        return self._cutter

    def _ready_tagger(self) -> jieba.posseg.POSTokenizer:
        cutter = self._ready()
        with self._lock:
            if self._tagger is None:
                from retrieval.dictionary import tagger_of

                assert self._dictionary is not None
                self._tagger = tagger_of(cutter, self._dictionary)
        return self._tagger
