import pytest

from onrecord.enrich.speakers.author import find_author
from onrecord.text.document import Document

NOTE = "Ines Varga is a poet."
# (text, byline, author)
CASES = [
    ("It rained.", "By Ines Varga", "Ines Varga"),
    ("It rained.", "Ines Varga", "Ines Varga"),
    ("Rain\n\nBy Ines Varga, Marrow Post\n\nIt rained.", None, "Ines Varga"),
    ("Rain\n\nBy Ines Varga and Anton Reh\n\nIt rained.", None, "Ines Varga"),
    (f"Rain\n\nIt rained.\n\n{NOTE}", None, "Ines Varga"),
    ("Rain\n\nIt rained.\n\nFollow Ines Varga on Twitter", None, "Ines Varga"),
    ("Rain\n\nIt rained.\n\nInes Varga is not here.", None, None),
    ("Rain\n\nIt rained.", None, None),
    # The note is one of the last three paragraphs.
    (f"Rain\n\n{NOTE}\n\nIt rained.\n\nIt blew.", None, "Ines Varga"),
    (f"Rain\n\n{NOTE}\n\nIt rained.\n\nIt blew.\n\nIt froze.", None, None),
    # A byline has fewer than 60 characters, a note fewer than 400.
    ("Rain\n\nBy Ines Varga, " + "x" * 44 + "\n\nIt rained.", None, "Ines Varga"),
    ("Rain\n\nBy Ines Varga, " + "x" * 45 + "\n\nIt rained.", None, None),
    ("Rain\n\n" + NOTE + "x" * 378, None, "Ines Varga"),
    ("Rain\n\n" + NOTE + "x" * 379, None, None),
]


@pytest.mark.parametrize(("text", "byline", "author"), CASES)
def test_author(text: str, byline: str | None, author: str | None) -> None:
    assert find_author(Document.from_text(text), byline) == author
