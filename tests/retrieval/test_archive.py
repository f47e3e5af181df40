"""The face of the archive: exact quotes, an honest no, and one generation to a question."""

import dataclasses
import datetime as dt
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.errors import (
    ArchiveBusy,
    ArticleUnknown,
    GenerationDamaged,
    GenerationUnknown,
    NothingLoaded,
)
from retrieval.index.editor import GenerationEditor
from retrieval.index.manifest import Recipe, seal
from retrieval.index.store import GenerationStore
from retrieval.text import Tokenizer
from retrieval.types import (
    AnswerStatus,
    ArticleId,
    GenerationNumber,
    NoEvidenceReason,
    SmallTalk,
    Turn,
)
from tests.conftest import PAGE_ONE
from tests.fakes.embedder import HashingEmbedder


def test_the_sentence_that_answers_is_quoted_with_its_source(archive: Archive) -> None:
    answer = archive.ask("平湖区总工会组织多少名快递员免费体检？")
    assert answer.status is AnswerStatus.ANSWERED
    sentence = "本报讯（记者 林小满）6月3日，平湖区总工会组织120名快递员免费体检。"
    quote = next(q for q in answer.quotes if q.text == sentence)
    assert quote.citation.article.headline == "平湖区总工会为快递员送体检"
    assert quote.citation.article.source == "one.txt"
    assert quote.citation.article.byline == "记者 林小满"
    assert answer.generation == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(st.sampled_from(PAGE_ONE.replace("\n", "，").split("，")), max_size=3).map(
            "".join
        ),
    )
)
def test_every_line_shown_is_an_exact_span_of_its_article(archive: Archive, question: str) -> None:
    answer = archive.ask(question)
    assert bool(answer.quotes) is (answer.status is AnswerStatus.ANSWERED)
    assert 0 <= answer.confidence <= 1
    for quote in answer.quotes:
        _, article = archive.article(quote.citation.article.id)
        span = quote.citation.span
        assert article.text[span.start : span.end] == quote.text
        assert quote.text in quote.surrounding
        assert quote.surrounding in article.text


def test_what_the_paper_does_not_have_gets_an_honest_no(archive: Archive) -> None:
    answer = archive.ask("火星移民飞船几号发射")
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.reason is NoEvidenceReason.NOTHING_ON_SUBJECT
    assert answer.quotes == ()
    assert answer.nearest


@pytest.fixture
def dated_archive(tmp_path: Path, embedder: HashingEmbedder, tokenizer: Tokenizer) -> Archive:
    """The first page as printed on the 4th of June 2023, asked long after."""
    folder = tmp_path / "dated"
    folder.mkdir()
    (folder / "2023-06-04.txt").write_text(PAGE_ONE, encoding="utf-8")
    archive = Archive(
        tmp_path / "dated_data",
        embedder,
        tokenizer,
        clock=lambda: dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC),
    )
    archive.load([folder])
    return archive


@pytest.mark.parametrize(
    "question",
    [
        "2021年平湖区总工会组织多少名快递员免费体检？",
        "昨天平湖区总工会组织多少名快递员免费体检？",
        "火星移民飞船2024年3月几号发射",
    ],
)
def test_what_is_asked_of_days_that_are_not_held_is_refused_as_such(
    dated_archive: Archive, question: str
) -> None:
    answer = dated_archive.ask(question)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.reason is NoEvidenceReason.OUTSIDE_DATES
    assert answer.nearest


@pytest.mark.parametrize("when", ["2023年", "今年", "最近", "6月3日", "2023年6月"])
def test_what_is_asked_of_days_that_are_held_is_answered(dated_archive: Archive, when: str) -> None:
    answer = dated_archive.ask(f"{when}平湖区总工会组织多少名快递员免费体检？")
    assert "120名" in "".join(quote.text for quote in answer.quotes)


def test_today_is_the_day_in_the_town_of_the_paper(dated_archive: Archive) -> None:
    query = dated_archive.ask("昨天有什么新闻").query
    assert query is not None
    assert [r.first for r in query.ranges] == [dt.date(2026, 11, 20)]


