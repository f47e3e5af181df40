"""Questions to try, drawn from the paper that is live."""

import pytest

from bot.examples import Examples, candidates_of
from retrieval.types import Article, ArticleId
from tests.fakes.archive import FakeArchive


def article(headline: str, text: str) -> Article:
    return Article(ArticleId("a"), headline, text, ())


@pytest.mark.parametrize(
    ("headline", "text", "questions"),
    [
        (
            "平湖区总工会开办职工夜校",
            "本报讯（记者 石磊）近日，平湖区总工会开设了12门夜校课程，职工凭卡报名。",
            [
                ("平湖区总工会开设了多少门夜校课程？", "12"),
                ("平湖区总工会开办了什么夜校？", "夜校"),
                ("《平湖区总工会开办职工夜校》讲了什么？", ""),
            ],
        ),
        (
            "柳河街道举办钢笔字比赛",
            "获奖的职工参加了3场比赛。",
            [("柳河街道举办了什么比赛？", "比赛"), ("《柳河街道举办钢笔字比赛》讲了什么？", "")],
        ),
        (
            "",
            "柳河街道工会为职工评出3名优秀选手，并颁发证书。",
            [("柳河街道工会为职工评出几名优秀选手？", "3")],
        ),
        ("", "区总工会将开展3场志愿服务活动，把服务送到身边。", []),
        ("", "", []),
    ],
)
def test_numbers_and_headlines_become_questions_the_most_particular_first(
    headline, text, questions
):
    made = [(c.question, c.quoted) for c in candidates_of(article(headline, text))]

    assert made == questions


def test_only_questions_that_their_own_article_answers_are_shown(archive):
    assert Examples(archive).drawn() == (
        "平谷区总工会探索了什么模式？",
        "密云区总工会成立了几个工作小组？",
    )


def test_a_question_that_another_article_answers_is_not_shown(news_dir):
    (news_dir / "z.txt").write_text("密云区总工会下沉一线讲话\n另一件事。", "utf-8")
    archive = FakeArchive()
    archive.load([news_dir])

    assert not any("讲话" in question for question in Examples(archive).drawn())


def test_questions_are_drawn_once_a_generation(archive, news_dir):
    examples = Examples(archive)
    drawn = examples.drawn()
    asked = len(archive.questions)

    assert (examples.drawn(), len(archive.questions)) == (drawn, asked)
    page = "顺义区总工会举办运动会\n顺义区总工会举办了第三届职工运动会。"
    (news_dir / "c.txt").write_text(page, "utf-8")
    archive.load([news_dir])
    assert "顺义区总工会举办了什么运动会？" in examples.drawn()


def test_without_pages_there_is_nothing_to_try():
    assert Examples(FakeArchive()).drawn() == ()
