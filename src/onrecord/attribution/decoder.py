"""The decoder: scored word pieces to linked statements. Pure: it knows no model, only what one has put out.

Labels become fragments along the best path; each cue chooses its source, each content fragment its cue. One source
may serve several cues; a cue without content is no statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from onrecord.attribution import crf, headlines, labels, quotes
from onrecord.attribution.tagger import Settings, Tagged, Window
from onrecord.records import Span, Spans

T = TypeVar("T")
_APART = 2.0
"""What a tie loses, in nats, for each paragraph between its ends: on PolNeAR's dev split, linked exact 58.1 to 58.2."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of pieces with one role. sure: the mean, least: the lowest probability of its labels."""

    role: str | None
    start: int
    end: int
    sure: float
    least: float


@dataclass(frozen=True, slots=True)
class Linked:
    """One statement's spans. features: what its score is made of, each a probability; None where a rule has made it."""

    source: Spans
    cue: Spans
    content: Spans
    features: dict[str, float] | None


def decode(tagged: Tagged, text: str, settings: Settings) -> list[Linked]:
    """The statements of a text, or of the stretch of it that was tagged, in the order of their cues."""
    if not len(tagged.pieces):
        return []
    found = fragments(tagged, settings)
    cues = [f for f in found if f.role == "cue"]
    ties = _Ties(tagged, settings)
    contents = ties.contents([f for f in found if f.role == "content"], cues)
    sources = ties.sources(cues, [f for f in found if f.role == "source"])
    made = []
    for i, cue in enumerate(cues):
        mine = [
            (fragment, sure)
            for fragment, choice, sure in contents
            if choice == i and (ties.together(fragment, cue) or _quotation(tagged, text, fragment))
        ]
        if mine:
            made.append(_linked(tagged, text, cue, sources[i], mine))
    return [_headline(text, statement) for statement in made if statement.cue and statement.content]


def _headline(text: str, statement: Linked) -> Linked:
    """A headline whose cue is its dash or colon: what is not the source's side of it is content, whole."""
    if len(statement.source) != 1:
        return statement
    content = headlines.whole(text, statement.source[0], statement.cue[0])
    if content is None or not all(span.within(content) for span in statement.content):
        return statement
    return replace(statement, content=(Span(content.start, _without_stop(text, content.start, content.end)),))


def spoken_headline(text: str, found: list[Linked]) -> list[Linked]:
    """What the headline's shape alone tells, where nothing of `found`, the text's statements, is in it."""
    if any(statement.cue[0].end <= len(headlines.headline(text)) for statement in found):
        return []
    spans = headlines.spoken(text, [span.of(text) for statement in found for span in statement.source])
    return [Linked(*spans, features=None)] if spans else []


def fragments(tagged: Tagged, settings: Settings) -> list[Fragment]:
    """The fragments along the best path of labels, in the order of the text."""
    encoded = tagged.pieces
    places = (encoded.word_start, encoded.paragraphs, settings.transitions)
    path = crf.best(tagged.scores, *places)
    sure = crf.marginals(tagged.scores, *places)[np.arange(len(path)), path]
    first = [labels.LABELS[n][0] in "BS" for n in range(len(labels.LABELS))]
    final = [labels.LABELS[n][0] in "ES" for n in range(len(labels.LABELS))]
    made, start = [], 0
    for i, number in enumerate(path.tolist()):
        if first[number]:
            start = i
        if final[number]:
            here = sure[start : i + 1]
            made.append(Fragment(labels.role_of(number), start, i + 1, float(here.mean()), float(here.min())))
    return made


