"""Opening the playground: who is in it, which settings its bot has, what the panel can tell."""

import pytest

from bot.options import Options, read_options
from bot.overheard import overheard
from bot.playground.people import ADMIN_IDS
from bot.playground.running import furnished, open_browser, settings_for
from bot.playground.server import serving
from bot.playground.state import PlaygroundState
from bot.playground.watching import Watching
from bot.settings import BotSettings
from retrieval.errors import NothingLoaded
from tests.bot.talk import TOKEN
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"


def test_a_member_an_admin_and_a_group_are_there(playground):
    state = furnished(PlaygroundState(TOKEN))

    assert {person.first_name for person in state.people.values()} == {"小李", "小王", "编辑"}
    assert [p.first_name for p in state.people.values() if p.id in ADMIN_IDS] == ["编辑"]
    (group,) = [chat for chat in state.chats.values() if not chat.private]
    assert group.members == set(state.people)


def test_its_bot_polls_the_playground_and_obeys_its_admins():
    settings = BotSettings.model_validate({"telegram_webhook_url": "https://paper.example/hook"})
    given = settings_for(settings, TOKEN, "http://127.0.0.1:1")

    assert given.telegram_api_base_url == "http://127.0.0.1:1/bot"
    assert given.telegram_api_base_file_url == "http://127.0.0.1:1/file/bot"
    assert (given.telegram_webhook_url, given.telegram_admin_ids) == (None, ADMIN_IDS)


def test_each_answer_is_noted_once_and_everything_else_is_the_archives(archive):
    watching = Watching(archive)
    heard: list[str] = []
    watching.on_change = lambda: heard.append("an answer")
    seen = overheard(archive, watching.add)
    answer = seen.ask(QUESTION)

    last = watching.last()
    assert last is not None
    assert (last.number, last.explanation.answer) == (1, answer)
    assert (heard, len(archive.questions)) == (["an answer"], 1)
    assert seen.status() == archive.status()


def test_example_questions_are_ones_that_the_archive_answers(archive):
    watching = Watching(archive)

    assert watching.examples() == (
        "平谷区总工会探索了什么模式？",
        "密云区总工会成立了几个工作小组？",
    )
    assert watching.last() is None


def test_there_are_no_examples_where_there_is_nothing_to_ask():
    with pytest.raises(NothingLoaded):
        FakeArchive().ask(QUESTION)
    assert Watching(FakeArchive()).examples() == ()
    assert Watching().examples() == ()


async def test_a_port_that_is_taken_is_an_error_for_who_asked_for_it(playground):
    async with serving(playground) as url:
        port = int(url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            async with serving(PlaygroundState(TOKEN), port=port):
                pass


def test_no_browser_is_opened_where_nobody_sees_it(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    assert open_browser("http://127.0.0.1:1") is False


def test_options_say_where_the_chat_is():
    assert read_options([]) == Options(terminal=False, playground=False, browser=True)
    assert read_options(["--terminal"]).terminal
    assert read_options(["--playground", "--no-browser"]) == Options(playground=True, browser=False)
    with pytest.raises(SystemExit) as caught:
        read_options(["--terminal", "--playground"])
    assert caught.value.code == 2
