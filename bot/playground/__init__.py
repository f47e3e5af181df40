"""A local Bot API server, so that the real bot runs and is tested without Telegram."""
