"""The Bot API of the playground refuses what Telegram refuses; seen through the library."""

import asyncio

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken

from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from tests.bot.talk import ADMIN, MEMBER, TOKEN


@pytest.fixture
async def url(playground: PlaygroundState):
    playground.say(MEMBER, "/start")
    async with serving(playground) as url:
        yield url


@pytest.fixture
async def bot(url):
    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        yield bot


async def test_a_wrong_token_is_refused(url):
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=f"{url}/bot"):
            pass


@pytest.mark.parametrize(
    ("text", "mode", "problem"),
    [
        ("<b>报", "HTML", "Can't parse entities: can't find end tag"),
        ("", None, "Message text is empty"),
        ("<b> </b>", "HTML", "Message text is empty"),
        ("报" * 4097, None, "Message is too long"),
        ("𠮷" * 2049, None, "Message is too long"),
    ],
)
async def test_text_that_telegram_refuses_is_refused(bot, text, mode, problem):
    with pytest.raises(BadRequest, match=problem[:20]):
        await bot.send_message(MEMBER, text, parse_mode=mode)


async def test_text_of_exactly_the_limit_is_taken(bot):
    message = await bot.send_message(MEMBER, "<b>" + "报" * 4096 + "</b>", parse_mode="HTML")

    assert message.text == "报" * 4096


async def test_one_cannot_write_first_nor_to_nobody(bot):
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(ADMIN, "你好")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "你好")


async def test_an_edit_must_change_something_and_be_of_ones_own_message(bot, playground):
    message = await bot.send_message(MEMBER, "<b>旧</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await message.edit_text("<strong>旧</strong>", parse_mode="HTML")
    await message.edit_text("新")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("新", MEMBER, 1)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("新", MEMBER, 999)

    assert playground.message(MEMBER, message.message_id).marked.text == "新"


async def test_a_reply_may_quote_only_what_was_said(bot, playground):
    said = playground.say(MEMBER, "报纸说了什么")
    good = ReplyParameters(said.id, quote="说了")
    assert (
        await bot.send_message(MEMBER, "答", reply_parameters=good)
    ).reply_to_message is not None
    bad = ReplyParameters(said.id, quote="没说")
    with pytest.raises(BadRequest, match="Quote_text_invalid"):
        await bot.send_message(MEMBER, "答", reply_parameters=bad)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(MEMBER, "答", reply_parameters=ReplyParameters(999))


async def test_callback_data_has_64_bytes(bot, playground):
    def keyboard(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("开", callback_data=data)]])

    message = await bot.send_message(MEMBER, "报", reply_markup=keyboard("报" * 21 + "x"))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(MEMBER, "报", reply_markup=keyboard("报" * 22))

    playground.press(MEMBER, MEMBER, message.message_id, "报" * 21 + "x")
    update = (await bot.get_updates())[-1]
    assert update.callback_query.data == "报" * 21 + "x"
    assert await update.callback_query.answer()


async def test_a_method_that_is_not_modelled_is_named(bot):
    with pytest.raises(EndPointNotFound, match="sendPigeon"):
        await bot.do_api_request("sendPigeon", {"chat_id": MEMBER})


async def test_updates_stay_until_an_offset_confirms_them(bot, playground):
    playground.say(MEMBER, "一")
    playground.say(MEMBER, "二")
    start, one, two = await bot.get_updates()
    assert [u.message.text for u in (start, one, two)] == ["/start", "一", "二"]
    assert len(await bot.get_updates()) == 3

    left = await bot.get_updates(offset=two.update_id)
    assert [u.message.text for u in left] == ["二"]
    assert await bot.get_updates(offset=two.update_id + 1) == ()


async def test_a_negative_offset_keeps_that_many_from_the_end(bot, playground):
    playground.say(MEMBER, "一")
    playground.say(MEMBER, "二")

    assert [u.message.text for u in await bot.get_updates(offset=-1)] == ["二"]
    assert [u.message.text for u in await bot.get_updates()] == ["二"]


async def test_a_long_poll_ends_when_something_is_said(bot, playground):
    await bot.get_updates(offset=-1)
    playground.updates.clear()
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    playground.say(MEMBER, "一")

    assert [u.message.text for u in await asyncio.wait_for(waiting, 2)] == ["一"]


async def test_a_newer_poll_ends_an_older_one(bot, playground, url):
    playground.updates.clear()
    async with Bot(TOKEN, base_url=f"{url}/bot") as second:
        older = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.05)
        newer = asyncio.create_task(second.get_updates(timeout=1))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await older
        assert await newer == ()


async def test_polling_is_refused_while_a_webhook_is_set(bot):
    await bot.set_webhook("https://example.org/hook")
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()


async def test_only_the_kinds_of_update_that_were_asked_for_come(bot, playground):
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    playground.updates.clear()
    playground.say(MEMBER, "一")

    assert await bot.get_updates() == ()


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_bots(bot, playground):
    group = playground.add_group("工会", {MEMBER}).id
    ours = await bot.send_message(group, "大家好")
    playground.updates.clear()
    playground.say(MEMBER, "闲聊", group)
    playground.say(MEMBER, "/ask 一", group)
    playground.say(MEMBER, "@wenbao_playground_bot 二", group)
    playground.say(MEMBER, "三", group, replies_to=ours.message_id)

    heard = [u.message.text for u in await bot.get_updates()]
    assert heard == ["/ask 一", "@wenbao_playground_bot 二", "三"]


async def test_the_control_api_makes_people_who_write_and_reads_what_they_see(url, bot):
    async with httpx.AsyncClient(base_url=f"{url}/control") as control:
        await control.post("/people", json={"id": 8, "first_name": "小王"})
        said = (await control.post("/messages", json={"user_id": 8, "text": "你好"})).json()
        await bot.send_message(8, "<b>您好</b>", parse_mode="HTML")
        seen = (
            await control.get("/chats/8", params={"after": said["message_id"], "wait_s": 1})
        ).json()
        unknown = await control.post("/messages", json={"user_id": 404, "text": "你好"})
        calls = (await control.get("/calls")).json()

    assert said["text"] == "你好"
    assert [(m["text"], m["entities"][0]["type"]) for m in seen["messages"]] == [("您好", "bold")]
    assert (unknown.status_code, unknown.json()["description"]) == (
        400,
        "Bad Request: chat not found",
    )
    assert [(call["method"], call["status"]) for call in calls] == [
        ("getMe", 200),
        ("sendMessage", 200),
    ]
    assert TOKEN not in str(calls)


async def test_the_playground_serves_this_machine_only(playground):
    with pytest.raises(ValueError, match=r"this machine only, not 0\.0\.0\.0"):
        async with serving(playground, "0.0.0.0"):
            pass
