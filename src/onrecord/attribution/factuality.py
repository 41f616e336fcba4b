"""How sure a text is of an event that it names: a head of the tagger, trained on people's judgements."""

from collections.abc import Iterable

from onrecord.attribution.tagger import Network
from onrecord.records import Span

MOST = 3.0
"""From -3, the event has certainly not happened and will not, by way of 0, unknown, to 3, it certainly has or will."""


def factuality(text: str, events: Iterable[Span], network: Network) -> list[float | None]:
    """For each event, a span of its words, how sure the text is of it, from -3 to 3; None where it covers no word.

    The scale, and the judgements learnt from, are those of Lee, Artzi, Choi and Zettlemoyer (EMNLP 2015).
    """
    tagged = network.score_pieces(text)
    starts, ends = tagged.pieces.starts, tagged.pieces.ends
    found: list[float | None] = []
    for event in events:
        inside = tagged.sure[(starts < event.end) & (ends > event.start)]
        found.append(round(float(inside.mean().clip(-MOST, MOST)), 3) if len(inside) else None)
    return found
