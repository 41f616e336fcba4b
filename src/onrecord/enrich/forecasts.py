"""Forecasts: statements about what had not happened when they were said, with horizon, condition and interval.

Rules over the words of the content and the cue (forecasts.toml), and the times and certainty read before.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from onrecord.enrich.forecast_patterns import blank_pattern, find_pattern, load_patterns
from onrecord.enrich.horizons import find_horizon, has_day_ahead
from onrecord.enrich.times.timex import days_covered
from onrecord.records import Forecast, Record, Spans, Statement, Time
from onrecord.text.document import Document

_FORECASTING_ACTS = {"say", "believe", "intend", "know", "perceive", "deny"}
"""Orders and questions foretell nothing; what is declined is not said."""
_UNHEDGED = (0.05, 0.95)
"""The interval of a forecast without a phrase of certainty: nearly everything, as no study covers it."""
# Characters before a time in which its verb is looked for. Few contents are as long.
_FURTHEST_WORDS = 500
_A_YEAR = re.compile(r"(?:the )?(?:19|20)\d\d")
_INFINITIVE = re.compile(r"\W*(?:not )?to\b")
# "The 2030 games": a year before a noun in small letters. Shorter words are mostly particles ("2030 and").
_NOUN_AFTER_YEAR = re.compile(r"[ -][a-z]{4,}")
_DETERMINER_REACH, _TITLE_REACH = 8, 30
"""Characters before a year in which a determiner ("their"), or the rest of a title ("Vision 2040"), stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """The words that the rules look at.

    `bare` is the content without names ("Will March"), months ("May") and clauses beside the main one. `dated`: it
    names a day ahead. `habit`: it names how often ("every May").
    """

    bare: str
    cue: str
    quoted: bool
    intended: bool
    dated: bool
    habit: bool


def forecasts(record: Record, document: Document) -> Record:
    """Set each statement's forecast; its times and certainty must have been read."""
    published = record.article.published
    return replace(record, statements=tuple(_set_forecast(each, document, published) for each in record.statements))


def _set_forecast(statement: Statement, document: Document, published: date | None) -> Statement:
    forecast = read_forecast(statement, document, published)
    return replace(statement, forecast=forecast) if forecast != statement.forecast else statement


def read_forecast(statement: Statement, document: Document, published: date | None) -> Forecast | None:
    """Read what a statement foretells; None where it is not a forecast."""
    if not statement.content:
        return None
    saying = (statement.said_at.last if statement.said_at else None) or published
    content = blank_pattern("name", _join_words(statement.content, document))
    timed = _turn_days_ahead(_drop_aside_times(statement, document.text), document, saying)
    reason = _find_reason(timed, content, document, saying)
    if reason is None:
        return None
    match = load_patterns()["condition"].search(content)
    condition = " ".join(match[0].split()).strip(" .”\"'") if match else None
    horizon = find_horizon(timed, document, saying, condition)
    likelihood = statement.likelihood
    low, high = (likelihood.low, likelihood.high) if likelihood else _UNHEDGED
    return Forecast(
        because=f"{reason}; {horizon.because}",
        first=horizon.first,
        last=horizon.last,
        condition=condition,
        low=low,
        high=high,
        unresolvable=_explain_unresolvable(content, horizon.last),
    )


def _join_words(spans: Spans, document: Document) -> str:
    return " ".join(span.of(document.text) for span in spans)


def _drop_aside_times(statement: Statement, text: str) -> Statement:
    """Drop the times of clauses beside the main one: "the hall, which burned down in August, …"."""
    times = tuple(t for t in statement.times if not find_pattern("aside", _words_before_time(t, statement, text)))
    return replace(statement, times=times) if times != statement.times else statement


def _words_before_time(time: Time, statement: Statement, text: str) -> str:
    """The words of the content before a time, in its span, as far as one looks."""
    start = max((span.start for span in statement.content if span.start <= time.span.start), default=time.span.start)
    return text[max(start, time.span.start - _FURTHEST_WORDS) : time.span.start]


