"""The nouns: frozen values that refuse nonsense.

Offsets are Python string indices into the article's text, end exclusive. Unknown is None, never a guess.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, Self, get_args

from onrecord.characters import replace_controls
from onrecord.errors import OnrecordError

Kind = Literal["direct", "indirect", "mixed"]
Act = Literal["say", "deny", "believe", "intend", "order", "ask", "know", "perceive", "decline"]
SpeakerKind = Literal["person", "organisation", "group", "document", "unnamed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Comparator = Literal["=", "~", "<", ">", "up", "down"]
Polarity = Literal["+", "-"]
Level = Literal["low", "moderate", "high"]
HedgeScope = Literal["main", "frame", "aside"]

ACTS: tuple[Act, ...] = get_args(Act)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on `parts` alone."""
    # As JSON, so that no two lists of parts have one encoding, as ("ab", "c") and ("a", "bc") joined would.
    encoded = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    # A text that a program made may hold half of a surrogate pair, which UTF-8 alone refuses.
    return hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=4)
def hash_version(identifier: str, url: str | None, text: str) -> str:
    """Return the key of a version of an article, from its id, URL and text as they were kept."""
    # Kept for a while: each of an article's statements asks for it, and of a long text it takes a while.
    return digest(identifier, url, text)


def parse_day(day: str | date | None) -> date | None:
    """Return a day that may be written as text, "2026-10-05"; OnrecordError where it is not one."""
    # A datetime is a date too, but its text has a time, which does not belong in "published".
    if isinstance(day, datetime):
        return day.date()
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise OnrecordError(f"published {day!r} is not a day: write it as 2026-10-05") from None


# A NamedTuple class may not have a __new__ of its own, a subclass of one may.
class Span(NamedTuple("Span", [("start", int), ("end", int)])):
    """A stretch of text. `Span(3, 3)` and `Span(-1, 2)` raise ValueError."""

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> "Span":
        if not 0 <= start < end:
            raise ValueError(f"a span must have 0 <= start < end, not {start}, {end}")
        return super().__new__(cls, start, end)

    def of(self, text: str) -> str:
        """Return the words that it covers."""
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Return whether `other` covers all of it."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the spans share a character."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]
SPAN_GAP = " … "
"""Shown between the words of two spans."""
_LINE_BREAKS = str.maketrans("\r\n", "  ")


def join_spans(text: str, spans: Iterable[Span]) -> str:
    """Return the words of spans as printed, in the order of the text, an ellipsis between two.

    Line breaks of a hard-wrapped text are spaces; the words are as long as the spans.
    """
    words = SPAN_GAP.join(text[start:end] for start, end in sorted(spans))
    return words.translate(_LINE_BREAKS) if "\n" in words or "\r" in words else words


def check_that(holds: bool, message: str) -> None:
    """Raise ValueError with this message unless it holds."""
    if not holds:
        raise ValueError(message)


def check_probabilities(low: float | None, high: float | None) -> None:
    """Raise ValueError where two known ends are not an interval of probability."""
    if low is not None and high is not None:
        check_that(0 <= low <= high <= 1, f"probabilities must have 0 <= low <= high <= 1, not {low}, {high}")


def check_days(first: date | None, last: date | None, what: str) -> None:
    """Raise ValueError where `what` ends before it starts."""
    if first and last:
        check_that(first <= last, f"{what} must not end ({last}) before it starts ({first})")


