"""Personal names: what looks like one, alone, set with spaces, or behind the name of an office."""

from __future__ import annotations

import re

from retrieval.names.lists import COMPOUND_SURNAMES, RARE_SURNAMES, SURNAMES

OFFICE = re.compile(
    r"(?:[院校系级班队组段局处部办站厂社矿店区县市镇村]|大学|公司|集团|中心|工会|街道|车间|记者团)$"
)
_OF_OFFICE = re.compile(
    r"(?P<office>[^\s，。：:（()）]{3,20})\s+(?P<name>[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,2})"
)
"""Somebody who is no journalist, below a headline or behind a text: where they work, and who."""
_SPACED_NAME = re.compile(r"[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff]){1,2}")
_SURNAMES = SURNAMES | RARE_SURNAMES


def is_name(text: str) -> bool:
    """Whether a text looks like one Chinese personal name."""
    bare = "".join(text.split())
    if not 2 <= len(bare) <= 4 or not all(
        "\u3400" <= char <= "\u9fff" or char == "·" for char in bare
    ):
        return False
    return (len(bare) <= 3 and bare[0] in _SURNAMES) or bare.startswith(COMPOUND_SURNAMES)


def is_byline(text: str) -> bool:
    """Whether a short line below a headline is the author's name, which may be set with spaces."""
    return is_name(text) or _SPACED_NAME.fullmatch(text) is not None or is_of_office(text)


def is_of_office(text: str) -> bool:
    """Whether a text is the name of somebody behind the name of where they work."""
    found = _OF_OFFICE.fullmatch(text)
    return found is not None and OFFICE.search(found["office"]) is not None
