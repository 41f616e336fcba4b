"""Quotation marks: how much of a content is quoted, and so whether it is direct, mixed or indirect speech."""

import re
from collections.abc import Iterator

from onrecord.records import Kind

# German marks close with the English opening mark; two apostrophes are one mark in agencies' plain text.
_DOUBLE = re.compile(r"„[^„“”]*+(?:[“”]|$)|[“«\"][^“”«»\"]*+(?:[”»\"]|$)|''(?:[^']|'(?!'))*+(?:''|$)")
_SINGLE_OPENING = re.compile(r"(?<!\w)(?:‘|'(?=\w))")
_CURLY_QUOTED = re.compile(r"‘[^‘]*?(?:’(?!\w)|$)")
# An apostrophe inside a word neither opens nor closes: "'It isn't the council's bridge'". The first one that is not
# inside a word closes, unless it follows a blank: then the quotation has no end.
_STRAIGHT_QUOTED = re.compile(r"'[^']*+(?:'\w[^']*+)*+(?P<end>(?<=\S)'|$)?")
_WORD_OF_SPEECH = re.compile(r"\w+(?:[’'-]\w+)*")
# Of the words: a content may begin with "that" or take in a word of the reporter's and still be a quotation.
_DIRECT_SHARE = 0.9
# Fewer quoted words than this are a scare quote or a term, not speech: the statement stays indirect.
_SPEECH_WORDS = 3


def find_quoted(text: str) -> list[str]:
    """Return the stretches of `text` in quotation marks; one that is not closed runs to the end.

    Single marks count only where there are no double ones: an apostrophe looks like one.

    >>> find_quoted('that “the bridge is safe” and will “open soon')
    ['“the bridge is safe”', '“open soon']
    """
    return _DOUBLE.findall(text) or list(_find_single_quoted(text))


def _find_single_quoted(text: str) -> Iterator[str]:
    quoted_to = endless_to = 0
    for opening in _SINGLE_OPENING.finditer(text):
        straight = opening[0] == "'"
        # What begins within a quotation that has no end has none either: it is not searched again.
        if opening.start() < (max(quoted_to, endless_to) if straight else quoted_to):
            continue
        match = (_STRAIGHT_QUOTED if straight else _CURLY_QUOTED).match(text, opening.start())
        if match and (not straight or match["end"] is not None):
            quoted_to = match.end()
            yield match[0]
        elif match:
            endless_to = match.end()


def is_left_open(text: str) -> bool:
    """Return whether `text` begins with a double quotation mark and does not close its quotation.

    >>> is_left_open("“We have tried."), is_left_open("“We have tried.”"), is_left_open('"We have" tried.')
    (True, False, False)
    """
    opening = text[:1]
    if opening == '"':
        return text.count('"') % 2 == 1
    return opening in _CLOSED_BY and text.count(opening) > text.count(_CLOSED_BY[opening])


_CLOSED_BY = {"“": "”", "«": "»"}


def classify_kind(contents: list[str]) -> Kind:
    """Return "direct" where nine words in ten are quoted, "mixed" where some speech is, "indirect" otherwise.

    >>> classify_kind(['“We shall see,”', '“in time.”']), classify_kind(['that it would take “years, not months”'])
    ('direct', 'mixed')
    >>> classify_kind(['the so-called “vote” was over'])
    'indirect'
    """
    words = sum(len(_WORD_OF_SPEECH.findall(text)) for text in contents)
    stretches = [len(_WORD_OF_SPEECH.findall(stretch)) for text in contents for stretch in find_quoted(text)]
    if sum(stretches) >= _DIRECT_SHARE * max(1, words):
        return "direct"
    return "mixed" if max(stretches, default=0) >= _SPEECH_WORDS or sum(stretches) * 2 >= max(1, words) else "indirect"
