"""Loads: what is new goes in, what did not change costs nothing, what fails goes nowhere."""

import datetime as dt
import time
import zipfile
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import ArchiveBusy, NoPages, PageError, VerificationFailed
from retrieval.index import verify
from retrieval.index.store import GenerationStore
from retrieval.loading.difference import find_pages
from retrieval.pages.sandbox import SandboxedReader
from retrieval.text import Tokenizer
from retrieval.types import AnswerStatus, DoubtKind, LoadProgress, LoadReport, LoadStage
from tests.conftest import PAGE_ONE, PAGE_TWO
from tests.fakes.embedder import HashingEmbedder

NEW_PAGE = """\
南塘镇职工足球赛开赛

本报讯（记者 白帆）8月1日，南塘镇职工足球赛开赛，共有9支球队参加。
"""


def write(news: Path, name: str, text: str) -> None:
    (news / name).write_text(text, encoding="utf-8")


def headlines(archive: Archive) -> set[str]:
    hits = archive.search("总工会 夜校 体检 比赛 足球赛", 50)
    return {hit.article.headline for hit in hits}


def test_the_first_load_takes_every_article_in(empty_archive: Archive, news: Path) -> None:
    report = empty_archive.load([news])
    assert report.generation == 1
    assert report.pages_added == ("one.txt", "two.txt")
    assert [a.headline for a in report.articles_added] == [
        "平湖区总工会为快递员送体检",
        "柳河街道举办钢笔字比赛",
        "青山区开办职工夜校",
    ]
    assert (report.articles_total, report.articles_changed, report.articles_removed) == (3, (), ())


def test_loading_the_same_again_makes_no_generation(archive: Archive, news: Path) -> None:
    report = archive.load([news], mirror=True)
    assert not report.changed
    assert report.generation == 1
    assert report.pages_unchanged == ("one.txt", "two.txt")
    assert archive.status().generations_kept == (1,)


