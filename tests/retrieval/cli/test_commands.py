"""The command line as a program and as a person meet it: output, errors and exit codes."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from retrieval.cli.main import app
from retrieval.cli.question import source_line
from retrieval.types import ArticleId, ArticleRef
from tests.conftest import PAGE_ONE

README = Path(__file__).parents[3] / "README.md"


@pytest.fixture
def run(environment: Path, news: Path):
    """Run a command in process over an archive of the two pages; returns its result."""
    runner = CliRunner()

    def call(*arguments: str) -> Result:
        return runner.invoke(app, arguments)

    assert call("ingest", str(news)).exit_code == 0
    return call


def test_ingest_says_what_it_did_and_then_that_nothing_is_new(run, news: Path) -> None:
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    first, second = run("ingest", str(news)), run("ingest", str(news))
    assert "generation 2 is live" in first.stdout
    assert "~ page one.txt\n" in first.stdout
    assert "(0 new, 1 changed, 0 removed)" in first.stdout
    assert "pages: 0 new, 1 changed, 0 removed, 1 unchanged" in first.stdout
    assert "nothing new; generation 2 stays live" in second.stdout


def test_ingest_names_a_bad_file_takes_the_rest_and_exits_with_1(run, news: Path) -> None:
    (news / "bad.txt").write_bytes(b"")
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    result = run("ingest", str(news))
    assert result.exit_code == 1
    assert "left out bad.txt: the file is empty" in result.stderr
    assert "generation 2 is live" in result.stdout


def test_ingest_says_the_day_of_pages_that_do_not_name_it(run, news: Path) -> None:
    run("ingest", str(news), "--date", "2021-05-06")
    assert "2021-05-06 … 2021-05-06" in run("status").stdout
    assert run("ingest", str(news), "--date", "gestern").exit_code == 2


def test_ingest_of_nothing_but_bad_files_does_not_say_that_nothing_is_new(run, news: Path) -> None:
    (news / "bad.txt").write_bytes(b"")
    alone, among = run("ingest", str(news / "bad.txt")), run("ingest", str(news))
    assert (alone.exit_code, among.exit_code) == (1, 1)
    assert alone.stdout == "1 left out, which could not be read; generation 1 stays live\n"
    assert among.stdout == (
        "1 left out, which could not be read; the other 2 pages are known already; "
        "generation 1 stays live\n"
    )


def test_ask_prints_one_object_with_every_documented_field(run) -> None:
    result = run("ask", "--json", "柳河街道总工会举办钢笔字比赛，来自几家企业的职工参加")
    answer = json.loads(result.stdout)
    assert set(answer) == {
        *("status", "confidence", "quotes", "nearest", "reason", "generation", "ms")
    }
    assert answer["status"] in {"answered", "no_evidence"}
    assert answer["generation"] == 1


def test_a_correction_stands_at_the_end_of_every_citation() -> None:
    reference = ArticleRef(ArticleId("a"), "体检", "one.txt", "", "", None, "记者 林小满")
    corrected = dataclasses.replace(reference, correction="应为130名")
    assert source_line(reference) == "one.txt · 体检 · 记者 林小满"
    assert source_line(corrected) == "one.txt · 体检 · 记者 林小满 · 更正：应为130名"


def test_small_talk_has_a_status_of_its_own(run) -> None:
    answer = json.loads(run("ask", "--json", "你好").stdout)
    assert (answer["status"], answer["quotes"]) == ("small_talk", [])


def test_a_batch_prints_a_line_for_each_question_with_its_id(run, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    lines = [
        {"id": "q1", "question": "谢谢"},
        {"id": 2, "question": "他得了几等奖", "context": {"question": "王小雨是谁", "answer": ""}},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    batch.write_text(text + "\n\n", encoding="utf-8")
    answers = [json.loads(line) for line in run("ask", "--batch", str(batch)).stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["q1", "2"]
    assert answers[0]["status"] == "small_talk"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2"),
        ('{"id": 1}', "line 2"),
        ("[]", "line 2"),
        ("3", "line 2"),
        ('{"id": 1, "question": null}', "line 2"),
    ],
)
def test_a_batch_line_that_is_no_question_is_named(
    run, tmp_path: Path, line: str, problem: str
) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(f'{{"id": 1, "question": "谢谢"}}\n{line}\n', encoding="utf-8")
    result = run("ask", "--batch", str(batch))
    assert problem in str(result.exception)
    assert result.stdout == ""


def test_search_lists_hits_with_ranks_from_1(run) -> None:
    lines = run("search", "--json", "-k", "2", "青山区职工夜校").stdout.splitlines()
    assert [json.loads(line)["rank"] for line in lines] == [1, 2]


def test_status_counts_the_archive(run) -> None:
    status = json.loads(run("status", "--json").stdout)
    assert (status["generation"], status["pages"], status["articles"]) == (1, 2, 3)
    assert "articles" in run("status").stdout


def test_rollback_makes_the_one_before_live(run, news: Path) -> None:
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    run("ingest", str(news))
    assert "generation 1 is live" in run("rollback").stdout
    assert json.loads(run("status", "--json").stdout)["generation"] == 1


def article_id(run, words: str) -> str:
    return str(json.loads(run("search", "--json", "-k", "1", words).stdout)["article_id"])


def test_a_dry_run_says_what_would_change_and_changes_nothing(run, news: Path) -> None:
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    (news / "two.txt").unlink()
    said = run("ingest", "--dry-run", "--mirror", str(news)).stdout
    assert "~ page one.txt\n- page two.txt\n" in said
    assert "青山区开办职工夜校 (two.txt)" in said
    assert "0 pages unchanged; nothing was loaded" in said
    assert json.loads(run("status", "--json").stdout)["generation"] == 1


def test_generations_are_listed_and_any_can_be_made_live(run, news: Path) -> None:
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    run("ingest", str(news))
    listed = run("generations").stdout
    assert "kept" in listed
    assert "live" in listed
    assert "generation 1 is live" in run("activate", "1").stdout
    assert "no generation 9 is kept" in str(run("activate", "9").exception)


def test_an_article_is_withdrawn_shown_again_corrected_and_removed(run) -> None:
    found = article_id(run, "青山区职工夜校")
    assert "is withdrawn: 错误" in run("withdraw", found, "错误").stdout
    assert article_id(run, "青山区职工夜校") != found
    assert json.loads(run("status", "--json").stdout)["withdrawn"] == 1
    assert "2 shown, 1 withdrawn" in run("status").stdout
    assert "is shown again" in run("withdraw", found, "--undo").stdout
    assert "is not withdrawn: nothing was changed" in run("withdraw", found, "--undo").stdout
    assert run("withdraw", found).exit_code == 2
    assert "is corrected: 更正" in run("correct", found, "更正").stdout
    assert "carries no correction any more" in run("correct", found, "").stdout
    assert "carries no correction: nothing was changed" in run("correct", found, "").stdout
    assert f"- {found} 青山区开办职工夜校 (two.txt)\n" in run("remove", found).stdout
    assert "neither a page nor an article" in str(run("remove", found).exception)


def test_pages_are_listed_and_one_is_removed_by_an_unambiguous_part_of_its_name(run) -> None:
    assert run("pages").stdout == (
        "one.txt (undated, articles: 2)\ntwo.txt (undated, articles: 1)\n"
    )
    assert "one.txt" not in run("pages", "TWO").stdout
    assert "2 pages have .txt in their names (one.txt, two.txt)" in str(
        run("remove", ".txt").exception
    )
    assert "- page two.txt\n" in run("remove", "two").stdout
    assert run("remove", " ").exit_code == 2  # as of a variable that is not set


def test_many_pages_leave_only_when_that_is_allowed(run, news: Path) -> None:
    for name in ("a", "b", "c"):
        (news / f"{name}.txt").write_text(f"{name}\n\n{name}镇召开大会。\n", encoding="utf-8")
    run("ingest", str(news))
    for name in ("a", "b"):
        (news / f"{name}.txt").unlink()
    assert "--allow-removals" in run("ingest", "--dry-run", "--mirror", str(news)).stderr
    assert "2 of 5 pages are gone" in str(run("ingest", "--mirror", str(news)).exception)
    allowed = run("ingest", "--mirror", "--allow-removals", str(news))
    assert "- page a.txt\n- page b.txt\n" in allowed.stdout


def test_status_and_generations_name_the_damaged_file(run, news: Path, environment: Path) -> None:
    (news / "one.txt").write_text(PAGE_ONE.replace("120", "130"), encoding="utf-8")
    run("ingest", str(news))
    (environment / "generations" / "000002" / "sentences.npy").write_bytes(b"")
    listed, status = run("generations").stdout, run("status")
    assert "damaged" in listed
    assert "2: sentences.npy does not match its checksum" in listed
    assert "only it had this text of one.txt" in status.stderr
    assert "generation 1 is served instead" in status.stderr


def test_the_doctor_finds_a_sound_archive_healthy_and_a_damaged_one_not(
    run, environment: Path
) -> None:
    assert run("doctor").exit_code == 0
    (environment / "generations" / "000001" / "catalogue.sqlite").write_bytes(b"")
    told = run("doctor")
    assert told.exit_code == 1
    assert "→ go back with `wenbao rollback`" in told.stdout


def test_a_backup_is_restored_into_another_folder(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("backup", str(tmp_path / "saved.tar.gz")).exit_code == 0
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "again"))
    assert "generation 1 is live" in run("restore", str(tmp_path / "saved.tar.gz")).stdout
    assert json.loads(run("status", "--json").stdout)["articles"] == 3


def test_watching_needs_to_know_how_long(run) -> None:
    assert run("watch").exit_code == 2


def test_a_question_and_a_batch_exclude_each_other(run) -> None:
    assert run("ask").exit_code == 2
    assert run("ask", "几点", "--batch", "x.jsonl").exit_code == 2


def test_a_known_failure_is_one_line_and_exit_code_1(environment: Path) -> None:
    result = _in_a_process("ask", "夜校几点上课")
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.strip().splitlines()[-1] == (
        "wenbao: the archive is empty: load pages with `wenbao ingest PATH…`"
    )


def test_a_data_folder_that_is_a_file_is_one_line(environment: Path) -> None:
    shutil.rmtree(environment)
    environment.write_text("no folder", encoding="utf-8")
    result = _in_a_process("status")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Not a directory: check the path" in result.stderr


def test_a_wrong_setting_is_named(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDING_MODEL", "builtin:gpt")
    result = _in_a_process("ask", "夜校几点上课")
    assert result.returncode == 1
    assert "there is no built-in model builtin:gpt" in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["ask", "--help"]])
def test_help_and_status_load_neither_torch_nor_an_index(
    environment: Path, arguments: list[str]
) -> None:
    code = (
        "import sys; from retrieval.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'torch', 'faiss', 'jieba', 'tantivy'} & set(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert result.stderr.strip() == "set()"


def test_every_command_has_help_and_a_place_in_the_readme() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    readme = README.read_text(encoding="utf-8")
    for name, command in commands.items():
        assert command.help, name
        assert f"wenbao {name}" in readme, name


def _in_a_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from retrieval.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
