import pytest
from hypothesis import given
from speaker_of import Found, found, speaker_of
from strategies import records

from onrecord.enrich.speakers import resolve_speakers
from onrecord.pipeline import enrich
from onrecord.records import Article, Record, Span, Statement
from onrecord.text.document import Document

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    (
        "a transcript",
        "Mara Voss was there.\n\n{S:VOSS}{C::} {T:It held.}",
        "Mara Voss",
        "person",
        "“VOSS” is named in full elsewhere: Mara Voss",
    ),
    (
        "he, named later",
        '{T:"It held,"} {S:he} {C:said}.\n\n{S:Reh} {C:noted} {T:so}.|',
        "Reh",
        "person",
        "quoted before being named: the next speaker is Reh",
    ),
    ("nobody", "It {C:was reported} {T:that it held}.", None, "unnamed", "the statement has no source"),
    (
        "a second quotation",
        '{T:"It held,"} {S:Anton Reh} {C:said}. |{T:"It may not."}',
        "Anton Reh",
        "person",
        "no source: the quotation continues the one before",
    ),
    (
        "a second statement",
        '{T:"It held,"} {S:Anton Reh} {C:said}. |{T:It may not}',
        None,
        "unnamed",
        "the statement has no source",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("{S:Harbour Office spokesman Anton Reh} {C:said} {T:so}.", "spokesman", "Harbour Office"),
        ("{S:The head of the River Authority, Anton Reh,} {C:said} {T:so}.", "head", "River Authority"),
        ("{S:Mara Voss} {C:said} {T:so}.", None, None),
        ("{S:Lissen Mayor Mara Voss} {C:said} {T:so}.", "Mayor", "Lissen"),
        ("{S:Mara Voss, chief of staff at the Harbour Office,} {C:said} {T:so}.", "chief of staff", "Harbour Office"),
        ("Harbour Office spokesman Anton Reh came. {S:Reh} {C:said} {T:so}.", "spokesman", "Harbour Office"),
        ("{S:Vice President Anton Reh} {C:said} {T:so}.", "Vice President", None),
        ("{S:Anton Reh, a professor of river law,} {C:said} {T:so}.", "professor", None),
        ("{S:a spokesman for the River Authority} {C:said} {T:so}.", "spokesman", "River Authority"),
    ],
)
def test_role_and_organisation_are_kept_beside_the_name(text: str, role: str | None, organisation: str | None) -> None:
    speaker = speaker_of(text)
    assert (speaker.role, speaker.organisation) == (role, organisation)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ALL OF US HERE", (None, "unnamed", "the source has no name")),
        ("MARA VOSS HERE", ("MARA VOSS HERE", "person", "named in the source")),  # three words may be a name
    ],
)
def test_a_line_in_capitals_is_no_name(source: str, expected: Found) -> None:
    assert found(f"{{S:{source}}} {{C:said}} {{T:so}}.") == expected


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Angry Rosa Holm Voters", "Rosa Holm"),
        ("Rosa Holm Voters", None),  # three words are read as in a sentence
        ("Angry Old Rosa Holm Voters", "Rosa Holm"),
    ],
)
def test_a_source_in_a_headline_in_title_case_is_the_name_in_it(source: str, name: str | None) -> None:
    assert found(f"{{S:{source}}} {{C:Slam}} {{T:Bridge Plan Over Money}}\n\nRosa Holm left.|")[0] == name


@given(records())
def test_every_statement_gets_a_speaker_with_a_reason(record) -> None:
    statements = enrich(record, stages=[resolve_speakers]).statements
    assert [s.id for s in statements] == [s.id for s in record.statements]
    assert all(s.speaker and s.speaker.because for s in statements)


def test_a_direct_quotation_without_any_span_has_no_speaker() -> None:
    article = Article("a", "Reh said: “It held.”")
    said = Statement("s", (Span(0, 3),), (Span(4, 8),), (Span(10, 20),), kind="direct")
    empty = Statement("t", (), (), (), kind="direct")
    read = resolve_speakers(Record(article, (said, empty)), Document.from_text(article.text))
    assert read.statements[1].speaker.because == "the statement has no source"
