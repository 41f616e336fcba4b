"""A brief as Markdown and as HTML. The page asks nothing of the network: its style and its chart are inside it."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.briefs.brief import Brief
from onrecord.errors import OnrecordError

_SPECIAL = re.compile(r"([\\`*_{}\[\]|~])")
_BULLET = re.compile(r"^(?=[#+=-])")
_NUMBERED = re.compile(r"^(\d+)(?=[.)](?:\s|$))")


def render_html(made: Brief, *, chart: str = "") -> str:
    """The page. chart: SVG of the series, drawn by us; empty where there is none."""
    return _environment(autoescape=True).get_template("brief.html").render(brief=made, chart=Markup(chart))


def render_markdown(made: Brief) -> str:
    """The same as Markdown (CommonMark with GitHub's tables), without the chart."""
    words = _environment(autoescape=False).get_template("brief.md").render(brief=made)
    return re.sub(r"\n{3,}", "\n\n", words).strip() + "\n"


def write_brief(words: str, path: Path) -> None:
    """Write a file; OnrecordError where that cannot be done."""
    try:
        path.write_text(words, "utf-8")
    except OSError as error:
        raise OnrecordError(f"{path}: cannot be written ({error.strerror}): name another file") from None


def escape_value(value: Any) -> Any:
    """Words with all that Markdown or HTML would take for its own made plain; in one line.

    >>> print(escape_value("- 3 * 4 < 5_000"))
    \\- 3 \\* 4 &lt; 5\\_000
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    plain = _SPECIAL.sub(r"\\\1", " ".join(value.split()))
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NUMBERED.sub(r"\1\\", _BULLET.sub(r"\\", plain))


def _environment(*, autoescape: bool) -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.briefs"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Whatever a template prints in Markdown is escaped, so that none can be forgotten.
        finalize=None if autoescape else escape_value,
    )
