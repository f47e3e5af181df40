"""Reads the lines of test collections, plain or gzipped; what is wrong is named with its line."""

from __future__ import annotations

import gzip
import json
from typing import IO, TYPE_CHECKING, Any, cast

from retrieval.errors import CollectionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def first_of(folder: Path, *names: str) -> Path | None:
    """Return the first of `names` that is a file of `folder`, or `None`."""
    return next((folder / name for name in names if (folder / name).is_file()), None)


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (number from 1, line without its end) of a UTF-8 file, gzipped when named `.gz`.

    Blank lines are passed over, their numbers counted. Raises `CollectionError`.
    """
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise CollectionError(str(path), "is not UTF-8 text") from error
    except (OSError, EOFError) as error:
        raise CollectionError(str(path), f"cannot be read ({error})") from error


def records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (number, object) of a JSON Lines file. Raises `CollectionError`."""
    for number, line in numbered_lines(path):
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            problem = f"is not JSON ({error.msg}, column {error.colno})"
            raise CollectionError(str(path), problem, number) from error
        if not isinstance(value, dict):
            raise CollectionError(str(path), "is not a JSON object", number)
        yield number, value


def require_new(seen: dict[str, int], key: str, path: Path, line: int) -> None:
    """Note `key` as seen on `line`. Raises `CollectionError` when an earlier line has it."""
    if key in seen:
        raise CollectionError(str(path), f"the id {key} stands on line {seen[key]} already", line)
    seen[key] = line


class Fields:
    """The fields of one record, taken out with their types checked."""

    def __init__(self, record: dict[str, Any], path: Path, line: int) -> None:
        self._record = record
        self._path = path
        self._line = line

    def wrong(self, problem: str) -> CollectionError:
        """Return the error that names this record's line."""
        return CollectionError(str(self._path), problem, self._line)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a string; an absent or null one is `default`, or wrong when there is none."""
        value = self._record.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.wrong(f"{name} should be a string, and is {_named(value)}")
        return value

    def identifier(self, name: str) -> str:
        """Return an id: a string that is not empty and has no white space, as TREC files need."""
        value = self.text(name)
        if not value or value.split() != [value]:
            raise self.wrong(f"{name} should be an id without white space, and is {value!r}")
        return value

    def flag(self, name: str) -> bool:
        """Return a truth value that must be there."""
        value = self._record.get(name)
        if not isinstance(value, bool):
            raise self.wrong(f"{name} should be true or false, and is {_named(value)}")
        return value

    def number(self, name: str) -> int:
        """Return a whole number that must be there."""
        value = self._record.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(f"{name} should be a whole number, and is {_named(value)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings; an absent one is empty."""
        return self._strings(name, self._list(name))

    def text_lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of non-empty lists of strings; an absent one is empty."""
        values = self._list(name)
        if not all(isinstance(value, list) and value for value in values):
            raise self.wrong(f"{name} should be a list of lists that are not empty")
        return tuple(self._strings(name, value) for value in values)

    def inner(self, name: str) -> Fields | None:
        """Return the fields of an object, or `None` where it is absent or null."""
        value = self._record.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(f"{name} should be an object, and is {_named(value)}")
        return Fields(value, self._path, self._line)

    def inners(self, name: str) -> tuple[Fields, ...]:
        """Return the fields of each object of a list; an absent one is empty."""
        values = self._list(name)
        if not all(isinstance(value, dict) for value in values):
            raise self.wrong(f"{name} should be a list of objects")
        return tuple(Fields(value, self._path, self._line) for value in values)

    def _list(self, name: str) -> list[Any]:
        value = self._record.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(f"{name} should be a list, and is {_named(value)}")
        return value

    def _strings(self, name: str, values: Iterable[object]) -> tuple[str, ...]:
        strings = tuple(value for value in values if isinstance(value, str) and value)
        if len(strings) != len(list(values)):
            raise self.wrong(f"{name} should hold strings that are not empty")
        return strings


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return cast("IO[str]", gzip.open(path, "rt", encoding="utf-8"))
    return path.open(encoding="utf-8")


def _named(value: object) -> str:
    return "absent" if value is None else json.dumps(value, ensure_ascii=False)[:40]
