"""Turns a marked page of the collection into the printed page and its gold."""

import re
from dataclasses import dataclass, field
from pathlib import Path

COLLECTION = Path(__file__).parent / "collection"
HALVES = ("seen", "unseen", "third", "fourth", "fifth", "sixth", "seventh")
PEOPLE = ("reporters", "interns", "correspondents", "photographers")


@dataclass
class Marked:
    """A page as printed, and its articles with the field names of the gold."""

    name: str
    text: str
    articles: list[dict[str, object]] = field(default_factory=list)


def load(half):
    """Return the marked pages of one half of the collection, by name."""
    return [read_marked(path) for path in sorted((COLLECTION / half).glob("*.marked"))]


def read_marked(path):
    """Turn one marked file into its page and gold."""
    lines = path.read_text(encoding="utf-8").splitlines()
    notes = [line[2:] for line in lines if line.startswith("@ ")]
    rows = [(line[:1], line[2:]) for line in lines if not line.startswith("@ ")]
    wrap = next((int(n) for note in notes for n in re.findall(r"wrap=(\d+)", note)), 0)
    indent = any("indent" in note.split() for note in notes)
    printed = [line for row in rows for line in _printed(*row, wrap, indent)]
    banner = " ".join(_bare(text) for mark, text in rows if mark == "B")
    articles = _articles(rows)
    for note in notes:
        _add_note(articles, note)
    for order, article in enumerate(articles, start=1):
        article.update(file=f"{path.stem}.txt", order=order, banner=banner)
    return Marked(f"{path.stem}.txt", "\n".join(printed) + "\n", articles)


def _printed(mark, text, wrap, indent):
    text = re.sub("[‖¦]", "", text)
    if mark == "N":
        return []
    lead = "\u3000\u3000" if indent and mark == "P" else ""
    if not (wrap and mark in "P+"):
        return [lead + text]
    text = lead + text
    return [text[at : at + wrap] for at in range(0, len(text), wrap)]


def _bare(text):
    text = re.sub(r"^#+\s*", "", text)
    return re.sub(r"^\*\*(.*)\*\*$", r"\1", text)


def _new():
    empty: dict[str, list[str]] = {
        "kicker": [],
        "headline": [],
        "subhead": [],
        "column": [],
        "credits": [],
    }
    return empty | {"dateline": "", "paragraphs": [], "subheads": [], "captions": []}


def _articles(rows):
    articles: list[dict[str, object]] = []
    columns: list[str] = []
    kickers: list[str] = []
    in_head = in_columns = False
    for mark, text in rows:
        if mark == "L" and text:
            columns = [*(columns if in_columns else []), _bare(text)]
        elif mark == "K":
            kickers.append(_bare(text))
        elif mark == "N" or (mark == "H" and not in_head):
            articles.append(_new())
            shared = articles[-2:-1] and mark == "H" and not articles[-2]["headline"]
            articles[-1]["kicker"], articles[-1]["column"] = kickers, [] if shared else columns
            columns, kickers = columns if mark == "N" else [], []
        if text or mark == "N":
            in_head, in_columns = mark == "H", mark == "L"
        if articles:
            _add(articles[-1], mark, text)
    return [_finish(article) for article in articles]


def _add(article, mark, text):
    if mark == "H":
        headline, _, credit = text.partition("¦")
        article["headline"].append(_bare(headline.strip()))
        article["credits"] += [credit] * bool(credit)
    elif mark == "S":
        article["subhead"].append(_bare(text))
    elif mark == "l":
        article["column"].append(_bare(text))
    elif mark == "P":
        dateline, _, body = text.rpartition("‖")
        body, _, credit = body.partition("¦")
        article["dateline"] = article["dateline"] or dateline
        article["paragraphs"].append(body.strip())
        article["credits"] += [credit] * bool(credit)
    elif mark == "+":
        article["paragraphs"][-1] += text
    elif mark == "I":
        article["subheads"].append(_bare(text))
    elif mark == "C":
        caption, _, credit = text.partition("¦")
        article["captions"].append({"text": caption, "credit": credit})
    elif mark == "R":
        article["credits"].append(text)


def _finish(article):
    joined = {key: " ".join(article[key]) for key in ("kicker", "headline", "subhead")}
    joined["column"] = "/".join(article["column"])
    joined["credit"] = " ".join(article.pop("credits"))
    return article | joined | {"kind": "news"} | {role: [] for role in PEOPLE}


def _add_note(articles, note):
    values = dict(re.findall(r"(\w+)=(\S*)", note))
    if "article" not in values:
        return
    article = articles[int(values.pop("article")) - 1]
    for key, value in values.items():
        article[key] = [name for name in value.split(",") if name] if key in PEOPLE else value
