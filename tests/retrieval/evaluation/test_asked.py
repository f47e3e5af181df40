"""Our own questions can be read, and are about what stands where they say."""

import json
from pathlib import Path

import pytest

from retrieval.evaluation.load import load_collection
from retrieval.text import fold
from tests.retrieval.evaluation.asked import news

SEEDS_ASKED = Path(news.__file__).parent / "seeds-asked"
SEEDS = Path(__file__).parents[3] / "seeds"


def bare(text: str) -> str:
    return "".join(text.split())


def test_what_answers_on_the_seed_pages_stands_in_them() -> None:
    pages = "".join(bare(fold(path.read_text(encoding="utf-8"))) for path in SEEDS.glob("*.txt"))
    questions = load_collection(SEEDS_ASKED).questions
    keys = [of_one for question in questions for of_one in question.key]
    assert len(questions) == 232
    assert [of_one for of_one in keys if not any(bare(fold(k)) in pages for k in of_one)] == []


@pytest.mark.parametrize(
    ("name", "answerable", "refused"), [("asked", 313, 190), ("held_back", 171, 98)]
)
def test_questions_on_news_become_a_collection(
    tmp_path: Path, name: str, answerable: int, refused: int
) -> None:
    held = json.loads((news.NEWS / "articles.json").read_text(encoding="utf-8"))[name]
    texts = {article: {"_id": article, "text": "文" * 5000} for article in held}

    news.write(texts, name, tmp_path / name)

    questions = load_collection(tmp_path / name).questions
    assert sum(question.answerable for question in questions) == answerable
    assert sum(not question.answerable for question in questions) == refused
    assert {q.subtype for q in questions if not q.answerable} == {
        "missing-detail",
        "missing-topic",
        "false-premise",
        "off-topic",
    }


def test_no_article_is_in_both_halves() -> None:
    halves = json.loads((news.NEWS / "articles.json").read_text(encoding="utf-8"))
    assert set(halves["asked"]).isdisjoint(halves["held_back"])
