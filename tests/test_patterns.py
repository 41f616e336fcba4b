"""No pattern of the package takes exponential time, and the search for such patterns finds those that once did."""

import re
import subprocess
import sys

import pytest

from bench.patterns import find_exponential

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
