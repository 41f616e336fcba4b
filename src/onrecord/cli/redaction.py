"""The command `redact`: remove words for good, of an article, of a statement, or of one person."""

import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.judge_options import JudgeOptions, print_line
from onrecord.cli.options import by_option, json_option, ledger_option, print_json_line, print_message
from onrecord.text.format import format_count

if TYPE_CHECKING:
    from onrecord.ledger import Ledger, Redacted, RedactedPerson
    from onrecord.ledger.redaction import Also
    from onrecord.ledger.traces import TraceKind

_ALSO: tuple["Also", ...] = ("url", "metadata", "notes")
# So many of the doubtful places are listed; the others are counted.
_MOST_LISTED = 20


@click.command()
@click.argument("identifier", metavar="[ID]", required=False)
@click.option(
    "--person", help="Redact this person in the whole ledger instead. Without --yes, only show what would go."
)
@click.option("--words", is_flag=True, help="With --person: remove what the person said, too.")
@click.option("--also-doubtful", is_flag=True, help="With --person: remove names that may be somebody else's, too.")
@click.option("--yes", is_flag=True, help="With --person: carry it out.")
@click.option("--why", help="Reason, required, kept on record; do not quote the redacted text.")
@click.option("--also-url", is_flag=True, help="With ID: remove the article's addresses and id, too.")
@click.option("--also-metadata", is_flag=True, help="With ID: remove title, byline, section and publisher, too.")
@click.option("--also-notes", is_flag=True, help="With ID: remove the words of all judgements that may tell, too.")
# Without --note: --why is the note, and it is required.
@ledger_option
@by_option
@json_option
def redact_command(*, identifier: str | None, person: str | None, **options: Any) -> None:
    """Remove the words of an article or of a statement for good, or one person from the whole ledger.

    Of an article, the text, title, byline, section and statements are removed, in every version of its page. Of a
    statement, the words are blanked wherever its page prints them, and what was read of them is removed. Of a judgement
    (its ID), the note and names are removed. This cannot be undone. What was redacted, by whom, when and why stays on
    record.

    What may still tell is listed, and removed where asked: addresses (a URL is often the headline), metadata,
    judgements that quote the words, watches, links and other articles with the same words. The same command can be
    run again for these.

    With --person, the name is blanked in texts, titles, notes and all else, under all its aliases; addresses with the
    name are replaced. What the person said stays and is nobody's; --words removes it, too. Names that may be somebody
    else's are listed, not changed.

    \b
    onrecord redact 3f9a --why "order of the court at Lissen, 12 May 2026"
    onrecord redact 3f9a --why "order of the court at Lissen, 12 May 2026" --also-url --also-notes
    onrecord redact --person "Mara Voss"
    onrecord redact --person "Mara Voss" --why "her request of 12 May 2026" --yes
    """
    if (identifier is None) == (person is None):
        raise click.UsageError("give the ID of an article or a statement, or --person NAME")
    also = [each for each in _ALSO if options.pop(f"also_{each}")]
    if person is None and (options["words"] or options["also_doubtful"] or options["yes"]):
        raise click.UsageError("--words, --also-doubtful and --yes go with --person")
    if person is not None and also:
        raise click.UsageError(f"--also-{also[0]} goes with an ID: --person covers the whole ledger")
    why = (options.pop("why") or "").strip()
    if not why and (person is None or options["yes"]):
        raise click.UsageError("--why is empty: give the reason")
    judge = JudgeOptions(note=None, **{name: options.pop(name) for name in ("ledger", "by", "as_json")})
    with judge.open_ledger() as kept:
        if person is not None:
            _redact_person(judge, kept, person, why=why, **options)
        elif identifier is not None:
            _redact_id(judge, kept, identifier, why, also)


def _redact_id(judge: JudgeOptions, kept: "Ledger", identifier: str, why: str, also: Collection["Also"]) -> None:
    from onrecord import ledger

    redacted = ledger.redact(kept.database, identifier, why, by=judge.by, at=datetime.now(UTC), also=also)
    for judgement in (redacted.judgement, *redacted.also):
        judge.print_judgement(judgement)
    if redacted.earlier:
        print_message("this was redacted already, and nothing was left of its words; the file was rewritten again")
    elif redacted.judgement.what == "judgement":
        print_message("the words of a judgement were removed")
    else:
        print_message(f"the words of {format_count(len(redacted.statements), 'statement')} were removed")
    for line in _describe_traces(redacted):
        print_message(line)
    _exit_if_owed(kept, redacted.owed)


_TRACE_REMEDIES: dict["TraceKind", str] = {
    "address": "--also-url",
    "metadata": "--also-metadata",
    "judgement": "--also-notes, or onrecord redact {id}",
    "watch": "--also-notes; rename it in the watch file, too",
    "link": "--also-url",
    "copy": "onrecord redact {id}",
}