def _turn_days_ahead(statement: Statement, document: Document, said: date | None) -> Statement:
    """Turn days that were read as past to their other reading where the statement is about the future."""
    if said is None or not statement.times:
        return statement
    cue = _join_words(statement.cue, document)
    content = blank_pattern("name", _join_words(statement.content, document))
    by_cue = bool(find_pattern("cue.foretells", cue) or find_pattern("cue.leans", cue))
    otherwise = by_cue or bool(find_pattern("timetabled", content))
    times = tuple(
        _take_reading_ahead(time, said)
        if _looks_ahead(_words_before_time(time, statement, document.text), content, otherwise)
        else time
        for time in statement.times
    )
    return replace(statement, times=times) if times != statement.times else statement


def _looks_ahead(lead: str, content: str, otherwise: bool) -> bool:
    """Return whether the last verb before a time is about the future; `otherwise` holds where there is no verb."""
    lead = blank_pattern("month", blank_pattern("name", lead))
    patterns = load_patterns()
    ahead = [m.end() for name in ("future", "modal", "shifted") for _, m in patterns[name].finditer(lead)]
    past = [m.end() for _, m in patterns["past"].finditer(lead)]
    if not ahead and not past:
        return otherwise or any(find_pattern(name, content) for name in ("future", "modal"))
    return max(ahead, default=0) >= max(past, default=0)


def _take_reading_ahead(time: Time, said: date) -> Time:
    """Return a time in the first of its other readings that lies ahead; as it is where it is not over or has none."""
    if time.last is None or time.last >= said:
        return time
    for value in time.alternatives:
        first, last = days_covered(value)
        if first and last and first >= said:
            because = f"{time.because}; read ahead, as the statement is about the future"
            return replace(time, value=value, because=because, first=time.first and first, last=last, alternatives=())
    return time


def _find_reason(statement: Statement, content: str, document: Document, said: date | None) -> str | None:
    """Find what marks a statement as a forecast; None where nothing does."""
    cue, source = _join_words(statement.cue, document), _join_words(statement.source, document)
    if not _may_foretell(statement, cue) or find_pattern("other", content) or find_pattern("cue.denies", cue):
        return None
    days = [time for time in statement.times if not _names_no_day(time, document.text)]
    wording = _Wording(
        bare=blank_pattern("beside", blank_pattern("month", content)),
        cue=cue,
        quoted=statement.kind == "direct",
        intended=statement.act == "intend",
        dated=has_day_ahead(days, said) or bool(find_pattern("soon", content)),
        habit=any(time.type == "SET" for time in statement.times),
    )
    if _names_past_days_only(statement, said) or _is_barred(wording, source):
        return None
    return _reason_in_content(wording) or _reason_in_cue(wording) or _reason_in_day(wording)


def _may_foretell(statement: Statement, cue: str) -> bool:
    refuses = statement.act == "decline" and bool(find_pattern("cue.refuses", cue))
    return statement.act in _FORECASTING_ACTS or refuses


def _is_barred(wording: _Wording, source: str) -> bool:
    """Return whether it is a rule, a general truth, an order, or what a historian recounts."""
    # What a law, a sign or a leaflet says that one will or may do is not a forecast.
    if find_pattern("cue.rules", source) or find_pattern("never", wording.bare):
        return True
    if not wording.dated and (_is_general(wording) or find_pattern("chronicler", source)):
        return True
    # "Warned residents to leave": an order, though the cue gives none by itself.
    return bool(find_pattern("cue.may_order", wording.cue) and find_pattern("to_do", wording.bare))


def _is_general(wording: _Wording) -> bool:
    """Return whether it is a general truth, or an account of the past."""
    if find_pattern("general", wording.bare):
        return True
    main = blank_pattern("shifted", blank_pattern("clause", wording.bare))
    past = wording.quoted and bool(find_pattern("recounted", main))
    return (past or bool(find_pattern("cue.tells", wording.cue))) and not find_pattern("future", wording.bare)


