"""Search hits as a table for a terminal and as CSV; the words that were typed as one query."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from onrecord.cli.options import print_data
from onrecord.render.printer import Console
from onrecord.text.spreadsheet import BYTE_ORDER_MARK, format_csv_line

if TYPE_CHECKING:
    from onrecord.ledger import Hit, Hits

_MORE_THAN_WORDS = re.compile(r'[":<>=]|\.\.|\b(?:OR|AND|NOT)\b')
CSV_COLUMNS = (
    "id",
    "speaker",
    "role",
    "organisation",
    "source",
    "act",
    "kind",
    "cue",
    "content",
    "said_from",
    "said_to",
    "likelihood_low",
    "likelihood_high",
    "due",
    "score",
    "publisher",
    "published",
    "title",
    "url",
    "article",
)


def join_query_words(typed: Iterable[str]) -> str:
    """Join the arguments of a command to one query; plain words in one argument become a phrase.

    The shell has removed the quotation marks around them.

    >>> join_query_words(["state of emergency", "org:port authority", "troops > 5", "bridge"])
    '"state of emergency" org:"port authority" troops > 5 bridge'
    """
    return " ".join(_quote_phrase(word) if " " in word else word for word in typed)


def _quote_phrase(words: str) -> str:
    from onrecord.ledger.search.fields import WORD_FIELDS

    field, colon, value = words.partition(":")
    if colon and field.lstrip("-").lower() in WORD_FIELDS and not _MORE_THAN_WORDS.search(value):
        return f'{field}:"{value}"'
    return words if _MORE_THAN_WORDS.search(words) else f'"{words}"'


def describe_page(hits: "Hits", offset: int, ledger: Path) -> str:
    """Return which results of how many were shown, and how to see the next."""
    total, shown = f"{'more than ' if hits.more else ''}{hits.total}", len(hits.hits)
    if not hits.total:
        return f"no statements in {ledger}: try fewer words, or har* for any ending"
    if not shown:
        return f"no more than {total} statements"
    left = "" if offset + shown >= hits.total and not hits.more else f"; next: --offset {offset + shown}"
    return f"{offset + 1} to {offset + shown} of {total} statements{left}"


def print_hit_table(console: Console, hits: Iterable["Hit"]) -> None:
    """Print a table as wide as the terminal, with the words that were searched for marked."""
    from onrecord.render import terminal

    table = Table(box=None, header_style="bold", pad_edge=False, expand=True)
    table.add_column("said", no_wrap=True)
    table.add_column("who", style="bold cyan", ratio=2, overflow="fold")
    table.add_column("what", ratio=6, overflow="fold")
    table.add_column("where", style="dim", ratio=2, overflow="fold")
    table.add_column("id", style="dim", no_wrap=True)
    for hit in hits:
        speaker, day = hit.statement.speaker, hit.statement.said_at and hit.statement.said_at.first
        who = (speaker and speaker.name) or hit.source or "unnamed"
        what = terminal.highlight_matches(hit.content, hit.matches, colour=console.color_system is not None)
        where = hit.publisher or hit.title or hit.article
        table.add_row(str(day or hit.published or ""), who, what, where, hit.statement.id[:8])
    console.print(table)


def print_hit_csv(hits: Iterable["Hit"], *, raw: bool = False, bom: bool = False) -> None:
    """Print CSV_COLUMNS and a row for each hit to standard output; bom: begin with a byte-order mark.

    raw: see `format_csv_line`.
    """
    lines = (format_csv_line(_csv_cells(hit), raw=raw) for hit in hits)
    print_data([BYTE_ORDER_MARK if bom else "", format_csv_line(CSV_COLUMNS)])
    print_data(lines)


def _csv_cells(hit: "Hit") -> Iterator[object]:
    from onrecord.ledger.search.index import indexed_likelihood

    statement, speaker, said_at = hit.statement, hit.statement.speaker, hit.statement.said_at
    yield statement.id
    yield from (speaker.name, speaker.role, speaker.organisation) if speaker else (None, None, None)
    yield from (hit.source, statement.act, statement.kind, hit.cue, hit.content)
    yield from (said_at.first, said_at.last) if said_at else (None, None)
    yield from indexed_likelihood(statement)
    yield statement.forecast and statement.forecast.last
    yield from (statement.score, hit.publisher, hit.published, hit.title, hit.url, hit.article)
