"""A bot that uses every part of Telegram that the playground models, for tests of the page."""

from __future__ import annotations

from typing import Any

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE
PAGE_ONE = "<b>第一页</b> <tg-spoiler>谜底</tg-spoiler>"
FOLDED = "<blockquote expandable>" + "上下文。" * 120 + "</blockquote>"


def busy_bot(token: str, url: str) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").job_queue(None)
    application = builder.base_file_url(f"{url}/file/bot").updater(None).build()
    application.add_handlers(
        [
            CommandHandler("start", start),
            CommandHandler("slow", slow),
            CallbackQueryHandler(tapped),
            InlineQueryHandler(inline),
            MessageReactionHandler(reacted),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited),
            MessageHandler(filters.Document.ALL, received),
            MessageHandler(filters.TEXT, page_one),
        ]
    )
    return application


async def start(update: Update, context: Context) -> None:
    assert update.message is not None
    await update.message.reply_text(f"开始：{' '.join(context.args or ['无'])}")


async def slow(update: Update, _: Context) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_action(ChatAction.TYPING)


async def page_one(update: Update, context: Context) -> None:
    assert update.message is not None
    link = f"https://t.me/{context.bot.username}?start=a_1"
    rows = [
        [
            InlineKeyboardButton("下一页", callback_data="next"),
            InlineKeyboardButton("提示", callback_data="alert"),
        ],
        [
            InlineKeyboardButton("复制", copy_text=CopyTextButton("引文格式")),
            InlineKeyboardButton("深链", url=link),
        ],
    ]
    await update.message.reply_text(
        f'{PAGE_ONE}\n{FOLDED}\n<a href="{link}">原文</a> /help',
        ParseMode.HTML,
        reply_markup=InlineKeyboardMarkup(rows),
        do_quote=True,
    )


async def tapped(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query is not None
    if query.data == "alert":
        await query.answer("请看原文", show_alert=True)
        return
    await query.answer("翻页")
    await query.edit_message_text("第二页")


async def inline(update: Update, _: Context) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent(f"<b>引文</b>：{query.query}", ParseMode.HTML)
    result = InlineQueryResultArticle("1", f"报道：{query.query}", content, description="第3版")
    await query.answer([result] if query.query else [], cache_time=0)


async def reacted(update: Update, context: Context) -> None:
    change = update.message_reaction
    assert change is not None
    if change.new_reaction:
        await context.bot.set_message_reaction(change.chat.id, change.message_id, "🔥")


async def edited(update: Update, _: Context) -> None:
    message = update.edited_message
    assert message is not None
    await message.reply_text(f"改成了：{message.text}")


async def received(update: Update, _: Context) -> None:
    message = update.message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    words = bytes(await file.download_as_bytearray()).decode()
    await message.reply_document(words.upper().encode(), caption=f"收到 {words}", filename="回.txt")
