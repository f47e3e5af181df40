"""Follow-ups: what a question leans on, how one starts afresh, and what an edit does."""

from telegram import Update

from tests.bot.talk import ADMIN, MEMBER
from tests.fakes.archive import FakeArchive

GROUPS = "密云区总工会成立了几个工作小组？"
MODEL = "平谷区总工会探索了什么模式？"
FOLLOW_UP = "他们去了哪里？"


def asked(talk):
    return talk.application.bot_data.archive.questions


async def test_new_starts_afresh(talk):
    await talk.ask(GROUPS)
    reply = await talk.ask("/new")
    await talk.ask(FOLLOW_UP)

    assert reply.marked.text == "好，我们重新开始：下一个问题不再接着上面的问。"
    assert asked(talk)[1] == (FOLLOW_UP, None)


async def test_a_reply_to_an_earlier_answer_continues_from_that_one(talk):
    first = await talk.ask(GROUPS)
    await talk.ask(MODEL)
    await talk.ask(FOLLOW_UP, replies_to=first.id)
    assert asked(talk)[2][1].question == GROUPS

    await talk.ask(FOLLOW_UP)
    assert asked(talk)[3][1].question == FOLLOW_UP


async def test_in_a_group_a_reply_to_the_answer_to_another_continues_from_it(talk):
    group = talk.state.add_group("工会", {MEMBER, ADMIN}).id
    first = await talk.ask(f"/ask {GROUPS}", chat=group)
    await talk.ask(FOLLOW_UP, user=ADMIN, chat=group, replies_to=first.id)

    assert asked(talk)[1][1].question == GROUPS


async def test_topics_of_a_forum_are_conversations_of_their_own_and_answered_in_place(talk):
    forum = talk.state.add_group("工会", {MEMBER})
    forum.topics |= {2: "体育", 3: "工资"}
    await talk.ask(f"/ask {GROUPS}", chat=forum.id, thread_id=2)
    reply = await talk.ask(f"/ask {FOLLOW_UP}", chat=forum.id, thread_id=3)
    await talk.ask(f"/ask {FOLLOW_UP}", chat=forum.id, thread_id=2)

    assert reply.thread_id == 3
    assert asked(talk)[1][1] is None
    assert asked(talk)[2][1].question == GROUPS


async def test_an_edited_question_is_answered_again_in_place(talk):
    question = talk.state.say(MEMBER, "/ask " + GROUPS)
    (reply,) = await talk.replies(MEMBER, after=question.id)
    talk.state.edit(MEMBER, MEMBER, question.id, "/ask " + MODEL)
    await talk.quiet()

    assert "“党建+”模式" in talk.text(reply)
    assert len(talk.calls("sendMessage")) == 1
    await talk.tap(reply, "打开原文")
    assert talk.text(reply).startswith("平谷区总工会探索“党建+”工作模式")
    await talk.ask(FOLLOW_UP)
    assert asked(talk)[-1][1].question == MODEL


async def test_an_edited_follow_up_leans_on_what_it_leaned_on_before(talk):
    await talk.ask(GROUPS)
    follow_up = talk.state.say(MEMBER, FOLLOW_UP)
    await talk.replies(MEMBER, after=follow_up.id)
    later = await talk.ask(MODEL)
    talk.state.edit(MEMBER, MEMBER, follow_up.id, "他们是谁？")
    await talk.quiet()
    await talk.ask(FOLLOW_UP)

    assert [(q, t and t.question) for q, t in asked(talk)[3:]] == [
        ("他们是谁？", GROUPS),
        (FOLLOW_UP, MODEL),
    ]
    assert talk.text(later) == later.marked.text


async def test_an_edit_that_makes_small_talk_a_question_is_answered_in_its_place(talk):
    hello = talk.state.say(MEMBER, "你好")
    (reply,) = await talk.replies(MEMBER, after=hello.id)
    talk.state.edit(MEMBER, MEMBER, hello.id, GROUPS)
    await talk.quiet()

    assert "9个工作小组" in talk.text(reply)
    assert "📖 打开原文" in talk.buttons(talk.now(reply))


async def test_each_question_of_an_edited_message_is_answered_in_its_place(talk):
    message = talk.state.say(MEMBER, GROUPS + MODEL)
    first, second = await talk.replies(MEMBER, after=message.id, count=2)
    talk.state.edit(MEMBER, MEMBER, message.id, MODEL + GROUPS)
    await talk.quiet()
    assert ("“党建+”模式" in talk.text(first), "9个工作小组" in talk.text(second)) == (True, True)

    talk.state.edit(MEMBER, MEMBER, message.id, GROUPS)
    await talk.quiet()
    assert "9个工作小组" in talk.text(first)
    assert second.id not in talk.state.chat(MEMBER).messages

    talk.state.edit(MEMBER, MEMBER, message.id, GROUPS + MODEL)
    (_, again) = await talk.replies(MEMBER, after=message.id, count=2)
    assert "“党建+”模式" in again.marked.text
    await talk.quiet()
    await talk.ask(FOLLOW_UP)
    assert asked(talk)[-1][1].question == MODEL