def shift_day(day: date, days: int) -> date:
    """Return the day so many days later, or earlier; at an end of the calendar, where there is none, its last one.

    Pages are dated 9999-12-31 for "never", and a person may ask about any day.

    >>> shift_day(date(2026, 12, 30), 7), shift_day(date(9999, 12, 30), 7)
    (datetime.date(2027, 1, 6), datetime.date(9999, 12, 31))
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _pass_gate(record: object, *names: str) -> None:
    """Replace the control characters and lone surrogates in these fields of a new record."""
    for name in names:
        value = getattr(record, name)
        if value and (clean := replace_controls(value)) is not value:
            # The record is frozen, and not yet in anybody's hands.
            object.__setattr__(record, name, clean)


@dataclass(frozen=True, slots=True)
class Related:
    """Another article that a page points to ("Read also: …")."""

    title: str
    url: str | None = None

    def __post_init__(self) -> None:
        _pass_gate(self, "title", "url")


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one text. `origin` is where it was read from (a URL, a path, a row); it is not printed.

    No word of it holds a lone surrogate, or a control character but tab and newline: see `replace_controls`.
    """

    id: str
    text: str
    _: KW_ONLY
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    section: str | None = None
    published: date | None = None
    language: str | None = None
    related: tuple[Related, ...] = ()
    furniture: Spans = ()
    insertions: Spans = ()
    origin: str | None = None

    def __post_init__(self) -> None:
        _pass_gate(self, "id", "text", "url", "title", "byline", "publisher", "section", "language", "origin")
        for span in (*self.furniture, *self.insertions):
            check_that(span.end <= len(self.text), f"{span} reaches past the end of the text")

    @classmethod
    def from_text(  # noqa: PLR0913 - keywords, one for each thing that is known of an article
        cls,
        text: str,
        *,
        published: str | date | None = None,
        title: str | None = None,
        url: str | None = None,
        byline: str | None = None,
        publisher: str | None = None,
        section: str | None = None,
        language: str | None = None,
    ) -> Self:
        """Make an article from a text, which is taken as it is; its id comes from the text and the address.

        published: the day from which relative dates count, "2026-10-05" or a date. title: known from elsewhere; it is
        never put before the text. OnrecordError where `published` is not a day or the text is blank.
        """
        if not text.strip():
            raise OnrecordError("the text is empty: there is nothing to read")
        return cls(
            id=digest(url, text),
            text=text,
            url=url,
            title=title,
            byline=byline,
            publisher=publisher,
            section=section,
            published=parse_day(published),
            language=language,
        )

    @property
    def place(self) -> str:
        """Where it was read from, or else its id: for messages about it."""
        return self.origin or self.id

    @property
    def key(self) -> str:
        """Content hash that identifies this version: of id, URL and text."""
        return hash_version(self.id, self.url, self.text)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is behind a source: the fullest name that the article prints, None for the unnamed."""

    name: str | None
    kind: SpeakerKind
    because: str
    _: KW_ONLY
    role: str | None = None
    organisation: str | None = None
    identity: str | None = None


UNRESOLVED = Speaker(name=None, kind="unnamed", because="no stage has looked for the speaker")
"""The speaker of a statement before the stage that finds speakers has run."""


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker's name as printed, with what was read with it: kind (the most frequent), roles, organisations.

    count: statements under this name.
    """

    name: str
    kind: SpeakerKind
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 type and value, and the days from `first` to `last`, None where open.

    The row prints `first` and `last` as "from" and "to". `deictic`: a part of a day counted from the day of publication
    ("tonight", "last night"), which a paper of the next day calls otherwise.
    """

    span: Span
    type: TimeType
    value: str
    _: KW_ONLY
    because: str
    first: date | None = None
    last: date | None = None
    alternatives: tuple[str, ...] = ()
    deictic: bool = False

    def __post_init__(self) -> None:
        check_days(self.first, self.last, "a time")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers with what it counts. "more than 60" is 60, 60, ">"."""

    span: Span
    low: float
    high: float
    _: KW_ONLY
    because: str
    comparator: Comparator = "="
    unit: str | None = None
    rate: str | None = None
    increment: bool = False

    def __post_init__(self) -> None:
        check_that(self.low <= self.high, f"a quantity must have low <= high, not {self.low}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How likely a statement calls what it says: an interval of probability, never one number.

    `phrases` are the words that it comes from. Polarity is "-" where they lean to the thing's not being so. The
    interval is of the thing itself, so "will not" gives a low one.
    """

    low: float
    high: float
    polarity: Polarity
    phrases: tuple[str, ...]
    because: str

    def __post_init__(self) -> None:
        check_probabilities(self.low, self.high)

    def negated(self, because: str) -> "Likelihood":
        """Return the likelihood of the opposite."""
        low, high = round(1 - self.high, 2), round(1 - self.low, 2)
        polarity: Polarity = "+" if self.polarity == "-" else "-"
        return replace(self, low=low, high=high, polarity=polarity, because=f"{self.because}, {because}")


@dataclass(frozen=True, slots=True)
class Hedge:
    """A phrase that says how sure, in the content or in the cue, as an interval of probability; None where unknown.

    An item of a statement's `certainty`. `scope` is "frame" for a bare future that yields to another phrase ("will" in
    "will likely"), "aside" for a phrase that does not hedge the content's main verb, else "main".
    """

    span: Span
    phrase: str
    of: Literal["content", "cue"]
    _: KW_ONLY
    because: str
    low: float | None = None
    high: float | None = None
    polarity: Polarity = "+"
    scope: HedgeScope = "main"

    def __post_init__(self) -> None:
        check_probabilities(self.low, self.high)

    @property
    def likelihood(self) -> Likelihood | None:
        """The interval of the phrase by itself; None where it has none."""
        if self.low is None or self.high is None:
            return None
        phrases = (self.phrase,)
        return Likelihood(low=self.low, high=self.high, polarity=self.polarity, phrases=phrases, because=self.because)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Analytic confidence that the speaker states ("with high confidence"), as in ICD 203; it is not a probability."""

    span: Span
    phrase: str
    level: Level