def _reason_in_content(wording: _Wording) -> str | None:
    """Find the words of the content that refer to the future."""
    if shifted := _reason_in_shifted_future(wording):
        return shifted
    bare, dated = blank_pattern("shifted", wording.bare), wording.dated
    static = find_pattern("standing", bare) or (not dated and find_pattern("present", bare))
    future = find_pattern("future", bare)
    if future and not (static and not dated):
        return f"“{future.strip()}” refers to the future"
    modal = find_pattern("modal", bare)
    if modal and not static and not wording.habit:
        return f"“{modal.strip()}” refers to the future"
    leaning = find_pattern("leaning", bare)
    undone = find_pattern("undone", bare) and find_pattern("past", bare)
    if leaning and not undone and (dated or not (static or find_pattern("past", blank_pattern("clause", bare)))):
        return f"“{leaning.strip()}” refers to the future"
    return None


def _reason_in_shifted_future(wording: _Wording) -> str | None:
    """Find a future in the past: "said it was going to sue"."""
    shifted = find_pattern("shifted", wording.bare)
    if not shifted or not (wording.dated or not wording.quoted) or not find_pattern("cue.past", wording.cue):
        return None
    broken = find_pattern("undone", wording.bare) or (
        wording.quoted and find_pattern("past", blank_pattern("shifted", wording.bare))
    )
    return None if broken else f"“{shifted.strip()}”: future in the past"


def _reason_in_cue(wording: _Wording) -> str | None:
    """Find a cue that foretells by its sense, or with a day or an amount beside it."""
    bare, dated = wording.bare, wording.dated
    foretells = find_pattern("cue.foretells", wording.cue)
    static = find_pattern("standing", bare) or find_pattern("past", blank_pattern("clause", bare))
    if foretells and (dated or not static):
        return f"the cue “{foretells}” foretells"
    if not foretells and wording.intended and _INFINITIVE.match(blank_pattern("clause", bare)):
        return "an intention"
    leans = find_pattern("cue.leans", wording.cue)
    if leans and (dated or find_pattern("sized", bare)) and not find_pattern("state", bare):
        return f"the cue “{leans}” foretells"
    return None


def _reason_in_day(wording: _Wording) -> str | None:
    """Find a day ahead in the tense of timetables or headlines, with nothing past, no state and no habit."""
    bare = wording.bare
    if not wording.dated or wording.habit or any(find_pattern(name, bare) for name in ("standing", "past", "state")):
        return None
    # A headline has no cue of words: "Ferry sails Friday".
    sentence = re.search(r"\w", wording.cue) and find_pattern("sentence", bare)
    timetabled = find_pattern("timetabled", bare) or not sentence
    return "no verb in the past, and a day ahead is named" if timetabled else None


def _names_no_day(time: Time, text: str) -> bool:
    """Return whether a year only names something: "the 2030 games", "Vision 2040"."""
    start, end = time.span
    if not _A_YEAR.fullmatch(text, start, end):
        return False
    before = text[max(0, start - _DETERMINER_REACH) : start]
    owned = find_pattern("attributive", before) and _NOUN_AFTER_YEAR.match(text, end)
    return bool(owned or find_pattern("titled", text[max(0, start - _TITLE_REACH) : start]))


def _names_past_days_only(statement: Statement, said: date | None) -> bool:
    """Return whether all days that the content names are over when it is said; its last day is not over."""
    days = [time.last for time in statement.times if time.last and time.type in {"DATE", "TIME"}]
    return bool(days) and said is not None and all(day < said for day in days)


def _explain_unresolvable(content: str, last: date | None) -> str | None:
    """Explain why nobody could tell whether it came true; None where one could."""
    if last is not None:
        return None
    vague = find_pattern("vague", content)
    return "nothing in it could be observed for certain" if vague else "no day by which it should have happened"
