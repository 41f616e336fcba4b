from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.enrich.times import find_times, named_events, times, timex
from onrecord.errors import OnrecordError
from onrecord.pipeline import enrich
from onrecord.records import Article, Record, Span, Statement
from onrecord.text.document import Document

MONDAY = "2026-11-23"

# The words, the day of printing (None: not known), the values of all times found.
CASES = [
    # Dates as written
    ("The harbour opened on 2019-04-02.", MONDAY, "2019-04-02"),
    ("The harbour opened on April 2, 2019.", MONDAY, "2019-04-02"),
    ("The harbour opened on 2 April 2019.", MONDAY, "2019-04-02"),
    ("The harbour opened on the 2nd of April 2019.", MONDAY, "2019-04-02"),
    ("The harbour opened on Apr. 2, 2019.", MONDAY, "2019-04-02"),
    ("The harbour opened on Tuesday, April 2, 2019.", MONDAY, "2019-04-02"),
    ("The harbour opened in April 2019.", MONDAY, "2019-04"),
    ("The harbour opened in April of 2019.", MONDAY, "2019-04"),
    ("The harbour opened in early 2019.", MONDAY, "2019"),
    ("The harbour opened at the end of 2019.", MONDAY, "2019"),
    ("The harbour opened in mid-2019.", MONDAY, "2019"),
    ("The form was dated 04/02/2019.", MONDAY, "2019-04-02"),
    ("The form was dated 02.04.2019.", MONDAY, "2019-04-02"),
    ("The form was dated 25/02/2019.", MONDAY, "2019-02-25"),
    # No year: the tense and nearness tell
    ("Mayor Odell said on Nov. 20 that she would resign.", "2024-03-18", "2023-11-20"),
    ("The council announced on Sept. 11 that the mill would close.", "2024-03-18", "2023-09-11"),
    ("The festival will open on Sept. 11.", "2024-03-18", "2024-09-11"),
    ("The bridge was closed on Nov. 2.", MONDAY, "2026-11-02"),
    ("The bridge will close on Dec. 2.", MONDAY, "2026-12-02"),
    ("The dividend is payable Jan. 15.", MONDAY, "2027-01-15"),
    ("Talks are to be held on January 15.", MONDAY, "2027-01-15"),
    ("The strike began on January 15.", MONDAY, "2026-01-15"),
    ("The vote is due by Jan. 31.", MONDAY, "2027-01-31"),
    ("The fair runs Nov. 27-29.", MONDAY, "2026-11-27"),
    ("They married in August.", MONDAY, "2026-08"),
    ("They will marry in August.", MONDAY, "2027-08"),
    ("They married last August.", MONDAY, "2026-08"),
    ("They married last March.", "2024-03-18", "2023-03"),
    ("They will marry next March.", "2024-03-18", "2025-03"),
    ("The rules changed in March of last year.", MONDAY, "2025-03"),
    ("The rules changed in late October.", MONDAY, "2026-10"),
    ("They married last October.", MONDAY, "2025-10"),
    ("They married last December.", "2026-01-12", "2025-12"),
    ("In January, a week after the Reyn vs. Odell ruling, the mill burned down.", MONDAY, "2026-01 P1W"),
    ("The fair was held on May 3 and 4 in Orsel.", MONDAY, "2026-05-03 2026-05-04"),
    ("The fair was held on May 3 and 12 people came.", MONDAY, "2026-05-03"),
    ("The fair closes on Nov. 30. Until then, entry is free.", MONDAY, "2026-11-30 2026-11-30"),
    ("They moved out in November '25.", MONDAY, "2025-11"),
    ("He scored twice in the 2024-25 season.", MONDAY, "2024"),
    ("Shares have risen a tenth since year-end.", MONDAY, "2025-12-31"),
    ("Replies are due by the 30th.", MONDAY, "2026-11-30"),
    ("He lives on the 14th floor.", MONDAY, ""),
    ("The pool will shut from 10 to 14 February.", MONDAY, "2027-02-10"),
    ("The sea will have risen by 2100.", MONDAY, "2100"),
    ("Bids close before the month is out.", MONDAY, "2026-11"),
    ("The yard would be closed since January.", MONDAY, "2026-01"),
    ("Wages will have fallen since early March.", MONDAY, "2026-03"),
    ("The fever will have passed by Sunday.", MONDAY, "2026-11-29"),
    ("The talks are to shut by Jan. 31.", MONDAY, "2027-01-31"),
    ("The new year brings a toll.", MONDAY, "2027"),
    # Weekdays
    ("The vote took place on Friday.", MONDAY, "2026-11-20"),
    ("The vote will take place on Friday.", MONDAY, "2026-11-27"),
    ("The vote took place Monday.", MONDAY, "2026-11-23"),
    ("The vote took place last Monday.", MONDAY, "2026-11-16"),
    ("The vote is next Monday.", MONDAY, "2026-11-30"),
    ("They swim every Tuesday.", MONDAY, "XXXX-WXX-2"),
    ("They swim on Tuesdays.", MONDAY, "XXXX-WXX-2"),
    ("They march Friday week.", MONDAY, "2026-12-04"),
    ("They march a week on Monday.", MONDAY, "2026-12-07"),
    ("They swim every other Tuesday.", MONDAY, "XXXX-WXX-2"),
    ("The envoys resume their talks Thursday.", MONDAY, "2026-11-26"),
    ("The envoys meet Thursday in Orsel.", MONDAY, "2026-11-26"),
    ("Until Thursday, he had not called.", MONDAY, "2026-11-19"),
    ("The clerk could not be reached Saturday.", MONDAY, "2026-11-21"),
    ("Voss said she would appeal Saturday's ruling.", MONDAY, "2026-11-21"),
    ("A march planned in Orsel for Sunday was called off.", MONDAY, "2026-11-22"),
    ("They did not plan to move the herd on Tuesday.", MONDAY, "2026-11-24"),
    ("The bullet tore through the door on Saturday.", MONDAY, "2026-11-21"),
    # Days, parts of days, hours
    ("It rained yesterday.", MONDAY, "2026-11-22"),
    ("It rains today.", MONDAY, "2026-11-23"),
    ("It will rain tomorrow.", MONDAY, "2026-11-24"),
    ("It will rain the day after tomorrow.", MONDAY, "2026-11-25"),
    ("The roof fell in on Sunday night.", MONDAY, "2026-11-22TNI"),
    ("The roof fell in this morning.", MONDAY, "2026-11-23TMO"),
    ("The roof fell in last night.", MONDAY, "2026-11-22TNI"),
    ("The train left at 8:15 p.m. on Friday.", MONDAY, "2026-11-20T20:15"),
    ("The train left at 8 a.m.", MONDAY, "2026-11-23T08:00"),
    ("The train left at noon Friday.", MONDAY, "2026-11-20T12:00"),
    ("The train left at 0830 GMT on Friday.", MONDAY, "2026-11-20T08:30"),
    ("The train left at 6 a.m. local time (0300 GMT) on Friday.", MONDAY, "2026-11-20T06:00 2026-11-20"),
    ("The train left at 3 o'clock on Friday.", MONDAY, "2026-11-20T03:00"),
    ("The train left at 14:30 Kyiv time.", MONDAY, "2026-11-23T14:30"),
    # Weeks, months, quarters, years, seasons
    ("Prices fell last week.", MONDAY, "2026-W47"),
    ("Prices fell this week.", MONDAY, "2026-W48"),
    ("Prices will fall next week.", MONDAY, "2026-W49"),
    ("Prices fell last month.", MONDAY, "2026-10"),
    ("Prices fell earlier this month.", MONDAY, "2026-11"),
    ("Prices fell last year.", MONDAY, "2025"),
    ("Prices will fall early next year.", MONDAY, "2027"),
    ("Prices fell over the weekend.", MONDAY, "2026-W47-WE"),
    ("Prices fell in the third quarter of 2025.", MONDAY, "2025-Q3"),
    ("Prices fell in Q3 2025.", MONDAY, "2025-Q3"),
    ("Prices fell in the third quarter.", MONDAY, "2026-Q3"),
    ("Prices fell in last year's fourth quarter.", MONDAY, "2025-Q4"),
    ("Prices fell in the first half of 2025.", MONDAY, "2025-H1"),
    ("Prices fell last summer.", MONDAY, "2026-SU"),
    ("The lake froze hard last winter.", "2020-02-29", "2018-WI"),
    ("The harbour opened laſt Monday.", MONDAY, "2026-11-16"),
    ("Prices fell in the summer of 2019.", MONDAY, "2019-SU"),
    ("The line will open by next spring.", MONDAY, "2027-SP"),
    ("Painters of the 1890s met here.", MONDAY, "189X"),
    ("Painters of the '60s met here.", MONDAY, "196X"),
    ("Painters of the 19th century met here.", MONDAY, "18"),
    ("Painters of the nineteenth century met here.", MONDAY, "18"),
    ("Prices rose earlier this year.", MONDAY, "2026"),
    ("Prices will have risen by the end of the year.", MONDAY, "2026"),
    ("Prices will fall in the second half of the year.", MONDAY, "2026-H2"),
    ("Painters met here in the eighties.", MONDAY, "198X"),
    # Counted from the day of printing, or from the date before
    ("The mine closed two years ago.", MONDAY, "2024"),
    ("The mine closed three weeks ago.", MONDAY, "2026-W45"),
    ("The mine closed five months ago.", MONDAY, "2026-06"),
    ("The mine closed ten days ago.", MONDAY, "2026-11-13"),
    ("The mine closed several years ago.", MONDAY, "PAST_REF"),
    ("The mine opened on May 3, 2001. It closed two days later.", MONDAY, "2001-05-03 2001-05-05"),
    ("The mine opened in May 2001. It closed the following month.", MONDAY, "2001-05 2001-06"),
    ("The mine opened on May 3, 2001. The next day it closed.", MONDAY, "2001-05-03 2001-05-04"),
    ("The mine closed the day before last Tuesday.", MONDAY, "2026-11-16"),
    ("The mine closed two weeks after May 3, 2001.", MONDAY, "2001-05-17"),
    ("The mine will close a week from Friday.", MONDAY, "2026-12-04"),
    ("It is the third day of the strike.", MONDAY, "2026-11-23"),
    ("The third day of the strike was quiet.", MONDAY, ""),
    # Durations and sets
    ("The siege lasted three weeks.", MONDAY, "P3W"),
    ("The siege lasted 24 hours.", MONDAY, "PT24H"),
    ("The siege lasted a day.", MONDAY, "P1D"),
    ("The siege lasted two and a half years.", MONDAY, "P2Y6M"),
    ("The siege lasted more than 90 minutes.", MONDAY, "PT90M"),
    ("The siege lasted several months.", MONDAY, "PXM"),
    ("The siege lasted two decades.", MONDAY, "P20Y"),
    ("A ten-year lease was signed.", MONDAY, "P10Y"),
    ("Rents rose in the past two months.", MONDAY, "P2M"),
    ("The heron is fed every day.", MONDAY, "P1D"),
    ("The heron is fed daily.", MONDAY, "P1D"),
    ("The heron is fed twice a week.", MONDAY, "P1W"),
    ("The heron is weighed every two weeks.", MONDAY, "P2W"),
    # No date at all
    ("The ferry is now late.", MONDAY, "PRESENT_REF"),
    ("The ferry was recently sold.", MONDAY, "PAST_REF"),
    ("The ferry will sail in the near future.", MONDAY, "FUTURE_REF"),
    ("The ferry will sail in the coming weeks.", MONDAY, "FUTURE_REF"),
    # Holidays
    ("The shop was robbed on Christmas Eve.", MONDAY, "2025-12-24"),
    ("The shop opened on Easter Sunday 2024.", MONDAY, "2024-03-31"),
    ("The shop closed last Thanksgiving.", MONDAY, "2025-11-27"),
    ("The shop closed on Election Day.", MONDAY, "2026-11-03"),
    ("The shop was full on Black Friday.", MONDAY, "2025-11-28"),
    ("The shop closed on Easter Monday 2024.", MONDAY, "2024-04-01"),
    # Anchors
    ("He has fought since the beginning of the full-scale invasion.", MONDAY, "2022-02-24"),
    ("He has fought since the start of the full-scale invasion of Ukraine.", MONDAY, "2022-02-24"),
    ("They met before 9/11.", MONDAY, "2001-09-11"),
    ("They met after the fall of the Berlin Wall.", MONDAY, "1989-11-09"),
    ("They met before the Brexit referendum.", MONDAY, "2016-06-23"),
    ("They have met since the start of the COVID-19 pandemic.", MONDAY, "2020-03-11"),
    ("They met before the fall of Kabul.", MONDAY, "2021-08-15"),
    ("They met before the US-led invasion of Iraq.", MONDAY, "2003-03-20"),
    ("They met after the Chernobyl disaster.", MONDAY, "1986-04-26"),
    # The day of printing is not known: nothing is guessed
    ("The council announced on Sept. 11 that the mill would close.", None, "XXXX-09-11"),
    ("They married in August.", None, "XXXX-08"),
    ("The vote took place on Friday.", None, "XXXX-WXX-5"),
    ("It rained yesterday.", None, "PAST_REF"),
    ("It rains today.", None, "PRESENT_REF"),
    ("Prices will fall next year.", None, "FUTURE_REF"),
    ("The mine closed two years ago.", None, "PAST_REF"),
    ("The harbour opened on April 2, 2019.", None, "2019-04-02"),
    # No times
    ("He may march for peace.", MONDAY, ""),
    ("The 2,019 members of 1980 Elm Street paid $2019.", MONDAY, ""),
    ("The 6-year-old boy and the 40-year-old woman left.", MONDAY, ""),
    ("A second man spoke and the sun shone.", MONDAY, ""),
]


