from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.text.document import Document

TEXT = "Bridge shut\n\nSen. Voss said: “It is shut. I know.” Reh left.\nNobody “knows why"


def test_the_parts_of_a_text() -> None:
    document = Document.from_text(TEXT)
    assert document.text[: document.headline] == "Bridge shut\n\n"
    assert [TEXT[place:][:6] for place in document.paragraphs] == ["Bridge", "Sen. V", "Nobody"]
    assert [span.of(TEXT) for span in document.sentence_spans] == [
        "Bridge shut",
        "Sen. Voss said: “It is shut.",
        "I know.”",
        "Reh left.",
        "Nobody “knows why",
    ]
    assert [span.of(TEXT) for span in document.quotations] == ["“It is shut. I know.”", "“knows why"]


def test_a_text_of_one_line_has_no_headline() -> None:
    assert Document.from_text("Voss left. Reh stayed.").headline == 0
    assert Document.from_text("").sentence_spans == ()


def test_look_ups_by_place() -> None:
    document = Document.from_text(TEXT)
    place = TEXT.index("I know")
    assert (document.sentence(place), document.paragraph(place)) == (2, 1)
    assert TEXT[document.sentence_start(place) : document.sentence_end(place)] == "I know.” "
    assert document.sentence_end(len(TEXT)) == len(TEXT)
    quotation = document.quotation(place)
    assert quotation == Span(TEXT.index("“It"), TEXT.index(" Reh"))
    assert document.quotation(quotation.start) == quotation
    assert document.quotation(quotation.end) is None
    assert document.quotation(quotation.start - 1) is None


def test_wrapped_lines_are_read_as_one_paragraph() -> None:
    text = "Bridge shut\n\nThe bridge over the Lissen will stay closed until the ice has gone,\nthe mayor said."
    document = Document.from_text(text)
    assert len(document.paragraphs) == len(document.sentences) == 2
    assert "gone, the mayor" in document.text
    assert len(document.text) == len(text)


@given(st.text(alphabet='Ab .!?…"”“()\n', max_size=80))
def test_all_parts_lie_in_the_text_in_order(text: str) -> None:
    document = Document.from_text(text)
    assert list(document.sentences) == sorted(set(document.sentences))
    assert set(document.paragraphs) <= set(document.sentences)
    assert all(span.end <= len(text) for span in (*document.quotations, *document.sentence_spans))
    assert all(document.sentence_start(place) <= place < document.sentence_end(place) for place in range(len(text)))
