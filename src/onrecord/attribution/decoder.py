"""The decoder: scored word pieces to linked statements. Pure: it knows no model, only what one has put out.

Labels become fragments along the best path; each cue chooses its source, each content fragment its cue. One source
may serve several cues; a cue without content is no statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from onrecord.attribution import crf, headlines, labels, quotes
from onrecord.attribution.tagger import ModelSettings, Tagged, Window
from onrecord.records import Span, Spans
from onrecord.text.sentences import ends_with_abbreviation

Chosen = TypeVar("Chosen")
# The order of a piece's four link vectors; see `ModelSettings`.
_AS_SOURCE, _AS_CONTENT, _AS_CUE_OF_SOURCE, _AS_CUE_OF_CONTENT = range(4)
# What a tie loses, in nats, for each paragraph between its ends: on PolNeAR's dev split, linked exact 58.1 to 58.2.
_PARAGRAPH_PENALTY = 2.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of pieces with one role. mean, lowest: of the probabilities of its labels."""

    role: str | None
    start: int
    end: int
    mean: float
    lowest: float


@dataclass(frozen=True, slots=True)
class Linked:
    """One statement's spans. features: what its score is made of, each a probability; None where a rule has made it."""

    source: Spans
    cue: Spans
    content: Spans
    features: dict[str, float] | None


def decode_statements(tagged: Tagged, text: str, settings: ModelSettings) -> list[Linked]:
    """Return the statements of a text, or of the stretch of it that was tagged, in the order of their cues."""
    if not len(tagged.pieces):
        return []
    fragments = find_fragments(tagged, settings)
    cues = [f for f in fragments if f.role == "cue"]
    links = _LinkScorer(tagged, settings)
    contents = links.choose_cues([f for f in fragments if f.role == "content"], cues)
    sources = links.choose_sources(cues, [f for f in fragments if f.role == "source"])
    statements = []
    for i, cue in enumerate(cues):
        mine = [
            (fragment, probability)
            for fragment, choice, probability in contents
            if choice == i and (links.in_one_paragraph(fragment, cue) or _is_quoted_sentence(tagged, text, fragment))
        ]
        if mine:
            statements.append(_build_linked(tagged, text, cue, sources[i], mine))
    # A fragment of a comma alone has no span left.
    return [_with_headline_content(text, statement) for statement in statements if statement.cue and statement.content]


def _with_headline_content(text: str, statement: Linked) -> Linked:
    """In a headline whose cue is its dash or colon, take all that is not on the source's side as the content."""
    if len(statement.source) != 1:
        return statement
    content = headlines.find_headline_content(text, statement.source[0], statement.cue[0])
    if content is None or not all(span.within(content) for span in statement.content):
        return statement
    return replace(statement, content=(Span(content.start, _end_without_stop(text, content.start, content.end)),))


def find_headline_statement(text: str, statements: list[Linked]) -> list[Linked]:
    """Return the statement that the headline's shape alone shows, where none of the text's statements is in it."""
    if any(statement.cue[0].end <= len(headlines.get_headline(text)) for statement in statements):
        return []
    spans = headlines.parse_headline(text, [span.of(text) for statement in statements for span in statement.source])
    return [Linked(*spans, features=None)] if spans else []


def find_fragments(tagged: Tagged, settings: ModelSettings) -> list[Fragment]:
    """Return the fragments along the best path of labels, in the order of the text."""
    encoded = tagged.pieces
    places = (encoded.word_start, encoded.paragraphs, settings.transitions)
    path = crf.find_best_path(tagged.scores, *places)
    probabilities = crf.compute_marginals(tagged.scores, *places)[np.arange(len(path)), path]
    first = [labels.LABELS[n][0] in "BS" for n in range(len(labels.LABELS))]
    final = [labels.LABELS[n][0] in "ES" for n in range(len(labels.LABELS))]
    fragments, start = [], 0
    for i, number in enumerate(path.tolist()):
        if first[number]:
            start = i
        if final[number]:
            own = probabilities[start : i + 1]
            fragments.append(Fragment(labels.role_of(number), start, i + 1, float(own.mean()), float(own.min())))
    return fragments


