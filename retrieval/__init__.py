"""Retrieval over newspapers: knows newspapers and ranking, and nothing of Telegram."""