class _Ties:
    """How strongly fragments are tied, by the link vectors of a window that holds both."""

    def __init__(self, tagged: Tagged, settings: Settings) -> None:
        self.windows = tagged.windows
        self.paragraphs = tagged.pieces.paragraphs[:, 0]
        self.count = len(tagged.pieces)
        self.size = settings.link_size
        self.settings = settings

    def _home(self, fragment: Fragment) -> Window:
        """The window in which the fragment has most text around it."""

        def room(window: Window) -> tuple[bool, int]:
            before = fragment.start - window.start if window.start else self.count
            after = window.end - fragment.end if window.end < self.count else self.count
            return before >= 0 and after >= 0, min(before, after)

        return max(self._around(fragment), key=room)

    def together(self, one: Fragment, other: Fragment) -> bool:
        """Do two fragments stand in one paragraph?"""
        return self._apart(one, other) == 0

    def _apart(self, one: Fragment, other: Fragment) -> float:
        first, second = np.searchsorted(self.paragraphs, (one.start, other.start), side="right")
        return _APART * abs(int(first) - int(second))

    def _around(self, fragment: Fragment) -> Iterable[Window]:
        return [w for w in self.windows if w.start < fragment.end and fragment.start < w.end]

    def _vectors(self, window: Window, fragment: Fragment, which: int) -> np.ndarray:
        rows = slice(max(0, fragment.start - window.start), max(0, fragment.end - window.start))
        return window.links[rows, which * self.size : (which + 1) * self.size]

    def sources(self, cues: list[Fragment], sources: list[Fragment]) -> list[tuple[Fragment | None, float]]:
        """For each cue its source, or None, and how sure that is."""
        made = []
        for cue in cues:
            window = self._home(cue)
            near = [f for f in sources if f.start < window.end and window.start < f.end]
            own = self._vectors(window, cue, 2)
            scores = [
                _logsumexp(own @ self._vectors(window, f, 0).T * self.size**-0.5) - self._apart(cue, f) for f in near
            ]
            made.append(_pick([*near, None], [*scores, np.full(len(own), self.settings.no_source)]))
        return made

    def contents(self, contents: list[Fragment], cues: list[Fragment]) -> list[tuple[Fragment, int | None, float]]:
        """For each content fragment the number of its cue, or None, and how sure that is."""
        made = []
        for fragment in contents:
            window = self._home(fragment)
            near = [i for i, f in enumerate(cues) if f.start < window.end and window.start < f.end]
            own = self._vectors(window, fragment, 1)
            scores = [
                _logsumexp(own @ self._vectors(window, cues[i], 3).T * self.size**-0.5) - self._apart(fragment, cues[i])
                for i in near
            ]
            choice, sure = _pick([*near, None], [*scores, np.full(len(own), self.settings.no_cue)])
            made.append((fragment, choice, sure))
        return made


def _logsumexp(values: np.ndarray) -> np.ndarray:
    most = values.max(axis=1)
    summed: np.ndarray = np.log(np.exp(values - most[:, None]).sum(axis=1)) + most
    return summed


def _pick(choices: list[T], scores: list[np.ndarray]) -> tuple[T, float]:
    """The choice with the highest probability, averaged over the rows that choose, and that probability."""
    table = np.stack(scores)
    odds = np.exp(table - table.max(axis=0))
    sure = (odds / odds.sum(axis=0)).mean(axis=1)
    best = int(sure.argmax())
    return choices[best], float(sure[best])


def _quotation(tagged: Tagged, text: str, fragment: Fragment) -> bool:
    """Does a fragment begin a sentence and stand in quotation marks, as all must that is not in its cue's paragraph?

    On PolNeAR's dev split, 11 of 19 such fragments are right, and 2 of 7 others.
    """
    start, end = int(tagged.pieces.starts[fragment.start]), int(tagged.pieces.ends[fragment.end - 1])
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    return quotes.kind([text[start:end]]) == "direct" and (not before or before[-1] in '.!?:”"’')


def _linked(
    tagged: Tagged,
    text: str,
    cue: Fragment,
    source: tuple[Fragment | None, float],
    contents: list[tuple[Fragment, float]],
) -> Linked:
    speaker, source_tie = source
    features = {
        "cue": cue.sure,
        "cue_least": cue.least,
        "source": speaker.least if speaker else 1.0,
        "source_tie": source_tie,
        "content": min(f.sure for f, _ in contents),
        "content_least": min(f.least for f, _ in contents),
        "content_tie": min(tie for _, tie in contents),
    }
    return Linked(
        source=_spans(tagged, text, [speaker] if speaker else []),
        cue=_spans(tagged, text, [cue]),
        content=_spans(tagged, text, [f for f, _ in contents]),
        features=features,
    )


def _spans(tagged: Tagged, text: str, found: list[Fragment]) -> Spans:
    made = []
    for fragment in found:
        start, end = int(tagged.pieces.starts[fragment.start]), int(tagged.pieces.ends[fragment.end - 1])
        end = _without_stop(text, start, end) if fragment.role == "content" else end
        if start < end:
            made.append(Span(start, end))
    return tuple(made)


def _without_stop(text: str, start: int, end: int) -> int:
    """Content leaves out the comma before its cue, and the sentence's full stop, but for an abbreviation's.

    A quotation that is left open, to go on in the next paragraph, keeps it: it is part of what is quoted.
    """
    if quotes.left_open(text[start:end]):
        return end + (text[end : end + 1] == "." and text[end + 1 : end + 2] in "\n")
    end = start + len(text[start:end].rstrip(", "))
    words = text[start:end]
    return end - 1 if words.endswith(".") and not words.endswith(("..", ".S.", ".m.")) else end
