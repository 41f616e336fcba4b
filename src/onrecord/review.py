"""What people do to the record: correct, confirm, resolve, grade, weigh, tell names apart or not, withdraw.

Each looks up what is meant, refuses what makes no sense with JudgementError, and keeps the judgement: by whom, when,
and with what note. The commands and the desk's forms do no more than call these.
"""

from collections.abc import Iterable, Mapping
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
    Resolution,
    SameAs,
    Weighing,
    Withdrawal,
)
from onrecord.ledger import Ledger, has_speaker, list_gradable_sources, list_names
from onrecord.ledger.lookup import SHORTEST_PREFIX
from onrecord.records import ACTS, SPEAKER_KINDS, Forecast, Statement
from onrecord.text.normalise import fold_key
from onrecord.watches import Watch

Pairing = TypeVar("Pairing", bound=SameAs | DifferentFrom)
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges, when, and with what word on why."""

    by: str
    at: datetime
    note: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise JudgementError("nobody is named: say who judges so")

    @classmethod
    def now(cls, by: str, note: str = "") -> "Judge":
        """One who judges at this moment."""
        return cls(by, datetime.now(UTC), note)

    @property
    def signed(self) -> dict[str, Any]:
        """The parts of a judgement that say who judged, when and why."""
        return {"by": self.by, "at": self.at, "note": self.note}


def statement_of(ledger: Ledger, identifier: str) -> Statement:
    """The statement of an id, or of the first characters of it; JudgementError where it is an article's."""
    found = ledger.find(identifier)
    if found.statement is None:
        told = f"{identifier} is an article: name one of its statements; `onrecord show {identifier}` lists them"
        raise JudgementError(f"ledger {ledger.path}: {told}")
    return found.statement


def judgement_of(ledger: Ledger, identifier: str) -> Judgement:
    """The judgement of an id, or of its first characters, withdrawn or not; JudgementError where there is none."""
    every = ledger.judgements(standing=False)
    exact = [made for made in every if made.id == identifier]
    begins = [made for made in every if made.id.startswith(identifier)] if len(identifier) >= SHORTEST_PREFIX else []
    found = exact or begins
    if len(found) != 1:
        told = f"{len(found)} judgements begin so: give more of it" if found else "no judgement has this id"
        raise JudgementError(
            f"ledger {ledger.path}: {identifier}: {told}; `onrecord log` lists those of an id or a name"
        )
    return found[0]


