"""What a run was made with: enough to make it again, and to know whether two runs compare."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from retrieval.errors import CollectionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.asking.options import AskingOptions
    from retrieval.evaluation.collections import Question
    from retrieval.types import ArchiveStatus


def commit() -> str:
    """Return the commit that this code is of, with `+` when it was changed; else empty."""
    folder = Path(__file__).parent
    head = _git(folder, "rev-parse", "--short=10", "HEAD")
    return head + "+" if head and _git(folder, "status", "--porcelain", "--", ".") else head


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603 - arguments of our own
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _processor() -> str:
    """Return the processor's name; Linux tells it in a file only."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run was made: latencies compare only within one machine."""

    system: str = field(default_factory=platform.platform)
    processor: str = field(default_factory=_processor)
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)
    python: str = field(default_factory=platform.python_version)


@dataclass(frozen=True, slots=True)
class RunManifest:
    """The circumstances of a run.

    `commit` is of the working copy, with `+` when it was changed, or empty outside of one.
    `questions_sha256` identifies the questions, in order. `settings` are the asking options.
    """

    collection: str
    system: str
    questions: int
    questions_sha256: str
    model: str
    generation: int | None
    settings: dict[str, Any]
    commit: str = field(default_factory=commit)
    made_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    machine: Machine = field(default_factory=Machine)

    @property
    def identity(self) -> tuple[object, ...]:
        """What must be equal for a run to go on where another stopped."""
        settings = json.dumps(self.settings, sort_keys=True)
        asked = (self.collection, self.questions_sha256, self.system, settings)
        return (*asked, self.model, self.generation, self.commit)


_MANIFEST = TypeAdapter(RunManifest)


def describe(
    collection: str,
    questions: Iterable[Question],
    system: str,
    options: AskingOptions,
    status: ArchiveStatus,
) -> RunManifest:
    """Return the manifest of a run that begins now."""
    listed = tuple(questions)
    return RunManifest(
        collection=collection,
        system=system,
        questions=len(listed),
        questions_sha256=digest_of(listed),
        model=status.model,
        generation=status.generation,
        settings=json.loads(json.dumps(asdict(options))),  # as it is read back
    )


def digest_of(questions: Iterable[Question]) -> str:
    """Return what identifies questions, with all that is known of them, in their order."""
    return hashlib.sha256("".join(map(repr, questions)).encode()).hexdigest()


def write_manifest(path: Path, manifest: RunManifest) -> None:
    """Write a manifest as JSON that people can read."""
    path.write_bytes(_MANIFEST.dump_json(manifest, indent=1) + b"\n")


def read_manifest(path: Path) -> RunManifest:
    """Read a manifest. Raises `CollectionError`."""
    try:
        return _MANIFEST.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise CollectionError(str(path), "is no manifest of a run") from error
