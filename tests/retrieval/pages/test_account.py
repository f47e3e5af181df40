"""The conservation law: every non-space character of a page has exactly one place."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import PageError
from retrieval.pages import read_page
from retrieval.types import Place
from tests.retrieval.pages import marked

SEEDS = Path(__file__).parents[3] / "seeds"
PAGES = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
PAGES += [page.text for half in marked.HALVES for page in marked.load(half)]
AWKWARD = (
    "。，、：；？！“”（）…—《》【】①▲□·#*>-_|0123年月日本报讯记者摄上接下转第版"
    "図繁體組織é\u3000 \t\n\r\x0b\x0c\x1c\u200b\ufeff\u00ad😀𠀀"
)


def places(page):
    """Count how often the account names each character of the source."""
    named = [[0] * len(line) for line in page.lines]
    for entry in page.account:
        for column in range(entry.column, entry.column + entry.length):
            named[entry.line - 1][column] += 1
    return named


def assert_nothing_lost(page):
    for line, counts in zip(page.lines, places(page), strict=True):
        for char, count in zip(line, counts, strict=True):
            assert count <= 1
            assert count == 1 or char.isspace()
    for entry in page.account:
        assert entry.place is not Place.REPEAT or entry.original is not None
        assert entry.article is None or entry.article < len(page.articles)


def assert_pieces_point_into_the_source(page):
    for article in page.articles:
        covered = 0
        for piece in article.pieces:
            line = page.lines[piece.line - 1]
            printed = line[piece.column : piece.column + piece.end - piece.start]
            assert article.text[piece.start : piece.end] == printed
            covered += piece.end - piece.start
        assert covered == len(article.text) - (len(article.blocks) - 1)
        joined = "\n".join(article.text[block.start : block.end] for block in article.blocks)
        assert joined == article.text


def assert_whole_or_refused(text):
    try:
        page = read_page("page.txt", text.encode("utf-8", "surrogatepass"))
    except PageError:
        return
    assert_nothing_lost(page)
    assert_pieces_point_into_the_source(page)
    assert len({article.id for article in page.articles}) == len(page.articles)


@pytest.mark.parametrize("text", PAGES)
def test_every_character_of_a_real_page_has_one_place(text):
    page = read_page("page.txt", text.encode())
    assert_nothing_lost(page)
    assert_pieces_point_into_the_source(page)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PAGES), st.randoms(use_true_random=False))
def test_nothing_is_lost_on_mutated_pages(text, chance):
    assert_whole_or_refused(mutated(text, chance))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.text(AWKWARD, max_size=80)), max_size=20))
def test_nothing_is_lost_on_any_text(lines):
    assert_whole_or_refused("\n".join(lines))


def mutated(text: str, chance: random.Random) -> str:
    """Shuffle, double, drop, cut and join the lines of a page."""
    lines = text.splitlines()
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines.insert(chance.randrange(len(lines)), lines.pop(at))
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case 2 if len(lines) > 1:
                lines.pop(at)
            case 3:
                cut = chance.randint(0, len(lines[at]))
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case 4:
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
            case _:
                cut = chance.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + chance.choice(AWKWARD) + lines[at][cut:]
    return "\n".join(lines)
