"""Each rule of the grammar has a resolver, and each resolver is run."""

import pytest
from time_cases import MONDAY, read_times

from onrecord.enrich.times.grammar import RULES
from onrecord.enrich.times.resolvers import RESOLVERS

# A text for each rule by its name; what is in brackets is what it resolves.
TEXTS = {
    "iso": "The harbour opened on [2019-04-02].",
    "slashed": "The form was dated [04/02/2019].",
    "clock": "The train left at [8 p.m. Friday].",
    "beside": "The mine closed [two weeks after May 3, 2001].",
    "nth_day": "It is [the third day] of the strike.",
    "and_day": "The fair was held on May 3 and [4] in Orsel.",
    "week_on": "They march [a week on Monday].",
    "of_month": "Replies are due by [the 30th].",
    "then": "The fair closes on Nov. 30. Until [then], entry is free.",
    "part_of_day": "The roof fell in [last night].",
    "full_date": "The bridge was closed on [Nov. 2].",
    "month": "They married [last August].",
    "weekday_set": "They swim [every Tuesday].",
    "weekday": "They met on [Friday].",
    "holiday": "The shop closed [last Thanksgiving].",
    "quarter": "Prices fell in [the third quarter of 2025].",
    "half": "Prices fell in [the first half of 2025].",
    "past_quarter": "Prices fell from [the year-ago quarter].",
    "year_ago": "Prices were lower [a year earlier].",
    "season": "Prices fell [last summer].",
    "decade": "Painters of [the 1890s] met here.",
    "nth_century": "Painters of [the 19th century] met here.",
    "year": "The mine closed in [1980].",
    "year_span": "He scored twice in the [2024-25] season.",
    "new_year": "[The new year] brings a toll.",
    "ago": "The mine closed [two years ago].",
    "set": "The heron is fed [daily].",
    "set_month": "It floods [every March].",
    "year_end": "Replies are due at [year-end].",
    "the_year": "Revenue for [the year] rose.",
    "span": "Rents rose in [the past two months].",
    "recent": "It rained in [recent weeks].",
    "deictic": "Prices fell [last week].",
    "current": "Prices will have risen by [the end of the year].",
    "weekend": "It rained over [the weekend].",
    "today": "It rained [yesterday].",
    "reference": "The ferry was [recently] sold.",
    "duration": "The siege lasted [three weeks].",
    "vague_duration": "The siege lasted for [years].",
}


def test_each_rule_has_its_resolver_and_its_text() -> None:
    assert {name for name, _ in RULES} == set(RESOLVERS) == set(TEXTS)


@pytest.mark.parametrize("rule", TEXTS)
def test_each_resolver_is_run(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def resolve(match, context):
        reading = resolver(match, context)
        read.append((match[0], reading))
        return reading

    resolver = RESOLVERS[rule]
    monkeypatch.setitem(RESOLVERS, rule, resolve)
    before, words, after = TEXTS[rule].replace("]", "[").split("[")
    times = read_times(before + words + after, MONDAY)
    assert words in [time.span.of(before + words + after) for time in times]
    assert [reading.value for written, reading in read if reading and written == words]
