"""Greeting, help, status, unknown commands, and the menus."""

import json
import re

from prometheus_client import generate_latest

from bot.menus import IN_GROUPS, IN_PRIVATE, Menus
from bot.playground.api.profile import menu_for
from bot.texts import SIMPLIFIED_CHINESE
from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

PINGGU = "平谷区总工会探索了什么模式？"
MIYUN = "密云区总工会成立了几个工作小组？"


async def test_start_greets_with_questions_to_try_each_one_tap_away(talk):
    reply = await talk.ask("/start")

    assert reply.marked.text.startswith("您好，我是问报")
    assert reply.marked.text.endswith(f"• {PINGGU}\n• {MIYUN}")
    assert talk.buttons(reply) == {PINGGU: "try:0", MIYUN: "try:1"}


async def test_a_tapped_question_is_answered_as_if_it_had_been_written(talk):
    greeting = await talk.ask("/start")
    tap = talk.state.press(MEMBER, MEMBER, greeting.id, "try:0")
    (reply,) = await talk.replies(MEMBER, after=greeting.id)

    assert reply.marked.text.startswith(f"问：{PINGGU}\n\n[1] 平谷区总工会积极探索“党建+”模式。")
    assert reply.replies_to is None  # and no line of the greeting stands above it
    assert tap.answer is not None
    follow_up = talk.application.bot_data
    await talk.ask("该区总工会服务谁？")
    assert follow_up.archive.questions[-1][1].question == PINGGU


async def test_a_question_of_an_old_greeting_still_works_after_a_reload(talk, news_dir):
    greeting = await talk.ask("/start")
    page = "顺义区总工会举办运动会\n顺义区总工会举办了第三届职工运动会。"
    (news_dir / "c.txt").write_text(page, "utf-8")
    talk.application.bot_data.archive.load([news_dir])
    talk.state.press(MEMBER, MEMBER, greeting.id, "try:1")
    (reply,) = await talk.replies(MEMBER, after=greeting.id)

    assert reply.marked.text.startswith(f"问：{MIYUN}\n\n[1] 密云区总工会")
    assert "顺义区总工会举办了什么运动会？" in (await talk.ask("/help")).marked.text


async def test_a_greeting_without_pages_has_nothing_to_tap(talking):
    async with talking(FakeArchive()) as talk:
        reply = await talk.ask("/start")

    assert reply.marked.text.startswith("您好，我是问报")
    assert reply.reply_markup is None


async def test_help_explains_how_to_ask(talk):
    reply = await talk.ask("/help")

    assert reply.marked.text.startswith("直接发问题即可；在群里请用 /ask 加问题")
    assert reply.marked.text.endswith(f"• {PINGGU}\n• {MIYUN}")


async def test_members_are_spoken_to_in_their_language(talk):
    for user, language in ((11, "zh-hant"), (12, "en"), (13, "fr")):
        talk.state.add_person(user, "读者", language_code=language)

    assert (await talk.ask("/start", user=11)).marked.text.startswith("您好，我是問報")
    assert (await talk.ask("/start", user=12)).marked.text.startswith("Hello, I am Wenbao")
    assert (await talk.ask("/start", user=13)).marked.text.startswith("Hello, I am Wenbao")


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
        "日期：2023年12月11日\n"
        "您的用户编号：7"
    )


async def test_status_tells_an_admin_also_how_the_bot_does(talk):
    for _ in range(2):
        await talk.ask(MIYUN)
    await talk.ask("火星移民飞船几号发射？")
    await talk.quiet()
    lines = (await talk.ask("/status", user=ADMIN)).marked.text.split("\n")

    assert "模型：fake:shared-characters" in lines
    assert re.fullmatch(r"内存：[1-9]\d+ MiB", lines[4])
    assert lines[5] == "已运行：0天0小时0分"
    assert re.fullmatch(r"最近的提问，从收到到答完：p50 0\.\d\d秒，p95 0\.\d\d秒", lines[6])
    assert lines[7:] == [
        *("今天的提问：3个，没有答案的占33%", "等待回答：0个"),
        *("版面的文件名：/pages", "您的用户编号：1"),
    ]


