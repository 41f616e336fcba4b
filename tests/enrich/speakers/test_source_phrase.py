import pytest
from speaker_of import Found, found

from onrecord.enrich.speakers.source_phrase import parse_pronoun, split_names, strip_source

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    (
        "titles left out",
        "{S:Deputy Prime Minister Anton Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    (
        "an abbreviated title",
        "{S:Marrow Sen. Anton Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    ("initials", "{S:A.J. Reh} {C:said} {T:so}.", "A.J. Reh", "person", "named in the source"),
    ("a particle", "{S:Ludo van der Meer} {C:said} {T:so}.", "Ludo van der Meer", "person", "named in the source"),
    (
        "a name before its role",
        "{S:Anton Reh, the mayor's chief of staff,} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    (
        "a name after its role",
        "{S:The mayor's chief of staff, Anton Reh,} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    (
        "a role and name",
        "{S:Harbour Office spokesman Anton Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    (
        "an office of several words",
        "{S:Secretary of the River and Harbour Council of Kelva Anton Reh} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    (
        "a party in brackets",
        "{S:Rep. Anton Reh (D-Marrow)} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    ("accents", "{S:Łukasz Żak} {C:said} {T:so}.", "Łukasz Żak", "person", "named in the source"),
    (
        "two people",
        "{S:Mara Voss and Anton Reh} {C:said} {T:so}.",
        "Mara Voss and Anton Reh",
        "group",
        "several names in the source",
    ),
    (
        "surnames",
        "Mara Voss met Anton Reh. {S:Voss and Reh} {C:agreed} {T:so}.",
        "Mara Voss and Anton Reh",
        "group",
        "several names in the source",
    ),
    (
        "a rank of the police",
        "{S:Detective Inspector Jane Holm of Marrow Police} {C:said} {T:so}.",
        "Jane Holm",
        "person",
        "named in the source",
    ),
    (
        "three, with their parties",
        "Sens. {S:Jon Holm (D-Kel.), Rosa Dean (R-Lis.) and Anton Reh (D-Mar.) all} {C:said} {T:so}.",
        "Jon Holm, Rosa Dean and Anton Reh",
        "group",
        "several names in the source",
    ),
    (
        "two papers",
        "{S:The New Lissen Times and the Marrow Post} {C:sued, saying} {T:so}.",
        "New Lissen Times and Marrow Post",
        "group",
        "several names in the source",
    ),
    (
        "and his aides",
        "{S:Anton Reh and his aides} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source, who speaks for all of “Anton Reh and his aides”",
    ),
    (
        "a dash",
        "{S:Anton Reh -- co-author of Bridges, a study --} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    ("a handle", '{S:author="annareh"} {C:wrote} {T:so}.', "annareh", "person", "the handle in the source"),
    (
        "a man of another's paper",
        "{S:The Marrow Post's Anton Reh} {C:wrote} {T:so}.",
        "Anton Reh",
        "person",
        "named in the source",
    ),
    (
        "candidates by name",
        "{S:The candidates, Mara Voss and Senator Anton Reh,} {C:said} {T:so}.",
        "Mara Voss and Anton Reh",
        "group",
        "several names in the source",
    ),
    (
        "rivals for example",
        "{S:Her rivals, including Mara Voss and Anton Reh,} {C:said} {T:so}.",
        None,
        "group",
        "“Her rivals”: a group, not named",
    ),
    (
        "a first name that is a verb",
        "{S:Kelva Council Chairman Will Rodders} {C:said} {T:so}.",
        "Will Rodders",
        "person",
        "named in the source",
    ),
    (
        "a secretary of state",
        "{S:Former secretary of State Holm} {C:said} {T:so}. Rosa Holm left.|",
        "Rosa Holm",
        "person",
        "“Holm” is named in full elsewhere: Rosa Holm",
    ),
    (
        "aides to a person",
        "{S:aides to Mara Voss} {C:said} {T:so}.",
        None,
        "group",
        "“aides to Mara Voss”: a group, not named",
    ),
    (
        "lawyers for two",
        "Earlier {S:lawyers for both Olav and Mirja Brevik} {C:said} {T:so}.",
        None,
        "group",
        "“lawyers for both Olav and Mirja Brevik”: a group, not named",
    ),
    (
        "a spokesman for an organisation",
        "{S:a spokesman for the River Authority} {C:said} {T:so}.",
        None,
        "unnamed",
        "“a spokesman for the River Authority”: a person, not named",
    ),
    (
        "critics, like somebody",
        "{S:Critics of the dam, like Senator Rosa Holm,} {C:say} {T:so}.",
        None,
        "group",
        "“Critics of the dam”: a group, not named",
    ),
    (
        "at least one",
        "{S:At least one senator} {C:said} {T:so}.",
        None,
        "unnamed",
        "“At least one senator”: a person, not named",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("by Reh (D-Marrow) himself", "Reh"),
        ("according to Mara Voss", "Mara Voss"),
        ("Voss and Reh both", "Voss and Reh"),
        ("for opening the gate", "for opening the gate"),  # a verbal phrase keeps its preposition
        ("himself", "himself"),
    ],
)
def test_what_is_not_part_of_a_source_is_stripped(source: str, bare: str) -> None:
    assert strip_source(source) == bare


@pytest.mark.parametrize(
    ("source", "word"),
    [("she herself", "she"), ("They all", "they"), ("“he”", "he"), ("her aides", None), ("She-wolf", None)],
)
def test_a_pronoun_is_parsed(source: str, word: str | None) -> None:
    assert parse_pronoun(source) == word


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Mara Voss, Ines Varga and Anton Reh", ["Mara Voss", "Ines Varga", "Anton Reh"]),
        ("Kelva Council and the Marrow Post", ["Kelva Council", "Marrow Post"]),
        ("House Rivers and Dams Committee", None),  # one organisation
        ("Reh, head of the Rivers and Harbours Office", None),  # one person
        ("voters of Kelva and Lissen", None),  # a group of two towns
        ("Mara Voss", None),
    ],
)
def test_a_list_of_names_is_split(source: str, names: list[str] | None) -> None:
    assert split_names(source) == names
