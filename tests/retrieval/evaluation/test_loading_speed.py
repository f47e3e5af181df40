"""Loads are measured beside the model alone, and into an archive that was grown."""

from pathlib import Path

from retrieval.archive import open_archive
from retrieval.evaluation.loading_speed import (
    OnePage,
    Step,
    Throughput,
    markdown,
    one_page,
    throughput,
)
from retrieval.settings import ArchiveSettings
from tests.conftest import PAGE_TWO


def test_ratios_are_medians_of_pairs() -> None:
    loads = Throughput(
        2, 9, ((2.0, 3.0), (4.0, 3.0), (9.0, 3.0)), ((1.0, 2.0), (4.0, 3.0), (3.0, 1.0))
    )
    assert (loads.ratio, loads.work_ratio) == (2.0, 1.5)


def test_a_load_and_its_texts_are_measured_over_the_model_of_the_settings(
    environment: Path, news: Path
) -> None:
    settings = ArchiveSettings.read()
    loads = throughput(settings, [news], rounds=1)
    assert (loads.pages, len(loads.loads)) == (2, 1)
    assert loads.texts > 5
    assert loads.ratio > 0
    open_archive(settings).load([news / "one.txt"])
    page = news / "three.txt"
    page.write_text(PAGE_TWO, encoding="utf-8")
    heard: list[int] = []
    first, *others = one_page(settings, page, 50, heard.append, rounds=3, pause_s=0)
    assert {(one.passages, one.texts) for one in others} == {(first.passages, first.texts)}
    assert first.passages > 50
    assert first.texts > 0
    assert [step.name for step in first.steps] == ["read", "embed", "write", "check"]
    assert all(step.took_s > 0 for step in first.steps)
    assert heard[-1] == 50
    assert open_archive(settings).status().pages == 1


def test_a_load_of_one_page_is_told_in_steps() -> None:
    loads = Throughput(1, 1, ((1.0, 1.0),), ((1.0, 1.0),))
    steps = (
        Step("read", 0.5, 0.25),
        Step("embed", 2, 3),
        Step("write", 1, 0.5),
        Step("check", 1, 1),
    )
    said = markdown(loads, [OnePage(100_000, 71, steps, 900.0)])
    assert "| one page into | live after | read | embed | write | check | processor |" in said
    assert "| 100,000 | 4.5 | 0.5 (0.2) | 2.0 (3.0) | 1.0 (0.5) | 1.0 (1.0) | 4.8 | 900 |" in said
