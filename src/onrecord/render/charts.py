"""Charts as data: Vega-Lite specifications, and SVG drawn from the same ones."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.files import replace_file
from onrecord.scoring import Foretold, Score, counting_state
from onrecord.text.format import format_day, format_probability

ChartSpec = dict[str, Any]

VEGA_LITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# The newest Vega-Lite that the desk's vendored copy and vl-convert both have.
_VEGA_LITE_VERSION = "5.21"
_GREY, _BLUE = "#8a8a8a", "#0072b2"
# Okabe and Ito's colours, which colour-blind readers distinguish; each outcome has a shape of its own besides.
_OUTCOME_COLOURS = {"yes": "#009e73", "no": "#d55e00", "partly": "#e69f00", "void": _GREY, "not resolved": "#56b4e9"}
_OUTCOME_SHAPES = ["circle", "cross", "diamond", "square", "triangle-right"]
# Characters of a statement beside its line: more would leave the timeline no room on a page.
_LABEL_LENGTH = 70


def calibration_chart(score: Score, title: str = "Forecasts") -> ChartSpec:
    """Return the calibration chart: stated probability against the share that came true, a point a bin.

    A point is as large as its bin has forecasts, with their number and the share's 95 % interval.
    """
    points = [
        {"said": b.said, "came": b.came.value, "low": b.came.low, "high": b.came.high, "n": b.n} for b in score.bins
    ]
    few = f"small n: {score.n} forecasts" if score.small else f"{score.n} forecasts"
    brier = f"; Brier score {score.brier.middle.value:.3f}" if score.brier else ""
    x = _share_axis("said", "probability said (middle of the phrase's interval)")
    y = _share_axis("came", "share that came true")
    ideal = {"data": {"values": [{"said": 0, "came": 0}, {"said": 1, "came": 1}]}, "encoding": {"x": x, "y": y}}
    layers = [
        ideal | {"mark": {"type": "line", "color": _GREY, "strokeDash": [4, 4]}},
        {
            "mark": {"type": "rule", "color": _BLUE},
            "encoding": {"x": x, "y": _share_axis("low", ""), "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "color": _BLUE, "opacity": 0.9},
            "encoding": {"x": x, "y": y, "size": {"field": "n", "type": "quantitative", "legend": None}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 9, "dy": -6},
            "encoding": {"x": x, "y": y, "text": {"field": "n", "type": "quantitative"}},
        },
    ]
    return _base_spec(title, few + brier, points) | {"width": 360, "height": 360, "layer": layers}


def timeline_chart(forecasts: Iterable[Foretold], *, today: date, title: str = "Forecasts") -> ChartSpec:
    """Return the timeline: a line a forecast, from the day it was said to the end of its horizon and its outcome.

    What does not count in a score is lighter. Forecasts of which neither day is known are left out.
    """
    rows = [_timeline_row(forecast, today) for forecast in forecasts if forecast.said or forecast.due]
    rows.sort(key=lambda row: (row["from"], row["to"], row["id"]))
    outcome = {"field": "came", "type": "nominal", "title": None}
    days = "from the day it was said to the end of its horizon"
    x = {"field": "from", "type": "temporal", "scale": {"type": "utc"}, "title": days}
    shown = ("label", "from", "to", "odds", "came", "why")
    both: ChartSpec = {
        "y": {"field": "id", "type": "nominal", "sort": None, "title": None, "axis": _label_axis(rows)},
        "color": outcome | {"scale": {"domain": list(_OUTCOME_COLOURS), "range": list(_OUTCOME_COLOURS.values())}},
        "opacity": {"condition": {"test": "datum.counts", "value": 1}, "value": 0.45},
        "tooltip": [{"field": name, "type": "nominal"} for name in shown],
    }
    shape = outcome | {"scale": {"domain": list(_OUTCOME_COLOURS), "range": _OUTCOME_SHAPES}}
    layers = [
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": both | {"x": x, "x2": {"field": "to"}}},
        {
            "mark": {"type": "point", "filled": True, "size": 70},
            "encoding": both | {"x": x | {"field": "to"}, "shape": shape},
        },
    ]
    count = sum(row["counts"] for row in rows)
    subtitle = f"{len(rows)} forecasts, of which {count} count in a score on {format_day(today)}"
    return _base_spec(title, subtitle, rows) | {"width": 480, "height": {"step": 20}, "layer": layers}


def write_chart(spec: ChartSpec, path: Path) -> None:
    """Write a chart: FILE.svg as a picture, FILE.json (or .vl.json) as its specification.

    OnrecordError for another ending, or where the file cannot be written.
    """
    if path.suffix == ".svg":
        words = draw_svg(spec)
    elif path.suffix == ".json":
        words = json.dumps(spec, ensure_ascii=False, indent=1) + "\n"
    else:
        raise OnrecordError(f"{path}: does not name a chart: end it in .svg (a picture) or .vl.json (Vega-Lite)")
    with replace_file(path) as beside:
        beside.write_text(words, "utf-8")


def draw_svg(spec: ChartSpec) -> str:
    """Draw a specification as SVG; nothing is fetched. OnrecordError where the extra `plot` is not installed."""
    try:
        import vl_convert
    except ImportError:
        raise OnrecordError(
            "a picture needs vl-convert-python: `pip install 'onrecord[plot]'`, or write FILE.vl.json"
        ) from None
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE_VERSION, allowed_base_urls=[])
    return drawn


def _base_spec(title: str, subtitle: str, values: list[dict[str, Any]]) -> ChartSpec:
    return {
        "$schema": VEGA_LITE_SCHEMA,
        "title": {"text": title, "subtitle": subtitle, "anchor": "start"},
        "background": "white",
        "data": {"values": values},
    }


def _share_axis(field: str, title: str) -> ChartSpec:
    axis = {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": "%"}}
    return axis | ({"title": title} if title else {})


def _timeline_row(forecast: Foretold, today: date) -> dict[str, Any]:
    why = counting_state(forecast, today)
    words = (
        forecast.words if len(forecast.words) <= _LABEL_LENGTH else forecast.words[: _LABEL_LENGTH - 1].rstrip() + "…"
    )
    first, last = forecast.said or forecast.due, forecast.due or forecast.said
    return {
        "id": forecast.id,
        "label": f"{forecast.speaker or 'unnamed'}: {words}",
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
        "odds": format_probability(forecast.low, forecast.high),
        "came": forecast.outcome or "not resolved",
        "counts": why == "counts",
        "why": why,
    }


def _label_axis(rows: list[dict[str, Any]]) -> ChartSpec:
    """Return an axis that shows each row's label for its id, since two forecasts may have the same words."""
    names = json.dumps({row["id"]: row["label"] for row in rows}, ensure_ascii=False)
    return {"labelExpr": f"{names}[datum.value]", "labelLimit": 420}
