"""Loading pages from Telegram, for admins only."""

import asyncio
import re
import threading

from retrieval.errors import NoPages, PageError, VerificationFailed, WenbaoError
from retrieval.types import PageFault
from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

NEW_PAGE = "顺义区总工会办运动会\n顺义区总工会举办了第三届职工运动会。"


class Gate(FakeArchive):
    """Holds a load after its first file until the test opens it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()
        self.opened = threading.Event()

    def load(self, paths, *, mirror=False, progress=None, **more):
        def held(step):
            progress(step)
            self.reached.set()
            self.opened.wait(10)

        return super().load(paths, mirror=mirror, progress=held if progress else None)


class Refusing(FakeArchive):
    """Every load of this archive ends in one error."""

    def __init__(self, error: WenbaoError) -> None:
        super().__init__()
        self._error = error

    def load(self, paths, *, mirror=False, progress=None, **more):
        raise self._error


async def finished(talk, start: str):
    """Return the admin's progress message once it begins with `start`."""
    chat = talk.state.chat(ADMIN)
    await talk.until(lambda: any(m.marked.text.startswith(start) for m in chat.messages.values()))
    return next(m for m in chat.messages.values() if m.marked.text.startswith(start))


async def test_an_admin_reloads_the_folder_and_reads_what_changed(talk, news_dir):
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    (news_dir / "b.txt").unlink()
    (news_dir / "blank.txt").write_text("\n", "utf-8")
    progress = await talk.ask("/reload", user=ADMIN)
    report = await finished(talk, "载入完成")

    assert report.id == progress.id  # edited in place
    lines = report.marked.text.split("\n")
    assert lines[0].startswith("载入完成：第2代已上线，用时")
    assert lines[1:] == [
        "版面：新增1，更改0，移除1，未变1",
        "报道：新增1，更改0，移除1，共2篇",
        "计算向量：1条",
        "",
        "未能读取：",
        "• blank.txt：文件是空的，请重新保存后再载入",
        "",
        "新增版面：",
        "• c.txt",
        "",
        "移除版面：",
        "• b.txt",
        "",
        "新增报道：",
        "• 顺义区总工会办运动会 〔a-c〕",
        "",
        "移除报道：",
        "• 密云区总工会下沉一线 〔a-b〕",
    ]
    assert "第三届" in (await talk.ask("顺义区总工会举办了什么运动会？")).marked.text


async def test_a_reload_without_changes_says_so(talk):
    await talk.ask("/reload", user=ADMIN)

    assert "第1代仍在使用" in (await finished(talk, "没有变化")).marked.text


async def test_a_member_cannot_reload(talk, news_dir):
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    reply = await talk.ask("/reload")

    assert reply.marked.text == "只有管理员可以这样做。您的用户编号：7"
    assert talk.application.bot_data.archive.status().generation == 1


async def test_in_a_group_a_member_cannot_reload_beside_an_admin(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    reply = await talk.ask("/reload", chat=group)

    assert reply.marked.text.startswith("只有管理员可以这样做。")


async def test_questions_of_the_same_chat_are_answered_while_a_reload_runs(talking, news_dir):
    archive = Gate()
    archive.load([news_dir])
    async with talking(archive) as talk:
        talk.state.say(ADMIN, "/reload")
        assert await asyncio.to_thread(archive.reached.wait, 10)
        reply = await talk.ask("密云区总工会成立了几个工作小组？", user=ADMIN)
        archive.opened.set()
        await finished(talk, "没有变化")

    assert "9个工作小组" in reply.marked.text


async def test_a_second_reload_at_once_is_told_of_the_first(talking, news_dir):
    archive = Gate()
    async with talking(archive) as talk:
        talk.state.say(ADMIN, "/reload")
        assert await asyncio.to_thread(archive.reached.wait, 10)
        talk.state.say(ADMIN, "/reload")
        told = await finished(talk, "编辑正在载入")
        archive.opened.set()
        await finished(talk, "载入完成")

    assert re.fullmatch(
        r"编辑正在载入（\d{4}-\d\d-\d\d \d\d:\d\d开始），请等它结束后再试。", told.marked.text
    )


async def test_progress_is_shown_in_the_same_message(talking, news_dir):
    archive = Gate()
    async with talking(archive) as talk:
        first = await talk.ask("/reload", user=ADMIN)
        shown = await finished(talk, "读版面")
        archive.opened.set()
        await finished(talk, "载入完成")

    assert (first.id, shown.marked.text) == (shown.id, "读版面 1/2")


async def test_a_load_that_fails_its_checks_is_explained_and_escaped(talking):
    async with talking(
        Refusing(VerificationFailed(("SQLite holds 3 <articles>, FAISS 2",)))
    ) as talk:
        talk.state.say(ADMIN, "/reload")
        reply = await finished(talk, "载入没有成功")

    assert reply.marked.text == (
        "载入没有成功，读者看到的仍是原来的内容。\n原因：SQLite holds 3 <articles>, FAISS 2"
    )


async def test_a_folder_in_which_nothing_can_be_read_is_explained_in_the_admins_language(talking):
    failure = PageError("scan.pdf", PageFault.NO_TEXT).failure("scan.pdf")
    async with talking(Refusing(NoPages((failure,)))) as talk:
        talk.state.say(ADMIN, "/reload")
        reply = await finished(talk, "没有可载入")

    assert reply.marked.text == (
        "没有可载入的版面，读者看到的仍是原来的内容。\n\n"
        "未能读取：\n• scan.pdf：没有文字：扫描件请先做文字识别，再载入识别出的文字"
    )


async def test_a_report_reaches_an_admin_who_deleted_the_progress_message(talking):
    archive = Gate()
    async with talking(archive) as talk:
        progress = await talk.ask("/reload", user=ADMIN)
        assert await asyncio.to_thread(archive.reached.wait, 10)
        del talk.state.chat(ADMIN).messages[progress.id]
        archive.opened.set()
        report = await finished(talk, "载入完成")

    assert report.id != progress.id


async def test_a_stop_ends_a_load_and_leaves_the_live_generation_as_it_was(talking, news_dir):
    archive = Gate()
    archive.load([news_dir])
    (news_dir / "c.txt").write_text(NEW_PAGE, "utf-8")
    async with talking(archive) as talk:
        talk.state.say(ADMIN, "/reload")
        assert await asyncio.to_thread(archive.reached.wait, 10)
        talk.application.bot_data.stopping.set()
        archive.opened.set()
        await finished(talk, "机器人正在停止，载入已取消")

    assert archive.status().generation == 1
