"""Judgements: what people decide about what was read, as a union of nine frozen classes.

`match` distinguishes them. Their fields' annotations are their schema: a value of another shape is refused wherever it
comes from, a command, the desk, a library's caller, a line of an import. Their JSON, which the ledger, the exports and
`onrecord log --json` share, is written and read here alone: `judgement_row` and `parse_judgement`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, MISSING, dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Literal, TypedDict, TypeVar, get_args

from onrecord.records import ACTS, SPEAKER_KINDS, check_days, check_probabilities, check_that, digest
from onrecord.shapes import ShapeError, check_fields, check_shape, parse_day, parse_moment

# Longer ones are a mistake, or meant to fill pages and files.
Name = Annotated[str, ("minLength", 1), ("maxLength", 10_000)]
Words = Annotated[str, ("maxLength", 100_000)]
# A year outside is a slip of the pen, and days next to the first or last that there is cannot be reckoned with.
JudgedDay = Annotated[date, ("minimum", date(1000, 1, 1)), ("maximum", date(2999, 12, 31))]
JudgedProbability = Annotated[float, ("minimum", 0), ("maximum", 1)]

JudgementKind = Literal["same", "different", "correct", "confirm", "resolve", "grade", "redact", "weigh", "withdraw"]
Outcome = Literal["yes", "no", "partly", "void"]
Cell = Literal["consistent", "inconsistent", "neither"]
Weight = Literal["low", "medium", "high"]
Redactable = Literal["article", "statement", "judgement", "address", "metadata", "person"]
CorrectableField = Literal["speaker", "role", "organisation", "kind", "act", "said_at", "statement", "forecast"]

JUDGEMENT_KINDS: tuple[JudgementKind, ...] = get_args(JudgementKind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
OUTCOME_WORDS: dict[Outcome, str] = {
    "yes": "came true",
    "no": "did not come true",
    "partly": "came partly true",
    "void": "cannot be determined",
}
"""Each outcome of a forecast in words, for every page, brief and export."""
CELLS: tuple[Cell, ...] = get_args(Cell)
"""What a statement can be as evidence for a hypothesis (analysis of competing hypotheses)."""
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
"""How much an item of evidence counts."""
# The speaker comes first: another speaker has another role and organisation, which are corrected after that.
CORRECTABLE: tuple[CorrectableField, ...] = get_args(CorrectableField)
"""What can be corrected of a statement."""

# A letter is a judgement, not a number: grades are never averaged.
RELIABILITY = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Of a source: the Admiralty code (NATO's AJP-2.1)."""
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Of information: the other half of the Admiralty code."""


# None is a value of these parts ("open", "no probability"), so a part that is not named needs a value of its own.
class AsRead(Enum):
    """Marks a part of a forecast that a confirmation leaves as it is read."""

    AS_READ = "as read"


AS_READ: Final = AsRead.AS_READ


@dataclass(frozen=True, slots=True)
class Signed:
    """The parts that all judgements have: what they are about, who judged, when, and the reason in the person's words.

    subject: the id of a statement, the key of an article, or a name; of a withdrawal, the id of a judgement. `at` has
    its zone. id: a hash of the content; it is only passed in for a judgement that is read back, because a redaction
    may have masked words of its note since. ValueError for a judgement that makes no sense.
    """

    kind: ClassVar[JudgementKind]

    subject: Name
    _: KW_ONLY
    by: Name
    at: datetime
    note: Words = ""
    id: Annotated[str, ("maxLength", 10_000)] = ""

    def __post_init__(self) -> None:
        check_fields(self)
        check_that(bool(self.subject.strip()), "a judgement must be about something")
        check_that(bool(self.by.strip()), "a judgement must say who judged")
        self.check_content()
        if not self.id:
            # The one way to set a field of a frozen dataclass from its others.
            object.__setattr__(self, "id", _hash_content(self))

    def check_content(self) -> None:
        """Raise ValueError if the parts of this class make no sense."""

    @property
    def about(self) -> tuple[str, ...]:
        """All ids and names that it is about."""
        return (self.subject,)

    @property
    def question(self) -> tuple[str, ...]:
        """What it answers: of two judgements with one question, the later one counts."""
        return (self.kind, self.subject)


@dataclass(frozen=True, slots=True)
class NamePair(Signed):
    """A judgement about two names."""

    other: Name

    def check_content(self) -> None:
        """Refuse a blank second name."""
        check_that(bool(self.other.strip()), f"a judgement of kind {self.kind} must have two names")

    @property
    def about(self) -> tuple[str, ...]:
        """Both names."""
        return self.subject, self.other

    @property
    def question(self) -> tuple[str, ...]:
        """Whether these two are one, whichever is named first."""
        return ("same or different", *sorted(self.about))


@dataclass(frozen=True, slots=True)
class SameAs(NamePair):
    """Two names belong to one speaker."""

    kind: ClassVar[JudgementKind] = "same"


@dataclass(frozen=True, slots=True)
class DifferentFrom(NamePair):
    """Two names belong to different speakers, whatever they have in common."""

    kind: ClassVar[JudgementKind] = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Signed):
    """A field of a statement was read wrongly; `value` is right, None where the right one is unknown.

    said_at takes a date; statement and forecast take False ("it is not one") or True; the others take words.
    """

    kind: ClassVar[JudgementKind] = "correct"

    field: CorrectableField
    value: Name | JudgedDay | bool | None

    def check_content(self) -> None:
        """Refuse a value that its field cannot have."""
        if self.field == "act":
            check_choice("act", self.value, ACTS)
        elif self.field == "kind":
            check_choice("kind", self.value, SPEAKER_KINDS)
        else:
            takes = {"statement": bool, "forecast": bool, "said_at": date | None}.get(self.field, str | None)
            check_that(isinstance(self.value, takes), f"{self.field} cannot be corrected to {self.value!r}")

    @property
    def question(self) -> tuple[str, ...]:
        """The field of the statement."""
        return (self.kind, self.subject, self.field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Signed):
    """A statement is a forecast, with this horizon and these probabilities.

    None means unknown or open, AS_READ that the part stays as whatever model reads it.
    """

    kind: ClassVar[JudgementKind] = "confirm"

    first: JudgedDay | AsRead | None = AS_READ
    last: JudgedDay | AsRead | None = AS_READ
    low: JudgedProbability | AsRead | None = AS_READ
    high: JudgedProbability | AsRead | None = AS_READ

    def check_content(self) -> None:
        """Refuse a horizon that ends before it begins, and numbers that are not probabilities."""
        if self.first is not AS_READ and self.last is not AS_READ:
            check_days(self.first, self.last, "a horizon")
        if self.low is not AS_READ and self.high is not AS_READ:
            check_probabilities(self.low, self.high)

    @property
    def confirmed(self) -> dict[str, date | float | None]:
        """The fields of a Forecast that it sets."""
        parts = {"first": self.first, "last": self.last, "low": self.low, "high": self.high}
        return {name: value for name, value in parts.items() if not isinstance(value, AsRead)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Signed):
    """The outcome of a forecast. on: the day it was settled. evidence: a web address, or the id of what shows it."""

    kind: ClassVar[JudgementKind] = "resolve"

    outcome: Outcome
    on: JudgedDay | None = None
    evidence: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Signed):
    """An Admiralty grade: the reliability of a source, or the credibility of a statement."""

    kind: ClassVar[JudgementKind] = "grade"

    reliability: str | None = None
    credibility: str | None = None

    def check_content(self) -> None:
        """Refuse letters and digits that are not in the code, and a grade without either."""
        check_that(bool(self.reliability or self.credibility), "a grade must have a reliability or a credibility")
        if self.reliability:
            check_choice("reliability", self.reliability, tuple(RELIABILITY))
        if self.credibility:
            check_choice("credibility", self.credibility, tuple(CREDIBILITY))

    @property
    def question(self) -> tuple[str, ...]:
        """The half of the code."""
        return (self.kind, self.subject, "reliability" if self.reliability else "credibility")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing(Signed):
    """A statement as evidence for one hypothesis of a watch: a cell of the matrix. weight: None leaves it as it was."""

    kind: ClassVar[JudgementKind] = "weigh"

    watch: Name
    hypothesis: Name
    cell: Cell
    weight: Weight | None = None

    @property
    def question(self) -> tuple[str, ...]:
        """The cell of the matrix."""
        return (self.kind, self.subject, self.watch, self.hypothesis)


@dataclass(frozen=True, slots=True)
class Withdrawal(Signed):
    """An earlier judgement, whose id is the subject, is taken back; that it was made stays on record."""

    kind: ClassVar[JudgementKind] = "withdraw"


@dataclass(frozen=True, slots=True)
class BlankedSpan:
    """A part of an article that was blanked. key: the article version's."""

    key: str
    start: int
    end: int

    def __post_init__(self) -> None:
        check_fields(self)
        check_that(0 <= self.start < self.end, f"a span must have 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction(Signed):
    """Words were removed for good: of a statement, an article, its addresses or metadata, a judgement, or one person.

    subject: an id; of a person it is made up, and the name is nowhere. statements: ids of those that lost their words,
    or their speaker. blanked: of a person, where in the articles. with_words: of a person, what was said went, too.
    """

    kind: ClassVar[JudgementKind] = "redact"

    why: Words
    what: Redactable
    statements: tuple[Name, ...] = ()
    blanked: tuple[BlankedSpan, ...] = ()
    with_words: bool = False


Judgement = SameAs | DifferentFrom | Correction | Confirmation | Resolution | Grade | Weighing | Withdrawal | Redaction
JudgementT = TypeVar("JudgementT", bound=Judgement)

_CLASSES: dict[str, type[Judgement]] = {of.kind: of for of in get_args(Judgement)}
JSON_KEYS = {"other": "object", "first": "from", "last": "to"}
"""What JSON calls fields of judgements otherwise."""
_DAYS = ("from", "to", "on")


def check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise ValueError if a value is not one of the choices."""
    # Not check_that: its message would be put together for every judgement that is read, right or not.
    if value not in choices:
        raise ValueError(f"{name} is one of {', '.join(choices)}, not {value}")


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as JSON, its time as ISO 8601 with its zone."""
    return {
        "id": judgement.id,
        "kind": judgement.kind,
        "subject": judgement.subject,
        "object": judgement.other if isinstance(judgement, NamePair) else None,
        "data": _encode_content(judgement),
        "by": judgement.by,
        "at": judgement.at.isoformat(),
    }


class _RowHead(TypedDict):
    """What decides how the row of a judgement is read; its other parts are fields of the judgement's class."""

    kind: JudgementKind
    data: dict[str, Any]


def parse_judgement(row: Mapping[str, Any]) -> Judgement:
    """Return the judgement that `judgement_row` printed; ValueError, in words for the user, if it is damaged.

    Keys that this version does not know are ignored.
    """
    check_shape(row, _RowHead)
    for name in ("id", "subject", "object", "by", "at"):
        if name not in row:
            raise ShapeError("is missing", (name,))
    check_that(not isinstance(row["id"], str) or bool(row["id"].strip()), "id is empty")
    of, other = _CLASSES[row["kind"]], row["object"]
    if issubclass(of, NamePair):
        check_that(bool(other), f"a judgement of kind {of.kind} must have two names")
    elif other is not None:
        raise ValueError(f"a judgement of kind {of.kind} is about one thing: object must be null, not {other!r:.60}")
    try:
        # By the person's own clock: the zone is kept, as the day that is printed depends on it.
        signed = {"by": row["by"], "at": _read_part("at", parse_moment, row["at"]), "id": row["id"]}
        return of(row["subject"], **_decode_content(of, row["data"] | {"object": other}), **signed)
    except ShapeError as error:
        first, *rest = error.path or ("",)
        raise ShapeError(error.words, (JSON_KEYS.get(str(first), first), *rest)) from None


def _hash_content(judgement: Any) -> str:
    """Hash what was judged, by whom and when: a judgement that is kept twice is one."""
    row = judgement_row(judgement)
    # Encoded as version 0.1.0 did. In another way, a judgement that is merged from an old ledger would be kept twice.
    return digest(row["kind"], row["subject"], row["object"], encode_data(row["data"]), row["by"], row["at"])


def encode_data(data: Mapping[str, Any]) -> str:
    """Return a judgement's "data" as the ledger keeps it: compact JSON, keys sorted."""
    return json.dumps(dict(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _encode_content(judgement: Judgement) -> dict[str, Any]:
    """Return what was judged as JSON, without the parts that were not named."""
    data: dict[str, Any] = {}
    match judgement:
        case Correction(field=field, value=value):
            data = {"field": field, "value": _iso_day(value)}
        case Confirmation():
            data = {JSON_KEYS.get(name, name): _iso_day(value) for name, value in judgement.confirmed.items()}
        case Resolution(outcome=outcome, on=on, evidence=evidence):
            data = {"outcome": outcome, "on": _iso_day(on), "evidence": evidence}
        case Grade(reliability=reliability, credibility=credibility):
            data = _named_parts(reliability=reliability, credibility=credibility)
        case Weighing(watch=watch, hypothesis=hypothesis, cell=cell, weight=weight):
            data = {"watch": watch, "hypothesis": hypothesis, "cell": cell} | _named_parts(weight=weight)
        case Redaction(why=why, what=what, statements=statements):
            data = {"why": why, "what": what, "statements": list(statements)}
            if judgement.blanked:
                data["blanked"] = [[part.key, part.start, part.end] for part in judgement.blanked]
            if judgement.with_words:
                data["with_words"] = True
    return data | _named_parts(note=judgement.note)


def _decode_content(of: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a judgement of this class from its JSON; what is not there keeps its default."""
    parts = dict[str, Any]()
    for name, is_required in _own_fields(of):
        key = JSON_KEYS.get(name, name)
        if key in data:
            parts[name] = _decode_part(key, data[key], data)
        elif is_required:
            raise ShapeError("is missing", (key,))
    return parts


@cache
def _own_fields(of: Any) -> tuple[tuple[str, bool], ...]:
    """Return the names of a class's fields that "data" holds, each with whether it must be there."""
    own = [field for field in fields(of) if field.name not in ("subject", "by", "at", "id")]
    return tuple((field.name, field.default is MISSING) for field in own)


def _decode_part(key: str, value: Any, data: Mapping[str, Any]) -> Any:
    """Return a part of a judgement from its JSON: days, tuples, digits."""
    if key in _DAYS or (key == "value" and data.get("field") == "said_at"):
        return None if value is None else _read_part(key, parse_day, value)
    if key == "statements" and isinstance(value, list):
        return tuple(value)
    if key == "blanked" and isinstance(value, list):
        return tuple(_read_part(key, _parse_blanked, part) for part in value)
    # Rows that other programs write may have the digit of a credibility as a number.
    return str(value) if key == "credibility" and type(value) is int else value


def _parse_blanked(value: object) -> BlankedSpan:
    if not isinstance(value, list) or len(value) != len(fields(BlankedSpan)):
        raise ShapeError("must be lists of a key and two offsets")
    return BlankedSpan(*value)


def _read_part(key: str, read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except ShapeError as error:
        raise error.inside(key) from None


def _named_parts(**parts: str | None) -> dict[str, str]:
    return {name: value for name, value in parts.items() if value}


def _iso_day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
