"""The server answers as python-telegram-bot's own types, signatures and constants say."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import telegram
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.constants import (
    BotCommandLimit,
    CallbackQueryLimit,
    ChatAction,
    FileSizeLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
    MessageLimit,
    PollingLimit,
    ReactionEmoji,
    WebhookLimit,
)
from telegram.error import BadRequest, NetworkError

from bot.playground.api import METHODS, unmodelled_methods
from bot.playground.server import serving
from tests.bot.talk import MEMBER, TOKEN

OF_THE_LIBRARY = {"self", "read_timeout", "write_timeout", "connect_timeout", "pool_timeout"}
OF_THE_LIBRARY |= {"api_kwargs"}


@pytest.fixture
async def bot(playground):
    playground.say(MEMBER, "/start")
    async with serving(playground) as url:
        base, files = f"{url}/bot", f"{url}/file/bot"
        async with Bot(TOKEN, base_url=base, base_file_url=files) as bot:
            yield bot


# --- methods and their parameters -----------------------------------------------------------


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_method_and_parameter_is_one_of_telegrams(method):
    known = inspect.signature(getattr(Bot, method.name)).parameters.keys() - OF_THE_LIBRARY
    assert method.parameters <= known


def test_what_is_not_modelled_is_listed_whole():
    modelled = {method.name for method in METHODS.values()}
    assert modelled.isdisjoint(unmodelled_methods())
    assert {"sendPhoto", "forwardMessage", "banChatMember"} <= set(unmodelled_methods())
    assert len(modelled) + len(unmodelled_methods()) > 150


async def test_a_parameter_that_is_not_modelled_is_refused_by_name(bot):
    with pytest.raises(BadRequest, match="does not model parameter message_effect_id"):
        await bot.send_message(MEMBER, "报", message_effect_id="5")


# --- shapes: whatever the server sends, the types know every field of it --------------------


def unknown_fields(value, path="") -> list[str]:
    """Return the fields, at any depth, that the library's types do not know."""
    if isinstance(value, list | tuple):
        return [u for i, one in enumerate(value) for u in unknown_fields(one, f"{path}[{i}]")]
    if not isinstance(value, telegram.TelegramObject):
        return []
    found = [f"{path}.{name}" for name in value.api_kwargs]
    for name in value.__slots__:
        if not name.startswith("_"):
            found += unknown_fields(getattr(value, name, None), f"{path}.{name}")
    return found


async def everything(bot, playground) -> list[object]:
    """Return one of each thing that the server sends."""
    row = [InlineKeyboardButton("开", callback_data="a")]
    markup = InlineKeyboardMarkup(
        [[*row, InlineKeyboardButton("存", copy_text=CopyTextButton("文"))]]
    )
    said = playground.say(MEMBER, "看 https://example.org 和 /help")
    reply = ReplyParameters(said.id, quote="看")
    html = "<b>报</b><blockquote expandable>文</blockquote><tg-spoiler>谜</tg-spoiler>"
    sent = await bot.send_message(MEMBER, html, "HTML", reply_markup=markup, reply_parameters=reply)
    document = await bot.send_document(MEMBER, b"abc", caption="页", filename="页.txt")
    playground.press(MEMBER, MEMBER, sent.message_id, "a")
    playground.react(MEMBER, MEMBER, sent.message_id, ["👍"])
    playground.edit(MEMBER, MEMBER, said.id, "改")
    playground.upload(MEMBER, [("a.txt", b"1"), ("b.txt", b"2")], "两页")
    query = playground.ask_inline(MEMBER, "工会")
    content = InputTextMessageContent("文")
    await bot.answer_inline_query(query.id, [InlineQueryResultArticle("1", "题", content)])
    playground.choose_inline(query.id, "1", MEMBER)
    group = playground.add_group("群", {MEMBER})
    playground.migrate(group.id)
    playground.block(MEMBER, blocked=True)
    playground.block(MEMBER, blocked=False)
    updates: list[Update] = []
    while more := await bot.get_updates(updates[-1].update_id + 1 if updates else None):
        updates += more
    return [
        *updates,
        sent,
        await sent.edit_text("新"),
        await sent.edit_reply_markup(markup),
        document,
        await document.edit_caption("新"),
        await bot.get_file(document.document.file_id),
        await bot.get_me(),
        await bot.get_chat(MEMBER),
        await bot.get_chat_member(MEMBER, MEMBER),
        await bot.get_webhook_info(),
    ]


