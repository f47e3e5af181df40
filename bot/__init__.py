"""The Telegram bot: knows Telegram, and asks the archive."""
