"""Greeting, help, status, unknown commands, and the menus."""

import json

from bot.menus import publish_menus
from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive


async def test_start_greets_with_questions_to_try(talk):
    reply = await talk.ask("/start")

    assert reply.marked.text.startswith("您好，我是问报")
    assert reply.marked.text.endswith(
        "• 平谷区总工会探索了什么工作模式？\n"
        "• 样板站点评估组去了哪里实地评估？\n"
        "• 密云区总工会成立了几个工作小组？"
    )


async def test_help_explains_how_to_ask(talk):
    reply = await talk.ask("/help")

    assert reply.marked.text.startswith("直接发问题即可；在群里请用 /ask 加问题")


async def test_an_unknown_command_gets_a_hint_and_is_not_taken_for_a_question(talk):
    reply = await talk.ask("/nonsense 密云区总工会成立了几个工作小组？")

    assert reply.marked.text == "没有这个命令。直接发问题就行，或看 /help。"
    assert talk.application.bot_data.archive.questions == []


async def test_in_a_group_an_unknown_command_is_left_to_other_bots(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    talk.state.say(MEMBER, "/nonsense", group)
    await talk.quiet()

    assert talk.calls("sendMessage") == []


async def test_status_tells_a_member_what_is_there_and_their_user_id(talk):
    reply = await talk.ask("/status")

    assert reply.marked.text == (
        "第1代索引，建于2024-01-02 11:04\n"
        "2个版面，2篇报道，4个段落，4个句子\n"
        "日期：2023年12月11日至2023年12月11日\n"
        "您的用户编号：7"
    )


async def test_status_shows_the_model_to_an_admin(talk):
    assert "模型：fake:shared-characters" in (await talk.ask("/status", user=ADMIN)).marked.text


async def test_status_before_the_first_load_says_that_nothing_is_there(talking):
    async with talking(FakeArchive()) as talk:
        reply = await talk.ask("/status")

    assert reply.marked.text == "档案里还没有报纸。\n您的用户编号：7"


async def test_in_a_group_status_does_not_show_who_asks(talk):
    group = talk.state.add_group("工会", {MEMBER}).id

    assert "用户编号" not in (await talk.ask("/status", chat=group)).marked.text


async def test_menus_are_set_for_members_and_admins_and_a_refusal_is_no_matter(talk):
    unknown = 99  # an admin who never started the bot: Telegram answers 400
    talk.state.say(ADMIN, "/start")
    await publish_menus(talk.application.bot, {ADMIN, unknown})

    menus = {key: [c["command"] for c in m["commands"]] for key, m in talk.state.menus.items()}
    members = ["ask", "status", "help", "start"]
    assert menus == {"default::": members, f"chat:{ADMIN}:": [*members, "reload"]}
    refused = [c for c in talk.state.calls if c.method == "setMyCommands" and c.status == 400]
    assert [json.loads(c.parameters["scope"])["chat_id"] for c in refused] == [unknown]
