"""The evening that the README tells is true: it is played with the real process, line by line.

In the README, `…` stands for what is left out, and ［…］ is a button that is tapped.
"""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from tests.bot.process import started
from tests.bot.talk import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

README = Path(__file__).parents[1] / "README.md"
LI, WANG = 7, 8
OURS = "问报"
IN_PRIVATE, IN_THE_GROUP, ELSEWHERE = "小李", "小王在群里", "小李在别的聊天里"
COLD_START_S = 90


@dataclass(frozen=True)
class Line:
    who: str
    words: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a text must look like to be what the line tells."""
        return re.compile(".*".join(map(re.escape, self.words.split("…"))), re.DOTALL)


def told() -> list[Line]:
    """Return the evening as the README tells it."""
    section = README.read_text(encoding="utf-8").split("An evening:")[1]
    block = section.split("```text\n")[1].split("```")[0]
    return [Line(*line.split("：", 1)) for line in block.splitlines()]


class Evening:
    """Two members and the bot, in private, in a group and in inline mode."""

    def __init__(self) -> None:
        self.state = PlaygroundState(TOKEN)
        self.state.add_person(LI, "小李")
        self.state.add_person(WANG, "小王")
        self.group = self.state.add_group("读报群", {LI, WANG}).id
        self._heard: Callable[[], list[str]] = list

    def act(self, line: Line) -> None:
        """Do what a member does in a line; what the bot then says is heard."""
        if line.who == ELSEWHERE:
            self._inline(line.words.partition(" ")[2])
        elif line.words.startswith("［"):
            self._tap(line.words.strip("［］"))
        else:
            place = {IN_PRIVATE: (LI, LI), IN_THE_GROUP: (WANG, self.group)}[line.who]
            self._say(*place, line.words)

    async def hears(self, line: Line) -> None:
        """Wait for what the bot says in a line, and fail with what it said instead."""

        def said() -> bool:
            return any(line.pattern.fullmatch(text) for text in self._heard())

        assert await self.state.wait_until(said, COLD_START_S), (line, self._heard())

    def _say(self, member: int, chat: int, words: str) -> None:
        sent = self.state.say(member, words, chat)
        messages = self.state.chat(chat).messages
        self._heard = lambda: [
            m.marked.text for m in messages.values() if m.id > sent.id and m.sender.is_bot
        ]

    def _tap(self, label: str) -> None:
        """Tap a button of the newest message that has it; its answer and its message are heard."""
        message_id, data = self._button(label)
        tap = self.state.press(LI, LI, message_id, data)
        shown = self.state.chat(LI).messages
        self._heard = lambda: [
            str((tap.answer or {}).get("text", "")),
            shown[message_id].marked.text,
        ]

    def _button(self, label: str) -> tuple[int, str]:
        for message in reversed(self.state.chat(LI).messages.values()):
            rows = (message.reply_markup or {}).get("inline_keyboard", [])
            assert isinstance(rows, list)
            for button in (button for row in rows for button in row):
                if button["text"] == label:
                    return message.id, button["callback_data"]
        raise AssertionError(f"there is no button {label}")

    def _inline(self, words: str) -> None:
        query = self.state.ask_inline(LI, words)
        self._heard = lambda: [result.message.text for result in query.results]


@pytest.mark.timeout(600)
async def test_the_evening_in_the_readme_is_true(loaded_seeds: Path) -> None:
    evening = Evening()
    async with serving(evening.state) as url:
        env = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": f"{url}/bot",
            "TELEGRAM_API_BASE_FILE_URL": f"{url}/file/bot",
            "DATA_DIR": str(loaded_seeds),
        }
        async with started(env, program="bot") as bot:
            for line in told():
                if line.who == OURS:
                    await evening.hears(line)
                else:
                    evening.act(line)
            bot.tell(signal.SIGTERM)
            code, output = await bot.end()
    assert code == 0, output
    assert "incident" not in output
