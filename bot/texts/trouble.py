"""What admins are told when something is wrong: why an order failed, what is damaged, what is gone.

A template of a cause names fields of its error.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.errors import (
    ArchiveBusy,
    ArticleUnknown,
    CollectionError,
    GenerationDamaged,
    GenerationMismatch,
    GenerationUnknown,
    ManyRemovals,
    ModelError,
    NothingLoaded,
    NothingRemoved,
    NoticesDamaged,
    ReasonMissing,
    StorageFailed,
)
from retrieval.types import DamageFault

if TYPE_CHECKING:
    from collections.abc import Mapping


class Problem(StrEnum):
    """Why a candidate generation did not go live."""

    COUNT = "count"
    WORDS = "words"
    VECTOR = "vector"
    FINDS = "finds"
    ANSWERS = "answers"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """The strings about what is wrong in one language."""

    causes: Mapping[type[Exception], str]
    problems: Mapping[Problem, str]
    parts: Mapping[str, str]
    recipe: Mapping[str, str]
    between: str
    faults: Mapping[DamageFault, str]
    damaged: str
    pointer_damaged: str
    was_damaged: str
    only_there: str
    only_unknown: str
    page_fault: str
    unreadable: str
    many_gone: str
    many_gone_do: str
    allow: str
    allow_too_late: str
    ask_first: str
    vanished: str


CHINESE = Trouble(
    causes={
        ArchiveBusy: "另一次载入正在进行，请等它结束后再试；要立刻撤下一篇报道，请用 /withdraw。",
        GenerationUnknown: "没有这一代，也没有更早的。/generations 列出现有的各代。",
        GenerationDamaged: "第{number}代的文件已损坏。请用 /generations 另选一代，或重新载入。",
        GenerationMismatch: (
            "第{number}代是用另外的{part}建的（{built_with}，现在是{wanted}）。"
            "请在命令行用 wenbao ingest --rebuild 重建，或改回原来的设置。"
        ),
        ArticleUnknown: "没有找到这篇报道，也没有这样的版面。报道写它的编号，或回复显示它的消息。",
        NothingRemoved: "没有叫{name}的版面或报道。版面的文件名请看 /pages。",
        NothingLoaded: "档案里还没有报纸，请先载入。",
        ReasonMissing: "请写上原因：打开过去回答的人会看到它。",
        StorageFailed: (
            "{folder} 写不进去（{problem}）。请腾出空间，或检查写入权限，再试一次；"
            "档案还是原来的样子。"
        ),
        NoticesDamaged: (
            "记着撤下和更正的文件 {path} 已损坏（{problem}）。请从备份恢复；没有备份时移走它，"
            "再重新撤下：它说的是哪些报道不能再显示。"
        ),
        CollectionError: "检查用的问题集 {path} 有错（{problem}）。请改好或移走它，再载入。",
        ModelError: "向量模型用不了（{error}）。请在命令行运行 wenbao doctor。",
        ManyRemovals: "文件夹里少了{stored}个版面中的{count}个，没有移除。",
    },
    problems={
        Problem.COUNT: "{part}有{count}条，目录里是{expected}条",
        Problem.WORDS: "用标题里的词找不到《{headline}》",
        Problem.VECTOR: "用向量找不到《{headline}》",
        Problem.FINDS: "{count}个问题里，找到报道的占{now}，现在这一代占{before}",
        Problem.ANSWERS: "{count}个问题里，该答则答、该拒则拒的占{now}，现在这一代占{before}",
        Problem.UNFINISHED: "检查没有做完",
    },
    parts={
        "passages with words": "段落的词",
        "passages with vectors": "段落的向量",
        "sentences with vectors": "句子的向量",
    },
    recipe={
        "model": "向量模型",
        "words": "分词方法",
        "passages": "分段方法",
        "schema": "存储格式",
    },
    between="；",
    faults={
        DamageFault.MISSING: "缺少文件 {file}",
        DamageFault.CHANGED: "文件 {file} 与校验和不符",
        DamageFault.UNREADABLE: "文件 {file} 读不出来",
        DamageFault.ADDED: "多出了不属于它的文件",
        DamageFault.UNOPENED: "索引打不开：{problem}",
    },
    damaged=(
        "⚠ 第{number}代已损坏（{problem}），读者看到的是它之前最后一个完好的。"
        "请 /rollback 或重新载入。"
    ),
    pointer_damaged=(
        "⚠ 记着哪一代在用的文件已损坏（{problem}），读者看到的是最新的完好的一代。"
        "请 /rollback、/activate 或重新载入。"
    ),
    was_damaged="⚠ 载入前第{number}代已损坏（{problem}）。",
    only_there="只有它才有、现在没有了的版面（或版面的新文字）：",
    only_unknown="它的目录也读不出来，说不出只有它才有的是哪些版面；请对照 /pages 和原来的文件。",
    page_fault="{source}：{fault}",
    unreadable="⚠ 档案读不出来，读者现在得不到回答。\n原因：{cause}",
    many_gone=(
        "没有载入：文件夹里少了{count}个版面（它给过档案{stored}个）。"
        "文件夹可能没有挂载，或者没有同步完。少了的是："
    ),
    many_gone_do=(
        "请先检查文件夹，再 /reload。确实要从档案里移除它们的，"
        "请按下面的按钮（{minutes}分钟内有效）。"
    ),
    allow="🗑 移除这{count}个版面并载入",
    allow_too_late="这个按钮已经过期，什么也没有改。请再 /reload 一次。",
    ask_first="要移除的版面很多，文件夹可能不完整：/reload 会先停下来问。",
    vanished=(
        "⚠ 文件夹里少了{count}个版面，可能没有挂载或没有同步完。它们仍在档案里，读者照常看得到。"
        "少了的是："
    ),
)

ENGLISH = Trouble(
    causes={
        ArchiveBusy: "another load is under way, please wait until it has ended; /withdraw takes "
        "an article out at once.",
        GenerationUnknown: "there is no such generation, nor an earlier one; see /generations.",
        GenerationDamaged: "the files of generation {number} are damaged. Take another one of "
        "/generations, or load again.",
        GenerationMismatch: "generation {number} was built with another {part} ({built_with}, now "
        "{wanted}). Build it again with wenbao ingest --rebuild on the command line, or set the "
        "old one again.",
        ArticleUnknown: "there is no such article, nor such a page. Name an article by its id, "
        "or reply to the message that shows it.",
        NothingRemoved: "no page and no article is called {name}. /pages lists the pages.",
        NothingLoaded: "nothing is loaded yet: load pages first.",
        ReasonMissing: "say why: whoever opens an earlier answer will read it.",
        StorageFailed: "{folder} cannot be written ({problem}). Make room, or see who may write "
        "there, and try again; the archive is as it was.",
        NoticesDamaged: "the file of withdrawals and corrections {path} is damaged ({problem}). "
        "Put it back from a backup; if there is none, remove it and withdraw again: it says which "
        "articles must not be shown.",
        CollectionError: "the questions of the checks in {path} have a fault ({problem}). Mend the "
        "file or take it away, and load again.",
        ModelError: "the model cannot be used ({error}). Run wenbao doctor on the command line.",
        ManyRemovals: "{count} of {stored} pages are gone from the folder; none was removed.",
    },
    problems={
        Problem.COUNT: "{part}: {count}, the catalogue has {expected}",
        Problem.WORDS: "“{headline}” is not found by the words of its headline",
        Problem.VECTOR: "“{headline}” is not found by its own vector",
        Problem.FINDS: "of {count} questions it finds the article of {now}, the live one {before}",
        Problem.ANSWERS: "of {count} questions it answers or refuses {now} rightly, the live one "
        "{before}",
        Problem.UNFINISHED: "its checks were not finished",
    },
    parts={
        "passages with words": "passages with words",
        "passages with vectors": "passages with vectors",
        "sentences with vectors": "sentences with vectors",
    },
    recipe={
        "model": "model",
        "words": "way of telling words apart",
        "passages": "way of cutting passages",
        "schema": "storage format",
    },
    between="; ",
    faults={
        DamageFault.MISSING: "{file} is missing",
        DamageFault.CHANGED: "{file} does not match its checksum",
        DamageFault.UNREADABLE: "{file} cannot be read",
        DamageFault.ADDED: "files were added",
        DamageFault.UNOPENED: "it cannot be opened: {problem}",
    },
    damaged=(
        "⚠ Generation {number} is damaged ({problem}); readers see the last good one before it. "
        "/rollback, or load again."
    ),
    pointer_damaged=(
        "⚠ What names the live generation is damaged ({problem}); readers see the newest good one. "
        "/rollback, /activate, or load again."
    ),
    was_damaged="⚠ Before the load, generation {number} was damaged ({problem}).",
    only_there="Pages (or newer texts of pages) that only it had, and that are not there now:",
    only_unknown="Its catalogue cannot be read either, so nobody can say which pages only it had; "
    "compare /pages with your files.",
    page_fault="{source}: {fault}",
    unreadable="⚠ The archive cannot be read; readers get no answers now.\nCause: {cause}",
    many_gone=(
        "Not loaded: {count} pages are gone from the folder (which gave the archive {stored}). It "
        "may not be mounted, or not be synchronised yet. Gone are:"
    ),
    many_gone_do=(
        "Look at the folder first, and /reload again. If they are really to leave the archive, "
        "press the button (within {minutes} minutes)."
    ),
    allow="🗑 Remove these {count} pages and load",
    allow_too_late="This button is too old; nothing was changed. Please /reload again.",
    ask_first="Many pages would go, so the folder may not be whole: /reload will stop and ask.",
    vanished=(
        "⚠ {count} pages are gone from the folder: it may not be mounted or synchronised. They are "
        "still in the archive, and readers see them. Gone are:"
    ),
)
