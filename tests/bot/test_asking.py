"""Questions from members, in private and in groups."""

import json

import pytest

from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive


async def test_a_question_is_answered_with_the_sentence_and_its_source(talk):
    reply = await talk.ask("密云区总工会成立了几个工作小组？")

    assert reply.marked.text == (
        "[1] 密云区总工会成立了9个工作小组。\n"
        "—— 《劳动午报》 · 2023年12月11日（推定） · 第3版 · 密云区总工会下沉一线 · 记者 马超\n"
        "密云区总工会成立了9个工作小组。28名干部赴基层服务站蹲点调研。"
    )
    assert [entity["type"] for entity in reply.marked.entities] == ["expandable_blockquote"]


async def test_an_answer_replies_to_its_question(talk):
    question = talk.state.say(MEMBER, "平谷区总工会探索了什么模式？")
    (reply,) = await talk.replies(MEMBER, after=question.id)

    assert reply.replies_to == question.id


async def test_a_question_the_paper_does_not_answer_gets_an_honest_no(talk):
    reply = await talk.ask("How tall is Everest?")

    assert reply.marked.text == (
        "报纸里没有找到答案。没有报道谈到这件事。\n"
        "已查：2个版面，2篇报道，2023年12月11日。\n\n"
        "最接近的报道："
    )


async def test_the_ask_command_takes_its_question_from_the_same_message(talk):
    reply = await talk.ask("/ask 密云区总工会成立了几个工作小组？")

    assert "9个工作小组" in reply.marked.text
    assert talk.application.bot_data.archive.questions == [
        ("密云区总工会成立了几个工作小组？", None)
    ]


async def test_the_ask_command_alone_shows_how_to_use_it(talk):
    reply = await talk.ask("/ask")

    assert reply.marked.text == ("请在 /ask 后面写上问题。例如：/ask 平谷区总工会探索了什么模式？")


async def test_a_second_question_is_asked_with_the_turn_before_it(talk):
    await talk.ask("密云区总工会成立了几个工作小组？")
    await talk.ask("他们去了哪里？")

    question, turn = talk.application.bot_data.archive.questions[1]
    assert question == "他们去了哪里？"
    assert turn.question == "密云区总工会成立了几个工作小组？"
    assert turn.answer == "密云区总工会下沉一线\n密云区总工会成立了9个工作小组。"


async def test_small_talk_is_answered_and_leaves_the_conversation_where_it_was(talk):
    await talk.ask("密云区总工会成立了几个工作小组？")
    reply = await talk.ask("你好")
    await talk.ask("他们去了哪里？")

    assert reply.marked.text == "您好！想从报纸里知道什么？"
    assert talk.application.bot_data.archive.questions[2][1].question.startswith("密云区")


