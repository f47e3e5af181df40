"""A sealed generation: damage to any file is noticed, and other recipes are refused."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import GenerationDamaged, GenerationMismatch, NothingLoaded
from retrieval.index.generation import open_generation
from retrieval.index.manifest import MANIFEST_FILE, SEAL_FILE, Recipe, check_recipe, read_manifest
from retrieval.index.verify import problems
from retrieval.text import Tokenizer
from tests.fakes.embedder import HashingEmbedder


@pytest.fixture
def folder(archive: Archive, tmp_path: Path) -> Path:
    """A sealed generation of the two pages, to be damaged."""
    assert archive.status().generation == 1
    copy = tmp_path / "000001"
    shutil.copytree(tmp_path / "data" / "generations" / "000001", copy)
    return copy


def test_the_manifest_names_every_file_that_counts(folder: Path) -> None:
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    uncounted = {n for n in on_disk if n.endswith(".lock")} | {MANIFEST_FILE, SEAL_FILE}
    assert set(read_manifest(folder).files) == on_disk - uncounted


@pytest.mark.parametrize("at", [0.0, 0.5, 0.999])
def test_one_changed_byte_anywhere_is_noticed(folder: Path, at: float) -> None:
    for name in read_manifest(folder).files:
        path = folder / name
        whole = path.read_bytes()
        position = int(len(whole) * at)
        flipped = bytes([whole[position] ^ 0xFF])
        path.write_bytes(whole[:position] + flipped + whole[position + 1 :])
        with pytest.raises(GenerationDamaged, match="does not match its checksum"):
            open_generation(folder)
        path.write_bytes(whole)


def test_a_missing_file_is_noticed(folder: Path) -> None:
    (folder / "sentences.npy").unlink()
    with pytest.raises(GenerationDamaged, match="wenbao rollback"):
        open_generation(folder)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"number": "x"}'])
def test_a_manifest_that_says_nothing_is_damage(folder: Path, content: str) -> None:
    (folder / MANIFEST_FILE).write_text(content, "utf-8")
    with pytest.raises(GenerationDamaged, match=r"manifest\.json cannot be read"):
        read_manifest(folder)


@pytest.mark.parametrize("part", ["model", "words", "passages", "schema"])
def test_another_recipe_is_refused_by_name(folder: Path, part: str) -> None:
    manifest = read_manifest(folder)
    wanted = dataclasses.replace(manifest.recipe, **{part: "another"})
    with pytest.raises(GenerationMismatch, match=f"built with {part} .* --rebuild"):
        check_recipe(manifest, wanted)
    check_recipe(manifest, manifest.recipe)


def test_a_whole_generation_has_no_problems(folder: Path, tokenizer: Tokenizer) -> None:
    generation = open_generation(folder)
    probes = [ids[0] for ids in generation.catalogue.printed().values()]
    assert problems(generation, probes, tokenizer) == ()
    generation.catalogue.close()


def test_parts_that_disagree_are_named(folder: Path, tokenizer: Tokenizer) -> None:
    generation = open_generation(folder)
    generation.sentences.remove([1])
    sentences = generation.catalogue.counts().sentences
    expected = f"sentences with vectors: {sentences - 1}, the catalogue has {sentences}"
    assert problems(generation, [], tokenizer) == (expected,)
    generation.catalogue.close()


def test_an_archive_of_another_model_is_refused_with_what_to_run(
    archive: Archive, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    assert archive.ask("夜校每周三晚上几点上课").quotes
    other = Archive(tmp_path / "data", HashingEmbedder(key="another"), tokenizer)
    with pytest.raises(GenerationMismatch, match="wenbao ingest --rebuild"):
        other.ask("夜校几点上课")


def test_before_the_first_load_a_question_says_what_to_run(empty_archive: Archive) -> None:
    with pytest.raises(NothingLoaded, match="wenbao ingest"):
        empty_archive.ask("夜校几点上课")


def test_the_recipe_names_the_model_and_the_rooms_that_shape_the_index() -> None:
    recipe = Recipe("hashing")
    assert {f.name for f in dataclasses.fields(recipe)} == {"model", "words", "passages", "schema"}
    assert all(dataclasses.asdict(recipe).values())
