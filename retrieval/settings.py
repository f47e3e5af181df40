"""The settings of the archive, read once where a program starts and passed on as values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


# What is wrong with a value, by pydantic's name for it; others are told in pydantic's words.
_WORDS = {
    "int_parsing": "is no whole number",
    "float_parsing": "is no number",
    "greater_than_equal": "is less than {ge}",
    "less_than_equal": "is more than {le}",
    "literal_error": "is not one of {expected}",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "does not look like {pattern}",
}


class ArchiveSettings(BaseSettings):
    """Where the archive lives and which model reads for it."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    news_dir: Path = Field(Path("seeds"), description="folder of page files that a reload reads")
    data_dir: Path = Field(Path("data"), description="folder of everything that is stored")
    embedding_model: str = Field(
        "builtin:e5-small",
        min_length=1,
        description="the bundled model, or any sentence-transformers model name or folder",
    )
    answer_threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="how sure an answer must be to be shown; unset: as fitted",
    )
    fitted_numbers: Path | None = Field(
        None, description="file that `wenbao evaluate fit` wrote for another model"
    )
    gate_questions: int = Field(
        20, ge=0, description="questions that a new generation is asked before it goes live"
    )
    gate_margin: float = Field(
        0.1,
        ge=0,
        le=1,
        description="share of those questions that a new generation may do worse by",
    )
    load_batch_pages: int = Field(
        200, ge=1, description="pages that a load holds in memory at once"
    )
    removal_share: float = Field(
        0.05,
        ge=0,
        le=1,
        description="share of a folder's pages that a load may remove unasked; 1: all of them",
    )
    watch_seconds: int = Field(
        0, ge=0, description="seconds that a new file must not have grown to be loaded; 0: never"
    )

    @classmethod
    def read(cls) -> Self:
        """Read the environment and `.env`. Raises `SettingsError`, with a line for each setting."""
        try:
            return cls()
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False)
            lines = [cls._problem(one) for one in wrong]
            one_or_more = "wrong setting: " if len(lines) == 1 else "wrong settings:\n  "
            raise SettingsError(one_or_more + "\n  ".join(lines)) from None

    @classmethod
    def _problem(cls, wrong: ErrorDetails) -> str:
        """Return a line: the name of a setting, what is wrong with its value, what it is."""
        name = str(wrong["loc"][0])
        field = cls.model_fields.get(name)
        known = _WORDS.get(wrong["type"])
        words = known.format(**wrong.get("ctx", {})) if known else wrong["msg"]
        meaning = f" ({field.description})" if field and field.description else ""
        return f"{name.upper()}: {words.removeprefix('Value error, ')}{meaning}"
