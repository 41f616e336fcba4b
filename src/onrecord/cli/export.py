"""The commands that carry a ledger elsewhere and back: `export`, `import`."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import as_line, json_option, ledger_option, say
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.dump import Version
    from onrecord.records import Judgement

_FORMATS = ("csv", "jsonl", "parquet", "webannotation", "schema.org", "stix", "ftm")


@click.command()
@click.option("--as", "kind", type=click.Choice(_FORMATS), required=True, help="The format.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write. The default: standard output."
)
@ledger_option
def export(*, kind: str, out: Path | None, ledger: Path) -> None:
    """Write the whole ledger for other programs.

    jsonl holds everything, for `onrecord import`: every version and reading, every judgement. The others hold the
    newest version of each page as it stands now: csv and parquet a row a statement; webannotation the W3C's
    annotations; schema.org Claim, and ClaimReview where a person resolved a forecast; stix STIX 2.1; ftm
    FollowTheMoney. parquet needs --out and the extra `export` (pip install 'onrecord[export]').

    \b
    onrecord export --as jsonl --out record.jsonl
    onrecord export --as csv | head
    """
    from onrecord import exports
    from onrecord.ledger import Ledger

    if kind == "parquet" and not out:
        raise click.UsageError("--as parquet needs --out FILE.parquet: it is no text")
    if out and out.exists() and ledger.exists() and out.samefile(ledger):
        raise click.UsageError(f"{out} is the ledger itself: name another file with --out")
    with Ledger.open(ledger, create=False) as kept:
        if kind == "parquet" and out:
            exports.table(kept, _writable(out))
        else:
            _write(exports.text(kept, kind), out)
    if out:
        say(f"{out} written")


def _write(pieces: Iterator[str], out: Path | None) -> None:
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with _writable(out).open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


def _writable(out: Path) -> Path:
    """The same path; OnrecordError where no file can be written there."""
    try:
        out.open("ab").close()
    except OSError as error:
        raise OnrecordError(f"{out}: cannot be written ({error.strerror}): name another file with --out") from None
    return out


@click.command(name="import")
@click.argument("file", metavar="FILE")
@ledger_option
@json_option
def import_(*, file: str, ledger: Path, as_json: bool) -> None:
    """Lay another ledger into this one; FILE is what `onrecord export --as jsonl` wrote, or - for standard input.

    Nothing is lost and nothing kept twice: importing again adds nothing. What the other ledger redacted is redacted
    here too.

    \b
    onrecord export --as jsonl --ledger theirs.db --out theirs.jsonl
    onrecord import theirs.jsonl --ledger ours.db
    """
    from onrecord.ledger import Ledger
    from onrecord.ledger.dump import Version

    states = {"new": 0, "version": 0, "more": 0, "judgement": 0, "same": 0, "failed": 0}
    with _opened(file) as lines, Ledger.open(ledger) as kept:
        for number, line in enumerate(lines, 1):
            made = _read(line, f"{file}:{number}")
            if isinstance(made, Version):
                states[_merged(kept, made, f"{file}:{number}")] += 1
            else:
                states[_judged(kept, made, f"{file}:{number}") if made else "failed"] += 1
    if as_json:
        click.echo(as_line(states))
    told = f"{states['new']} new articles, {states['version']} further versions, {states['more']} known better"
    told += f", {states['judgement']} judgements, {states['same']} known already, {states['failed']} failed"
    say(f"{file} imported into {ledger}: {told}")
    if states["failed"]:
        sys.exit(1)


def _read(line: str, place: str) -> "Version | Judgement | None":
    """What a line holds; one that cannot be read is told."""
    from onrecord.exports import jsonl

    try:
        return jsonl.read(line)
    except ValueError as error:
        say(f"{place}: {error}")
        return None


def _merged(kept: "Ledger", made: "Version", place: str) -> str:
    from onrecord.ledger import merge

    merged = merge.merge(kept, made)
    if merged.stands:
        say(f"{place}: {made.article.id} has another {', '.join(merged.stands)} here, which stands")
    return merged.state


def _judged(kept: "Ledger", made: "Judgement", place: str) -> str:
    from onrecord.ledger import merge

    try:
        return "judgement" if merge.judge(kept, made) else "same"
    except OnrecordError as error:
        say(f"{place}: {error}")
        return "failed"


def _opened(file: str) -> Any:
    """The lines of a file that is there and is text."""
    if file == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    try:
        return Path(file).open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise OnrecordError(f"{file}: cannot be read ({error.strerror}): name a file that is there") from None
