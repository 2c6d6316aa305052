#!/usr/bin/env python3
"""Turns a JSONL list of watch terms into watchlist files, for measuring only.

usage: watchlists_from_terms.py TERMS.jsonl OUT_DIR

TERMS has rows {"term", "category"}. One file a category, one rule a term. The
categories of the list are not ours, so each is laid on the nearest of the
closed list. Nothing of the terms is judged: short and ambiguous ones stay in,
to be counted. A term that the program refuses (a phone number, say) shows up
as a fault of `haidang watchlist check`.
"""

import json
import pathlib
import sys

NEAREST = (
    ("gambl", "gambling"),
    ("phish", "phishing"),
    ("job", "fake_job"),
    ("loan", "loan_shark"),
    ("credit", "loan_shark"),
    ("paper", "fake_papers"),
    ("degree", "fake_papers"),
    ("drug", "drugs"),
    ("weapon", "weapons"),
    ("data", "data_trade"),
    ("account", "data_trade"),
    ("malware", "malware"),
    ("counterfeit", "counterfeit"),
    ("trade", "illegal_trade"),
    ("sale", "illegal_trade"),
)


def nearest(category):
    return next((ours for part, ours in NEAREST if part in category), "fraud")


def main(terms, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    lists = {}
    seen = set()
    for line in open(terms, encoding="utf-8"):
        row = json.loads(line)
        key = (row["category"], row["term"].strip().lower())
        if key not in seen:
            seen.add(key)
            lists.setdefault(row["category"], []).append(row["term"].strip())
    for category, words in lists.items():
        slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in category.lower()).strip("-")
        with open(out / f"{slug}.toml", "w", encoding="utf-8") as file:
            file.write(
                "version = 1\n[watchlist]\n"
                f'id = "{slug}"\nname = {json.dumps(category, ensure_ascii=False)}\n'
                f'category = "{nearest(category)}"\nseverity = "medium"\nkind = "offer"\n'
                'purpose = "Đo tốc độ và số lần báo nhầm"\n'
                'legal_basis = "Bộ luật Hình sự 2015"\nowner = "do-dac"\nreview_by = 2099-12-31\n'
            )
            for number, word in enumerate(words, 1):
                file.write(f'\n[[rule]]\nid = "t{number}"\nterms = [{json.dumps(word, ensure_ascii=False)}]\n')
    print(f"{sum(map(len, lists.values()))} terms in {len(lists)} lists", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
