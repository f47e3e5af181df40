"""What admins are told of pages: why one could not be read, and what to look at in one that was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.types import DoubtKind, PageFault, Place

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The strings about the reading of pages in one language."""

    no_pages: str
    faults: Mapping[PageFault, str]
    doubts: Mapping[DoubtKind, str]
    places: Mapping[Place, str]


CHINESE = Reading(
    no_pages="没有可载入的版面，读者看到的仍是原来的内容。",
    faults={
        PageFault.MISSING: "没有这个文件或文件夹，请检查路径",
        PageFault.UNOPENED: "文件打不开（{detail}），请检查权限",
        PageFault.TOO_BIG: "文件太大（{detail}字节），请拆分后再载入",
        PageFault.NO_SUFFIX: "文件名没有扩展名，请加上 .txt、.md、.html、.docx、.pdf 或 .zip",
        PageFault.UNKNOWN_FORMAT: "不支持{detail}格式，请用 .txt、.md、.html、.docx、.pdf 或 .zip",
        PageFault.EMPTY: "文件是空的，请重新保存后再载入",
        PageFault.NOT_TEXT: "不是文本文件，请存为 UTF-8 或 GB18030 编码后再载入",
        PageFault.NO_TEXT: "没有文字：扫描件请先做文字识别，再载入识别出的文字",
        PageFault.BROKEN: "文件已损坏（{detail}），请重新保存、导出或打包",
        PageFault.NESTED: "网页嵌套太深，请另存为文本后再载入",
        PageFault.ENCRYPTED: "文件有密码或是旧的 .doc 格式，请去掉密码、另存后再载入",
        PageFault.NO_ARTICLE: "没有找到任何报道，请确认这是报纸版面",
        PageFault.EMPTY_ARCHIVE: "压缩包里没有可作版面的文件",
        PageFault.SAME_NAME: "压缩包里有同名文件，请改名后再打包",
        PageFault.TOO_MANY: "压缩包里有{detail}个文件，太多了，请分成几个包",
        PageFault.UNPACKS_TOO_BIG: "压缩包解开后有{detail}字节，太大了，请重新打包",
        PageFault.TOO_SLOW: "读了{detail}秒还没有读完，已放弃，请另存为文本",
        PageFault.TOO_HEAVY: "读它要用{detail} MiB以上的内存，请拆分",
        PageFault.CRASHED: "读它的程序出错了（{detail}），请另存为文本",
    },
    doubts={
        DoubtKind.PLACE: "勉强认作{place}",
        DoubtKind.HEADING: "引题、主题、副题可能认错",
        DoubtKind.NO_HEADLINE: "这一篇没有标题",
    },
    places={
        Place.BANNER: "通栏",
        Place.COLUMN: "栏目",
        Place.KICKER: "引题",
        Place.HEADLINE: "标题",
        Place.SUBHEAD: "副题",
        Place.DATELINE: "电头",
        Place.PARAGRAPH: "正文",
        Place.INNER_SUBHEAD: "文中小标题",
        Place.CAPTION: "图片说明",
        Place.CREDIT: "署名",
        Place.TABLE: "表格",
        Place.FURNITURE: "版面杂项",
        Place.REPEAT: "重复",
    },
)

ENGLISH = Reading(
    no_pages="There is no page to load; readers still see what they saw.",
    faults={
        PageFault.MISSING: "there is no such file or folder: check the path",
        PageFault.UNOPENED: "the file cannot be opened ({detail}): check its permissions",
        PageFault.TOO_BIG: "the file is too big ({detail} bytes): split it",
        PageFault.NO_SUFFIX: ("the name has no suffix: add .txt, .md, .html, .docx, .pdf or .zip"),
        PageFault.UNKNOWN_FORMAT: (
            "{detail} is not read: use .txt, .md, .html, .docx, .pdf or .zip"
        ),
        PageFault.EMPTY: "the file is empty: save it again",
        PageFault.NOT_TEXT: "this is not text: save it as UTF-8 or GB18030",
        PageFault.NO_TEXT: "there is no text in it: run text recognition on the scan first",
        PageFault.BROKEN: "the file is broken ({detail}): save, export or pack it again",
        PageFault.NESTED: "the page is nested too deeply: save it as text",
        PageFault.ENCRYPTED: "the file has a password or is an old .doc: save it without, anew",
        PageFault.NO_ARTICLE: "no article was found: is this a page of a newspaper?",
        PageFault.EMPTY_ARCHIVE: "nothing in the archive can be a page",
        PageFault.SAME_NAME: "two files in the archive have one name: rename one",
        PageFault.TOO_MANY: "the archive holds {detail} files: pack them into several",
        PageFault.UNPACKS_TOO_BIG: "the archive unpacks to {detail} bytes: pack it anew",
        PageFault.TOO_SLOW: "not read within {detail} s, given up: save it as text",
        PageFault.TOO_HEAVY: "it takes more than {detail} MiB of memory: split it",
        PageFault.CRASHED: "its reader broke down ({detail}): save it as text",
    },
    doubts={
        DoubtKind.PLACE: "taken for {place}, with doubt",
        DoubtKind.HEADING: "kicker, headline and subhead may be mixed up",
        DoubtKind.NO_HEADLINE: "this article has no headline",
    },
    places={
        Place.BANNER: "a banner",
        Place.COLUMN: "a column label",
        Place.KICKER: "a kicker",
        Place.HEADLINE: "a headline",
        Place.SUBHEAD: "a subhead",
        Place.DATELINE: "a dateline",
        Place.PARAGRAPH: "text",
        Place.INNER_SUBHEAD: "a subhead within the text",
        Place.CAPTION: "a caption",
        Place.CREDIT: "a credit",
        Place.TABLE: "a table",
        Place.FURNITURE: "furniture of the page",
        Place.REPEAT: "a repeat",
    },
)
