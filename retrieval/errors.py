"""The errors of the archive. Each message says what went wrong and what to do.

WenbaoError
├── SettingsError          a setting is missing or wrong
├── PageError              one file cannot become a page; the others still can
├── ModelError             the embedding model cannot be found, made or loaded
├── ArchiveError           the stored archive
│   ├── NothingLoaded      no generation exists yet
│   ├── NoPages            there is no page that can be read where a load looked
│   ├── GenerationDamaged  files of a generation are missing or do not match their checksums
│   ├── GenerationMismatch built by another model, tokenizer or schema
│   ├── GenerationUnknown  a generation number that is not kept
│   ├── VerificationFailed a candidate generation failed its checks and did not go live
│   │   └── LoadRefused    … and is kept under its number, to be looked at
│   ├── ManyRemovals       a load would remove so many pages that somebody must allow it
│   ├── StorageFailed      the data folder cannot be written, or is full
│   ├── NoticesDamaged     the file of withdrawals and corrections cannot be read
│   ├── ArchiveBusy        another load is under way on this data folder
│   ├── FolderTaken        another program serves members from this data folder
│   └── BackupError        a backup cannot be made, is damaged, or must not go where it should
├── ArticleUnknown         no article has this id in the generation
├── NothingRemoved         neither a page nor an article has this name or id
├── NameAmbiguous          several pages hold what was given as the name of one
├── ReasonMissing          a withdrawal needs a reason
└── EvaluationError        something that is evaluated, or evaluated with
    ├── CollectionError    a line or a file of a test collection, of qrels or of a run is wrong
    ├── SystemUnknown      no system of this name can be run
    ├── RunMismatch        a run was made in another way than the one it should go with
    └── PeerFailed         another library did not finish its part of a benchmark
"""

from __future__ import annotations

from retrieval.types import PageFailure, PageFault

_PAGE_PROBLEMS = {
    PageFault.MISSING: "no such file or folder: check the path",
    PageFault.UNOPENED: "the file cannot be opened ({detail}): check its rights",
    PageFault.TOO_BIG: "the file has {detail} bytes: split it and load the parts",
    PageFault.NO_SUFFIX: "its name says no format: add one of .txt .md .html .docx .pdf .zip",
    PageFault.UNKNOWN_FORMAT: (
        "{detail} is no format that is read: use .txt .md .html .docx .pdf or .zip"
    ),
    PageFault.EMPTY: "the file is empty: save the page again and reload it",
    PageFault.NOT_TEXT: "it is no text: save it as UTF-8 or GB18030 and reload it",
    PageFault.NO_TEXT: (
        "the page holds no text: a scan needs text recognition first, then load its text"
    ),
    PageFault.BROKEN: "the file is broken ({detail}): save, export or pack it again",
    PageFault.NESTED: "the HTML is nested too deep: save the page as text",
    PageFault.ENCRYPTED: "the file is encrypted (or an old .doc): save it again without a password",
    PageFault.NO_ARTICLE: "no article was found in it: check that the file is a newspaper page",
    PageFault.EMPTY_ARCHIVE: "the archive holds no file that could be a page",
    PageFault.SAME_NAME: "the archive holds another file of this name: rename one of them",
    PageFault.TOO_MANY: "the archive holds {detail} files: pack them into several",
    PageFault.UNPACKS_TOO_BIG: "the archive would unpack to {detail} bytes: pack its pages anew",
    PageFault.TOO_SLOW: "reading it took more than {detail} s and was given up: save it as text",
    PageFault.TOO_HEAVY: "reading it takes more than {detail} MiB of memory: split it",
    PageFault.CRASHED: "its reader broke down over it ({detail}): save the page as text",
}


_NAMED = 5  # pages that a message names


class WenbaoError(Exception):
    """Anything that the archive knows how to explain."""


class SettingsError(WenbaoError):
    """A setting is missing or wrong; the message names it."""


class PageError(WenbaoError):
    """One file cannot become a page: which, why, and in `detail` what the message fills in."""

    def __init__(self, source: str, fault: PageFault, detail: str = "") -> None:
        self.problem = _PAGE_PROBLEMS[fault].format(detail=detail)
        super().__init__(f"{source}: {self.problem}")
        self.source = source
        self.fault = fault
        self.detail = detail

    def failure(self, source: str) -> PageFailure:
        """Return this error as a line of a load's report, under the page's name in the archive."""
        return PageFailure(source, self.fault, self.detail, self.problem)


class ModelError(WenbaoError):
    """The embedding model cannot be found, made or loaded."""


class ArchiveError(WenbaoError):
    """Something is wrong with the stored archive."""


class NothingLoaded(ArchiveError):
    """No generation exists yet."""

    def __init__(self) -> None:
        super().__init__("the archive is empty: load pages with `wenbao ingest PATH…`")


class NoPages(ArchiveError):
    """There is no page that can be read where a load looked; the archive stays as it was."""

    def __init__(self, failures: tuple[PageFailure, ...]) -> None:
        listed = "; ".join(f"{failure.source}: {failure.problem}" for failure in failures)
        nothing = "there is no .txt, .md, .html, .docx, .pdf or .zip file"
        super().__init__(f"no page to load: {listed or nothing}")
        self.failures = failures