@dataclass(frozen=True, slots=True)
class Forecast:
    """A statement about what had not happened when it was said.

    The horizon runs from `first` to `last` (printed as "from" and "to"), None where open; `low` and `high` are
    probabilities; `unresolvable` says why nobody could tell whether it came true, None where one could; `confirmed_by`
    is who confirmed it, None where only a machine read it.
    """

    because: str
    _: KW_ONLY
    first: date | None = None
    last: date | None = None
    condition: str | None = None
    low: float | None = None
    high: float | None = None
    unresolvable: str | None = None
    confirmed_by: str | None = None

    def __post_init__(self) -> None:
        check_probabilities(self.low, self.high)
        check_days(self.first, self.last, "a horizon")


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: who (source) says (cue) what (content), and what was read from it.

    The spans of a role are in the order of the text, whatever order they are given in.

    `score` is the probability that it is right: that every role covers a trained annotator's at least by half.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    _: KW_ONLY
    kind: Kind = "indirect"
    act: Act = "say"
    score: float | None = None
    speaker: Speaker = UNRESOLVED
    said_at: Time | None = None
    certainty: tuple[Hedge, ...] = ()
    confidence: Confidence | None = None
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    forecast: Forecast | None = None

    def __post_init__(self) -> None:
        for role in ("source", "cue", "content"):
            spans = getattr(self, role)
            if len(spans) > 1 and spans != (ordered := tuple(sorted(spans))):
                object.__setattr__(self, role, ordered)
        check_that(self.score is None or 0 <= self.score <= 1, f"a score is a probability, not {self.score}")

    @property
    def spans(self) -> Spans:
        """All its spans, in the order of the text."""
        return tuple(sorted((*self.source, *self.cue, *self.content)))

    @property
    def likelihood(self) -> Likelihood | None:
        """How likely it calls its content, all its hedges combined; None where no phrase of the content says so."""
        return combine_hedges(self.certainty)

    def _repr_html_(self) -> str:
        """Return its readings as a table, for notebooks; its words are in the article, see `Record`."""
        from onrecord.notebook import statement_html

        return statement_html(self)


