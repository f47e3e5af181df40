"""What a name is: its folded text and its kind; and the tagged words that names are found in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What a name names; a work is whatever stands in quotation marks or 《》."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    WORK = "work"
    EVENT = "event"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name as it is compared (`text.fold`), with its kind."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text with jieba's tag; `known` is whether jieba's dictionary has it."""

    text: str
    flag: str
    known: bool

    def tagged(self, *flags: str) -> bool:
        """Whether the tag begins with one of `flags`."""
        return self.flag.startswith(flags)
