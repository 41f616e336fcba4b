"""Quotation marks: how much of a content is quoted, and so whether it is direct, mixed or indirect speech."""

import re

from onrecord.records import Kind

# German marks close with the English opening mark; two apostrophes are one mark in agencies' plain text.
_DOUBLE = re.compile(r"„[^„“”]*(?:[“”]|$)|[“«\"][^“”«»\"]*(?:[”»\"]|$)|''(?:[^']|'(?!'))*(?:''|$)")
# An apostrophe inside a word neither opens nor closes: "'It isn't the council's bridge'".
_SINGLE = re.compile(r"(?<!\w)(?:‘[^‘]*?(?:’(?!\w)|$)|'(?=\w)[^']*(?:'\w+[^']*)*?(?:(?<=\S)'(?!\w)|$))")
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
    return _DOUBLE.findall(text) or _SINGLE.findall(text)


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
