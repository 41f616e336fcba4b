"""How records look in a notebook: HTML for IPython's `_repr_html_`, its style inline, nothing fetched.

The nouns of `records` use this module, which therefore does not import them: they are `Any` here.
"""

from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import Any

Mark = tuple[int, int, str]
"""Start, end and role of a stretch of text."""

SPAN_ROLES = ("source", "cue", "content")
# Translucent, so that text is legible on the light and on the dark themes of Jupyter, VS Code and Colab.
_STYLES = {
    "source": "background:rgba(70,130,220,.28)",
    "cue": "background:rgba(220,150,40,.32)",
    "content": "background:rgba(70,170,90,.24)",
    "furniture": "opacity:.5",
}
_TEXT = "white-space:pre-wrap;line-height:1.6;max-width:46em"
_LEFT = "text-align:left"


def record_html(record: Any) -> str:
    """Return the article's text, its spans marked by role, and a table of its statements."""
    text, statements = record.article.text, record.statements
    marks = [(*span, role) for each in statements for role in SPAN_ROLES for span in getattr(each, role)]
    marks += [(*span, "furniture") for span in record.article.furniture]
    rows = [{"content": _content_words(text, each.content)} | _list_readings(each) for each in statements]
    notices = "".join(f"<p>{escape(notice)}</p>" for notice in record.notices)
    return notices + _legend_html() + mark_text(text, marks) + (_table_html(rows) if rows else "")


def statement_html(statement: Any) -> str:
    """Return a statement's readings as a table of two columns; spans are offsets, because it does not hold its text."""
    where = {role: ", ".join(f"{a}–{b}" for a, b in getattr(statement, role)) for role in SPAN_ROLES}
    values = (
        _list_readings(statement) | {"kind": statement.kind, "score": statement.score} | where | {"id": statement.id}
    )
    lines = (_row_html("td", (name, value)) for name, value in values.items() if value not in (None, ""))
    return f"<table>{''.join(lines)}</table>"


def mark_text(text: str, marks: Iterable[Mark]) -> str:
    """Return a text, escaped, with each mark's stretch in an element whose class is its role.

    Where marks overlap, each piece between two boundaries has the roles of all that cover it.

    >>> mark_text("<Voss> said", [(7, 11, "cue")]).count("<mark")
    1
    """
    # Spans overlap: a quotation may hold its own cue, and one statement the content of another.
    marks = list(marks)
    bounds = sorted({0, len(text), *(place for start, end, _ in marks for place in (start, end))})
    pieces = (
        _mark_piece(text[a:b], [role for start, end, role in marks if start <= a and b <= end])
        for a, b in pairwise(bounds)
    )
    return f'<div style="{_TEXT}">{"".join(pieces)}</div>'


def _mark_piece(words: str, roles: list[str]) -> str:
    if not roles:
        return escape(words)
    roles = list(dict.fromkeys(roles))
    styles = ";".join(_STYLES[role] for role in roles)
    # Jupyter colours the text of "mark" black, which the dark theme makes illegible.
    return f'<mark class="{" ".join(roles)}" style="color:inherit;{styles}">{escape(words)}</mark>'


def _legend_html() -> str:
    return f"<p>{' '.join(_mark_piece(role, [role]) for role in SPAN_ROLES)}</p>"


def _list_readings(statement: Any) -> dict[str, object]:
    """What was read of a statement, in the row's own values."""
    speaker, forecast = statement.speaker, statement.forecast
    return {
        "speaker": speaker.name or f"unnamed ({speaker.because})",
        "role": ", ".join(part for part in (speaker.role, speaker.organisation) if part),
        "act": statement.act,
        "said at": statement.said_at and statement.said_at.value,
        "times": ", ".join(time.value for time in statement.times),
        "quantities": ", ".join(_format_range(quantity) for quantity in statement.quantities),
        "certainty": ", ".join(hedge.phrase for hedge in statement.certainty),
        "forecast": forecast and f"{forecast.first or '…'} to {forecast.last or '…'}",
    }


def _format_range(quantity: Any) -> str:
    ends = f"{quantity.low:g}" if quantity.low == quantity.high else f"{quantity.low:g}–{quantity.high:g}"
    return f"{quantity.comparator.strip('=')}{ends} {quantity.unit or ''}".strip()


def _content_words(text: str, spans: Iterable[Any]) -> str:
    return " … ".join(span.of(text) for span in sorted(spans))


def _table_html(rows: list[dict[str, object]]) -> str:
    return f"<table>{_row_html('th', rows[0])}{''.join(_row_html('td', row.values()) for row in rows)}</table>"


def _row_html(tag: str, cells: Iterable[object]) -> str:
    return f"<tr>{''.join(_cell_html(tag, cell) for cell in cells)}</tr>"


def _cell_html(tag: str, value: object) -> str:
    return f'<{tag} style="{_LEFT}">{"" if value is None else escape(str(value))}</{tag}>'
