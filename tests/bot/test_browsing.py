"""Browsing from an answer: its articles, their pages, what else was found, and back."""

from pathlib import Path

import pytest

from bot.playground.faults import Fault
from bot.playground.server import serving
from bot.views.buttons import Act, Press
from tests.bot.conftest import running
from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"
QUOTE = "密云区总工会成立了9个工作小组。"
NO_ANSWER = "How tall is Everest?"


def marked_in(message) -> list[str]:
    """Return the underlined stretches of a message."""
    return [
        message.marked.text[e["offset"] : e["offset"] + e["length"]]
        for e in message.marked.entities
        if e["type"] == "underline"
    ]


async def test_an_answer_offers_its_article_its_citation_more_and_thumbs(talk):
    reply = await talk.ask(QUESTION)
    first, second, third = reply.reply_markup["inline_keyboard"]

    assert [b["text"] for b in first] == ["📖 打开原文", "📋 复制引文"]
    assert [b["text"] for b in second] == ["🔎 更多报道", "↗ 分享"]
    assert [b["text"] for b in third] == ["👍", "👎"]
    assert first[1]["copy_text"] == {
        "text": "马超. 密云区总工会下沉一线[N]. 劳动午报, [2023-12-11](3)."
    }


async def test_an_article_opens_in_place_with_its_quote_marked_and_leads_back(talk):
    reply = await talk.ask(QUESTION)
    assert await talk.tap(reply, "打开原文") == ""

    assert talk.text(reply) == (
        "密云区总工会下沉一线\n《劳动午报》 · 2023年12月11日（推定） · 第3版 · 记者 马超\n\n"
        "密云区总工会成立了9个工作小组。28名干部赴基层服务站蹲点调研。"
    )
    assert marked_in(talk.now(reply)) == [QUOTE]
    assert [*talk.buttons(talk.now(reply))] == ["📋 复制引文", "← 返回"]

    await talk.tap(reply, "返回")
    assert talk.text(reply) == reply.marked.text
    assert talk.now(reply).reply_markup == reply.reply_markup
    assert len(talk.calls("sendMessage")) == 1


@pytest.fixture
def long_article(news_dir: Path) -> str:
    """An article of four pages; the sentence that is asked for stands on the third."""
    sentences = [f"第{number}天，职工们在场馆里参加了接力赛跑。" for number in range(1, 281)]
    sentences[170] = "顺义区总工会给冠军发了一面锦旗和奖状。"
    body = "".join(sentences)
    (news_dir / "long.txt").write_text(f"顺义区办运动会\n{body}", "utf-8")
    return body


async def test_a_long_article_opens_where_it_is_quoted_and_is_turned_page_by_page(
    talking, news_dir, long_article
):
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        reply = await talk.ask("顺义区总工会给冠军发了什么？")
        await talk.tap(reply, "打开原文")
        opened = talk.text(reply)
        quoted = marked_in(talk.now(reply))
        pages = {2: opened}
        for number in (3, 4):
            await talk.tap(reply, "下一页")
            pages[number] = talk.text(reply)
        assert "下一页 ›" not in talk.buttons(talk.now(reply))
        for number in (3, 2, 1):
            await talk.tap(reply, "上一页")
            assert pages.setdefault(number, talk.text(reply)) == talk.text(reply)
        assert "‹ 上一页" not in talk.buttons(talk.now(reply))

    assert quoted == ["顺义区总工会给冠军发了一面锦旗和奖状。"]
    read = ""
    for number in (1, 2, 3, 4):
        _, words, place = pages[number].split("\n\n")
        assert place == f"第{number}页，共4页"
        assert words.endswith("。")
        read += words
    assert read == long_article


