"""How claims and their wordings look in a terminal: tables, and differences of words.

With colours what is gone is struck out and what is new is green; without, they stand as [-gone-] and {+new+}.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.claims import Claim, ClaimSighting, DiffPiece, StatementChange, diff_words
from onrecord.records import Article, Sighting

STYLES = {"same": "", "gone": "red strike", "new": "bold green"}
MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def claims(console: Console, found: Iterable[Claim]) -> None:
    """A table of claims, a row each."""
    table = _table("claim", "speaker", "first said", "sightings", "texts", "publishers", "id")
    for claim in found:
        publishers = f"{len(claim.publishers)}: {_some(claim.publishers)}" if claim.publishers else "unknown"
        counts = str(len(claim.seen)), str(claim.texts)
        first = claim.first
        table.add_row(_flat(first.content), claim.speaker, _day(first.said), *counts, publishers, claim.id)
    console.print(table)


def claim(console: Console, shown: Claim) -> None:
    """A claim: its first wording, each later wording beside it, and all its sightings."""
    first = shown.first
    heading = Text(shown.speaker, style="bold cyan").append(f"  {_flat(first.content)}", style="not bold green")
    console.print(heading)
    console.print(_counted(shown), style="dim")
    later = shown.wordings[1:]
    if later:
        table = _table("first said", "said later", "how", "where")
        for seen in later:
            old, new = side_by_side(first.content, seen.sighting.content, colour=_colour(console))
            table.add_row(old, new, f"{seen.kind}, {seen.likeness:.0%} alike", _where(seen.sighting))
        console.print(table)
    _sightings(console, shown.seen)


def _counted(shown: Claim) -> str:
    texts = f"{len(shown.seen)} sightings in {shown.texts} texts, {len(shown.wordings)} wordings"
    return f"first said {_day(shown.first.said)}, {texts}, in {_some(shown.publishers) or 'unknown papers'}"


def _sightings(console: Console, seen: Iterable[ClaimSighting]) -> None:
    table = _table("printed", "said", "publisher", "title", "act", "id")
    for each in seen:
        at = each.sighting
        days = _day(at.published), _day(at.said)
        table.add_row(*days, at.publisher or "", at.title or at.article, at.statement.act, at.statement.id)
    console.print(table)


def changes(console: Console, old: tuple[Article, datetime], new: tuple[Article, datetime]) -> None:
    """The line above what changed between two versions."""
    days = " → ".join(f"{article.key} read {at:%Y-%m-%d %H:%M}" for article, at in (old, new))
    console.print(Text(new[0].title or new[0].id, style="bold").append(f"  {days}", style="not bold dim"))


def changed(console: Console, made: Sequence[StatementChange]) -> None:
    """The statements that were changed, added or withdrawn, a row each."""
    if not made:
        console.print("    no statement changed", style="dim")
        return
    table = _table("", "speaker", "before", "after")
    for change in made:
        old, new = (_said(s) for s in (change.before, change.after))
        before, after = side_by_side(old, new, colour=_colour(console)) if old and new else (Text(old), Text(new))
        table.add_row(change.change, _speaker(change), before, after)
    console.print(table)


def _said(sighting: Sighting | None) -> str:
    return f"{_flat(sighting.cue)} {_flat(sighting.content)}" if sighting else ""


def _speaker(change: StatementChange) -> str:
    each = [s.statement.speaker for s in (change.before, change.after) if s]
    return " → ".join(dict.fromkeys((speaker and speaker.name) or "unnamed" for speaker in each))


def paragraph(console: Console, pieces: Iterable[DiffPiece]) -> None:
    """A paragraph as a difference, set in."""
    console.print(marked(pieces, colour=_colour(console)), soft_wrap=False)


def side_by_side(old: str, new: str, *, colour: bool) -> tuple[Text, Text]:
    """Two wordings, in the older what is gone marked, in the newer what is new."""
    pieces = diff_words(_flat(old), _flat(new))
    before = [p for p in diff_words(_flat(new), _flat(old)) if p.state != "gone"]
    turned = [DiffPiece("gone" if p.state == "new" else "same", p.words) for p in before]
    return marked(turned, colour=colour), marked((p for p in pieces if p.state != "gone"), colour=colour)


def marked(pieces: Iterable[DiffPiece], *, colour: bool) -> Text:
    """A difference as text."""
    made = Text()
    for piece in pieces:
        words = piece.words.lstrip()
        made.append(piece.words[: len(piece.words) - len(words)])
        opening, closing = ("", "") if colour else MARKS[piece.state]
        made.append(opening + words + closing, style=STYLES[piece.state] if colour else "")
    return made


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for name in names:
        short = name in {"id", "first said", "printed", "said", "sightings", "texts", "act"}
        table.add_column(name, no_wrap=short and name != "first said", overflow="fold")
    return table


def _where(sighting: Sighting) -> str:
    return ", ".join(x for x in (sighting.publisher, _day(sighting.published)) if x)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _flat(words: str) -> str:
    return " ".join(words.split())


def _colour(console: Console) -> bool:
    return console.color_system is not None
