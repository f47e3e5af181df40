"""Pages sent as files, loaded for admins only."""

import datetime as dt

import pytest
from telegram.constants import FileSizeLimit

from bot.handlers.admin.upload import safe_name
from bot.loading.captions import day_in, number_in
from tests.bot.talk import ADMIN, MEMBER, Talk

PAGE = "顺义区总工会办运动会\n顺义区总工会举办了第三届职工运动会。"
QUESTION = "顺义区总工会举办了什么职工运动会？"


async def sent(talk: Talk, name: str, content: bytes, user: int = ADMIN, caption: str = "") -> str:
    """Send a file, and return what the bot says of it once it is done."""
    (message,) = talk.state.upload(user, [(name, content)], caption)
    chat = talk.state.chat(user)

    def last() -> str:
        return next(reversed(chat.messages.values())).marked.text

    under_way = ("开始载入", "读版面")
    await talk.until(lambda: max(chat.messages) > message.id and not last().startswith(under_way))
    return last()


async def test_a_page_that_an_admin_sends_is_loaded_and_asked_about(talk):
    report = await sent(talk, "c.txt", PAGE.encode())
    answer = await talk.ask(QUESTION)

    assert "版面：新增1，更改0，移除0" in report
    assert "第三届职工运动会" in answer.marked.text


async def test_a_caption_says_when_a_page_was_printed_and_which_page_it_is(talk):
    await sent(talk, "c.txt", PAGE.encode(), caption="劳动午报 2022年3月4日 第2版")

    assert "《劳动午报》 · 2022年3月4日 · 第2版" in (await talk.ask(QUESTION)).marked.text


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("2023-12-11", dt.date(2023, 12, 11)),
        ("20231211 第3版", dt.date(2023, 12, 11)),
        ("2023年2月3日的报纸", dt.date(2023, 2, 3)),
        ("2023-13-40", None),
        ("电话 13820231211", None),
        ("", None),
    ],
)
def test_a_day_is_found_in_a_caption(caption, day):
    assert day_in(caption) == day


@pytest.mark.parametrize(
    ("caption", "number"),
    [
        ("2023-12-11 第3版", "3"),
        ("第03版", "3"),
        ("A2版", "A2"),
        ("第十二版", "12"),
        ("第二十版", "20"),
        ("第一版", "1"),
        ("出版社", ""),
        ("2023-12-11", ""),
    ],
)
def test_the_number_of_a_page_is_found_in_a_caption(caption, number):
    assert number_in(caption) == number


async def test_a_member_sends_pages_in_vain(talk):
    assert (await sent(talk, "c.txt", PAGE.encode(), MEMBER)).startswith("只有管理员可以这样做")
    assert "顺义" not in (await talk.ask(QUESTION)).marked.text.split("最接近")[0]


@pytest.mark.parametrize("name", ["../../c.txt", "..\\..\\c.txt", "/etc/c.txt", ".c.txt"])
async def test_the_name_of_a_file_never_leads_out_of_the_data_folder(talk, name):
    await sent(talk, name, PAGE.encode())
    uploads = talk.application.bot_data.settings.data_dir / "uploads"

    assert [path.name for path in uploads.iterdir()] == ["c.txt"]


async def test_a_file_beyond_what_telegram_hands_to_bots_is_refused_with_the_cause(talk):
    report = await sent(talk, "c.pdf", b"x" * (FileSizeLimit.FILESIZE_DOWNLOAD + 1))

    assert report == (
        "没有载入，读者看到的仍是原来的内容。\n原因：c.pdf太大，一个文件最多20MB，请拆分后再发"
    )


async def test_files_sent_together_are_one_load(talk):
    files = [("c.txt", PAGE.encode()), ("d.txt", "房山区办夜校\n房山区办了夜校。".encode())]
    talk.state.upload(ADMIN, files, "2022-03-04")
    chat = talk.state.chat(ADMIN)
    await talk.until(lambda: any("载入完成" in text for text in talk.texts(ADMIN)))
    answer = await talk.ask(QUESTION)

    assert [m.marked.text[:8] for m in chat.messages.values() if m.sender.is_bot] == [
        "载入完成：第2代"
    ]
    assert "版面：新增2，更改0，移除0" in talk.texts(ADMIN)[0]
    assert "2022年3月4日" in answer.marked.text


async def test_an_album_with_one_name_twice_is_refused_before_anything_is_fetched(talk):
    talk.state.upload(ADMIN, [("x/c.txt", PAGE.encode()), ("y/c.txt", PAGE.encode())])
    await talk.until(lambda: any("两个文件都叫c.txt" in text for text in talk.texts(ADMIN)))

    assert not talk.calls("getFile")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../a.txt", "a.txt"),
        ("a\x00\n\u202e.txt", "a.txt"),
        ("版" * 300 + ".txt", "版" * 116 + ".txt"),
        ("..", "page.txt"),
        (None, "page.txt"),
    ],
)
def test_names_of_files_are_made_harmless(sent, kept):
    assert safe_name(sent) == kept
