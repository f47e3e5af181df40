"""Which language a member reads, and Traditional Chinese made from Simplified.

Only what the bot says itself is converted: quotes and headlines stay as the paper printed them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, cast

from opencc import OpenCC

from bot.texts.english import ENGLISH
from bot.texts.simplified import SIMPLIFIED_CHINESE

if TYPE_CHECKING:
    from bot.texts.fields import Texts

# Subtags that ask for Traditional characters, of script or of place.
TRADITIONAL_SUBTAGS = frozenset({"hant", "tw", "hk", "mo"})


def texts_for(language_code: str | None) -> Texts:
    """Return the strings for an IETF language tag.

    Every `zh` is Simplified Chinese unless script or place says Traditional; every other language
    is English; a member whose language Telegram does not tell reads Simplified Chinese.
    """
    primary, *others = (language_code or "zh").lower().replace("_", "-").split("-")
    if primary != "zh":
        return ENGLISH
    if "hans" not in others and TRADITIONAL_SUBTAGS.intersection(others):
        return TRADITIONAL_CHINESE
    return SIMPLIFIED_CHINESE


def in_traditional(value: Any) -> Any:  # noqa: ANN401 - whatever a field of `Texts` may hold
    """Return a string, mapping, tuple or dataclass of strings in Traditional characters."""
    if isinstance(value, str):
        return type(value)(_converter().convert(value))
    if isinstance(value, Mapping):
        return {key: in_traditional(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(in_traditional(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        made = {field.name: in_traditional(getattr(value, field.name)) for field in fields(value)}
        return type(value)(**made)
    return value


def in_simplified(words: str) -> str:
    """Return words of a member in Simplified characters, in which the paper is printed."""
    return str(_simplifier().convert(words))


@functools.cache
def _converter() -> OpenCC:
    return OpenCC("s2twp")  # with the words of Taiwan: 訊息, not 信息


@functools.cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


TRADITIONAL_CHINESE = cast("Texts", in_traditional(SIMPLIFIED_CHINESE))
