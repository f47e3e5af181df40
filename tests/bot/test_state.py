"""What is remembered of conversations."""

from bot.state import Conversations
from retrieval.types import Turn


def test_the_longest_unused_conversation_is_forgotten_first():
    kept = Conversations(max_members=2)
    kept.remember(1, 7, Turn("甲"))
    kept.remember(1, 8, Turn("乙"))
    assert kept.last_turn(1, 7) == Turn("甲")
    kept.remember(1, 9, Turn("丙"))

    assert [kept.last_turn(1, user) for user in (7, 8, 9)] == [Turn("甲"), None, Turn("丙")]


def test_a_new_turn_takes_the_place_of_the_one_before():
    kept = Conversations()
    kept.remember(1, 7, Turn("甲"))
    kept.remember(1, 7, Turn("乙"))

    assert kept.last_turn(1, 7) == Turn("乙")
    assert kept.last_turn(2, 7) is None
