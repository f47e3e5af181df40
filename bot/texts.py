"""Every string that a member reads, one `Texts` a language. Templates are filled with `format`.

Nothing here is HTML: what goes into a message is escaped where it is rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.types import LoadStage, NoEvidenceReason, SmallTalk

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
        NoEvidenceReason.NOTHING_MORE: "没有更多了。",
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
        SmallTalk.ABOUT_ARCHIVE: "档案里有哪些报纸、到哪一天，请看 /status。",
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
    and_more="……另有{count}项",
    incident="出了点问题，没能完成。请稍后再试；如需报告，编号：{incident}",
)

LANGUAGES: Mapping[str, Texts] = {"zh": SIMPLIFIED_CHINESE}


def texts_for(language_code: str | None) -> Texts:
    """Return the strings for an IETF language tag; Simplified Chinese where we have none."""
    primary = (language_code or "").lower().partition("-")[0]
    return LANGUAGES.get(primary, SIMPLIFIED_CHINESE)
