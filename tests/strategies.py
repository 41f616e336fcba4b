"""Random records for tests of laws."""

from datetime import date

from hypothesis import strategies as st

from onrecord.ledger.search.fields import SHOWN_FIELDS
from onrecord.records import (
    ACTS,
    UNRESOLVED,
    Article,
    Confidence,
    Forecast,
    Hedge,
    Quantity,
    Record,
    Related,
    Span,
    Speaker,
    Statement,
    Time,
)

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
MAYBE = st.none() | WORDS
# Of searches as typed.
PIECES = st.sampled_from(
    [
        *(f"{name}:" for name in SHOWN_FIELDS),
        *'<>=-"*%.(',
        "..",
        "OR",
        "NOT",
        "2026-09",
        "5",
        "m",
        "bridge",
        " ",
        "'",
        "é",
        "since:",
    ]
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def ordered(draw, values):
    """Two values, the smaller first, either may be missing."""
    low, high = sorted((draw(values), draw(values)))
    return draw(st.sampled_from([(low, high), (low, None), (None, high), (None, None)]))


@st.composite
def spans(draw, length):
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def times(draw, length):
    first, last = draw(ordered(DAYS))
    kind = draw(st.sampled_from(["DATE", "TIME", "DURATION", "SET"]))
    others = tuple(draw(st.lists(WORDS, max_size=2)))
    return Time(
        draw(spans(length)),
        kind,
        draw(WORDS),
        because=draw(WORDS),
        first=first,
        last=last,
        alternatives=others,
        deictic=draw(st.booleans()),
    )


@st.composite
def quantities(draw, length):
    low, high = sorted((draw(st.floats(-1e9, 1e9)), draw(st.floats(-1e9, 1e9))))
    sign = draw(st.sampled_from(["=", "~", "<", ">", "up", "down"]))
    return Quantity(
        draw(spans(length)),
        low,
        high,
        because=draw(WORDS),
        comparator=sign,
        unit=draw(MAYBE),
        rate=draw(MAYBE),
        increment=draw(st.booleans()),
    )


@st.composite
def hedges(draw, length):
    low, high = draw(ordered(st.floats(0, 1)))
    of, polarity = draw(st.sampled_from(["content", "cue"])), draw(st.sampled_from("+-"))
    scope = draw(st.sampled_from(["main", "frame", "aside"]))
    return Hedge(
        draw(spans(length)), draw(WORDS), of, because=draw(WORDS), low=low, high=high, polarity=polarity, scope=scope
    )


@st.composite
def statements(draw, length, number):
    some = st.lists(spans(length), max_size=3).map(tuple)
    kind = draw(st.sampled_from(["person", "organisation", "group", "document", "unnamed"]))
    first, last = draw(ordered(DAYS))
    low, high = draw(ordered(st.floats(0, 1)))
    speaker = Speaker(draw(MAYBE), kind, draw(WORDS), role=draw(MAYBE), organisation=draw(MAYBE), identity=draw(MAYBE))
    forecast = Forecast(
        draw(WORDS), first=first, last=last, condition=draw(MAYBE), low=low, high=high, unresolvable=draw(MAYBE)
    )
    level = draw(st.sampled_from(["low", "moderate", "high"]))
    return Statement(
        id=f"s{number}",
        source=draw(some),
        cue=(draw(spans(length)),),
        content=(draw(spans(length)), *draw(some)),
        kind=draw(st.sampled_from(["direct", "indirect", "mixed"])),
        act=draw(st.sampled_from(ACTS)),
        score=draw(st.none() | st.floats(0, 1)),
        speaker=draw(st.just(UNRESOLVED) | st.just(speaker)),
        said_at=draw(st.none() | times(length)),
        certainty=tuple(draw(st.lists(hedges(length), max_size=2))),
        confidence=draw(st.none() | st.just(Confidence(draw(spans(length)), draw(WORDS), level))),
        times=tuple(draw(st.lists(times(length), max_size=2))),
        quantities=tuple(draw(st.lists(quantities(length), max_size=2))),
        forecast=draw(st.none() | st.just(forecast)),
    )


@st.composite
def records(draw):
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
    size = len(text)
    article = Article(
        id=draw(WORDS),
        text=text,
        url=draw(MAYBE),
        title=draw(MAYBE),
        byline=draw(MAYBE),
        publisher=draw(MAYBE),
        section=draw(MAYBE),
        published=draw(st.none() | DAYS),
        language=draw(st.none() | st.just("en")),
        related=tuple(Related(draw(WORDS), draw(MAYBE)) for _ in range(draw(st.integers(0, 2)))),
        furniture=tuple(draw(st.lists(spans(size), max_size=2))),
        insertions=tuple(draw(st.lists(spans(size), max_size=1))),
    )
    made = tuple(draw(statements(size, number)) for number in range(draw(st.integers(0, 3))))
    some_times = tuple(draw(st.lists(times(size), max_size=2)))
    return Record(article, made, some_times, tuple(draw(st.lists(quantities(size), max_size=2))))
