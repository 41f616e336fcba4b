"""Series as one Vega-Lite specification, with a panel for each; `onrecord.render.charts` writes and draws it."""

from collections.abc import Iterable, Sequence

from onrecord.render.charts import VEGA_LITE_SCHEMA, ChartSpec
from onrecord.text.format import format_quantity
from onrecord.watches.series import Point

# Okabe and Ito's, which people who are colour-blind can distinguish.
_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8a8a"]
# An open end has a shape of its own beside it.
_END_SHAPES = {"known": "circle", "or more": "triangle-up", "or fewer": "triangle-down"}
# Fewer days than this have a tick each; more would overprint their labels.
_FEW_DAYS = 8


def plot_series(points: Iterable[Point], title: str) -> ChartSpec:
    """Return a chart with a panel for each series: a bar from low to high on the days that each figure is about.

    Colour is the speaker. A triangle points to where the range is open. Points without a day are left out.
    """
    panels: dict[str, list[Point]] = {}
    for point in points:
        if point.first:
            panels.setdefault(point.series, []).append(point)
    return {
        "$schema": VEGA_LITE_SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "background": "white",
        "vconcat": [_series_panel(name, own) for name, own in panels.items()],
        "bounds": "flush",
        "spacing": 60,
        "resolve": {"scale": {"color": "independent"}},
    }


def _series_panel(name: str, points: Sequence[Point]) -> ChartSpec:
    rows = [row for point in points for row in _point_rows(point)]
    axis: ChartSpec = {"format": "%-d %b %Y"}
    if len({row["on"] for row in rows}) < _FEW_DAYS:
        axis["tickCount"] = {"interval": "day", "step": 1}
    # A day has no time zone: in local time it would move to the day before.
    x = {"field": "on", "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis}
    units = list(dict.fromkeys(point.quantity.unit for point in points if point.quantity.unit))
    title = " / ".join(units) + "".join(dict.fromkeys(f" a {p.quantity.rate}" for p in points if p.quantity.rate))
    y = {"field": "value", "type": "quantitative", "title": title or None, "scale": {"zero": True}}
    colour = {"field": "speaker", "type": "nominal", "title": None, "scale": {"range": _COLOURS}}
    ends = {
        "field": "end",
        "type": "nominal",
        "scale": {"domain": list(_END_SHAPES), "range": list(_END_SHAPES.values())},
    }
    bars = [row for row in rows if row["low"] != row["high"] and row["end"] == "known"]
    tooltip = [{"field": field, "type": "nominal"} for field in ("speaker", "said", "on", "printed in")]
    layers: list[ChartSpec] = [
        {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip, "shape": ends | {"legend": None}},
        }
    ]
    if bars:
        low, high = y | {"field": "low"}, {"field": "high"}
        encoding = {"x": x, "y": low, "y2": high, "color": colour}
        layers.insert(0, {"data": {"values": bars}, "mark": {"type": "rule", "strokeWidth": 4}, "encoding": encoding})
    return {
        "title": {"text": name, "anchor": "start"},
        "width": 480,
        "height": 110,
        "data": {"values": rows},
        "layer": layers,
    }


def _point_rows(point: Point) -> list[ChartSpec]:
    """Return a row for each end of the range; one where both are the same, or one is open."""
    quantity, item = point.quantity, point.item
    end = "or fewer" if point.low is None else "or more" if point.high is None else "known"
    about = {
        "speaker": item.speaker,
        "on": point.first.isoformat() if point.first else None,
        "said": format_quantity(quantity),
        "printed in": item.publisher or item.title,
        "low": point.low,
        "high": point.high,
        "end": end,
    }
    values = [value for value in dict.fromkeys((point.low, point.high)) if value is not None]
    return [about | {"value": value} for value in values]
