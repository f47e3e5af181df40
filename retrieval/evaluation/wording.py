"""Questions from a sentence, by rule: the number, person, day or place in it is asked for.

A rule that does not fit gives no question; few good questions are worth more than many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.names.lists import COMMON_SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_CHARS, MAX_CHARS = 8, 45

_ROLES = (
    "主席|书记|主任|局长|部长|校长|院长|经理|总经理|董事长|队长|会长|站长|所长|处长|科长|班长|厂长|店长|"
    "负责人|教授|医生|教师|律师|工程师|司机|工人|职工|会员|选手|代表|委员|专家|快递员|调解员"
)
_UNITS = (
    "名|人|个|家|次|项|场|位|万元|亿元|元|公里|平方米|吨|台|辆|件|份|册|天|年|小时|岁|所|支|条|"
    "期|届"
)
NUMBER = re.compile(
    rf"(?<![\d.第])(?!\d{{4}}年)(?P<figure>\d[\d.,]*(?:余|多)?)(?P<unit>(?:万|亿)?(?:{_UNITS}))"
)
PERSON = re.compile(
    rf"(?P<role>[\u4e00-\u9fff]{{2,14}}(?:{_ROLES}))"
    rf"(?P<name>[{COMMON_SURNAMES}][\u4e00-\u9fff]?[^\W地的们是了在有兴]??)"
    r"(?=说|表示|介绍|认为|指出|一行|告诉|获得|获|[，、。（])"
)
_DAY = re.compile(r"(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:上午|下午|晚|至[^，]{1,8})?，?")
_PLACE = re.compile(
    r"在(?P<place>(?:(?!为|以|就)[\u4e00-\u9fffA-Za-z0-9]){3,16}?)"
    r"(?P<done>举行|召开|举办|开幕|启动|揭牌|成立|落幕)"
)
# Who or where a question is about; one without such a name would fit many articles.
_NAMED = re.compile(
    r"区|县|市|镇|街道|工会|公司|集团|医院|学校|小学|中学|大学|法院|社区|中心|局|院|队|协会"
)
_DATELINE = re.compile(r"^本报讯\s*(?:[（(][^（）()]*[）)])?\s*")
_LEANS = re.compile(
    r"^(?:此次|此外|同时|该|他|她|它|其|据|这|目前|近年|随后|随着|为|对此|下一步|接下来|“)"
)
_OPEN_TAIL = re.compile(r"[，、：；。！？…”’）)]+$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made of a sentence: its text, what kind of fact it asks for, and the fact."""

    text: str
    kind: str
    fact: str


def questions_of(sentence: str) -> Iterator[Asked]:
    """Yield the questions that the rules make of one sentence, without its dateline.

    Sentences that lean on the one before give none.
    """
    bare = _DATELINE.sub("", sentence).strip()
    if _LEANS.match(bare):
        return
    made = (*_of_number(bare), *_of_person(bare), *_of_day(bare), *_of_place(bare), *_cloze(bare))
    for asked in made:
        if MIN_CHARS <= len(asked.text) <= MAX_CHARS and asked.fact not in asked.text:
            yield asked


def _of_number(sentence: str) -> Iterator[Asked]:
    """120名快递员参加 → 多少名快递员参加？ Only the first number of a clause is asked for."""
    for clause in _clauses(sentence):
        match = NUMBER.search(clause)
        if match and _NAMED.search(clause):
            asked = clause[: match.start()] + "多少" + match["unit"] + clause[match.end() :]
            yield Asked(f"{asked}？", "number", match["figure"] + match["unit"])


def _of_person(sentence: str) -> Iterator[Asked]:
    """平湖区总工会主席周大江说 → 平湖区总工会主席是谁？ The role must say of whom."""
    for match in PERSON.finditer(sentence):
        if _NAMED.search(match["role"]):
            yield Asked(f"{match['role']}是谁？", "who", match["name"])


def _of_day(sentence: str) -> Iterator[Asked]:
    """6月3日，工会组织体检 → 工会组织体检是哪天？ The day must stand first."""
    match = _DAY.match(sentence)
    if match:
        rest = next(_clauses(sentence[match.end() :]), "")
        yield Asked(f"{rest}是哪天？", "when", match["day"])


def _of_place(sentence: str) -> Iterator[Asked]:
    """工会在平湖医院举行体检 → 工会在哪里举行体检？ What is held, and by whom, must be there."""
    for clause in _clauses(sentence):
        match = _PLACE.search(clause)
        if match and match.end() < len(clause) and _NAMED.search(clause[: match.start()]):
            asked = f"{clause[: match.start()]}在哪里{clause[match.end('place') :]}？"
            yield Asked(asked, "where", match["place"])


def _cloze(sentence: str) -> Iterator[Asked]:
    """Leave a gap where the first quoted name stands: “书香企业”主题活动 → （　）主题活动."""
    match = re.search(r"“(?P<name>[^”“]{3,15})”", sentence)
    if match:
        clause = next((c for c in _clauses(sentence) if match[0] in c), "")
        if _NAMED.search(clause.replace(match[0], "")):
            yield Asked(clause.replace(match[0], "（　）"), "cloze", match["name"])


def _clauses(sentence: str) -> Iterator[str]:
    """Yield the parts between commas, joined while they are too short to stand alone."""
    gathered = ""
    for part in re.split(r"(?<=[，；。！？])", sentence):
        gathered += part
        if len(gathered) >= MIN_CHARS:
            yield _OPEN_TAIL.sub("", gathered)
            gathered = ""