def test_what_is_known_by_its_file_copies_nothing(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    before = (tmp_path / "data" / "generations").stat().st_mtime_ns
    archive.load([news], mirror=True)
    assert (tmp_path / "data" / "generations").stat().st_mtime_ns == before


def test_the_live_generation_is_copied_while_new_pages_are_read(
    archive: Archive, news: Path, tmp_path: Path, embedder: HashingEmbedder
) -> None:
    write(news, "three.txt", NEW_PAGE)
    read_pages = SandboxedReader()
    copied: list[Path] = []

    def reading(path, *said):
        deadline = time.monotonic() + 10
        while not copied and time.monotonic() < deadline:
            copied.extend((tmp_path / "data" / "generations").glob(".aside-*/catalogue.sqlite"))
            time.sleep(0.001)
        yield from read_pages(path, *said)

    watching = Archive(tmp_path / "data", embedder, read_pages=reading)
    assert watching.load([news]).pages_added == ("three.txt",)
    assert len(copied) == 1


def test_a_load_that_fails_while_it_copies_leaves_nothing(
    archive: Archive, news: Path, tmp_path: Path, embedder: HashingEmbedder
) -> None:
    write(news, "three.txt", NEW_PAGE)

    def failing(path, *said):
        raise RuntimeError("the reader is broken")

    broken = Archive(tmp_path / "data", embedder, read_pages=failing)
    with pytest.raises(RuntimeError):
        broken.load([news])
    assert [p.name for p in (tmp_path / "data" / "generations").iterdir()] == ["000001"]


def test_only_what_is_new_is_embedded(
    archive: Archive, news: Path, embedder: HashingEmbedder
) -> None:
    embedder.embedded.clear()
    write(news, "three.txt", NEW_PAGE)
    report = archive.load([news], mirror=True)
    assert report.pages_added == ("three.txt",)
    assert report.embedded == len(embedder.embedded)
    assert embedder.embedded
    assert all("足球赛" in text for text in embedder.embedded)
    assert "南塘镇职工足球赛开赛" in headlines(archive)


def test_a_corrected_word_embeds_its_own_sentence_alone(
    archive: Archive, news: Path, embedder: HashingEmbedder
) -> None:
    before = {hit.article.headline: hit.article.id for hit in archive.search("体检", 10)}
    embedder.embedded.clear()
    write(news, "one.txt", PAGE_ONE.replace("周大江", "周小江"))
    report = archive.load([news], mirror=True)
    assert report.pages_changed == ("one.txt",)
    assert [a.id for a in report.articles_changed] == [before["平湖区总工会为快递员送体检"]]
    sentences = [text for text in embedder.embedded if "\n" not in text]
    assert sentences == ["快递员周小江说。"]
    assert (report.articles_added, report.articles_removed) == ((), ())
    quotes = archive.ask("快递员周小江说了什么").quotes
    assert any("周小江" in quote.text for quote in quotes)


def test_a_page_that_is_gone_from_its_folder_leaves_with_its_articles(
    archive: Archive, news: Path
) -> None:
    (news / "two.txt").unlink()
    report = archive.load([news], mirror=True)
    assert report.pages_removed == ("two.txt",)
    (gone,) = report.articles_removed
    assert (gone.headline, gone.source) == ("青山区开办职工夜校", "two.txt")
    assert headlines(archive) == {"平湖区总工会为快递员送体检", "柳河街道举办钢笔字比赛"}


def test_a_folder_that_has_lost_all_its_pages_does_not_empty_the_archive(
    archive: Archive, news: Path
) -> None:
    for path in news.iterdir():
        path.unlink()
    with pytest.raises(NoPages, match=r"there is no \.txt"):
        archive.load([news], mirror=True)
    assert archive.status().articles == 3


def test_without_mirror_nothing_is_removed(archive: Archive, news: Path) -> None:
    (news / "two.txt").unlink()
    assert not archive.load([news]).changed


def test_mirroring_one_folder_leaves_pages_of_another(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "extra.txt"
    extra.write_text(NEW_PAGE, encoding="utf-8")
    archive.load([extra])
    archive.load([news], mirror=True)
    assert archive.status().pages == 3


def test_the_same_article_on_two_pages_is_one(archive: Archive, news: Path) -> None:
    write(news, "again.txt", PAGE_TWO)
    archive.load([news], mirror=True)
    assert archive.status().articles == 3
    (news / "two.txt").unlink()
    archive.load([news], mirror=True)
    assert archive.status().articles == 3
    assert (
        archive.ask("青山区职工夜校开设哪些课程").quotes[0].citation.article.source == "again.txt"
    )


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_goes_in(
    empty_archive: Archive, news: Path
) -> None:
    write(news, "empty.txt", "")
    report = empty_archive.load([news])
    assert [f.source for f in report.failures] == ["empty.txt"]
    assert "empty" in report.failures[0].problem
    assert report.articles_total == 3


def test_a_bad_page_in_a_zip_loses_only_itself(empty_archive: Archive, tmp_path: Path) -> None:
    archive_path = tmp_path / "day.zip"
    with zipfile.ZipFile(archive_path, "w") as packed:
        packed.writestr("01.txt", PAGE_ONE)
        packed.writestr("02.txt", "")
        packed.writestr("03.txt", PAGE_TWO)
    report = empty_archive.load([archive_path])
    assert report.pages_added == ("day.zip/01.txt", "day.zip/03.txt")
    assert [f.source for f in report.failures] == ["day.zip/02.txt"]
    assert not empty_archive.load([archive_path]).changed


def test_pages_of_a_zip_that_breaks_later_stay(
    empty_archive: Archive, tmp_path: Path, news: Path
) -> None:
    with zipfile.ZipFile(news / "day.zip", "w") as packed:
        packed.writestr("03.txt", NEW_PAGE)
    empty_archive.load([news], mirror=True)
    (news / "day.zip").write_bytes(b"PK broken")
    report = empty_archive.load([news], mirror=True)
    assert [f.source for f in report.failures] == ["day.zip"]
    assert empty_archive.status().articles == 4


FRONT = "2024-05-06_01.txt"
BACK = "2024-05-06_02.txt"
BEGUN = (
    "东湖区开展安全月活动\n\n本报讯（记者 丁一）5月，东湖区开展安全月活动，走访企业60家，"
    "\n（下转第2版）\n"
)
REST = "东湖区开展安全月活动\n\n（上接第1版）查出隐患75处，全部完成整改。\n"


def texts(archive: Archive, report: LoadReport) -> list[str]:
    read = report.articles_added + report.articles_changed
    return [archive.article(article.id)[1].text for article in read]


def joined(number: int) -> str:
    begun = "本报讯（记者 丁一）5月，东湖区开展安全月活动，走访企业60家，"
    return f"{begun}查出隐患{number}处，全部完成整改。"


def test_an_article_that_goes_on_on_another_page_is_one(
    empty_archive: Archive, tmp_path: Path
) -> None:
    write(tmp_path, FRONT, BEGUN)
    write(tmp_path, BACK, REST)
    report = empty_archive.load([tmp_path / FRONT, tmp_path / BACK])
    assert texts(empty_archive, report) == [joined(75)]


@pytest.mark.parametrize("order", [(FRONT, BACK), (BACK, FRONT)])
def test_two_halves_that_come_one_after_the_other_are_one(
    empty_archive: Archive, tmp_path: Path, order: tuple[str, str]
) -> None:
    write(tmp_path, FRONT, BEGUN)
    write(tmp_path, BACK, REST)
    first, second = (empty_archive.load([tmp_path / name]) for name in order)
    assert len(first.articles_added) == 1
    assert second.pages_changed == (order[0],)
    assert empty_archive.status().articles == 1
    (article,) = empty_archive.search("隐患", 1)
    assert empty_archive.article(article.article.id)[1].text == joined(75)


def test_half_that_is_corrected_takes_the_place_of_the_old_one(
    empty_archive: Archive, tmp_path: Path
) -> None:
    write(tmp_path, FRONT, BEGUN)
    write(tmp_path, BACK, REST)
    empty_archive.load([tmp_path], mirror=True)
    write(tmp_path, BACK, REST.replace("75", "76"))
    report = empty_archive.load([tmp_path], mirror=True)
    assert texts(empty_archive, report) == [joined(76)]
    assert (report.pages_unchanged, empty_archive.status().articles) == ((), 1)
    write(tmp_path, FRONT, BEGUN.replace("60", "61"))
    report = empty_archive.load([tmp_path], mirror=True)
    assert texts(empty_archive, report) == [joined(76).replace("60", "61")]


def test_half_whose_other_half_is_removed_stands_alone_again(
    empty_archive: Archive, tmp_path: Path
) -> None:
    write(tmp_path, FRONT, BEGUN)
    write(tmp_path, BACK, REST)
    empty_archive.load([tmp_path], mirror=True)
    (tmp_path / BACK).unlink()
    report = empty_archive.load([tmp_path], mirror=True)
    assert texts(empty_archive, report) == [joined(75).partition("查出")[0]]
    assert (report.pages_changed, report.pages_removed) == ((FRONT,), (BACK,))


def test_halves_of_other_days_or_of_no_day_stay_apart(
    empty_archive: Archive, tmp_path: Path
) -> None:
    for name, text in {FRONT: BEGUN, "2024-05-07_02.txt": REST, "02.txt": REST}.items():
        write(tmp_path, name, text)
        empty_archive.load([tmp_path / name])
    assert empty_archive.status().articles == 2  # the same rest, printed twice
    (hit,) = empty_archive.search("走访企业", 1)
    assert "隐患" not in hit.text


def test_day_that_an_admin_says_is_kept_when_pages_are_read_again(
    empty_archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "bare.txt"
    write(tmp_path, path.name, PAGE_TWO)
    empty_archive.load([path])
    assert empty_archive.status().first_day is None
    report = empty_archive.load([path], day=dt.date(2021, 5, 6))
    assert (report.pages_changed, empty_archive.status().first_day) == (
        (path.name,),
        dt.date(2021, 5, 6),
    )
    assert not empty_archive.load([path], day=dt.date(2021, 5, 6)).changed
    write(tmp_path, path.name, PAGE_TWO + "\n每班三十人。\n")
    empty_archive.load([path])
    assert empty_archive.status().first_day == dt.date(2021, 5, 6)


def test_number_that_an_admin_says_is_that_of_a_page_that_does_not_say_it(
    empty_archive: Archive, tmp_path: Path
) -> None:
    write(tmp_path, "bare.txt", PAGE_TWO)
    write(tmp_path, "2024-05-07_02.txt", PAGE_TWO.replace("\n", "。\n", 1))
    paths = [tmp_path / "bare.txt", tmp_path / "2024-05-07_02.txt"]
    empty_archive.load(paths)
    empty_archive.load(paths, number="7")
    numbers = {page.source: page.number for page in empty_archive.pages()}
    assert numbers == {"bare.txt": "7", "2024-05-07_02.txt": "2"}
    assert not empty_archive.load(paths[:1], number="7").changed


def test_what_was_read_only_just_is_in_the_report(empty_archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "bare.txt"
    page.write_text("本报讯（记者 丁一）昨日，东湖区开展安全月活动，走访企业60家。\n", "utf-8")
    report = empty_archive.load([page])
    assert [(d.source, d.line, d.kind) for d in report.doubts] == [
        ("bare.txt", 1, DoubtKind.NO_HEADLINE)
    ]


def test_a_page_that_breaks_later_stays_as_it_was(archive: Archive, news: Path) -> None:
    write(news, "two.txt", "")
    report = archive.load([news], mirror=True)
    assert [f.source for f in report.failures] == ["two.txt"]
    assert archive.status().articles == 3


def test_a_first_load_of_nothing_is_an_error_that_names_the_files(
    empty_archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    with pytest.raises(NoPages, match=r"there is no \.txt"):
        empty_archive.load([folder])
    write(folder, "empty.txt", "")
    with pytest.raises(NoPages, match=r"empty\.txt"):
        empty_archive.load([folder])


def test_a_path_that_does_not_exist_is_an_error(empty_archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(PageError, match="no such file or folder"):
        empty_archive.load([tmp_path / "nowhere"])


def test_notes_hidden_files_and_other_kinds_are_no_pages(news: Path) -> None:
    for name in ("SOURCES.md", "README.md", ".hidden.txt", "photo.jpg"):
        write(news, name, NEW_PAGE)
    (news / "2023").mkdir()
    write(news / "2023", "03.txt", NEW_PAGE)
    assert [f.source for f in find_pages([news])] == ["2023/03.txt", "one.txt", "two.txt"]


def test_a_second_load_at_the_same_time_is_refused(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    with GenerationStore(tmp_path / "data").writing(), pytest.raises(ArchiveBusy):
        archive.load([news])


def test_stages_are_heard_in_order(empty_archive: Archive, news: Path) -> None:
    heard: list[LoadProgress] = []
    empty_archive.load([news], progress=heard.append)
    assert list(dict.fromkeys(step.stage for step in heard)) == list(LoadStage)
    assert all(step.done <= step.total for step in heard)


@pytest.mark.parametrize("stage", list(LoadStage)[:-1])
def test_a_load_that_stops_at_any_stage_leaves_the_old_generation_whole(
    archive: Archive,
    news: Path,
    stage: LoadStage,
    embedder: HashingEmbedder,
    tokenizer: Tokenizer,
    tmp_path: Path,
) -> None:
    write(news, "three.txt", NEW_PAGE)

    def stop(step: LoadProgress) -> None:
        if step.stage is stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.load([news], mirror=True, progress=stop)
    again = Archive(tmp_path / "data", embedder, tokenizer)
    assert again.status().generation == 1
    assert again.ask("青山区职工夜校开设哪些课程").status is AnswerStatus.ANSWERED
    assert "南塘镇职工足球赛开赛" not in headlines(again)
    assert again.load([news], mirror=True).generation == 2
    assert "南塘镇职工足球赛开赛" in headlines(again)


class _StoppedEmbedder(HashingEmbedder):
    """Is stopped, as by a kill, once it has embedded so many texts."""

    most = 3

    def embed_passages(self, texts, on_done=None):
        if len(self.embedded) >= self.most:
            raise KeyboardInterrupt
        return super().embed_passages(texts, on_done)


def test_what_a_stopped_load_has_embedded_is_not_embedded_again(
    news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    first, second = _StoppedEmbedder(), HashingEmbedder()
    with pytest.raises(KeyboardInterrupt):
        Archive(tmp_path / "data", first, tokenizer, batch_pages=1).load([news])
    assert first.embedded
    report = Archive(tmp_path / "data", second, tokenizer, batch_pages=1).load([news])
    assert report.articles_total == 3
    assert set(first.embedded).isdisjoint(second.embedded)
    assert report.embedded == len(second.embedded) > 0
    assert not (tmp_path / "data" / "journal").exists()


@pytest.mark.parametrize("batch_pages", [1, 2, 100])
def test_batches_change_nothing_but_the_memory_that_is_taken(
    news: Path, tmp_path: Path, tokenizer: Tokenizer, batch_pages: int
) -> None:
    write(news, "again.txt", PAGE_TWO)
    write(news, FRONT, BEGUN)
    write(news, BACK, REST)
    archive = Archive(tmp_path / "data", HashingEmbedder(), tokenizer, batch_pages=batch_pages)
    assert archive.load([news], mirror=True).articles_total == 4
    (news / "two.txt").unlink()
    write(news, "again.txt", PAGE_TWO.replace("剪纸", "书法"))
    write(news, "one.txt", PAGE_ONE.replace("周大江", "周小江"))
    write(news, BACK, REST.replace("75", "76"))
    report = archive.load([news], mirror=True)
    assert report.pages_removed == ("two.txt",)
    printed = {ref.source: article.text for ref, article in archive.articles()}
    assert set(printed) == {"again.txt", "one.txt", FRONT}
    assert "书法" in printed["again.txt"]
    assert printed[FRONT] == joined(76)
    assert "周小江" in archive.ask("快递员周小江说了什么").quotes[0].text


def test_an_article_that_is_corrected_in_two_files_is_still_one(
    news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    write(news, "again.txt", PAGE_TWO)
    archive = Archive(tmp_path / "data", HashingEmbedder(), tokenizer, batch_pages=1)
    archive.load([news])
    for name in ("two.txt", "again.txt"):
        write(news, name, PAGE_TWO.replace("剪纸", "书法"))
    archive.load([news])
    (reference,) = archive.articles_of("two.txt")
    assert archive.articles_of("again.txt")[0].id == reference.id
    assert "书法" in archive.article(reference.id)[1].text


class _LosingEmbedder(HashingEmbedder):
    """Gives every passage the same vector, so that none can be told from another."""

    def embed_passages(self, texts, on_done=None):
        vectors = super().embed_passages(texts, on_done)
        vectors[:] = vectors[0]
        return vectors


def test_a_generation_in_which_new_articles_are_not_found_does_not_go_live(
    news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    for number in range(verify.PROBE_DEPTH + 5):
        write(news, f"page{number:02}.txt", NEW_PAGE.replace("南塘镇", f"南塘{number}镇"))
    archive = Archive(tmp_path / "data", _LosingEmbedder(), tokenizer)
    with pytest.raises(VerificationFailed, match="not found by its own vector"):
        archive.load([news])
    assert archive.status().generation is None


def test_rebuilding_uses_nothing_of_the_old_index(
    archive: Archive, news: Path, embedder: HashingEmbedder
) -> None:
    embedder.embedded.clear()
    (news / "two.txt").unlink()
    report = archive.load([news], rebuild=True)
    assert report.articles_total == 2
    assert report.embedded == len(embedder.embedded) > 0


def test_going_back_brings_the_old_pages_back(archive: Archive, news: Path) -> None:
    write(news, "two.txt", NEW_PAGE)
    archive.load([news], mirror=True)
    assert "青山区开办职工夜校" not in headlines(archive)
    assert archive.roll_back() == 1
    assert "青山区开办职工夜校" in headlines(archive)


def test_a_load_builds_on_what_another_has_made_live_just_before_it_may_write(
    archive: Archive, news: Path, embedder: HashingEmbedder, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    other = Archive(tmp_path / "data", embedder, tokenizer)
    extra, late = tmp_path / "extra.txt", tmp_path / "late.txt"
    extra.write_text(NEW_PAGE, encoding="utf-8")
    late.write_text(NEW_PAGE.replace("南塘", "北塘"), encoding="utf-8")

    class LatePath(type(late)):  # type: ignore[misc]
        """A path that another load overtakes while it is looked at."""

        def is_dir(self) -> bool:
            other.load([extra])
            return False

    archive.load([LatePath(late)])
    assert archive.status().pages == 4


def test_two_articles_that_are_alike_never_share_an_id(
    news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    """Of two that could be the corrected one of the same article, only one takes its id."""
    story = (
        "{}镇职工足球赛开赛\n\n本报讯（记者 白帆）8月1日，{}镇职工足球赛开赛，共有9支球队参加。\n"
    )
    long = (
        story + "比赛在镇文化广场举行，历时三天，设冠军、亚军、季军各一名，优秀组织奖三名。\n" * 3
    )

    def pages(*towns: str) -> None:
        for name, town in zip(("a.txt", "b.txt"), towns, strict=True):
            write(news, name, long.format(town, town))

    archive = Archive(tmp_path / "data", HashingEmbedder(), tokenizer, batch_pages=1)
    pages("南塘", "南塘")
    archive.load([news])
    pages("北塘", "西塘")
    archive.load([news])
    texts = "".join(article.text for _, article in archive.articles())
    assert "北塘镇" in texts
    assert "西塘镇" in texts
    assert "南塘镇" not in texts


def test_an_article_that_moves_to_a_page_of_a_later_batch_is_not_new(
    news: Path, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    archive = Archive(tmp_path / "data", HashingEmbedder(), tokenizer, batch_pages=1)
    archive.load([news], mirror=True)
    (news / "two.txt").unlink()
    write(news, "a.txt", NEW_PAGE)
    write(news, "z.txt", PAGE_TWO)
    report = archive.load([news], mirror=True)
    assert [article.headline for article in report.articles_added] == ["南塘镇职工足球赛开赛"]
    assert (report.articles_removed, report.articles_total) == ((), 4)