def day(text):
    return text and date.fromisoformat(text)


@pytest.mark.parametrize(("text", "published", "expected"), CASES)
def test_values(text, published, expected):
    assert " ".join(time.value for time in find_times(Document.from_text(text), day(published))) == expected


# The words, the interval of the first time in them, printed on 2026-11-23.
INTERVALS = [
    ("in March 2024", "2024-03-01", "2024-03-31"),
    ("since March 2024", "2024-03-01", None),
    ("until March 2024", None, "2024-03-31"),
    ("by March 2024", None, "2024-03-31"),
    ("before March 2024", None, "2024-02-29"),
    ("after March 2024", "2024-04-01", None),
    ("before the end of the month", None, "2026-11-30"),
    ("shortly after 6 a.m. on Nov. 20", "2026-11-20", None),
    ("in the 2024-25 season", "2024-01-01", "2025-12-31"),
    ("from 10 to 14 February 2027", "2027-02-10", "2027-02-14"),
    ("before the month is out", None, "2026-11-30"),
    ("before the year was out", None, "2026-12-31"),
    ("this side of New Year", None, "2026-12-31"),
    ("in the winter of 2024", "2024-12-01", "2025-02-28"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("in the third quarter of 2024", "2024-07-01", "2024-09-30"),
    ("in the past two weeks", "2026-11-09", "2026-11-23"),
    ("in the next two weeks", "2026-11-23", "2026-12-07"),
    ("in the near future", "2026-11-23", None),
    ("since the full-scale invasion", "2022-02-24", None),
    ("for two weeks", None, None),
    ("on Nov. 2-4, it was shut", "2026-11-02", "2026-11-04"),
]


@pytest.mark.parametrize(("text", "first", "last"), INTERVALS)
def test_intervals(text, first, last):
    time = find_times(Document.from_text(text), date(2026, 11, 23))[0]
    assert (time.first, time.last) == (day(first), day(last))


# The words, the day of printing, the other readings of the first time.
ALTERNATIVES = [
    ("They married last March.", "2024-03-18", ("2024-03",)),
    ("The vote took place on Sunday.", "2024-03-18", ("2024-03-24",)),
    ("The form was dated 04/02/2019.", "2024-03-18", ("2019-02-04",)),
    ("The form was dated 25/02/2019.", "2024-03-18", ()),
    ("She said on Nov. 20 that she would go.", "2024-03-18", ("2024-11-20",)),
    ("She said on Nov. 20, 2023 that she would go.", "2024-03-18", ()),
    ("They married last February.", "2024-03-18", ("2024-02",)),
    ("The line opens on Monday.", "2024-03-18", ("2024-03-25",)),
    ("The train left at 3 o'clock.", "2024-03-18", ("2024-03-18T15:00",)),
    ("Output will fall in the second quarter.", "2024-03-18", ("2023-Q2",)),
]


@pytest.mark.parametrize(("text", "published", "expected"), ALTERNATIVES)
def test_alternatives(text, published, expected):
    assert find_times(Document.from_text(text), day(published))[0].alternatives == expected


# Content in [], cue in <>, source in {}; when it was said, what it speaks of (values), printed on 2024-03-18.
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


def marked(text):
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
    return plain, {bracket: tuple(found) for bracket, found in spans.items()}


@pytest.mark.parametrize(("text", "said_at", "about"), STATEMENTS)
def test_statements(text, said_at, about):
    plain, spans = marked(text)
    statement = Statement("s", spans["{"], spans["<"], spans["["])
    made = enrich(Record(Article("a", plain, published=date(2024, 3, 18)), (statement,)), stages=[times]).statements[0]
    assert (made.said_at and made.said_at.value) == said_at
    assert " ".join(time.value for time in made.times) == about


def test_furniture_holds_no_times():
    text = "The mill closed in 2019.\n\nUpdated on May 3, 2020"
    article = Article("a", text, furniture=(Span(text.index("Updated"), len(text)),))
    assert [time.value for time in enrich(Record(article), stages=[times]).times] == ["2019"]


def test_the_span_is_the_expression():
    text = "It has stood empty since the beginning of the full-scale invasion of Ukraine."
    assert (
        find_times(Document.from_text(text), None)[0].span.of(text)
        == "the beginning of the full-scale invasion of Ukraine"
    )


def test_anchors_of_ones_own(tmp_path):
    path = tmp_path / "anchors.toml"
    path.write_text(
        '[[anchor]]\nname = "the Odell flood"\nvalue = "2011-06"\n'
        'keys = ["odell"]\nphrases = ["the (great )?Odell flood"]\n'
    )
    found = find_times(
        Document.from_text("Nobody has lived there since the great Odell flood."),
        None,
        anchors=named_events.read_anchors(path),
    )
    assert [(time.value, time.first, time.last) for time in found] == [("2011-06", date(2011, 6, 1), None)]


BAD_ANCHORS = [
    "no toml [",
    '[[anchor]]\nname = "x"',
    '[[anchor]]\nname="x"\nvalue="soon"\nkeys=[]\nphrases=["x"]',
    '[[anchor]]\nname="x"\nvalue="2011"\nkeys=[]\nphrases=["("]',
]


@pytest.mark.parametrize("text", BAD_ANCHORS)
def test_bad_anchors_are_told(text, tmp_path):
    path = tmp_path / "anchors.toml"
    path.write_text(text)
    with pytest.raises(OnrecordError, match=r"anchors\.toml"):
        named_events.read_anchors(path)


def test_every_reading_has_its_reason():
    for text, published, _ in CASES:
        assert all(time.because for time in find_times(Document.from_text(text), day(published)))


WORDS = st.sampled_from(
    "last next this the a of in on by since until 3 30 31 99 1999 2024 0 00 12:30 25:61 p.m. noon Feb. May June 29 "
    "Sunday week weeks months years century quarter third half ago later past coming spring 13/13/2020 9999-12-31 "
    "Q3 '90s 1990s nine hundred million and -, . \n ½ İ 二 ٣ every daily tomorrow Easter 9/11 now soon night".split(" ")
)


@given(
    st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60),
    st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29)]),
)
def test_any_text_is_read(text, published):
    found = find_times(Document.from_text(text), published)
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.dates(date(1600, 1, 1), date(2900, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "10Y", "100Y"]))
def test_a_day_lies_in_its_value(day, unit):
    first, last = timex.days_covered(timex.format_period(day, unit))
    assert first <= day <= last
