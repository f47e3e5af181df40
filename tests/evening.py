"""A member's evening with the bot, written down as they see it: the transcript of the README."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.rich import units

if TYPE_CHECKING:
    from bot.playground.markup import JsonObject
    from bot.playground.messages import Message
    from tests.bot.talk import Talk

MEMBER, NEIGHBOUR = 100, 101
BOT = "问报"
FOLDED_CHARS, SHOWN_LINES, SHOWN_CHARS = 12, 6, 64


class Evening:
    """Acts as two members, and writes a line for whatever is said or tapped."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._group = talk.state.add_group("读报群", {MEMBER, NEIGHBOUR}).id
        self._lines: list[str] = []

    @property
    def transcript(self) -> str:
        """What was written so far."""
        return "\n".join(self._lines) + "\n"

    def head(self, words: str) -> None:
        """Write what comes next."""
        self._lines += ["", f"—— {words} ——"] if self._lines else [f"—— {words} ——"]

    async def say(self, words: str, **more: Any) -> Message:
        """Write to the bot in private, and show its reply."""
        self._lines.append(f"小李：{words}")
        return self._show(await self._talk.ask(words, user=MEMBER, **more))

    async def say_in_group(self, words: str, user: int = MEMBER, **more: Any) -> Message:
        """Write in the group; shows the reply where there is one to wait for."""
        name = self._talk.state.person(user).first_name
        self._lines.append(f"{name}：{words}")
        return self._show(await self._talk.ask(words, user=user, chat=self._group, **more))

    def hear_in_group(self, words: str, user: int) -> Message:
        """Let another member write something that is not meant for the bot."""
        self._lines.append(f"{self._talk.state.person(user).first_name}：{words}")
        return self._talk.state.say(user, words, self._group)

    async def tap(self, message: Message, label: str) -> Message:
        """Tap a button, and show what the message becomes, and what pops up."""
        self._lines.append(f"小李点［{label}］")
        before = self._talk.now(message)
        told = await self._talk.tap(message, label, MEMBER)
        if told:
            self._lines.append(f"　　（{told}）")
        now = self._talk.now(message)
        return self._show(now) if now.marked != before.marked else self._buttons_of(now)

    async def tap_question(self, message: Message, label: str) -> Message:
        """Tap a question, and show the answer that follows."""
        self._lines.append(f"小李点［{label}］")
        after = max(self._talk.state.chat(message.chat.id).messages)
        data = self._talk.buttons(message)[label]
        self._talk.state.press(MEMBER, message.chat.id, message.id, data)
        return self._show((await self._talk.replies(message.chat.id, after=after))[0])

    async def search_inline(self, words: str) -> None:
        """Type behind the bot's name in the group, and send the first result."""
        query = self._talk.state.ask_inline(MEMBER, words)
        await self._talk.until(lambda: query.answered)
        self._lines.append(f"小李正在输入：@{self._talk.state.bot.username} {words}")
        self._lines += [f"　　▸ {result.shape['title']}" for result in query.results[:2]]
        sent = self._talk.state.choose_inline(query.id, query.results[0].id, self._group)
        self._lines.append("小李点了第一条：")
        self._show(sent)

    def _show(self, message: Message) -> Message:
        lines = [line for line in _folded(message).splitlines() if line.strip()]
        shown = lines[:SHOWN_LINES] + (["……"] if len(lines) > SHOWN_LINES else [])
        speaker = BOT if message.sender.is_bot else f"小李（来自{BOT}）"
        for number, line in enumerate(shown):
            cut = line if len(line) <= SHOWN_CHARS else line[:SHOWN_CHARS] + "……"
            self._lines.append((f"{speaker}：" if number == 0 else "　　　") + cut)
        return self._buttons_of(message)

    def _buttons_of(self, message: Message) -> Message:
        rows: Any = (message.reply_markup or {}).get("inline_keyboard", [])
        for row in rows:
            self._lines.append("　　　" + "".join(f"［{button['text']}］" for button in row))
        return message


def _folded(message: Message) -> str:
    """Return the text with what Telegram folds away cut short."""
    text = message.marked.text
    folded = [e for e in message.marked.entities if e["type"] == "expandable_blockquote"]
    for entity in reversed(folded):
        start, end = (_place(text, entity, whole=whole) for whole in (False, True))
        text = f"{text[:start]}▏{text[start : start + FOLDED_CHARS]}……▾{text[end:]}"
    return text


def _place(text: str, entity: JsonObject, *, whole: bool) -> int:
    """Return where an entity begins, or with `whole` ends, in characters."""
    wanted = int(str(entity["offset"])) + (int(str(entity["length"])) if whole else 0)
    return next(i for i in range(len(text) + 1) if units(text[:i]) >= wanted)


async def evening(talk: Talk) -> str:
    """Live through the evening, and return its transcript."""
    talk.state.add_person(MEMBER, "小李")
    talk.state.add_person(NEIGHBOUR, "小王")
    act = Evening(talk)

    act.head("开始")
    greeting = await act.say("/start")
    act.head("提问，打开原文")
    answer = await act.tap_question(greeting, next(iter(talk.buttons(greeting))))
    await act.tap(answer, "📖 打开原文")
    await act.tap(answer, "← 返回")
    act.head("接着问")
    await act.say("丰台的大篷车去了哪个社区？")
    follow_up = await act.say("带了哪些服务？")
    act.head("在群里")
    said = act.hear_in_group("谁拿了京津冀乒乓球比赛冠军？", NEIGHBOUR)
    await act.say_in_group(f"@{talk.state.bot.username}", replies_to=said.id)
    act.head("在任何聊天里")
    await act.search_inline("大栅栏的职工去哪家老字号学画布鞋")
    act.head("老实说没有")
    no = await act.say("今天股票涨了吗？")
    await act.tap(no, "✉️ 告诉编辑")
    act.head("说说好不好")
    await act.tap(follow_up, "👍")
    return act.transcript
