"""Read articles of our own with their statements marked, as gold rows.

    python -m bench.marked bench/english/measure > gold.jsonl

A file holds one article. Each fragment of a statement is written ⟦r1 words⟧: r is s (source), c (cue) or t (content), 1
the statement's number in the article; ⟦s1,2 words⟧ is the source of two statements. Fragments do not nest. An article's
first line is its headline.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

_FRAGMENT = re.compile(r"⟦([sct])(\d+(?:,\d+)*) ([^⟦⟧]*)⟧")
_ROLES = {"s": "source", "c": "cue", "t": "content"}


def parse(marked: str) -> tuple[str, list[dict[str, list[list[int]]]]]:
    """The plain text, and its statements by number; ValueError where the marks make no sense."""
    text, place = "", 0
    found: dict[int, dict[str, list[list[int]]]] = {}
    for match in _FRAGMENT.finditer(marked):
        text += marked[place : match.start()]
        words, place = match[3], match.end()
        if not words or words != words.strip() or "\n" in words:
            raise ValueError(f"a fragment is empty, begins or ends with a blank, or runs over a line: {match[0]!r}")
        for number in map(int, match[2].split(",")):
            statement = found.setdefault(number, {role: [] for role in _ROLES.values()})
            statement[_ROLES[match[1]]].append([len(text), len(text) + len(words)])
        text += words
    text += marked[place:]
    if "⟦" in text or "⟧" in text:
        left = text[max(0, min(i for i in (text.find("⟦"), text.find("⟧")) if i >= 0) - 30) :][:80]
        raise ValueError(f"a mark is left over near {left!r}")
    for number, statement in sorted(found.items()):
        if len(statement["cue"]) != 1 or not statement["content"]:
            raise ValueError(f"statement {number} needs one cue and some content: {statement}")
    return text, [found[number] for number in sorted(found)]


def row(path: Path) -> dict[str, Any]:
    """The gold row of one file; its id is the file's name without its ending."""
    try:
        text, statements = parse(path.read_text("utf-8").strip())
    except ValueError as error:
        raise SystemExit(f"{path}: {error}") from None
    return {"id": path.stem, "text": text, "statements": statements}


def main() -> None:
    """Print the rows of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for path in sorted(parser.parse_args().folder.glob("*.txt")):
        print(json.dumps(row(path), ensure_ascii=False))


if __name__ == "__main__":
    main()
