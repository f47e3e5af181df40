"""Every string that a member reads, one `Texts` a language. Templates are filled with `format`.

Nothing here is HTML: what goes into a message is escaped where it is rendered.
"""

from bot.texts.english import ENGLISH
from bot.texts.fields import Texts
from bot.texts.languages import TRADITIONAL_CHINESE, in_simplified, texts_for
from bot.texts.simplified import SIMPLIFIED_CHINESE

__all__ = [
    "ENGLISH",
    "SIMPLIFIED_CHINESE",
    "TRADITIONAL_CHINESE",
    "Texts",
    "in_simplified",
    "texts_for",
]
