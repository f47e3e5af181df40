"""What the bot remembers between two starts, in one SQLite file of the data folder."""

from bot.state.answers import Answers, Asked, Given, Shown, Standing
from bot.state.audit import Action, Audit, Result
from bot.state.conversations import Conversation, Conversations
from bot.state.feedback import Feedback, Reason, Verdict
from bot.state.gaps import Gap, Gaps, Missed
from bot.state.inbox import Accepted, Inbox, Stage
from bot.state.store import State
from bot.state.tallies import Tallies

__all__ = [
    "Accepted",
    "Action",
    "Answers",
    "Asked",
    "Audit",
    "Conversation",
    "Conversations",
    "Feedback",
    "Gap",
    "Gaps",
    "Given",
    "Inbox",
    "Missed",
    "Reason",
    "Result",
    "Shown",
    "Stage",
    "Standing",
    "State",
    "Tallies",
    "Verdict",
]
