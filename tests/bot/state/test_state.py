"""What is remembered, for how long, and of whom."""

import asyncio
import datetime as dt
import sqlite3

import pytest

from bot.errors import StateTooNew, StateUnusable
from bot.state import (
    Accepted,
    Asked,
    Conversation,
    Gap,
    Reason,
    Shown,
    Stage,
    Standing,
    State,
    Verdict,
)
from bot.state.database import Database
from bot.state.schema import FIRST, SECOND
from retrieval.types import (
    Answer,
    AnswerStatus,
    ArchiveStatus,
    ArticleId,
    ArticleRef,
    Citation,
    DateSource,
    GenerationNumber,
    NoEvidenceReason,
    PageDate,
    Quote,
    Span,
    Turn,
)

LI, WANG = 7, 8
GROUP = -100
ARTICLE = ArticleRef(
    ArticleId("a1"),
    "工资涨了",
    "p.txt",
    "劳动午报",
    "2",
    PageDate(dt.date(2023, 12, 11), DateSource.INFERRED, 0.4),
    "记者 张晶",
)
OTHER = ArticleRef(ArticleId("a2"), "夜校开课", "q.txt", "", "", None, "")
QUOTE = Quote("工资涨了。", Citation(ARTICLE, Span(3, 8)), "今年工资涨了。", (Span(2, 4),))
HELD = ArchiveStatus(GenerationNumber(4), None, "m", 1, 2, 3, 4, None, None, ())
YES = Shown(
    Answer(
        "工资涨了吗", AnswerStatus.ANSWERED, 0.9, (QUOTE, QUOTE), (OTHER,), GenerationNumber(4), 1.0
    ),
    Turn("谁的工资", "职工的。"),
    HELD,
    {ARTICLE.id: "0123456789abcdef"},
)
MORE = Quote("夜校开课了。", Citation(OTHER, Span(0, 6)))
NO = Shown(
    Answer(
        "股票呢",
        AnswerStatus.NO_EVIDENCE,
        0.1,
        (),
        (OTHER,),
        GenerationNumber(4),
        1.0,
        NoEvidenceReason.NOTHING_ON_SUBJECT,
    )
)
ASKED = Asked(GROUP, LI, 40, 5, "zh-hans")


async def test_what_is_kept_is_there_after_a_restart(tmp_path, state):
    given = await state.give(ASKED, YES)
    await state.answers.stands_in(given.id, GROUP, (41, 42))
    await state.answers.keep_more(given.id, (MORE,))
    await state.conversations.remember(Conversation(GROUP, LI), Turn("甲", "乙"))
    await state.close()

    again = State(tmp_path)
    found = await again.answers.of_message(GROUP, 42)
    assert found is not None
    assert (found.id, found.asked, found.shown) == (given.id, ASKED, YES)
    assert found.articles == (ARTICLE, OTHER)
    assert found.quotes_of(OTHER.id) == (MORE,)
    assert await again.answers.to_question(GROUP, 40) == (Standing(YES, (41, 42)),)
    assert await again.conversations.last_turn(Conversation(GROUP, LI)) == Turn("甲", "乙")
    await again.close()


# As the first version wrote them; a later one must read them, or old buttons are dead.
STORED = """{"answer": {"question": "工资涨了吗", "status": "answered", "confidence": 0.9,
"quotes": [{"text": "工资涨了。", "citation": {"article": {"id": "a1", "headline": "工资涨了",
"source": "p.txt", "newspaper": "劳动午报", "page_number": "2", "date": {"day": "2023-12-11",
"source": "inferred", "confidence": 0.4}, "byline": "记者 张晶"}, "span": {"start": 3, "end": 8}},
"surrounding": "今年工资涨了。", "emphasis": [{"start": 2, "end": 4}]}], "nearest": [],
"generation": 4, "elapsed_ms": 1.0, "reason": null, "small_talk": null},
"context": {"question": "谁的工资", "answer": "职工的。"},
"searched": {"generation": 4, "built_at": null, "model": "m", "pages": 1, "articles": 2,
"passages": 3, "sentences": 4, "first_day": null, "last_day": null, "generations_kept": []},
"fingerprints": {"a1": "0123456789abcdef"}}"""


async def test_an_answer_that_the_first_version_stored_is_read(tmp_path, state):
    await state.close()
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        row = ("Ab_-1234", GROUP, 5, LI, 40, "zh-hans", STORED, None, 1_700_000_000)
        db.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.close()
    again = State(tmp_path)
    found = await again.answers.get("Ab_-1234")
    await again.close()

    assert found is not None
    assert found.asked == ASKED
    assert found.shown.answer.quotes == (QUOTE,)
    assert (found.shown.context, found.shown.searched) == (YES.context, HELD)
    assert found.shown.fingerprints == YES.fingerprints


async def test_an_id_is_short_and_fits_a_deep_link(state):
    ids = {(await state.give(ASKED, YES)).id for _ in range(20)}

    assert len(ids) == 20
    assert {len(one) for one in ids} == {8}
    assert all(one.replace("-", "").replace("_", "").isalnum() for one in ids)


