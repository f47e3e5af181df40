"""How Chinese sounds: the syllables of a text without tones, and the keys that find a name by them.

The same keys are stored for names and asked for by questions.
"""

from __future__ import annotations

import functools
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_NAME = 3  # a shorter name sounds like too many others
MAX_NAME = 12
MIN_INEXACT_NAME = 4  # from here on one syllable may be missing
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# Sounds that many speakers do not tell apart: zh z, ch c, sh s, n l, f h; -ng -n.
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f"))


@functools.cache
def syllable(char: str) -> str:
    """Return how a character sounds, without its tone; a character without a sound is itself."""
    # The readings of whole words take 40 MB, and single characters are all that is compared.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(char)[0])


def syllables(text: str) -> tuple[str, ...]:
    """Return the syllables of a text, one a character."""
    return tuple(map(syllable, text))


def is_sounded(name: str) -> bool:
    """Whether a name can be found by its sound: 3 to 12 Chinese characters."""
    return MIN_NAME <= len(name) <= MAX_NAME and _HAN.fullmatch(name) is not None


def keys(sounded: Sequence[str]) -> set[str]:
    """Return what finds a name of these syllables: all of them, and all but each one of four."""
    found = {" ".join(sounded)}
    if len(sounded) >= MIN_INEXACT_NAME:
        found |= {" ".join((*sounded[:i], *sounded[i + 1 :])) for i in range(len(sounded))}
    return found


@functools.cache
def blurred(sound: str) -> str:
    """Return a syllable with sounds that are easily confused made one: zhang and zan alike."""
    for first, second in _NEAR:
        if sound.startswith(first):
            sound = second + sound[len(first) :]
            break
    return sound[:-1] if sound.endswith("ng") else sound
