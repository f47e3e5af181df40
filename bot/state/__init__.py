"""What the bot remembers between two starts, in one SQLite file of the data folder."""

from bot.state.answers import Answers, Asked, Given, Shown, Standing
from bot.state.conversations import Conversation, Conversations
from bot.state.feedback import Feedback, Reason, Verdict
from bot.state.gaps import Gap, Gaps
from bot.state.inbox import Accepted, Inbox, Stage
from bot.state.store import State

__all__ = [
    "Accepted",
    "Answers",
    "Asked",
    "Conversation",
    "Conversations",
    "Feedback",
    "Gap",
    "Gaps",
    "Given",
    "Inbox",
    "Reason",
    "Shown",
    "Stage",
    "Standing",
    "State",
    "Verdict",
]
