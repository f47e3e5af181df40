"""What admins are told when they load pages, and when they watch over the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.state.audit import Result

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Operating:
    """The strings of operations in one language."""

    failed: str
    the_bot: str
    generation: str
    load_under_way: str
    article: str
    no_headline: str
    view_page: str

    upload_refused: str
    too_many_files: str
    too_big: str
    same_name: str

    memory: str
    uptime: str
    duration: str
    latency: str
    asked_today: str
    waiting: str
    damaged: str

    incident: str
    incidents_more: str
    no_new_page: str

    audit: str
    results: Mapping[Result, str]


# In the order in which the menu shows them.
CHINESE_COMMANDS = {
    "reload": "载入报纸文件夹里的新版面",
    "audit": "管理员做过什么",
}
ENGLISH_COMMANDS = {
    "reload": "load what is new in the folder of pages",
    "audit": "what admins did",
}

CHINESE = Operating(
    failed="没有做成。\n原因：{cause}",
    the_bot="机器人",
    generation="第{number}代",
    load_under_way="{by}正在载入（{since}开始），请等它结束后再试。",
    article="{headline} 〔{id}〕",
    no_headline="（无标题）",
    view_page="👁 {page}",
    upload_refused="没有载入，读者看到的仍是原来的内容。\n原因：{cause}",
    too_many_files="文件太多，一次最多{most}个",
    too_big="{name}太大，一个文件最多{most_mb}MB，请拆分后再发",
    same_name="有两个文件都叫{name}，请改名后再发",
    memory="内存：{mib} MiB",
    uptime="已运行：{uptime}",
    duration="{days}天{hours}小时{minutes}分",
    latency="最近的提问，从收到到答完：p50 {p50}秒，p95 {p95}秒",
    asked_today="今天的提问：{count}个，没有答案的占{share}",
    waiting="等待回答：{count}个",
    damaged=(
        "⚠ 第{number}代已损坏（{problem}），读者看到的是它之前最后一个完好的。"
        "请 /rollback 或重新载入。"
    ),
    incident="⚠ 出错 {incident}（{mark}）\n{cause}",
    incidents_more="⚠ 又出错{count}次，最近一次 {incident}（{mark}）\n{cause}",
    no_new_page="⚠ 已经{days}天没有新的版面了，上一次是{at}。",
    audit="管理员的操作（共{count}次）",
    results={
        Result.STARTED: "没有结束",
        Result.DONE: "完成",
        Result.NOTHING: "没有变化",
        Result.BUSY: "另一次载入正在进行",
        Result.REFUSED: "没有做成",
        Result.STOPPED: "机器人停止，已取消",
        Result.FAILED: "出错",
    },
)

ENGLISH = Operating(
    failed="It was not done.\nCause: {cause}",
    the_bot="the bot",
    generation="generation {number}",
    load_under_way="{by} is loading since {since}; please wait until that has ended.",
    article="{headline} 〔{id}〕",
    no_headline="(no headline)",
    view_page="👁 {page}",
    upload_refused="Nothing was loaded; readers still see what they saw.\nCause: {cause}",
    too_many_files="too many files: at most {most} at once",
    too_big="{name} is too big: at most {most_mb} MB a file; split it",
    same_name="two files are called {name}: rename one",
    memory="Memory: {mib} MiB",
    uptime="Up: {uptime}",
    duration="{days} d {hours} h {minutes} min",
    latency="The last questions, from arrival to the end: p50 {p50} s, p95 {p95} s",
    asked_today="Questions today: {count}, unanswered {share}",
    waiting="Waiting: {count}",
    damaged=(
        "⚠ Generation {number} is damaged ({problem}); readers see the last good one before it. "
        "/rollback, or load again."
    ),
    incident="⚠ Fault {incident} ({mark})\n{cause}",
    incidents_more="⚠ {count} more faults, the last {incident} ({mark})\n{cause}",
    no_new_page="⚠ No new page for {days} days; the last came {at}.",
    audit="What admins did ({count})",
    results={
        Result.STARTED: "did not end",
        Result.DONE: "done",
        Result.NOTHING: "nothing changed",
        Result.BUSY: "another load was under way",
        Result.REFUSED: "not done",
        Result.STOPPED: "cancelled, the bot stopped",
        Result.FAILED: "failed",
    },
)
