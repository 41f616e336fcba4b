"""The commands about claims: `claims`, `claim`, and the `versions` of a page."""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import json_option, ledger_option, print_json_line, print_message
from onrecord.render.printer import Console

if TYPE_CHECKING:
    from onrecord.claims import Claim, DiffPiece, StatementChange
    from onrecord.records import Sighting


@click.command()
@ledger_option
@click.option("--speaker", default="", help="Only this speaker's claims: any words of the name.")
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="Minimum number of printings.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Maximum number of results.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many results.")
@json_option
def claims_command(*, ledger: Path, as_json: bool, limit: int, offset: int, **asked: Any) -> None:
    """List claims: the same thing said by the same speaker, wherever it was printed, the most printed first.

    A claim's id is that of the statement that said it first.

    \b
    onrecord claims --speaker voss
    onrecord claims --least 3 --json
    """
    from onrecord.analysis.claims import find_claims
    from onrecord.ledger import Ledger
    from onrecord.render import terminal_claims

    with Ledger.open(ledger, create=False) as kept:
        every = find_claims(kept, asked["speaker"]).items
    matching = [claim for claim in every if len(claim.seen) >= asked["least"]]
    matching.sort(key=lambda claim: -len(claim.seen))
    page = matching[offset : offset + limit]
    if as_json:
        for claim in page:
            print_json_line(_claim_row(claim))
        return
    if page:
        terminal_claims.print_claims(Console(), page)
        print_message(f"{offset + 1} to {offset + len(page)} of {len(matching)} claims")
    else:
        print_message(_no_claims_message(len(matching), ledger))


def _no_claims_message(total: int, ledger: Path) -> str:
    return f"no more than {total} claims" if total else f"no claims in {ledger}: try another --speaker, a lower --least"


@click.command()
@click.argument("identifier", metavar="ID")
@ledger_option
@json_option
def claim_command(identifier: str, ledger: Path, as_json: bool) -> None:
    """Show a claim: when it was first said, every appearance, and how its wording drifted.

    ID is the id of a statement of the claim, or its first four characters or more.

    \b
    onrecord claim 3f9a
    onrecord claim 3f9a --json
    """
    from onrecord.analysis.claims import find_claim
    from onrecord.ledger import Ledger
    from onrecord.render import terminal_claims

    with Ledger.open(ledger, create=False) as kept:
        (shown,) = find_claim(kept, identifier).items
    if as_json:
        print_json_line(_claim_row(shown) | {"sightings": [_appearance_row(shown, i) for i in range(len(shown.seen))]})
    else:
        terminal_claims.print_claim(Console(), shown)


def _claim_row(claim: "Claim") -> dict[str, Any]:
    from onrecord.rows import format_iso_date

    first = claim.first
    return {
        "id": claim.id,
        "speaker": claim.speaker,
        "content": first.content,
        "first_said": format_iso_date(first.said),
        "sightings": len(claim.seen),
        "texts": claim.texts,
        "wordings": len(claim.wordings),
        "publishers": list(claim.publishers),
    }


def _appearance_row(claim: "Claim", number: int) -> dict[str, Any]:
    from onrecord.claims import diff_words

    seen = claim.seen[number]
    about = {"kind": seen.kind, "because": seen.because, "likeness": round(seen.likeness, 3)}
    pieces = diff_words(claim.first.content, seen.sighting.content)
    return _sighting_fields(seen.sighting) | about | {"difference": _diff_pairs(pieces)}


def _sighting_fields(at: "Sighting") -> dict[str, Any]:
    from onrecord.rows import format_iso_date

    words = {"source": at.source, "cue": at.cue, "content": at.content, "act": at.statement.act}
    where = {name: getattr(at, name) for name in ("article", "key", "text", "title", "publisher", "url")}
    days = {"published": format_iso_date(at.published), "said": format_iso_date(at.said)}
    return {"id": at.statement.id} | where | days | words


def _diff_pairs(pieces: "list[DiffPiece]") -> list[list[str]]:
    return [[piece.state, piece.words] for piece in pieces]


@click.command()
@click.argument("identifier", metavar="ID")
@ledger_option
@json_option
def versions_command(identifier: str, ledger: Path, as_json: bool) -> None:
    """Show what changed on a page between readings: statements changed, added or removed, and the text.

    ID is the id of an article or a statement, or its first four characters or more.

    \b
    onrecord versions 3f9a
    onrecord versions 3f9a --json
    """
    from onrecord import claims
    from onrecord.ledger import Ledger, articles
    from onrecord.render import terminal_claims

    with Ledger.open(ledger, create=False) as kept:
        read = articles.read_versions(kept.database, identifier)
    console = Console()
    for (old, old_at), (new, new_at) in pairwise(read):
        changes, text = claims.diff_versions(old, new), claims.diff_paragraphs(old.article.text, new.article.text)
        if as_json:
            ends = {"from": old.article.key, "to": new.article.key, "read": [old_at.isoformat(), new_at.isoformat()]}
            rows = {"statements": [_change_row(change) for change in changes], "text": [_diff_pairs(p) for p in text]}
            print_json_line({"id": new.article.id} | ends | rows)
            continue
        terminal_claims.print_version_heading(console, (old.article, old_at), (new.article, new_at))
        terminal_claims.print_changes(console, changes)
        for pieces in text:
            terminal_claims.print_paragraph_diff(console, pieces)
    if not as_json:
        only = "only one version of it was read"
        print_message(f"{len(read)} versions of {read[-1][0].article.id}" if len(read) > 1 else only)


def _change_row(change: "StatementChange") -> dict[str, Any]:
    from onrecord.claims import diff_words

    sides = {name: s and _sighting_fields(s) for name, s in (("before", change.before), ("after", change.after))}
    both = diff_words(change.before.content, change.after.content) if change.before and change.after else []
    return {"change": change.change} | sides | {"difference": _diff_pairs(both)}
