"""What the playground refuses, in Telegram's codes and words."""

from __future__ import annotations


class Refusal(Exception):
    """A request that Telegram would refuse: `code` is the HTTP status as well."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """Return the JSON object that Telegram answers with."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(problem: str) -> Refusal:
    """Return a 400."""
    return Refusal(400, f"Bad Request: {problem}")


def cannot_parse(problem: str) -> Refusal:
    """Return the 400 for text that does not follow the rules of its parse mode."""
    return bad_request(f"can't parse entities: {problem}")