def keep_first_by_id(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements without those whose id an earlier one has."""
    first: dict[str, Statement] = {}
    for statement in statements:
        first.setdefault(statement.id, statement)
    return tuple(first.values())


def combine_hedges(hedges: Iterable[Hedge]) -> Likelihood | None:
    """Combine the phrases of certainty of one statement.

    1. Phrases beside the content's main verb (`scope` "aside") do not count. Without a phrase in the content there is
       no likelihood: the cue alone says how a speaker holds a view.
    2. A bare future ("will", "shall", "going to": `scope` "frame") yields to any other phrase and only passes on its
       negation: "will perhaps" is perhaps, "likely won't" is not likely. Modal and adverb state one modality together
       (modal concord: Halliday 1970; Lyons, Semantics, 1977; Geurts and Huitink 2006), so intervals are not
       multiplied. By itself a bare future keeps its interval.
    3. Of several other phrases the weakest governs, the one whose interval lies least far towards what it asserts:
       "likely" and "may" is may. Neither ICD 203 nor PHIA has a rule for two terms on one judgement (ICD 203 advises
       against it); the weaker is what the speaker can be held to. A negative phrase decides the direction.
    4. A phrase of the cue governs where the content has only frames ("believes it will"), and where it denies or
       doubts.
    """
    counted = [hedge for hedge in hedges if hedge.scope != "aside" and hedge.likelihood]
    content = [hedge for hedge in counted if hedge.of == "content"]
    if not content:
        return None
    frames = [hedge for hedge in content if hedge.scope == "frame"]
    plain = [hedge for hedge in content if hedge.scope == "main"]
    within = _weakest_likelihood(plain or frames)
    # "won't likely" and "likely won't" deny once; a second frame that denies would turn it back.
    if plain and sum(frame.polarity == "-" for frame in frames) % 2:
        within = within.negated("turned round by the negation beside it")
    cue = [hedge for hedge in counted if hedge.of == "cue"]
    doubts = [hedge for hedge in cue if hedge.polarity == "-"]
    if not cue or (plain and not doubts):
        return replace(within, because=within.because + _name_frames(frames)) if plain else within
    around = _weakest_likelihood(doubts or cue)
    around = around.negated("turned round by the negation in the content") if within.polarity == "-" else around
    return replace(around, because=around.because + _name_frames(frames))


def _name_frames(frames: Iterable[Hedge]) -> str:
    """Return the part of a reason that names the bare futures which yielded."""
    return "".join(f"; “{phrase}” only frames it" for phrase in dict.fromkeys(frame.phrase for frame in frames))


def _weakest_likelihood(hedges: Sequence[Hedge]) -> Likelihood:
    """Return the likelihood of the weakest phrase, among the negative ones if there are any."""
    leaning = [hedge for hedge in hedges if hedge.polarity == "-"] or hedges
    weakest = min((own for hedge in leaning if (own := hedge.likelihood)), key=_assertion_strength)
    equal = [hedge.phrase for hedge in leaning if (hedge.low, hedge.high) == (weakest.low, weakest.high)]
    phrases = tuple(dict.fromkeys(equal))
    stronger = [f"“{hedge.phrase}” is stronger" for hedge in leaning if hedge.phrase not in phrases]
    overruled = [f"“{hedge.phrase}” denies nothing" for hedge in hedges if hedge not in leaning]
    because = "; ".join(dict.fromkeys((weakest.because, *stronger, *overruled)))
    return replace(weakest, phrases=phrases, because=because)


def _assertion_strength(likelihood: Likelihood) -> float:
    """Return how far the middle of an interval lies towards what the phrase asserts, from 0 to 1."""
    middle = (likelihood.low + likelihood.high) / 2
    return middle if likelihood.polarity == "+" else 1 - middle


def statement_id(article: Article, source: Spans, cue: Spans, content: Spans) -> str:
    """Return the id of a statement, which comes from the article's content and the spans alone."""
    return _hash_spans(article.key, source, cue, content)


def hash_statement(key: str, statement: Statement) -> str:
    """Return the id that a statement of the article with this key has by its spans."""
    return _hash_spans(key, statement.source, statement.cue, statement.content)


def _hash_spans(key: str, source: Spans, cue: Spans, content: Spans) -> str:
    return digest(key, source, cue, content)


@dataclass(frozen=True, slots=True)
class Record:
    """One article and everything read from it. `times` and `quantities` are those of the whole text but its furniture.

    `notices` are messages for the user about the reading, a sentence each ("in German: left unread").
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    notices: tuple[str, ...] = field(default=(), compare=False)

    def _repr_html_(self) -> str:
        """Return the article's text with its statements' spans marked, and a table of them, for notebooks."""
        from onrecord.notebook import record_html

        return record_html(self)


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a row of one, that could not be read. The reason says what was wrong, where, and what to do.

    trace: the traceback, where it was a fault in the code and not in the source; "" otherwise.
    """

    origin: str
    reason: str
    trace: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        _pass_gate(self, "origin", "reason")


@dataclass(frozen=True, slots=True)
class CacheValidators:
    """The cache validators of one HTTP response, emitted after all its articles, so that storing them is safe.

    etag, modified: its ETag and Last-Modified; None if it gave none, or if it must be fetched in full next time.
    unchanged: the response was 304 Not Modified. feed: it is a feed, whose robots.txt is obeyed. articles: how many
    articles and failures of the response come directly before; if one could not be read, it must be fetched in full.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    feed: bool = False
    articles: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """A feed entry that has been read, or reported as unreadable: it is not fetched again.

    feed: the feed's address, or the absolute path of its file. entry: the entry's id in the feed. stamp: a hash of the
    entry; if it differs the next time, the entry has changed and is new.
    """

    feed: str
    entry: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One printing of a statement: the words of its spans, and where and when they were printed.

    article: the article's id; key: its version's. text: identifies the text, the same for all its reprints.
    """

    statement: Statement
    source: str
    cue: str
    content: str
    article: str
    key: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None

    @classmethod
    def of(cls, article: Article, statement: Statement, *, key: str | None = None, text: str | None = None) -> Self:
        """Return the sighting of a statement in its article; key and text are the article's key unless given."""
        key = key or article.key
        return cls(
            statement=statement,
            source=join_spans(article.text, statement.source),
            cue=join_spans(article.text, statement.cue),
            content=join_spans(article.text, statement.content),
            article=article.id,
            key=key,
            text=text or key,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
        )

    @property
    def said(self) -> date | None:
        """The day on which it was said; if that is unknown, the day of publication."""
        at = self.statement.said_at
        return (at and (at.first or at.last)) or self.published
