"""Charts as data: Vega-Lite specifications, and SVG drawn from the same ones."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.scoring import Foretold, Score, state

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_VERSION = "5.21"
"""The version of Vega-Lite that SVG is drawn by."""
_GREY, _BLUE = "#8a8a8a", "#0072b2"
_CAME = {"yes": "#009e73", "no": "#d55e00", "partly": "#e69f00", "void": _GREY, "not resolved": "#56b4e9"}
"""Okabe and Ito's colours, which the colour-blind tell apart; each has its own shape beside."""
_SHAPES = ["circle", "cross", "diamond", "square", "triangle-right"]
_LONGEST = 70
"""Characters of a statement that stand beside its line."""


def calibration(made: Score, title: str = "Forecasts") -> Spec:
    """What was said against what came: a point a bin, as large as it has forecasts, with n and a 95 % interval."""
    points = [
        {"said": b.said, "came": b.came.value, "low": b.came.low, "high": b.came.high, "n": b.n} for b in made.bins
    ]
    few = f"small n: {made.n} forecasts" if made.small else f"{made.n} forecasts"
    brier = f"; Brier score {made.brier.middle.value:.3f}" if made.brier else ""
    x, y = _share("said", "probability said (middle of the phrase's interval)"), _share("came", "share that came true")
    ideal = {"data": {"values": [{"said": 0, "came": 0}, {"said": 1, "came": 1}]}, "encoding": {"x": x, "y": y}}
    layers = [
        ideal | {"mark": {"type": "line", "color": _GREY, "strokeDash": [4, 4]}},
        {
            "mark": {"type": "rule", "color": _BLUE},
            "encoding": {"x": x, "y": _share("low", ""), "y2": {"field": "high"}},
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
    return _spec(title, few + brier, points) | {"width": 360, "height": 360, "layer": layers}


def timeline(forecasts: Iterable[Foretold], *, today: date, title: str = "Forecasts") -> Spec:
    """A line a forecast, from the day it was said to the end of its horizon, with what came of it at its end.

    Lighter: what does not count in a score. Those of which neither day is known are left out.
    """
    rows = [_line(made, today) for made in forecasts if made.said or made.due]
    rows.sort(key=lambda row: (row["from"], row["to"], row["id"]))
    came = {"field": "came", "type": "nominal", "title": None}
    days = "from the day it was said to the end of its horizon"
    x = {"field": "from", "type": "temporal", "scale": {"type": "utc"}, "title": days}
    shown = ("label", "from", "to", "odds", "came", "why")
    both: Spec = {
        "y": {"field": "id", "type": "nominal", "sort": None, "title": None, "axis": _labels(rows)},
        "color": came | {"scale": {"domain": list(_CAME), "range": list(_CAME.values())}},
        "opacity": {"condition": {"test": "datum.counts", "value": 1}, "value": 0.45},
        "tooltip": [{"field": name, "type": "nominal"} for name in shown],
    }
    shape = came | {"scale": {"domain": list(_CAME), "range": _SHAPES}}
    layers = [
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": both | {"x": x, "x2": {"field": "to"}}},
        {
            "mark": {"type": "point", "filled": True, "size": 70},
            "encoding": both | {"x": x | {"field": "to"}, "shape": shape},
        },
    ]
    count = sum(row["counts"] for row in rows)
    under = f"{len(rows)} forecasts, of which {count} count in a score on {today.isoformat()}"
    return _spec(title, under, rows) | {"width": 480, "height": {"step": 20}, "layer": layers}


def write(made: Spec, path: Path) -> None:
    """Write a chart: FILE.svg as a picture, FILE.json (or .vl.json) as the specification; any other is refused."""
    if path.suffix == ".svg":
        words = svg(made)
    elif path.suffix == ".json":
        words = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    else:
        raise OnrecordError(f"{path}: is no name for a chart: end it in .svg (a picture) or .vl.json (Vega-Lite)")
    try:
        path.write_text(words, "utf-8")
    except OSError as error:
        raise OnrecordError(f"{path}: cannot be written ({error.strerror}): name another file") from None


def svg(made: Spec) -> str:
    """The picture of a specification; nothing is fetched. OnrecordError where the extra `plot` is not installed."""
    try:
        import vl_convert
    except ImportError:
        raise OnrecordError(
            "a picture needs vl-convert-python: `pip install 'onrecord[plot]'`, or write FILE.vl.json"
        ) from None
    drawn: str = vl_convert.vegalite_to_svg(made, vl_version=_VERSION, allowed_base_urls=[])
    return drawn


def _spec(title: str, under: str, values: list[dict[str, Any]]) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": under, "anchor": "start"},
        "background": "white",
        "data": {"values": values},
    }


def _share(field: str, title: str) -> Spec:
    made = {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": "%"}}
    return made | ({"title": title} if title else {})


def _line(made: Foretold, today: date) -> dict[str, Any]:
    why = state(made, today)
    words = made.words if len(made.words) <= _LONGEST else made.words[: _LONGEST - 1].rstrip() + "…"
    odds = "" if made.low is None or made.high is None else f"{made.low:.0%} to {made.high:.0%}"
    first, last = made.said or made.due, made.due or made.said
    return {
        "id": made.id,
        "label": f"{made.speaker or 'unnamed'}: {words}",
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
        "odds": odds,
        "came": made.outcome or "not resolved",
        "counts": why == "counts",
        "why": why,
    }


def _labels(rows: list[dict[str, Any]]) -> Spec:
    """An axis that shows each row's label for its id: two forecasts may have the same words."""
    names = json.dumps({row["id"]: row["label"] for row in rows}, ensure_ascii=False)
    return {"labelExpr": f"{names}[datum.value]", "labelLimit": 420}
