"""The row as types: what `onrecord.row` returns and `onrecord extract` prints, one article a line.

`schema/row-1.json` is generated from these classes (`make schema`): a string beside a type is its description there, a
pair is a keyword of JSON Schema. Offsets are Python string indices into the row's text, end exclusive.
"""

from typing import Annotated, Literal, NotRequired, TypedDict

from onrecord.records import Act, Comparator, HedgeScope, Kind, Level, Polarity, SpeakerKind, TimeType

SCHEMA: Literal[1] = 1
"""The version of the row. Fields are only added to a version; a field that changes its meaning would make it 2."""

Offset = Annotated[int, ("minimum", 0)]
Pair = Annotated[list[Offset], ("minItems", 2), ("maxItems", 2)]
Probability = Annotated[float, ("minimum", 0), ("maximum", 1)]
IsoDay = Annotated[str, ("format", "date")]


class RelatedRow(TypedDict):
    """Another article that the page points to."""

    title: str
    url: str | None


class ArticleRow(TypedDict):
    """What is known of the article besides its text."""

    url: str | None
    title: str | None
    byline: str | None
    publisher: str | None
    section: str | None
    published: Annotated[IsoDay | None, "the day from which relative dates count"]
    language: Annotated[str | None, "ISO 639-1"]
    related: list[RelatedRow]
    furniture: Annotated[list[Pair], "spans that belong to the page, not to the article"]
    insertions: Annotated[list[Pair], "spans that an editor put into other people's words"]


class SpeakerRow(TypedDict):
    """Who is behind the source."""

    name: Annotated[str | None, "the fullest name that the article prints; null for the unnamed"]
    role: str | None
    organisation: str | None
    kind: SpeakerKind
    identity: Annotated[str | None, "who that is across articles, where a ledger knows"]
    because: str


# "from" is a word of Python's own, so these two cannot be written as classes.
TimeRow = TypedDict(
    "TimeRow",
    {
        "start": Offset,
        "end": Offset,
        "type": Annotated[TimeType, "TIMEX3 type"],
        "value": Annotated[str, "TIMEX3 value"],
        "from": Annotated[IsoDay | None, "the first day; null where open"],
        "to": Annotated[IsoDay | None, "the last day; null where open"],
        "alternatives": Annotated[list[str], "other values that the words allow"],
        "deictic": NotRequired[Annotated[bool, 'true for "tonight", "last night": counted from the publication']],
        "because": str,
    },
)
TimeRow.__doc__ = "A time expression and the days that it covers."


class QuantityRow(TypedDict):
    """A number or a range of numbers, and what it counts."""

    start: Offset
    end: Offset
    low: float
    high: float
    comparator: Comparator
    unit: Annotated[str | None, "the noun or measure that is counted"]
    rate: Annotated[str | None, 'the "per" part: "month"']
    increment: Annotated[bool, 'true for "another", "additional"']
    because: str


class HedgeRow(TypedDict):
    """A phrase that says how likely something is."""

    phrase: str
    start: Offset
    end: Offset
    of: Annotated[Literal["content", "cue"], "where the phrase is"]
    low: Probability | None
    high: Probability | None
    polarity: Polarity
    scope: NotRequired[
        Annotated[HedgeScope, "frame: yields to another phrase; aside: not about the content; else main"]
    ]
    because: str


class ConfidenceRow(TypedDict):
    """The confidence that the speaker states in a judgement."""

    phrase: str
    start: Offset
    end: Offset
    level: Level


ForecastRow = TypedDict(
    "ForecastRow",
    {
        "from": Annotated[IsoDay | None, "the first day of the horizon; null where open"],
        "to": Annotated[IsoDay | None, "the last day of the horizon; null where open"],
        "condition": str | None,
        "low": Probability | None,
        "high": Probability | None,
        "unresolvable": Annotated[str | None, "why nobody could tell whether it came true; null where one could"],
        "because": str,
        "confirmed_by": NotRequired[Annotated[str, "who confirmed it; missing where only a machine read it"]],
    },
)
ForecastRow.__doc__ = "What a statement says about the future."


class StatementRow(TypedDict):
    """One attribution: source, cue and content spans, and what was read from them."""

    id: str
    source: list[Pair]
    cue: list[Pair]
    content: list[Pair]
    kind: Kind
    act: Act
    score: Annotated[Probability | None, "the probability that the statement is right; null where it is not known"]
    speaker: Annotated[SpeakerRow | None, "null where nothing has looked for the speaker, as in redacted statements"]
    said_at: Annotated[TimeRow | None, "when it was said"]
    certainty: list[HedgeRow]
    confidence: ConfidenceRow | None
    times: Annotated[list[TimeRow], "the times in its content, without the time of saying"]
    quantities: list[QuantityRow]
    forecast: ForecastRow | None


class RecordRow(TypedDict):
    """An article and everything read from it."""

    schema: NotRequired[Annotated[Literal[1], "the version of the row; rows written before version 0.2.0 lack it"]]
    id: str
    text: str
    article: ArticleRow
    statements: list[StatementRow]
    times: Annotated[list[TimeRow], "of the whole text but its furniture"]
    quantities: Annotated[list[QuantityRow], "of the whole text but its furniture"]
