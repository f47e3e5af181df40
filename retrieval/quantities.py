"""Numbers and dates in one form, whatever they were written in: 20人 of ２０人, 20余人 and 二十人.

They are search terms beside the words, on both sides; what is quoted stays as printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_UNITS = (
    "人次|小时|分钟|公里|平方米|公斤|公顷|年级|等奖|"
    "[年月日号时点秒人名位个家次场项种类岁元块层楼届期批辆台件份条所座套倍天周届支户亩吨米章集只本幅]"
)
# People are counted in several words, and a day and a sum are said otherwise than they are printed.
_SAME_UNIT = {"名": "人", "位": "人", "号": "日", "块": "元"}
_QUANTITY = re.compile(
    rf"(?P<arabic>\d[\d,]*(?:\.\d+)?)(?:余|多|来)?(?P<times>万|亿)?(?:余|多)?(?P<unit>{_UNITS})?"
    rf"|(?P<chinese>[零〇一二两三四五六七八九十百千]+)(?:余|多|来)?(?P<times2>万|亿)?(?:余|多)?"
    rf"(?P<unit2>{_UNITS})?"
)
_OFTEN_NO_NUMBER = frozenset("一两十")  # 一起, 一个, 两者, 十分

_NUMBER = r"([一二三四五六七八九十]{1,3}|\d{1,2})"
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_SPOKEN_DAY = re.compile(rf"{_NUMBER}月份?的?{_NUMBER}[日号]")


def quantities(folded: str) -> tuple[str, ...]:
    """Return the numbers of a folded text with their units, and its days, each once, in order.

    余, 多 and 来 are dropped, 万 and 亿 kept; 名 and 位 count people, 号 is a day. A number in
    Chinese gives itself in digits as well, if it has a unit or two characters or more.
    """
    found: dict[str, None] = {}
    month, month_end = "", -1
    for match in _QUANTITY.finditer(folded):
        written = match["arabic"] or match["chinese"]
        number = written.replace(",", "") if match["arabic"] else in_digits(written)
        unit = match["unit"] or match["unit2"] or ""
        if not number or (match["chinese"] and not _counts(written, unit)):
            continue
        unit = _SAME_UNIT.get(unit, unit)
        amount = number + (match["times"] or match["times2"] or "")
        if match["chinese"]:
            found[amount] = None
        if unit:
            found[amount + unit] = None
        if unit == "日" and month_end == match.start():
            found[month + amount + unit] = None
        if unit == "月":
            month, month_end = amount + unit, match.end()
    return tuple(found)


def days_in_digits(folded: str) -> str:
    """Return a folded text with its days as they are printed: 十二月六号 as 12月6日."""
    return _SPOKEN_DAY.sub(_printed_day, folded)


def _printed_day(spoken: re.Match[str]) -> str:
    month, day = (n if n.isdecimal() else in_digits(n) for n in spoken.groups())
    return f"{month}月{day}日" if month and day else spoken[0]


def _counts(written: str, unit: str) -> bool:
    """Whether characters that may be numbers count something, and are not part of a word."""
    if written in _OFTEN_NO_NUMBER:
        return unit in {"月", "日", "号", "年级", "等奖", "人次"} or (
            written == "十" and unit != ""
        )
    return bool(unit) or len(written) > 1


def in_digits(chinese: str) -> str:
    """Return a number in Chinese in digits: 二〇二三, 二十, 一百零五; "" for what is no number."""
    if not set(chinese) & set(_TENS):
        digits = "".join(str(_DIGITS[char]) for char in chinese)
        return digits if len(digits) == 1 or "〇" in chinese or len(digits) == 4 else ""
    total, digit, last = 0, None, 10_000
    for char in chinese:
        if char in _TENS:
            if _TENS[char] >= last:
                return ""
            last = _TENS[char]
            total += (1 if digit is None else digit) * last
            digit = None
        elif digit is not None and digit != 0:
            return ""
        else:
            digit = _DIGITS[char]
    return str(total + (digit or 0))


def whole(quantities: Sequence[str]) -> list[str]:
    """Return the numbers and days of a question, but those that are part of one: 7月 of 7月4日.

    3日 is no part of 13日. A year is left out: a paper seldom prints its own.
    """
    every = [q for q in quantities if not _YEAR.fullmatch(q)]
    return [q for q in every if not any(_is_part(q, other) for other in every)]


def _is_part(quantity: str, other: str) -> bool:
    part = re.search(rf"(?<!\d){re.escape(quantity)}", other)
    return quantity != other and part is not None
