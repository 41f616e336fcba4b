import pytest
from speaker_of import Found, found

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    (
        "a ministry",
        "{S:The Ministry of Rivers} {C:said} {T:so}.",
        "Ministry of Rivers",
        "organisation",
        "named in the source",
    ),
    (
        "an organisation with inner words",
        "{S:The General Staff of the Army of Kelva} {C:said} {T:so}.",
        "General Staff of the Army of Kelva",
        "organisation",
        "named in the source",
    ),
    (
        "an organisation in lower case",
        "{S:the border service of Kelva} {C:said} {T:so}.",
        "border service of Kelva",
        "organisation",
        "named in the source",
    ),
    ("a paper", "{S:The Marrow Post} {C:reported} {T:so}.", "Marrow Post", "organisation", "named in the source"),
    (
        "initials of an organisation",
        "The Kelva River Authority met. {S:The KRA} {C:said} {T:so}.",
        "Kelva River Authority",
        "organisation",
        "“KRA” is short for Kelva River Authority",
    ),
    ("the palace", "{S:The Lissen Palace} {C:denied} {T:it}.", "Lissen Palace", "organisation", "named in the source"),
    ("a report", "{S:the report} {C:said} {T:so}.", None, "document", "“the report”: no match found"),
    (
        "a named poll",
        "{S:A Marrow Post poll} {C:found} {T:so}.",
        "Marrow Post poll",
        "document",
        "the document is named in the source",
    ),
    ("a paper in capitals", "{S:USA MORNING} {C:said} {T:so}.", "USA MORNING", "organisation", "named in the source"),
    (
        "the bank",
        "Wessel Marten CEO Anton Reh left. Wessel Marten employees wept. {S:The bank} {C:said} {T:so}.",
        "Wessel Marten",
        "organisation",
        "“The bank” is Wessel Marten",
    ),
    (
        "the ministry",
        "The Ministry of Rivers met. {S:The ministry} {C:said} {T:so}.",
        "Ministry of Rivers",
        "organisation",
        "“The ministry” is Ministry of Rivers",
    ),
    (
        "a panel in the lead",
        "{S:A Senate panel} {C:voted} {T:so}.\n\nThe Senate Rivers and Dams Committee sat.|",
        "Senate Rivers and Dams Committee",
        "organisation",
        "“A Senate panel” is Senate Rivers and Dams Committee",
    ),
    (
        "an appeals court further down",
        "It fell.\n\nNo.\n\n{S:an appeals court} {C:ruled} {T:so}. The Kelva Court of Appeals sat.",
        None,
        "organisation",
        "“an appeals court”: no match found",
    ),
    (
        "initials in brackets",
        "Kelva's River Service (KRS) met. {S:The KRS} {C:said} {T:so}.",
        "River Service",
        "organisation",
        "“KRS” is short for River Service",
    ),
    (
        "the state",
        "It snowed in Vermont, where {S:the state} {C:said} {T:so}.",
        "Vermont",
        "organisation",
        "“the state” is Vermont",
    ),
    (
        "team for campaign",
        "The Voss campaign met. The Voss campaign left. {S:The Voss team} {C:said} {T:so}.",
        "Voss campaign",
        "organisation",
        "named in the source",
    ),
    (
        "a poll in the lead",
        "{S:New Poll} {C:shows} {T:so}.\n\nThe latest Marrow/Lissen opinion poll was taken on Friday.|",
        "Marrow/Lissen opinion poll",
        "document",
        "“Poll” is Marrow/Lissen opinion poll",
    ),
    (
        "the study",
        "A recent Marrow Post survey of anglers came. {S:The study} {C:found} {T:so}.",
        "Marrow Post survey",
        "document",
        "“The study” is Marrow Post survey",
    ),
    (
        "the poll by somebody",
        "A poll by the Marrow Institute came. {S:The poll} {C:found} {T:so}.",
        "poll by the Marrow Institute",
        "document",
        "“The poll” is poll by the Marrow Institute",
    ),
    (
        "the book",
        "Ines Varga wrote a memoir entitled Cold Water: My Rivers. {S:The book} {C:says} {T:so}.",
        "Cold Water: My Rivers",
        "document",
        "“The book” is Cold Water: My Rivers",
    ),
    ("polls", "{S:Polls} {C:show} {T:so}.", None, "document", "“Polls”: several documents, not named"),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("others", "name"), [(59, "Ministry of Rivers"), (60, None)])
def test_a_description_means_one_of_the_last_sixty_entities(others: int, name: str | None) -> None:
    post = "the Marrow Post, "
    assert found(f"The Ministry of Rivers met {post * others}too. {{S:the ministry}} {{C:said}} {{T:so}}.")[0] == name


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Kelva River Authority meets in Lissen", "Kelva River Authority"),
        ("Kelva River Authority meets Mara Voss", "Authority"),  # in title case capitals are no evidence
    ],
)
def test_capitals_of_a_headline_in_title_case_are_no_names(headline: str, name: str) -> None:
    assert found(f"{headline}\n\n{{S:The Authority}} {{C:said}} {{T:so}}.")[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wessel Marten shares fell. {S:The firm} {C:said} {T:so}.", "Wessel Marten"),
        ("Wessel Marten workers left. {S:The firm} {C:said} {T:so}.", None),  # of a town, perhaps
        ("Wessel Marten's workers left. {S:The firm} {C:said} {T:so}.", "Wessel Marten"),
        ("Anton Marten's shares fell. {S:The firm} {C:said} {T:so}.", None),  # a person's
        ("Olden's shares fell. Wessel's shares fell. Wessel's shares rose. {S:The firm} {C:said} {T:x}.", "Wessel"),
    ],
)
def test_a_company_is_known_by_the_word_after_it(text: str, name: str | None) -> None:
    assert found(text)[0] == name