def test_small_talk_is_answered_as_such(archive: Archive) -> None:
    answer = archive.ask("你好呀")
    assert answer.status is AnswerStatus.SMALL_TALK
    assert answer.small_talk is SmallTalk.GREETING


@pytest.mark.parametrize("question", ["", "？？", "😀"])
def test_a_message_without_words_is_told_so(archive: Archive, question: str) -> None:
    answer = archive.ask(question)
    assert answer.reason is NoEvidenceReason.EMPTY_QUESTION


def test_a_follow_up_is_answered_from_the_turn_before(archive: Archive) -> None:
    before = Turn("柳河街道的钢笔字比赛谁得了一等奖？")
    answer = archive.ask("一共多少名职工参加", context=before)
    assert "45名职工" in "".join(quote.text for quote in answer.quotes)


def test_the_questions_of_a_message_are_answered_in_order_each_with_its_own_quotes(
    archive: Archive,
) -> None:
    message = "平湖区总工会组织多少名快递员免费体检？青山区职工夜校每周几晚上上课？"
    first, second = archive.ask_all(message)
    assert "120名" in "".join(quote.text for quote in first.quotes)
    assert "每周三" in "".join(quote.text for quote in second.quotes)


def test_a_question_may_go_on_from_the_one_before_it_in_the_message(archive: Archive) -> None:
    message = "柳河街道的钢笔字比赛谁得了一等奖？一共多少名职工参加？"
    _, second = archive.ask_all(message)
    assert "45名职工" in "".join(quote.text for quote in second.quotes)


@pytest.mark.parametrize("message", ["你好", "", "青山区职工夜校每周几晚上上课？"])
def test_a_message_of_one_question_gets_the_answer_to_it(archive: Archive, message: str) -> None:
    (answer,) = archive.ask_all(message)
    assert answer == dataclasses.replace(archive.ask(message), elapsed_ms=answer.elapsed_ms)


def test_who_asks_for_more_is_not_shown_the_same_again(archive: Archive) -> None:
    first = archive.ask("柳河街道举办钢笔字比赛")
    more = archive.ask("还有吗", context=first.turn)
    shown = {quote.text for quote in first.quotes}
    assert shown
    assert not shown & {quote.text for quote in more.quotes}
    nothing = archive.ask("还有吗", context=Turn("钢笔字比赛", PAGE_ONE))
    assert nothing.reason is NoEvidenceReason.NOTHING_MORE


def test_a_conversation_goes_on_from_the_question_as_it_was_understood(archive: Archive) -> None:
    first = archive.ask("平湖区总工会为谁送体检？")
    second = archive.ask("那柳河街道呢？", context=first.turn)
    third = archive.ask("是哪天", context=second.turn)
    assert second.turn is not None
    assert third.query is not None
    assert "柳河街道" in second.turn.question
    assert "柳河街道" in third.query.text


def test_small_talk_and_a_message_without_words_leave_no_turn(archive: Archive) -> None:
    assert archive.ask("你好").turn is None
    assert archive.ask("？？").turn is None


def test_an_explanation_is_of_the_very_answer_and_its_parts_add_up(archive: Archive) -> None:
    question = "平湖区总工会组织多少名快递员免费体检？"
    told = archive.explain(question)
    asked = archive.ask(question)

    assert told.answer == dataclasses.replace(asked, elapsed_ms=told.answer.elapsed_ms)
    assert told.query.text == question
    assert told.hits[: len(archive.search(question))] == archive.search(question)
    assert told.answer.confidence >= told.threshold > 0
    assert set(told.signals) >= {"similarity", "shown_coverage", "article_coverage"}
    assert [s.name for s in told.stages] == ["open", "understand", "embed", "search", "answer"]
    assert 0 < sum(stage.elapsed_ms for stage in told.stages) <= told.answer.elapsed_ms


def test_where_nothing_is_searched_there_is_nothing_to_explain(archive: Archive) -> None:
    told = archive.explain("你好")

    assert (told.hits, told.signals) == ((), {})
    assert [stage.name for stage in told.stages] == ["open", "understand"]


