"""The stage of quantities: those of the article, and of each statement's content."""

from dataclasses import replace

from onrecord.enrich.quantities.extractor import find_quantities
from onrecord.records import Quantity, Record, Spans, Statement
from onrecord.text.document import Document


def quantities(record: Record, document: Document) -> Record:
    """Read the quantities of the text but its furniture, and set each statement's: those of its content."""
    article = record.article
    in_text = tuple(
        q for q in find_quantities(document.text) if not any(q.span.overlaps(span) for span in article.furniture)
    )
    statements = tuple(_set_quantities(_quantities_inside(in_text, each), each) for each in record.statements)
    return replace(record, quantities=in_text, statements=statements)


def _set_quantities(inside: tuple[Quantity, ...], statement: Statement) -> Statement:
    return replace(statement, quantities=inside) if inside != statement.quantities else statement


def _quantities_inside(in_text: tuple[Quantity, ...], statement: Statement) -> tuple[Quantity, ...]:
    return tuple(quantity for quantity in in_text if _starts_in(quantity.span.start, statement.content))


def _starts_in(start: int, content: Spans) -> bool:
    """Return whether a number begins in a content; its noun may run past the end."""
    for first, last in content:  # noqa: SIM110  every quantity against every statement: any() takes three times as long
        if first <= start < last:
            return True
    return False
