"""The stage: an article's quantities, and those of each statement's content."""

from dataclasses import replace

from onrecord.enrich.quantities.extractor import find_quantities
from onrecord.records import Quantity, Record, Spans, Statement
from onrecord.text.document import Document


def quantities(record: Record, document: Document) -> Record:
    """The record with the quantities of its text but the furniture, and each statement with those of its content."""
    article = record.article
    found = tuple(
        q for q in find_quantities(document.text) if not any(q.span.overlaps(span) for span in article.furniture)
    )
    statements = tuple(_set_quantities(_quantities_inside(found, each), each) for each in record.statements)
    return replace(record, quantities=found, statements=statements)


def _set_quantities(inside: tuple[Quantity, ...], statement: Statement) -> Statement:
    return replace(statement, quantities=inside) if inside != statement.quantities else statement


def _quantities_inside(found: tuple[Quantity, ...], statement: Statement) -> tuple[Quantity, ...]:
    return tuple(quantity for quantity in found if _starts_in(quantity.span.start, statement.content))


def _starts_in(start: int, content: Spans) -> bool:
    """The noun may run past the end of the content; the number may not."""
    for first, last in content:  # noqa: SIM110  every quantity against every statement: any() takes three times as long
        if first <= start < last:
            return True
    return False
