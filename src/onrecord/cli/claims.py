"""The commands about claims: `claims`, `claim`, and the `versions` of a page."""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from onrecord.cli.options import as_line, json_option, ledger_option, say

if TYPE_CHECKING:
    from onrecord.claims import Claim, DiffPiece, StatementChange
    from onrecord.records import Sighting


@click.command()
@ledger_option
@click.option("--speaker", default="", help="Whose claims: any words of the name.")
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="Printed so many times at least.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at the most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many of the first to pass over.")
@json_option
def claims(*, ledger: Path, as_json: bool, limit: int, offset: int, **asked: Any) -> None:
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
    fitting = sorted((one for one in every if len(one.seen) >= asked["least"]), key=lambda one: -len(one.seen))
    shown = fitting[offset : offset + limit]
    if as_json:
        for claim in shown:
            click.echo(as_line(_claim_row(claim)))
        return
    if shown:
        terminal_claims.claims(Console(), shown)
    say(f"{offset + 1} to {offset + len(shown)} of {len(fitting)} claims" if shown else _nothing(len(fitting), ledger))


def _nothing(total: int, ledger: Path) -> str:
    return f"no more than {total} claims" if total else f"no claims in {ledger}: try another --speaker, a lower --least"


@click.command()
@click.argument("identifier", metavar="ID")
@ledger_option
@json_option
def claim(identifier: str, ledger: Path, as_json: bool) -> None:
    """Show a claim: first said, every sighting, and how its wording drifted.

    ID is a statement's, or the first four characters or more of it: its claim is shown.

    \b
    onrecord claim 3f9a
    onrecord claim 3f9a --json
    """
    from onrecord.analysis.claims import find_claim
    from onrecord.ledger import Ledger
    from onrecord.render import terminal_claims

    with Ledger.open(ledger, create=False) as kept:
        (found,) = find_claim(kept, identifier).items
    if as_json:
        click.echo(as_line(_claim_row(found) | {"sightings": [_seen_row(found, i) for i in range(len(found.seen))]}))
    else:
        terminal_claims.claim(Console(), found)


def _claim_row(made: "Claim") -> dict[str, Any]:
    first = made.first
    return {
        "id": made.id,
        "speaker": made.speaker,
        "content": first.content,
        "first_said": first.said.isoformat() if first.said else None,
        "sightings": len(made.seen),
        "texts": made.texts,
        "wordings": len(made.wordings),
        "publishers": list(made.publishers),
    }


def _seen_row(made: "Claim", number: int) -> dict[str, Any]:
    from onrecord.claims import diff_words

    seen = made.seen[number]
    about = {"kind": seen.kind, "because": seen.because, "likeness": round(seen.likeness, 3)}
    return (
        _sighting_row(seen.sighting)
        | about
        | {"difference": _pairs(diff_words(made.first.content, seen.sighting.content))}
    )


def _sighting_row(at: "Sighting") -> dict[str, Any]:
    words = {"source": at.source, "cue": at.cue, "content": at.content, "act": at.statement.act}
    where = {name: getattr(at, name) for name in ("article", "key", "text", "title", "publisher", "url")}
    days = {name: day.isoformat() if day else None for name, day in (("published", at.published), ("said", at.said))}
    return {"id": at.statement.id} | where | days | words


def _pairs(pieces: "list[DiffPiece]") -> list[list[str]]:
    return [[piece.state, piece.words] for piece in pieces]


@click.command()
@click.argument("identifier", metavar="ID")
@ledger_option
@json_option
def versions(identifier: str, ledger: Path, as_json: bool) -> None:
    """Show what changed on a page between readings: statements changed, added or withdrawn, and the text.

    ID is an article's or a statement's, or the first four characters or more of it.

    \b
    onrecord versions 3f9a
    onrecord versions 3f9a --json
    """
    from onrecord import claims
    from onrecord.ledger import Ledger, statements
    from onrecord.render import terminal_claims

    with Ledger.open(ledger, create=False) as kept:
        each = statements.versions(kept, identifier)
    console = Console()
    for (old, old_at), (new, new_at) in pairwise(each):
        made, text = claims.diff_versions(old, new), claims.diff_paragraphs(old.article.text, new.article.text)
        if as_json:
            ends = {"from": old.article.key, "to": new.article.key, "read": [old_at.isoformat(), new_at.isoformat()]}
            rows = [_changed_row(change) for change in made]
            click.echo(as_line({"id": new.article.id} | ends | {"statements": rows, "text": [_pairs(p) for p in text]}))
            continue
        terminal_claims.changes(console, (old.article, old_at), (new.article, new_at))
        terminal_claims.changed(console, made)
        for pieces in text:
            terminal_claims.paragraph(console, pieces)
    if not as_json:
        say(f"{len(each)} versions of {each[-1][0].article.id}" if len(each) > 1 else "only one version of it was read")


def _changed_row(change: "StatementChange") -> dict[str, Any]:
    from onrecord.claims import diff_words

    sides = {name: s and _sighting_row(s) for name, s in (("before", change.before), ("after", change.after))}
    both = diff_words(change.before.content, change.after.content) if change.before and change.after else []
    return {"change": change.change} | sides | {"difference": _pairs(both)}
