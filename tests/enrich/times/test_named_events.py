"""Known events, and those of a file of one's own."""

from datetime import date
from pathlib import Path

import pytest
from time_cases import MONDAY, read_times

from onrecord.enrich.times import find_times, named_events
from onrecord.errors import OnrecordError
from onrecord.text.document import Document

# (text, day of publication, values, reason of the last)
CASES = [
    # Shipped
    (
        "He has fought since the beginning of the full-scale invasion.",
        MONDAY,
        "2022-02-24",
        "the full-scale invasion of Ukraine (2022-02-24), a known event",
    ),
    (
        "He has fought since the start of the full-scale invasion of Ukraine.",
        MONDAY,
        "2022-02-24",
        "the full-scale invasion of Ukraine (2022-02-24), a known event",
    ),
    ("They met before 9/11.", MONDAY, "2001-09-11", "the attacks of 11 September 2001 (2001-09-11), a known event"),
    (
        "They met after the fall of the Berlin Wall.",
        MONDAY,
        "1989-11-09",
        "the fall of the Berlin Wall (1989-11-09), a known event",
    ),
    (
        "They met before the Brexit referendum.",
        MONDAY,
        "2016-06-23",
        "the Brexit referendum (2016-06-23), a known event",
    ),
    (
        "They have met since the start of the COVID-19 pandemic.",
        MONDAY,
        "2020-03-11",
        "the COVID-19 pandemic, as the WHO declared it (2020-03-11), a known event",
    ),
    ("They met before the fall of Kabul.", MONDAY, "2021-08-15", "the fall of Kabul (2021-08-15), a known event"),
    (
        "They met before the US-led invasion of Iraq.",
        MONDAY,
        "2003-03-20",
        "the invasion of Iraq (2003-03-20), a known event",
    ),
    (
        "They met after the Chernobyl disaster.",
        MONDAY,
        "1986-04-26",
        "the Chernobyl disaster (1986-04-26), a known event",
    ),
]


@pytest.mark.parametrize(("text", "published", "values", "because"), CASES)
def test_values_and_reasons(text: str, published: str | None, values: str, because: str) -> None:
    times = read_times(text, published)
    assert " ".join(time.value for time in times) == values
    assert (times[-1].because if times else "") == because


def test_the_span_is_the_expression() -> None:
    text = "It has stood empty since the beginning of the full-scale invasion of Ukraine."
    (time,) = read_times(text, None)
    assert time.span.of(text) == "the beginning of the full-scale invasion of Ukraine"


def test_anchors_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    path.write_text(
        '[[anchor]]\nname = "the Odell flood"\nvalue = "2011-06"\n'
        'keys = ["odell"]\nphrases = ["the (great )?Odell flood"]\n'
    )
    document = Document.from_text("Nobody has lived there since the great Odell flood.")
    (time,) = find_times(document, None, anchors=named_events.read_anchors(path))
    assert (time.value, time.first, time.last) == ("2011-06", date(2011, 6, 1), None)
    assert time.because == "the Odell flood (2011-06), a known event"


BAD_ANCHORS = [
    ("no toml [", "not a list of"),
    ('[[anchor]]\nname = "x"', "not a list of"),
    ('[[anchor]]\nname="x"\nvalue="soon"\nkeys=[]\nphrases=["x"]', "'soon' is not a date; write it like"),
    ('[[anchor]]\nname="x"\nvalue="2011"\nkeys=[]\nphrases=["("]', "not a valid regular expression"),
]


@pytest.mark.parametrize(("text", "message"), BAD_ANCHORS)
def test_bad_anchors_are_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    path.write_text(text)
    with pytest.raises(OnrecordError, match=rf"anchors\.toml.*{message}"):
        named_events.read_anchors(path)


def test_a_missing_file_of_anchors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="cannot be read as a file of anchors"):
        named_events.read_anchors(tmp_path / "none.toml")
