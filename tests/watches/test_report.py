"""What the ledger has for a watch."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from watched import AT, DAY, ledger, read

from onrecord.judgements import Judgement, Resolution, Weighing, Withdrawal
from onrecord.ledger import Ledger, Query, watches
from onrecord.ledger.search.engine import find_newest
from onrecord.watches import Hypothesis, Indicator, Report, Series, Watch, count_new_signs, gather_report
from onrecord.watches.hypotheses import find_leaders
from onrecord.watches.items import describe_speaker
from onrecord.watches.report import describe_decisive_cells, forecast_deadline, judged_evidence, series_query

TEXTS = [
    "{S:Anton Reh} {C:said} {T:that the weir in Tarn would probably be rebuilt by May}.",
    "{S:Hana Doul} {C:said} {T:that 40 masons were at the weir}. "
    "{S:Ilse Marken} {C:denied} {T:that the weir had burst}.",
    "{S:Pavel Osk} {C:said} {T:that the ferry sank}.",
    "{S:Pavel Osk} {C:said} {T:that 90 masons were at work}.",
]
WATCH = Watch(
    "The weir",
    indicators=(Indicator("Weir", "weir"), Indicator("Denials", "weir act:deny"), Indicator("Doul", "", "doul")),
    series=(Series("Masons", ("masons",)),),
    hypotheses=(Hypothesis("frost", "Frost broke it."), Hypothesis("flood", "The flood broke it.")),
)


@pytest.fixture
def kept(tmp_path: Path) -> Ledger:
    with Ledger.open(ledger(tmp_path / "record.db", TEXTS)) as opened:
        yield opened


def report(kept: Ledger) -> Report:
    return gather_report(kept, WATCH, today=DAY)


def weigh(kept: Ledger, subject: str, hypothesis: str, cell: str, **data: str) -> Judgement:
    about = {"watch": "The weir", "hypothesis": hypothesis, "cell": cell}
    return kept.judge(Weighing(subject, **about | data, by="Ida", at=datetime.now(UTC)))


def test_signs_are_found_by_each_indicator(kept: Ledger) -> None:
    found = {}
    for sign in report(kept).signs:
        found.setdefault(sign.indicator.name, []).append(sign.item.speaker)
    assert {name: sorted(speakers) for name, speakers in found.items()} == {
        "Weir": ["Anton Reh", "Hana Doul", "Ilse Marken"],
        "Denials": ["Ilse Marken"],
        "Doul": ["Hana Doul"],
    }


def test_signs_are_dated_and_placed_with_their_words(kept: Ledger) -> None:
    (reh,) = [sign.item for sign in report(kept).signs if sign.item.speaker == "Anton Reh"]
    assert (reh.on, reh.publisher, reh.cue) == (DAY, "The Courier", "said")
    assert reh.quotation == "that the weir in Tarn would probably be rebuilt by May"
    assert (reh.place.name, reh.place.because) == ("Tarn", "“in Tarn” in what was said")


def test_what_was_reported_is_new_no_more_and_stays_so(kept: Ledger) -> None:
    made = report(kept)
    assert made.new == made.signs
    watches.keep_reported(kept.database, "The weir", [sign.key for sign in made.signs[:2]], at=AT)
    watches.keep_reported(kept.database, "The weir", [sign.key for sign in made.signs[:2]], at=AT.replace(year=2030))
    watches.keep_reported(kept.database, "Another watch", [sign.key for sign in made.signs], at=AT)
    again = report(kept)
    assert [sign.key for sign in again.new] == [sign.key for sign in made.signs[2:]]
    assert [sign.reported for sign in again.signs[:2]] == [AT, AT]
    kept.keep(read("{S:Osk} {C:said} {T:that the weir burst again}."), model="rules", at=AT)
    assert "Osk" in [sign.item.speaker for sign in report(kept).new if sign.indicator.name == "Weir"]


def test_series_and_disagreements(kept: Ledger) -> None:
    made = report(kept)
    assert [(p.low, p.high, p.item.speaker) for p in made.points] in (
        [(40, 40, "Hana Doul"), (90, 90, "Pavel Osk")],
        [(90, 90, "Pavel Osk"), (40, 40, "Hana Doul")],
    )
    (differ,) = made.disagreements
    assert (differ.kind, differ.about) == ("figure", "Masons")


def test_forecasts_by_the_end_of_their_horizon_with_what_came_of_them(kept: Ledger) -> None:
    (foreseen,) = report(kept).forecasts
    assert forecast_deadline(foreseen) == date(2027, 5, 31)
    assert foreseen.resolved is None
    made = kept.judge(Resolution(foreseen.item.id, outcome="yes", by="Ida", at=AT))
    assert report(kept).forecasts[0].resolved == made


def test_evidence_is_what_people_judged_last_and_did_not_withdraw(kept: Ledger) -> None:
    one, other = (sign.item.id for sign in report(kept).signs[:2])
    weigh(kept, one, "frost", "consistent", weight="high")
    weigh(kept, one, "frost", "inconsistent")
    weigh(kept, other, "flood", "inconsistent")
    weigh(kept, other, "a hypothesis that left the file", "inconsistent")
    kept.judge(Weighing(one, watch="Another", hypothesis="flood", cell="neither", by="Ida", at=AT))
    made = report(kept)
    assert {e.weighed.id: (dict(e.weighed.cells), e.weighed.weight) for e in made.evidence} == {
        one: ({"frost": "inconsistent"}, "high"),
        other: ({"flood": "inconsistent"}, "medium"),
    }
    assert find_leaders(made.matrix) == ("flood",)
    (last,) = [j for e in made.evidence if e.weighed.id == other for j in e.judged]
    kept.judge(Withdrawal(last.id, by="Ida", at=datetime.now(UTC)))
    assert [e.weighed.id for e in report(kept).evidence] == [one]


def test_evidence_that_was_redacted_counts_but_has_no_words(kept: Ledger) -> None:
    from onrecord.ledger.redaction import redact

    (reh,) = [sign.item for sign in report(kept).signs if sign.item.speaker == "Anton Reh"]
    weigh(kept, reh.id, "frost", "inconsistent")
    redact(kept.database, reh.record.article.id, "a court", by="Ida", at=datetime.now(UTC))
    made = report(kept)
    (evidence,) = made.evidence
    assert evidence.item is None
    assert find_leaders(made.matrix) == ("flood",)
    assert any("(redacted)" in line for line in describe_decisive_cells(made))


def test_the_last_word_on_a_weight_counts() -> None:
    about = {"watch": "w", "hypothesis": "frost", "cell": "neither"}
    judged = [Weighing("s", **about | d, by="Ida", at=AT) for n, d in enumerate([{"weight": "low"}, {}])]
    assert judged_evidence("s", judged).weight == "low"


QUERIES = [
    (Series("a", ("troops", "soldiers")), 'unit:"troops" OR unit:"soldiers"'),
    (Series("a", ("people",), ("on board", "tickets"), query="ferry"), 'ferry "on board" OR "tickets" unit:"people"'),
    (Series("a", speaker="voss"), ""),
]


@pytest.mark.parametrize(("series", "want"), QUERIES)
def test_the_search_of_a_series(series: Series, want: str) -> None:
    assert series_query(series) == want


def test_who_shows_the_words_where_the_name_is_not_in_them(kept: Ledger) -> None:
    reh = report(kept).signs[0].item
    assert describe_speaker(replace(reh, speaker="Anton Reh", source="Anton Reh, a mason,")) == "Anton Reh"
    assert describe_speaker(replace(reh, speaker="Anton Reh", source="he")) == "Anton Reh (“he”)"


def test_more_statements_than_are_asked_for_at_once(kept: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.watches import report as reporting

    want = [sign.key for sign in report(kept).signs]
    monkeypatch.setattr(reporting, "_PAGE_SIZE", 1)
    assert [sign.key for sign in report(kept).signs] == want


def test_bounded_it_keeps_the_newest_and_says_what_was_cut(kept: Ledger) -> None:
    whole, some = report(kept), gather_report(kept, WATCH, today=DAY, most=2)
    assert gather_report(kept, WATCH, today=DAY, most=50) == whole
    assert some.cut == ("Weir", "disagreements")
    weirs = {sign.item.id for sign in some.signs if sign.indicator.name == "Weir"}
    assert len(weirs) == 2
    assert weirs < {sign.item.id for sign in whole.signs}


def test_what_is_new_is_counted_without_reading_it(kept: Ledger) -> None:
    made = count_new_signs(kept, WATCH, today=DAY, most=50)
    assert (made.count, made.more) == (5, False)
    assert set(made.keys) == {sign.key for sign in report(kept).new}
    assert count_new_signs(kept, WATCH, today=DAY, most=2).more
    first = min(one.number for one in find_newest(kept.database, Query("weir"), most=9, today=DAY)[0])
    assert len(count_new_signs(kept, WATCH, today=DAY, most=50, until=first).keys) == 1
    watches.keep_reported(kept.database, WATCH.name, made.keys, at=AT)
    assert count_new_signs(kept, WATCH, today=DAY, most=50).count == 0


def test_where_not_all_items_were_compared_it_says_so(kept: Ledger) -> None:
    of_weir = {sign.item.id for sign in report(kept).signs if sign.indicator.name == "Weir"}
    # Two indicators, neither cut, whose items together are one more than the bound.
    apart = replace(
        WATCH,
        series=(),
        indicators=(Indicator("Weir", "weir"), Indicator("The rest", "-weir")),
    )
    whole = gather_report(kept, apart, today=DAY)
    most = max(len(of_weir), len(whole.items) - len(of_weir))
    assert most < len(whole.items)
    assert gather_report(kept, apart, today=DAY, most=most).cut == ("disagreements",)
    assert gather_report(kept, apart, today=DAY, most=len(whole.items)).cut == ()
