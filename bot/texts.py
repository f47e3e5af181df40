"""Every string that a member reads, one `Texts` a language. Templates are filled with `format`.

Nothing here is HTML: what goes into a message is escaped where it is rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.types import (
    DoubtKind,
    LoadStage,
    NoEvidenceReason,
    PageFault,
    Place,
    SmallTalk,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The strings of one language."""

    welcome: str
    help: str
    example_questions: tuple[str, ...]
    command_help: Mapping[str, str]
    admin_command_help: Mapping[str, str]
    unknown_command: str
    ask_what: str

    page: str
    inferred: str
    day: str
    separator: str
    no_evidence: str
    reasons: Mapping[NoEvidenceReason, str]
    searched: str
    searched_days: str
    nearest: str
    small_talk: Mapping[SmallTalk, str]
    archive_empty: str

    status_empty: str
    status: str
    status_days: str
    status_model: str
    status_your_id: str

    admins_only: str
    reload_started: str
    reload_stages: Mapping[LoadStage, str]
    reload_busy: str
    reload_stopped: str
    reload_failed: str
    reload_unchanged: str
    reload_done: str
    reload_counts: str
    reload_added: str
    reload_changed: str
    reload_removed: str
    reload_articles: str
    reload_failures: str
    reload_doubts: str
    reload_doubt: str
    reload_no_pages: str
    page_faults: Mapping[PageFault, str]
    doubts: Mapping[DoubtKind, str]
    places: Mapping[Place, str]
    and_more: str

    incident: str


SIMPLIFIED_CHINESE = Texts(
    welcome=(
        "您好，我是问报：向报纸提问，用原文回答，并注明出处。\n"
        "报纸里没有的，我会如实说没有。\n\n"
        "直接发一个问题试试，例如："
    ),
    help=(
        "直接发问题即可；在群里请用 /ask 加问题，或者 @我、回复我的消息。\n"
        "每一句回答都是报纸原文，[1][2] 后面是出处；折叠的部分是上下文，点开可读。\n"
        "可以接着上一个问题追问。\n\n"
        "例如："
    ),
    example_questions=(
        "平谷区总工会探索了什么工作模式？",
        "样板站点评估组去了哪里实地评估？",
        "密云区总工会成立了几个工作小组？",
    ),
    command_help={
        "ask": "提问：/ask 加上问题",
        "status": "报纸档案里有什么",
        "help": "怎么用",
        "start": "重新开始",
    },
    admin_command_help={"reload": "重新载入报纸文件夹"},
    unknown_command="没有这个命令。直接发问题就行，或看 /help。",
    ask_what="请在 /ask 后面写上问题，例如：/ask {example}",
    page="第{number}版",
    inferred="（推定）",
    day="{year}年{month}月{day}日",
    separator=" · ",
    no_evidence="报纸里没有找到答案。",
    reasons={
        NoEvidenceReason.EMPTY_QUESTION: "没有看到问题，请写一句完整的问题。",
        NoEvidenceReason.EMPTY_ARCHIVE: "档案里还没有报纸。",
        NoEvidenceReason.NOTHING_ON_SUBJECT: "没有报道谈到这件事。",
        NoEvidenceReason.DETAIL_MISSING: "有相关报道，但没有写到您问的这一点。",
        NoEvidenceReason.OUTSIDE_DATES: "档案里没有您问的那段时间的报纸。",
    },
    searched="已查：{pages}个版面，{articles}篇报道{days}。",
    searched_days="，{first}至{last}",
    nearest="最接近的报道：",
    small_talk={
        SmallTalk.GREETING: "您好！想从报纸里知道什么？",
        SmallTalk.THANKS: "不客气。还想问什么，尽管发来。",
        SmallTalk.FAREWELL: "再见，欢迎再来问报。",
        SmallTalk.ABOUT_BOT: (
            "我是问报：只用报纸原文回答，并注明出处；报纸里没有的，我会如实说没有。"
        ),
        SmallTalk.CHATTER: "我只回答报纸上的事。请发一个问题，或看 /help。",
    },
    archive_empty="档案里还没有报纸，请管理员用 /reload 载入。",
    status_empty="档案里还没有报纸。",
    status=(
        "第{generation}代索引，建于{built_at}\n"
        "{pages}个版面，{articles}篇报道，{passages}个段落，{sentences}个句子"
    ),
    status_model="模型：{model}",
    status_days="日期：{first}至{last}",
    status_your_id="您的用户编号：{user_id}",
    admins_only="只有管理员可以这样做。您的用户编号：{user_id}",
    reload_started="开始载入……",
    reload_stages={
        LoadStage.READ: "读版面 {done}/{total}",
        LoadStage.EMBED: "算向量 {done}/{total}",
        LoadStage.INDEX: "建索引 {done}/{total}",
        LoadStage.VERIFY: "核对 {done}/{total}",
        LoadStage.LIVE: "上线 {done}/{total}",
    },
    reload_busy="另一次载入正在进行，请等它结束后再试。",
    reload_stopped="机器人正在停止，载入已取消；读者看到的仍是原来的内容。",
    reload_failed="载入没有成功，读者看到的仍是原来的内容。\n原因：{cause}",
    reload_unchanged="没有变化：第{generation}代仍在使用，用时{seconds}秒。",
    reload_done="载入完成：第{generation}代已上线，用时{seconds}秒。",
    reload_counts=(
        "版面：新增{added}，更改{changed}，移除{removed}，未变{unchanged}\n"
        "报道：新增{articles_added}，移除{articles_removed}，共{articles_total}篇\n"
        "重新计算向量：{embedded}条"
    ),
    reload_added="新增版面：",
    reload_changed="更改版面：",
    reload_removed="移除版面：",
    reload_articles="新增报道：",
    reload_failures="未能读取：",
    reload_doubts="请核对：",
    reload_doubt="{source} 第{line}行：{problem}",
    reload_no_pages="没有可载入的版面，读者看到的仍是原来的内容。",
    page_faults={
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
    and_more="……另有{count}项",
    incident="出了点问题，没能完成。请稍后再试；如需报告，编号：{incident}",
)

LANGUAGES: Mapping[str, Texts] = {"zh": SIMPLIFIED_CHINESE}


def texts_for(language_code: str | None) -> Texts:
    """Return the strings for an IETF language tag; Simplified Chinese where we have none."""
    primary = (language_code or "").lower().partition("-")[0]
    return LANGUAGES.get(primary, SIMPLIFIED_CHINESE)
