import json
import re

import pytest
import typer
from typer.testing import CliRunner

from retrieval.cli.read import read
from retrieval.pages import as_plain, read_page

TEXT = """\
青川市总工会春风行动启动

本报讯（记者 林平）7月3日，青川市总工会启动春风行动，为职工介绍岗位三百个。
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "2024-07-04_03.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments):
    app = typer.Typer()
    app.command()(read)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_tree_shows_page_headline_and_byline(page):
    result = run(page)
    assert result.exit_code == 0
    assert "2024-07-04（据文件名） · 第3版 · 1 篇" in result.stdout
    assert "青川市总工会春风行动启动" in result.stdout
    assert "记者 林平" in result.stdout


def test_json_has_a_line_for_each_article_with_the_names_of_the_gold(page):
    (line,) = run(page, "--json").stdout.splitlines()
    article = json.loads(line)
    assert (article["headline"], article["dateline"]) == (
        "青川市总工会春风行动启动",
        "本报讯（记者 林平）",
    )
    assert article["dates"] == [{"text": "7月3日", "norm": "2024-07-03"}]
    assert article["body_chars"] == 29


def test_gold_gives_precision_and_recall_of_each_field(page, tmp_path):
    gold = tmp_path / "gold.json"
    articles = as_plain(read_page(page.name, TEXT.encode()))
    gold.write_text(json.dumps([articles[0] | {"reporters": ["林平", "高远"]}]), encoding="utf-8")
    rows = {
        line.split()[0]: line.split()[1:] for line in run(page, "--gold", gold).stdout.splitlines()
    }
    assert rows["headline"] == ["1.000", "1.000", "1", "1", "1"]
    assert rows["reporters"] == ["1.000", "0.500", "1", "1", "2"]


def test_html_is_written_to_one_file(page, tmp_path):
    target = tmp_path / "page.html"
    assert run(page, "--html", target).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_speed_gives_pages_a_second_a_ratio_and_the_memory_of_more_and_more_pages(page):
    lines = run(page, "--speed").stdout.splitlines()
    assert lines[0].startswith("1 pages, 7 rounds")
    assert [line.split()[0] for line in lines[1:]] == ["reading", "it", "peak"]
    assert re.findall(r"(\d+) pages [\d.]+ MiB", lines[3]) == ["10", "40", "160"]


def test_notes_beside_the_pages_of_a_folder_are_passed_over(page):
    (page.parent / "README.md").write_text(TEXT, encoding="utf-8")
    (page.parent / "picture.jpg").write_bytes(b"x")
    result = run(page.parent, "--json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


def test_bad_file_is_told_and_the_rest_is_shown(page, tmp_path):
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    result = run(page, bad)
    assert result.exit_code == 1
    assert "left out empty.txt: the file is empty" in result.stderr
    assert "青川市总工会春风行动启动" in result.stdout
