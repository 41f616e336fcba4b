"""PolNeAR rows as windows of labelled word pieces, with augmentation for the English of other papers."""

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.attribution import labels, wordpieces

SIZE = 254


@dataclass(frozen=True, eq=False)
class Window:
    """One window. ids, kinds, tags: (pieces,). source_cue, content_cue: bool (pieces, pieces), true where the piece of
    the column belongs to the cue of a statement in which the piece of the row is source, or content."""

    ids: np.ndarray
    kinds: np.ndarray
    tags: np.ndarray
    source_cue: np.ndarray
    content_cue: np.ndarray
    last: np.ndarray
    """Bool (pieces,): the last piece of a paragraph."""


@dataclass(frozen=True)
class Row:
    """One article: its text and, for each statement, its spans by role."""

    text: str
    statements: list[dict[str, list[tuple[int, int]]]]


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence whose events' certainty people have judged. ids, kinds: (pieces,). weights: float (events, pieces),
    each row the mean over an event's pieces. values: (events,), from -3 to 3."""

    ids: np.ndarray
    kinds: np.ndarray
    weights: np.ndarray
    values: np.ndarray


def sentences(path: Path, tokenizer: Tokenizer) -> list[Sentence]:
    """The sentences of a file of UW factuality in JSON Lines; those without events are left out."""
    made = []
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            encoded = wordpieces.encode_text(tokenizer, row["text"])
            events = [(e["factuality"], over(encoded, e["start"], e["end"])) for e in row["events"]]
            events = [(value, inside) for value, inside in events if inside.any()]
            if events:
                weights = np.stack([inside / inside.sum() for _, inside in events]).astype(np.float32)
                values = np.array([value for value, _ in events], dtype=np.float32)
                made.append(Sentence(encoded.ids[:SIZE], encoded.kinds[:SIZE], weights[:, :SIZE], values))
    return made


def over(encoded: wordpieces.Pieces, start: int, end: int) -> np.ndarray:
    """Bool (pieces,): which pieces have a character of a span."""
    found: np.ndarray = (encoded.starts < end) & (encoded.ends > start)
    return found


def read(path: Path) -> list[Row]:
    """The rows of a file of PolNeAR in JSON Lines."""
    with path.open(encoding="utf-8") as file:
        return [
            Row(row["text"], [{r: [(a, b) for a, b in s[r]] for r in labels.ROLES} for s in row["statements"]])
            for row in map(json.loads, file)
        ]


def tag(encoded: wordpieces.Pieces, row: Row) -> tuple[np.ndarray, list[dict[str, np.ndarray]]]:
    """BIES tags (pieces,), and for each statement the numbers of its pieces by role.

    Where two fragments meet in a piece the first keeps it: the corpus gives a piece one role.
    """
    tags = np.zeros(len(encoded), dtype=np.int64)
    members = []
    for statement in row.statements:
        member = {}
        for role in labels.ROLES:
            found = []
            for start, end in statement[role]:
                a = int(np.searchsorted(encoded.ends, start, side="right"))
                b = int(np.searchsorted(encoded.starts, end, side="left"))
                if a >= b:
                    continue
                found.extend(range(a, b))
                if not tags[a:b].any():
                    tags[a:b] = labels.number_of(role, "I")
                    tags[a] = labels.number_of(role, "B")
                    tags[b - 1] = labels.number_of(role, "E" if b - a > 1 else "S")
            member[role] = np.array(found, dtype=np.int64)
        members.append(member)
    return tags, members


def cut(encoded: wordpieces.Pieces, row: Row, *, first: int | None, overlap: int = 0) -> list[Window]:
    """The windows of one article; `first` is the size of the first one."""
    tags, members = tag(encoded, row)
    last = np.zeros(len(encoded), dtype=bool)
    last[encoded.paragraphs[:, 1] - 1] = True
    made = []
    for a, b in wordpieces.plan_windows(encoded.paragraphs, size=SIZE, overlap=overlap, first=first):
        links = {role: np.zeros((b - a, b - a), dtype=bool) for role in ("source", "content")}
        for member in members:
            columns = [i - a for i in member["cue"] if a <= i < b]
            for role, link in links.items():
                inside = [i - a for i in member[role] if a <= i < b]
                if inside and columns:
                    link[np.ix_(inside, columns)] = True
        end = last[a:b].copy()
        end[-1] = True
        made.append(
            Window(encoded.ids[a:b], encoded.kinds[a:b], _whole(tags[a:b]), links["source"], links["content"], end)
        )
    return made


def _whole(tags: np.ndarray) -> np.ndarray:
    """Tags of a window that may have been cut through a fragment, made well-formed at both ends."""
    tags = tags.copy()
    for end, turn in ((0, {"I": "B", "E": "S"}), (-1, {"I": "E", "B": "S"})):
        name = labels.LABELS[tags[end]]
        if name[0] in turn:
            tags[end] = labels.LABELS.index(turn[name[0]] + name[1:])
    return tags


