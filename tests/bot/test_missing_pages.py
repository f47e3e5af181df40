"""Pages that vanish from their folder do not leave the archive unasked; damage is told by name."""

import dataclasses
import datetime as dt

import httpx

from bot.care.caretaking import Caretaker
from bot.care.health import health_app
from bot.context import ALLOW_WITHIN_S
from bot.loading.first_load import load_if_empty
from bot.loading.remembered import Remembered
from bot.state import Result
from bot.texts import ENGLISH, SIMPLIFIED_CHINESE
from bot.views.load import in_one_message, render_load_report
from bot.views.operations import render_generations
from bot.views.rich import plain
from retrieval.errors import GenerationMismatch, NoPages
from retrieval.types import (
    Damage,
    DamageFault,
    GenerationNumber,
    GenerationState,
    GenerationSummary,
    LoadReport,
)
from tests.bot.talk import ADMIN, MEMBER
from tests.bot.test_admins import actions, all_done
from tests.bot.test_health import samples
from tests.bot.test_reloading import Refusing, finished
from tests.fakes.archive import FakeArchive

SECOND = 2  # another admin
DAMAGED = Damage(GenerationNumber(4), "…", DamageFault.MISSING, "sentences.npy", ("m.txt",))


def add_pages(folder, archive, numbers):
    for n in numbers:
        text = f"第{n}届运动会开幕\n第{n}届运动会在体育馆开幕。"
        (folder / f"p{n}.txt").write_text(text, "utf-8")
    archive.load([folder])


async def forged(talk, message, data):
    """Press a button that no message of the bot has any more."""
    buttons = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    held = talk.state.chat(message.chat.id).messages
    held[message.id] = dataclasses.replace(talk.now(message), reply_markup=buttons)
    await talk.press(message, data, user=ADMIN)


async def test_a_reload_that_would_remove_many_pages_asks_and_a_second_admin_may_allow_it(
    talking, archive, news_dir, tmp_path
):
    add_pages(news_dir, archive, range(20))
    (tmp_path / "sent.txt").write_text("职工夜校开班\n职工夜校开了三个班。", "utf-8")
    archive.load([tmp_path / "sent.txt"])
    for n in range(12):
        (news_dir / f"p{n}.txt").unlink()
    async with talking(archive, telegram_admin_ids=frozenset({ADMIN, SECOND})) as talk:
        talk.state.add_person(SECOND, "主编")
        group = talk.state.add_group("编辑部", {MEMBER, ADMIN, SECOND}).id
        dry = await talk.ask("/reload dry", user=ADMIN)
        await talk.ask("/reload", user=ADMIN, chat=group)
        await talk.until(lambda: any("没有载入" in text for text in talk.texts(group)))
        (asked,) = [m for m in talk.state.chat(group).messages.values() if m.sender.is_bot]
        pages = archive.status().pages
        refusal = await talk.tap(asked, "移除这12个版面", user=MEMBER)
        still = archive.status().pages
        await talk.tap(asked, "移除这12个版面", user=SECOND)
        await talk.until(lambda: any("载入完成" in text for text in talk.texts(group)))
        await all_done(talk)
        done = await actions(talk)

    assert "要移除的版面很多，文件夹可能不完整：/reload 会先停下来问。" in dry.marked.text
    assert asked.marked.text.startswith("没有载入：文件夹里少了12个版面（它给过档案22个）。")
    assert "• p0.txt\n" in asked.marked.text
    assert "\n……另有2项\n" in asked.marked.text
    assert [*talk.buttons(asked)] == ["📄 全部列出", "🗑 移除这12个版面并载入"]
    assert asked.marked.text.endswith("请按下面的按钮（10分钟内有效）。")
    assert refusal.startswith("只有管理员可以这样做。")
    assert (pages, still, archive.status().pages) == (23, 23, 11)
    asked_for, allowed = (one for one in done if one[2] != "dry")
    assert (asked_for[0], *asked_for[3:]) == (
        *(ADMIN, Result.REFUSED, "文件夹里少了22个版面中的12个，没有移除。"),
    )
    assert (allowed[0], allowed[3]) == (SECOND, Result.DONE)
    assert allowed[2].startswith("移除12个版面：p0.txt, p1.txt, ")


async def test_leave_that_was_given_for_some_pages_does_not_hold_for_more(
    talking, archive, news_dir
):
    add_pages(news_dir, archive, range(20))
    async with talking(archive) as talk:
        for n in range(3):
            (news_dir / f"p{n}.txt").unlink()
        await talk.ask("/reload", user=ADMIN)
        asked = await finished(talk, "没有载入：文件夹里少了3个版面")
        (news_dir / "p3.txt").unlink()
        await talk.tap(asked, "移除这3个版面", user=ADMIN)
        await finished(talk, "没有载入：文件夹里少了4个版面")
        await forged(talk, asked, "ad:allow:forged")
        await finished(talk, "这个按钮已经过期，什么也没有改。")

    assert archive.status().pages == 22


