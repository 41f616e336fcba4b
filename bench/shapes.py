"""Measure how processor time grows with the length of a text, for many shapes of text through each stage.

    python -m bench.shapes                    # all shapes, some fifteen minutes on one core
    python -m bench.shapes --shape blanks     # those whose name holds "blanks"
    python -m bench.shapes --stage times      # one stage

A shape is a part that is repeated: characters, words, days, numbers, names, quotation marks, markup, rows, queries.
It goes through each stage that reads texts like it, but the model. Its length is doubled up to 32,000 characters, or as
long as it takes under a fifth of a second. The exponent k of t = c·n^k is that between the last length and a quarter of
it, where the last takes 50 milliseconds or more; below that it says nothing. Prints those over 1.3, and exits with 1 if
there are any.
"""

import argparse
import contextlib
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date

from onrecord.attribution.datelines import find_dateline
from onrecord.attribution.headlines import parse_headline
from onrecord.attribution.quotes import classify_kind
from onrecord.attribution.speech_acts import classify_act
from onrecord.claims.compare import compare_statements, fold_name
from onrecord.claims.diff import diff_words
from onrecord.enrich.certainty import certainty
from onrecord.enrich.forecasts import forecasts
from onrecord.enrich.quantities import quantities
from onrecord.enrich.speakers import resolve_speakers
from onrecord.enrich.times import times
from onrecord.errors import OnrecordError
from onrecord.identities.names import parse_name
from onrecord.ledger.search.query import parse
from onrecord.pipeline import Stage, enrich
from onrecord.reading.article import FallbackMetadata, build_article
from onrecord.reading.decoding import check_kind, decode_bytes, is_html
from onrecord.reading.feeds import parse_feed
from onrecord.reading.html import parse_fragment, parse_page
from onrecord.reading.jsonl import read_rows
from onrecord.records import Article, Record, Sighting, Span, SpeakerName, Statement, statement_id
from onrecord.syndication import list_shingles, sketch_text
from onrecord.text.document import Document
from onrecord.text.language import detect_language
from onrecord.text.sentences import split_sentences
from onrecord.watches.clauses import find_assertions, quoted_sentences
from onrecord.watches.places import find_place

MOST_EXPONENT = 1.3
SHORTEST, LONGEST = 1000, 32_000
_ENOUGH = 0.2
_FLOOR = 0.05
_PRINTED = date(2026, 10, 5)
_FALLBACK = FallbackMetadata("shape", _PRINTED, ".txt")

