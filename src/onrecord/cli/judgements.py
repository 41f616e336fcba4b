"""The commands that keep judgements: `same`, `different`, `correct`, `grade`, `withdraw`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.judge_options import JudgeOptions, describe, judge_options, print_line
from onrecord.cli.options import DAY, print_json_line, print_message
from onrecord.judgements import CORRECTABLE, CREDIBILITY, RELIABILITY, DifferentFrom, Grade, SameAs, judgement_row
from onrecord.records import ACTS, SPEAKER_KINDS

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


@click.command()
@click.argument("name", metavar="A")
@click.argument("other", metavar="B")
@judge_options
def same_command(*, judge: JudgeOptions, name: str, other: str) -> None:
    """Judge that the names A and B belong to one speaker.

    Spell the names as in the ledger: `onrecord speaker` lists them. `onrecord withdraw` takes it back.

    \b
    onrecord same "Mara Voss" "M. Voss" --note "the harbour office's own page"
    """
    _judge_pair(judge, SameAs, name, other)


@click.command()
@click.argument("name", metavar="A")
@click.argument("other", metavar="B")
@judge_options
def different_command(*, judge: JudgeOptions, name: str, other: str) -> None:
    """Judge that the names A and B belong to different speakers, whatever they have in common.

    \b
    onrecord different "Mara Voss" Voss --note "the goalkeeper"
    """
    _judge_pair(judge, DifferentFrom, name, other)


def _judge_pair(judge: JudgeOptions, kind: type[SameAs | DifferentFrom], name: str, other: str) -> None:
    from onrecord import review

    with judge.open_ledger() as kept:
        pairing = review.keep_pairing(kept, kind, name, other, judge.judge_now())
        # Of two judgements about one pair the later one counts, and both stay on record.
        for earlier in kept.judgements(DifferentFrom if kind is SameAs else SameAs):
            if set(earlier.about) == set(pairing.about):
                print_message(f"this one counts from now on, not {earlier.id}: {describe(earlier)}")
    judge.print_judgement(pairing)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--speaker", help="Who said it; empty if unnamed. Clears role and organisation.")
@click.option("--role", help="The speaker's role.")
@click.option("--organisation", help="The speaker's organisation.")
@click.option("--kind", type=click.Choice(SPEAKER_KINDS), help="The kind of speaker.")
@click.option("--act", type=click.Choice(ACTS), help="The act of the statement.")
@click.option("--said-at", type=DAY, help="The day on which it was said.")
@click.option("--not-a-statement", is_flag=True, help="It is not a statement: leave it out.")
@click.option("--not-a-forecast", is_flag=True, help="It is not a forecast.")
@judge_options
def correct_command(*, judge: JudgeOptions, identifier: str, **options: Any) -> None:
    """Correct what was read of the statement ID, with your name and the time.

    The model's reading stays in the file; the corrected one is shown and searched. `onrecord withdraw` takes a
    correction back; `onrecord log ID` lists all of them.

    \b
    onrecord correct 3f9a --speaker "Tom Reh" --role "lock-keeper"
    onrecord correct 3f9a --not-a-forecast --note "an order"
    """
    from onrecord import review

    fields = dict(_corrected_fields(options))
    if not fields:
        raise click.UsageError("nothing is corrected: give --speaker, --said-at, --not-a-statement or the like")
    with judge.open_ledger() as kept:
        for correction in review.keep_corrections(kept, identifier, fields, judge.judge_now()):
            judge.print_judgement(correction)


def _corrected_fields(options: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that were given, each with its right value; CORRECTABLE has the order that counts."""
    for field in CORRECTABLE:
        if options.get(f"not_a_{field}"):
            yield field, False
        elif isinstance(value := options.get(field), str | date):
            # --speaker "" says that nobody is named.
            yield field, value.isoformat() if isinstance(value, date) else value.strip() or None


@click.command()
@click.argument("target", metavar="NAME-or-ID")
@click.option("--reliability", type=click.Choice(list(RELIABILITY), case_sensitive=False), help="Of a source.")
@click.option("--credibility", type=click.Choice(list(CREDIBILITY)), help="Of a statement.")
@judge_options
def grade_command(*, judge: JudgeOptions, target: str, reliability: str | None, credibility: str | None) -> None:
    """Grade a source or a statement by the Admiralty code; without a grade, list its grades.

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

    with judge.open_ledger() as kept:
        if reliability or credibility:
            grades = {"reliability": reliability or "", "credibility": credibility or ""}
            judge.print_judgement(review.keep_grade(kept, target, judge.judge_now(), **grades))
        else:
            _print_grades(kept, review.find_grade_subject(kept, target)[0], as_json=judge.as_json)


def _print_grades(kept: "Ledger", subject: str, *, as_json: bool) -> None:
    """Print the grades of a source or a statement, the latest first, withdrawn ones too."""
    standing = {grade.id for grade in kept.judgements(Grade, subject)}
    every = kept.judgements(Grade, subject, standing=False)[::-1]
    if not every:
        print_message(f"{subject} has no grade yet")
    # Grades are never averaged: the latest one that stands counts.
    current = next((grade.id for grade in every if grade.id in standing), None)
    for grade in every:
        state = "stands" if grade.id == current else "earlier" if grade.id in standing else "withdrawn"
        if as_json:
            print_json_line(judgement_row(grade) | {"state": state})
        else:
            print_line(f"{state:9}  {grade.id}  {describe(grade)}")


@click.command()
@click.argument("identifier", metavar="ID")
@judge_options
def withdraw_command(*, judge: JudgeOptions, identifier: str) -> None:
    """Withdraw the judgement ID; the judgement and its withdrawal stay in the file.

    A withdrawal has an ID too and can itself be withdrawn. So can a judgement that cannot be read, which an older
    version imported; `onrecord verify` lists those.

    \b
    onrecord withdraw 77e0 --note "that was another Voss"
    """
    from onrecord import review

    with judge.open_ledger() as kept:
        withdrawal = review.keep_withdrawal(kept, identifier, judge.judge_now())
        for withdrawn in kept.judgements(standing=False):
            if withdrawn.id == withdrawal.subject:
                print_message(f"withdrawn: {describe(withdrawn)}")
    judge.print_judgement(withdrawal)
