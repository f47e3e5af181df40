"""What is wrong, in the language of the admin who reads it: causes, checks, damage, lost pages.

Pure: no Telegram chat, no clock, no archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.texts.trouble import Problem
from bot.views.listing import MAX_LISTED, listing
from bot.views.rich import Run, Style, plain
from retrieval.errors import GenerationMismatch, PageError, VerificationFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from bot.views.rich import Rich
    from retrieval.types import Damage

# How the checks of a candidate say what they found; they are kept on disk as sentences.
_PROBLEMS = {
    Problem.COUNT: re.compile(r"(?P<part>.+): (?P<count>\d+), the catalogue has (?P<expected>\d+)"),
    Problem.WORDS: re.compile(r"(?P<headline>.*) is not found by the words of its headline"),
    Problem.VECTOR: re.compile(r"(?P<headline>.*) is not found by its own vector"),
    Problem.FINDS: re.compile(
        r"it finds the article of (?P<now>\S+) of (?P<count>\d+) questions, "
        r"the live one (?P<before>\S+)"
    ),
    Problem.ANSWERS: re.compile(
        r"it answers or refuses rightly (?P<now>\S+) of (?P<count>\d+) questions, "
        r"the live one (?P<before>\S+)"
    ),
    Problem.UNFINISHED: re.compile("its checks were not finished"),
}


def problem_text(problem: str, texts: Texts) -> str:
    """Return what a check found; what is not known is left in the words of the archive."""
    said = texts.trouble
    for kind, pattern in _PROBLEMS.items():
        if found := pattern.fullmatch(problem):
            fields = found.groupdict()
            if "part" in fields:
                fields["part"] = said.parts.get(fields["part"], fields["part"])
            return said.problems[kind].format(**fields)
    return problem


def cause_text(error: Exception, texts: Texts) -> str:
    """Return why something was not done, and what to do."""
    if isinstance(error, PageError):
        fault = texts.reading.faults[error.fault].format(detail=error.detail)
        return texts.trouble.page_fault.format(source=error.source, fault=fault)
    if isinstance(error, VerificationFailed):
        return texts.trouble.between.join(problem_text(one, texts) for one in error.problems)
    template = texts.trouble.causes.get(type(error))
    if template is None:
        return str(error)
    fields = {**vars(error), "error": error, "count": len(getattr(error, "sources", ()))}
    if isinstance(error, GenerationMismatch):
        fields["part"] = texts.trouble.recipe[error.part]
    return template.format(**fields)


def damage_text(damage: Damage, texts: Texts) -> str:
    """Return which file of a generation is damaged, and how."""
    return texts.trouble.faults[damage.fault].format(file=damage.file, problem=damage.problem)


def render_damage(
    damaged: Sequence[Damage],
    texts: Texts,
    most: int | None = MAX_LISTED,
    *,
    is_over: bool = False,
) -> Rich:
    """Return a warning for each damaged generation, with at most so many pages that only it has.

    With `is_over` a load has replaced it, and the pages are those that did not come back.
    """
    said, rich = texts.trouble, []
    for one in damaged:
        template = said.was_damaged if is_over else said.damaged
        template = template if one.number else said.pointer_damaged
        words = template.format(number=one.number, problem=damage_text(one, texts))
        rich += [Run(f"\n{words}", (Style.BOLD,)), *_only_there(one, texts, most)]
    return tuple(rich)


def damage_words(damage: Damage, texts: Texts) -> str:
    """Return the warning of one damage as plain words."""
    return plain(render_damage([damage], texts)).strip()


def _only_there(damage: Damage, texts: Texts, most: int | None) -> Rich:
    if damage.pages is None:
        return (Run("\n" + texts.trouble.only_unknown),)
    return tuple(listing(texts.trouble.only_there, damage.pages, texts, most, gap="\n"))
