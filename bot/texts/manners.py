"""What is said about members' data, and to groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The strings about data and groups in one language."""

    privacy: str
    forget_sure: str
    forget_yes: str
    forget_no: str
    forgotten: str
    kept: str
    not_yours: str
    group_welcome: str


CHINESE = Manners(
    privacy=(
        "我保存什么：\n"
        "• 您问我的问题、引用给我的话和我的回答，连同您的用户编号和所在的聊天，为了接着问、"
        "为了旧消息上的按钮还能用；\n"
        "• 您点的 👍 👎 和理由，您请我转告编辑的问题。\n"
        "我不保存别的：群里没有叫我的话、您的姓名和头像都不存。\n\n"
        "保存{days}天后删除；评价留下来改进回答，但不再知道是谁说的。"
        "这些只存在本机器人自己的数据库里，不转给任何人。您转告编辑的、或者几个人都问过而报上"
        "没有的问题，编辑能看到，看不到是谁问的。\n"
        "现在就删：/forget"
    ),
    forget_sure="删除我这里关于您的一切吗？包括问过的问题、回答和评价。旧回答上的按钮会失效。",
    forget_yes="删除",
    forget_no="不删",
    forgotten="已删除，共{entries}条。",
    kept="好，什么也没有删。",
    not_yours="这是别人的按钮。",
    group_welcome=(
        "大家好，我是问报：用报纸原文回答问题。\n"
        "请用 /ask 加问题，或者 @{bot}、回复我的消息。没有叫我的时候我不说话，也不保存。"
    ),
)

ENGLISH = Manners(
    privacy=(
        "What I keep:\n"
        "• the questions you ask me, what you quote to me, and my answers, with your user id and "
        "the chat, so that you can ask on and buttons on old messages still work;\n"
        "• your 👍 👎 with their reasons, and questions that you passed on to the editors.\n"
        "I keep nothing else: not what is said in groups without calling me, not your name or "
        "picture.\n\n"
        "It is deleted after {days} days; verdicts stay to improve the answers, but no longer "
        "say whose they are. All this is in this bot's own database and goes to nobody. Editors "
        "see questions that you passed on, or that several asked in vain, and never who asked.\n"
        "Delete it now: /forget"
    ),
    forget_sure=(
        "Delete everything I have of you? Your questions, the answers and your verdicts; buttons "
        "on old answers will stop working."
    ),
    forget_yes="Delete",
    forget_no="Keep",
    forgotten="Deleted: {entries} entries.",
    kept="All right, nothing was deleted.",
    not_yours="This button is somebody else's.",
    group_welcome=(
        "Hello, I am Wenbao: I answer questions in the newspaper's own words.\n"
        "Write /ask and the question, mention @{bot}, or reply to me. When nobody calls me I say "
        "nothing and keep nothing."
    ),
)
