"""When a statement was said, and the times of what it says."""

from datetime import date

import pytest

from onrecord.enrich.times import times
from onrecord.pipeline import enrich
from onrecord.records import Article, Record, Span, Statement

# Content in [], cue in <>, source in {}; when it was said, the times of the content (values), published on 2024-03-18.
STATEMENTS = [
    ("{Governor Ilse Brandt} <said> on Nov. 20 [that the dam could fail in March 2025].", "2023-11-20", "2025-03"),
    ("{The port authority} <announced> on Sept. 11 [that it would lay off staff].", "2023-09-11", ""),
    ("[The dam is safe], {Brandt} <said> Tuesday.", "2024-03-12", ""),
    ("On Monday, {Brandt} <said> [the dam was safe].", "2024-03-18", ""),
    ("{Brandt} <told> reporters on Friday [that she would stay until 2026].", "2024-03-15", "2026"),
    ("{Brandt} <said> [the dam was built in 1961].", None, "1961"),
    ("{Brandt} has <said> since 2019 [that the dam is old].", None, ""),
    ("{Brandt} now <says> [the dam is safe].", None, ""),
    ("The dam burst in 1961. {Brandt} <said> [it was safe].", None, ""),
]
APART = [
    ("[The dam is safe]. It was Friday.", None),  # no cue
    ("{Brandt} on Friday <said> [the dam is safe].", "2024-03-15"),
    ("{Brandt} <said> and on Friday left [the dam].", None),
    ("{Brandt} <said> [the dam is safe] on Friday.", None),
    ("{Brandt} <said Friday> [the dam is safe].", "2024-03-15"),
]
# The words between cue and time, 80 and 81 characters long: the time belongs to the cue up to 80.
REACHES = [(f" {'x' * 78} ", "2024-03-15"), (f" {'x' * 79} ", None)]


def marked(text: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """The plain text and the spans of what is in brackets, by bracket."""
    plain, spans, opened = "", {}, {}
    closing = {"]": "[", ">": "<", "}": "{"}
    for letter in text:
        if letter in "[<{":
            opened[letter] = len(plain)
        elif letter in closing:
            spans.setdefault(closing[letter], []).append(Span(opened[closing[letter]], len(plain)))
        else:
            plain += letter
    return plain, {bracket: tuple(inside) for bracket, inside in spans.items()}


def read(text: str) -> Statement:
    plain, spans = marked(text)
    statement = Statement("s", spans.get("{", ()), spans.get("<", ()), spans["["])
    article = Article("a", plain, published=date(2024, 3, 18))
    return enrich(Record(article, (statement,)), stages=[times]).statements[0]


@pytest.mark.parametrize(("text", "said_at", "about"), STATEMENTS)
def test_statements(text: str, said_at: str | None, about: str) -> None:
    statement = read(text)
    assert (statement.said_at and statement.said_at.value) == said_at
    assert " ".join(time.value for time in statement.times) == about


@pytest.mark.parametrize(("text", "said_at"), APART)
def test_what_dates_the_saying(text: str, said_at: str | None) -> None:
    statement = read(text)
    assert (statement.said_at and statement.said_at.value) == said_at


@pytest.mark.parametrize(("between", "said_at"), REACHES)
def test_how_far_a_time_may_follow_its_cue(between: str, said_at: str | None) -> None:
    statement = read(f"[The dam is safe], {{Brandt}} <said>{between}Friday.")
    assert (statement.said_at and statement.said_at.value) == said_at


def test_furniture_holds_no_times() -> None:
    text = "The mill closed in 2019.\n\nUpdated on May 3, 2020"
    article = Article("a", text, furniture=(Span(text.index("Updated"), len(text)),))
    assert [time.value for time in enrich(Record(article), stages=[times]).times] == ["2019"]
