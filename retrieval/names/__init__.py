"""Names in a newspaper's text: people, places, bodies, works and events, found when it is indexed.

What was found travels with the generation, so that questions are read with the archive's own names.
"""

from retrieval.names.find import VERSION, names_in, names_of
from retrieval.names.values import Name, NameKind

__all__ = ["VERSION", "Name", "NameKind", "names_in", "names_of"]
