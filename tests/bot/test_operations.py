"""Operating the archive from the chat: plans, generations, what is taken out, gaps, alerts."""

import asyncio
import dataclasses
import datetime as dt
import threading
from typing import ClassVar

from bot.care.caretaking import Caretaker
from bot.loading.folder_watch import FolderWatch
from bot.state import Result
from bot.views.admin_buttons import VIEW
from bot.views.places import key_of
from retrieval.errors import GenerationDamaged
from retrieval.types import Damage, DamageFault, DoubtKind, GenerationNumber, PageDoubt
from tests.bot.talk import ADMIN, MEMBER
from tests.bot.test_admins import actions, all_done
from tests.bot.test_reloading import NEW_PAGE, finished
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"


async def order(talk, words, **more):
    """Give an order as the admin, and return the reply."""
    return await talk.ask(words, user=ADMIN, **more)


async def test_a_dry_reload_tells_the_difference_and_changes_nothing(talk, news_dir):
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    (news_dir / "b.txt").unlink()
    reply = await order(talk, "/reload dry")

    assert reply.marked.text.split("\n") == [
        "载入会有这些变化（现在什么也没有改）：",
        *("", "新增版面：", "• c.txt", "", "移除版面：", "• b.txt"),
        *("", "新增报道：", "• 顺义区总工会办运动会 〔a-c〕"),
        *("", "移除报道：", "• 密云区总工会下沉一线 〔a-b〕"),
    ]
    assert talk.application.bot_data.archive.status().generation == 1
    assert (await order(talk, "/reload hard")).marked.text.startswith("/reload 载入新版面；")


class Noting(tuple):
    """Notes in which threads it is read."""

    threads: ClassVar[set[threading.Thread]] = set()

    def __getitem__(self, key):
        self.threads.add(threading.current_thread())
        return super().__getitem__(key)


async def test_a_long_plan_is_written_out_where_it_holds_up_no_other_chat(talking, news_dir):
    class Planning(FakeArchive):
        def plan(self, paths, **more):
            return dataclasses.replace(super().plan(paths, **more), pages_added=Noting(["a.txt"]))

    async with talking(Planning()) as talk:
        assert "• a.txt" in (await order(talk, "/reload dry")).marked.text

    assert Noting.threads
    assert threading.main_thread() not in Noting.threads


async def test_a_refused_load_tells_why_and_an_admin_may_overrule_it(talk, news_dir, archive):
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    archive.refuses_next = (
        "it finds the article of 60% of 20 questions, the live one 95%",
        "运动会 is not found by its own vector",
    )
    await order(talk, "/reload")
    told = await finished(talk, "第2代没有上线")
    await talk.tap(told, "让第2代上线", user=ADMIN)
    (asked,) = await talk.replies(ADMIN, after=told.id)

    assert (
        "• 20个问题里，找到报道的占60%，现在这一代占95%\n• 用向量找不到《运动会》"
    ) in told.marked.text
    assert told.marked.text.endswith("如果确定没有问题：/activate 2")
    assert asked.marked.text.startswith("让第2代上线吗？读者马上看到它的内容。")
    assert "没有通过检查" in asked.marked.text
    assert archive.status().generation == 1

    await talk.tap(asked, "让第2代上线", user=ADMIN)
    await finished(talk, "第2代已上线。")
    await all_done(talk)
    assert archive.status().generation == 2
    assert talk.buttons(talk.now(asked)) == {}
    assert [(name, *end) for _, name, _, *end in await actions(talk)] == [
        (
            *("reload", Result.REFUSED),
            "20个问题里，找到报道的占60%，现在这一代占95%；用向量找不到《运动会》",
        ),
        ("activate", Result.DONE, "第2代"),
    ]


async def test_generations_are_listed_and_one_command_goes_back(talk, news_dir, archive):
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    archive.load([news_dir])
    listed = await order(talk, "/generations")
    back = await order(talk, "/rollback")

    assert listed.marked.text.split("\n\n") == [
        "索引（共2代）",
        "第2代 · 正在用 · 2024-01-02 11:04 · 3版3篇 · 0.0 MiB",
        "第1代 · 留着 · 2024-01-02 11:04 · 2版2篇 · 0.0 MiB",
    ]
    assert [*talk.buttons(listed)] == ["让第1代上线"]
    assert back.marked.text == "第1代已上线。"
    assert archive.status().generation == 1


async def test_what_cannot_be_activated_is_explained(talk):
    unknown = await order(talk, "/activate 9")
    nothing = await order(talk, "/rollback")
    usage = await order(talk, "/activate the last")

    assert (
        unknown.marked.text
        == "没有做成。\n原因：没有这一代，也没有更早的。/generations 列出现有的各代。"
    )
    assert nothing.marked.text.startswith("没有做成。\n原因：没有这一代")
    assert usage.marked.text.startswith("请写上第几代")