async def test_status_before_the_first_load_says_that_nothing_is_there(talking):
    async with talking(FakeArchive()) as talk:
        reply = await talk.ask("/status")

    assert reply.marked.text == "档案里还没有报纸。\n您的用户编号：7"


async def test_in_a_group_status_does_not_show_who_asks(talk):
    group = talk.state.add_group("工会", {MEMBER}).id

    assert "用户编号" not in (await talk.ask("/status", chat=group)).marked.text


async def test_menus_are_set_for_members_groups_and_admins_and_a_refusal_is_no_matter(talk):
    unknown = 99  # an admin who never started the bot: Telegram answers 400
    talk.state.say(ADMIN, "/start")
    menus = Menus({ADMIN, unknown})
    await menus.publish(talk.application.bot)

    shown = {key: [c["command"] for c in m["commands"]] for key, m in talk.state.menus.items()}
    members = ["latest", "issues", "search", "new", "help", "status", "privacy", "forget"]
    groups = ["ask", "search", "latest", "new", "help", "privacy"]
    expected = {
        "all_private_chats:": members,
        "all_group_chats:": groups,
        f"chat:{ADMIN}": [*members, *SIMPLIFIED_CHINESE.admin_command_help],
    }
    assert shown == {f"{scope}:{code}": m for scope, m in expected.items() for code in ("", "en")}
    refused = [c for c in talk.state.calls if c.method == "setMyCommands" and c.status == 400]
    assert [json.loads(c.parameters["scope"])["chat_id"] for c in refused] == [unknown]
    metrics = generate_latest(talk.application.bot_data.metrics.registry).decode()
    assert "wenbao_telegram_errors_total{" not in metrics  # what is expected is no error


async def test_an_admin_who_starts_the_bot_later_gets_the_menu_with_the_first_words(talk):
    menus = talk.application.bot_data.menus
    await menus.publish(talk.application.bot)
    assert f"chat:{ADMIN}:" not in talk.state.menus
    await talk.ask("/help", user=ADMIN)
    await talk.until(lambda: f"chat:{ADMIN}:en" in talk.state.menus)
    count = len(talk.calls("setMyCommands"))
    await talk.ask("/help", user=ADMIN)
    await talk.quiet()

    assert f"chat:{ADMIN}:" in talk.state.menus
    assert len(talk.calls("setMyCommands")) == count


async def test_help_names_the_commands_of_admins_to_admins_alone(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    shown = (await talk.ask("/help", user=ADMIN)).marked.text
    elsewhere = [await talk.ask("/help"), await talk.ask("/help", user=ADMIN, chat=group)]

    assert f"• {MIYUN}\n\n您是管理员，还可以发报纸文件给我，或用：\n/reload 载入新版面" in shown
    assert all(f"\n/{name} " in shown for name in SIMPLIFIED_CHINESE.admin_command_help)
    assert all("/reload" not in reply.marked.text for reply in elsewhere)


async def test_a_reader_of_traditional_chinese_gets_a_menu_of_their_own_at_the_start(talk):
    reader = talk.state.add_person(11, "讀者", language_code="zh-hant")
    await Menus(()).publish(talk.application.bot)
    await talk.ask("/start", user=11)
    await talk.quiet()

    menu = menu_for(talk.state, talk.state.chat(11), reader)
    assert menu[0] == {"command": "latest", "description": "最新的報道"}
    english = talk.state.add_person(12, "Reader", language_code="en")
    menu = menu_for(talk.state, talk.state.chat(12), english)
    assert menu[0] == {"command": "latest", "description": "the newest articles"}


async def test_every_command_of_the_menus_is_answered(talk):
    for command in {*IN_PRIVATE, *IN_GROUPS}:
        reply = await talk.ask(f"/{command}")
        assert reply.marked.text != "没有这个命令。直接发问题就行，或看 /help。"
