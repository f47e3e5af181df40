"""Other forms of a question that members type: slips, traditional script, fewer words."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from opencc import OpenCC

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from retrieval.text import Tokenizer

MIN_CHARS = 8
KEYWORDS = 4


def forms(
    text: str, random: Random, tokenizer: Tokenizer, rarity: Callable[[str], float]
) -> dict[str, str]:
    """Return the forms of a question by their names; one that equals the question is left out.

    `typo` swaps two neighbouring ideographs, `traditional` changes the script, `shortened` drops
    the first clause or a third of the text, `keywords` keeps the rarest content words in order.
    """
    made = {
        "typo": _swapped(text, random),
        "traditional": _traditional().convert(text),
        "shortened": _shortened(text),
        "keywords": _keywords(text, tokenizer, rarity),
    }
    return {name: form for name, form in made.items() if form and form != text}


def _swapped(text: str, random: Random) -> str:
    places = [m.start() for m in re.finditer(r"(?=[\u4e00-\u9fff]{2})", text[:-3])]
    places = [i for i in places if text[i] != text[i + 1]]
    if not places:
        return ""
    i = random.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _shortened(text: str) -> str:
    _, _, rest = text.partition("，")
    if len(rest) >= MIN_CHARS:
        return rest
    kept = text[len(text) // 3 :]
    return kept if len(kept) >= MIN_CHARS else ""


def _keywords(text: str, tokenizer: Tokenizer, rarity: Callable[[str], float]) -> str:
    found = tokenizer.content_terms(text)
    terms = [t for t in found if len(t) > 1 and not any(t != o and t in o for o in found)]
    rarest = sorted(terms, key=lambda term: (-rarity(term), term))[:KEYWORDS]
    return " ".join(term for term in terms if term in rarest) if len(rarest) > 1 else ""


@functools.cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")
