"""Charts as data, and that they can be drawn."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import vl_convert
from lxml import etree

from onrecord.errors import OnrecordError
from onrecord.render import charts
from onrecord.scoring import Foretold, score_forecasts

TODAY = date(2026, 11, 1)
DUE = date(2026, 10, 1)
SAID = date(2026, 3, 1)
MADE = [
    Foretold(
        "a", low=0.55, high=0.8, due=DUE, outcome="yes", confirmed=True, said=SAID, speaker="Mara Voss", words="rain"
    ),
    Foretold(
        "b",
        low=0.55,
        high=0.8,
        due=DUE,
        outcome="no",
        confirmed=True,
        said=date(2026, 2, 1),
        speaker="Ion Pell",
        words="rain",
    ),
    Foretold("c", low=0.1, high=0.2, due=None, outcome=None, confirmed=True, said=SAID, words="snow " * 30),
    Foretold("d", low=0.1, high=0.2, due=date(2027, 1, 1), outcome="yes", confirmed=True, said=SAID, words='"hail"\\'),
    Foretold("e", low=0.1, high=0.2, due=None, outcome=None, words="never said"),
]


def words(picture: str) -> str:
    root = etree.fromstring(picture.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return " ".join(root.itertext())


def test_calibration_has_a_point_a_bin() -> None:
    made = charts.calibration_chart(score_forecasts(MADE, today=TODAY), "Ferries")
    (point,) = made["data"]["values"]
    assert (point["n"], point["came"], round(point["said"], 3)) == (2, 0.5, 0.675)
    assert 0 < point["low"] < 0.5 < point["high"] < 1
    assert made["title"]["subtitle"] == "small n: 2 forecasts; Brier score 0.281"
    shown = words(charts.draw_svg(made))
    assert "Ferries" in shown
    assert "share that came true" in shown


def test_a_timeline_has_a_line_a_forecast_by_day() -> None:
    made = charts.timeline_chart(MADE, today=TODAY)
    rows = made["data"]["values"]
    assert [row["id"] for row in rows] == ["b", "c", "a", "d"]
    assert [(row["from"], row["to"]) for row in rows[:2]] == [
        ("2026-02-01", "2026-10-01"),
        ("2026-03-01", "2026-03-01"),
    ]
    assert [row["counts"] for row in rows] == [True, False, True, False]
    assert [row["came"] for row in rows] == ["no", "not resolved", "yes", "yes"]
    shown = words(charts.draw_svg(made))
    assert "Mara Voss: rain" in shown
    assert 'unnamed: "hail"\\' in shown
    assert "snow snow" in shown
    assert "snow " * 20 not in shown


def test_every_state_has_its_own_colour_and_shape() -> None:
    made = charts.timeline_chart(MADE, today=TODAY)
    scales = [made["layer"][1]["encoding"][channel]["scale"] for channel in ("color", "shape")]
    assert all(len(set(s["range"])) == len(s["domain"]) == 5 for s in scales)
    assert {row["came"] for row in made["data"]["values"]} <= set(scales[0]["domain"])


EMPTY = [charts.calibration_chart(score_forecasts([], today=TODAY)), charts.timeline_chart([], today=TODAY)]


@pytest.mark.parametrize(
    "spec",
    [*EMPTY, charts.calibration_chart(score_forecasts(MADE, today=TODAY)), charts.timeline_chart(MADE, today=TODAY)],
)
def test_each_chart_compiles_without_a_warning(spec, capfd: pytest.CaptureFixture[str]) -> None:
    made = vl_convert.vegalite_to_vega(spec, vl_version="5.21", show_warnings=True)
    assert made["$schema"].endswith("/vega/v5.json")
    assert capfd.readouterr() == ("", "")


def test_files_are_told_by_their_names(tmp_path: Path) -> None:
    spec = charts.timeline_chart(MADE, today=TODAY)
    charts.write_chart(spec, tmp_path / "a.vl.json")
    assert json.loads((tmp_path / "a.vl.json").read_text()) == spec
    charts.write_chart(spec, tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text() == charts.draw_svg(spec)
    with pytest.raises(OnrecordError, match=r"a.png: does not name a chart: end it in .svg"):
        charts.write_chart(spec, tmp_path / "a.png")
    with pytest.raises(OnrecordError, match="cannot be written"):
        charts.write_chart(spec, tmp_path / "none" / "a.svg")


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    spec = charts.timeline_chart([replace(MADE[0])], today=TODAY)
    with pytest.raises(OnrecordError, match=r"pip install 'onrecord\[plot\]'"):
        charts.write_chart(spec, tmp_path / "a.svg")
    charts.write_chart(spec, tmp_path / "a.vl.json")
