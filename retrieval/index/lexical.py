"""The lexical half of an index: BM25 in tantivy over terms that our tokeniser cut.

Queries are built from terms and never parsed, so nothing that a member types is syntax.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

import tantivy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.words import Words

FOLDER_NAME = "lexical"
# Being so short, a headline counts enough as it is: of 0.5 to 3, 2 and 3 were worse.
HEADLINE_BOOST = 1.0
# A pair of characters says less than a word: of 0, 0.25, 0.5 and 1 the best on five collections.
PAIR_BOOST = 0.5

_HEADLINE, _BODY, _ID = "headline", "body", "passage"
_HEADLINE_PAIRS, _BODY_PAIRS = "headline_pairs", "body_pairs"
_ANALYZER = "spaces"
_META_FILE = "meta.json"  # tantivy's list of its segments
_WRITER_BYTES = 64_000_000
MAX_FREQUENCIES = 10_000  # words whose frequency is kept: a question asks for each of its own often


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_ID, stored=True, indexed=True, fast=True)
    for name in (_HEADLINE, _BODY, _HEADLINE_PAIRS, _BODY_PAIRS):
        builder.add_text_field(name, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _open(folder: Path, *, reuse: bool) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder / FOLDER_NAME), reuse=reuse)
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, spaces)
    return index


@contextlib.contextmanager
def _lockable(folder: Path) -> Iterator[Path]:
    """Give a folder of the same index in which tantivy can make the lock that it opens with.

    What is opened stays open when that folder is gone.
    """
    if os.access(folder / FOLDER_NAME, os.W_OK):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        place = Path(name)
        (place / FOLDER_NAME).mkdir()
        for path in (folder / FOLDER_NAME).absolute().iterdir():
            if path.suffix != ".lock":
                (place / FOLDER_NAME / path.name).symlink_to(path)
        yield place


@contextlib.contextmanager
def _failing() -> Iterator[None]:
    """Call what the disk refuses what it is; tantivy says `ValueError`."""
    try:
        yield
    except ValueError as error:
        raise OSError(errno.EIO, str(error)) from error


def _removed(folder: Path) -> int:
    """Return how many passages were removed and are still in the files of an index."""
    told = json.loads((folder / FOLDER_NAME / _META_FILE).read_bytes())
    return sum((one["deletes"] or {}).get("num_deleted_docs", 0) for one in told["segments"])


def _frequency(searcher: tantivy.Searcher, term: str) -> int:
    return max(searcher.doc_freq(_HEADLINE, term), searcher.doc_freq(_BODY, term))


class LexicalWriter:
    """Edits a lexical index; nothing is kept before `commit`."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make an empty index in `folder`."""
        (folder / FOLDER_NAME).mkdir()
        return cls(_open(folder, reuse=False))

    @classmethod
    def edit(cls, folder: Path) -> Self:
        """Open the index in `folder` for one writer."""
        return cls(_open(folder, reuse=True))

    def add(self, passage_id: int, headline: Words, body: Words) -> None:
        """Add a passage by the words of its article's headline and of its own text."""
        document = tantivy.Document()
        document.add_unsigned(_ID, passage_id)
        document.add_text(_HEADLINE, " ".join(headline.terms))
        document.add_text(_BODY, " ".join(body.terms))
        document.add_text(_HEADLINE_PAIRS, " ".join(headline.pairs))
        document.add_text(_BODY_PAIRS, " ".join(body.pairs))
        with _failing():
            self._writer.add_document(document)

    def remove(self, passage_ids: Iterable[int]) -> None:
        """Remove passages; ids that are not there are passed over."""
        for passage_id in passage_ids:
            query = tantivy.Query.term_query(self._schema, _ID, passage_id)
            self._writer.delete_documents_by_query(query)

    def commit(self) -> None:
        """Write everything to disk and end; the writer is spent afterwards. Raises `OSError`."""
        with _failing():
            self._writer.commit()
            self._writer.wait_merging_threads()


class TantivyIndex:
    """The `LexicalIndex` over a folder that `LexicalWriter` made. Safe to share between threads."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        gone: int,
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._gone = gone  # passages that were removed, and still count in frequencies
        self._hidden = hidden
        # Of the searcher, not of this index: what points at itself stays in memory for a while.
        kept = functools.lru_cache(MAX_FREQUENCIES)
        self._frequency = kept(functools.partial(_frequency, searcher))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open the index in `folder`, which may be read-only."""
        with _lockable(folder) as place:
            index = _open(place, reuse=True)
            index.reload()
            return cls(index.schema, index.searcher(), _removed(place))

    def without(self, ids: frozenset[int]) -> Self:
        """Return the same index as a search sees it that must not find `ids`, which it holds."""
        return type(self)(self._schema, self._searcher, self._gone, ids)

    def count(self) -> int:
        """Return the number of passages that can be found."""
        return int(self._searcher.num_docs) - len(self._hidden)

    def search(
        self, terms: Sequence[str], k: int, pairs: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """Return at most `k` (passage id, BM25 score), best first, ties by lower id."""
        if not (terms or pairs) or k < 1 or not self.count():
            return []
        depth = k + len(self._hidden)
        hits = self._searcher.search(self._query(terms, pairs), depth, count=False).hits
        ids = self._searcher.fast_field_values(_ID, [address for _, address in hits])
        found = [(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]
        shown = [hit for hit in found if hit[0] not in self._hidden]
        return sorted(shown, key=lambda hit: (-hit[1], hit[0]))[:k]

    def document_frequency(self, term: str) -> int:
        """Return in how many passages `term` stands, counting headline and body together."""
        return self._frequency(term)

    def holds_pair(self, pair: str) -> bool:
        """Whether a pair of characters stands in a headline or passage; what is gone counts not.

        A search, which scores whatever has the pair, only tells what the frequency does not.
        """
        for field in (_BODY_PAIRS, _HEADLINE_PAIRS):
            held = self._searcher.doc_freq(field, pair)
            if held > self._gone:
                return True
            if held and self._searcher.search(self._term(field, pair), 1, count=False).hits:
                return True
        return False

    def _query(self, terms: Sequence[str], pairs: Sequence[str]) -> tantivy.Query:
        fields = (
            (_HEADLINE, terms, HEADLINE_BOOST),
            (_BODY, terms, 1.0),
            (_HEADLINE_PAIRS, pairs, PAIR_BOOST * HEADLINE_BOOST),
            (_BODY_PAIRS, pairs, PAIR_BOOST),
        )
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, _boosted(self._term(field, word), boost))
                for field, words, boost in fields
                for word in words
            ]
        )

    def _term(self, field: str, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, word, "freq")


def _boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)
