"""Pages of our own invention: what was read, field by field, in each part of the collection."""

import pytest

from retrieval.evaluation.segmentation import compare
from retrieval.pages import as_plain, read_page
from tests.retrieval.pages import marked

FLOORS = {
    "seen": {"article": 1.0, "headline": 1.0, "body": 1.0, "reporters": 1.0, "captions": 1.0},
    "unseen": {"article": 0.94, "headline": 0.94, "body": 0.94, "reporters": 0.95},
    # Seen since their first runs, whose figures stand in the collection's README.
    "third": {
        "article": 1.0,
        "headline": 0.96,
        "kicker": 0.85,
        "column": 0.88,
        "banner": 1.0,
        "body": 1.0,
        "reporters": 1.0,
        "interns": 1.0,
        "correspondents": 1.0,
        "captions": 1.0,
    },
    "fourth": {"article": 1.0, "headline": 1.0, "body": 0.92, "credit": 1.0, "captions": 1.0},
    "fifth": {"article": 1.0, "headline": 0.96, "body": 0.96, "credit": 1.0, "captions": 1.0},
    "seventh": {"article": 0.89, "headline": 0.88, "body": 0.78, "credit": 1.0, "kicker": 1.0},
    "sixth": {"article": 1.0, "headline": 0.87, "body": 0.9, "credit": 1.0, "captions": 1.0},
}


@pytest.mark.parametrize("half", FLOORS)
def test_pages_in_other_layouts_are_read(half):
    pages = marked.load(half)
    gold = [article for page in pages for article in page.articles]
    read = [
        article for page in pages for article in as_plain(read_page(page.name, page.text.encode()))
    ]
    scores = {score.field: score for score in compare(read, gold)[0]}
    for field, floor in FLOORS[half].items():
        score = scores[field]
        assert score.right >= floor * max(score.read, score.gold), field
