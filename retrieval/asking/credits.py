"""What a paper prints of who wrote, photographed or spoke: an answer only to who asks of that."""

from __future__ import annotations

import functools
import re

# Who reported is no answer to who, unless that is asked.
# Nor is the day that an agency's report is of the day of what it tells.
BYLINE = re.compile(
    r"\([^()]{0,60}(?:记者|通讯员|摄)[^()]{0,60}\)|"
    r"(?:新华社|中新社|中新网|本报|人民网)[^,。()\d]{0,16}\d{1,2}月\d{1,2}日[专综]?合?[电讯](?![话视子影力动])"
)
# A line that credits a picture, and one that only says that somebody unnamed said something.
_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[\s、]+[\u4e00-\u9fff·]{2,4})*"
_CREDIT = re.compile(
    r"[\s“”(（【]*(?:"
    rf"(?:(?:[\u4e00-\u9fff]{{2,4}}社|本报|实习|首席|见习|全媒体)*(?:记者|通讯员|摄影)[:：\s]*{_NAMES}[\s/]*)+|{_NAMES}[\s/]*(?=[摄供配制]))"
    r"(?:摄影?|供图|配图|制图|文)?(?:报道)?[)）】”。\s]*"
)
_SAYING = re.compile(
    r"(?:(?:[^，。,;；“]{0,12}[，,])?一[位名个][^，。,;；“]{0,24}|[^，。,;；“]{0,16}负责人)(?:表示|介绍|说|指出|认为|强调)[。:：，,\s]*"
)
ABOUT_AUTHORS = re.compile(r"记者|通讯员|[写拍]|摄影|照片|作者|稿|署名|报道")


@functools.lru_cache(maxsize=20_000)
def tells(sentence: str, of_authors: bool = False) -> bool:
    """Whether a sentence tells anything that could answer; credits do to who asks of authors."""
    if _SAYING.fullmatch(sentence):
        return False
    return of_authors or _CREDIT.fullmatch(sentence) is None
