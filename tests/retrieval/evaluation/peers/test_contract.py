"""What every system that is measured beside ours must do, and ours as well."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.embed import builtin
from retrieval.errors import SystemUnknown
from retrieval.evaluation.collections import CorpusArticle
from retrieval.evaluation.load import load_collection
from retrieval.evaluation.peers import systems
from retrieval.evaluation.peers.ours import OurSearch
from retrieval.evaluation.peers.port import Asked, Peer
from tests.fakes.embedder import HashingEmbedder

SMALL = Path(__file__).parents[1] / "small"
ARTICLES = load_collection(SMALL).corpus
INSTALLED = [name for name in systems.NAMES if systems.is_installed(name)]
# What other libraries warn of is theirs.
SYSTEMS = [pytest.param(name, marks=pytest.mark.filterwarnings("ignore")) for name in INSTALLED]


@pytest.fixture(params=SYSTEMS)
def make(request, tmp_path: Path) -> Callable[[], Peer]:
    if request.param == systems.OURS:
        return lambda: OurSearch(HashingEmbedder(), tmp_path)
    model = builtin.folder(request.getfixturevalue("builtin_data_dir"))
    return lambda: systems.make(request.param, model)


@pytest.fixture
def peer(make: Callable[[], Peer]) -> Peer:
    made = make()
    assert made.index(ARTICLES) >= len(ARTICLES)
    return made


@pytest.mark.parametrize("library", systems.KINDS)
def test_library_is_held_to_the_contract_where_it_is_installed(library: str):
    if not systems.is_installed(library):
        pytest.skip(f"{library} is not installed: pip install -c constraints.txt -e '.[peers]'")
    assert {library, library + systems.CHINESE} <= set(INSTALLED)
    assert all(systems.versions(library).values())


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_question_in_the_words_of_an_article_finds_it_first(peer: Peer, article: CorpusArticle):
    found = peer.search(Asked("q", f"{article.title}\n{article.text}"), 10)
    assert found[0][0] == article.id


def test_found_passages_are_of_known_articles_with_falling_scores(peer: Peer):
    found = peer.search(Asked("q", "花市在哪里开幕？"), 10)
    assert {article_id for article_id, _ in found} <= {article.id for article in ARTICLES}
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


def test_no_more_passages_than_wanted_are_found(peer: Peer):
    assert len(peer.search(Asked("q", "花市和新校舍的消息"), 2)) <= 2


def test_same_question_finds_the_same_again(peer: Peer):
    asked = Asked("q", "在哪里？", before=("谁救起了少年？", "渔民罗大江", ""))
    assert peer.search(asked, 10) == peer.search(asked, 10)


def test_question_without_a_word_does_not_fail(peer: Peer):
    assert len(peer.search(Asked("q", "？"), 10)) <= 10


def test_unknown_system_is_an_error_that_lists_those_known():
    with pytest.raises(SystemUnknown, match="there is no system best; there are: ours, txtai"):
        systems.kind_of("best")


def test_follow_up_is_put_to_libraries_with_the_question_before():
    first = ("谁救起了少年？", "渔民", "")
    assert Asked("q", "在哪里？", before=first).alone == "谁救起了少年？ 在哪里？"
    gone_on = ("谁救起了少年？", "渔民", "少年多大")
    assert Asked("q", "在哪里？", before=gone_on).alone == "少年多大 在哪里？"
    assert Asked("q", "在哪里？").alone == "在哪里？"
