import pytest

from onrecord.enrich.speakers.mentions import (
    find_mentions,
    find_shared_surnames,
    get_initials,
    is_acronym,
    is_organisation_name,
    is_subject,
    is_title_case,
)
from onrecord.text.document import Document

# (text, the names found in it)
CASES = [
    ("Then Sen. Anton Reh left.", ["Anton Reh"]),
    ("Then A.J. Reh left.", ["A.J. Reh"]),
    ("Then Ludo van der Meer left.", ["Ludo van der Meer"]),
    ("Then Anton Reh Jr. left.", ["Anton Reh"]),
    ("Then Marrow's Ines Varga left.", ["Marrow", "Ines Varga"]),
    ("Then Mr. King left.", ["King"]),
    ("Then the River Authority left.", []),
    ("Then they left for Vermont.", []),
    ("Then the KRA left.", []),
    ("Then Anton Bell Holm Reh left.", ["Anton Bell Holm Reh"]),
    ("Then Anton Bell Holm Reh Voss left.", []),  # five words are no person's name
    ("Mayor Mara Voss Slams Harbour Chief\n\nThen Reh left.", ["Reh"]),  # a headline in title case
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_names_are_found_by_their_capitals(text: str, names: list[str]) -> None:
    assert [" ".join(m.words) for m in find_mentions(Document.from_text(text))] == names


@pytest.mark.parametrize(
    ("headline", "title_case"),
    [
        ("Harbour Office Slams Bridge", True),
        ("Harbour Office Slams", False),  # three long words show nothing
        ("Mayor Mara Voss Slams Harbour Chief Over Bridge then leaves", False),  # eight of ten
        ("Mayor Mara Voss Slams Harbour Chief Over Bridge Then leaves", True),
    ],
)
def test_a_headline_in_title_case(headline: str, title_case: bool) -> None:
    assert is_title_case(headline) == title_case


@pytest.mark.parametrize(
    ("before", "after", "subject"),
    [
        ("", " there", True),
        ("They saw ", " there", False),
        ("They saw ", " smiled", True),  # a verb follows
        ("They saw ", " (R-Lis.) also smiled", True),
        ("x" * 58 + ", ", " there", True),  # an opening clause of 59 characters
        ("x" * 59 + ", ", " there", False),
    ],
)
def test_a_name_is_a_subject(before: str, after: str, subject: bool) -> None:
    text = f"{before}Reh{after}."
    assert is_subject(Document.from_text(text), len(before), len(before) + 3) == subject


def test_couples_share_a_surname() -> None:
    assert list(find_shared_surnames("Olav and Mirja Brevik met Kelva and Lissen Rowers")) == [("Olav", "Brevik")]


@pytest.mark.parametrize(
    ("name", "organisation"),
    [("River Authority", True), ("NATO", True), ("Secretary of State Holm", False), ("Kelva State", True)],
)
def test_an_organisation_is_known_by_a_noun(name: str, organisation: bool) -> None:
    assert is_organisation_name(name) == organisation


@pytest.mark.parametrize(
    ("name", "acronym"), [("EU", True), ("U.N.", True), ("VARGA", True), ("VARGAS", False), ("X", False)]
)
def test_an_acronym_has_two_to_five_capitals(name: str, acronym: bool) -> None:
    assert is_acronym(name) == acronym


def test_initials() -> None:
    assert get_initials("General Staff of the Armed Forces") == "GSAF"
