"""What the playground refuses, in Telegram's codes and words."""

from __future__ import annotations


class Refusal(Exception):
    """A request that Telegram would refuse: `code` is the HTTP status as well."""

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        hints = {"retry_after": retry_after, "migrate_to_chat_id": migrate_to_chat_id}
        self.parameters = {name: value for name, value in hints.items() if value is not None}

    def body(self) -> dict[str, object]:
        """Return the JSON object that Telegram answers with."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(problem: str) -> Refusal:
    """Return a 400."""
    return Refusal(400, f"Bad Request: {problem}")


def cannot_parse(problem: str) -> Refusal:
    """Return the 400 for text that does not follow the rules of its parse mode."""
    return bad_request(f"can't parse entities: {problem}")


def forbidden(problem: str) -> Refusal:
    """Return a 403."""
    return Refusal(403, f"Forbidden: {problem}")


def conflict(problem: str) -> Refusal:
    """Return a 409."""
    return Refusal(409, f"Conflict: {problem}")