async def test_an_article_or_a_page_is_removed_once_that_is_confirmed(talk, archive):
    asked = await order(talk, "/remove a-a")
    assert asked.marked.text == "从档案里移除《平谷区总工会探索“党建+”工作模式 〔a-a〕》吗？"
    assert archive.status().articles == 2
    await talk.tap(asked, "移除", user=ADMIN)
    report = await finished(talk, "载入完成：第2代")
    assert "移除版面：\n• a.txt" in report.marked.text

    asked = await order(talk, "/remove b.txt")
    assert asked.marked.text == "从档案里移除版面 b.txt（1篇报道）吗？"
    await talk.tap(asked, "移除", user=ADMIN)
    await finished(talk, "载入完成：第3代")
    assert (await order(talk, "/remove c.txt")).marked.text.startswith("没有找到这篇报道。")
    await all_done(talk)
    assert [(about, detail) for _, name, about, _, detail in await actions(talk)] == [
        *(("a-a", "第2代"), ("b.txt", "第3代")),
    ]


async def test_a_withdrawn_article_is_gone_at_once_and_earlier_answers_say_so(talk, archive):
    group = talk.state.add_group("编辑部", {MEMBER, ADMIN}).id
    earlier = await talk.ask(f"/ask {QUESTION}", chat=group)
    reply = await talk.ask("/withdraw 数字有误", user=ADMIN, chat=group, replies_to=earlier.id)
    assert reply.marked.text == (
        "已撤下《密云区总工会下沉一线 〔a-b〕》，理由：数字有误\n要恢复：/restore a-b"
    )
    assert "9个工作小组" not in (await talk.ask(f"/ask {QUESTION}", chat=group)).marked.text

    await talk.tap(earlier, "打开原文")
    opened = talk.text(earlier)
    await talk.tap(earlier, "返回")
    back = talk.text(earlier)
    assert "这篇报道已撤下：数字有误" in opened
    assert "28名干部" not in opened
    assert back.startswith("[1] ⚠ 这篇报道已撤下：数字有误\n—— 《劳动午报》")

    assert "\n撤下的报道：1篇；附有更正的：0篇\n" in (await order(talk, "/status")).marked.text
    assert "2个版面，1篇报道" in (await talk.ask("/status")).marked.text
    assert (await order(talk, "/restore a-b")).marked.text.startswith("已恢复《密云区")
    again = await order(talk, "/restore a-b")
    assert again.marked.text == "《密云区总工会下沉一线 〔a-b〕》没有撤下，不用恢复。"
    await all_done(talk)
    ends = [(name, result) for _, name, _, result, _ in await actions(talk)]
    assert ends[-2:] == [("restore", Result.DONE), ("restore", Result.NOTHING)]
    assert "9个工作小组" in (await talk.ask(QUESTION)).marked.text


async def test_a_withdrawal_needs_a_reason_and_an_article(talk, archive):
    assert "请写上原因" in (await order(talk, "/withdraw a-b")).marked.text
    assert (await order(talk, "/withdraw 数字有误")).marked.text.startswith("没有找到这篇报道。")
    assert archive.status().withdrawn == 0


async def test_a_correction_stands_under_every_later_citation_and_on_the_article(talk):
    said = await order(talk, "/correct a-b 应为{8}个工作小组")
    answer = await talk.ask(QUESTION)
    await talk.tap(answer, "打开原文")

    assert said.marked.text == "《密云区总工会下沉一线 〔a-b〕》今后都附上更正：应为{8}个工作小组"
    assert "\n⚠ 更正：应为{8}个工作小组" in answer.marked.text
    assert "\n⚠ 更正：应为{8}个工作小组\n\n" in talk.text(answer)
    assert (await order(talk, "/correct a-b")).marked.text.endswith("不再附有更正。")
    assert "更正" not in (await talk.ask(QUESTION)).marked.text
    assert "没有附更正" in (await order(talk, "/correct a-b")).marked.text


async def test_admins_see_the_id_of_an_article_that_they_open_and_may_reply_to_it(talk):
    opened = await order(talk, "/article 密云区 工作小组")
    replied = await order(talk, "/correct 见明日报纸", replies_to=opened.id)

    assert opened.marked.text.endswith("\n〔a-b〕b.txt")
    answer = await talk.ask(QUESTION, user=ADMIN)
    await talk.tap(answer, "打开原文", user=ADMIN)
    assert talk.text(answer).endswith("\n〔a-b〕b.txt")
    assert replied.marked.text == "《密云区总工会下沉一线 〔a-b〕》今后都附上更正：见明日报纸"
    assert "〔" not in (await talk.ask("/article 密云区 工作小组")).marked.text


class Doubting(FakeArchive):
    """Is unsure of a line of every new page."""

    def plan(self, paths, *, mirror=False, day=None):
        plan = super().plan(paths, mirror=mirror, day=day)
        doubts = tuple(PageDoubt(name, 3, DoubtKind.HEADING) for name in plan.pages_added)
        return dataclasses.replace(plan, doubts=doubts)


