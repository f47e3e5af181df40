"""Bytes become text: a byte order mark decides, then the first encoding that fits strictly."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = re.compile(r"[\u3400-\u9fff，。、\u3000]")


class UnknownEncodingError(ValueError):
    """The bytes are text in no encoding that newspapers use."""


def decode(data: bytes) -> str:
    """Return the text of a file. Raises `UnknownEncodingError` for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data[:4096]:
        return _unmarked_utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030")


def is_marked_or_utf8(data: bytes) -> bool:
    """Whether a byte order mark names the encoding, or more than ASCII is valid UTF-8."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncodingError(encoding) from error


def _unmarked_utf16(data: bytes) -> str:
    """Decode UTF-16 without a mark: the byte order that gives more Chinese."""
    texts = [_or_nothing(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    best = max(texts, key=lambda text: len(_CHINESE.findall(text)))
    if len(_CHINESE.findall(best)) < 0.2 * max(1, len(best)):
        raise UnknownEncodingError("utf-16")
    return best


def _or_nothing(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""
