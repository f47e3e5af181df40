from retrieval.evaluation.answers import AnswerScores, answer_scores, exactness
from retrieval.evaluation.collections import Evidence, Question
from retrieval.evaluation.replies import Reply, ShownQuote
from retrieval.types import Span


def quote(
    text: str, *, source: str = "one.txt", article_id: str = "a", start: int = 0, exact: bool = True
) -> ShownQuote:
    return ShownQuote(article_id, "题", source, start, start + len(text), text, exact)


def reply(*quotes: ShownQuote, answered: bool = True) -> Reply:
    return Reply("q", (), answered=answered, status="answered", confidence=0.9, quotes=quotes)


def on_page(text: str) -> tuple[Evidence, ...]:
    return (Evidence(text, source="one.txt"),)


def question(
    evidence: tuple[tuple[Evidence, ...], ...] = (), key: tuple[tuple[str, ...], ...] = ()
) -> Question:
    return Question("q", "问", "type", True, evidence=evidence, key=key)


def test_evidence_counts_whatever_its_script_width_and_white_space():
    asked = question(evidence=(on_page("共有２０人参加体检。"),))
    shown = reply(quote("本报讯 共有20人 參加體檢。"))
    assert answer_scores(asked, shown) == AnswerScores(1.0, None, 1.0, 1.0)


def test_dateline_of_the_evidence_may_lack_in_what_is_shown():
    asked = question(evidence=(on_page("本报讯（记者林小满）工会办体检。"),))
    assert answer_scores(asked, reply(quote("工会办体检。"))).supported == 1.0


def test_part_of_a_sentence_is_not_its_evidence():
    asked = question(evidence=(on_page("工会办体检，共20人。"),))
    assert answer_scores(asked, reply(quote("工会办体检，"))) == AnswerScores(0.0, None, 0.0, 0.0)


def test_evidence_over_two_neighbouring_quotes_counts_in_the_order_of_the_article():
    asked = question(evidence=(on_page("甲先到。乙后到。"),))
    shown = reply(quote("乙后到。", start=4), quote("甲先到。", start=0))
    assert answer_scores(asked, shown).evidence == 1.0


def test_same_sentence_of_another_page_is_not_the_evidence():
    asked = question(evidence=(on_page("工会办体检。"),))
    assert answer_scores(asked, reply(quote("工会办体检。", source="two.txt"))).evidence == 0.0


def test_share_of_several_pieces_of_evidence_is_scored_but_only_all_of_them_support():
    asked = question(evidence=(on_page("甲。"), on_page("乙。"), on_page("丙。")))
    shown = reply(quote("甲。"), quote("丙。"))
    assert answer_scores(asked, shown) == AnswerScores(2 / 3, None, 0.0, 0.0)


def test_key_needs_one_string_of_every_list():
    asked = question(evidence=(on_page("不在。"),), key=(("二十人", "20人"), ("体检",)))
    both = reply(quote("职工体检"), quote("共20人"))
    assert answer_scores(asked, both) == AnswerScores(0.0, 1.0, 1.0, 1.0)
    assert answer_scores(asked, reply(quote("共20人"))) == AnswerScores(0.0, 0.0, 0.0, 0.0)


def test_withheld_answer_supports_but_serves_nobody():
    asked = question(key=(("甲",),))
    shown = reply(quote("甲"), answered=False)
    assert answer_scores(asked, shown) == AnswerScores(None, 1.0, 1.0, 0.0)


def test_span_must_lie_in_a_quote_of_its_article_whole():
    span = Evidence("三十", article_id="a", span=Span(4, 6))
    asked = question(evidence=((span,),))
    assert answer_scores(asked, reply(quote("一共有三十", start=1))).evidence == 1.0
    assert answer_scores(asked, reply(quote("一共有三", start=1))).evidence == 0.0
    assert answer_scores(asked, reply(quote("三十", start=4, article_id="b"))).evidence == 0.0


def test_only_the_first_three_quotes_count():
    asked = question(key=(("丁",),))
    shown = reply(quote("甲"), quote("乙"), quote("丙"), quote("丁"))
    assert answer_scores(asked, shown).key == 0.0


def test_question_with_nothing_known_of_its_answer_is_not_scored():
    assert answer_scores(question(), reply(quote("甲"))) is None


def test_exactness_is_the_share_of_exact_quotes():
    shown = reply(quote("甲"), quote("乙", exact=False), quote("丙"), quote("丁"))
    assert exactness(shown) == 3 / 4
    assert exactness(reply()) is None
