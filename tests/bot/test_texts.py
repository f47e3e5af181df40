"""The strings in their languages."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter

import pytest

from bot.texts import ENGLISH, SIMPLIFIED_CHINESE, TRADITIONAL_CHINESE, texts_for

ZH = SIMPLIFIED_CHINESE
BOT = Path(__file__).parents[2] / "bot"


def strings(value: object, path: str = "") -> dict[str, str]:
    """Return every string of a language by its place."""
    if isinstance(value, str):
        return {path: value}
    found: dict[str, str] = {}
    if isinstance(value, dict):
        for key, item in value.items():
            found |= strings(item, f"{path}[{key}]")
    elif is_dataclass(value):
        for field in fields(value):
            found |= strings(getattr(value, field.name), f"{path}.{field.name}")
    else:
        raise TypeError(f"{path} holds a {type(value)}, which no language can be made of")
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("other", [TRADITIONAL_CHINESE, ENGLISH], ids=["traditional", "english"])
def test_every_language_fills_the_same_fields_with_the_same_placeholders(other):
    simplified, theirs = strings(SIMPLIFIED_CHINESE), strings(other)

    assert theirs.keys() == simplified.keys()
    assert [p for p in theirs if placeholders(theirs[p]) != placeholders(simplified[p])] == []
    assert [p for p, text in theirs.items() if not text] == []


def test_traditional_chinese_is_simplified_chinese_in_its_own_characters_and_words():
    assert TRADITIONAL_CHINESE.archive_empty == "檔案裡還沒有報紙，請管理員用 /reload 載入。"
    assert TRADITIONAL_CHINESE.command_help["status"] == "報紙檔案裡有什麼"
    assert TRADITIONAL_CHINESE.day == "{year}年{month}月{day}日"


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("zh-hans", SIMPLIFIED_CHINESE),
        ("zh", SIMPLIFIED_CHINESE),
        ("zh-CN", SIMPLIFIED_CHINESE),
        ("zh-SG", SIMPLIFIED_CHINESE),
        ("zh-Hans-HK", SIMPLIFIED_CHINESE),
        (None, SIMPLIFIED_CHINESE),
        ("", SIMPLIFIED_CHINESE),
        ("zh-hant", TRADITIONAL_CHINESE),
        ("zh-TW", TRADITIONAL_CHINESE),
        ("zh_HK", TRADITIONAL_CHINESE),
        ("zh-Hant-MO", TRADITIONAL_CHINESE),
        ("en", ENGLISH),
        ("en-GB", ENGLISH),
        ("vi", ENGLISH),
    ],
)
def test_a_member_reads_the_language_that_telegram_tells(code, texts):
    assert texts_for(code) is texts


def test_no_string_is_left_over():
    code = "".join(
        path.read_text("utf-8")
        for path in BOT.rglob("*.py")
        if path.parent.name not in ("texts", "playground")
    )
    parts = {
        type(SIMPLIFIED_CHINESE),
        *(type(p) for p in (ZH.answer, ZH.browse, ZH.manners, ZH.operating, ZH.trouble)),
    }
    names = [field.name for part in parts for field in fields(part)]

    assert [name for name in names if f".{name}" not in code] == []
