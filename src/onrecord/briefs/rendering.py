"""Render a brief as Markdown and as HTML. The page is self-contained: its style and its chart are inside it."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.briefs.brief import Brief
from onrecord.files import replace_file
from onrecord.text.normalise import collapse_spaces
from onrecord.text.visible import show_controls

# What CommonMark and GitHub's tables take for markup anywhere in a line.
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]|~])")
# What makes a heading or a list only at the start of a line.
_LINE_START = re.compile(r"^(?=[#+=-])")
_NUMBERED_ITEM = re.compile(r"^(\d+)(?=[.)](?:\s|$))")


def render_html(brief: Brief, *, chart: str = "") -> str:
    """Render the page. chart: SVG of the series, drawn by us; empty where there is none."""
    return _template_environment(autoescape=True).get_template("brief.html").render(brief=brief, chart=Markup(chart))


def render_markdown(brief: Brief) -> str:
    """Render the same as Markdown (CommonMark with GitHub's tables), without the chart."""
    words = _template_environment(autoescape=False).get_template("brief.md").render(brief=brief)
    return re.sub(r"\n{3,}", "\n\n", words).strip() + "\n"


def write_brief(words: str, path: Path) -> None:
    """Write a file, whole or not at all; OnrecordError where that cannot be done."""
    with replace_file(path) as beside:
        beside.write_text(words, "utf-8")


def escape_value(value: Any) -> Any:
    """Escape all that Markdown or HTML would take for markup, in one line; its control characters become visible.

    >>> print(escape_value("- 3 * 4 < 5_000"))
    \\- 3 \\* 4 &lt; 5\\_000
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    plain = _MARKDOWN_SPECIAL.sub(r"\\\1", collapse_spaces(show_controls(value)))
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NUMBERED_ITEM.sub(r"\1\\", _LINE_START.sub(r"\\", plain))


def _show_value(value: Any) -> Any:
    """Make the control characters of a value visible: a browser hides them, or reorders what is around them."""
    return show_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _template_environment(*, autoescape: bool) -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.briefs"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Whatever a template prints is made safe here, so that none can be forgotten. Jinja escapes HTML itself.
        finalize=_show_value if autoescape else escape_value,
    )