class GenerationDamaged(ArchiveError):
    """Files of a generation are missing or do not match their checksums."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(
            f"generation {number} is damaged ({problem}): "
            "go back with `wenbao rollback`, or build it again with `wenbao ingest --rebuild PATH…`"
        )
        self.number = number
        self.problem = problem


class GenerationMismatch(ArchiveError):
    """A generation was built by another model, tokenizer or schema."""

    def __init__(self, number: int, part: str, built_with: str, wanted: str) -> None:
        super().__init__(
            f"generation {number} was built with {part} {built_with}, but this run uses {wanted}: "
            "build it again with `wenbao ingest --rebuild PATH…`, or set the old one again"
        )
        self.number = number
        self.part = part
        self.built_with = built_with
        self.wanted = wanted


class GenerationUnknown(ArchiveError):
    """A generation number that is not kept."""

    def __init__(self, number: int | None, kept: tuple[int, ...]) -> None:
        listed = ", ".join(map(str, kept)) or "none"
        wanted = "no earlier generation" if number is None else f"no generation {number}"
        super().__init__(f"{wanted} is kept; there are: {listed}")
        self.number = number
        self.kept = kept


class VerificationFailed(ArchiveError):
    """A candidate generation failed its checks and did not go live."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("the new generation did not go live: " + "; ".join(problems))
        self.problems = problems


class LoadRefused(VerificationFailed):
    """A candidate generation failed its checks and is kept under its number, to be looked at."""

    def __init__(self, number: int, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.args = (
            f"generation {number} did not go live: {'; '.join(problems)}; the one before stays "
            f"live; to overrule this: `wenbao activate {number}`",
        )
        self.number = number


class ManyRemovals(ArchiveError):
    """A load would remove so many pages that somebody must allow it; nothing has changed."""

    def __init__(self, sources: tuple[str, ...], stored: int) -> None:
        named = ", ".join(sources[:_NAMED]) + (", …" if len(sources) > _NAMED else "")
        super().__init__(
            f"{len(sources)} of {stored} pages are gone from the folder ({named}): see that it is "
            "whole, mounted and synchronised; to remove them from the archive all the same: "
            "`wenbao ingest --mirror --allow-removals PATH…`"
        )
        self.sources = sources
        self.stored = stored


class StorageFailed(ArchiveError):
    """The data folder cannot be written, or is full; the live generation is as it was."""

    def __init__(self, folder: str, problem: str) -> None:
        super().__init__(
            f"{folder} cannot be written ({problem}): make room there, or see who may write there, "
            "then try again; the archive is as it was"
        )
        self.folder = folder
        self.problem = problem


class NoticesDamaged(ArchiveError):
    """The file of withdrawals and corrections cannot be read; without it nothing may be shown."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(
            f"{path} is damaged ({problem}): put it back from a backup; if there is none, remove "
            "it and withdraw again, for it says which articles must not be shown"
        )
        self.path = path
        self.problem = problem


class ArchiveBusy(ArchiveError):
    """Another load is under way on this data folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"another load is under way in {folder}: wait until it ends, then try again"
        )
        self.folder = folder


class FolderTaken(ArchiveError):
    """Another program serves members from this data folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"another bot runs on {folder}: stop it first, or give this one a DATA_DIR of its own"
        )
        self.folder = folder


class BackupError(ArchiveError):
    """A backup cannot be made, is damaged, or must not go where it should."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}: {remedy}")
        self.path = path
        self.problem = problem


class NothingRemoved(WenbaoError):
    """Neither a page nor an article has this name or id."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"neither a page nor an article is called {name}: name a page as `wenbao pages` does, "
            "or give the id of an article"
        )
        self.name = name


class NameAmbiguous(WenbaoError):
    """Several pages hold in their names what was given as the name of one."""

    def __init__(self, name: str, sources: tuple[str, ...]) -> None:
        named = ", ".join(sources[:_NAMED]) + (", …" if len(sources) > _NAMED else "")
        super().__init__(f"{len(sources)} pages have {name} in their names ({named}): give more")
        self.name = name
        self.sources = sources


class ReasonMissing(WenbaoError):
    """A withdrawal needs a reason."""

    def __init__(self) -> None:
        super().__init__("say why: whoever opens an answer that cited the article will read it")


class ArticleUnknown(WenbaoError):
    """No article has this id in the generation."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article has the id {article_id}; it may have been removed")
        self.article_id = article_id


class EvaluationError(WenbaoError):
    """Something that is evaluated, or evaluated with, is wrong."""


class CollectionError(EvaluationError):
    """A line or a file of a test collection, of qrels or of a run is wrong.

    `line` counts from 1; it is `None` when the fault is of the file as a whole.
    """

    def __init__(self, path: str, problem: str, line: int | None = None) -> None:
        place = path if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class SystemUnknown(EvaluationError):
    """No system of this name can be run."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no system {name}; there are: {', '.join(known)}")
        self.name = name
        self.known = known


class RunMismatch(EvaluationError):
    """A run was made in another way than the one that it is asked to go on with or be held to."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}: {remedy}")
        self.path = path
        self.problem = problem
        self.remedy = remedy


class PeerFailed(EvaluationError):
    """A system of a benchmark ended with an error; the others' results are kept."""

    def __init__(self, system: str, problem: str, log: str) -> None:
        super().__init__(f"{system} failed ({problem}): read {log}, or leave it out with --system")
        self.system = system
        self.problem = problem
        self.log = log
