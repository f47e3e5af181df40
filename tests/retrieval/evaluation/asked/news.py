"""Writes test collections of our questions over articles of crud-news-dev, which stays outside.

`python -m tests.retrieval.evaluation.asked.news CRUD_NEWS_DEV FOLDER` makes three of them:
FOLDER/news-asked, from which the shipped numbers were learned among others; news-held-back, from
which no number was, but by which it was decided what to learn from; and news-unseen, whose answers
were not read while the program was changed.
"""

import gzip
import json
import sys
from pathlib import Path

NEWS = Path(__file__).parent / "news"
COLLECTIONS = {"news-asked": "asked", "news-held-back": "held_back", "news-unseen": "unseen"}


def write(articles, name, folder):
    """Write one collection in the BEIR layout; `articles` are the source's records by id."""
    folder.mkdir(parents=True, exist_ok=True)
    held = json.loads((NEWS / "articles.json").read_text(encoding="utf-8"))[name]
    lines = (NEWS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    answered = [question for question in questions if question["spans"]]
    _lines(folder / "corpus.jsonl", (articles[article] for article in held))
    _lines(folder / "queries.jsonl", (_query(q, articles[q["article"]]["text"]) for q in answered))
    _lines(
        folder / "unanswerable.jsonl",
        (
            {"_id": q["id"], "text": q["question"], "kind": q["kind"]}
            for q in questions
            if not q["spans"]
        ),
    )
    qrels = "".join(f"{q['id']}\t{q['article']}\t1\n" for q in answered)
    (folder / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{qrels}", encoding="utf-8")


def _query(question, text):
    spans = [
        {"doc": question["article"], "start": start, "end": end, "text": text[start:end]}
        for start, end in question["spans"]
    ]
    return {
        "_id": question["id"],
        "text": question["question"],
        "answers": [span["text"] for span in spans],
        "spans": spans,
        "kind": question["kind"],
        "group": question["article"],
    }


def _lines(path, records):
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    with gzip.open(source / "corpus.jsonl.gz", "rt", encoding="utf-8") as corpus:
        every = {record["_id"]: record for record in map(json.loads, corpus)}
    for collection, file_name in COLLECTIONS.items():
        write(every, file_name, target / collection)
