"""Briefs: what comes out of a watch, as Markdown and as one self-contained page of HTML."""

from onrecord.briefs.brief import Brief, brief
from onrecord.briefs.rendering import html, markdown, write

__all__ = ["Brief", "brief", "html", "markdown", "write"]