async def test_conversations_of_two_members_of_a_group_do_not_mix(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    await talk.ask("/ask 密云区总工会成立了几个工作小组？", chat=group)
    await talk.ask("/ask 他们去了哪里？", user=ADMIN, chat=group)

    assert talk.application.bot_data.archive.questions[1] == ("他们去了哪里？", None)


async def test_a_private_conversation_does_not_reach_into_a_group(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    await talk.ask("密云区总工会成立了几个工作小组？")
    await talk.ask("/ask 他们去了哪里？", chat=group)

    assert talk.application.bot_data.archive.questions[1] == ("他们去了哪里？", None)


async def test_in_a_group_the_bot_answers_when_it_is_named_and_its_name_is_no_part_of_it(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    reply = await talk.ask("@Wenbao_Playground_Bot 密云区总工会成立了几个工作小组？", chat=group)

    assert "9个工作小组" in reply.marked.text
    assert talk.application.bot_data.archive.questions[0][0] == "密云区总工会成立了几个工作小组？"


async def test_the_bots_name_alone_is_no_question_and_ends_no_conversation(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    await talk.ask("/ask 密云区总工会成立了几个工作小组？", chat=group)
    reply = await talk.ask("@wenbao_playground_bot", chat=group)
    await talk.ask("/ask 他们去了哪里？", chat=group)

    assert reply.marked.text == "没有看到问题，请写一句完整的问题。"
    assert talk.application.bot_data.archive.questions[1][1].question.startswith("密云区")


@pytest.mark.parametrize("text", ["？", "……", "👍", "👩‍🌾", "/ask ？"])
async def test_where_no_word_is_said_no_question_is_seen_and_nothing_searched(talk, text):
    reply = await talk.ask(text)

    assert reply.marked.text == "没有看到问题，请写一句完整的问题。"
    assert talk.application.bot_data.archive.questions == []


async def test_a_quote_too_long_for_a_message_goes_on_in_the_next_with_the_buttons_below(
    talking, news_dir
):
    body = "顺义区总工会举办了第三届职工运动会，" + "职工们参加了接力赛跑，" * 500 + "无人缺席。"
    (news_dir / "long.txt").write_text("顺义区总工会办运动会\n" + body, "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        question = talk.state.say(MEMBER, "顺义区总工会举办了什么职工运动会？")
        first, second = await talk.replies(MEMBER, after=question.id, count=2)

    assert (first.marked.text + second.marked.text).startswith(f"[1] {body}\n——")
    assert (first.replies_to, second.replies_to) == (question.id, None)
    assert talk.buttons(first) == {}
    assert "📖 打开原文" in talk.buttons(second)


async def test_in_a_group_a_reply_to_the_bot_is_a_question(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    first = await talk.ask("/ask 密云区总工会成立了几个工作小组？", chat=group)
    reply = await talk.ask("平谷区总工会探索了什么模式？", chat=group, replies_to=first.id)

    assert "“党建+”模式" in reply.marked.text


async def test_in_a_group_talk_of_others_is_ignored_even_if_it_reaches_the_bot(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    talk.state.say(MEMBER, "@somebody /nothing 密云区总工会成立了几个工作小组？", group)
    await talk.quiet()

    assert talk.calls("sendMessage") == []


async def test_without_pages_a_member_is_told_that_the_archive_is_empty(talking):
    async with talking(FakeArchive()) as talk:
        reply = await talk.ask("密云区总工会成立了几个工作小组？")

    assert reply.marked.text == "档案里还没有报纸，请管理员用 /reload 载入。"


async def test_typing_is_shown_while_an_answer_takes_its_time(talking, news_dir):
    slow = FakeArchive(answer_takes_s=1.2)
    slow.load([news_dir])
    async with talking(slow) as talk:
        await talk.ask("密云区总工会成立了几个工作小组？")

    assert talk.state.chat(MEMBER).actions == ["typing"]


async def test_typing_is_kept_alive_for_as_long_as_an_answer_takes(talking, news_dir):
    slow = FakeArchive(answer_takes_s=5.7)
    slow.load([news_dir])
    async with talking(slow) as talk:
        asked = talk.state.say(MEMBER, "密云区总工会成立了几个工作小组？")
        await talk.until(lambda: bool(talk.state.chat(MEMBER).actions))
        await talk.replies(MEMBER, after=asked.id)

    assert talk.state.chat(MEMBER).actions == ["typing", "typing"]


async def test_questions_of_one_chat_are_answered_in_order_and_chats_side_by_side(
    talking, news_dir
):
    slow = FakeArchive(answer_takes_s=0.5)
    slow.load([news_dir])
    async with talking(slow) as talk:
        first = talk.state.say(MEMBER, "密云区总工会成立了几个工作小组？")
        second = talk.state.say(MEMBER, "平谷区总工会探索了什么模式？")
        other = talk.state.say(ADMIN, "平谷区总工会探索了什么模式？")
        await talk.replies(MEMBER, after=second.id, count=2)
        replies = [call["reply_parameters"] for call in talk.calls("sendMessage")]

    order = [int(str(reply).split('"message_id": ')[1].split(",")[0]) for reply in replies]
    assert order.index(first.id) < order.index(second.id)
    assert order.index(other.id) < order.index(second.id)


async def test_each_question_of_a_message_is_answered_by_itself_the_later_after_the_earlier(talk):
    asked = talk.state.say(MEMBER, "密云区总工会成立了几个工作小组？平谷区总工会探索了什么模式？")
    first, second = await talk.replies(MEMBER, after=asked.id, count=2)

    assert "9个工作小组" in first.marked.text
    assert "“党建+”" in second.marked.text
    assert first.replies_to == second.replies_to == asked.id
    _, turn = talk.application.bot_data.archive.questions[1]
    assert turn.question == "密云区总工会成立了几个工作小组？"


async def test_what_is_asked_beyond_three_questions_of_a_message_is_named(talk):
    extra = [f"第{n}个问题是什么？" for n in range(4, 11)]
    asked = talk.state.say(MEMBER, "密云区总工会成立了几个工作小组？" * 3 + "".join(extra))
    (*answers, left) = await talk.replies(MEMBER, after=asked.id, count=4)

    assert all(answer.marked.text.startswith("[1]") for answer in answers)
    named = "".join(f"\n• {question}" for question in extra[:5])
    assert left.marked.text == (
        f"一次最多回答三个问题，这些还没有回答，请再发一次：{named}\n……另有2项"
    )


async def test_no_message_sent_or_edited_shows_the_preview_of_a_link(talk):
    reply = await talk.ask("密云区总工会成立了几个工作小组？")
    await talk.tap(reply, "打开原文")

    calls = [*talk.calls("sendMessage"), *talk.calls("editMessageText")]
    shown = [json.loads(str(call["link_preview_options"])) for call in calls]
    assert shown == [{"is_disabled": True}] * 2