def known_name(name: str, known: Iterable[str], ledger: Ledger) -> str:
    """A name as the ledger has it, whatever its case and white space; JudgementError where it has none such."""
    every = set(known)
    plain = {fold_key(word): word for word in sorted(every)}
    asked = fold_key(name)
    if name in every or asked in plain:
        return name if name in every else plain[asked]
    near = [plain[word] for word in get_close_matches(asked, plain, 3, 0.6)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`onrecord search --speaker` finds names"
    raise JudgementError(f"ledger {ledger.path}: nobody is called “{name}”: {hint}")


def correct(ledger: Ledger, identifier: str, fields: Mapping[str, Any], judge: Judge) -> list[Correction]:
    """Correct what was read of a statement, a judgement a field; see CORRECTABLE.

    A value is what holds instead, None where that is not known; said_at is a day as 2026-10-05; statement and forecast
    can only be denied (False).
    """
    if not fields:
        raise JudgementError("nothing is corrected: say what was read wrongly")
    values = dict(_corrected(field, value, judge) for field, value in fields.items())
    said = statement_of(ledger, identifier)
    if values.get("forecast") is False and said.forecast is None:
        raise JudgementError(f"{said.id} is not read as a forecast")
    return [
        ledger.judge(Correction(said.id, field=field, value=value, **judge.signed)) for field, value in values.items()
    ]


def _corrected(field: str, value: Any, judge: Judge) -> tuple[CorrectableField, Any]:
    """A field, and its value as it is kept; JudgementError where the field takes none such."""
    known = next((one for one in CORRECTABLE if one == field), None)
    if known is None:
        raise JudgementError(f"{_short(field)} cannot be corrected: that is one of {', '.join(CORRECTABLE)}")
    return known, _value(known, value, judge)


def _value(field: CorrectableField, value: Any, judge: Judge) -> Any:
    if field in ("statement", "forecast"):
        if value is not False:
            raise JudgementError(f"{field} can only be denied: the value is no; withdraw what denied it otherwise")
        return False
    known = {"act": ACTS, "kind": SPEAKER_KINDS}.get(field)
    if known and value not in known:
        raise JudgementError(f"{field} is one of {', '.join(known)}, not {_short(value)}")
    if field == "said_at" and value is not None:
        day = day_of(value)
        _check_past(day, judge.at.date())
        return day
    return value


def _check_past(day: date, today: date) -> None:
    if day > today:
        raise ClashError(f"{day} has not come yet")


def _short(value: object) -> str:
    return str(value)[:60] or "nothing"


def day_of(typed: str) -> date:
    """A day as it was typed; JudgementError where it is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise JudgementError(f"{_short(typed)} is not a day: write it as 2026-10-05") from None


def confirm(  # noqa: PLR0913  # what a forecast says
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

    What is not given is kept as it is read.
    """
    said = statement_of(ledger, identifier)
    found = said.forecast
    if found is None and last is None:
        raise JudgementError(f"{said.id} is not read as a forecast: if it is one, give the end of its horizon (--to)")
    read = found or Forecast("")
    first, last = first or read.first, last or read.last
    low, high = (read.low if low is None else low), (read.high if high is None else high)
    if first and last and first > last:
        raise ClashError(f"the horizon would end ({last}) before it begins ({first}): give its first and last day")
    _check_odds(low, high)
    return ledger.judge(Confirmation(said.id, first=first, last=last, low=low, high=high, **judge.signed))


def _check_odds(low: float | None, high: float | None) -> None:
    for odds in (low, high):
        if odds is not None and not 0 <= odds <= 1:
            raise ClashError(f"{odds} is no probability: that is a number from 0 to 1")
    if low is not None and high is not None and low > high:
        raise ClashError(f"the lower probability ({low}) would be more than the higher ({high}): give both")


def resolve(  # noqa: PLR0913  # the parts of a resolution
    ledger: Ledger,
    identifier: str,
    judge: Judge,
    *,
    outcome: str,
    on: date | None = None,
    evidence: str = "",
    today: date | None = None,
) -> Resolution:
    """Say whether a forecast came true: its outcome, settled `on` a day (today's where none is given), with evidence.

    evidence: an http(s) address, or the id of an article or a statement, or the first characters of it.
    """
    day = today or judge.at.date()
    _check_past(on or day, day)
    settled = _choose("an outcome", outcome, OUTCOMES)
    said = statement_of(ledger, identifier)
    if said.forecast is None:
        told = f"{said.id} is no forecast: if it is one, confirm it first, with the end of its horizon"
        raise JudgementError(f"{told} (`onrecord confirm {said.id} --to DAY`)")
    shown = evidence_of(ledger, evidence)
    return ledger.judge(Resolution(said.id, outcome=settled, on=on or day, evidence=shown, **judge.signed))


def _choose(what: str, typed: str, known: tuple[Choice, ...]) -> Choice:
    """One of the known words, as it was typed; JudgementError where it is none of them."""
    for word in known:
        if word == typed:
            return word
    raise JudgementError(f"{what} is one of {', '.join(known)}, not {_short(typed)}")


def evidence_of(ledger: Ledger, given: str) -> str | None:
    """An address as it stands, or the whole id of what the ledger has; None where nothing is given."""
    if not given or given.startswith(("http://", "https://")):
        return given or None
    try:
        found = ledger.find(given)
    except LedgerError as error:
        raise JudgementError(f"evidence must be an http(s) address or an id: {error}") from None
    return found.statement.id if found.statement else found.key


def pair(ledger: Ledger, kind: type[Pairing], name: str, other: str, judge: Judge) -> Pairing:
    """Judge that two names are of one speaker, or of different ones, whatever they have in common."""
    one, two = _speakers(ledger, name, other)
    if one == two:
        raise JudgementError(f"{one} and {two} are one name: give two")
    return ledger.judge(kind(one, two, **judge.signed))


def _speakers(ledger: Ledger, *given: str) -> list[str]:
    """Names as the ledger has them; all of its names are only gone through where one is written otherwise."""
    if all(has_speaker(ledger.database, name) for name in given):
        return list(given)
    known = [bearer.name for bearer in list_names(ledger.database)]
    return [known_name(name, known, ledger) for name in given]


def graded(ledger: Ledger, target: str) -> tuple[str, bool]:
    """What is graded: a source's name as the ledger has it, or else a statement's id; and whether it is a statement."""
    known = list_gradable_sources(ledger.database)
    if target in known:
        return target, False
    try:
        said = ledger.find(target).statement
    except LedgerError:
        said = None
    return (said.id, True) if said else (known_name(target, known, ledger), False)


def grade(ledger: Ledger, target: str, judge: Judge, *, reliability: str = "", credibility: str = "") -> Grade:
    """Grade a source's reliability (A to F) or a statement's credibility (1 to 6) by the Admiralty code."""
    if bool(reliability) == bool(credibility):
        raise ClashError("reliability is of a source, credibility of a statement: give one of them")
    scales = (("reliability", reliability, RELIABILITY), ("credibility", credibility, CREDIBILITY))
    name, value, scale = scales[0] if reliability else scales[1]
    if value not in scale:
        raise JudgementError(f"{name} is one of {', '.join(scale)}, not {_short(value)}")
    subject, is_statement = graded(ledger, target)
    if reliability and is_statement:
        raise ClashError(f"{subject} is a statement: grade its credibility")
    if credibility and not is_statement:
        raise ClashError(f"“{subject}” is a source: grade its reliability")
    return ledger.judge(
        Grade(subject, reliability=reliability or None, credibility=credibility or None, **judge.signed)
    )


def weigh(  # noqa: PLR0913  # a cell of a matrix, and where it stands
    ledger: Ledger, watch: Watch, identifier: str, judge: Judge, *, hypothesis: str, cell: str, weight: str = ""
) -> Weighing:
    """Judge a statement as evidence for one of a watch's hypotheses; see CELLS and WEIGHTS."""
    named = hypothesis_of(watch, hypothesis)
    judged, counts = _choose("evidence", cell, CELLS), _choose("weight", weight, WEIGHTS) if weight else None
    said = statement_of(ledger, identifier)
    about: dict[str, Any] = {"watch": watch.name, "hypothesis": named, **judge.signed}
    return ledger.judge(Weighing(said.id, cell=judged, weight=counts, **about))


def hypothesis_of(watch: Watch, typed: str) -> str:
    """The name of a hypothesis of a watch; case may be otherwise than in the file."""
    known = [one.name for one in watch.hypotheses]
    found = [name for name in known if name == typed] or [name for name in known if name.lower() == typed.lower()]
    if not found:
        there = ", ".join(f'"{name}"' for name in known) or "none"
        raise WatchError(f"watch {watch.name}: has no hypothesis {_short(typed)}: there is {there}")
    return found[0]


def withdraw(ledger: Ledger, identifier: str, judge: Judge) -> Withdrawal:
    """Take back a judgement, named by its id or the first characters of it; that it was made stays on record."""
    made = judgement_of(ledger, identifier)
    if made.id not in {standing.id for standing in ledger.judgements()}:
        raise JudgementError(f"ledger {ledger.path}: {made.id} was withdrawn already: see `onrecord log {made.id}`")
    return ledger.judge(Withdrawal(made.id, **judge.signed))