async def test_every_object_has_only_fields_that_the_types_know(bot, playground):
    playground.allowed_updates = list(Update.ALL_TYPES)
    sent = await everything(bot, playground)

    assert unknown_fields(sent) == []
    kinds = {kind for one in sent for kind in Update.ALL_TYPES if getattr(one, kind, None)}
    assert kinds == {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "message_reaction",
        "my_chat_member",
    }


async def test_a_message_comes_back_as_the_library_would_write_it(bot, playground):
    """Parsed and written again, an update is what went over the wire."""
    playground.allowed_updates = list(Update.ALL_TYPES)
    await everything(bot, playground)
    for entry in playground.journal.entries:
        if entry.update:
            parsed = Update.de_json(entry.update, bot)
            assert without_empty(parsed.to_dict()) == without_empty(entry.update)


def without_empty(value):
    """Leave out what the library writes for absent things: empty arrays and false flags."""
    if isinstance(value, dict):
        kept = {k: without_empty(v) for k, v in value.items()}
        return {k: v for k, v in kept.items() if v not in ([], {}, False, None)}
    return [without_empty(one) for one in value] if isinstance(value, list | tuple) else value


# --- limits: the last that passes passes, the next does not ---------------------------------


@dataclass(frozen=True)
class Limit:
    """A call that takes a size, the sizes that pass, and those that are refused."""

    name: str
    call: Callable[..., Any]
    good: tuple[int, ...]
    bad: tuple[int, ...]
    words: str


def keyboard(rows: list[int], **button: Any) -> InlineKeyboardMarkup:
    key = InlineKeyboardButton("键", **(button or {"callback_data": "x"}))
    return InlineKeyboardMarkup([[key] * count for count in rows])


async def send_text(bot, _, size):
    await bot.send_message(MEMBER, "报" * size)


async def send_caption(bot, _, size):
    await bot.send_document(MEMBER, b"x", caption="报" * size)


async def send_data(bot, _, size):
    await bot.send_message(MEMBER, "报", reply_markup=keyboard([1], callback_data="x" * size))


async def send_copied(bot, _, size):
    copied = CopyTextButton("报" * size)
    await bot.send_message(MEMBER, "报", reply_markup=keyboard([1], copy_text=copied))


async def send_row(bot, _, size):
    await bot.send_message(MEMBER, "报", reply_markup=keyboard([size]))


async def send_buttons(bot, _, size):
    await bot.send_message(MEMBER, "报", reply_markup=keyboard([1] * size))


async def send_document(bot, _, size):
    await bot.send_document(MEMBER, b"x" * size)


async def download(bot, playground, size):
    await bot.get_file(playground.files.add("大.pdf", b"x" * size).id)


async def answer_tap(bot, playground, size):
    sent = await bot.send_message(MEMBER, "报", reply_markup=keyboard([1]))
    tap = playground.press(MEMBER, MEMBER, sent.message_id, "x")
    await bot.answer_callback_query(tap.id, "报" * size)


def results(count: int, prefix: str = "") -> list[InlineQueryResultArticle]:
    content = InputTextMessageContent("文")
    return [InlineQueryResultArticle(f"{prefix}{n}", "题", content) for n in range(count)]


async def answer_inline(bot, playground, size):
    query = playground.ask_inline(MEMBER, "工会")
    await bot.answer_inline_query(query.id, results(size))


async def inline_id(bot, playground, size):
    query = playground.ask_inline(MEMBER, "工会")
    await bot.answer_inline_query(query.id, results(1, "x" * (size - 1)))


async def inline_offset(bot, playground, size):
    query = playground.ask_inline(MEMBER, "工会")
    await bot.answer_inline_query(query.id, [], next_offset="x" * size)


async def inline_button(bot, playground, size):
    query = playground.ask_inline(MEMBER, "工会")
    button = InlineQueryResultsButton("开", start_parameter="x" * size)
    await bot.answer_inline_query(query.id, [], button=button)


async def command(bot, _, size):
    await bot.set_my_commands([("x" * size, "说明")])


async def command_words(bot, _, size):
    await bot.set_my_commands([BotCommand("x", "说" * size)])


async def commands(bot, _, size):
    await bot.set_my_commands([(f"x{n}", "说明") for n in range(size)])


async def connections(bot, _, size):
    await bot.set_webhook("https://paper.example/hook", max_connections=size)


async def secret(bot, _, size):
    await bot.set_webhook("https://paper.example/hook", secret_token="x" * size)


async def bulk(bot, _, size):
    await bot.delete_messages(MEMBER, list(range(1000, 1000 + size)))


