import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from retrieval.cli.evaluate import app
from retrieval.cli.main import app as wenbao
from retrieval.errors import CollectionError, EvaluationError

SMALL = Path(__file__).parents[1] / "evaluation" / "small"


def evaluate(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def out(tmp_path: Path, environment: Path) -> Path:
    """A folder for what commands write, with the settings of a small model in place."""
    return tmp_path / "out"


def test_every_command_says_what_it_is_for():
    for command in ("run", "compare", "report", "generate", "sample", "peers", "fit"):
        result = evaluate(command, "--help")
        assert result.exit_code == 0
        assert "Usage" in result.output


def test_run_compare_and_report_work_on_a_beir_collection(out: Path):
    ours = evaluate("run", SMALL, "--out", out / "ours.run")
    assert ours.exit_code == 0, ours.output
    assert "| type | n | nDCG@10 |" in ours.stdout
    assert "`wenbao evaluate run small --system ours`: 5 questions" in ours.stdout
    assert evaluate("run", SMALL, "--system", "bm25", "--out", out / "bm25.run").exit_code == 0
    compared = evaluate("compare", SMALL, out / "bm25.run", out / "ours.run")
    assert "**ours against bm25**" in compared.stdout
    page, summary = out / "report.html", out / "summary.md"
    both = (out / "ours.run", out / "bm25.run")
    reported = evaluate("report", SMALL, *both, "--out", page, "--markdown", summary)
    assert reported.exit_code == 0, reported.output
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert summary.read_text("utf-8") == ours.stdout


def test_questions_of_the_live_archive_are_made_and_asked(out: Path, news: Path):
    assert CliRunner().invoke(wenbao, ["ingest", str(news)]).exit_code == 0
    made = evaluate("generate", "--out", out, "--most", 12)
    assert made.exit_code == 0, made.output
    asked = evaluate("run", out)
    assert asked.exit_code == 0, asked.output
    assert "questions whose evidence is in no article (scored 0) | 0" in asked.stdout


def test_folder_that_is_no_collection_is_named(out: Path, tmp_path: Path):
    result = evaluate("run", tmp_path)
    assert isinstance(result.exception, CollectionError)


def test_fit_on_too_little_says_so_and_writes_nothing(out: Path, tmp_path: Path):
    result = evaluate("fit", SMALL, "--keep-search", "--out", tmp_path / "fitted.json")
    assert isinstance(result.exception, EvaluationError)
    assert not (tmp_path / "fitted.json").exists()


def test_smaller_collection_is_drawn_and_run_like_any(out: Path):
    drawn = evaluate("sample", SMALL, "--articles", 2, "--out", out / "less")
    assert drawn.exit_code == 0, drawn.output
    asked = evaluate("run", out / "less")
    assert asked.exit_code == 0, asked.output
    assert "`wenbao evaluate run less --system ours`" in asked.stdout


def test_peers_prints_the_table_and_writes_it_for_people_and_machines(out: Path):
    measured = evaluate("peers", SMALL, "--system", "ours", "--out", out)
    assert measured.exit_code == 0, measured.output
    assert "**small: 4 questions over 4 articles**" in measured.stdout
    assert (out / "peers.md").read_text("utf-8") == measured.stdout
    values = json.loads((out / "peers.json").read_text("utf-8"))
    assert [row["system"] for row in values["systems"]] == ["ours"]
