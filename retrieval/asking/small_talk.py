"""Small talk told apart from questions: a message is small talk only when it says nothing else.

A message is read once from left to right, phrase by phrase, so that no message takes long.
"""

from __future__ import annotations

import re

from retrieval.types import SmallTalk

# What may stand between phrases: punctuation, particles and forms of address.
_BETWEEN = (
    r"[\W_]|[啊呀哈哦噢啦吧了呢哟喽的您嘛]|你们?|大家|各位|小编|问报|"
    r"听听|一[个下]|给我|我|朋友们?|there"
)
_WHO_MADE = "(?:谁|哪[个家](?:公司|单位|团队|人)?)(?:做|开发|创造|制造|发明|研发|写|训练)(?:出来)?"
_PHRASES = {
    SmallTalk.ABOUT_ARCHIVE: (
        r"(?:你们?的?)?(?:现在的?)?(?:数据|资料|报纸|档案|内容|新闻)(?:最新)?"
        r"(?:是)?(?:更新|收录|截止|截至|收|存)?(?:到|至)了?(?:哪一?[天年月期]|什么时候|几[号月])|"
        r"(?:你们?)?(?:的?(?:这里|库里|档案里?|里面))?(?:一共|总共|都)?(?:收录|收|存|装|包含)了?"
        r"(?:哪些|什么|哪几[份家种]|多少[份家期篇个]?|几[份家期篇])(?:报纸|报|版面?|报道|文章|新闻|数据)|"
        r"(?:你们?)?(?:这里|库里|档案里?|里面|一共|总共|都)*有"
        r"(?:哪些|什么|哪几[份家种]|多少[份家期]|几[份家期])(?:报纸|版面)|"
        r"(?:你们?)?(?:这里|库里|档案里?|里面|一共|总共|都)+有(?:多少|几)篇?(?:报道|文章|新闻)|"
        r"最[新早](?:的)?(?:报纸|一期|一份|数据)(?:是)?(?:哪一?[天期]|几号|什么时候)|"
        r"(?:what|which) (?:newspapers?|papers?) (?:do you have|are there)"
    ),
    SmallTalk.ABOUT_BOT: (
        rf"你是?由?{_WHO_MADE}|{_WHO_MADE}[了的]*你|"
        r"你(?:是|到底是)(?:谁|什么|机器人|人工智能|ai|真人|人)吗?|你?是(?:机器人|人工智能|ai|真人)吗?|"
        r"你叫什么(?:名字)?|你(?:多大|几岁)|你(?:能|会|可以)(?:帮我)?(?:干|做|答|回答)?(?:些)?(?:什么|啥)|"
        r"你有(?:什么|啥)(?:用|功能)|怎么(?:用|使用)你|(?:使用)?(?:帮助|说明)|help|"
        r"who are you|what can you do|介绍一?下?你?自己"
    ),
    SmallTalk.GREETING: (
        r"(?:早上|上午|中午|下午|晚上|早)?好吗?|早安|午安|哈[喽啰罗]|嗨|hello|hi|hey|"
        r"good (?:morning|afternoon|evening)|how are you|在吗|在不在|有人吗|早(?![^\W啊呀])"
    ),
    SmallTalk.THANKS: (
        r"(?:非常|十分|太|多)?(?:谢谢|感谢|多谢|谢)|辛苦|thanks?(?: you)?(?: very much)?|thx|"
        r"(?:太|真|很)(?:棒|好|厉害|不错)|行|嗯+|可以|okay|ok|知道|明白|收到|懂"
    ),
    SmallTalk.FAREWELL: r"再见|拜拜|回见|明天见|回头见|晚安|(?:good)?bye(?: ?bye)?|88+",
    SmallTalk.CHATTER: (
        r"(?:讲|说)个?(?:笑话|故事)|(?:好|很)?(?:无聊|累|困|饿|烦)|哈{2,}|呵{2,}|嘿{2,}|嘻{2,}|"
        r"(?:吃饭|吃)(?:没|吗)|(?:最近)?(?:还好|怎么样)吗?|爱你|笑死|测试|test"
    ),
}
# These ask of the bot when nothing was said before, and of the turn before when something was.
_WITHOUT_CONTEXT = (
    r"是(?:谁|什么)|叫什么(?:名字)?|多大|(?:能|会|可以)(?:帮我)?(?:干|做|答)?(?:什么|啥)|"
    r"有(?:什么|啥)(?:用|功能)|怎么(?:用|使用)"
)


def _scanner(phrases: dict[SmallTalk, str]) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{phrase})" for kind, phrase in phrases.items())
    return re.compile(f"{kinds}|(?:{_BETWEEN})")


_IN_CONVERSATION = _scanner(_PHRASES)
_AT_FIRST = _scanner(
    _PHRASES | {SmallTalk.ABOUT_BOT: f"{_PHRASES[SmallTalk.ABOUT_BOT]}|{_WITHOUT_CONTEXT}"}
)


def small_talk_in(folded: str, *, in_conversation: bool = False) -> SmallTalk | None:
    """Return what kind of small talk a folded message is; `None` when it says anything else.

    Of several kinds, one that asks of the bot or of its archive counts, or else the one said last.
    """
    scanner = _IN_CONVERSATION if in_conversation else _AT_FIRST
    kinds: list[str] = []
    position = 0
    while position < len(folded):
        match = scanner.match(folded, position)
        if match is None:
            return None
        if match.lastgroup:
            kinds.append(match.lastgroup)
        position = match.end()
    asking = [k for k in kinds if k in (SmallTalk.ABOUT_ARCHIVE, SmallTalk.ABOUT_BOT)]
    meant = asking or kinds
    return SmallTalk(meant[-1]) if meant else None