# name: the part that is repeated. What a text wants before or after it is made by the stages.
TEXTS = {
    # Characters
    "letters": "a",
    "capitals": "A",
    "digits": "7",
    "blanks": " ",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "newlines": "\n",
    "blank lines": " \n",
    "carriage returns": "\r\n",
    "full stops": ".",
    "ellipses": "…",
    "question marks": "?!",
    "commas": ",",
    "commas and blanks": ", ",
    "semicolons": "; ",
    "colons": ": ",
    "hyphens": "-",
    "dashes": " – ",
    "slashes": "/",
    "underscores": "_",
    "percent signs": "%",
    "ampersands": "&",
    "asterisks": "*",
    "bullets": "• ",
    "emoji": "🚢",
    "accents": "é",
    "combining marks": "e\u0301",
    "Cyrillic": "Носков ",
    "Chinese": "河口大桥",
    "zero-width joiners": "a\u200d",
    "soft hyphens": "har\u00adbour ",
    # Quotation marks and brackets
    "straight quotes": '"',
    "quoted words": '"no" ',
    "opening curly quotes": "“",
    "curly quoted words": "“no” ",
    "quotation without an end": "“It rained. ",
    "apostrophes": "'",
    "apostrophes before words": "'aye ",
    "apostrophes in words": "it's ",
    "endless single quotes": "'aye ' ",
    "single curly quotes": "‘aye’ ",
    "double apostrophes": "''aye'' ",
    "guillemets": "«aye» ",
    "German quotes": "„aye“ ",
    "opening brackets": "(",
    "brackets": "(aye) ",
    "nested brackets": "(a (b) ",
    "square brackets": "[sic] ",
    # Words
    "the": "the ",
    "and the": "and the ",
    "not": "not ",
    "within": "within the ",
    "will": "will ",
    "said": "said ",
    "he": "he ",
    "he said": "He said so. ",
    "she told him": "she told him that ",
    "who": "who ",
    "that": "that ",
    "because": "because ",
    "if": "if ",
    "likely": "likely ",
    "no more than": "no more than ",
    "an additional": "over an additional ",
    "as soon as": "as soon as possible ",
    "has been to": "has been to ",
    "one long word": "harbour",
    "hyphenated words": "harbour-master-",
    "words with slashes": "boat/ferry/",
    "words in capitals": "HARBOUR ",
    "capitalised words": "Harbour ",
    "prose without a stop": "the boats came in and the men went out to the pier ",
    "prose": "The boats came in at noon. The men went out to the long pier. ",
    "prose with commas": "the boats, which were late, came in, and the men, who waited, went out, ",
    "abbreviations": "Mr. Gov. St. U.S. ",
    "initials": "A. B. ",
    "enumeration": "1. A boat. ",
    "list items": "- a boat\n",
    "hard-wrapped lines": "the boats came in at noon and all of the men went\n",
    "quoted mail": "> the boats came in\n",
    "addresses": "https://harbour.example/a?b=c ",
    "mail addresses": "voss@harbour.example ",
    "handles": "@voss #ferry ",
    # Days and clocks
    "ISO days": "2026-10-05 ",
    "days": "on 5 October 2026 ",
    "American days": "on Oct. 5, 2026, ",
    "days without a year": "on Sept. 11 ",
    "ranges of days": "5-7 October ",
    "slashed days": "5/10/2026 ",
    "weekdays": "Monday ",
    "next weekday": "next Monday ",
    "months": "October ",
    "years": "2026 ",
    "ranges of years": "2025-26 ",
    "clock": "8:15 p.m. ",
    "clock on a day": "at 8 p.m. on Monday ",
    "ago": "two years ago ",
    "years later": "ten to twenty years later ",
    "quarters": "the third quarter ",
    "seasons": "last summer ",
    "decades": "the 1990s ",
    "centuries": "the 19th century ",
    "now": "now ",
    "daily": "every day ",
    "since": "since ",
    "by the end of": "by the end of ",
    "early": "early ",
    # Numbers
    "numbers": "500 ",
    "grouped figures": "1,200 ",
    "groups without an end": ",200",
    "decimals": "1.5 ",
    "decimals without an end": ".5",
    "fractions": "1/2 ",
    "glyphs": "½",
    "percentages": "5 % ",
    "money": "$5m ",
    "currency signs": "$",
    "spelled numbers": "twenty ",
    "scales": "million ",
    "spelled and scaled": "twenty million ",
    "one in five": "one in five ",
    "ranges": "5 to 10 ",
    "between": "between 5 and ",
    "at least": "at least 500 boats ",
    "measures": "5 km/h ",
    "ordinals": "21st ",
    "signs": "-+",
    "telephone numbers": "555-0199-",
    # Names
    "names": "Mara Voss ",
    "a list of people": "Mara Voss, Anton Reh, ",
    "people with roles": "Mayor Mara Voss and harbour master Anton Reh ",
    "people with ages": "Mara Voss, 52, ",
    "initialled names": "M. K. Voss ",
    "capitals joined by hyphens": "Voss-",
    "capitals joined by apostrophes": "O’Voss’",
    "long names": "Mara Anna Lena Voss von der Reh ",
    "particles": "von ",
    "Mr": "Mr. Voss ",
    "possessives": "Voss’s ",
    "organisations": "Lissen Harbour Authority ",
    "names of names": "Bank of Lissen of Kelva ",
    "abbreviated organisations": "the Lissen Harbour Authority (LHA) ",
    "and names": "Voss and ",
    "a dateline": "LISSEN, Kelva (AP) — ",
    "turns": "VOSS: It held. ",
    "the mayor": "the mayor ",
    "spokesman for": "a spokesman for the ",
    "party brackets": "Voss (D-Kelva) ",
}
PAGES = {
    "paragraphs": "<p>The boats came in at noon, and the men went out to the pier.</p>",
    "nested elements": "<div>",
    "nested inline elements": "<b>",
    "unclosed paragraphs": "<p>It rained all day in Lissen.",
    "closing tags": "</div>",
    "comments": "<!-- a -->",
    "comments without an end": "<!--",
    "doctypes": "<!DOCTYPE html>",
    "processing instructions": "<?xml a?>",
    "entities": "&amp;&#x41;",
    "less than": "<",
    "links": '<a href="/a">Boats</a> ',
    "list elements": "<li>A boat came in.</li>",
    "table cells": "<td>5</td>",
    "scripts": "<script>a=1</script>",
    "linked data": '<script type="application/ld+json">{"@type":"Article"}</script>',
    "meta elements": '<meta name="author" content="Voss">',
    "headings": "<h1>Boats</h1>",
    "line breaks": "Boats<br>",
    "pictures": '<img src="a.png" alt="A boat">',
}
QUERIES = {
    "words": "bridge ",
    "blanks in quotation marks": " ",
    "OR": "bridge OR ",
    "NOT": "NOT ",
    "fields": "speaker:voss ",
    "quoted": '"the bridge" ',
    "minus signs": "-",
    "quotation marks": '"',
    "amounts": "boats>500 ",
    "ranges": "500..",
    "colons": "a:",
    "figures": "1,000",
}


