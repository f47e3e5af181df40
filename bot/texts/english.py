"""The strings in English; what the paper says stays in the paper's words."""

from __future__ import annotations

from bot.state.feedback import Reason
from bot.texts import browse, manners, operating, reading, trouble
from bot.texts.fields import AnswerTexts, Texts
from retrieval.types import LoadStage, NoEvidenceReason, SmallTalk

ENGLISH = Texts(
    welcome=(
        "Hello, I am Wenbao: ask the newspaper, and I answer in its own words, with the source.\n"
        "When the paper does not say it, I tell you so.\n\n"
        "Just send a question, or tap one of these:"
    ),
    help=(
        "Just send a question; in a group write /ask and the question, mention me, or reply to "
        "me.\n"
        "Every sentence of an answer is printed in the paper; the source follows [1][2]. The "
        "folded part is the passage around it: tap to unfold.\n"
        "You can ask on from the question before; /new starts afresh. The paper is in Chinese, "
        "and so are my quotes; questions in Chinese are found best.\n"
        "To read: /latest for the newest, /issues by date, /search and words.\n\n"
        "For example:"
    ),
    command_help={
        "ask": "ask: /ask and your question",
        "latest": "the newest articles",
        "issues": "the papers by date",
        "search": "search: /search and words",
        "new": "start afresh, not from the last question",
        "status": "what the archive holds",
        "help": "how to use me",
        "privacy": "what I keep of you",
        "forget": "delete all that I keep of you",
    },
    admin_command_help=operating.ENGLISH_COMMANDS,
    unknown_command="There is no such command. Just send a question, or see /help.",
    ask_what="Write the question after /ask. ",
    ask_example="For example: /ask {example}",
    example_gone="This message is too old; please just send a question.",
    page="page {number}",
    inferred=" (inferred)",
    undated="date unknown",
    day="{year}-{month:02}-{day:02}",
    days="{first} to {last}",
    separator=" · ",
    no_evidence="The paper does not say. ",
    reasons={
        NoEvidenceReason.EMPTY_QUESTION: "I saw no question; please write a whole sentence.",
        NoEvidenceReason.EMPTY_ARCHIVE: "There is no newspaper in the archive yet.",
        NoEvidenceReason.NOTHING_ON_SUBJECT: "No article is about this.",
        NoEvidenceReason.DETAIL_MISSING: "There are articles about it, but not on this point.",
        NoEvidenceReason.OUTSIDE_DATES: "There is no newspaper of the days you ask about.",
        NoEvidenceReason.NOTHING_MORE: "The paper says no more about this.",
    },
    searched="Searched: {pages} pages, {articles} articles{days}.",
    searched_days=", {days}",
    nearest="Nearest articles:",
    small_talk={
        SmallTalk.GREETING: "Hello! What would you like to know from the paper?",
        SmallTalk.THANKS: "You are welcome. Ask on whenever you like.",
        SmallTalk.FAREWELL: "Goodbye, and come back to ask the paper.",
        SmallTalk.ABOUT_ARCHIVE: "See /status for the papers and days in the archive.",
        SmallTalk.ABOUT_BOT: (
            "I am Wenbao: I answer only in the paper's own words, with the source, and tell you "
            "when it does not say."
        ),
        SmallTalk.CHATTER: "I only answer what is in the paper. Send a question, or see /help.",
    },
    answer=AnswerTexts(
        left="I answer three questions at a time. Please send these again:",
        held_papers=(
            "I have {pages} pages{papers} with {articles} articles{days}. "
            "To leaf through them, see /issues."
        ),
        papers=" of {newspapers}",
        name_separator=", ",
        of_days=", {days}",
        same_source="as [{number}]",
        also=" ({count} more say the same)",
        counted=" “{words}” is counted from the newest paper, {day}.",
        held="The archive holds papers from {days}.",
        held_one_day="The archive holds papers of {days} only.",
        held_newest="The archive holds papers from {days}; these are from {day}.",
        changed="These articles have been changed since; this is what they said then.",
        open_one="📖 Open the article",
        open_numbered="📖 Article [{number}]",
        open_headline="📖 {headline}",
        more="🔎 More articles",
        copy_one="📋 Copy citation",
        copy_numbered="📋 Citation [{number}]",
        back="← Back",
        previous="‹ Previous",
        next="Next ›",
        position="Page {page} of {pages}",
        article_changed="This article has been changed since the answer.",
        article_gone="This article is no longer in the archive. What the answer quoted:",
        more_heading="Also found:",
        more_none="Nothing else was found.",
        good="👍",
        bad="👎",
        chosen="✓ {label}",
        thanks_good="Thank you, noted.",
        thanks_bad="Noted. What is wrong?",
        why="You gave the answer to “{question}” a 👎: noted. What is wrong with it?",
        taken_back="Taken back.",
        reasons={
            Reason.WRONG_ARTICLE: "Wrong article",
            Reason.WRONG_SENTENCE: "Wrong sentence",
            Reason.OUT_OF_DATE: "Out of date",
            Reason.SHOULD_HAVE_REFUSED: "Not in the paper",
        },
        judged="Done",
        tell="✉️ Tell the editors",
        told="✓ The editors know",
        told_thanks="Passed on to the editors, thank you.",
        told_before="You have told the editors already.",
        too_old="This answer is no longer stored; please ask again.",
        button_gone="This button no longer works; please just send a question.",
        fresh_start="Starting afresh: your next question does not continue the one before.",
    ),
    archive_empty="There is no newspaper in the archive yet; an admin can /reload it.",
    status_empty="There is no newspaper in the archive yet.",
    status=(
        "Index generation {generation}, built {built_at}\n"
        "{pages} pages, {articles} articles, {passages} passages, {sentences} sentences"
    ),
    status_days="Dates: {days}",
    status_model="Model: {model}",
    status_your_id="Your user id: {user_id}",
    admins_only="Only admins may do this. Your user id: {user_id}",
    reload_started="Loading…",
    reload_stages={
        LoadStage.READ: "Reading pages {done}/{total}",
        LoadStage.EMBED: "Embedding {done}/{total}",
        LoadStage.INDEX: "Indexing {done}/{total}",
        LoadStage.VERIFY: "Verifying {done}/{total}",
        LoadStage.LIVE: "Going live {done}/{total}",
    },
    reload_busy="Another load is under way; please wait until it has ended.",
    reload_stopped="The bot is stopping, the load was dropped; readers see what they saw before.",
    reload_failed="The load failed; readers see what they saw before.\nCause: {cause}",
    reload_unchanged="Nothing changed: generation {generation} stays, {seconds} s.",
    reload_done="Loaded: generation {generation} is live, {seconds} s.",
    reload_counts=(
        "Pages: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged\n"
        "Articles: {articles_added} added, {articles_changed} changed, {articles_removed} removed, "
        "{articles_total} in all\n"
        "Embedded: {embedded} texts"
    ),
    reload_added="Pages added:",
    reload_changed="Pages changed:",
    reload_removed="Pages removed:",
    reload_articles="Articles added:",
    reload_failures="Could not be read:",
    reload_doubts="Please check:",
    reload_doubt="{source} line {line}: {problem}",
    and_more="… and {count} more",
    too_fast=(
        "That was {per_minute} questions within a minute; please ask again in {seconds} seconds. "
        "What you send before that I mark {mark}: please send it again then."
    ),
    queue_full=(
        "Too many people are asking just now, the queue is full. "
        "Please ask again in {seconds} seconds."
    ),
    maybe_lost=(
        "My last answer may not have reached you. If you do not see it above, please ask again."
    ),
    incident=(
        "Something went wrong and I could not finish. Please try again later; to report it, "
        "quote number {incident}"
    ),
    browse=browse.ENGLISH,
    manners=manners.ENGLISH,
    reading=reading.ENGLISH,
    operating=operating.ENGLISH,
    trouble=trouble.ENGLISH,
)
