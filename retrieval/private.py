"""Keeps what a program writes for its own user: what members asked, and the token, are among it.

The bot and the command line call it first of all.
"""

from __future__ import annotations

import os

ONLY_ITS_USER = 0o077


def keep_private() -> None:
    """Let no other user read or write the files and folders that this process makes from now on."""
    os.umask(ONLY_ITS_USER)
