"""Series as a chart."""

from watched import items

from onrecord.render import charts
from onrecord.watches import Series, plot_series
from onrecord.watches.series import find_points

TEXT = (
    "{S:Anton Reh} {C:said} {T:that 4,000 to 6,000 masons were there}. "
    "{S:Hana Doul} {C:said} {T:that more than 9,000 masons and up to 50 horses were there}."
)


def spec() -> dict:
    found = [
        p
        for series in (Series("Masons", ("masons",)), Series("Horses", ("horses",)))
        for it in items(TEXT)
        for p in find_points(series, it)
    ]
    return plot_series(found, "The weir")


def test_a_panel_a_series_with_low_and_high() -> None:
    masons, horses = spec()["vconcat"]
    assert [panel["title"]["text"] for panel in (masons, horses)] == ["Masons", "Horses"]
    rows = [(row["speaker"], row["value"], row["end"]) for row in masons["data"]["values"]]
    assert rows == [
        ("Anton Reh", 4000, "known"),
        ("Anton Reh", 6000, "known"),
        ("Hana Doul", 9000, "or more"),
    ]
    assert [(row["value"], row["end"]) for row in horses["data"]["values"]] == [(50, "or fewer")]
    bars = [layer for layer in masons["layer"] if layer["mark"]["type"] == "rule"]
    assert [(row["low"], row["high"]) for layer in bars for row in layer["data"]["values"]] == [(4000, 6000)] * 2


def test_it_can_be_drawn() -> None:
    drawn = charts.draw_svg(spec())
    assert drawn.startswith("<svg")
    assert "Masons" in drawn


def test_nothing_to_draw_is_drawn_too() -> None:
    assert charts.draw_svg(plot_series([], "Empty")).startswith("<svg")