async def test_what_else_was_found_is_listed_and_opens_and_leads_back_to_the_list(talk):
    reply = await talk.ask(QUESTION)
    await talk.tap(reply, "更多报道")
    listed = talk.text(reply)

    assert listed.startswith("还找到这些报道：\n\n1. 平谷区总工会探索“党建+”工作模式\n")
    assert listed.endswith("\n—— 《劳动午报》 · 2023年12月11日（推定） · 第3版")
    await talk.tap(reply, "1")
    assert talk.text(reply).startswith("平谷区总工会探索“党建+”工作模式\n《劳动午报》")
    assert len(marked_in(talk.now(reply))) == 1
    await talk.tap(reply, "返回")
    assert talk.text(reply) == listed
    await talk.tap(reply, "返回")
    assert talk.text(reply) == reply.marked.text


async def test_where_nothing_else_was_found_the_list_says_so(talking, news_dir):
    (news_dir / "a.txt").unlink()
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        reply = await talk.ask(QUESTION)
        await talk.tap(reply, "更多报道")

        assert talk.text(reply) == "没有找到更多相关报道。"
        assert [*talk.buttons(talk.now(reply))] == ["← 返回"]


async def test_the_nearest_headlines_of_a_no_open_their_articles(talk):
    reply = await talk.ask(NO_ANSWER)
    assert [*talk.buttons(reply)] == [
        "📖 平谷区总工会探索“党建+”工作模式",
        "📖 密云区总工会下沉一线",
        "✉️ 告诉编辑",
    ]
    await talk.tap(reply, "密云区总工会下沉一线")

    assert "28名干部赴基层服务站蹲点调研。" in talk.text(reply)
    assert marked_in(talk.now(reply)) == []


async def test_an_answer_shows_what_it_showed_and_says_that_its_article_has_changed(talk, news_dir):
    reply = await talk.ask(QUESTION)
    (news_dir / "b.txt").write_text("密云区总工会下沉一线\n更正：成立了8个工作小组。", "utf-8")
    await talk.ask("/reload", user=ADMIN)
    await talk.until(lambda: "更改1" in "".join(talk.texts(ADMIN)))
    await talk.tap(reply, "打开原文")

    assert talk.text(reply).endswith("更正：成立了8个工作小组。\n\n这篇报道在回答之后更改过。")
    await talk.tap(reply, "返回")
    assert talk.text(reply) == reply.marked.text + "\n\n这些报道后来更改过；以上是回答时的原文。"


async def test_of_an_article_that_is_gone_the_quoted_words_are_shown(talk, news_dir):
    reply = await talk.ask(QUESTION)
    (news_dir / "b.txt").unlink()
    await talk.ask("/reload", user=ADMIN)
    await talk.until(lambda: "移除1" in "".join(talk.texts(ADMIN)))
    await talk.tap(reply, "打开原文")

    assert talk.text(reply) == (
        "《劳动午报》 · 2023年12月11日（推定） · 第3版 · 密云区总工会下沉一线 · 记者 马超\n\n"
        "这篇报道已不在档案里。回答时引用的原文是：\n\n"
        "密云区总工会成立了9个工作小组。28名干部赴基层服务站蹲点调研。"
    )
    await talk.tap(reply, "返回")
    assert "后来更改过" in talk.text(reply)


