"""Admins see the file names of pages where they look, and need no full name to remove one."""

import pytest

from retrieval.archive import pages_named
from retrieval.types import PageRef
from tests.bot.talk import ADMIN
from tests.bot.test_reloading import finished


async def order(talk, words):
    return await talk.ask(words, user=ADMIN)


@pytest.fixture
def many(archive, news_dir):
    for n in range(10):
        text = f"第{n}届运动会开幕\n第{n}届运动会在体育馆开幕。"
        (news_dir / f"2023-12-1{n}.txt").write_text(text, "utf-8")
    archive.load([news_dir])
    return archive


async def shows(talk, message, start):
    """Wait until a message begins so, and return its text."""
    await talk.until(lambda: talk.text(message).startswith(start))
    return talk.text(message)


async def test_pages_are_listed_with_their_names_turned_and_opened_to_ids(talk, many):
    listed = await order(talk, "/pages")
    heading = "版面（共12个），按编号看它的报道：\n\n"
    line = "2023年12月11日（推定） · 第3版 · 《劳动午报》（1篇）"
    assert listed.marked.text.startswith(f"{heading}1. a.txt\n{line}\n\n2. b.txt\n")
    await talk.tap(listed, "下一组", user=ADMIN)
    await shows(talk, listed, f"{heading}9. 2023-12-16.txt\n")
    await talk.tap(listed, "9", user=ADMIN)
    opened = await shows(talk, listed, "2023-12-16.txt\n")
    assert opened.endswith("• 第6届运动会开幕 〔a-2023-12-16〕")
    await talk.tap(listed, "返回", user=ADMIN)
    await shows(talk, listed, f"{heading}9. 2023-12-16.txt\n")


async def test_a_part_of_the_name_finds_pages_also_when_the_list_is_turned(talk, many):
    listed = await order(talk, "/pages 2023-12")
    await talk.tap(listed, "下一组", user=ADMIN)
    await shows(talk, listed, "文件名里有“2023-12”的版面（共10个），按编号看它的报道：\n\n9. ")
    none = await order(talk, "/pages 1999")
    assert none.marked.text == "没有文件名里有“1999”的版面。全部版面：/pages"


async def test_a_list_whose_command_was_deleted_opens_its_pages_and_is_not_turned(talk, many):
    listed = await order(talk, "/pages 2023-12")
    talk.state.take_back(ADMIN, ADMIN, listed.replies_to)
    await talk.tap(listed, "2", user=ADMIN)
    assert (await shows(talk, listed, "2023-12-11.txt\n")).endswith("〔a-2023-12-11〕")
    await talk.tap(listed, "返回", user=ADMIN)
    await shows(talk, listed, "这份清单已经不在了。有哪些版面，请看 /pages。")


async def test_a_page_is_removed_by_an_unambiguous_part_of_its_name(talk, many):
    asked = await order(talk, "/remove 12-13")
    assert asked.marked.text == "从档案里移除版面 2023-12-13.txt（1篇报道）吗？"
    await talk.tap(asked, "移除", user=ADMIN)
    await finished(talk, "载入完成：第3代")
    assert many.status().pages == 11


async def test_where_a_part_of_a_name_is_ambiguous_the_pages_are_buttons(talk, many):
    choice = await order(talk, "/remove 2023-12")
    assert choice.marked.text == "有10个版面的文件名里有“2023-12”，是哪一个？"
    assert [*talk.buttons(choice)][:2] == ["2023-12-10.txt", "2023-12-11.txt"]
    await talk.tap(choice, "2023-12-11.txt", user=ADMIN)
    await finished(talk, "从档案里移除版面 2023-12-11.txt（1篇报道）吗？")
    assert many.status().pages == 12


async def test_a_page_that_is_gone_cannot_be_removed_by_its_button(talk, many):
    gone = "这个版面已经不在档案里了。有哪些版面，请看 /pages。"
    choice = await order(talk, "/remove 2023-12")
    asked = await order(talk, "/remove 12-12")
    for name in ("2023-12-11.txt", "2023-12-12.txt"):
        many.remove(name)
    await talk.tap(choice, "2023-12-11.txt", user=ADMIN)
    await talk.tap(asked, "移除", user=ADMIN)
    await talk.until(lambda: talk.texts(ADMIN).count(gone) == 2)
    assert many.status().pages == 10


def test_a_full_name_is_that_page_although_others_hold_it():
    pages = [PageRef(name, "", "", None, 1) for name in ("B/1.txt", "1.txt", "b/1.txt")]
    assert [p.source for p in pages_named(pages, "1.txt")] == ["1.txt"]
    assert [p.source for p in pages_named(pages, "b/1")] == ["B/1.txt", "b/1.txt"]
    assert len(pages_named(pages, "")) == 3