async def test_conversations_of_members_topics_and_chats_do_not_mix(state):
    mine = Conversation(GROUP, LI, topic_id=5)
    await state.conversations.remember(mine, Turn("甲"))
    await state.conversations.remember(mine, Turn("乙"))

    assert await state.conversations.last_turn(mine) == Turn("乙")
    for other in (Conversation(GROUP, WANG, 5), Conversation(GROUP, LI, 6), Conversation(LI, LI)):
        assert await state.conversations.last_turn(other) is None
    await state.conversations.start_afresh(mine)
    assert await state.conversations.last_turn(mine) is None


async def test_a_message_shows_the_answer_that_it_was_last_rewritten_to(state):
    before = await state.give(ASKED, YES)
    await state.answers.stands_in(before.id, GROUP, (41, 42))
    after = await state.give(ASKED, NO)
    await state.answers.stands_in(after.id, GROUP, (41,))

    assert await state.answers.of_message(GROUP, 41) == after
    standing = await state.answers.to_question(GROUP, 40)
    assert standing == (Standing(NO, (41,)), Standing(YES, (42,)))
    assert after.articles == (OTHER,)
    assert await state.answers.get(before.id) == before


async def test_a_member_has_one_verdict_on_an_answer_and_may_change_it(state):
    given = await state.give(ASKED, YES)
    await state.feedback.judge(given, LI, Verdict.GOOD)
    await state.feedback.judge(given, WANG, Verdict.GOOD)
    await state.feedback.judge(given, LI, Verdict.BAD, [Reason.WRONG_SENTENCE])

    assert await state.feedback.counts() == {Verdict.GOOD: 1, Verdict.BAD: 1}
    assert await state.feedback.verdict(given.id, LI) == (
        Verdict.BAD,
        frozenset({Reason.WRONG_SENTENCE}),
    )
    await state.feedback.take_back(given, LI)
    assert await state.feedback.verdict(given.id, LI) is None
    assert await state.feedback.counts() == {Verdict.GOOD: 1}


async def test_a_gap_is_told_once_by_each_member_and_the_last_told_comes_first(state, clock):
    first, second = await state.give(ASKED, NO), await state.give(ASKED, NO)
    other = Shown(
        Answer(
            "火星呢",
            AnswerStatus.NO_EVIDENCE,
            0.0,
            (),
            (),
            GenerationNumber(5),
            1.0,
            NoEvidenceReason.DETAIL_MISSING,
        )
    )
    assert await state.gaps.tell(first, LI)
    assert not await state.gaps.tell(first, LI)
    assert await state.gaps.tell(second, WANG)
    clock.now += 60
    assert await state.gaps.tell(await state.give(ASKED, other), LI)

    assert await state.gaps.newest() == (
        Gap("火星呢", NoEvidenceReason.DETAIL_MISSING, GenerationNumber(5), 1, clock.now),
        Gap("股票呢", NoEvidenceReason.NOTHING_ON_SUBJECT, GenerationNumber(4), 2, clock.now - 60),
    )


async def test_what_was_answered_is_no_gap(state):
    with pytest.raises(ValueError, match="not answered"):
        await state.gaps.tell(await state.give(ASKED, YES), LI)


async def test_an_update_is_accepted_once_and_kept_until_it_is_answered(tmp_path, state):
    one, two = Accepted(1, LI, LI, 30, '{"update_id": 1}'), Accepted(2, WANG, WANG, 31, "{}")
    assert await state.inbox.accept(one, two) == (one, two)
    assert await state.inbox.accept(one) == ()
    await state.inbox.note(1, Stage.SENDING)
    await state.close()

    again = State(tmp_path)
    assert await again.inbox.unanswered() == ((one, Stage.SENDING), (two, Stage.ACCEPTED))
    await again.inbox.note(1, Stage.ANSWERED)
    assert await again.inbox.unanswered() == ((two, Stage.ACCEPTED),)
    assert await again.inbox.accept(one) == ()
    await again.close()


async def test_a_member_is_forgotten_and_the_others_are_not(tmp_path, state):
    for member in (LI, WANG):
        given = await state.give(Asked(GROUP, member, 40), NO)
        await state.answers.stands_in(given.id, GROUP, (member,))
        await state.conversations.remember(Conversation(GROUP, member), Turn("甲"))
        await state.feedback.judge(given, member, Verdict.BAD)
        await state.gaps.tell(given, member)
        await state.inbox.accept(Accepted(member, GROUP, member, 40, "{}"))
    assert await state.forget(LI) == 5
    assert await state.forget(LI) == 0

    assert await state.answers.of_message(GROUP, LI) is None
    assert await state.answers.of_message(GROUP, WANG) is not None
    await state.close()
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema") if name]
        rows = [
            row
            for table in tables
            if not table.startswith(("sqlite_", "answers_", "answer_messages_"))
            for row in db.execute(f"SELECT * FROM {table}")
        ]
    db.close()
    assert len(rows) == 7  # the seventh counts answers, and says of whom of none
    assert not any(LI in row for row in rows)


