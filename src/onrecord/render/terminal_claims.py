"""Print claims, their wordings and the versions of a page in a terminal: tables, and differences word by word.

With colours what is gone is struck out and what is new is green; without, they are printed as [-gone-] and {+new+},
the marks of `git diff --word-diff`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.table import Table

from onrecord.claims import Claim, ClaimSighting, DiffPiece, StatementChange, diff_side_by_side
from onrecord.records import Article, Sighting
from onrecord.render.printer import Console, Text
from onrecord.render.terminal import has_colour, join_lines, print_dim_lines, print_entry
from onrecord.text.format import format_count, format_day, format_moment, format_share

DIFF_STYLES = {"same": "", "gone": "red strike", "new": "bold green"}
DIFF_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
# Columns of short values, which a narrow terminal must not break; days may wrap at their spaces.
_UNBROKEN = frozenset({"id", "act"})
_NAMES_SHOWN = 3


def print_claims(console: Console, claims: Iterable[Claim]) -> None:
    """Print claims, the words of each over the whole width, what is known of it below."""
    for claim in claims:
        console.print(Text(join_lines(claim.first.content), style="green"))
        print_dim_lines(console, [f"{claim.speaker}, {_claim_summary(claim)}  {claim.id}"])


def print_claim(console: Console, claim: Claim) -> None:
    """Print a claim: its first wording, each later wording beside it, and all its appearances."""
    first = claim.first
    heading = Text(claim.speaker, style="bold cyan").append(f"  {join_lines(first.content)}", style="not bold green")
    console.print(heading)
    console.print(_claim_summary(claim), style="dim")
    later = claim.wordings[1:]
    if later:
        table = _claims_table("first said", "said later", "how", "where")
        for seen in later:
            old, new = _mark_side_by_side(first.content, seen.sighting.content, colour=has_colour(console))
            alike = f"{seen.kind}, {format_share(seen.likeness)} alike"
            table.add_row(old, new, alike, _appearance_place(seen.sighting))
        console.print(table)
    _print_appearances(console, claim.seen)


def _claim_summary(claim: Claim) -> str:
    seen, texts = format_count(len(claim.seen), "appearance"), format_count(claim.texts, "text")
    counts = f"{seen} in {texts}, {format_count(len(claim.wordings), 'wording')}"
    publishers = _list_some(claim.publishers) or "unknown papers"
    return f"first said {format_day(claim.first.said)}, {counts}, in {publishers}"


def _print_appearances(console: Console, appearances: Iterable[ClaimSighting]) -> None:
    table = _claims_table("published", "said", "publisher", "title", "act", "id")
    for seen in appearances:
        at = seen.sighting
        days = (format_day(day, unknown="") for day in (at.published, at.said))
        table.add_row(*days, at.publisher or "", at.title or at.article, at.statement.act, at.statement.id)
    console.print(table)


def print_version_heading(console: Console, old: tuple[Article, datetime], new: tuple[Article, datetime]) -> None:
    """Print the line above the changes between two versions: each with its key and when it was read."""
    days = " → ".join(f"{article.key} read {format_moment(at)}" for article, at in (old, new))
    console.print(Text(new[0].title or new[0].id, style="bold").append(f"  {days}", style="not bold dim"))


def print_changes(console: Console, changes: Sequence[StatementChange]) -> None:
    """Print the statements that were changed, added or withdrawn, a row each."""
    if not changes:
        console.print("    no statement changed", style="dim")
        return
    table = _claims_table("", "speaker", "before", "after")
    for change in changes:
        old, new = (_attributed_words(side) for side in (change.before, change.after))
        both = _mark_side_by_side(old, new, colour=has_colour(console)) if old and new else (Text(old), Text(new))
        table.add_row(change.change, _speakers_of_change(change), *both)
    console.print(table)


def _attributed_words(sighting: Sighting | None) -> str:
    return f"{join_lines(sighting.cue)} {join_lines(sighting.content)}" if sighting else ""


def _speakers_of_change(change: StatementChange) -> str:
    speakers = [side.statement.speaker for side in (change.before, change.after) if side]
    return " → ".join(dict.fromkeys((speaker and speaker.name) or "unnamed" for speaker in speakers))


def print_paragraph_diff(console: Console, pieces: Iterable[DiffPiece]) -> None:
    """Print a paragraph as a difference, indented: what an article says is not what the command says."""
    print_entry(console, "    ", mark_diff(pieces, colour=has_colour(console)))


def _mark_side_by_side(old: str, new: str, *, colour: bool) -> tuple[Text, Text]:
    """Return two wordings: in the older what is gone is marked, in the newer what is new."""
    older, newer = diff_side_by_side(old, new)
    return mark_diff(older, colour=colour), mark_diff(newer, colour=colour)


def mark_diff(pieces: Iterable[DiffPiece], *, colour: bool) -> Text:
    """Return a difference as text, its pieces marked."""
    marked = Text()
    for piece in pieces:
        # The space before a word is not part of what is struck out.
        words = piece.words.lstrip()
        marked.append(piece.words[: len(piece.words) - len(words)])
        opening, closing = ("", "") if colour else DIFF_MARKS[piece.state]
        marked.append(opening + words + closing, style=DIFF_STYLES[piece.state] if colour else "")
    return marked


def _claims_table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for name in names:
        table.add_column(name, no_wrap=name in _UNBROKEN, overflow="fold")
    return table


def _appearance_place(sighting: Sighting) -> str:
    return ", ".join(x for x in (sighting.publisher, format_day(sighting.published, unknown="")) if x)


def _list_some(names: Sequence[str]) -> str:
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
