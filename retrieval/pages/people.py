"""The people whom a dateline or credit names, by role, and the words from which roles are read."""

from __future__ import annotations

import re

from retrieval.types import People

_INTERN = r"(?:实习|见习)(?:生|记者)?"
_CORRESPONDENT = r"(?:特约|本报)?通讯员"
_PHOTOGRAPHER = r"摄影(?:记者|师)?(?=[\s:：/／])"
_REPORTER = (
    r"(?:(?:本报|本刊|本网|特约|特派|首席|驻地|文字|全媒体|融媒体?|学生|校园|社区|小)*记者"
    r"|本报评论员|作者(?!单位|[系为是])|撰文|文(?=[\s:：/／]))"
)
ROLE = rf"(?:{_INTERN}|{_CORRESPONDENT}|{_PHOTOGRAPHER}|{_REPORTER})"
NAME = r"[\u3400-\u9fff·]{1,6}"
_GAP = r"[\s、，,/／|｜&;；]"
NAMES = rf"{NAME}(?:{_GAP}+{NAME}){{0,7}}?"
_PLAIN_NAME = r"(?:(?!记者|通讯员|实习|见习|摄影|报道)[\u3400-\u9fff·]){1,6}"
_PLAIN_NAMES = rf"{_PLAIN_NAME}(?:{_GAP}+{_PLAIN_NAME}){{0,7}}?"
"""Names in which no word for an office is hidden, as where 记者张三通讯员李四 is set in one."""
ACT = (
    r"(?:摄影[/／]?报道|文并?[/／、]?\s*摄(?:影)?|文\s*[/／]?\s*图|图\s*[/／]\s*文|图文|摄影|摄制|摄|供图|制图|漫画|绘|图"
    r"|综合报道|报道|整理|编译)"
)
LEAD = r"[□■◎●◆▲△○◇☆★/／]?\s*"
PART = rf"(?:本报|本刊)?{ROLE}\s*[:：/／]?\s*{NAMES}"

PEN_NAME = re.compile(r"□\s*[\u3400-\u9fff·]{1,2}\s*[\u3400-\u9fff·]{1,3}")
SENT = r"(?:新华社|中新社)发\s*"
_IN_WORDS = re.compile(r"(?:文|撰文|采写|文字)\s*[/／:：\s]\s*(?=[^\s/／]{0,4}(?:记者|通讯员))")
_IN_PICTURES = re.compile(r"(?:图|图片|摄影)\s*[/／:：\s]\s*[^\s/／]{0,4}(?:记者|通讯员)\s*")
"""文/记者 某某 图/记者 某某: what each of them made."""
_NOBODY = re.compile(
    r"受访者|网友|网络|资料|本报|手记|观察|调查|札记|感言|走访|日记|连线|在线|现场"
)
"""What stands in the place of a name and is none: 受访者供图, 记者手记."""


def credits_pictures(text: str) -> bool:
    """Whether a credit is for pictures."""
    return re.search(r"摄|供图|图\s*[/／]?\s*文|文\s*[/／]?\s*图", text) is not None


def credits_text(text: str) -> bool:
    """Whether a credit is for words, too: 摄影报道, 文/图."""
    return re.search("报道|文", text) is not None


def people_of(text: str) -> People:
    """Return the people that a dateline or credit names, by role, in printed order."""
    text = _IN_WORDS.sub("", _IN_PICTURES.sub("摄影 ", text))
    found: dict[str, list[str]] = {
        key: [] for key in ("reporter", "intern", "correspondent", "photo")
    }
    named: list[str] = []
    for part in re.finditer(
        rf"({ROLE})\s*[:：/／]?\s*({_PLAIN_NAMES})(?=\s*(?:{ROLE}|{ACT}|[）)。：:]|$))", text
    ):
        names = split_names(part[2])
        found[_role(part[1])].extend(names)
        named.extend(names)
    if not named:
        unnamed = re.match(
            rf"{LEAD}(?:{SENT})?[（(]?\s*({NAMES})\s*[/／]?\s*(?={ACT}|[）)]|$)", text
        )
        named = split_names(unnamed[1]) if unnamed else []
        if not credits_pictures(text):
            found["reporter"].extend(named if PEN_NAME.fullmatch(text) else ())
    return _with_pictures(text, found, named)


def _with_pictures(text: str, found: dict[str, list[str]], named: list[str]) -> People:
    """Credit the pictures; 摄 alone makes a photographer of a reporter, 摄影报道 makes both."""
    if credits_pictures(text) and not found["photo"]:
        found["photo"].extend(named)
        if not credits_text(text):
            found["reporter"], found["intern"], found["correspondent"] = [], [], []
    return People(
        reporters=_once(found["reporter"]),
        interns=_once(found["intern"]),
        correspondents=_once(found["correspondent"]),
        photographers=_once(found["photo"]),
    )


def merge_people(parts: list[People]) -> People:
    """Put the people of several credits together, each once."""
    return People(
        reporters=_once([name for part in parts for name in part.reporters]),
        interns=_once([name for part in parts for name in part.interns]),
        correspondents=_once([name for part in parts for name in part.correspondents]),
        photographers=_once([name for part in parts for name in part.photographers]),
    )


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _role(word: str) -> str:
    if re.search(r"实习|见习", word):
        return "intern"
    if "通讯员" in word:
        return "correspondent"
    return "photo" if "摄影" in word else "reporter"


def split_names(text: str) -> list[str]:
    """Split names; single characters that stand next to each other are one spaced-out name."""
    names: list[str] = []
    spaced = ""
    for word in re.split(rf"{_GAP}+", text.strip()):
        if len(word) == 1:
            spaced += word
            if len(spaced) == 2:
                names.append(spaced)
                spaced = ""
        elif word:
            names.append(word)
    names = [re.sub(r"(?<=..)(?:摄影报道|摄影|报道|供图|制图|摄)$", "", name) for name in names]
    return [name for name in names if len(name) > 1 and not _NOBODY.fullmatch(name)]
