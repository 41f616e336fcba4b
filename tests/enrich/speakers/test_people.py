import pytest
from speaker_of import Found, found

from onrecord.enrich.speakers.people import PeopleIndex
from onrecord.text.document import Document

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    ("a full name", "{S:Mara Voss} {C:said} {T:so}.", "Mara Voss", "person", "named in the source"),
    (
        "a surname",
        "Mayor Mara Voss opened the bridge. {S:Voss} {C:said} {T:so}.",
        "Mara Voss",
        "person",
        "“Voss” is named in full elsewhere: Mara Voss",
    ),
    (
        "a title and surname",
        "Mayor Mara Voss opened the bridge. {S:Ms. Voss} {C:said} {T:so}.",
        "Mara Voss",
        "person",
        "“Voss” is named in full elsewhere: Mara Voss",
    ),
    (
        "a possessive",
        "Mayor Mara Voss opened the bridge. {S:Voss's} {C:claim} {T:that it held}.",
        "Mara Voss",
        "person",
        "“Voss” is named in full elsewhere: Mara Voss",
    ),
    (
        "a surname named later",
        "{S:Voss} {C:said} {T:so}. Mara Voss is mayor.",
        "Mara Voss",
        "person",
        "“Voss” is named in full elsewhere: Mara Voss",
    ),
    ("a surname alone", "{S:Voss} {C:said} {T:so}.", "Voss", "person", "named in the source"),
    (
        "the first introduced keeps the surname",
        "Reh ducks. Anton Reh came. Mirja Reh did not. {S:Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "“Reh” is named in full elsewhere: Anton Reh",
    ),
    (
        "a title shows which",
        "Anton Reh met his wife Hilda Reh. {S:Mrs. Reh} {C:said} {T:so}.",
        "Hilda Reh",
        "person",
        "“Reh” is named in full elsewhere: Hilda Reh",
    ),
    (
        "a first name",
        "Mirja Holm, 71, fishes. {S:Mirja} {C:said} {T:so}.",
        "Mirja Holm",
        "person",
        "“Mirja” is named in full elsewhere: Mirja Holm",
    ),
    (
        "one surname for two",
        "{S:Olav and Mirja Brevik} {C:sold} {T:it}. {S:Olav} {C:said} {T:so}.",
        "Olav Brevik",
        "person",
        "“Olav” is named in full elsewhere: Olav Brevik",
    ),
    (
        "a surname that is a title",
        "Stella King left. {S:Mr. King} {C:said} {T:so}.",
        "Stella King",
        "person",
        "“King” is named in full elsewhere: Stella King",
    ),
    (
        "a surname that is a role",
        "Rosa Dean left. {S:Dean} {C:said} {T:so}.",
        "Rosa Dean",
        "person",
        "“Dean” is named in full elsewhere: Rosa Dean",
    ),
    (
        "a sentence's first word",
        "Yesterday Holm spoke. Rosa Holm left. {S:Holm} {C:said} {T:so}.",
        "Rosa Holm",
        "person",
        "“Holm” is named in full elsewhere: Rosa Holm",
    ),
    (
        "junior",
        "Anton Reh Jr. came. {S:Chief Justice Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "“Reh” is named in full elsewhere: Anton Reh",
    ),
    (
        "an honorific",
        "{S:Shri Arvind Brevik, MP from Kelva,} {C:said} {T:x}. {S:Shri Brevik} {C:said} {T:so}.",
        "Arvind Brevik",
        "person",
        "“Brevik” is named in full elsewhere: Arvind Brevik",
    ),
    (
        "a surname with a particle",
        "Bill de Brevik left. {S:de Brevik} {C:said} {T:so}.",
        "Bill de Brevik",
        "person",
        "“de Brevik” is named in full elsewhere: Bill de Brevik",
    ),
    (
        "a headline in capitals",
        "Rosa Holm Slams Harbour Office Chief Over Bridge.\n\n{S:Holm} {C:said} {T:so}.",
        "Rosa Holm",
        "person",
        "“Holm” is named in full elsewhere: Rosa Holm",
    ),
    (
        "gender from a pronoun",
        "Yorin Bask arrived. She smiled. Anton Reh wept. {S:She} {C:said} {T:so}.",
        "Yorin Bask",
        "person",
        "most salient person that “she” fits: Yorin Bask",
    ),
    (
        "gender from a role",
        "Anton Reh met spokeswoman Yorin Bask. {S:She} {C:said} {T:so}.",
        "Yorin Bask",
        "person",
        "most salient person that “she” fits: Yorin Bask",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


def index(text: str) -> PeopleIndex:
    return PeopleIndex(Document.from_text(text))


@pytest.mark.parametrize(("distance", "gender"), [(246, "female"), (247, None)])
def test_a_pronoun_shows_a_gender_within_250_characters(distance: int, gender: str | None) -> None:
    filler = " was there" + " and there" * 30
    text = f"Councillor Bask{filler[:distance]} she"
    assert index(text).get_gender(("Bask",)) == gender


SHE, HE = "Councillor Bask smiled. She left. Mara Voss sat. ", "Anton Reh met Councillor Bask. He left. Mara Voss sat. "


@pytest.mark.parametrize(
    ("text", "gender"),
    [(SHE + HE, "female"), (HE + SHE, "female"), (SHE + HE * 3, "male"), (HE, "male"), (SHE + HE + SHE, "female")],
)
def test_a_pronoun_after_a_subject_has_two_votes(text: str, gender: str) -> None:
    assert index(text).get_gender(("Bask",)) == gender


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Mirja Anna Holm fishes.", ("Mirja", "Anna", "Holm")),
        ("Mirja Anna Bell Holm fishes.", None),  # a first name finds no name of four words
        ("Mirja Holm met Mirja Reh.", None),  # two people
    ],
)
def test_a_first_name_finds_one_full_name(text: str, full: tuple[str, ...] | None) -> None:
    assert index(text).find_full_name(("Mirja",)) == full


@pytest.mark.parametrize(
    ("text", "name", "is_certain"),
    [
        ("Councillor Bask sat.", ("Bask",), True),
        ("Anton Bask sat.", ("Anton", "Bask"), True),
        ("Yorin Bask sat. Then Bask left.", ("Yorin", "Bask"), True),
        ("Yorin Bask sat.", ("Yorin", "Bask"), False),
        ("Yorin Stone sat on a stone. Then Stone left.", ("Yorin", "Stone"), False),  # a common word
    ],
)
def test_a_name_is_certainly_a_persons(text: str, name: tuple[str, ...], is_certain: bool) -> None:
    assert index(text).is_certain(name) == is_certain


def test_a_bare_surname_stays_with_whom_the_text_introduces_first() -> None:
    text = "Anton Reh came. Mirja Reh sang. {S:Reh} {C:said} {T:so}."
    assert found(text)[0] == "Anton Reh"
    assert found(text.replace("Anton", "Jon").replace("Mirja", "Anton"))[0] == "Jon Reh"
