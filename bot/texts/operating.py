"""What admins are told when they load pages, and when they watch over the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.state.audit import Result
from retrieval.types import GenerationState

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Operating:
    """The strings of operations in one language."""

    failed: str
    cut_short: str
    the_bot: str
    generation: str
    load_under_way: str
    article: str
    no_headline: str
    view_page: str
    everything: str
    everything_file: str
    everything_gone: str

    upload_refused: str
    too_many_files: str
    too_big: str
    same_name: str
    not_fetched: str

    memory: str
    uptime: str
    duration: str
    latency: str
    asked_today: str
    waiting: str
    notices: str

    incident: str
    incidents_more: str
    no_new_page: str

    audit: str
    results: Mapping[Result, str]

    reload_usage: str
    plan: str
    plan_nothing: str
    taken: str
    left_out: str
    articles_changed: str
    articles_removed: str
    refused: str
    refused_because: str
    refused_overrule: str

    generations: str
    generation_line: str
    states: Mapping[GenerationState, str]
    activate_this: str
    activate_sure: str
    activate_usage: str
    live: str

    pages: str
    pages_like: str
    pages_none: str
    page_entry: str
    pages_hint: str
    remove_this: str
    page_gone: str
    which_page: str
    which_article: str
    no_article: str
    remove_page: str
    remove_article: str
    remove_yes: str
    withdrawn: str
    restored: str
    not_withdrawn: str
    corrected: str
    uncorrected: str
    not_corrected: str
    commands: str
    view_gone: str

    correction: str
    withdrawal: str

    gaps: str
    gaps_none: str
    gap: str
    gap_nearest: str


# In the order in which the menu shows them.
CHINESE_COMMANDS = {
    "reload": "载入新版面（/reload dry 只看变化）",
    "pages": "有哪些版面、文件名和编号",
    "generations": "有哪几代索引",
    "activate": "让一代上线：/activate 12",
    "rollback": "回到前一代",
    "remove": "移除一个版面或一篇报道",
    "withdraw": "撤下一篇报道，写明理由",
    "restore": "恢复撤下的报道",
    "correct": "给一篇报道附上更正",
    "gaps": "没有回答好的问题",
    "audit": "管理员做过什么",
}
ENGLISH_COMMANDS = {
    "reload": "load new pages (/reload dry: only say what changes)",
    "pages": "the pages with their file names",
    "generations": "which generations there are",
    "activate": "make one live: /activate 12",
    "rollback": "go back to the one before",
    "remove": "remove a page or an article",
    "withdraw": "withdraw an article, with the reason",
    "restore": "restore a withdrawn article",
    "correct": "attach a correction to an article",
    "gaps": "questions that were not answered well",
    "audit": "what admins did",
}

CHINESE = Operating(
    failed="没有做成。\n原因：{cause}",
    cut_short=(
        "⚠ 机器人上次中断时，“{name}”还没有做完（{at}）。读者看到的仍是完整的一代；请再做一次。"
    ),
    the_bot="机器人",
    generation="第{number}代",
    load_under_way="{by}正在载入（{since}开始），请等它结束后再试。",
    article="{headline} 〔{id}〕",
    no_headline="（无标题）",
    view_page="👁 {page}",
    everything="📄 全部列出",
    everything_file="全部.txt",
    everything_gone="这份清单已经不在了。有哪些版面，请看 /pages。",
    upload_refused="没有载入，读者看到的仍是原来的内容。\n原因：{cause}",
    too_many_files="文件太多，一次最多{most}个",
    too_big="{name}太大，一个文件最多{most_mb}MB，请拆分后再发",
    same_name="有两个文件都叫{name}，请改名后再发",
    not_fetched="Telegram 没有把{name}交给我（{error}），请再发一次",
    memory="内存：{mib} MiB",
    uptime="已运行：{uptime}",
    duration="{days}天{hours}小时{minutes}分",
    latency="最近的提问，从收到到答完：p50 {p50}秒，p95 {p95}秒",
    asked_today="今天的提问：{count}个，没有答案的占{share}",
    waiting="等待回答：{count}个",
    notices="撤下的报道：{withdrawn}篇；附有更正的：{corrected}篇",
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
    reload_usage="/reload 载入新版面；/reload dry 只看会有什么变化，什么也不改。",
    plan="载入会有这些变化（现在什么也没有改）：",
    plan_nothing="载入不会有变化。",
    taken="移除{count}个版面：{names}",
    left_out="您移除过、文件夹里还有的：",
    articles_changed="更改报道：",
    articles_removed="移除报道：",
    refused="第{number}代没有上线，读者看到的仍是原来的内容。",
    refused_because="原因：",
    refused_overrule="这一代留着可查。如果确定没有问题：/activate {number}",
    generations="索引（共{count}代）",
    generation_line="第{number}代 · {state} · {built_at} · {pages}版{articles}篇 · {mib} MiB",
    states={
        GenerationState.LIVE: "正在用",
        GenerationState.KEPT: "留着",
        GenerationState.REFUSED: "没有通过检查",
        GenerationState.DAMAGED: "已损坏",
    },
    activate_this="让第{number}代上线",
    activate_sure="让第{number}代上线吗？读者马上看到它的内容。",
    activate_usage="请写上第几代，例如：/activate 12。有哪些，请看 /generations。",
    live="第{number}代已上线。",
    pages="版面（共{count}个），按编号看它的报道：",
    pages_like="文件名里有“{words}”的版面（共{count}个），按编号看它的报道：",
    pages_none="没有文件名里有“{words}”的版面。全部版面：/pages",
    page_entry="{number}. {source}\n{page}（{count}篇）",
    pages_hint="版面的文件名：/pages",
    remove_this="🗑 移除这个版面",
    page_gone="这个版面已经不在档案里了。有哪些版面，请看 /pages。",
    which_page="有{count}个版面的文件名里有“{words}”，是哪一个？",
    which_article="可能是这几篇，请写上编号：",
    no_article=(
        "没有找到这篇报道。请写上编号，或者回复有这篇报道的消息。"
        "编号在载入报告里和打开的报道下面；版面和它们的文件名，请看 /pages。"
    ),
    remove_page="从档案里移除版面 {page}（{count}篇报道）吗？",
    remove_article="从档案里移除《{article}》吗？",
    remove_yes="✅ 移除",
    withdrawn="已撤下《{article}》，理由：{reason}\n要恢复：/restore {id}",
    restored="已恢复《{article}》。",
    not_withdrawn="《{article}》没有撤下，不用恢复。",
    corrected="《{article}》今后都附上更正：{note}",
    uncorrected="《{article}》不再附有更正。",
    not_corrected="《{article}》没有附更正。要附上，请在编号后面写更正的内容。",
    commands="您是管理员，还可以发报纸文件给我，或用：",
    view_gone="找不到这个版面的文件了。",
    correction="更正：{note}",
    withdrawal="这篇报道已撤下：{reason}",
    gaps="报纸没有回答好的问题（近{days}天，共{count}组）",
    gaps_none="没有。",
    gap="{count}次：{question}",
    gap_nearest="最接近：{headlines}",
)

ENGLISH = Operating(
    cut_short=(
        "⚠ When the bot was cut short, “{name}” had not ended ({at}). Readers still see a whole "
        "generation; please do it again."
    ),
    failed="It was not done.\nCause: {cause}",
    the_bot="the bot",
    generation="generation {number}",
    load_under_way="{by} is loading since {since}; please wait until that has ended.",
    article="{headline} 〔{id}〕",
    no_headline="(no headline)",
    view_page="👁 {page}",
    everything="📄 List all",
    everything_file="all.txt",
    everything_gone="This list is gone. /pages lists the pages.",
    upload_refused="Nothing was loaded; readers still see what they saw.\nCause: {cause}",
    too_many_files="too many files: at most {most} at once",
    too_big="{name} is too big: at most {most_mb} MB a file; split it",
    same_name="two files are called {name}: rename one",
    not_fetched="Telegram did not hand over {name} ({error}); please send it again",
    memory="Memory: {mib} MiB",
    uptime="Up: {uptime}",
    duration="{days} d {hours} h {minutes} min",
    latency="The last questions, from arrival to the end: p50 {p50} s, p95 {p95} s",
    asked_today="Questions today: {count}, unanswered {share}",
    waiting="Waiting: {count}",
    notices="Withdrawn articles: {withdrawn}; corrected: {corrected}",
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
    reload_usage="/reload loads new pages; /reload dry only says what would change.",
    plan="A load would change this (nothing is changed yet):",
    plan_nothing="A load would change nothing.",
    taken="{count} pages removed: {names}",
    left_out="Removed by you, and still in the folder:",
    articles_changed="Changed articles:",
    articles_removed="Removed articles:",
    refused="Generation {number} did not go live; readers still see what they saw.",
    refused_because="Because:",
    refused_overrule="It is kept to be looked at. If you are sure: /activate {number}",
    generations="Generations ({count})",
    generation_line=(
        "{number} · {state} · {built_at} · {pages} pages, {articles} articles · {mib} MiB"
    ),
    states={
        GenerationState.LIVE: "live",
        GenerationState.KEPT: "kept",
        GenerationState.REFUSED: "refused by its checks",
        GenerationState.DAMAGED: "damaged",
    },
    activate_this="Make generation {number} live",
    activate_sure="Make generation {number} live? Readers see it at once.",
    activate_usage="Say which generation, such as /activate 12; /generations lists them.",
    live="Generation {number} is live.",
    pages="Pages ({count}); press a number for the articles of one:",
    pages_like="Pages with “{words}” in their file name ({count}); press a number:",
    pages_none="No page has “{words}” in its file name. All pages: /pages",
    page_entry="{number}. {source}\n{page} ({count} articles)",
    pages_hint="File names of the pages: /pages",
    remove_this="🗑 Remove this page",
    page_gone="This page is no longer in the archive. /pages lists the pages.",
    which_page="{count} pages have “{words}” in their file name. Which one?",
    which_article="It may be one of these; please add the id:",
    no_article=(
        "No such article. Add its id, or reply to a message that shows it. Ids stand in the "
        "reports of loads and below opened articles; /pages lists the pages with their file names."
    ),
    remove_page="Remove page {page} ({count} articles) from the archive?",
    remove_article="Remove “{article}” from the archive?",
    remove_yes="✅ Remove",
    withdrawn="Withdrawn: “{article}”, because: {reason}\nTo restore it: /restore {id}",
    restored="Restored: “{article}”.",
    not_withdrawn="“{article}” is not withdrawn; there is nothing to restore.",
    corrected="“{article}” carries a correction from now on: {note}",
    uncorrected="“{article}” carries no correction any more.",
    not_corrected="“{article}” carries no correction. To attach one, write it behind the id.",
    commands="As an admin you may also send me page files, or use:",
    view_gone="The file of this page cannot be found any more.",
    correction="Correction: {note}",
    withdrawal="This article was withdrawn: {reason}",
    gaps="Questions that the paper did not answer well ({days} days, {count} groups)",
    gaps_none="None.",
    gap="{count} times: {question}",
    gap_nearest="Nearest: {headlines}",
)