def test_an_explained_follow_up_tells_of_the_query_that_was_answered(archive: Archive) -> None:
    turn = Turn("平湖区总工会组织多少名快递员免费体检？")
    told = archive.explain("他们共设几个项目？", context=turn)

    assert told.answer.status is AnswerStatus.ANSWERED
    assert told.query.continues == turn
    assert told.hits


def test_traditional_questions_find_simplified_pages(archive: Archive) -> None:
    answer = archive.ask("平湖區總工會組織多少名快遞員免費體檢")
    assert any("120名" in quote.text for quote in answer.quotes)


def test_hits_are_ranked_and_no_more_than_asked_for(archive: Archive) -> None:
    hits = archive.search("青山区开办职工夜校", 2)
    assert [hit.rank for hit in hits] == [1, 2]
    assert hits[0].article.headline == "青山区开办职工夜校"
    assert hits[0].score >= hits[1].score
    assert archive.search("青山区开办职工夜校", 0) == ()


def test_a_sentence_is_near_its_question_where_any_passage_of_its_article_is(
    archive: Archive, tmp_path: Path
) -> None:
    lead = "平湖区总工会组织快递员体检。"
    page = tmp_path / "long.txt"
    page.write_text("平湖区总工会办体检\n" + lead + "职工们在山上植树。" * 60, encoding="utf-8")
    archive.load([page])
    sentences = archive.find("平湖区总工会组织快递员体检", 10).sentences
    of_it = [s.signals for s in sentences if s.article.headline == "平湖区总工会办体检"]
    closest = max(signals.passage_similarity for signals in of_it)
    assert len({signals.passage_similarity for signals in of_it}) > 1
    assert {signals.article_similarity for signals in of_it} == {closest}


def test_a_number_in_a_question_counts_as_a_whole(archive: Archive) -> None:
    whole, part = archive.find("120名快递员", 5), archive.find("20名快递员", 5)
    sentence = next(s for s in whole.sentences if "120名" in whole.text_of(s))
    alike = next(s for s in part.sentences if "120名" in part.text_of(s))
    assert sentence.signals.coverage == 1.0
    assert alike.signals.coverage < 1.0


