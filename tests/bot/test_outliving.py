"""Answers outlive the process that gave them: their buttons work in the next one."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from retrieval.evaluation import questions
from retrieval.evaluation.feedback import Exported, export
from tests.bot.process import bot_says, started
from tests.bot.talk import MEMBER

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.messages import Message
    from bot.playground.state import PlaygroundState

QUESTION = "密云区总工会成立了几个工作小组？"
FOLLOW_UP = "密云区总工会的干部去了哪里？"


async def tap(playground: PlaygroundState, message: Message, label: str, words: str) -> None:
    """Tap a button of a message, and wait until the message says `words`."""

    def now() -> Message:
        return playground.chat(MEMBER).messages[message.id]

    markup = now().reply_markup or {}
    rows: list[list[dict[str, str]]] = markup["inline_keyboard"]  # type: ignore[assignment]
    data = next(b["callback_data"] for row in rows for b in row if label in b["text"])
    tapped = playground.press(MEMBER, MEMBER, message.id, data)
    done = await playground.wait_until(
        lambda: tapped.answer is not None and words in str((now().marked, now().reply_markup)), 20
    )
    assert done, now()


async def test_buttons_work_after_a_kill_and_a_changed_page_and_feedback_comes_out(
    env, playground, news_dir: Path, tmp_path: Path
):
    async with started(env) as bot:
        question = playground.say(MEMBER, QUESTION)
        playground.say(MEMBER, "/status")
        assert await bot_says(playground, MEMBER, "第1代索引")  # so the answer is done with
        bot.tell(signal.SIGKILL)
        await bot.end()
    reply, _ = [m for m in playground.chat(MEMBER).messages.values() if m.sender.is_bot]

    page = "密云区总工会下沉一线\n密云区总工会成立了9个工作小组。更正：共有30名干部。"
    (news_dir / "b.txt").write_text(page, "utf-8")
    async with started(env) as bot:
        await tap(playground, reply, "打开原文", "更正：共有30名干部。")
        await tap(playground, reply, "返回", "后来更改过")
        await tap(playground, reply, "👍", "✓ 👍")
        playground.edit(MEMBER, MEMBER, question.id, FOLLOW_UP)
        assert await bot_says(playground, MEMBER, "更正")
        bot.tell(signal.SIGTERM)
        code, output = await bot.end()

    assert code == 0
    assert "incident" not in output
    assert len([c for c in playground.calls if c.method == "sendMessage"]) == 2
    data_dir = tmp_path / "data"
    assert export(data_dir, tmp_path / "out") == Exported(1, 0, 0)
    (liked,) = questions.read(tmp_path / "out" / questions.FILE_NAME)
    assert (liked.text, liked.evidence[0][0].quote) == (QUESTION, "密云区总工会成立了9个工作小组。")
