"""The settings of the bot, on top of those of the archive: environment first, then `.env`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from retrieval.settings import ArchiveSettings

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["text", "json"]


class BotSettings(ArchiveSettings):
    """How the bot reaches Telegram and whom it obeys. An empty value counts as unset."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = Field(
        None, description="the token that @BotFather gives; without it the playground opens"
    )
    telegram_api_base_url: str = Field(
        "https://api.telegram.org/bot",
        pattern=r"^https?://",
        description="where the Bot API is; the token is appended to it",
    )
    telegram_api_base_file_url: str = Field(
        "https://api.telegram.org/file/bot",
        pattern=r"^https?://",
        description="where the Bot API serves files; the token is appended to it",
    )
    telegram_admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="user ids that may load pages, separated by commas"
    )
    telegram_webhook_url: str | None = Field(
        None,
        pattern=r"^https://",
        description="public address for a webhook; without it the bot polls",
    )
    telegram_webhook_listen: str = Field(
        "127.0.0.1", description="address that the webhook listens on, behind a TLS proxy"
    )
    telegram_webhook_port: int = Field(
        8443, ge=1, le=65535, description="port that the webhook listens on"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="secret that Telegram repeats to the webhook; made up when unset"
    )
    questions_per_minute: int = Field(
        20, ge=1, description="questions that one member may ask within a minute"
    )
    max_waiting_questions: int = Field(
        1000, ge=1, description="questions that may wait for their answers at once"
    )
    retention_days: int = Field(
        90, ge=1, description="days after which conversations and given answers are deleted"
    )
    playground_port: int = Field(
        8480, ge=0, le=65535, description="port of the playground's page; 0: any free one"
    )
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    log_format: LogFormat = Field("text", description="text, or json: one object a line")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="port of /health, /ready and /metrics on 127.0.0.1; 0: none"
    )
    alert_days: int = Field(
        0, ge=0, description="days without a new page after which admins are told; 0: never"
    )

    @field_validator("telegram_bot_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None:
            number, colon, secret = token.get_secret_value().partition(":")
            if not (number.isdecimal() and colon and secret and secret.isprintable()):
                raise ValueError("not a bot token; @BotFather gives one like 123456:ABC-DEF")
        return token

    @field_validator("telegram_admin_ids", mode="before")
    @classmethod
    def _split_admin_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.replace("，", ",").split(",")]
        if bad := [part for part in parts if part and not part.isdecimal()]:
            raise ValueError(f"not a user id: {bad[0]}; write numbers separated by commas")
        return frozenset(int(part) for part in parts if part)

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _check_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None:
            plain = secret.get_secret_value()
            allowed = plain.replace("_", "a").replace("-", "a")
            if not (allowed.isascii() and allowed.isalnum() and len(plain) <= 256):
                raise ValueError("Telegram allows 1 to 256 of A-Z a-z 0-9 _ - here")
        return secret

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value
