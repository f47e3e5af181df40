"""The house stands as it is drawn: imports run one way, and no room reaches past its neighbours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("bot", "retrieval")
    for path in sorted((ROOT / package).rglob("*.py"))
}

# What the programs may know of the archive: its face, its values, and how to read its settings.
FACE = {
    "retrieval",
    "retrieval.archive",
    "retrieval.types",
    "retrieval.errors",
    "retrieval.settings",
    "retrieval.ports",
    "retrieval.private",
}
# A room, and the rooms that it must not know.
FORBIDDEN = {
    "retrieval": ["bot", "telegram"],
    "retrieval.pages": ["retrieval.asking", "retrieval.index", "retrieval.embed"],
    "retrieval.asking": ["retrieval.pages", "retrieval.loading", "retrieval.archive"],
    "retrieval.index": ["retrieval.pages", "retrieval.asking", "retrieval.loading"],
    "retrieval.embed": ["retrieval.pages", "retrieval.asking", "retrieval.index"],
    "retrieval.loading": ["retrieval.asking", "retrieval.archive"],
    "retrieval.operating": ["retrieval.archive", "retrieval.evaluation", "retrieval.pages"],
}


def imports_of(name: str, *, when_loaded: bool = False) -> set[str]:
    """Return the modules that a module imports; with `when_loaded`, only those at its top."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    nodes = tree.body if when_loaded else ast.walk(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {n if n in MODULES else node.module for n in names}
    return found


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_does_not_know_what_stands_above_or_beside_it(room: str) -> None:
    trespasses = [
        f"{name} imports {imported}"
        for name in MODULES
        if inside(name, room)
        for imported in imports_of(name)
        if any(inside(imported, forbidden) for forbidden in FORBIDDEN[room])
    ]
    assert trespasses == []


def test_the_bot_asks_the_archive_by_its_face() -> None:
    reached = {
        f"{name} imports {imported}"
        for name in MODULES
        if inside(name, "bot")
        for imported in imports_of(name)
        if inside(imported, "retrieval") and imported not in FACE
    }
    assert reached == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    edges = {
        name: {i for i in imports_of(name, when_loaded=True) if i in MODULES and i != name}
        for name in MODULES
    }
    while edges:
        leaves = [name for name, needed in edges.items() if not needed & edges.keys()]
        assert leaves, f"circle among {sorted(edges)}"
        for leaf in leaves:
            del edges[leaf]


def test_only_the_command_line_prints() -> None:
    printing = [
        name
        for name, path in MODULES.items()
        if not inside(name, "retrieval.cli")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert printing == []


def test_every_seed_page_is_listed_with_its_checksum() -> None:
    import hashlib

    listed = (ROOT / "seeds" / "SOURCES.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "seeds").glob("*.txt"))
    assert len(pages) == 5
    for page in pages:
        digest = hashlib.sha256(page.read_bytes()).hexdigest()
        assert f"| {page.name} | {digest} |" in listed
