"""Factuality: how sure a text is that an event happened. A head of the tagger, trained on people's judgements."""

from collections.abc import Iterable

from onrecord.attribution.tagger import Network
from onrecord.records import Span

MOST_CERTAIN = 3.0
"""From -3, the event has certainly not happened and will not, by way of 0, unknown, to 3, it certainly has or will."""


def score_factuality(text: str, events: Iterable[Span], network: Network) -> list[float | None]:
    """Return for each event, a span of its words, its factuality from -3 to 3; None where the span covers no word.

    The scale, and the judgements learnt from, are those of Lee, Artzi, Choi and Zettlemoyer (EMNLP 2015).
    """
    tagged = network.score_pieces(text)
    starts, ends = tagged.pieces.starts, tagged.pieces.ends
    scores: list[float | None] = []
    for event in events:
        inside = tagged.factuality[(starts < event.end) & (ends > event.start)]
        scores.append(round(float(inside.mean().clip(-MOST_CERTAIN, MOST_CERTAIN)), 3) if len(inside) else None)
    return scores
