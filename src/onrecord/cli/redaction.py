"""The command `redact`: remove words for good, of an article, of a statement, or of one person."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.judge_options import JudgeOptions, print_line
from onrecord.cli.options import by_option, json_option, ledger_option, print_json_line, print_message
from onrecord.text.format import format_count

if TYPE_CHECKING:
    from onrecord.ledger import Ledger, RedactedPerson

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
# Without --note: --why is the note, and it is required.
@ledger_option
@by_option
@json_option
def redact_command(*, identifier: str | None, person: str | None, **options: Any) -> None:
    """Remove the words of an article or of a statement for good, or one person from the whole ledger.

    Of an article, the text, title, byline, section and statements are removed, in every version of its page. Of a
    statement, the words are blanked wherever its page prints them, and what was read of them is removed. This cannot be
    undone. What was redacted, by whom, when and why stays on record. Other pages with the same words are listed, not
    changed.

    With --person, the name is blanked in texts, titles, notes and all else, under all its aliases; addresses with the
    name are replaced. What the person said stays and is nobody's; --words removes it, too. Names that may be somebody
    else's are listed, not changed.

    \b
    onrecord redact 3f9a --why "order of the court at Lissen, 12 May 2026"
    onrecord redact --person "Mara Voss"
    onrecord redact --person "Mara Voss" --why "her request of 12 May 2026" --yes
    """
    if (identifier is None) == (person is None):
        raise click.UsageError("give the ID of an article or a statement, or --person NAME")
    if person is None and (options["words"] or options["also_doubtful"] or options["yes"]):
        raise click.UsageError("--words, --also-doubtful and --yes go with --person")
    why = (options.pop("why") or "").strip()
    if not why and (person is None or options["yes"]):
        raise click.UsageError("--why is empty: give the reason")
    judge = JudgeOptions(note=None, **{name: options.pop(name) for name in ("ledger", "by", "as_json")})
    with judge.open_ledger() as kept:
        if person is not None:
            _redact_person(judge, kept, person, why=why, **options)
        elif identifier is not None:
            _redact_id(judge, kept, identifier, why)


def _redact_id(judge: JudgeOptions, kept: "Ledger", identifier: str, why: str) -> None:
    from onrecord import ledger

    redacted = ledger.redact(kept.database, identifier, why, by=judge.by, at=datetime.now(UTC))
    judge.print_judgement(redacted.judgement)
    if redacted.earlier:
        print_message("nothing was left to remove: this was redacted already; the file was rewritten again")
    else:
        print_message(f"the words of {format_count(len(redacted.statements), 'statement')} were removed")
    if copies := redacted.elsewhere:
        print_message(
            f"not changed: {format_count(len(copies), 'other article')} with the same words: {', '.join(copies)}"
        )
    _exit_if_owed(kept, redacted.owed)


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
    yield f"{verb}: {', '.join(format_count(*each) for each in counts if each[0])}"
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
