"""The shipped tagger, and the statements of an article with their kind, act and score."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.attribution import quotes, speech_acts
from onrecord.attribution.datelines import find_dateline
from onrecord.attribution.decoder import Linked, decode_statements, find_headline_statement
from onrecord.attribution.interface import Attribution, Tagger
from onrecord.attribution.tagger import Network
from onrecord.errors import OnrecordError
from onrecord.records import Article, Span, Spans, Statement, keep_first_by_id, statement_id
from onrecord.text.document import Document

# Probabilities nearer to 0 or 1 than this count as this: their logarithms would outweigh all other features.
_SMALLEST = 1e-3
# Characters read at once, some 20,000 word pieces: bounds memory. Only longer texts are cut.
_LONGEST_STRETCH = 100_000


class ModelTagger:
    """The shipped tagger: the network's scores decoded to attributions, corrected by the rules of this room."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int | None = None) -> "ModelTagger":
        """Load the tagger with the model in `folder`, the shipped one where None; see `Network.load`."""
        return cls(Network.load(folder, threads=threads))

    @property
    def model(self) -> str:
        """The model's name and version."""
        return self.network.settings.model

    def tag(self, document: Document, skip: Spans = ()) -> tuple[Attribution, ...]:
        """Find the statements of a document; what is in `skip` and the dateline are passed over."""
        text, settings = document.text, self.network.settings
        linked: list[Linked] = []
        for start, end in split_long_text(text):
            # Skipped rather than cut off: offsets stay those of the whole text.
            beyond = tuple(Span(a, b) for a, b in ((0, start), (end, len(text))) if a < b)
            linked += decode_statements(self.network.score_pieces(text, (*skip, *beyond)), text, settings)
        # "signed a decree" is no saying, though a law says something.
        linked = [each for each in linked if not speech_acts.is_deed(each.cue[0].of(text))]
        linked = find_headline_statement(text, linked) + list(_without_dateline(text, linked))
        return tuple(
            Attribution(x.source, x.cue, x.content, estimate_score(x.features, settings.score)) for x in linked
        )


def extract_statements(article: Article, document: Document, tagger: Tagger) -> tuple[Statement, ...]:
    """Return the statements of an article, as a tagger finds them, each with its kind and act.

    Furniture is passed over. What a tagger finds twice is one statement. OnrecordError where a span of a tagger's
    reaches past the end of the text.
    """
    attributions = tuple(tagger.tag(document, (*article.furniture, *article.insertions)))
    for attribution in attributions:
        _check_attribution(document.text, attribution, tagger.model)
    statements = (_build_statement(article, document.text, attribution) for attribution in attributions)
    return keep_first_by_id(statements)


def _check_attribution(text: str, attribution: Attribution, model: str) -> None:
    for span in (*attribution.source, *attribution.cue, *attribution.content):
        if span.end > len(text):
            raise OnrecordError(
                f"the tagger {model} gave {span}, past the end of the text ({len(text)} characters): "
                "give offsets into document.text"
            )


def _without_dateline(text: str, statements: list[Linked]) -> Iterator[Linked]:
    """Cut the article's dateline from the statements: it is nobody's words."""
    opening = find_dateline(text)
    for linked in statements:
        if opening is None or not any(span.overlaps(opening) for span in (*linked.cue, *linked.content)):
            yield linked
            continue
        kept = [_rest_after(span, opening) if span.overlaps(opening) else span for span in linked.content]
        content = tuple(span for span in kept if span)
        if content and not linked.cue[0].overlaps(opening):
            yield replace(linked, content=content)


def _rest_after(span: Span, opening: Span) -> Span | None:
    return Span(opening.end, span.end) if span.end > opening.end else None


def split_long_text(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that is too long to be read at once, cut between paragraphs, else at a space."""
    start = 0
    while len(text) - start > _LONGEST_STRETCH:
        latest = start + _LONGEST_STRETCH
        breaks = (text.rfind(mark, start + 1, latest) for mark in "\n ")
        end = next((place for place in breaks if place > start), latest)
        yield start, end
        start = end
    yield start, len(text)


def _build_statement(article: Article, text: str, attribution: Attribution) -> Statement:
    source, cue, content = attribution.source, attribution.cue, attribution.content
    return Statement(
        id=statement_id(article, source, cue, content),
        source=source,
        cue=cue,
        content=content,
        kind=quotes.classify_kind([span.of(text) for span in content]),
        act=speech_acts.classify_act(" ".join(span.of(text) for span in cue)),
        score=attribution.score,
    )


def estimate_score(features: dict[str, float] | None, weights: dict[str, float]) -> float | None:
    """Return the probability that a statement is right, by a logistic regression over `score_features`.

    The weights come with the model, fitted by training.calibrate. None where it has none, and for a headline that was
    found by its shape alone: how often that is right is not known.
    """
    if not weights or features is None:
        return None
    total = weights["bias"] + sum(weights[name] * value for name, value in score_features(features).items())
    return round(1 / (1 + math.exp(-total)), 3)


def score_features(features: dict[str, float]) -> dict[str, float]:
    """Return log p and -log(1 - p) of each feature, a probability.

    >>> {name: round(value, 1) for name, value in score_features({"cue": 0.99}).items()}
    {'cue': -0.0, 'cue, nearly sure': 4.6}
    """
    logarithms = {}
    for name, value in features.items():
        logarithms[name] = math.log(max(value, _SMALLEST))
        logarithms[f"{name}, nearly sure"] = -math.log(max(1 - value, _SMALLEST))
    return logarithms