async def test_what_another_load_holds_up_can_be_pressed_again(talk, archive, news_dir):
    add_pages(news_dir, archive, range(20))
    for n in range(12):
        (news_dir / f"p{n}.txt").unlink()
    await talk.ask("/reload", user=ADMIN)
    allowing = await finished(talk, "没有载入：文件夹里少了12个版面")
    await all_done(talk)
    removing = await talk.ask("/remove p19.txt", user=ADMIN)
    labels = {allowing.id: "移除这12个版面", removing.id: "移除"}

    with talk.application.bot_data.loads.only("主编"):
        for asked in (allowing, removing):
            before, last = talk.buttons(asked), max(talk.state.chat(ADMIN).messages)
            await talk.tap(asked, labels[asked.id], user=ADMIN)
            (told,) = await talk.replies(ADMIN, after=last)
            assert told.marked.text.startswith("主编正在载入（")
            assert talk.buttons(talk.now(asked)) == before
    for asked, generation in ((allowing, 3), (removing, 4)):
        await talk.tap(asked, labels[asked.id], user=ADMIN)
        await finished(talk, f"载入完成：第{generation}代")
    await all_done(talk)

    assert [*talk.buttons(talk.now(allowing))] == ["📄 全部列出"]
    assert talk.buttons(talk.now(removing)) == {}
    assert archive.status().pages == 9
    ends = [result for _, _, _, result, _ in await actions(talk)]
    assert ends == [Result.REFUSED, *[Result.BUSY] * 2, *[Result.DONE] * 2]


def test_what_is_remembered_is_forgotten_after_its_time():
    now = [0.0]
    remembered = Remembered(ALLOW_WITHIN_S, 50, lambda: now[0])
    tokens = [remembered.keep(n) for n in range(60)]
    assert remembered.keep(59) == tokens[59]
    now[0] = ALLOW_WITHIN_S - 1

    assert [remembered.get(tokens[n]) for n in (0, 9, 10, 59)] == [None, None, 10, 59]
    now[0] += 1
    assert remembered.get(tokens[59]) is None


async def test_who_watches_the_folder_is_told_once_of_pages_that_vanish_and_keeps_them(
    talking, archive, news_dir
):
    add_pages(news_dir, archive, range(3))
    async with talking(archive, watch_seconds=1) as talk:
        await talk.ask("/start", user=ADMIN)
        caretaker = Caretaker(talk.application.bot, talk.application.bot_data)
        await caretaker.look(dt.datetime.now(dt.UTC))
        for path in news_dir.glob("p*.txt"):
            path.unlink()
        for _ in range(4):
            await caretaker.look(dt.datetime.now(dt.UTC))
        told = talk.texts(ADMIN)[1:]

    assert told == [
        "⚠ 文件夹里少了3个版面，可能没有挂载或没有同步完。它们仍在档案里，读者照常看得到。"
        "少了的是：\n• p0.txt\n• p1.txt\n• p2.txt"
    ]
    assert archive.status().pages == 5


async def test_a_folder_that_loses_more_and_more_is_told_when_it_rests_and_once_a_day(
    talking, archive, news_dir
):
    """A folder is emptied a page a minute, rests, loses one more, and one more."""
    add_pages(news_dir, archive, range(9))
    start = dt.datetime(2024, 1, 6, 12, tzinfo=dt.UTC)
    async with talking(archive, watch_seconds=1, alert_days=0) as talk:
        await talk.ask("/start", user=ADMIN)
        caretaker = Caretaker(talk.application.bot, talk.application.bot_data)

        async def look(minute):
            await caretaker.look(start + dt.timedelta(minutes=minute))
            return [text[: text.index("，")] for text in talk.texts(ADMIN)[1:]]

        for minute in range(6):
            (news_dir / f"p{minute}.txt").unlink()
            assert await look(minute) == []
        told = ["⚠ 文件夹里少了6个版面"]
        assert await look(6) == told
        (news_dir / "p6.txt").unlink()
        assert [await look(minute) for minute in (7, 8, 9, 1445)] == [told] * 4
        told.append("⚠ 文件夹里少了7个版面")
        assert await look(1446) == told
        assert await look(1447 + 1440) == told


async def test_a_long_report_names_the_first_and_sends_the_rest_as_a_file(talk, archive, news_dir):
    add_pages(news_dir, archive, range(3))
    archive.roll_back()
    add_pages(news_dir, archive, range(3, 15))
    archive.roll_back(GenerationNumber(1))
    await talk.ask("/reload", user=ADMIN)
    report = await finished(talk, "载入完成")
    assert "• p0.txt" in report.marked.text
    assert "\n……另有5项\n" in report.marked.text
    await talk.tap(report, "全部列出", user=ADMIN)
    (sent,) = await talk.replies(ADMIN, after=report.id)
    assert sent.document.name == "全部.txt"
    whole = sent.document.content.decode()
    assert all(f"\n• p{n}.txt\n" in whole for n in range(14))
    await forged(talk, report, "ad:whole:forged")
    await finished(talk, "这份清单已经不在了。")


