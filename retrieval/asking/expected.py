"""What kind of thing a question asks for, and whether a sentence has such a thing at all.

A question for a day is better answered by a sentence that names one; nothing is extracted here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.text import fold

_NUMERAL = r"(?:\d[\d.,]*|[一二两三四五六七八九十百千万]+)(?:[余多来几])?(?:万|亿)?"
_DAY = (
    rf"{_NUMERAL}(?:年|月|日|号|点)|昨[日天晚]|今[日天晚]|明[日天]|星期|周[一二三四五六日末]|"
    r"[上下]半年|春节|元旦|五一|国庆"
)
_MONEY = rf"{_NUMERAL}元"
_LASTING = rf"{_NUMERAL}(?:个?(?:小时|月|星期|学期)|天|周|年|分钟)|半[天年月]"

# The kinds, the surest sign first: how a question asks for it, and what a sentence then has.
_KINDS = (
    (r"(?:什么|啥|几)时候|何时|哪[一]?[天年月日]|几[号月日点]|周几|星期几|日期", _DAY),
    (r"多久|多长时间|[多几]少?(?:天|小时|周)|几个?月", _LASTING),
    (r"多少钱|几块钱?|多少元|金额", _MONEY),
    (r"(?:几|多少)(?P<unit>[个名家次场位支件份项所条届岁人种类张辆套轮])", _NUMERAL),
    (r"多少|几(?!乎)|第几|总数|人数", _NUMERAL),
)
# People are counted in several words that mean the same.
_SAME_UNIT = {"人": "[人名位]", "名": "[人名位]", "位": "[人名位]", "个": "[个名人家项种类场类所]"}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a sentence that answers should have; `None` when the question does not tell."""

    pattern: re.Pattern[str] | None

    def met_by(self, folded_sentence: str) -> bool:
        """Whether a sentence has what is expected; never, when nothing is."""
        return self.pattern is not None and self.pattern.search(folded_sentence) is not None


def expectation(question: str) -> Expectation:
    """Return what a sentence that answers `question` should have."""
    folded = fold(question)
    for asking, answering in _KINDS:
        found = re.search(asking, folded)
        if found:
            unit = found.groupdict().get("unit")
            after = _SAME_UNIT.get(unit, unit) if unit else ""
            return Expectation(re.compile(f"(?:{answering}){after}"))
    return Expectation(None)
