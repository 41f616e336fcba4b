"""No pattern of the package takes exponential time, and the search for such patterns finds those that once did."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import pytest
from marked import marked

from bench.patterns import find_exponential
from onrecord.attribution.quotes import classify_kind
from onrecord.claims import diff_words, parse_wording
from onrecord.enrich.certainty import certainty
from onrecord.enrich.forecast_patterns import load_patterns
from onrecord.enrich.quantities import quantities
from onrecord.enrich.speakers import source_phrase
from onrecord.enrich.speakers.mentions import find_shared_surnames
from onrecord.enrich.speakers.people import PeopleIndex
from onrecord.errors import QueryError
from onrecord.identities.mentions import PersonNames
from onrecord.ledger.search.query import parse
from onrecord.pipeline import enrich
from onrecord.reading.furniture import mark_furniture
from onrecord.reading.html import parse_fragment, parse_page
from onrecord.records import Article, Record, Sighting
from onrecord.text.document import Document
from onrecord.text.sentences import find_sentences

# Loops in which two parts can take the same text; the first five are those that onrecord had.
_NUMBER, _SCALE = "(?:twenty|two)", "(?:hundred|million)"
EXPONENTIAL = [
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.)*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    rf"{_NUMBER}(?:[\s-]+{_SCALE}(?:[\s-]+{_SCALE})*(?:,?\s+(?:and\s+)?{_NUMBER})?)*\s+years",
    r"(?<!\w)(?:‘[^‘]*?(?:’(?!\w)|$)|'(?=\w)[^']*(?:'\w+[^']*)*?(?:(?<=\S)'(?!\w)|$))",
    r"\b(?:within|inside) (?:the |a |an |\d+|\w+ )+?(?:hour|day|week|month|year|decade)s?\b",
    r"(?:over|under)(?:\s*(?:\b(?:an\s+additional|additional|an)))*\s*[-(~]?\s*$",
    r"(?:\w+\s?)+\.",
    r"^(?:a|b|ab)*c",
]
LINEAR = [
    r"\s*+(?:<!--(?s:.)*?-->\s*+)?<html\b",
    r"(?>over|under)(?>\s*+\b(?:an\s+additional|additional|an)\b)*+\s*+$",
    r"(?:\w++\s?)++\.",
    r"^(?:a(?!b)|b|ab)*c",
]


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_a_pattern_of_exponential_time_is_found(pattern: str) -> None:
    assert find_exponential(pattern, re.IGNORECASE)


@pytest.mark.parametrize("pattern", LINEAR)
def test_a_pattern_of_linear_time_is_not(pattern: str) -> None:
    assert not find_exponential(pattern, re.IGNORECASE)


@pytest.mark.slow
def test_no_pattern_takes_exponential_time() -> None:
    # In a process of its own: patterns are collected as they are compiled.
    command = [sys.executable, "-m", "bench.patterns", "--exponential"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _sighting(content: str) -> Sighting:
    record, _ = _said(content)
    return Sighting.of(record.article, enrich(record, stages=[quantities]).statements[0])


def _said(content: str) -> tuple[Record, Document]:
    record = marked(f"{{S:Voss}} {{C:said}} {{T:{content}}}.")
    return record, Document.from_text(record.article.text)


_PEOPLE = PeopleIndex(Document.from_text("Olga Brant spoke. Brant left."))

# Work on a text of about so many characters, each with another part that was quadratic.
_PROSE = "The tug lay at the pier until the ice had gone, and its crew went home by train. " * 5
LONG_TEXTS: dict[str, Callable[[int], object]] = {
    "lists in linked data": lambda n: parse_page(
        f'<html><script type="application/ld+json">[{"[]," * n}1]</script><p>{_PROSE}</p></html>'
    ),
    "stops": lambda n: list(find_sentences("." * n)),
    "endless single quotes": lambda n: classify_kind(["'aye " * (n // 5) + "' "]),
    "blanks in a difference": lambda n: diff_words("ferry" + " " * n, "boat"),
    "marks in a difference": lambda n: diff_words("?!" * (n // 2), "boats " + "?!" * (n // 2)),
    "alternatives in a search": lambda n: _refuse_search("a OR " * n + "a"),
    "blanks in a search": lambda n: parse('ferry "' + " " * n, date(2026, 10, 5)),
    "blanks at the end of a line": lambda n: mark_furniture(Article("a", "ferry\n" + "boat" + " " * n + "\nend")),
    "blanks in a source": lambda n: source_phrase.strip_source("Voss," + " " * n + "Reh"),
    "phrases of likelihood": lambda n: certainty(*_said("likely " * (n // 7))),
    "a note in brackets": lambda n: mark_furniture(Article("a", "ferry\n(ed. - " + " " * (n // 8) + "!\nend")),
    "abbreviations that end no sentence": lambda n: list(find_sentences("by St. The boat " * (n // 16))),
    "a surname in a list": lambda n: _PEOPLE.find_name_inside(("Brant",) * (n // 3)),
    "lengths of time": lambda n: load_patterns()["horizon.lasting"].search("lasts a " + "another " * (n // 8) + "days"),
    "mentions of one person": lambda n: PersonNames(frozenset(("Mara K. Voss",)), frozenset()).find_mentions(
        "Voss " * (n // 5), present=True
    ),
    "clauses": lambda n: parse_wording(_sighting("and the " * (n // 8))),
    "numbers": lambda n: parse_wording(_sighting("8 boats; " * (n // 9))),
    "capitals joined by hyphens": lambda n: list(find_shared_surnames("Voss-" * (n // 5))),
    "attributes": lambda n: parse_fragment("<p " + " ".join(f'a{i}="1"' for i in range(n // 2)) + ">It rained.</p>"),
}


@pytest.mark.parametrize("part", LONG_TEXTS)
def test_four_times_the_text_takes_no_more_than_nine_times_as_long(part: str) -> None:
    work = LONG_TEXTS[part]
    work(100)  # what is loaded at first use
    # Linear work takes a few milliseconds, whatever the machine does: a ratio of less than those says nothing.
    assert any(_spend(work, 16_000) < max(0.02, 9 * _spend(work, 4000)) for _ in range(3))


def _refuse_search(typed: str) -> None:
    with pytest.raises(QueryError, match="a search takes up to"):
        parse(typed, date(2026, 10, 5))


def _spend(work: Callable[[int], object], length: int) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    work(length)
    return time.process_time() - begun
