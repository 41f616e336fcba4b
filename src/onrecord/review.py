"""Keep people's judgements: corrections, confirmations, resolutions, grades, evidence, who is who, withdrawals.

Each function looks up what is meant, refuses what makes no sense with JudgementError, and keeps the judgement with its
author, time and note. The commands and the desk's forms only call these.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from onrecord.errors import ClashError, JudgementError, LedgerError, WatchError
from onrecord.judgements import (
    CELLS,
    CORRECTABLE,
    CREDIBILITY,
    OUTCOMES,
    RELIABILITY,
    WEIGHTS,
    Confirmation,
    CorrectableField,
    Correction,
    DifferentFrom,
    Grade,
    Judgement,
    JudgementT,
    Resolution,
    SameAs,
    Weighing,
    Withdrawal,
)
from onrecord.ledger import Ledger, find_unreadable_judgements, has_speaker, list_gradable_sources, list_names
from onrecord.ledger.lookup import SHORTEST_PREFIX
from onrecord.records import ACTS, SPEAKER_KINDS, Forecast, Statement
from onrecord.text.normalise import fold_key
from onrecord.watches import Watch

Pairing = TypeVar("Pairing", bound=SameAs | DifferentFrom)
Choice = TypeVar("Choice", bound=str)

# A form may send a whole page: no more than so much of it is repeated in an error message.
_LONGEST = 60
# How alike a known name must be to be suggested: difflib's ratio, and its default.
_LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class Judge:
    """The author of a judgement, the moment, and the reason in the author's words."""

    by: str
    at: datetime
    note: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise JudgementError("the judgement has no author: give your name")

    @classmethod
    def now(cls, by: str, note: str = "") -> "Judge":
        """Return a judge who judges at this moment."""
        return cls(by, datetime.now(UTC), note)

    @property
    def signature(self) -> dict[str, Any]:
        """The fields of a judgement that say who judged, when and why."""
        return {"by": self.by, "at": self.at, "note": self.note}


def find_statement(ledger: Ledger, identifier: str) -> Statement:
    """Return the statement with this id or prefix of an id; JudgementError if it is an article's."""
    match = ledger.find(identifier)
    if match.statement is None:
        words = f"{identifier} is an article: name one of its statements; `onrecord show {identifier}` lists them"
        raise JudgementError(f"ledger {ledger.path}: {words}")
    return match.statement


def find_judgement(ledger: Ledger, identifier: str) -> Judgement:
    """Return the judgement with this id or prefix of an id, withdrawn or not; JudgementError if there is none."""
    every = {judgement.id: judgement for judgement in ledger.judgements(standing=False)}
    return every[_match_judgement(ledger, identifier, every)]


def _match_judgement(ledger: Ledger, identifier: str, ids: Collection[str]) -> str:
    """Return the one of these ids that is meant, by itself or by a prefix; JudgementError if there is none."""
    is_prefix = len(identifier) >= SHORTEST_PREFIX
    exact = [identifier] if identifier in ids else []
    matching = exact or [whole for whole in ids if is_prefix and whole.startswith(identifier)]
    if len(matching) != 1:
        count = f"{len(matching)} judgements have this prefix: give more of it"
        words = count if matching else "no judgement has this id"
        raise JudgementError(
            f"ledger {ledger.path}: {identifier}: {words}; `onrecord log` lists the judgements about an id or a name"
        )
    return matching[0]


def match_name(name: str, known: Iterable[str], ledger: Ledger) -> str:
    """Return the ledger's spelling of a name, whatever its case and white space; JudgementError if it is unknown."""
    spellings = set(known)
    by_fold = {fold_key(spelling): spelling for spelling in sorted(spellings)}
    folded = fold_key(name)
    if name in spellings or folded in by_fold:
        return name if name in spellings else by_fold[folded]
    similar = [by_fold[key] for key in get_close_matches(folded, by_fold, 3, _LIKENESS)]
    hint = f"did you mean {' or '.join(similar)}?" if similar else "`onrecord search --speaker` finds names"
    raise JudgementError(f"ledger {ledger.path}: no speaker is called “{name}”: {hint}")


def keep_corrections(ledger: Ledger, identifier: str, fields: Mapping[str, Any], judge: Judge) -> list[Correction]:
    """Correct fields of a statement (see CORRECTABLE), each with a judgement of its own.

    The values are the right ones, None where that is unknown; said_at is a day as 2026-10-05; statement and forecast
    can only be denied (False).
    """
    if not fields:
        raise JudgementError("nothing is corrected: name the field that was read wrongly")
    # All are checked before the first is kept: a form that is half wrong changes nothing.
    values = dict(_check_correction(field, value, judge) for field, value in fields.items())
    statement = find_statement(ledger, identifier)
    if values.get("forecast") is False and statement.forecast is None:
        raise JudgementError(f"{statement.id} is not read as a forecast")
    corrections = [_sign(Correction, judge, statement.id, field=field, value=value) for field, value in values.items()]
    return [ledger.judge(correction) for correction in corrections]