LIMITS = [
    Limit("text", send_text, (1, MessageLimit.MAX_TEXT_LENGTH), (0, 4097), "Message"),
    Limit(
        "caption", send_caption, (0, MessageLimit.CAPTION_LENGTH), (1025,), "caption is too long"
    ),
    Limit(
        "callback data", send_data, (1, InlineKeyboardButtonLimit.MAX_CALLBACK_DATA), (65,), "data"
    ),
    Limit("copied text", send_copied, (1, InlineKeyboardButtonLimit.MAX_COPY_TEXT), (257,), "copy"),
    Limit(
        "row", send_row, (InlineKeyboardMarkupLimit.BUTTONS_PER_ROW,), (9,), "markup is too long"
    ),
    Limit(
        "keyboard",
        send_buttons,
        (InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER,),
        (101,),
        "markup is too long",
    ),
    Limit("empty file", send_document, (1,), (0,), "non-empty"),
    Limit("download", download, (FileSizeLimit.FILESIZE_DOWNLOAD,), (20_000_001,), "too big"),
    Limit(
        "tap",
        answer_tap,
        (CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH,),
        (201,),
        "(?i)message_too_long",
    ),
    Limit("inline results", answer_inline, (0, InlineQueryLimit.RESULTS), (51,), "(?i)too_much"),
    Limit("inline id", inline_id, (1, InlineQueryResultLimit.MAX_ID_LENGTH), (65,), "(?i)id_inv"),
    Limit("inline offset", inline_offset, (InlineQueryLimit.MAX_OFFSET_LENGTH,), (65,), "offset"),
    Limit(
        "inline button",
        inline_button,
        (1, InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH),
        (65,),
        "(?i)start_param",
    ),
    Limit("command", command, (1, BotCommandLimit.MAX_COMMAND), (33,), "(?i)command_invalid"),
    Limit("description", command_words, (1, BotCommandLimit.MAX_DESCRIPTION), (257,), "(?i)descr"),
    Limit("commands", commands, (BotCommandLimit.MAX_COMMAND_NUMBER,), (101,), "at most 100"),
    Limit(
        "connections",
        connections,
        (WebhookLimit.MIN_CONNECTIONS_LIMIT, WebhookLimit.MAX_CONNECTIONS_LIMIT),
        (0, 101),
        "max_connections",
    ),
    Limit("secret", secret, (1, WebhookLimit.MAX_SECRET_TOKEN_LENGTH), (257,), "secret token"),
    Limit("bulk", bulk, (1, 100), (0, 101), "between 1 and 100"),
]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
async def test_the_limit_is_telegrams(bot, playground, limit):
    for size in limit.good:
        await limit.call(bot, playground, size)
    for size in limit.bad:
        with pytest.raises(BadRequest, match=f"(?i){limit.words.removeprefix('(?i)')}"):
            await limit.call(bot, playground, size)


async def test_an_upload_beyond_50_mb_is_refused_as_too_large(bot):
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(MEMBER, b"x" * (FileSizeLimit.FILESIZE_UPLOAD + 1))


async def test_a_poll_brings_at_most_the_limit(bot, playground):
    for _ in range(PollingLimit.MAX_LIMIT + 1):
        playground.say(MEMBER, "报")
    assert len(await bot.get_updates(limit=PollingLimit.MAX_LIMIT)) == PollingLimit.MAX_LIMIT
    assert len(await bot.get_updates(limit=PollingLimit.MIN_LIMIT)) == PollingLimit.MIN_LIMIT


async def test_entities_beyond_the_limit_are_shown_plain(bot):
    many = "<b>粗</b>细" * (MessageLimit.MESSAGE_ENTITIES + 5)
    message = await bot.send_message(MEMBER, many, "HTML")

    assert len(message.entities) == MessageLimit.MESSAGE_ENTITIES
    assert message.text == "粗细" * (MessageLimit.MESSAGE_ENTITIES + 5)


async def test_every_chat_action_and_every_reaction_of_telegram_is_taken(bot, playground):
    said = playground.say(MEMBER, "报")
    for action in ChatAction:
        await bot.send_chat_action(MEMBER, action)
    for emoji in ReactionEmoji:
        await bot.set_message_reaction(MEMBER, said.id, emoji)
    for call in (
        bot.send_chat_action(MEMBER, "dancing"),
        bot.set_message_reaction(MEMBER, said.id, "📰"),
    ):
        with pytest.raises(BadRequest):
            await call


def test_the_list_of_methods_names_them_as_telegram_does():
    assert all(re.fullmatch("[a-z]+([A-Z][a-z]*)*", method.name) for method in METHODS.values())
