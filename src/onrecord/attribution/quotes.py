"""Quotation marks: which words of a content are quoted, and so its kind."""

import re

from onrecord.records import Kind

_DOUBLE = re.compile(r"„[^„“”]*(?:[“”]|$)|[“«\"][^“”«»\"]*(?:[”»\"]|$)|''(?:[^']|'(?!'))*(?:''|$)")
_SINGLE = re.compile(r"(?<!\w)(?:‘[^‘]*?(?:’(?!\w)|$)|'(?=\w)[^']*(?:'\w+[^']*)*?(?:(?<=\S)'(?!\w)|$))")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_MOSTLY = 0.9
_LONG = 3
"""Fewer quoted words than this are a scare quote or a term, not speech: the statement stays indirect."""


def quoted(text: str) -> list[str]:
    """The stretches of `text` in quotation marks; one that is not closed runs to the end.

    Single marks count only where there are no double ones: an apostrophe looks like one.

    >>> quoted('that “the bridge is safe” and will “open soon')
    ['“the bridge is safe”', '“open soon']
    """
    return _DOUBLE.findall(text) or _SINGLE.findall(text)


def left_open(text: str) -> bool:
    """Does `text` begin with a double quotation mark, and not close its quotation?

    >>> left_open("“We have tried."), left_open("“We have tried.”"), left_open('"We have" tried.')
    (True, False, False)
    """
    opening = text[:1]
    if opening == '"':
        return text.count('"') % 2 == 1
    return opening in _CLOSED_BY and text.count(opening) > text.count(_CLOSED_BY[opening])


_CLOSED_BY = {"“": "”", "«": "»"}


def kind(contents: list[str]) -> Kind:
    """Direct where nine words in ten are quoted, mixed where some speech is, indirect otherwise.

    >>> kind(['“We shall see,”', '“in time.”']), kind(['that it would take “years, not months”'])
    ('direct', 'mixed')
    >>> kind(['the so-called “vote” was over'])
    'indirect'
    """
    words = sum(len(_WORD.findall(text)) for text in contents)
    stretches = [len(_WORD.findall(stretch)) for text in contents for stretch in quoted(text)]
    if sum(stretches) >= _MOSTLY * max(1, words):
        return "direct"
    return "mixed" if max(stretches, default=0) >= _LONG or sum(stretches) * 2 >= max(1, words) else "indirect"
