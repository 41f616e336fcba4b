"""The stage of times: those of the article, of each statement, and when it was said."""

import re
from bisect import bisect_right
from dataclasses import replace
from functools import partial

from onrecord.enrich.times.matcher import find_times
from onrecord.records import Record, Span, Statement, Time
from onrecord.text.document import Document

_CUE_REACH = 80
"""Characters between a cue and the time of saying after it; farther away it dates something else."""
# Another clause, another speaker or the content itself begins: what follows does not date the cue.
_CLAUSE_BREAK = re.compile(
    r"[;:\"“”]|\b(?:that|which|who|when|after|before|since|until|because|as|if|while|and|but)\b", re.IGNORECASE
)
# "Has said since 2019" names no day of saying.
_LIMIT_BEFORE = re.compile(r"\b(?:since|until|till|from|to|by|before|after|through)\s+(?:the\s+)?$", re.IGNORECASE)
# "On Monday, X said", "Earlier in the day, X said".
_SENTENCE_OPENING = re.compile(
    r"[\"“‘'(\[\s]*(?:(?:early|late|earlier|later|back|also|and|but)\s+)?(?:(?:on|in|at|during)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)


def times(record: Record, document: Document) -> Record:
    """Read the times of the text but its furniture, and set each statement's own and that of saying."""
    article = record.article
    everywhere = find_times(document, article.published)
    in_text = tuple(time for time in everywhere if not any(time.span.overlaps(span) for span in article.furniture))
    timed = partial(_set_times, text=document.text, in_text=in_text, bounds=document.sentence_spans)
    return replace(record, times=in_text, statements=tuple(map(timed, record.statements)))


def _set_times(statement: Statement, *, text: str, in_text: tuple[Time, ...], bounds: tuple[Span, ...]) -> Statement:
    said_at = _find_saying_time(statement, text, in_text, bounds)
    inside = tuple(time for time in in_text if _within_any(time.span, statement.content) and time != said_at)
    same = said_at == statement.said_at and inside == statement.times
    return statement if same else replace(statement, said_at=said_at, times=inside)


def _within_any(span: Span, others: tuple[Span, ...]) -> bool:
    start, end = span
    for first, last in others:  # noqa: SIM110  every time against every statement: any() takes three times as long
        if first <= start and end <= last:
            return True
    return False


def _find_saying_time(
    statement: Statement, text: str, in_text: tuple[Time, ...], bounds: tuple[Span, ...]
) -> Time | None:
    """Find the time that the cue's sentence gives for it: right after the cue, else right before, else at the start."""
    if not statement.cue:
        return None
    cue = Span(statement.cue[0].start, statement.cue[-1].end)
    at = bisect_right(bounds, cue.start, key=_span_start) - 1
    if at < 0 or cue.start >= bounds[at].end:
        return None
    sentence, taken = bounds[at], (*statement.content, *statement.source)
    free = [
        time
        for time in in_text
        if time.span.overlaps(sentence) and _may_date_saying(time, text) and not _is_covered(time, taken)
    ]
    after = [time for time in free if time.span.start >= cue.start and _follows_cue(time, cue, statement, text)]
    before = [time for time in free if time.span.end <= cue.start and _leads_cue(time, cue, sentence, text)]
    return next(iter(after), None) or next(reversed(before), None)


def _span_start(span: Span) -> int:
    return span.start


def _may_date_saying(time: Time, text: str) -> bool:
    """Return whether it is a day or an hour, or "recently": not a duration, not "now", not "until Monday"."""
    dated = time.type in ("DATE", "TIME") and time.value not in ("PRESENT_REF", "FUTURE_REF")
    return dated and not _LIMIT_BEFORE.search(text[max(0, time.span.start - 12) : time.span.start])


def _is_covered(time: Time, spans: tuple[Span, ...]) -> bool:
    return any(time.span.overlaps(span) for span in spans)


def _follows_cue(time: Time, cue: Span, statement: Statement, text: str) -> bool:
    """Return whether no other clause nor content stands between: "said in a statement on Tuesday"."""
    if time.span.start < cue.end:
        return True
    between = text[cue.end : time.span.start]
    if len(between) > _CUE_REACH or _CLAUSE_BREAK.search(between):
        return False
    return not any(cue.end <= span.start < time.span.start for span in statement.content)


def _leads_cue(time: Time, cue: Span, sentence: Span, text: str) -> bool:
    """Return whether it opens the sentence or stands right before the cue: "On Monday, X said", "X on Monday said"."""
    opening = _SENTENCE_OPENING.fullmatch(text[sentence.start : max(sentence.start, time.span.start)])
    return bool(opening) or len(text[time.span.end : cue.start].split()) <= 1
