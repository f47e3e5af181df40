"""What Telegram would refuse or keep to itself, the playground refuses and keeps to itself."""

from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from bot.playground.api.profile import menu_for
from bot.playground.server import serving
from tests.bot.talk import ADMIN, MEMBER, TOKEN

MENU = [("ask", "提问")]


@pytest.fixture
async def bot(playground):
    playground.say(MEMBER, "/start")
    async with serving(playground) as url:
        base, files = f"{url}/bot", f"{url}/file/bot"
        async with Bot(TOKEN, base_url=base, base_file_url=files) as bot:
            await bot.get_updates(offset=-1)
            playground.updates.clear()
            yield bot


async def test_a_file_goes_up_and_comes_down_unchanged(bot, playground):
    (message,) = playground.upload(MEMBER, [("第3版.txt", "报纸".encode())], "2023-12-11")
    (update,) = await bot.get_updates()
    document = update.message.document
    file = await document.get_file()

    assert (document.file_name, document.mime_type) == ("第3版.txt", "text/plain")
    assert update.message.caption == "2023-12-11"
    assert bytes(await file.download_as_bytearray()) == "报纸".encode()
    again = await bot.send_document(MEMBER, document.file_id)
    assert again.document.file_unique_id == document.file_unique_id
    assert message.document is playground.message(MEMBER, again.message_id).document


async def test_a_file_is_served_to_its_bot_only(bot, playground, client):
    stored = playground.files.add("a.txt", b"1")
    address = str(bot.base_file_url).replace(TOKEN, "4242:wrong")

    assert (await client.get(f"{address}/{stored.path}")).status_code == 401
    assert (await client.get(f"{bot.base_file_url}/nothing.txt")).status_code == 404
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await bot.get_file("nothing")
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await bot.send_document(MEMBER, "nothing")


async def test_several_files_are_an_album(playground, bot):
    playground.upload(MEMBER, [("a.txt", b"1"), ("b.txt", b"2")], "两页")
    first, second = (update.message for update in await bot.get_updates())

    assert first.media_group_id == second.media_group_id is not None
    assert (first.caption, second.caption) == ("两页", None)


async def test_a_tap_is_answered_once_and_only_on_a_button_that_is_there(bot, playground):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("开", callback_data="a")]])
    message = await bot.send_message(MEMBER, "报", reply_markup=markup)
    tap = playground.press(MEMBER, MEMBER, message.message_id, "a")
    await bot.answer_callback_query(tap.id, "好")
    assert tap.answer == {"text": "好", "show_alert": False, "url": ""}
    for query_id in (tap.id, "999"):
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await bot.answer_callback_query(query_id)
    with pytest.raises(Exception, match="no such button"):
        playground.press(MEMBER, MEMBER, message.message_id, "b")


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "无"}, "text buttons are unallowed"),
        ({"text": "网", "url": "javascript:alert(1)"}, "unsupported URL protocol"),
        ({"text": " ", "callback_data": "a"}, "must be non-empty"),
        ({"text": "付", "pay": True}, "does not model pay"),
        ({"text": "两", "callback_data": "a", "url": "https://t.me"}, "exactly one"),
    ],
)
async def test_buttons_that_telegram_refuses_are_refused(bot, button, words):
    markup = {"inline_keyboard": [[button]]}
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot._post("sendMessage", {"chat_id": MEMBER, "text": "报", "reply_markup": markup})


async def test_reactions_come_only_to_who_names_them_and_in_groups_to_admins(bot, playground):
    message = await bot.send_message(MEMBER, "报")
    playground.react(MEMBER, MEMBER, message.message_id, ["👍"])
    assert await bot.get_updates() == ()

    group = playground.add_group("群", {MEMBER})
    in_group = await bot.send_message(group.id, "报")
    await bot.get_updates(allowed_updates=["message_reaction"])
    playground.react(MEMBER, group.id, in_group.message_id, ["👍"])
    group.bot_is_admin = True
    playground.react(MEMBER, group.id, in_group.message_id, [])
    playground.react(MEMBER, MEMBER, message.message_id, ["👎"])
    groups, private = (update.message_reaction for update in await bot.get_updates())

    assert [r.emoji for r in groups.old_reaction] == ["👍"]
    assert ([r.emoji for r in private.old_reaction], private.new_reaction[0].emoji) == (
        ["👍"],
        "👎",
    )


async def test_in_a_group_the_bot_deletes_its_own_messages_only_unless_it_is_admin(bot, playground):
    group = playground.add_group("群", {MEMBER})
    said = playground.say(MEMBER, "/ask", group.id)
    ours = await bot.send_message(group.id, "报")
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        await bot.delete_message(group.id, said.id)
    assert await ours.delete()
    group.bot_is_admin = True
    assert await bot.delete_messages(group.id, [said.id, 999])
    assert group.messages == {}


