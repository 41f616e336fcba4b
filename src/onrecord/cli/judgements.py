"""The commands by which people judge: `same`, `different`, `correct`, `grade`, `redact`, `withdraw`."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from onrecord.cli.judge_options import Judge, judge_options, printed, told_of
from onrecord.cli.options import DAY, by_option, json_option, ledger_option, print_json_line, print_message
from onrecord.judgements import CORRECTABLE, CREDIBILITY, RELIABILITY, DifferentFrom, Grade, SameAs, judgement_row
from onrecord.records import ACTS, SPEAKER_KINDS

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


@click.command()
@click.argument("name", metavar="A")
@click.argument("other", metavar="B")
@judge_options
def same(*, judge: Judge, name: str, other: str) -> None:
    """Judge that the names A and B are of one speaker.

    Names are written as the ledger has them: `onrecord speaker` lists them. See `onrecord withdraw`.

    \b
    onrecord same "Mara Voss" "M. Voss" --note "the harbour office's own page"
    """
    _pair(judge, SameAs, name, other)


@click.command()
@click.argument("name", metavar="A")
@click.argument("other", metavar="B")
@judge_options
def different(*, judge: Judge, name: str, other: str) -> None:
    """Judge that the names A and B are of different speakers, whatever they have in common.

    \b
    onrecord different "Mara Voss" Voss --note "the goalkeeper"
    """
    _pair(judge, DifferentFrom, name, other)


def _pair(judge: Judge, kind: type[SameAs | DifferentFrom], name: str, other: str) -> None:
    from onrecord import review

    with judge.open() as kept:
        made = review.pair(kept, kind, name, other, judge.now())
        for earlier in kept.judgements(DifferentFrom if kind is SameAs else SameAs):
            if set(earlier.about) == set(made.about):
                print_message(f"this one counts from now on, not {earlier.id}: {told_of(earlier)}")
    judge.tell(made)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--speaker", help="Who said it; empty where nobody is named. Role and organisation go with it.")
@click.option("--role", help="The speaker's role.")
@click.option("--organisation", help="The speaker's organisation.")
@click.option("--kind", type=click.Choice(SPEAKER_KINDS), help="What the speaker is.")
@click.option("--act", type=click.Choice(ACTS), help="What kind of statement.")
@click.option("--said-at", type=DAY, help="The day on which it was said.")
@click.option("--not-a-statement", is_flag=True, help="It is none: leave it out.")
@click.option("--not-a-forecast", is_flag=True, help="It foretells nothing.")
@judge_options
def correct(*, judge: Judge, identifier: str, **given: Any) -> None:
    """Correct what was read of the statement ID, by name and time.

    What the model read stays in the file; from now on the corrected reading is shown and searched. Each correction can
    be taken back with `onrecord withdraw`; `onrecord log ID` shows them all.

    \b
    onrecord correct 3f9a --speaker "Tom Reh" --role "lock-keeper"
    onrecord correct 3f9a --not-a-forecast --note "an order"
    """
    from onrecord import review

    fields = dict(_fields(given))
    if not fields:
        raise click.UsageError("nothing is corrected: give --speaker, --said-at, --not-a-statement or another of them")
    with judge.open() as kept:
        for made in review.correct(kept, identifier, fields, judge.now()):
            judge.tell(made)


def _fields(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is corrected, the speaker before what is told of him."""
    for field in CORRECTABLE:
        if given.get(f"not_a_{field}"):
            yield field, False
        elif isinstance(value := given.get(field), str | date):
            yield field, value.isoformat() if isinstance(value, date) else value.strip() or None


@click.command()
@click.argument("target", metavar="NAME-or-ID")
@click.option("--reliability", type=click.Choice(list(RELIABILITY), case_sensitive=False), help="Of a source.")
@click.option("--credibility", type=click.Choice(list(CREDIBILITY)), help="Of a statement.")
@judge_options
def grade(*, judge: Judge, target: str, reliability: str | None, credibility: str | None) -> None:
    """Grade a source or a statement by the Admiralty code; without a grade, show how it was graded.

    Reliability is of a speaker, an organisation or a publisher (NAME): A reliable, B usually, C fairly, D not usually
    reliable, E unreliable, F cannot be judged. Credibility is of a statement (ID): 1 confirmed by other sources,
    2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. The latest grade stands; grades are
    never averaged.

    \b
    onrecord grade "Brenn Echo" --reliability B --note "two corrections in a year"
    onrecord grade 3f9a --credibility 4
    onrecord grade "Brenn Echo"
    """
    from onrecord import review

    with judge.open() as kept:
        if reliability or credibility:
            grades = {"reliability": reliability or "", "credibility": credibility or ""}
            judge.tell(review.grade(kept, target, judge.now(), **grades))
        else:
            _standing(kept, review.graded(kept, target)[0], as_json=judge.as_json)


def _standing(kept: "Ledger", subject: str, *, as_json: bool) -> None:
    """The latest grade, and the earlier ones."""
    stand = {made.id for made in kept.judgements(Grade, subject)}
    every = kept.judgements(Grade, subject, standing=False)[::-1]
    if not every:
        print_message(f"{subject} has no grade yet")
    current = next((made.id for made in every if made.id in stand), None)
    for made in every:
        state = "stands" if made.id == current else "earlier" if made.id in stand else "withdrawn"
        if as_json:
            print_json_line(judgement_row(made) | {"state": state})
        else:
            line = f"{state:9}  {made.id}  {told_of(made)}"
            Console().print(line, markup=False, highlight=False, soft_wrap=True)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--why", required=True, help="Why it must go; this is kept. Do not repeat the words.")
@ledger_option
@by_option
@json_option
def redact(*, identifier: str, why: str, **options: Any) -> None:
    """Remove the words of an article or of a statement for good.

    Of an article, text, title, byline and statements go, in every version of its page; of a statement, its words are
    blanked wherever its page prints them, and what was read of them. It cannot be taken back. What is left is who
    redacted what, when and why. Other pages that print the same words are listed, not changed.

    \b
    onrecord redact 3f9a --why "order of the court at Lissen, 12 May 2026"
    """
    from onrecord import ledger

    if not why.strip():
        raise click.UsageError("--why is empty: say why it must go")
    judge = Judge(note=None, **options)
    with judge.open() as kept:
        made = ledger.redact(kept.database, identifier, why, by=judge.by, at=datetime.now(UTC))
    printed(made.judgement, as_json=judge.as_json)
    print_message(f"{len(made.statements)} statements have lost their words")
    if made.elsewhere:
        print_message(
            f"the same words stand in {len(made.elsewhere)} more articles, which were left: {', '.join(made.elsewhere)}"
        )


@click.command()
@click.argument("identifier", metavar="ID")
@judge_options
def withdraw(*, judge: Judge, identifier: str) -> None:
    """Take back the judgement ID; what was judged, and that it was withdrawn, stays in the file.

    A withdrawal has an ID too, and can be withdrawn.

    \b
    onrecord withdraw 77e0 --note "that was another Voss"
    """
    from onrecord import review

    with judge.open() as kept:
        made = review.withdraw(kept, identifier, judge.now())
        print_message(f"withdrawn: {told_of(review.judgement_of(kept, made.subject))}")
    judge.tell(made)
