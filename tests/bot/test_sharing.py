"""The same question is answered once, for as long as its answer is the same."""

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sharing import sharing
from retrieval.errors import NothingLoaded
from retrieval.types import Turn
from tests.fakes.archive import FakeArchive

GROUPS = "密云区总工会成立了几个工作小组？"
MODEL = "平谷区总工会探索了什么模式？"
EVENING = dt.datetime(2024, 1, 2, 15, 59, tzinfo=dt.UTC)  # 23:59 in Shanghai


class Clock:
    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> dt.datetime:
        return self.now


def asked(archive: FakeArchive) -> list[str]:
    return [question for question, _ in archive.questions]


def test_the_same_question_is_answered_once_and_another_by_itself(archive):
    shared = sharing(archive)
    first, again, other = (shared.ask(question) for question in (GROUPS, GROUPS, MODEL))

    assert (first is again, other.question) == (True, MODEL)
    assert asked(archive) == [GROUPS, MODEL]


def test_what_a_question_leans_on_makes_it_another(archive):
    shared = sharing(archive)
    for turn in (None, Turn(GROUPS), Turn(MODEL), Turn(GROUPS)):
        shared.ask("他们去了哪里？", context=turn)

    assert [turn and turn.question for _, turn in archive.questions] == [None, GROUPS, MODEL]


def test_after_a_load_and_after_a_rollback_the_paper_that_is_live_answers(archive, news_dir):
    shared = sharing(archive)
    shared.ask(GROUPS)
    (news_dir / "b.txt").unlink()
    shared.load([news_dir], mirror=True)
    withdrawn = shared.ask(GROUPS)
    shared.roll_back()

    assert withdrawn.quotes == ()
    assert shared.ask(GROUPS).quotes[0].text == "密云区总工会成立了9个工作小组。"


def test_a_load_that_ends_while_a_question_is_asked_leaves_no_answer_of_the_wrong_paper(
    archive, news_dir
):
    class Loading(FakeArchive):
        def ask(self, question, *, context=None):
            if len(self.questions) == 0:
                (news_dir / "c.txt").write_text("顺义区办运动会\n第三届。", "utf-8")
                self.load([news_dir])
            return super().ask(question, context=context)

    loading = Loading()
    loading.load([news_dir])
    shared = sharing(loading)
    assert shared.ask(GROUPS).generation == 2
    loading.roll_back()
    assert shared.ask(GROUPS).generation == 1


def test_on_the_next_day_in_shanghai_it_is_asked_again(archive):
    clock = Clock()
    shared = sharing(archive, clock)
    shared.ask(GROUPS)
    clock.now += dt.timedelta(minutes=1)
    shared.ask(GROUPS)

    assert asked(archive) == [GROUPS, GROUPS]


def test_only_so_many_are_kept_and_those_asked_last(archive):
    shared = sharing(archive, most_kept=2)
    for question in (GROUPS, MODEL, GROUPS, "珠峰多高？", GROUPS, MODEL):
        shared.ask(question)

    assert asked(archive) == [GROUPS, MODEL, "珠峰多高？", MODEL]


def test_who_asks_at_the_same_time_waits_for_the_one_answer(news_dir):
    slow = FakeArchive(answer_takes_s=0.2)
    slow.load([news_dir])
    shared = sharing(slow)
    with ThreadPoolExecutor(8) as pool:
        answers = set(map(id, pool.map(shared.ask, [GROUPS] * 8)))

    assert (len(answers), asked(slow)) == (1, [GROUPS])


def test_a_failure_is_told_to_all_who_wait_and_not_kept(news_dir):
    class Failing(FakeArchive):
        failing = threading.Event()

        def ask(self, question, *, context=None):
            if not self.failing.is_set():
                self.failing.set()
                time.sleep(0.2)
                raise NothingLoaded
            return super().ask(question, context=context)

    failing = Failing()
    failing.load([news_dir])
    shared = sharing(failing)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(shared.ask, GROUPS)]
        failing.failing.wait()
        waiting.append(pool.submit(shared.ask, GROUPS))
    for one in waiting:
        with pytest.raises(NothingLoaded):
            one.result()

    assert shared.ask(GROUPS).quotes


def test_what_an_editor_withdraws_is_told_to_nobody_from_memory(archive):
    shared = sharing(archive)
    article = shared.ask(GROUPS).quotes[0].citation.article
    archive.withdraw(article.id, "数字有误")
    assert article not in [quote.citation.article for quote in shared.ask(GROUPS).quotes]