def _record(content: str, *, source: str = "Mara Voss") -> Record:
    """A record of one statement, with other sentences before and after."""
    lead = "Ferry toll\n\nMayor Mara Voss spoke in Lissen. "
    text = f"{lead}{source} said {content}. Anton Reh agreed."
    start = len(lead)
    ends = (start + len(source), start + len(source) + 5, start + len(source) + 6 + len(content))
    roles = [(Span(start, ends[0]),), (Span(ends[0] + 1, ends[1]),), (Span(ends[1] + 1, ends[2]),)]
    article = Article("a", text, published=_PRINTED)
    return Record(article, (Statement(statement_id(article, *roles), *roles),))


def _run_stage(stage: Stage) -> Callable[[str], object]:
    return lambda text: enrich(_record(text), stages=[stage])


def _run_stage_on_source(text: str) -> object:
    return enrich(_record("that the bridge would close", source=text), stages=[resolve_speakers])


def _run_forecasts(text: str) -> object:
    return enrich(_record(text), stages=[times, certainty, forecasts])


def _decode(text: str) -> None:
    decoded = decode_bytes(text.encode())
    is_html(decoded, ".html")
    check_kind(decoded)


def _read_row(text: str) -> list[object]:
    return list(
        read_rows([json.dumps({"id": "a", "text": f"Ferry toll\n\nIt rained {text} today."}).encode()], "shape")
    )


def _attribute(text: str) -> None:
    find_dateline(text)
    parse_headline(text, ["Mara Voss"])
    classify_kind([text])
    classify_act(text)


def _read_document(text: str) -> None:
    document = Document.from_text(text)
    for offset in range(0, len(text), 50):
        document.sentence_start(offset)
        document.paragraph(offset)
    split_sentences(text)


def _sighting(text: str) -> Sighting:
    record = _record(text)
    return Sighting.of(record.article, enrich(record, stages=[times, quantities]).statements[0])


def _compare(text: str) -> object:
    return compare_statements(_sighting(text), _sighting(f"that {text} twice"))


def _watch(text: str) -> None:
    record = _record(text)
    find_place(record, record.statements[0])
    list(find_assertions(record.article.text, Span(0, len(record.article.text))))
    quoted_sentences(text)


def _sketch(text: str) -> None:
    sketch_text(text)
    list_shingles(text)


def _name(text: str) -> None:
    fold_name(text)
    for kind in ("person", "organisation"):
        parse_name(SpeakerName(text, kind))


