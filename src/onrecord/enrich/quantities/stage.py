"""The stage: an article's quantities, and those of each statement's content."""

from dataclasses import replace

from onrecord.enrich.quantities.finding import find
from onrecord.records import Quantity, Record, Span, Statement


def quantities(record: Record) -> Record:
    """The record with the quantities of its text but the furniture, and each statement with those of its content."""
    article = record.article
    found = tuple(q for q in find(article.text) if not any(q.span.overlaps(span) for span in article.furniture))
    statements = tuple(replace(each, quantities=_inside(found, each)) for each in record.statements)
    return replace(record, quantities=found, statements=statements)


def _inside(found: tuple[Quantity, ...], statement: Statement) -> tuple[Quantity, ...]:
    return tuple(quantity for quantity in found if any(_starts_in(quantity.span, span) for span in statement.content))


def _starts_in(span: Span, content: Span) -> bool:
    """The noun may run past the end of the content; the number may not."""
    return content.start <= span.start < content.end