async def test_a_member_of_the_group_may_browse_what_another_asked(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    reply = await talk.ask(f"/ask {QUESTION}", chat=group)
    await talk.tap(reply, "打开原文", user=ADMIN)

    assert talk.text(reply).startswith("密云区总工会下沉一线")


async def test_an_answer_of_a_private_chat_is_opened_nowhere_else(talk):
    mine = await talk.ask(QUESTION)
    theirs = await talk.ask("平谷区总工会探索了什么模式？", user=ADMIN)
    answer_id = talk.buttons(mine)["📖 打开原文"].split(":")[1]
    forged = Press(Act.OPEN, answer_id).packed()
    rows = theirs.reply_markup["inline_keyboard"]
    rows[0][0]["callback_data"] = forged  # what a client of a member's own making can send

    assert await talk.press(theirs, forged, user=ADMIN) == "这条回答的记录已经删除，请重新提问。"
    assert talk.text(theirs) == theirs.marked.text


async def test_a_button_whose_answer_is_no_longer_stored_says_so(talk):
    reply = await talk.ask(QUESTION)
    await talk.application.bot_data.state.forget(MEMBER)

    assert await talk.tap(reply, "打开原文") == "这条回答的记录已经删除，请重新提问。"


async def test_a_press_that_no_button_of_ours_makes_shows_the_answer(talk):
    reply = await talk.ask(QUESTION)
    answer_id = talk.buttons(reply)["📖 打开原文"].split(":")[1]
    forged = Press(Act.OPEN, answer_id, 99, 99).packed()
    reply.reply_markup["inline_keyboard"][0][0]["callback_data"] = forged
    await talk.press(reply, forged)

    assert talk.text(reply) == reply.marked.text


async def test_a_press_waits_for_no_question_of_its_chat(talking, news_dir):
    slow = FakeArchive(answer_takes_s=1.5)
    slow.load([news_dir])
    async with talking(slow) as talk:
        reply = await talk.ask(QUESTION)
        talk.state.say(MEMBER, "平谷区总工会探索了什么模式？")
        while len(slow.questions) < 2:  # the playground hears nothing of it
            await talk.state.wait_until(lambda: False, 0.02)
        tap = talk.state.press(MEMBER, MEMBER, reply.id, talk.buttons(reply)["📖 打开原文"])
        await talk.until(lambda: tap.answer is not None)

        assert len(talk.calls("sendMessage")) == 1


async def test_buttons_of_before_a_restart_work(playground, news_dir, archive):
    async with serving(playground) as url:
        async with running(playground, url, news_dir, archive) as talk:
            reply = await talk.ask(QUESTION)
            await talk.tap(reply, "更多报道")
            listed = talk.text(reply)
            await talk.tap(reply, "1")
        async with running(playground, url, news_dir, archive) as talk:
            await talk.tap(reply, "返回")
            assert talk.text(reply) == listed
            await talk.tap(reply, "返回")
            assert talk.text(reply) == reply.marked.text


async def test_a_message_that_is_gone_before_its_button_works_is_no_trouble(talk, caplog):
    reply = await talk.ask(QUESTION)
    tap = talk.state.press(MEMBER, MEMBER, reply.id, talk.buttons(reply)["📖 打开原文"])
    del talk.state.chat(MEMBER).messages[reply.id]
    await talk.until(lambda: tap.answer is not None)
    await talk.quiet()

    assert "incident" not in caplog.text


async def test_a_press_that_waited_too_long_still_opens_its_article(talk, caplog):
    reply = await talk.ask(QUESTION)
    tap = talk.state.press(MEMBER, MEMBER, reply.id, talk.buttons(reply)["📖 打开原文"])
    tap.answer = {"text": ""}  # from here on Telegram calls the query too old
    await talk.until(lambda: talk.text(reply).startswith("密云区总工会下沉一线"))
    await talk.quiet()

    assert [c.status for c in talk.state.calls if c.method == "answerCallbackQuery"] == [400]
    assert "incident" not in caplog.text


@pytest.mark.parametrize(
    "fault",
    [
        Fault("editMessageText"),
        Fault("editMessageText", 502),
        Fault("editMessageText", 429, retry_after=1),
        Fault("editMessageText", cut=True),
    ],
    ids=["response lost", "502", "429", "cut"],
)
async def test_an_article_opens_whatever_becomes_of_the_first_try(talk, caplog, fault):
    reply = await talk.ask(QUESTION)
    talk.state.faults.append(fault)
    await talk.tap(reply, "打开原文")
    await talk.until(lambda: talk.text(reply).startswith("密云区总工会下沉一线"))
    await talk.quiet()

    assert len(talk.calls("editMessageText")) == 2
    assert "incident" not in caplog.text
    assert len(talk.texts(MEMBER)) == 1