async def test_what_an_edited_message_asks_beyond_three_questions_is_named_in_the_place_of_before(
    talk,
):
    message = talk.state.say(MEMBER, GROUPS * 3 + "第四个问题是什么？")
    *_, left = await talk.replies(MEMBER, after=message.id, count=4)
    talk.state.edit(MEMBER, MEMBER, message.id, MODEL * 3 + "第五个问题是什么？")
    await talk.quiet()

    *answers, named = [m for m in talk.state.chat(MEMBER).messages.values() if m.sender.is_bot]
    assert ["“党建+”模式" in answer.marked.text for answer in answers] == [True, True, True]
    assert named.marked.text.endswith("请再发一次：\n• 第五个问题是什么？")
    assert left.id not in talk.state.chat(MEMBER).messages

    talk.state.edit(MEMBER, MEMBER, message.id, MODEL * 3 + "第六个问题是什么？")
    await talk.quiet()
    *_, named = [m for m in talk.state.chat(MEMBER).messages.values() if m.sender.is_bot]
    assert named.marked.text.endswith("请再发一次：\n• 第六个问题是什么？")
    talk.state.edit(MEMBER, MEMBER, message.id, MODEL * 3 + "第六个问题是什么？ ")
    await talk.quiet()
    assert named.id in talk.state.chat(MEMBER).messages  # no word has changed

    talk.state.edit(MEMBER, MEMBER, message.id, MODEL)
    await talk.quiet()
    assert [m.id for m in talk.state.chat(MEMBER).messages.values() if m.sender.is_bot] == [
        answers[0].id
    ]


async def test_what_members_edit_among_themselves_is_neither_answered_nor_kept(talk):
    group = talk.state.add_group("工会", {MEMBER})
    group.bot_is_admin = True  # an admin hears everything
    said = talk.state.say(MEMBER, "今天真热", group.id)
    talk.state.edit(MEMBER, group.id, said.id, GROUPS)
    await talk.quiet()

    assert talk.calls("sendMessage") == []
    assert await talk.application.bot_data.state.inbox.knows(group.id, said.id) is False


async def test_an_edit_that_changes_no_word_asks_nothing(talk):
    question = talk.state.say(MEMBER, GROUPS)
    await talk.replies(MEMBER, after=question.id)
    talk.state.edit(MEMBER, MEMBER, question.id, GROUPS)
    await talk.quiet()

    assert len(asked(talk)) == 1
    assert talk.calls("editMessageText") == []


async def test_where_the_answer_was_deleted_the_edited_question_is_answered_anew(talk):
    question = talk.state.say(MEMBER, GROUPS)
    (reply,) = await talk.replies(MEMBER, after=question.id)
    talk.state.take_back(MEMBER, MEMBER, reply.id)
    talk.state.edit(MEMBER, MEMBER, question.id, MODEL)
    (again,) = await talk.replies(MEMBER, after=question.id)

    assert "“党建+”模式" in again.marked.text
    assert again.replies_to == question.id


async def test_a_long_answer_that_becomes_short_leaves_no_rest(talking, news_dir):
    body = "顺义区总工会举办了第三届职工运动会，" + "职工们参加了接力赛跑，" * 500
    (news_dir / "long.txt").write_text("顺义区总工会办运动会\n" + body, "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        question = talk.state.say(MEMBER, "顺义区总工会举办了什么职工运动会？")
        await talk.replies(MEMBER, after=question.id, count=2)
        talk.state.edit(MEMBER, MEMBER, question.id, GROUPS)
        await talk.quiet()
        (only,) = talk.texts(MEMBER)
        assert "9个工作小组" in only

        talk.state.edit(MEMBER, MEMBER, question.id, "顺义区总工会举办了什么职工运动会？")
        await talk.quiet()
        assert len(talk.texts(MEMBER)) == 2


async def test_a_question_with_half_a_character_is_answered_and_kept(talk):
    hello = await talk.ask("你好")
    chat = {"id": MEMBER, "type": "private", "first_name": "小李"}
    sender = {"id": MEMBER, "is_bot": False, "first_name": "小李"}
    message = {"message_id": 900, "date": 0, "chat": chat, "from": sender}
    shape = {"update_id": 1, "message": {**message, "text": GROUPS + "\ud83d"}}
    await talk.application.process_update(Update.de_json(shape, talk.application.bot))
    (reply,) = await talk.replies(MEMBER, after=hello.id)

    assert "9个工作小组" in reply.marked.text
    await talk.tap(reply, "打开原文")
    assert talk.text(reply).startswith("密云区总工会下沉一线")


async def test_where_a_kill_left_unnoted_which_message_shows_an_answer_a_reply_still_continues_it(
    talk,
):
    first = await talk.ask(GROUPS)
    await talk.ask(MODEL)
    await talk.quiet()
    state = talk.application.bot_data.state
    await state._database.run(lambda db: db.execute("DELETE FROM answer_messages"))
    await talk.ask(FOLLOW_UP, replies_to=first.id)
    assert asked(talk)[-1][1].question == GROUPS

    talk.state.react(MEMBER, MEMBER, first.id, ["👎"])
    talk.state.edit(MEMBER, MEMBER, first.replies_to, MODEL)
    await talk.quiet()
    assert await state.feedback.counts() == {}
    assert talk.text(first) == first.marked.text
    assert await talk.tap(first, "👍") == "谢谢，记下了。"