def _check_correction(field: str, value: Any, judge: Judge) -> tuple[CorrectableField, Any]:
    """Return a field and its value as it is kept; JudgementError if the field cannot have it."""
    known = next((name for name in CORRECTABLE if name == field), None)
    if known is None:
        raise JudgementError(f"{_shorten(field)} cannot be corrected: correct one of {', '.join(CORRECTABLE)}")
    if known in ("statement", "forecast"):
        if value is not False:
            raise JudgementError(f"{field} can only be denied (no); to affirm it again, withdraw the denial")
        return known, False
    choices = {"act": ACTS, "kind": SPEAKER_KINDS}.get(field)
    if choices and value not in choices:
        raise JudgementError(f"{field} is one of {', '.join(choices)}, not {_shorten(value)}")
    if known == "said_at" and value is not None:
        return known, _parse_past_day(value, judge.at.date())
    return known, value


def _parse_past_day(typed: str, today: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise JudgementError(f"{_shorten(typed)} is not a day: write it as 2026-10-05") from None
    _check_past(day, today)
    return day


def _check_past(day: date, today: date) -> None:
    if day > today:
        raise ClashError(f"{day} is in the future")


def _shorten(typed: object) -> str:
    return str(typed)[:_LONGEST] or "nothing"


def keep_confirmation(  # noqa: PLR0913  # what a forecast says
    ledger: Ledger,
    identifier: str,
    judge: Judge,
    *,
    first: date | None = None,
    last: date | None = None,
    low: float | None = None,
    high: float | None = None,
) -> Confirmation:
    """Confirm that a statement is a forecast: from `first` to `last`, with a probability from `low` to `high`.

    Parts that are not given are confirmed as they are read now.
    """
    statement = find_statement(ledger, identifier)
    if statement.forecast is None and last is None:
        raise JudgementError(f"{statement.id} is not read as a forecast: if it is one, give its deadline (--to)")
    # What is confirmed is what the person saw: a later model that reads other odds does not change it.
    read = statement.forecast or Forecast("")
    first, last = first or read.first, last or read.last
    low, high = (read.low if low is None else low), (read.high if high is None else high)
    if first and last and first > last:
        raise ClashError(f"the horizon would end ({last}) before it begins ({first}): give its first and last day")
    _check_interval(low, high)
    return ledger.judge(_sign(Confirmation, judge, statement.id, first=first, last=last, low=low, high=high))


def _check_interval(low: float | None, high: float | None) -> None:
    # Confirmation checks this too. Here the message names what to give instead.
    for end in (low, high):
        if end is not None and not 0 <= end <= 1:
            raise ClashError(f"{end} is not a probability: give a number from 0 to 1")
    if low is not None and high is not None and low > high:
        raise ClashError(f"the lower probability ({low}) would be above the higher ({high}): give both")


def keep_resolution(  # noqa: PLR0913  # the parts of a resolution
    ledger: Ledger,
    identifier: str,
    judge: Judge,
    *,
    outcome: str,
    on: date | None = None,
    evidence: str = "",
    today: date | None = None,
) -> Resolution:
    """Resolve a forecast: its outcome, the day on which that was settled (by default today), and the evidence.

    evidence: an http(s) address, or the id (or prefix of an id) of an article or a statement.
    """
    day = today or judge.at.date()
    _check_past(on or day, day)
    chosen = _choose("an outcome", outcome, OUTCOMES)
    statement = find_statement(ledger, identifier)
    if statement.forecast is None:
        words = f"{statement.id} is not read as a forecast: if it is one, confirm it first, with its deadline"
        raise JudgementError(f"{words} (`onrecord confirm {statement.id} --to DAY`)")
    shown = find_evidence(ledger, evidence)
    return ledger.judge(_sign(Resolution, judge, statement.id, outcome=chosen, on=on or day, evidence=shown))


def _choose(what: str, typed: str, choices: tuple[Choice, ...]) -> Choice:
    """Return the choice that was typed; JudgementError if it is not among them."""
    for choice in choices:
        if choice == typed:
            return choice
    raise JudgementError(f"{what} is one of {', '.join(choices)}, not {_shorten(typed)}")


def find_evidence(ledger: Ledger, typed: str) -> str | None:
    """Return a web address as it is, or the whole id of an article or a statement; None if nothing was typed."""
    # Pages link to evidence: other schemes, such as javascript:, must not get there.
    if not typed or typed.startswith(("http://", "https://")):
        return typed or None
    try:
        match = ledger.find(typed)
    except LedgerError as error:
        raise JudgementError(f"evidence must be an http(s) address or an id: {error}") from None
    return match.statement.id if match.statement else match.key


def keep_pairing(ledger: Ledger, kind: type[Pairing], name: str, other: str, judge: Judge) -> Pairing:
    """Judge that two names belong to one speaker, or to different ones, whatever they have in common."""
    first, second = _match_speakers(ledger, name, other)
    if first == second:
        raise JudgementError(f"{first} and {second} are one name: give two")
    return ledger.judge(_sign(kind, judge, first, second))


def _match_speakers(ledger: Ledger, *names: str) -> list[str]:
    """Return the ledger's spelling of names."""
    # Only if one is spelled otherwise are all names of the ledger read, which are many.
    if all(has_speaker(ledger.database, name) for name in names):
        return list(names)
    known = [speaker.name for speaker in list_names(ledger.database)]
    return [match_name(name, known, ledger) for name in names]


def find_grade_subject(ledger: Ledger, target: str) -> tuple[str, bool]:
    """Return the name of a source in the ledger's spelling, or a statement's id; and whether it is a statement."""
    known = list_gradable_sources(ledger.database)
    # Names come first: a source may be called like the beginning of some id.
    if target in known:
        return target, False
    try:
        statement = ledger.find(target).statement
    except LedgerError:
        statement = None
    return (statement.id, True) if statement else (match_name(target, known, ledger), False)


def keep_grade(ledger: Ledger, target: str, judge: Judge, *, reliability: str = "", credibility: str = "") -> Grade:
    """Grade a source's reliability (A to F) or a statement's credibility (1 to 6) by the Admiralty code."""
    if bool(reliability) == bool(credibility):
        raise ClashError("reliability is of a source, credibility of a statement: give one of them")
    if reliability:
        _choose("reliability", reliability, tuple(RELIABILITY))
    else:
        _choose("credibility", credibility, tuple(CREDIBILITY))
    subject, is_statement = find_grade_subject(ledger, target)
    if reliability and is_statement:
        raise ClashError(f"{subject} is a statement: grade its credibility")
    if credibility and not is_statement:
        raise ClashError(f"“{subject}” is a source: grade its reliability")
    return ledger.judge(_sign(Grade, judge, subject, reliability=reliability or None, credibility=credibility or None))


def keep_weighing(  # noqa: PLR0913  # a cell of a matrix, and its place
    ledger: Ledger, watch: Watch, identifier: str, judge: Judge, *, hypothesis: str, cell: str, weight: str = ""
) -> Weighing:
    """Weigh a statement as evidence for one of a watch's hypotheses; see CELLS and WEIGHTS."""
    name = find_hypothesis(watch, hypothesis)
    chosen = _choose("evidence", cell, CELLS)
    chosen_weight = _choose("weight", weight, WEIGHTS) if weight else None
    subject = find_statement(ledger, identifier).id
    weighed = {"watch": watch.name, "hypothesis": name, "cell": chosen, "weight": chosen_weight}
    return ledger.judge(_sign(Weighing, judge, subject, **weighed))


def find_hypothesis(watch: Watch, typed: str) -> str:
    """Return the name of a hypothesis as the watch file spells it, whatever the case of what was typed."""
    known = [hypothesis.name for hypothesis in watch.hypotheses]
    # Names in a file may differ by case alone: the exact one comes first.
    matching = [name for name in known if name == typed] or [name for name in known if name.lower() == typed.lower()]
    if not matching:
        names = ", ".join(f'"{name}"' for name in known) or "none"
        raise WatchError(f"watch {watch.name}: has no hypothesis {_shorten(typed)}: there is {names}")
    return matching[0]


def keep_withdrawal(ledger: Ledger, identifier: str, judge: Judge) -> Withdrawal:
    """Withdraw a judgement, named by its id or a prefix of it; that it was made stays on record.

    One that cannot be read, which an old version imported, can be withdrawn, too.
    """
    unreadable = {judgement.id for judgement in find_unreadable_judgements(ledger.database)}
    every = {judgement.id for judgement in ledger.judgements(standing=False)} | unreadable
    target = _match_judgement(ledger, identifier, every)
    # Withdrawn twice, it would not stand again after one of the two was withdrawn.
    if target not in unreadable and target not in {standing.id for standing in ledger.judgements()}:
        words = f"{target} was withdrawn already: see `onrecord log {target}`"
        raise JudgementError(f"ledger {ledger.path}: {words}")
    return ledger.judge(_sign(Withdrawal, judge, target))


def _sign(of: Callable[..., JudgementT], judge: Judge, *names: str, **parts: Any) -> JudgementT:
    """Return a judgement of a class; JudgementError if a part of it makes no sense, such as a day in the year 1."""
    try:
        return of(*names, **parts, **judge.signature)
    except ValueError as error:
        raise JudgementError(f"the judgement is not kept: {error}") from None
