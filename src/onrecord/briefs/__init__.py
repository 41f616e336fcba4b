"""Briefs: what comes out of a watch, as Markdown and as one self-contained page of HTML."""

from onrecord.briefs.brief import Brief, compose_brief
from onrecord.briefs.build import brief_of_report, build_brief, draw_series, week_before
from onrecord.briefs.rendering import render_html, render_markdown, write_brief

__all__ = [
    "Brief",
    "brief_of_report",
    "build_brief",
    "compose_brief",
    "draw_series",
    "render_html",
    "render_markdown",
    "week_before",
    "write_brief",
]