STAGES: dict[str, Callable[[str], object]] = {
    "decode": _decode,
    "build": lambda text: build_article(text, _FALLBACK),
    "row": _read_row,
    "language": detect_language,
    "document": _read_document,
    "attribute": _attribute,
    "speakers": _run_stage(resolve_speakers),
    "speakers (source)": _run_stage_on_source,
    "times": _run_stage(times),
    "quantities": _run_stage(quantities),
    "certainty": _run_stage(certainty),
    "forecasts": _run_forecasts,
    "claims": _compare,
    "diff": lambda text: diff_words(text, f"that {text}"),
    "syndication": _sketch,
    "watch": _watch,
    "names": _name,
    "search": lambda text: parse(text, _PRINTED),
    "search (quoted)": lambda text: parse(f'bridge -"{text}', _PRINTED),
    "fragment": parse_fragment,
    "page": lambda text: parse_page(f"<html><body><p>{_PROSE}</p>{text}</body></html>"),
    "feed": lambda text: parse_feed(f"<rss><channel>{text}</channel></rss>"),
    "attributes": lambda text: parse_page(f"<html><body><p {text}>{_PROSE}</p></body></html>"),
}
_PROSE = "The boats came in at noon, and the men went out to the long pier. " * 5
_OF_TEXTS = [name for name in STAGES if name not in ("search (quoted)", "fragment", "page", "feed", "attributes")]
_OF_PAGES = ["decode", "build", "fragment", "page", "feed"]
_OTHERS = {
    "attributes": ("attributes", lambda length: " ".join(f'a{i}="1"' for i in range(length // 8))),
    "data attributes": ("attributes", lambda length: " ".join(f'data-a{i}="1"' for i in range(length // 12))),
    "entries": ("feed", lambda length: "<item><title>Boats</title><link>/a</link></item>" * (length // 48)),
    "classes": ("attributes", lambda length: 'class="' + "a " * (length // 2) + '"'),
}


def list_cases() -> Iterator[tuple[str, str, Callable[[int], str]]]:
    """Yield (shape, stage, what makes a text of about a length)."""
    for shapes, stages in ((TEXTS, _OF_TEXTS), (PAGES, _OF_PAGES), (QUERIES, ["search", "search (quoted)"])):
        for shape, part in shapes.items():
            for stage in stages:
                yield shape, stage, lambda length, part=part: (part * (length // len(part) + 1))[:length]
    for shape, (stage, make) in _OTHERS.items():
        yield shape, stage, make


def measure_growth(work: Callable[[str], object], make: Callable[[int], str]) -> dict[int, float]:
    """Return the seconds of processor time by length, which is doubled until it takes long."""
    times: dict[int, float] = {}
    length = SHORTEST
    while length <= LONGEST and (not times or times[length // 2] < _ENOUGH):
        # A text of its own at each length: nothing is remembered from the one before.
        text = make(length)
        begun = time.process_time()
        with contextlib.suppress(OnrecordError):
            work(text)
        times[length] = time.process_time() - begun
        length *= 2
    return times


def fit_exponent(times: dict[int, float]) -> float:
    """Return the exponent between the longest text and one a quarter as long; 0 where even that takes no time."""
    longest = max(times)
    shorter = max(longest // 4, SHORTEST)
    if times[longest] < _FLOOR or shorter == longest:
        return 0.0
    return math.log(times[longest] / max(times[shorter], 1e-6)) / math.log(longest / shorter)


def main() -> int:
    """Print what grows too fast, and return 1 if there is anything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shape", default="", help="only shapes whose name holds this")
    parser.add_argument("--stage", default="", help="only stages whose name holds this")
    asked = parser.parse_args()
    cases = [case for case in list_cases() if asked.shape in case[0] and asked.stage in case[1]]
    for work in STAGES.values():  # what is loaded at first use is not of the shape
        with contextlib.suppress(OnrecordError):
            work("It rained on 5 October 2026.")
    over = 0
    for shape, stage, make in cases:
        times = measure_growth(STAGES[stage], make)
        if fit_exponent(times) > MOST_EXPONENT:
            times = measure_growth(STAGES[stage], make)  # once more: another process may have been in the way
        if (exponent := fit_exponent(times)) > MOST_EXPONENT:
            over += 1
            shown = ", ".join(f"{length}: {seconds:.3f} s" for length, seconds in list(times.items())[-3:])
            print(f"{stage:18}{shape:32}exponent {exponent:.2f}   {shown}", flush=True)
    shapes = {shape for shape, _, _ in cases}
    print(f"{len(shapes)} shapes, {len(cases)} with their stages, {over} over {MOST_EXPONENT}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