def windows(rows: list[Row], tokenizer: Tokenizer, *, seed: int, augment: bool) -> list[Window]:
    """One epoch of windows: cuts shifted, marks changed and headlines added at random where `augment`."""
    rng = random.Random(seed)
    made = []
    for row in rows:
        changed = vary(row, rng) if augment else row
        encoded = wordpieces.encode_text(tokenizer, changed.text)
        if len(encoded):
            cuts = cut(encoded, changed, first=rng.randint(48, SIZE) if augment else None)
            made.extend(_forget(window, rng) for window in cuts) if augment else made.extend(cuts)
    rng.shuffle(made)
    return made


def _forget(window: Window, rng: random.Random) -> Window:
    """Now and then a window whose kinds tell nothing of case, or of quotation marks."""
    chance = rng.random()
    if chance > 0.15:
        return window
    kept = ~(wordpieces.CAPITALISED | wordpieces.CAPITALS) if chance < 0.07 else ~wordpieces.QUOTED
    return replace(window, kinds=window.kinds & kept)


# Each changes one character into one, so that no offset moves.
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_GUILLEMETS = str.maketrans("“”", "«»")
_GERMAN = str.maketrans("“", "„")
_SINGLE = str.maketrans("“”", "‘’")


def vary(row: Row, rng: random.Random) -> Row:
    """A row with other quotation marks, its headline without full stop, and now and then a headline that attributes."""
    text = row.text
    chance = rng.random()
    if chance < 0.15:
        text = text.translate(_STRAIGHT)
    elif chance < 0.35:
        text = _curly(text)
        if chance >= 0.25:
            text = text.translate(_SINGLE if chance < 0.29 else _GUILLEMETS if chance < 0.32 else _GERMAN)
    elif chance < 0.40:
        text = text.replace('"', " ").replace("“", " ").replace("”", " ")
    end = text.find("\n")
    if end > 0 and text[end - 1] == "." and rng.random() < 0.6:
        text = text[: end - 1] + " " + text[end:]
    varied = Row(text, row.statements)
    return _headline(varied, rng) if rng.random() < 0.25 else varied


def _curly(text: str) -> str:
    """Straight double marks made curly, opening and closing in turn within each line."""
    made = []
    for line in text.split("\n"):
        opening = True
        for char in line:
            if char == '"':
                made.append("“" if opening else "”")
                opening = not opening
            else:
                made.append(char)
        made.append("\n")
    return "".join(made[:-1])


def _headline(row: Row, rng: random.Random) -> Row:
    """The row with a headline in front, made of one of its own statements: "X – Speaker", "Speaker: X" and the like."""
    fit = [
        s
        for s in row.statements
        if len(s["source"]) == 1
        and len(s["content"]) == 1
        and len(s["cue"]) == 1
        and s["source"][0][1] - s["source"][0][0] <= 45
        and 25 <= s["content"][0][1] - s["content"][0][0] <= 110
        and "\n" not in row.text[slice(*s["content"][0])]
    ]
    if not fit:
        return row
    chosen = rng.choice(fit)
    source = row.text[slice(*chosen["source"][0])].strip(" ,")
    content = row.text[slice(*chosen["content"][0])].strip(" ,.")
    if source.lower() in {"he", "she", "it", "they", "who", "i", "we"}:
        return row
    content = content.removeprefix("that ").removeprefix("to ")
    content = content[:1].upper() + content[1:]
    source = source[:1].upper() + source[1:]
    parts = rng.choice(
        [
            (("content", content), (None, " "), ("cue", "–"), (None, " "), ("source", source)),
            (("content", content), (None, " "), ("cue", "-"), (None, " "), ("source", source)),
            (("content", content), (None, " "), ("cue", "—"), (None, " "), ("source", source)),
            (("content", content), ("cue", ":"), (None, " "), ("source", source)),
            (("source", source), ("cue", ":"), (None, " "), ("content", content)),
            (
                ("content", content),
                (None, ", "),
                ("source", source),
                (None, " "),
                ("cue", rng.choice(["says", "said"])),
            ),
            (("content", content), (None, ", "), ("cue", "says"), (None, " "), ("source", source)),
            (("source", source), (None, " "), ("cue", "–"), (None, " "), ("content", content)),
        ][: 8 if rng.random() < 0.3 else 5]
    )
    made, spans = "", dict[str, list[tuple[int, int]]]()
    for role, words in parts:
        if role:
            spans[role] = [(len(made), len(made) + len(words))]
        made += words
    made += "\n\n"
    moved = [{r: [(a + len(made), b + len(made)) for a, b in s[r]] for r in s} for s in row.statements]
    return Row(made + row.text, [spans, *moved])