async def test_what_is_old_is_deleted_and_of_feedback_only_whose_it_is(tmp_path, state, clock):
    old = await state.give(ASKED, NO)
    await state.feedback.judge(old, LI, Verdict.BAD)
    await state.gaps.tell(old, LI)
    await state.conversations.remember(Conversation(GROUP, LI), Turn("甲"))
    waiting, done = Accepted(1, LI, LI, 30, "{}"), Accepted(2, LI, LI, 31, "{}")
    await state.inbox.accept(waiting, done)
    await state.inbox.note(2, Stage.ANSWERED)
    clock.now += 30 * 86_400 + 1
    new = await state.give(ASKED, NO)
    await state.expire(days=30)

    assert await state.answers.get(old.id) is None
    assert await state.answers.get(new.id) == new
    assert await state.conversations.last_turn(Conversation(GROUP, LI)) is None
    assert await state.feedback.counts() == {Verdict.BAD: 1}
    assert [gap.told for gap in await state.gaps.newest()] == [1]
    assert await state.inbox.unanswered() == ((waiting, Stage.ACCEPTED),)
    assert await state.inbox.accept(done) == (done,)
    await state.forget(LI)
    assert await state.feedback.counts() == {Verdict.BAD: 1}


async def test_conversations_go_on_in_the_supergroup_that_a_group_became(state):
    given = await state.give(ASKED, YES)
    await state.conversations.remember(Conversation(GROUP, LI), Turn("甲"))
    await state.move_chat(GROUP, -200)

    assert await state.conversations.last_turn(Conversation(-200, LI)) == Turn("甲")
    moved = await state.answers.get(given.id)
    assert moved is not None
    assert moved.asked.chat_id == -200


async def test_a_file_of_an_older_version_goes_on_with_its_conversations(tmp_path):
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        db.executescript(f"{FIRST}{SECOND}PRAGMA user_version = 2")
        db.execute("INSERT INTO turns VALUES (?, 0, ?, '谁的工资', '职工的。', 0)", (GROUP, LI))
    db.close()
    state = State(tmp_path, lambda: 0)
    here = Conversation(GROUP, LI)

    assert await state.conversations.last_turn(here) == Turn("谁的工资", "职工的。")
    await state.conversations.remember(here, Turn("谁的工资", "职工的。", "职工的工资谁涨的"))
    again = await state.conversations.last_turn(here)
    assert again == Turn("谁的工资", "职工的。", "职工的工资谁涨的")
    await state.close()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()

    with pytest.raises(StateTooNew, match="format 99"):
        State(tmp_path)


def test_a_file_that_is_no_database_is_named_with_the_way_out(tmp_path):
    (tmp_path / "bot.sqlite").write_text("no database at all, but words " * 50)

    with pytest.raises(StateUnusable, match="move the file away"):
        State(tmp_path)


async def test_no_cursor_leaves_the_thread_of_the_database(tmp_path):
    database = Database(tmp_path / "one.sqlite")

    assert await database.run(lambda db: db.execute("SELECT 1")) is None
    assert await database.run(lambda db: db.execute("SELECT 1").fetchone()) == (1,)
    await database.close()


async def test_many_write_and_read_at_once(state):
    async def one(number: int) -> None:
        await state.inbox.accept(Accepted(number, 1, 1, number, "{}"))
        await state.inbox.note(number, Stage.SENDING)
        await state.inbox.note(number, Stage.ANSWERED)

    await asyncio.gather(*(one(number) for number in range(300)))

    assert await state.inbox.unanswered() == ()


async def test_work_that_fails_is_undone_alone_although_it_is_done_with_others(state):
    async def fail():
        def work(db):
            db.execute("INSERT INTO turns VALUES (9, 0, 9, 'half', '', 0, '')")
            raise ValueError("broken")

        await state._database.run(work)

    done = await asyncio.gather(
        state.conversations.remember(Conversation(LI, LI), Turn("一")),
        fail(),
        state.conversations.remember(Conversation(WANG, WANG), Turn("二")),
        return_exceptions=True,
    )

    assert [type(one) for one in done] == [type(None), ValueError, type(None)]
    turns = [await state.conversations.last_turn(Conversation(m, m)) for m in (LI, 9, WANG)]
    assert turns == [Turn("一"), None, Turn("二")]


async def test_what_is_given_before_the_end_is_stored_and_what_comes_after_is_refused(
    tmp_path, state
):
    remembering = asyncio.gather(
        *(state.conversations.remember(Conversation(n, n), Turn(str(n))) for n in range(1, 50))
    )
    await asyncio.sleep(0)
    await state.close()
    await remembering
    with pytest.raises(RuntimeError, match="closed"):
        await state.conversations.last_turn(Conversation(1, 1))
    again = State(tmp_path)
    assert await again.conversations.last_turn(Conversation(49, 49)) == Turn("49")
    await again.close()
