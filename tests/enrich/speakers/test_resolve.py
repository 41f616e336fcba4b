import pytest
from speaker_of import Found, found

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    ("critics", "{S:Critics} {C:say} {T:so}.", None, "group", "“Critics”: a group, not named"),
    (
        "some people",
        "{S:Some residents of Lissen} {C:said} {T:so}.",
        None,
        "group",
        "“Some residents of Lissen”: a group, not named",
    ),
    (
        "a people",
        "{S:Many Kelva-Lisseners} {C:say} {T:so}.",
        None,
        "group",
        "“Many Kelva-Lisseners”: a group, not named",
    ),
    (
        "three judges of a court",
        "{S:A three-judge panel of the Kelva Court of Appeals} {C:ruled} {T:so}.",
        "Kelva Court of Appeals",
        "organisation",
        "named in the source",
    ),
    (
        "of a nation",
        "{S:Dutch intelligence} {C:believes} {T:so}.",
        "Dutch intelligence",
        "organisation",
        "named in the source",
    ),
    ("a town's police", "{S:Lissen police} {C:said} {T:so}.", "Lissen police", "organisation", "named in the source"),
    ("police", "{S:Police} {C:said} {T:so}.", None, "group", "“Police”: a group, not named"),
    (
        "a paper with a common name",
        "{S:The Economist} {C:reported} {T:so}.",
        "Economist",
        "organisation",
        "named in the source",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lissenites fish. {S:Lissenites} {C:said} {T:so}.", "group"),  # printed twice: a people
        ("Rodders fishes. Then Rodders left. {S:Rodders} {C:said} {T:so}.", "person"),  # three times: a surname
        ("Rodders's boat sank. {S:Rodders} {C:said} {T:so}.", "person"),  # with a possessive
        ("{S:Many Rodders} {C:said} {T:so}.", "group"),
    ],
)
def test_a_people_is_a_group(text: str, kind: str) -> None:
    assert found(text)[1] == kind


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("VARGAS", "VARGAS", "person"),  # six capitals: a surname in a transcript
        ("VARGA", "VARGA", "organisation"),  # five: an acronym
        ("SENATE", "SENATE", "person"),  # though the word names an organisation
        ("Rosa Harbour Office Bell", "Rosa Harbour Office Bell", "organisation"),  # four words
        ("Rosa Office Bell", "Rosa Office Bell", "person"),
        ("Rosa Harbour House", "Rosa Harbour House", "organisation"),
        ("Rosa Harbour Bell", "Rosa Harbour Bell", "person"),
    ],
)
def test_a_name_is_a_persons_or_an_organisations(source: str, name: str, kind: str) -> None:
    assert found(f"{{S:{source}}} {{C:said}} {{T:so}}.")[:2] == (name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The appeals failed. {S:Appeals court} {C:rules} {T:so}.", None),  # its capital begins the sentence
        ("The appeals failed.\n\n– {S:Appeals court} {C:rules} {T:so}.", None),  # two characters after the start
        ("The appeals failed.\n\n-- {S:Appeals court} {C:rules} {T:so}.", "Appeals court"),
        ("It failed. {S:Appeals court} {C:rules} {T:so}.", "Appeals court"),  # never in lower case
    ],
)
def test_a_capital_at_a_sentences_start_is_no_name(text: str, name: str | None) -> None:
    assert found(text)[0] == name


@pytest.mark.parametrize(("before", "name"), [("Then ", None), ("Later ", "Kelva Court")])
def test_a_noun_without_article_at_a_sentences_start_is_introduced_there(before: str, name: str | None) -> None:
    text = f"It fell.\n\nNo.\n\nThe Kelva Court sat. {before}{{S:court}} {{C:ruled}} {{T:so}}."
    assert found(text)[0] == name