async def test_a_button_sends_how_a_doubtful_page_was_read(talking, news_dir):
    archive = Doubting()
    archive.load([news_dir])
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    async with talking(archive) as talk:
        plan = await order(talk, "/reload dry")
        assert talk.buttons(plan) == {"👁 c.txt": f"ad:{VIEW}:{key_of('c.txt')}"}
        await talk.tap(plan, "c.txt", user=ADMIN)
        sent = (await talk.replies(ADMIN, after=plan.id))[0]
        (news_dir / "c.txt").unlink()
        await talk.tap(plan, "c.txt", user=ADMIN)
        gone = (await talk.replies(ADMIN, after=sent.id))[0]

    assert sent.document.name == "c.txt.html"
    assert sent.document.content.decode() == f"<html>c.txt: {NEW_PAGE}</html>"
    assert gone.marked.text == "找不到这个版面的文件了。"


async def test_gaps_are_grouped_without_telling_who_asked(talk):
    talk.state.add_person(8, "小王")
    await talk.ask("火星移民飞船几号发射")
    await talk.ask("火星移民飞船哪天发射", user=8)
    await talk.ask("王小明的电话13800138000是谁的", user=8)  # asked by one alone: stays theirs
    told = await talk.ask("月球基地13912345678何时招工", user=8)
    await talk.tap(told, "告诉编辑", user=8)
    good = await talk.ask(QUESTION)
    await talk.tap(good, "👎")
    shown = await order(talk, "/gaps")

    lines = shown.marked.text.split("\n")
    assert lines[0] == "报纸没有回答好的问题（近90天，共2组）"
    assert lines[2] == "2次：火星移民飞船哪天发射"
    assert lines[3].startswith("最接近：")
    assert "1次：月球基地…何时招工" in lines
    assert "王小明" not in shown.marked.text


async def test_admins_are_told_of_damage_once_and_of_missing_pages_once_a_day(talking, archive):
    async with talking(archive, alert_days=3) as talk:
        await order(talk, "/start")
        parts = talk.application.bot_data
        caretaker = Caretaker(talk.application.bot, parts)
        archive.damaged = (
            Damage(GenerationNumber(2), "…", DamageFault.CHANGED, "sentences.npy", ("c.txt",)),
        )
        day = dt.datetime(2024, 1, 6, 12, tzinfo=dt.UTC)
        for hours in (0, 1, 25):
            await caretaker.look(day + dt.timedelta(hours=hours))
        told = talk.texts(ADMIN)[1:]
        status = await order(talk, "/status")

    damage = (
        "⚠ 第2代已损坏（文件 sentences.npy 与校验和不符），读者看到的是它之前最后一个完好的。"
        "请 /rollback 或重新载入。\n只有它才有、现在没有了的版面（或版面的新文字）：\n• c.txt"
    )
    assert [text.startswith(damage) for text in told] == [True, False, False]
    assert told[1:] == [
        "⚠ 已经4天没有新的版面了，上一次是2024-01-02 11:04。",
        "⚠ 已经5天没有新的版面了，上一次是2024-01-02 11:04。",
    ]
    assert damage in status.marked.text


async def test_admins_are_told_once_of_what_a_kill_cut_short(talk):
    state = talk.application.bot_data.state
    await order(talk, "/start")
    cut = await state.audit.begin(ADMIN, "reload", "")
    caretaker = Caretaker(talk.application.bot, talk.application.bot_data)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    for _ in range(2):
        await caretaker.look(later)

    told = [text for text in talk.texts(ADMIN) if "没有做完" in text]
    assert len(told) == 1
    assert told[0].startswith("⚠ 机器人上次中断时，“reload”还没有做完（")
    ended = {action.number: action.result for action in await state.audit.newest()}
    assert ended[cut] is Result.STOPPED


class Unreadable(FakeArchive):
    def status(self):
        raise GenerationDamaged(4, "manifest.json: not JSON")


async def test_admins_are_told_when_nothing_can_be_read_any_more(talking):
    async with talking(Unreadable()) as talk:
        talk.state.say(ADMIN, "/privacy")
        await talk.quiet()
        caretaker = Caretaker(talk.application.bot, talk.application.bot_data)
        for _ in range(2):
            await caretaker.look(dt.datetime.now(dt.UTC))
        told = talk.texts(ADMIN)[1:]

    assert len(told) == 1
    assert told[0].startswith("⚠ 档案读不出来，读者现在得不到回答。\n原因：第4代的文件已损坏。")


async def test_what_arrives_in_the_folder_is_loaded_once_it_stops_growing(
    talking, archive, news_dir
):
    async with talking(archive, watch_seconds=1) as talk:
        await order(talk, "/start")
        parts = talk.application.bot_data
        watch = FolderWatch(talk.application.bot, parts)
        await watch.look()  # growing, as far as one can tell
        (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
        (news_dir / "b.txt").unlink()
        await watch.look()
        assert archive.status().generation == 1
        await asyncio.sleep(1.1)
        with parts.loads.only("编辑"):
            await watch.look()  # it waits for the load that is under way
        await watch.look()
        await watch.look()
        told = talk.texts(ADMIN)[1:]
        done = await actions(talk)

    assert len(told) == 1
    assert told[0].startswith("载入完成：第2代已上线")
    assert "版面：新增1，更改0，移除0" in told[0]
    assert done == [(0, "watch", str(news_dir), Result.DONE, "第2代")]
