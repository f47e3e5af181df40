"""What editors do to articles: remove, withdraw, correct; and what survives loads and rollbacks."""

from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown, NothingRemoved, NoticesDamaged, ReasonMissing
from retrieval.text import Tokenizer
from retrieval.types import AnswerStatus, ArticleId, NoEvidenceReason
from tests.conftest import PAGE_ONE, PAGE_TWO
from tests.fakes.embedder import HashingEmbedder

QUESTION = "平湖区总工会组织多少名快递员免费体检？"
SCHOOL = "夜校每周三晚上几点上课"


def article_on(archive: Archive, source: str, place: int = 0) -> ArticleId:
    return archive.articles_of(source)[place].id


def test_a_withdrawn_article_is_gone_at_once_and_still_opens_with_the_reason(
    archive: Archive,
) -> None:
    withdrawn = archive.ask(QUESTION).quotes[0].citation.article.id
    archive.withdraw(withdrawn, "当事人要求")

    answer = archive.ask(QUESTION)
    shown = {q.citation.article.id for q in answer.quotes} | {ref.id for ref in answer.nearest}
    assert withdrawn not in shown
    assert withdrawn not in {hit.article.id for hit in archive.search("体检", 1000)}
    assert withdrawn not in {ref.id for ref in archive.articles_of("one.txt")}
    assert withdrawn not in {ref.id for ref, _ in archive.articles()}
    assert [page.articles for page in archive.pages()] == [1, 1]
    reference, article = archive.article(withdrawn)
    assert reference.withdrawal == "当事人要求"
    assert "120名" in article.text
    status = archive.status()
    assert (status.generation, status.articles, status.withdrawn) == (1, 2, 1)


def test_a_withdrawn_article_that_is_not_there_any_more_is_not_counted(
    archive: Archive, news: Path
) -> None:
    archive.withdraw(article_on(archive, "two.txt"), "错误")
    (news / "two.txt").unlink()
    archive.load([news], mirror=True)
    assert (archive.status().articles, archive.status().withdrawn) == (2, 0)


def test_as_many_passages_are_found_as_asked_for_beside_what_is_withdrawn(
    archive: Archive,
) -> None:
    archive.withdraw(article_on(archive, "one.txt"), "错误")
    assert len(archive.search("总工会", 1)) == 1
    left = archive.search("总工会", 1000)
    assert len({hit.passage_id for hit in left}) == len(left) > 0


def test_an_archive_of_which_all_is_withdrawn_is_empty(archive: Archive) -> None:
    for source in ("one.txt", "two.txt"):
        for reference in archive.articles_of(source):
            archive.withdraw(reference.id, "停用")
    assert archive.ask(QUESTION).reason is NoEvidenceReason.EMPTY_ARCHIVE
    assert archive.search("总工会") == ()


def test_a_withdrawal_outlives_rollback_reload_and_a_corrected_typo(
    archive: Archive, news: Path
) -> None:
    withdrawn = article_on(archive, "one.txt")
    archive.withdraw(withdrawn, "错误")
    mended = PAGE_ONE.replace("平湖区总工会为快递员送体检", "平湖区总工会给快递员送体检")
    (news / "one.txt").write_text(mended, encoding="utf-8")
    archive.load([news], mirror=True)
    assert archive.article(withdrawn)[0].headline == "平湖区总工会给快递员送体检"
    assert archive.article(withdrawn)[0].withdrawal == "错误"
    assert withdrawn not in {ref.id for ref in archive.articles_of("one.txt")}
    archive.roll_back()
    assert withdrawn not in {ref.id for ref in archive.articles_of("one.txt")}
    archive.load([news], rebuild=True)
    headlines = {hit.article.headline for hit in archive.search("快递员体检", 100)}
    assert withdrawn not in {ref.id for ref in archive.articles_of("one.txt")}
    assert "平湖区总工会给快递员送体检" not in headlines


