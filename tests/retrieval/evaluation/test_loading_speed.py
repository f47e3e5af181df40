"""Loads are measured beside the model alone, and into an archive that was grown."""

from pathlib import Path

from retrieval.archive import open_archive
from retrieval.evaluation.loading_speed import OnePage, Throughput, markdown, one_page, throughput
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
    one = one_page(settings, page, 50, heard.append)
    assert one.passages > 50
    assert one.texts > 0
    assert heard[-1] == 50
    assert open_archive(settings).status().pages == 1
    said = markdown(loads, [OnePage(100_000, 4.25, 1.0, 3.0, 71, 900.0)])
    assert "| 100,000 | 4.2 | 1.0 (71 texts) | 3.0 | 900 |" in said
