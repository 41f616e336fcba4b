from types import SimpleNamespace

import pytest

from onrecord.text import literals
from onrecord.text.literals import is_parse_known, possible_first_words, required_words
from onrecord.text.prefilter import Prefilter

# (pattern, the sets of words of which a text must hold one each)
NEEDS = [
    (r"\bdam\b", [{"dam"}]),
    (r"\bDAM\b", [{"dam"}]),
    (r"(?-i:\bDam\b)", [{"dam"}]),
    (r"\bdam", []),  # "dammed"
    (r"dam\b", []),  # "Amsterdam"
    (r"\bdams?\b", [{"dam", "dams"}]),
    (r"\b(?:dam|weir)\b", [{"dam", "weir"}]),
    (r"\b(?:dam|weir|[a-z]+gate)\b", []),
    (r"\b(?:was|were) (?:not )?to\b", [{"was", "were"}, {"to"}]),
    (r"\b(?:was|not|) to\b", [{"to"}]),
    (r"\bopen (?:\w+ ){0,3}again\b", [{"again"}, {"open"}]),
    (r"\b(?:open ){2}again\b", [{"again"}, {"open"}]),
    (r"\bopen\w* again\b", [{"again"}]),
    (r"\bopen[^.]{0,9}again\b", []),
    (r"\bopen\b[^.]{0,9}\bagain\b", [{"again"}, {"open"}]),
    (r"\bwon[’']t\b", [{"won"}, {"t"}]),
    (r"(?<!\w)dam(?!\w)", [{"dam"}]),
    (r"(?<![\w-])dam(?![\w-])", [{"dam"}]),
    (r"(?<![^\w])dam(?![^\w])", []),
    (r"(?<!a )dam(?! b)", []),
    (r"(?<=\s)dam(?=[,.])", [{"dam"}]),
    (r"(?<=x)dam(?=y)", []),
    (r"^dam$", [{"dam"}]),
    (r"\Bdam\B", []),
    (r"\bQ[1-4]\b", [{"#"}]),
    (r"\bdam 12 open\b", [{"open"}, {"dam"}, {"#"}]),
    (r"\b(?:ten|\d+) dams\b", [{"dams"}, {"ten", "#"}]),
    (r"\bdam(?!\w|-| so)", [{"dam"}]),
    (r"\bdam(?!s|-)", []),
    (r"\b(\w+) by \1\b", [{"by"}]),
    (r"\b(dam)(?(1) open| shut)\b", []),
    (r"\bdam(?i: open)\b", [{"open"}, {"dam"}]),
    (r"\b(?a:dam\W)open\b", []),
    (r"(?a)\bdam\b", []),
    (r"\bé\b", []),
    (r"\bdam_a\b", []),
    (r"\w+|\d+", []),
]


@pytest.mark.parametrize(("pattern", "want"), NEEDS)
def test_words_that_a_pattern_requires(pattern: str, want: list[set[str]]) -> None:
    assert [set(words) for words in required_words(pattern)] == want


def test_a_pattern_of_too_many_outlines_needs_what_is_sure() -> None:
    letters = "(?:" + "|".join("abcdefghij") + ")"
    assert required_words(rf"\b{letters * 6} open\b") == (frozenset(("open",)),)


# (pattern, whole words that it may begin with, the beginnings of others)
OPENINGS = [
    (r"dam\b", {"dam"}, set()),
    (r"dam", set(), {"dam"}),
    (r"dam\w*", set(), {"dam"}),
    (r"(?:the )?dam\b", {"the", "dam"}, set()),
    (r"(?:the\s+|a\s+)?(?:old )*dam\b", {"the", "a", "old", "dam"}, set()),
    (r"mid[\s-]?(?:May|June)\b", {"mid", "midmay", "midjune"}, set()),
    (r"Q[1-4]", {"q"}, set()),
    (r"\d\d? dams", set(), {"#"}),
    (r"(?:two|\d) dams", {"two"}, {"#"}),
    (r"\b(?<!x)dam\b", {"dam"}, set()),
    (r"['’]\d\ds", set(), {"#"}),
    (r"\w+ dams", set(), {""}),
    (r".", set(), {""}),
]


@pytest.mark.parametrize(("pattern", "whole", "begun"), OPENINGS)
def test_words_that_a_match_begins_with(pattern: str, whole: set[str], begun: set[str]) -> None:
    assert possible_first_words(pattern) == (whole, begun)


def test_this_python_s_parse_trees_are_known() -> None:
    # They are CPython's own affair. Where this fails on a new Python, all is slow and right: read its `re._parser`.
    assert is_parse_known()


@pytest.mark.parametrize("parser", ["none", "empty trees", "other trees"])
def test_without_a_known_parser_any_text_may_match(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = literals._re_parser.parse
    parsers = {
        "none": None,
        "empty trees": SimpleNamespace(parse=lambda pattern, flags: []),
        "other trees": SimpleNamespace(parse=lambda pattern, flags: list(map(reversed, parse(pattern, flags)))),
    }
    monkeypatch.setattr(literals, "_re_parser", parsers[parser])
    for cached in (literals.is_parse_known, literals._parse_pattern):
        cached.cache_clear()
    try:
        assert not is_parse_known()
        assert required_words(r"\bdam\b") == ()
        assert possible_first_words(r"\bdam\b") == (frozenset(), {""})
        gate = Prefilter.from_patterns([r"\bdam\b", r"\bweir\b"])
        assert [(number, match[0]) for number, match in gate.finditer("a weir, a dam")] == [(1, "weir"), (0, "dam")]
    finally:
        for cached in (literals.is_parse_known, literals._parse_pattern):
            cached.cache_clear()
