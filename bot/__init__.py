"""The Telegram bot: knows Telegram, and asks the archive."""

import os

# python-telegram-bot hands out durations as numbers, each time with a deprecation warning, unless
# it is told to hand out `timedelta`. It reads this switch at run time, so it is set before any use.
os.environ.setdefault("PTB_TIMEDELTA", "true")