class _LinkScorer:
    """Scores the links between fragments, by their link vectors in a window that holds both."""

    def __init__(self, tagged: Tagged, settings: ModelSettings) -> None:
        self.windows = tagged.windows
        self.paragraphs = tagged.pieces.paragraphs[:, 0]
        self.count = len(tagged.pieces)
        self.size = settings.link_size
        self.settings = settings

    def _widest_window(self, fragment: Fragment) -> Window:
        """The window in which the fragment has most context."""

        def room(window: Window) -> tuple[bool, int]:
            before = fragment.start - window.start if window.start else self.count
            after = window.end - fragment.end if window.end < self.count else self.count
            return before >= 0 and after >= 0, min(before, after)

        return max(self._windows_around(fragment), key=room)

    def in_one_paragraph(self, first: Fragment, second: Fragment) -> bool:
        """Return whether two fragments stand in one paragraph."""
        return self._distance_penalty(first, second) == 0

    def _distance_penalty(self, first: Fragment, second: Fragment) -> float:
        a, b = np.searchsorted(self.paragraphs, (first.start, second.start), side="right")
        return _PARAGRAPH_PENALTY * abs(int(a) - int(b))

    def _windows_around(self, fragment: Fragment) -> Iterable[Window]:
        return [w for w in self.windows if w.start < fragment.end and fragment.start < w.end]

    def _score_link(self, own: np.ndarray, others: np.ndarray) -> np.ndarray:
        """The scaled dot products with a fragment's pieces, summed in the log domain: (own pieces,)."""
        return crf.log_sum_exp(own @ others.T * self.size**-0.5, 1)

    def _link_vectors(self, window: Window, fragment: Fragment, which: int) -> np.ndarray:
        rows = slice(max(0, fragment.start - window.start), max(0, fragment.end - window.start))
        return window.links[rows, which * self.size : (which + 1) * self.size]

    def choose_sources(self, cues: list[Fragment], sources: list[Fragment]) -> list[tuple[Fragment | None, float]]:
        """Return for each cue its source, or None, and the probability of that."""
        choices = []
        for cue in cues:
            window = self._widest_window(cue)
            near = [f for f in sources if f.start < window.end and window.start < f.end]
            own = self._link_vectors(window, cue, _AS_CUE_OF_SOURCE)
            scores = [
                self._score_link(own, self._link_vectors(window, f, _AS_SOURCE)) - self._distance_penalty(cue, f)
                for f in near
            ]
            none = np.full(len(own), self.settings.no_source)
            choices.append(_pick_most_probable([*near, None], [*scores, none]))
        return choices

    def choose_cues(self, contents: list[Fragment], cues: list[Fragment]) -> list[tuple[Fragment, int | None, float]]:
        """Return each content fragment with the number of its cue, or None, and the probability of that."""
        choices = []
        for fragment in contents:
            window = self._widest_window(fragment)
            near = [i for i, f in enumerate(cues) if f.start < window.end and window.start < f.end]
            own = self._link_vectors(window, fragment, _AS_CONTENT)
            scores = [
                self._score_link(own, self._link_vectors(window, cues[i], _AS_CUE_OF_CONTENT))
                - self._distance_penalty(fragment, cues[i])
                for i in near
            ]
            none = np.full(len(own), self.settings.no_cue)
            choices.append((fragment, *_pick_most_probable([*near, None], [*scores, none])))
        return choices


def _pick_most_probable(choices: list[Chosen], scores: list[np.ndarray]) -> tuple[Chosen, float]:
    """The choice with the highest probability, averaged over the rows that choose, and that probability."""
    table = np.stack(scores)
    odds = np.exp(table - table.max(axis=0))
    probabilities = (odds / odds.sum(axis=0)).mean(axis=1)
    best = int(probabilities.argmax())
    return choices[best], float(probabilities[best])


def _is_quoted_sentence(tagged: Tagged, text: str, fragment: Fragment) -> bool:
    """Return whether a fragment begins a sentence and is quoted, as content outside its cue's paragraph must be.

    On PolNeAR's dev split, 11 of 19 such fragments are right, and 2 of 7 others.
    """
    start, end = int(tagged.pieces.starts[fragment.start]), int(tagged.pieces.ends[fragment.end - 1])
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    return quotes.classify_kind([text[start:end]]) == "direct" and (not before or before[-1] in '.!?:”"’')


def _build_linked(
    tagged: Tagged,
    text: str,
    cue: Fragment,
    source: tuple[Fragment | None, float],
    contents: list[tuple[Fragment, float]],
) -> Linked:
    speaker, source_tie = source
    features = {
        "cue": cue.mean,
        "cue_least": cue.lowest,
        "source": speaker.lowest if speaker else 1.0,
        "source_tie": source_tie,
        "content": min(f.mean for f, _ in contents),
        "content_least": min(f.lowest for f, _ in contents),
        "content_tie": min(tie for _, tie in contents),
    }
    return Linked(
        source=_to_spans(tagged, text, [speaker] if speaker else []),
        cue=_to_spans(tagged, text, [cue]),
        content=_to_spans(tagged, text, [f for f, _ in contents]),
        features=features,
    )


def _to_spans(tagged: Tagged, text: str, fragments: list[Fragment]) -> Spans:
    spans = []
    for fragment in fragments:
        start, end = int(tagged.pieces.starts[fragment.start]), int(tagged.pieces.ends[fragment.end - 1])
        end = _end_without_stop(text, start, end) if fragment.role == "content" else end
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)


def _end_without_stop(text: str, start: int, end: int) -> int:
    """Return the end of a content without the comma before its cue and the full stop; an abbreviation keeps its own.

    A quotation that is left open, to go on in the next paragraph, keeps it: it is part of what is quoted.
    """
    if quotes.is_left_open(text[start:end]):
        return end + (text[end : end + 1] == "." and text[end + 1 : end + 2] in "\n")
    end = start + len(text[start:end].rstrip(", "))
    words = text[start:end]
    return end - 1 if words.endswith(".") and not (words.endswith("..") or ends_with_abbreviation(words)) else end