def _describe_traces(redacted: "Redacted") -> Iterator[str]:
    copies = {trace.id for trace in redacted.traces if trace.kind == "copy"}
    elsewhere = [key for key in redacted.elsewhere if key not in copies]
    if redacted.traces or elsewhere:
        yield "may still tell, not changed:"
    for trace in redacted.traces:
        yield f"{trace.kind}: {trace.words} ({_TRACE_REMEDIES[trace.kind].format(id=trace.id)})"
    for key in elsewhere:
        yield f"copy: {key}, with the same words ({_TRACE_REMEDIES['copy'].format(id=key)})"
    if redacted.earlier:
        yield "the words are gone: judgements and links that quote them can no longer be searched for"
    elif redacted.judgement.what != "judgement":
        yield "not found: paraphrases and translations; what is outside of the ledger: exports, copies, watch files"


def _exit_if_owed(kept: "Ledger", owed: str | None) -> None:
    if owed:
        words = f"the file still holds the words ({owed}): the next command that opens it removes them"
        print_message(f"ledger {kept.path}: {words}")
        sys.exit(1)


def _redact_person(  # noqa: PLR0913  # what was given on the command line
    judge: JudgeOptions, kept: "Ledger", name: str, *, why: str, words: bool, also_doubtful: bool, yes: bool
) -> None:
    from onrecord import ledger
    from onrecord.analysis.persons import find_person
    from onrecord.errors import NotFoundError

    who = find_person(kept, name, with_doubtful=also_doubtful)
    redacted = ledger.redact_person(
        kept.database, who, why=why, by=judge.by, at=datetime.now(UTC), with_words=words, is_dry=not yes
    )
    if redacted.is_empty and not redacted.doubtful:
        raise NotFoundError(f"ledger {kept.path}: nothing in it names “{name}”")
    if judge.as_json:
        print_json_line(_person_row(sorted(who.names), sorted(who.others), redacted))
    else:
        print_line(f"meant: {', '.join(sorted(who.names))}")
        if who.others:
            print_line(f"not meant: {', '.join(sorted(who.others))}")
        for line in _describe_person(redacted, with_words=words):
            print_line(line)
        if redacted.judgement:
            judge.print_judgement(redacted.judgement)
    print_message(
        "not found: misspellings, other grammatical forms, descriptions (“the mayor”); what is outside of the ledger: "
        "watch files, exports, copies. An article that is read later may name the person again"
    )
    if not yes:
        print_message("nothing was changed: to carry it out, run it again with --why REASON --yes")
    _exit_if_owed(kept, redacted.owed)


def _describe_person(redacted: "RedactedPerson", *, with_words: bool) -> Iterator[str]:
    verb = "redacted" if redacted.judgement else "to redact"
    counts = (
        (len(redacted.articles), "article", ""),
        (redacted.mentions, "mention in texts", "mentions in texts"),
        (redacted.metadata, "title, byline or the like", "titles, bylines and the like"),
        (redacted.addresses, "address, path or id", "addresses, paths and ids"),
        (len(redacted.judgements), "judgement", ""),
        (redacted.watch_hits, "reported hit of a watch", "reported hits of watches"),
    )
    yield f"{verb}: {', '.join(format_count(*each) for each in counts if each[0]) or 'nothing that is certain'}"
    if redacted.statements:
        said = format_count(len(redacted.statements), "statement")
        yield f"{said}: {'words and speaker' if with_words else 'the speaker; the words stay (--words removes them)'}"
    if redacted.doubtful:
        yield "left, as it may be somebody else (--also-doubtful removes these, too):"
        for where, words, count in redacted.doubtful[:_MOST_LISTED]:
            yield f"  {where}  {words}{f' ({count:,} times)' if count > 1 else ''}"
        if len(redacted.doubtful) > _MOST_LISTED:
            yield f"  and {len(redacted.doubtful) - _MOST_LISTED:,} more"


def _person_row(names: list[str], others: list[str], redacted: "RedactedPerson") -> dict[str, Any]:
    from onrecord.judgements import judgement_row

    judgement = redacted.judgement
    return {
        "names": names,
        "others": others,
        "articles": list(redacted.articles),
        "mentions": redacted.mentions,
        "statements": list(redacted.statements),
        "metadata": redacted.metadata,
        "addresses": redacted.addresses,
        "judgements": list(redacted.judgements),
        "watch_hits": redacted.watch_hits,
        "doubtful": [{"in": where, "words": words, "count": count} for where, words, count in redacted.doubtful],
        "judgement": judgement and judgement_row(judgement),
    }