def test_the_model_reads_a_question_once_as_it_was_understood(
    archive: Archive, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    embedder = HashingEmbedder()
    asking = Archive(tmp_path / "data", embedder, tokenizer)
    asking.ask("青山区职工夜校几点开课，咋报名")
    asking.ask("王晓雨得了几等奖")
    asking.ask("谢谢")
    assert embedder.asked == ["青山区职工夜校几点开课,怎么报名", "王小雨得了几等奖"]


def test_asking_for_more_than_there_is_gives_all_of_it(archive: Archive) -> None:
    assert len(archive.search("夜校", 1000)) == archive.status().passages


def test_the_same_question_gives_the_same_answer(archive: Archive) -> None:
    first, second = (archive.search("总工会", 10) for _ in range(2))
    assert first == second


def test_an_article_is_opened_whole(archive: Archive) -> None:
    hit = archive.search("钢笔字比赛", 1)[0]
    reference, article = archive.article(hit.article.id)
    assert reference == hit.article
    assert article.text.endswith("纺织厂职工王小雨获得一等奖。")


def test_pages_are_listed_with_their_articles_in_printed_order(
    archive: Archive, empty_archive: Archive
) -> None:
    one, two = archive.pages()

    assert (one.source, one.articles, two.source, two.articles) == ("one.txt", 2, "two.txt", 1)
    headlines = [ref.headline for ref in archive.articles_of("one.txt")]
    assert headlines == ["平湖区总工会为快递员送体检", "柳河街道举办钢笔字比赛"]
    assert archive.articles_of("three.txt") == ()


def test_the_newest_page_comes_first_and_undated_ones_last(
    empty_archive: Archive, tmp_path: Path
) -> None:
    pages = {
        "2024-05-02_10.txt": "版面十",
        "2024-05-02_2.txt": "版面二",
        "2024-05-03_1.txt": "次日的版面",
        "undated.txt": "没有日期",
    }
    for name, headline in pages.items():
        text = f"{headline}的报道标题\n\n本报讯（记者 石磊）青山区总工会为{headline}开办夜校。\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    empty_archive.load([tmp_path / name for name in pages])

    listed = [page.source for page in empty_archive.pages()]
    assert (listed[0], listed[-1]) == ("2024-05-03_1.txt", "undated.txt")
    assert set(listed[1:3]) == {"2024-05-02_10.txt", "2024-05-02_2.txt"}
    with pytest.raises(NothingLoaded):
        Archive(tmp_path / "none", HashingEmbedder()).pages()


def test_an_article_that_does_not_exist_is_an_error(archive: Archive) -> None:
    with pytest.raises(ArticleUnknown, match="a000"):
        archive.article(ArticleId("a000"))


def test_an_archive_without_articles_says_so(
    empty_archive: Archive, tmp_path: Path, embedder: HashingEmbedder, tokenizer: Tokenizer
) -> None:
    store = GenerationStore(tmp_path / "data")
    with store.writing(), store.aside(None) as folder:
        GenerationEditor.create(folder, tokenizer).finish(embedder)
        seal(folder, GenerationNumber(1), Recipe(embedder.key), reader="none")
        store.put(folder, GenerationNumber(1))
        store.activate(GenerationNumber(1))
    answer = empty_archive.ask("夜校每周几上课")
    assert answer.reason is NoEvidenceReason.EMPTY_ARCHIVE
    assert answer.nearest == ()
    assert empty_archive.search("夜校") == ()
    assert empty_archive.status().articles == 0


def test_a_load_by_another_process_is_seen_at_the_next_question(
    archive: Archive, news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert archive.ask("火星移民飞船").generation == 1
    (news / "two.txt").unlink()
    Archive(tmp_path / "data", HashingEmbedder(), tokenizer).load([news], mirror=True)
    assert archive.ask("火星移民飞船").generation == 2


def test_readers_never_see_half_a_load(archive: Archive, news: Path) -> None:
    """While pages come and go, every answer is whole and of one generation."""
    seen: list[tuple[int, bool]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            answer = archive.ask("夜校每周三晚上七点上课")
            seen.append((answer.generation, answer.status is AnswerStatus.ANSWERED))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(3):
        text = (news / "two.txt").read_text("utf-8")
        (news / "two.txt").unlink()
        archive.load([news], mirror=True)
        (news / "two.txt").write_text(text, encoding="utf-8")
        archive.load([news], mirror=True)
    done.set()
    reader.join(timeout=30)
    assert seen
    # Odd generations hold the page, even ones do not.
    assert all(answered is (generation % 2 == 1) for generation, answered in seen)


def test_going_back_needs_an_earlier_generation(archive: Archive) -> None:
    with pytest.raises(GenerationUnknown, match="no earlier generation is kept; there are: 1"):
        archive.roll_back()
    with pytest.raises(GenerationUnknown, match="generation 5"):
        archive.roll_back(GenerationNumber(5))


def test_status_counts_what_is_held(archive: Archive, empty_archive: Archive) -> None:
    status = archive.status()
    assert (status.pages, status.articles) == (2, 3)
    assert status.passages == len(archive.search("总工会", 1000))
    assert status.sentences >= status.passages
    assert status.model == "hashing"
    assert status.generations_kept == (1,)


def test_going_back_mends_a_pointer_that_names_no_generation(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "data" / "current").write_bytes(b"")
    assert archive.roll_back(GenerationNumber(1)) == 1
    assert archive.status().generation == 1


def test_the_status_is_read_again_when_another_generation_is_live(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    """Also one that another process made live, and one that was gone back to."""
    assert (archive.status(), archive.status().pages) == (archive.status(), 2)
    (news / "two.txt").unlink()
    other = Archive(tmp_path / "data", HashingEmbedder(), archive._tokenizer)
    other.load([news], mirror=True)
    status = archive.status()
    assert (status.generation, status.pages, status.generations_kept) == (2, 1, (1, 2))
    other.roll_back()
    assert (archive.status().generation, archive.status().pages) == (1, 2)
    other.withdraw(other.articles_of("one.txt")[0].id, "有误")
    assert archive.status().withdrawn == 1


def test_a_status_that_was_read_once_still_tells_of_a_file_that_was_written_over(
    archive: Archive, tmp_path: Path
) -> None:
    archive.status()
    (tmp_path / "data" / "generations" / "000001" / "manifest.json").write_text("{")
    with pytest.raises(GenerationDamaged):
        archive.status()


def test_status_reports_a_catalogue_that_cannot_be_read(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "data" / "generations" / "000001" / "catalogue.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(GenerationDamaged, match="catalogue cannot be read"):
        archive.status()


def test_a_place_that_the_article_does_not_name_is_not_answered_from_it(archive: Archive) -> None:
    assert archive.ask("平湖区总工会组织多少名快递员免费体检？").quotes
    for elsewhere in ("门头沟", "柳河街道"):  # one that is not held, and one of another article
        answer = archive.ask(f"{elsewhere}总工会组织多少名快递员免费体检？")
        assert answer.status is AnswerStatus.NO_EVIDENCE


def test_a_question_with_a_subject_of_its_own_leaves_the_article_before(archive: Archive) -> None:
    before = Turn("平湖区总工会组织多少名快递员免费体检？", "120名快递员免费体检。")
    answer = archive.ask("钢笔字比赛谁得了一等奖", context=before)
    assert "120名" not in "".join(quote.text for quote in answer.quotes)


class _WaitingEmbedder(HashingEmbedder):
    """Embeds pages only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = threading.Event(), threading.Event()

    def embed_passages(self, texts, on_done=None):
        self.begun.set()
        assert self.let.wait(30)
        return super().embed_passages(texts, on_done)


def test_nobody_waits_for_a_load(news: Path, tmp_path: Path, tokenizer: Tokenizer) -> None:
    """Questions, lists, withdrawals and the status go on while a load is under way."""
    embedder = _WaitingEmbedder()
    archive = Archive(tmp_path / "data", embedder, tokenizer)
    embedder.let.set()
    archive.load([news / "one.txt"])
    embedder.let.clear()
    embedder.begun.clear()
    loading = threading.Thread(target=archive.load, args=([news],))
    loading.start()
    assert embedder.begun.wait(30)
    assert archive.ask("平湖区总工会组织多少名快递员免费体检？").generation == 1
    assert archive.status().pages == len(archive.pages()) == len(archive.generations()) == 1
    archive.correct(archive.articles_of("one.txt")[0].id, "更正")
    with pytest.raises(ArchiveBusy):
        archive.load([news])
    assert loading.is_alive()
    embedder.let.set()
    loading.join(timeout=30)
    assert archive.status().pages == 2


def test_an_answer_under_reloads_is_of_one_generation(archive: Archive, news: Path) -> None:
    """Two pages change together with each load: no answer ever has the old one and the new one."""
    pages = {name: (news / name).read_text("utf-8") for name in ("one.txt", "two.txt")}
    question = "平湖区总工会组织多少名快递员免费体检？青山区职工夜校每周几晚上上课？"
    seen: list[tuple[int, str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            told = archive.explain(question)
            seen.append((told.answer.generation, "".join(hit.text for hit in told.hits)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(1, 5):
        number, day = ("130", "周四") if turn % 2 else ("120", "周三")
        (news / "one.txt").write_text(pages["one.txt"].replace("120", number), encoding="utf-8")
        (news / "two.txt").write_text(pages["two.txt"].replace("周三", day), encoding="utf-8")
        archive.load([news])
    done.set()
    for reader in readers:
        reader.join(timeout=30)
    assert {generation for generation, _ in seen} >= {1}
    for generation, text in seen:
        old = generation % 2 == 1
        assert ("120" in text, "130" in text) == (old, not old)
        assert ("周三" in text, "周四" in text) == (old, not old)
