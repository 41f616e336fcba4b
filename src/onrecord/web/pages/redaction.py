"""Redact a statement or an article: what may still tell, before and after, and the form."""

from dataclasses import dataclass
from typing import Annotated

from onrecord.ledger import find_remaining_traces
from onrecord.ledger.judgements import describe_redaction
from onrecord.ledger.traces import Trace
from onrecord.records import join_spans
from onrecord.web.components import PageLink, log_address
from onrecord.web.desk import View

_KIND_WORDS = {
    "address": "Address",
    "metadata": "Metadata",
    "judgement": "Judgement",
    "watch": "Watch",
    "link": "Link from another article",
    "copy": "Article with the same words",
}
_REMEDIES = {
    "address": "tick “addresses”",
    "metadata": "tick “metadata”",
    "judgement": "tick “judgements”",
    "watch": "tick “judgements”; rename it in the watch file, too",
    "link": "tick “addresses”",
    "copy": "redact it, too",
}


@dataclass(frozen=True, kw_only=True)
class ShownTrace:
    """Something that may still tell what was redacted."""

    kind: Annotated[str, "what it is"]
    words: Annotated[str, "the words that may tell"]
    remedy: Annotated[str, "how to remove it"]
    address: Annotated[str, "its own page; empty where it has none"]


@dataclass(frozen=True, kw_only=True)
class RedactionPage:
    """A statement or an article that can be redacted, or was."""

    id: Annotated[str, "the statement's id, or the article's key"]
    sort: Annotated[str, "statement or article"]
    words: Annotated[str, "of a statement its content, of an article its headline"]
    place: Annotated[PageLink, "its history"]
    redacted: Annotated[str, "by whom it was redacted, when and why; empty where its words are there"]
    traces: Annotated[tuple[ShownTrace, ...], "what may still tell after the redaction"]


def build_redaction_page(view: View) -> RedactionPage:
    """Return what may still tell of a statement or an article."""
    entry = view.ledger.find(view.path["id"])
    article, statement = entry.record.article, entry.statement
    identifier = statement.id if statement else entry.key
    earlier, traces = find_remaining_traces(view.ledger.database, identifier)
    return RedactionPage(
        id=identifier,
        sort="statement" if statement else "article",
        words=join_spans(article.text, statement.content) if statement else article.title or article.id,
        place=PageLink("History", log_address(identifier)),
        redacted=describe_redaction(earlier) if earlier else "",
        traces=tuple(_show_trace(trace) for trace in traces),
    )


def _show_trace(trace: Trace) -> ShownTrace:
    addresses = {"judgement": log_address(trace.id), "copy": f"/articles/{trace.id}", "link": f"/articles/{trace.id}"}
    return ShownTrace(
        kind=_KIND_WORDS[trace.kind],
        words=trace.words,
        remedy=_REMEDIES[trace.kind],
        address=addresses.get(trace.kind, ""),
    )
