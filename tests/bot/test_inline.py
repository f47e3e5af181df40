"""Inline mode: articles with quote and source in any chat."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings

from bot.handlers.inline import result
from bot.playground.api.queries import _result
from bot.playground.markup import read_html
from bot.playground.state import Fault
from bot.views.paper import Entry
from tests.bot.talk import ADMIN, MEMBER
from tests.bot.test_paper_view import AWKWARD, REFS
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"


async def offered(talk, words: str, offset: str = ""):
    query = talk.state.ask_inline(MEMBER, words, offset)
    await talk.until(lambda: query.answered)
    return query


async def test_a_question_typed_in_any_chat_offers_the_sentence_that_answers_and_its_source(talk):
    query = await offered(talk, QUESTION)
    first = query.results[0]

    assert first.shape["title"] == "密云区总工会下沉一线"
    assert first.message.text == (
        "密云区总工会成立了9个工作小组。\n"
        "—— 《劳动午报》 · 2023年12月11日（推定） · 第3版 · 密云区总工会下沉一线 · 记者 马超"
    )
    assert first.reply_markup == {
        "inline_keyboard": [
            [{"text": "打开全文", "url": "https://t.me/wenbao_playground_bot?start=a_a-b"}]
        ]
    }
    (call,) = talk.calls("answerInlineQuery")
    assert (call["cache_time"], call["is_personal"]) == ("60", "false")


async def test_a_result_that_is_sent_to_a_group_is_no_question_to_us(talk):
    group = talk.state.add_group("工会", {MEMBER}).id
    query = await offered(talk, QUESTION)
    sent = talk.state.choose_inline(query.id, query.results[0].id, group)
    await talk.quiet()

    assert sent.marked.text.startswith("密云区总工会成立了9个工作小组。")
    assert talk.calls("sendMessage") == []


async def test_before_anything_is_typed_the_newest_articles_are_offered(talk):
    query = await offered(talk, "")

    assert [r.shape["title"] for r in query.results] == [
        "平谷区总工会探索“党建+”工作模式",
        "密云区总工会下沉一线",
    ]
    assert query.results[0].message.text.startswith("平谷区总工会积极探索“党建+”模式。")


async def test_more_results_come_as_one_scrolls(talking, news_dir):
    for n in range(13):
        (news_dir / f"n{n:02}.txt").write_text(f"夜校{n}\n第{n}所夜校开课。", "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])
    async with talking(archive) as talk:
        first = await offered(talk, "夜校开课")
        second = await offered(talk, "夜校开课", first.next_offset)
        odd = await offered(talk, "夜校开课", "not-ours")

    ids = [r.id for q in (first, second) for r in q.results]
    assert (len(first.results), first.next_offset, second.next_offset) == (10, "10", "")
    assert len(ids) == len(set(ids)) == 13
    assert [r.id for r in odd.results] == ids[:10]


async def test_what_is_only_near_in_meaning_is_not_offered(talk):
    query = await offered(talk, "火星")

    assert query.results == []
    assert query.button["text"] == "没有找到，去问问报"


async def test_where_nothing_is_found_a_button_leads_to_the_bot(talking):
    async with talking(FakeArchive()) as talk:
        query = await offered(talk, QUESTION)

    assert query.results == []
    assert query.button == {"text": "没有找到，去问问报", "start_parameter": "inline"}


async def test_who_types_too_fast_is_told_so_politely_and_others_are_not(talking, archive):
    async with talking(archive, questions_per_minute=1) as talk:
        queries = [await offered(talk, "工作小组"[: n % 4 + 1]) for n in range(4)]
        other = talk.state.ask_inline(ADMIN, QUESTION)
        await talk.until(lambda: other.answered)
        answered = await talk.ask(QUESTION)

    assert [bool(query.results) for query in (*queries, other)] == [True, True, True, False, True]
    assert re.fullmatch(r"歇一歇，请过(60|59)秒再找", queries[3].button["text"])
    last = talk.calls("answerInlineQuery")[3]
    assert (last["cache_time"], last["is_personal"]) == ("1", "true")
    assert answered.marked.text.startswith("[1]")  # what is typed costs no question


async def test_a_query_that_waited_too_long_is_no_incident(talk, caplog):
    refusal = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    talk.state.faults.append(Fault("answerInlineQuery", 400, refusal))
    talk.state.ask_inline(MEMBER, QUESTION)
    await talk.until(lambda: bool(talk.calls("answerInlineQuery")))
    await talk.quiet()

    assert "incident" not in caplog.text


async def test_an_inline_query_is_neither_stored_nor_part_of_a_conversation(talk):
    await offered(talk, QUESTION)
    await talk.ask("他们去了哪里？")

    assert talk.application.bot_data.archive.questions[-1] == ("他们去了哪里？", None)


@settings(max_examples=60, deadline=None)
@given(REFS, AWKWARD)
def test_every_result_is_within_telegrams_limits(ref, text):
    made = result(Entry(ref, text), lambda payload: f"https://t.me/bot?start={payload}")
    shape = json.loads(made.to_json())

    sent = read_html(shape["input_message_content"]["message_text"]).text
    assert _result(shape).message.text.strip() == sent.strip()
    quote = sent.rpartition("\n—— ")[0].strip()
    assert quote in text