async def test_who_blocks_the_bot_is_not_written_to(bot, playground):
    playground.block(MEMBER, blocked=True)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(MEMBER, "报")
    (update,) = await bot.get_updates()
    assert update.my_chat_member.new_chat_member.status == "kicked"
    playground.say(MEMBER, "我回来了")

    assert await bot.send_message(MEMBER, "欢迎")


async def test_a_group_that_became_a_supergroup_says_where_it_went(bot, playground):
    group = playground.add_group("群", {MEMBER})
    moved = playground.migrate(group.id)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "报")
    old, new = (update.message for update in await bot.get_updates())

    assert caught.value.new_chat_id == moved.id == old.migrate_to_chat_id
    assert new.migrate_from_chat_id == group.id
    assert (await bot.send_message(moved.id, "报")).chat.type == "supergroup"


async def test_who_leaves_a_group_hears_and_says_nothing_there(bot, playground):
    group = playground.add_group("群", {MEMBER})
    assert await bot.leave_chat(group.id)
    await bot.get_updates()
    playground.updates.clear()
    playground.say(MEMBER, "/ask", group.id)

    assert await bot.get_updates() == ()
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "报")


async def test_topics_are_written_to_where_they_are(bot, playground):
    group = playground.add_group("群", {MEMBER})
    group.topics[2] = "版面"
    message = await bot.send_message(group.id, "报", message_thread_id=2)
    assert (message.message_thread_id, message.is_topic_message) == (2, True)
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(group.id, "报", message_thread_id=3)


async def test_the_menu_is_the_narrowest_that_was_set(bot, playground):
    await bot.set_my_commands(MENU)
    await bot.set_my_commands([("help", "help")], language_code="en")
    await bot.set_my_commands([("in_group", "群")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([("mine", "我")], scope=BotCommandScopeChat(MEMBER))
    group = playground.add_group("群", {MEMBER})
    other = playground.add_person(8, "Ann", language_code="en-GB")

    def menu(chat, person):
        commands: Any = menu_for(playground, chat, person)
        return [command["command"] for command in commands]

    member = playground.person(MEMBER)
    assert menu(playground.chat(MEMBER), member) == ["mine"]
    assert menu(group, member) == ["in_group"]
    assert menu(playground.chat(8), other) == ["help"]
    assert await bot.delete_my_commands(scope=BotCommandScopeChat(MEMBER))
    assert menu(playground.chat(MEMBER), member) == ["ask"]
    assert [c.command for c in await bot.get_my_commands(language_code="en")] == ["help"]


async def test_menus_that_telegram_refuses_are_refused(bot):
    with pytest.raises(BadRequest, match=r"(?i)invalid language code"):
        await bot.set_my_commands(MENU, language_code="zh-hant")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.set_my_commands(MENU, scope=BotCommandScopeChat(ADMIN))


async def test_an_admin_of_a_group_hears_everything_and_commands_of_others_nobody(bot, playground):
    group = playground.add_group("群", {MEMBER})
    playground.say(MEMBER, "/ask@other_bot 闲聊", group.id)
    assert await bot.get_updates() == ()
    group.bot_is_admin = True
    playground.say(MEMBER, "闲聊", group.id)

    assert [update.message.text for update in await bot.get_updates()] == ["闲聊"]


async def test_links_and_commands_are_marked_by_telegram_itself(bot):
    text = '看 https://example.org/a，<code>/no</code> <a href="https://t.me">/no</a> /help'
    message = await bot.send_message(MEMBER, text, "HTML")

    found = [(e.type, message.parse_entity(e)) for e in message.entities]
    assert found == [
        ("url", "https://example.org/a"),
        ("code", "/no"),
        ("text_link", "/no"),
        ("bot_command", "/help"),
    ]


async def test_a_webhook_needs_https_and_a_port_of_telegrams(bot):
    with pytest.raises(BadRequest, match=r"(?i)https url must be provided"):
        await bot.set_webhook("http://paper.example/hook")
    with pytest.raises(BadRequest, match="ports 80, 88, 443 or 8443"):
        await bot.set_webhook("https://paper.example:9000/hook")


async def test_a_wrong_token_is_refused_for_every_method(bot):
    with pytest.raises(InvalidToken):
        async with Bot("4242:wrong", base_url=bot.base_url.removesuffix(TOKEN)):
            pass


async def test_json_that_is_absent_has_no_parameters_and_broken_json_is_refused(playground, client):
    headers = {"content-type": "application/json"}
    async with serving(playground) as url:
        absent = await client.get(f"{url}/control/methods", headers=headers)
        address = f"{url}/control/people"
        broken = await client.post(address, headers=headers, content="{")

    assert absent.status_code == 200
    assert (broken.status_code, broken.json()["ok"]) == (400, False)