async def test_what_was_built_by_another_model_is_told_and_is_no_fault(talking, news_dir):
    class Mismatched(FakeArchive):
        def vanished(self, folder):
            raise GenerationMismatch(1, "model", "old", "new")

    archive = Mismatched()
    archive.load([news_dir])
    async with talking(archive, watch_seconds=1) as talk:
        await talk.ask("/start", user=ADMIN)
        await Caretaker(talk.application.bot, talk.application.bot_data).look()
        (told,) = talk.texts(ADMIN)[1:]

    assert "原因：第1代是用另外的向量模型建的（old，现在是new）。" in told


def test_a_first_start_over_a_folder_without_pages_waits_for_pages(news_dir, caplog):
    archive = Refusing(NoPages(()))
    load_if_empty(archive, news_dir)

    assert archive.status().generation is None
    assert "nothing is loaded yet, admins may send pages: no page to load" in caplog.text


def test_lists_are_cut_until_they_are_one_message():
    names = tuple(f"{n}{'很长的文件名' * 30}.txt" for n in range(11))
    report = LoadReport(
        *(GenerationNumber(3), True, names, names, names, (), (), (), (), (), (), 9, 0, 1.0),
        damaged=(DAMAGED, Damage(GenerationNumber(3), "…", DamageFault.ADDED, "", None)),
    )
    rich, whole = in_one_message(lambda most: render_load_report(report, SIMPLIFIED_CHINESE, most))
    shown = plain(rich)

    assert len(shown) < 4096
    assert shown.count("……另有6项") == 3
    assert all(name in whole for name in names)
    assert (
        "⚠ 载入前第4代已损坏（缺少文件 sentences.npy）。\n"
        "只有它才有、现在没有了的版面（或版面的新文字）：\n• m.txt\n"
        "⚠ 载入前第3代已损坏（多出了不属于它的文件）。\n它的目录也读不出来"
    ) in shown


async def test_a_damaged_generation_is_not_offered(talk, archive, news_dir):
    add_pages(news_dir, archive, range(1))
    archive.damaged = (Damage(GenerationNumber(1), "…", DamageFault.UNREADABLE, "ids.npy"),)
    listed = await talk.ask("/generations", user=ADMIN)
    refused = await talk.ask("/activate 1", user=ADMIN)

    assert "第1代 · 已损坏 · " in listed.marked.text
    assert listed.marked.text.endswith("\n• 文件 ids.npy 读不出来")
    assert listed.reply_markup is None
    assert refused.marked.text.startswith("没有做成。\n原因：第1代的文件已损坏。")


async def test_a_damage_is_told_once_although_the_pages_that_it_took_change(talk, archive):
    await talk.ask("/start", user=ADMIN)
    caretaker = Caretaker(talk.application.bot, talk.application.bot_data)
    for pages in (("m.txt",), None, ("m.txt", "n.txt")):
        archive.damaged = (dataclasses.replace(DAMAGED, pages=pages),)
        await caretaker.look()
    archive.damaged = (dataclasses.replace(DAMAGED, file="ids.npy"),)
    await caretaker.look()

    first, other = talk.texts(ADMIN)[1:]
    assert first.startswith("⚠ 第4代已损坏（缺少文件 sentences.npy）")
    assert other.startswith("⚠ 第4代已损坏（缺少文件 ids.npy）")


async def test_damage_is_marked_in_lists_metrics_and_readiness(talk, archive):
    archive.damaged = (DAMAGED,)
    app = health_app(talk.application.bot_data, lambda: True)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        ready, metrics = await client.get("/ready"), (await client.get("/metrics")).text
    summary = GenerationSummary(
        *(GenerationNumber(4), GenerationState.DAMAGED, None, 3, 9, None, None, 0, ("…",), DAMAGED)
    )
    listed = [
        plain(render_generations([summary], texts)) for texts in (SIMPLIFIED_CHINESE, ENGLISH)
    ]

    assert (ready.status_code, ready.text) == (200, "ready; damaged: 4 (…); served: 1\n")
    found = samples(metrics)
    assert (found["wenbao_damaged_generations"], found["wenbao_withdrawn_articles"]) == (1, 0)
    assert listed[0].endswith("\n\n第4代 · 已损坏 · – · 3版9篇 · 0.0 MiB\n• 缺少文件 sentences.npy")
    assert listed[1].endswith("\n• sentences.npy is missing")
