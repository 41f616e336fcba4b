"""onrecord reads the news and keeps the record: who said what, how surely, about when, and whether it came true.

>>> import onrecord
>>> article = onrecord.read("examples/wire.txt", published="2026-10-05")
>>> for statement in onrecord.extract(article):
...     print(statement.speaker.name, "|", statement.content[0].of(article.text))  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.errors import (
    JudgementError,
    LedgerError,
    NotFoundError,
    OnrecordError,
    QueryError,
    UnreadableError,
    WatchError,
)
from onrecord.judgements import (
    Confirmation,
    Correction,
    DifferentFrom,
    Grade,
    Judgement,
    Redaction,
    Resolution,
    SameAs,
    Weighing,
    Withdrawal,
)
from onrecord.library import articles, extract, read, record, records
from onrecord.records import (
    Article,
    Confidence,
    Failure,
    Forecast,
    Hedge,
    Likelihood,
    Quantity,
    Record,
    Related,
    Sighting,
    Span,
    Speaker,
    Statement,
    Time,
)
from onrecord.rows import from_row, row

if TYPE_CHECKING:
    from onrecord.attribution.extract import ModelTagger
    from onrecord.attribution.interface import Attribution, Tagger
    from onrecord.exports.arrow import to_arrow
    from onrecord.exports.columns import to_rows
    from onrecord.ledger import Ledger
    from onrecord.pipeline import STAGES, Pipeline, Stage
    from onrecord.text.document import Document

__version__ = "0.2.0"

_LAZY = {
    "Attribution": "onrecord.attribution.interface",
    "Document": "onrecord.text.document",
    "Ledger": "onrecord.ledger",
    "ModelTagger": "onrecord.attribution.extract",
    "Pipeline": "onrecord.pipeline",
    "STAGES": "onrecord.pipeline",
    "Stage": "onrecord.pipeline",
    "Tagger": "onrecord.attribution.interface",
    "to_arrow": "onrecord.exports.arrow",
    "to_rows": "onrecord.exports.columns",
}
"""Imported when they are first used: the model's runtime and SQLite would make `import onrecord` slow."""

__all__ = [
    "STAGES",
    "Article",
    "Attribution",
    "Confidence",
    "Confirmation",
    "Correction",
    "DifferentFrom",
    "Document",
    "Failure",
    "Forecast",
    "Grade",
    "Hedge",
    "Judgement",
    "JudgementError",
    "Ledger",
    "LedgerError",
    "Likelihood",
    "ModelTagger",
    "NotFoundError",
    "OnrecordError",
    "Pipeline",
    "Quantity",
    "QueryError",
    "Record",
    "Redaction",
    "Related",
    "Resolution",
    "SameAs",
    "Sighting",
    "Span",
    "Speaker",
    "Stage",
    "Statement",
    "Tagger",
    "Time",
    "UnreadableError",
    "WatchError",
    "Weighing",
    "Withdrawal",
    "articles",
    "extract",
    "from_row",
    "read",
    "record",
    "records",
    "row",
    "to_arrow",
    "to_rows",
]


if not TYPE_CHECKING:  # a type checker would take any name at all to be in the module

    def __getattr__(name: str) -> object:
        if name not in _LAZY:
            raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
        globals()[name] = getattr(import_module(_LAZY[name]), name)
        return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
