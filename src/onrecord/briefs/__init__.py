"""Briefs: what comes out of a watch, as Markdown and as one self-contained page of HTML."""

from onrecord.briefs.brief import Brief, brief
from onrecord.briefs.build import WEEK, chart, make, of
from onrecord.briefs.rendering import html, markdown, write

__all__ = ["WEEK", "Brief", "brief", "chart", "html", "make", "markdown", "of", "write"]