def test_another_process_sees_a_withdrawal_at_its_next_question(
    archive: Archive, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    other = Archive(tmp_path / "data", HashingEmbedder(), tokenizer)
    assert "120名" in "".join(quote.text for quote in other.ask(QUESTION).quotes)
    withdrawn = article_on(archive, "one.txt")
    archive.withdraw(withdrawn, "错误")
    assert other.ask(QUESTION).status is AnswerStatus.NO_EVIDENCE
    archive.restore_article(withdrawn)
    assert other.ask(QUESTION).status is AnswerStatus.ANSWERED


def test_a_correction_is_carried_by_every_citation_until_it_is_taken_back(
    archive: Archive, news: Path
) -> None:
    corrected = article_on(archive, "two.txt")
    archive.correct(corrected, "上课时间改为八点")
    assert archive.ask(SCHOOL).quotes[0].citation.article.correction == "上课时间改为八点"
    assert archive.search(SCHOOL, 1)[0].article.correction == "上课时间改为八点"
    (news / "two.txt").write_text(PAGE_TWO.replace("剪纸", "书法"), encoding="utf-8")
    archive.load([news], mirror=True)
    assert archive.ask(SCHOOL).quotes[0].citation.article.correction == "上课时间改为八点"
    assert archive.correct(corrected, "").correction is None
    assert archive.ask(SCHOOL).quotes[0].citation.article.correction is None


def test_a_notice_needs_an_article_and_a_withdrawal_a_reason(archive: Archive) -> None:
    for act in (archive.withdraw, archive.correct):
        with pytest.raises(ArticleUnknown):
            act(ArticleId("a0"), "错误")
    with pytest.raises(ArticleUnknown):
        archive.restore_article(ArticleId("a0"))
    with pytest.raises(ReasonMissing):
        archive.withdraw(article_on(archive, "one.txt"), " ")


def test_nothing_is_shown_when_it_is_not_known_what_is_withdrawn(
    archive: Archive, tmp_path: Path
) -> None:
    archive.withdraw(article_on(archive, "one.txt"), "错误")
    (tmp_path / "data" / "notices").write_text('{"withdrawn": [', encoding="utf-8")
    with pytest.raises(NoticesDamaged, match="from a backup"):
        archive.ask(QUESTION)
    with pytest.raises(NoticesDamaged):
        archive.status()


def test_a_removed_page_stays_out_of_its_folder_until_it_is_corrected(
    archive: Archive, news: Path
) -> None:
    report = archive.remove("two.txt")
    assert (report.pages_removed, report.generation) == (("two.txt",), 2)
    assert [article.headline for article in report.articles_removed] == ["青山区开办职工夜校"]
    again = archive.load([news], mirror=True)
    assert (again.changed, again.pages_left_out) == (False, ("two.txt",))
    assert archive.plan([news], mirror=True).pages_left_out == ("two.txt",)
    assert archive.load([news], rebuild=True).pages_left_out == ("two.txt",)
    (news / "two.txt").write_text(PAGE_TWO.replace("剪纸", "书法"), encoding="utf-8")
    assert archive.load([news], mirror=True).pages_added == ("two.txt",)


def test_a_removed_page_that_is_loaded_by_itself_is_back_for_good(
    archive: Archive, news: Path
) -> None:
    archive.remove("two.txt")
    assert archive.load([news / "two.txt"]).pages_added == ("two.txt",)
    assert archive.load([news], mirror=True).pages_left_out == ()
    assert archive.ask(SCHOOL).quotes


def test_a_removed_article_stays_out_when_its_page_is_read_again(
    archive: Archive, news: Path
) -> None:
    gone, kept = (ref.id for ref in archive.articles_of("one.txt"))
    report = archive.remove(gone)
    assert report.pages_changed == ("one.txt",)
    assert [article.id for article in report.articles_removed] == [gone]
    assert not archive.load([news], mirror=True).changed
    (news / "one.txt").write_text(PAGE_ONE.replace("18家", "19家"), encoding="utf-8")
    archive.load([news], mirror=True)
    assert [ref.id for ref in archive.articles_of("one.txt")] == [kept]
    archive.load([news], rebuild=True)
    assert [ref.id for ref in archive.articles_of("one.txt")] == [kept]
    (news / "one.txt").write_text(PAGE_ONE.replace("120名", "130名"), encoding="utf-8")
    archive.load([news], mirror=True)
    corrected, other = archive.articles_of("one.txt")
    assert (corrected.headline, other.id) == ("平湖区总工会为快递员送体检", kept)


def test_a_removed_article_is_back_when_its_file_is_loaded_by_itself(
    archive: Archive, news: Path
) -> None:
    gone, kept = (ref.id for ref in archive.articles_of("one.txt"))
    archive.remove(gone)
    assert archive.load([news / "one.txt"]).pages_changed == ("one.txt",)
    assert [ref.id for ref in archive.articles_of("one.txt")] == [gone, kept]


def test_going_back_undoes_a_removal(archive: Archive, news: Path) -> None:
    archive.remove("two.txt")
    archive.roll_back()
    assert archive.ask(SCHOOL).quotes
    assert archive.load([news], mirror=True).pages_left_out == ()


def test_what_is_not_there_cannot_be_removed(archive: Archive) -> None:
    with pytest.raises(NothingRemoved, match=r"three\.txt"):
        archive.remove("three.txt")
    assert archive.status().generation == 1
