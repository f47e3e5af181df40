"""Telegram's HTML, read strictly: text and entities, or the refusal that Telegram gives.

Offsets and lengths of entities count UTF-16 code units, as everywhere in the Bot API.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.playground.refusals import cannot_parse

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
}
CODE = frozenset({"code", "pre"})

TOKEN = re.compile(r"<(?P<tag>[^<>]*)>|(?P<broken>[<])|&(?P<name>#\d+|#[xX][0-9a-fA-F]+|\w+);")
TAG = re.compile(r"(?P<end>/?)(?P<name>[a-zA-Z-]+)(?P<attributes>.*)", re.DOTALL)
HREF = re.compile(r"""\s+href=(?:"([^"]*)"|'([^']*)')\s*""")
KNOWN_CHARACTERS = frozenset({"lt", "gt", "amp", "quot"})

JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class Marked:
    """Text as a reader sees it, and its entities in Telegram's shape."""

    text: str
    entities: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    entity: JsonObject
    start: int


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_html(source: str) -> Marked:
    """Read a message in parse mode HTML. Raises `Refusal` 400 `can't parse entities`."""
    reader = _Reader()
    done = 0
    for match in TOKEN.finditer(source):
        reader.text += source[done : match.start()]
        reader.offset = len(source[: match.start()].encode())
        if match["broken"]:
            raise cannot_parse(f"Unclosed start tag at byte offset {reader.offset}")
        if match["name"]:
            reader.text += _character(match["name"], match[0])
        else:
            reader.tag(match["tag"])
        done = match.end()
    reader.text += source[done:]
    if reader.opened:
        raise cannot_parse(
            f'Can\'t find end tag corresponding to start tag "{reader.opened[-1].tag}"'
        )
    return trimmed(Marked(reader.text, tuple(reader.entities)))


def trimmed(marked: Marked) -> Marked:
    """Take white space off both ends, as Telegram does, and move the entities with the text."""
    text = marked.text.rstrip()
    cut = units(text) - units(text.lstrip())
    end = units(text)
    kept: list[JsonObject] = []
    for entity in marked.entities:
        offset, length = int(str(entity["offset"])), int(str(entity["length"]))
        start, stop = max(offset, cut), min(offset + length, end)
        if start < stop:
            kept.append({**entity, "offset": start - cut, "length": stop - start})
    kept.sort(key=lambda entity: (int(str(entity["offset"])), -int(str(entity["length"]))))
    return Marked(text.lstrip(), tuple(kept))


class _Reader:
    def __init__(self) -> None:
        self.text = ""
        self.offset = 0  # in bytes of the source, for error messages
        self.entities: list[JsonObject] = []
        self.opened: list[_Open] = []

    def tag(self, inside: str) -> None:
        match = TAG.fullmatch(inside)
        name = match["name"].lower() if match else inside
        if match is None or name not in ENTITY_OF_TAG:
            raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {self.offset}')
        if match["end"]:
            self._close(name)
        else:
            self._open(name, match["attributes"])

    def _open(self, name: str, attributes: str) -> None:
        around = {opened.tag for opened in self.opened}
        if name == "blockquote" and name in around:
            raise cannot_parse(f"blockquotes can't be nested, at byte offset {self.offset}")
        if around & CODE and not (name == "code" and around == {"pre"}):
            raise cannot_parse(f"code can't contain entities, at byte offset {self.offset}")
        entity = self._entity(name, attributes)
        self.opened.append(_Open(name, entity, units(self.text)))

    def _entity(self, name: str, attributes: str) -> JsonObject:
        kind = ENTITY_OF_TAG[name]
        if name == "a" and (href := HREF.fullmatch(attributes)):
            return {"type": kind, "url": html.unescape(href[1] or href[2] or "")}
        if name == "blockquote" and attributes.strip() == "expandable":
            return {"type": "expandable_blockquote"}
        if name == "span" and attributes.strip() == 'class="tg-spoiler"':
            return {"type": kind}
        if attributes.strip() or name in ("a", "span"):
            raise cannot_parse(
                f'Unsupported attributes of tag "{name}" at byte offset {self.offset}'
            )
        return {"type": kind}

    def _close(self, name: str) -> None:
        if not self.opened:
            raise cannot_parse(f"Unexpected end tag at byte offset {self.offset}")
        opened = self.opened.pop()
        if opened.tag != name:
            raise cannot_parse(
                f"Unmatched end tag at byte offset {self.offset}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        length = units(self.text) - opened.start
        if length:
            self.entities.append({**opened.entity, "offset": opened.start, "length": length})


def _character(name: str, written: str) -> str:
    """Return what a character reference stands for; unknown names stay as they are written."""
    if name.startswith("#") or name in KNOWN_CHARACTERS:
        return html.unescape(written)
    return written
