"""The strings in Simplified Chinese; those in Traditional Chinese are made from them."""

from __future__ import annotations

from bot.state.feedback import Reason
from bot.texts import browse, manners, operating, reading, trouble
from bot.texts.fields import AnswerTexts, Texts
from retrieval.types import LoadStage, NoEvidenceReason, SmallTalk

SIMPLIFIED_CHINESE = Texts(
    welcome=(
        "您好，我是问报：向报纸提问，用原文回答，并注明出处。\n"
        "报纸里没有的，我会如实说没有。\n\n"
        "直接发一个问题，或者点一个试试："
    ),
    help=(
        "直接发问题即可；在群里请用 /ask 加问题，或者 @我、回复我的消息。\n"
        "每一句回答都是报纸原文，[1][2] 后面是出处；折叠的部分是上下文，点开可读。\n"
        "可以接着上一个问题追问，换话题发 /new。\n"
        "看报：/latest 最新报道，/issues 按日期，/search 加上词语。\n\n"
        "例如："
    ),
    command_help={
        "ask": "提问：/ask 加上问题",
        "latest": "最新的报道",
        "issues": "按日期翻报纸",
        "search": "搜索：/search 加上词语",
        "new": "换个话题，不接着上一个问题",
        "status": "报纸档案里有什么",
        "help": "怎么用",
        "privacy": "我保存您的什么",
        "forget": "删除我保存的一切",
    },
    admin_command_help=operating.CHINESE_COMMANDS,
    unknown_command="没有这个命令。直接发问题就行，或看 /help。",
    ask_what="请在 /ask 后面写上问题。",
    ask_example="例如：/ask {example}",
    example_gone="这条消息太旧了，请直接发问题。",
    page="第{number}版",
    inferred="（推定）",
    undated="日期不详",
    day="{year}年{month}月{day}日",
    days="{first}至{last}",
    separator=" · ",
    no_evidence="报纸里没有找到答案。",
    reasons={
        NoEvidenceReason.EMPTY_QUESTION: "没有看到问题，请写一句完整的问题。",
        NoEvidenceReason.EMPTY_ARCHIVE: "档案里还没有报纸。",
        NoEvidenceReason.NOTHING_ON_SUBJECT: "没有报道谈到这件事。",
        NoEvidenceReason.DETAIL_MISSING: "有相关报道，但没有写到您问的这一点。",
        NoEvidenceReason.OUTSIDE_DATES: "档案里没有您问的那段时间的报纸。",
        NoEvidenceReason.NOTHING_MORE: "关于这件事，报上没有更多的了。",
    },
    searched="已查：{pages}个版面，{articles}篇报道{days}。",
    searched_days="，{days}",
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
    answer=AnswerTexts(
        left="一次最多回答三个问题，这些还没有回答，请再发一次：",
        held_papers=(
            "我这里有{papers}{pages}个版面、{articles}篇报道{days}。想翻着看，请点 /issues。"
        ),
        papers="{newspapers}的",
        name_separator="、",
        of_days="（{days}）",
        same_source="同[{number}]",
        also="（另有{count}篇报道说法相同）",
        counted="“{words}”从最新一期（{day}）算起。",
        held="档案收有{days}的报纸。",
        held_one_day="档案里只有{days}的报纸。",
        held_newest="档案收有{days}的报纸，以上报道刊于{day}。",
        changed="这些报道后来更改过；以上是回答时的原文。",
        open_one="📖 打开原文",
        open_numbered="📖 原文 [{number}]",
        open_headline="📖 {headline}",
        more="🔎 更多报道",
        copy_one="📋 复制引文",
        copy_numbered="📋 引文 [{number}]",
        back="← 返回",
        previous="‹ 上一页",
        next="下一页 ›",
        position="第{page}页，共{pages}页",
        article_changed="这篇报道在回答之后更改过。",
        article_gone="这篇报道已不在档案里。回答时引用的原文是：",
        more_heading="还找到这些报道：",
        more_none="没有找到更多相关报道。",
        good="👍",
        bad="👎",
        chosen="✓ {label}",
        thanks_good="谢谢，记下了。",
        thanks_bad="记下了。哪里不对？",
        why="您给“{question}”的回答点了 👎，记下了。哪里不对？",
        taken_back="已撤回。",
        reasons={
            Reason.WRONG_ARTICLE: "文章不对",
            Reason.WRONG_SENTENCE: "句子不对",
            Reason.OUT_OF_DATE: "内容过时",
            Reason.SHOULD_HAVE_REFUSED: "报上其实没有",
        },
        judged="好了",
        tell="✉️ 告诉编辑",
        told="✓ 已告诉编辑",
        told_thanks="已转告编辑，谢谢。",
        told_before="您已经告诉过编辑了。",
        too_old="这条回答的记录已经删除，请重新提问。",
        button_gone="这个按钮已经失效，请直接发问题。",
        fresh_start="好，我们重新开始：下一个问题不再接着上面的问。",
    ),
    archive_empty="档案里还没有报纸，请管理员用 /reload 载入。",
    status_empty="档案里还没有报纸。",
    status=(
        "第{generation}代索引，建于{built_at}\n"
        "{pages}个版面，{articles}篇报道，{passages}个段落，{sentences}个句子"
    ),
    status_model="模型：{model}",
    status_days="日期：{days}",
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
        "报道：新增{articles_added}，更改{articles_changed}，移除{articles_removed}，"
        "共{articles_total}篇\n"
        "计算向量：{embedded}条"
    ),
    reload_added="新增版面：",
    reload_changed="更改版面：",
    reload_removed="移除版面：",
    reload_articles="新增报道：",
    reload_failures="未能读取：",
    reload_doubts="请核对：",
    reload_doubt="{source} 第{line}行：{problem}",
    and_more="……另有{count}项",
    too_fast=(
        "您一分钟里问了{per_minute}个问题，先歇一歇，请过{seconds}秒再问。"
        "这之前发来的，我标上 {mark}，请到时再发一次。"
    ),
    queue_full="现在提问的人太多，排不下了。请过{seconds}秒再问一次。",
    maybe_lost="刚才的回答可能没有送到。如果上面没有看到，请再问一次。",
    incident="出了点问题，没能完成。请稍后再试；如需报告，编号：{incident}",
    browse=browse.CHINESE,
    manners=manners.CHINESE,
    reading=reading.CHINESE,
    operating=operating.CHINESE,
    trouble=trouble.CHINESE,
)
