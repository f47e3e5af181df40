"""What the README shows of the library runs as it stands there."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import retrieval.evaluation as library
from retrieval.cli.main import app

README = Path(__file__).parents[3] / "README.md"


def test_every_name_of_the_library_is_found_and_says_what_it_is():
    for name in library.__all__:
        assert getattr(library, name).__doc__, name


def test_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'measure_all'"):
        library.measure_all  # noqa: B018 - looking it up is the test


def test_guide_of_the_readme_runs(environment: Path, news: Path, capsys):
    for command in (["ingest", str(news)], ["evaluate", "generate", "--out", GENERATED]):
        assert CliRunner().invoke(app, command).exit_code == 0
    (guide,) = re.findall(
        r"### As a library\n\n```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL
    )
    exec(guide, {})
    printed = capsys.readouterr().out
    assert "Mean(value=" in printed
    assert "Comparison(measure='nDCG@10'" in printed


GENERATED = "report/seeds-generated"
