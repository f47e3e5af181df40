"""What admins alone may do: nobody else can, by command, file or button; and it is written down."""

from bot.handlers.admin import COMMANDS, PRESSES
from bot.menus import IN_PRIVATE
from bot.state import Result
from bot.views.admin_buttons import PATTERN
from tests.bot.talk import ADMIN, MEMBER

REFUSED = "只有管理员可以这样做。您的用户编号：7"


async def actions(talk):
    """Return the log of actions, the oldest first, without their numbers and moments."""
    found = await talk.application.bot_data.state.audit.newest()
    return [(a.admin_id, a.name, a.object, a.result, a.detail) for a in reversed(found)]


async def all_done(talk):
    """Wait until no action is under way."""

    async def is_done():
        return all(action[3] is not Result.STARTED for action in await actions(talk))

    while not await is_done():
        await talk.state.wait_until(lambda: False, 0.02)


async def test_every_command_of_admins_is_refused_to_a_member_also_in_a_group_of_admins(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    for deed in COMMANDS:
        assert (await talk.ask(f"/{deed.name} a1 b", chat=group)).marked.text == REFUSED
        assert (await talk.ask(f"/{deed.name} a1 b")).marked.text == REFUSED

    assert await actions(talk) == []
    assert talk.application.bot_data.archive.status().generation == 1


async def test_every_press_of_an_admins_button_is_refused_to_a_member_who_forges_it(talk):
    answer = await talk.ask("密云区总工会成立了几个工作小组？")
    for name in PRESSES:
        forged = f"ad:{name}:1"
        rows = [[{"text": "forged", "callback_data": forged}]]
        talk.now(answer).reply_markup["inline_keyboard"] += rows
        assert await talk.press(answer, forged) == REFUSED

    assert await actions(talk) == []
    assert talk.application.bot_data.archive.status().generation == 1


def test_every_button_of_admins_comes_to_the_gate(talk):
    patterns = [
        handler.pattern.pattern
        for handler in talk.application.handlers[0]
        if getattr(handler, "pattern", None) is not None and hasattr(handler.pattern, "pattern")
    ]
    assert patterns.count(PATTERN) == 1


async def test_what_an_admin_does_is_written_down_with_its_end(talk, news_dir):
    (news_dir / "b.txt").unlink()
    await talk.ask("/reload", user=ADMIN)
    await all_done(talk)
    await talk.ask("/reload", user=ADMIN)
    await all_done(talk)
    talk.state.upload(ADMIN, [("c.txt", b"\n")])
    await talk.until(lambda: len(talk.texts(ADMIN)) == 3)
    await all_done(talk)

    assert await actions(talk) == [
        (ADMIN, "reload", "", Result.DONE, "第2代"),
        (ADMIN, "reload", "", Result.NOTHING, "第2代"),
        (ADMIN, "upload", "c.txt", Result.NOTHING, "第2代"),
    ]


async def test_the_log_is_shown_page_by_page(talk):
    audit = talk.application.bot_data.state.audit
    for number in range(1, 13):
        action = await audit.begin(ADMIN, "reload", f"{number}.")
        if number < 12:
            await audit.end(action, Result.DONE, f"第{number}代")
    shown = await talk.ask("/audit", user=ADMIN)
    first = shown.marked.text.split("\n")
    await talk.tap(shown, "下一组", user=ADMIN)
    await talk.until(lambda: " 1. " in talk.text(shown))
    second = talk.text(shown).split("\n")

    assert first[0] == "管理员的操作（共12次）"
    assert [len(first), len(second)] == [11, 3]
    assert first[1].endswith(" · 1 · reload 12. → 没有结束")
    assert first[2].endswith(" · 1 · reload 11. → 完成 · 第11代")
    assert second[2].endswith(" · 1 · reload 1. → 完成 · 第1代")


async def test_the_menu_of_admins_holds_what_is_theirs_and_every_command_of_it_is_known(talk):
    texts = talk.application.bot_data.texts(None)

    assert {deed.name for deed in COMMANDS} == texts.admin_command_help.keys()
    assert not texts.admin_command_help.keys() & set(IN_PRIVATE)
