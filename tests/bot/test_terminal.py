"""The chat in the terminal."""

import dataclasses
import io

from bot.terminal import TerminalChat
from tests.fakes.archive import FakeArchive

QUESTION = "密云区总工会成立了几个工作小组？"


def chat(archive: FakeArchive, *lines: str) -> list[str]:
    """Return what is said after the welcome, a reply each."""
    out = io.StringIO()
    TerminalChat(archive, io.StringIO("".join(f"{line}\n" for line in lines)), out).run()
    _, *replies = out.getvalue().split("\n\n")[1:]
    return [reply for reply in replies if reply]


def test_a_question_is_answered_with_its_source_in_plain_text(archive):
    (reply,) = chat(archive, QUESTION)

    assert reply == (
        "[1] 密云区总工会成立了9个工作小组。\n"
        "—— 《劳动午报》 · 2023年12月11日（推定） · 第3版 · 密云区总工会下沉一线 · 记者 马超"
    )


def test_the_chat_ends_at_quit_and_empty_lines_are_no_questions(archive):
    assert chat(archive, "", "  ", "/quit", QUESTION) == []


def test_a_follow_up_is_asked_with_the_turn_before_it(archive):
    chat(archive, "/ask " + QUESTION, "他们去了哪里？")

    assert archive.questions[-1][1].question == QUESTION


def test_status_and_unknown_commands_are_answered(archive):
    status, unknown = chat(archive, "/status", "/nonsense")

    assert status.startswith("第1代索引，建于2024-01-02 11:04\n2个版面")
    assert status.endswith("模型：fake:shared-characters")
    assert unknown == "没有这个命令。直接发问题就行，或看 /help。"


def test_an_empty_archive_says_so():
    assert chat(FakeArchive(), QUESTION) == ["档案里还没有报纸，请管理员用 /reload 载入。"]


class TwoQuotes(FakeArchive):
    """Answers with its first quote twice."""

    def ask(self, question, *, context=None):
        answer = super().ask(question, context=context)
        return dataclasses.replace(answer, quotes=answer.quotes * 2)


def test_quotes_stand_one_blank_line_apart_without_the_folded_passage(news_dir):
    archive, out = TwoQuotes(), io.StringIO()
    archive.load([news_dir])
    TerminalChat(archive, io.StringIO(QUESTION), out).run()

    assert out.getvalue().count("记者 马超\n\n[2] 密云区") == 1
