"""A test's place in the playground: it writes as members do and reads what the bot sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.settings import BotSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.context import BotApplication
    from bot.playground.messages import Message
    from bot.playground.state import PlaygroundState

TOKEN = "4242:playground-token"
MEMBER = 7
ADMIN = 1

PAGES = {
    "a.txt": (
        "平谷区总工会探索“党建+”工作模式\n"
        "平谷区总工会积极探索“党建+”模式。该区总工会服务一线职工群众。"
    ),
    "b.txt": "密云区总工会下沉一线\n密云区总工会成立了9个工作小组。28名干部赴基层服务站蹲点调研。",
}


class Talk:
    """The playground with the bot in it, as a test acts in it."""

    def __init__(self, state: PlaygroundState, application: BotApplication) -> None:
        self.state = state
        self.application = application

    async def ask(self, text: str, user: int = MEMBER, chat: int | None = None, **more) -> Message:
        """Write, and return the bot's first message after it."""
        sent = self.state.say(user, text, chat, **more)
        return (await self.replies(chat or user, after=sent.id))[0]

    async def replies(self, chat: int, after: int, count: int = 1) -> list[Message]:
        """Return the bot's messages after another one, waiting for `count` of them."""

        def found() -> list[Message]:
            messages = self.state.chat(chat).messages.values()
            return [m for m in messages if m.id > after and m.sender.is_bot]

        assert await self.state.wait_until(lambda: len(found()) >= count, 10), "no reply came"
        return found()

    def buttons(self, message: Message) -> dict[str, str]:
        """Return what each button of a message sends or opens, by its words."""
        rows: Any = (message.reply_markup or {}).get("inline_keyboard", [])
        return {b["text"]: b.get("callback_data") or b.get("url", "") for row in rows for b in row}

    async def tap(self, message: Message, label: str, user: int = MEMBER) -> str:
        """Tap the button with this label, and return what the member is told of it."""
        current = self.now(message)
        data = next(data for words, data in self.buttons(current).items() if label in words)
        return await self.press(message, data, user)

    async def press(self, message: Message, data: str, user: int = MEMBER) -> str:
        """Press a button of a message, wait for what follows, and return what is told of it."""
        tap = self.state.press(user, message.chat.id, message.id, data)
        await self.until(lambda: tap.answer is not None)
        await self.quiet()
        return str((tap.answer or {}).get("text", ""))

    def now(self, message: Message) -> Message:
        """Return a message as it stands now."""
        return self.state.chat(message.chat.id).messages[message.id]

    def text(self, message: Message) -> str:
        """Return the text of a message as it stands now."""
        return self.now(message).marked.text

    def texts(self, chat: int) -> list[str]:
        """Return the texts of the bot's messages in a chat."""
        return [m.marked.text for m in self.state.chat(chat).messages.values() if m.sender.is_bot]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something to become true in the playground."""
        assert await self.state.wait_until(condition, 10), "it did not happen"

    def calls(self, method: str) -> list[dict[str, object]]:
        """Return the parameters of the bot's calls of a method."""
        return [call.parameters for call in self.state.calls if call.method == method]

    async def quiet(self) -> None:
        """Wait until every update so far is dealt with."""
        await self.until(lambda: not self.state.updates)
        await self.application.update_queue.join()


def settings_for(url: str, news_dir: Path, **more: object) -> BotSettings:
    return BotSettings.model_validate(
        {
            "telegram_bot_token": TOKEN,
            "telegram_api_base_url": f"{url}/bot",
            "telegram_api_base_file_url": f"{url}/file/bot",
            "telegram_admin_ids": frozenset({ADMIN}),
            "news_dir": news_dir,
            **more,
        }
    )
