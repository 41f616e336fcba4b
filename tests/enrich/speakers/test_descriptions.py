import pytest
from speaker_of import Found, found

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    (
        "my mother",
        "My parents, Olav and Mirja Brevik, fished. {S:My mother} {C:said} {T:so}.",
        "Mirja Brevik",
        "person",
        "“My mother”: the mother is Mirja Brevik",
    ),
    (
        "a role borne by a name",
        "{S:the spokesman} {C:said} {T:so}. Harbour spokesman Anton Reh left.",
        "Anton Reh",
        "person",
        "“the spokesman”: Anton Reh is named later as spokesman",
    ),
    (
        "who was speaking",
        "{S:Reh} {C:said} {T:so}. {S:the HRB representative} {C:said} {T:more}.",
        "Reh",
        "person",
        "most mentioned match for “the HRB representative”: Reh",
    ),
    (
        "an official",
        "{S:a senior official} {C:said} {T:so}.",
        None,
        "unnamed",
        "“a senior official”: a person, not named",
    ),
    (
        "a judge in the lead",
        "{S:A Kelva judge} {C:rejected} {T:it}.\n\nJustice Ines Varga said no.|",
        "Ines Varga",
        "person",
        "“A Kelva judge”: Ines Varga is named later as judge",
    ),
    (
        "a judge further down",
        "Anton Reh sued.\n\nHe lost.\n\n{S:a Kelva judge} {C:rejected} {T:it}. Justice Ines Varga sat.",
        None,
        "unnamed",
        "“a Kelva judge”: a person, not named",
    ),
    (
        "the lawmaker",
        "Sen. Rosa Holm met Anton Reh, a baker. {S:The lawmaker} {C:said} {T:so}.",
        "Rosa Holm",
        "person",
        "“The lawmaker”: the lawmaker is Rosa Holm",
    ),
    (
        "his wife",
        "Anton Reh married. He and wife Hilda left. Hilda Reh slept. {S:His wife} {C:said} {T:so}.",
        "Hilda Reh",
        "person",
        "“His wife”: the wife is Hilda Reh",
    ),
    (
        "whose lawyer",
        "Mara Voss's lawyer, Jon Holm, spoke. A lawyer for the town, Ines Varga, slept. {S:Voss's lawyer} "
        "{C:said} {T:so}.",
        "Jon Holm",
        "person",
        "“Voss's lawyer”: the lawyer is Jon Holm",
    ),
    (
        "of a party",
        "Sen. Rosa Holm, a Democrat, met Republican Sen. Jon Reh. {S:The GOP senator} {C:said} {T:so}.",
        "Jon Reh",
        "person",
        "“The GOP senator”: the senator is Jon Reh",
    ),
    (
        "the candidate whom everybody knows",
        "Anton Reh won. Reh smiled. Economist Jon Holm was there. {S:Reh} {C:said} {T:x}. {S:Economist Jon "
        "Holm} {C:said} {T:y}. Reh's plan is new. {S:The candidate} {C:wants} {T:it}.",
        "Anton Reh",
        "person",
        "most mentioned match for “The candidate”: Anton Reh",
    ),
    (
        "of a state, in brackets",
        "Sen. Anton Reh (R-Ky.) met Sen. Jon Holm (R-Tex.). {S:the Kentucky Republican} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "“the Kentucky Republican”: the republican is Anton Reh",
    ),
    (
        "a role that is over",
        "Former mayor Jon Holm met Mayor Rosa Dean. {S:The mayor} {C:said} {T:so}.",
        "Rosa Dean",
        "person",
        "“The mayor”: the mayor is Rosa Dean",
    ),
    (
        "the prime minister in capitals",
        "Prime Minister Anton Reh met Jon Holm. {S:the Prime Minister} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "“the Prime Minister”: the minister is Anton Reh",
    ),
    (
        "the official, unnamed before",
        "Mara Voss left. {S:A senior official} {C:said} {T:x}. {S:The official} {C:said} {T:so}.",
        None,
        "unnamed",
        "“The official”: a person, not named",
    ),
    (
        "the moderator, named nowhere",
        "Anton Reh, a farmer, left. Reh laughed. {S:The moderator} {C:said} {T:so}.",
        None,
        "unnamed",
        "“The moderator”: a person, not named",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


UNNAMED = "{S:A man} {C:said} {T:so}. "


@pytest.mark.parametrize(("before", "name"), [("It fell.\n\n", "Ines Varga"), ("It fell.\n\nIt rained.\n\n", None)])
def test_a_role_in_headline_or_first_paragraph_is_named_later(before: str, name: str | None) -> None:
    text = before + "{S:A Kelva judge} {C:rejected} {T:it}.\n\nJustice Ines Varga said no.|"
    assert found(text)[0] == name


@pytest.mark.parametrize(("others", "name"), [(2, "Anton Reh"), (3, None)])
def test_a_role_is_the_speakers_among_the_last_three(others: int, name: str | None) -> None:
    text = f"{{S:Anton Reh}} {{C:said}} {{T:so}}. {UNNAMED * others}{{S:The moderator}} {{C:said}} {{T:x}}."
    assert found(text)[0] == name


def contest(first: str, gap: int, second: str) -> str | None:
    """Return who "the candidate" is: somebody named first and, after `gap` sentences in all, somebody else."""
    return found(f"{first} {'It rained. ' * (gap - 1)}{second} {{S:The candidate}} {{C:wants}} {{T:it}}.")[0]


@pytest.mark.parametrize(
    ("first", "gap", "second", "name"),
    [
        # Known as a relative only, 0.4: less than nobody's role after two sentences (0.52), more than after three.
        ("Jon Holm sat.", 2, "My father Anton Reh smiled.", "Jon Holm"),
        ("Jon Holm sat.", 3, "My father Anton Reh smiled.", "Anton Reh"),
        ("{S:Jon Holm} {C:said} {T:x}.", 3, "My father Anton Reh smiled.", "Jon Holm"),  # 0.47: a speaker
        # Known by another role, 0.25: less than after four sentences (0.27), more than after five (0.19).
        ("Jon Holm sat.", 4, "The economist Anton Reh smiled.", "Jon Holm"),
        ("Jon Holm sat.", 5, "The economist Anton Reh smiled.", "Anton Reh"),
        ("{S:Jon Holm} {C:said} {T:x}.", 5, "The economist Anton Reh smiled.", "Anton Reh"),  # 0.246: a speaker
        # The holder of an office, 0.8: more than after one sentence (0.72), less than a speaker there (0.83).
        ("Jon Holm sat.", 1, "Senator Anton Reh smiled.", "Anton Reh"),
        ("{S:Jon Holm} {C:said} {T:x}.", 1, "Senator Anton Reh smiled.", "Jon Holm"),
        # Named once, prominence is 0.1 and the share of the mentions: here on both sides of 0.1.
        (f"Jon {'Holm, ' * 4}and Holm sat.", 5, "Anton Reh sat.", "Jon Holm"),
        (f"Jon {'Holm, ' * 8}and Holm sat.", 7, "Anton Reh sat.", "Anton Reh"),
    ],
)
def test_a_role_that_nobody_has_is_the_most_mentioned_match(first: str, gap: int, second: str, name: str) -> None:
    assert contest(first, gap, second) == name


@pytest.mark.parametrize(("length", "name"), [(3980, None), (4020, "Anton Reh")])
def test_the_man_is_nobody_who_is_named_beside_him_in_4000_characters(length: int, name: str | None) -> None:
    filler = ("It rained there, and it snowed. " * 140)[: length - 10]
    text = f"Anton Reh met the man. {filler} Reh smiled. {{S:the man}} {{C:said}} {{T:so}}."
    assert found(text)[0] == name


@pytest.mark.parametrize(("others", "name"), [(99, "Anton Reh"), (100, None)])
def test_the_man_is_the_first_new_one_of_the_next_hundred_mentions(others: int, name: str | None) -> None:
    text = f"{{S:The man}} {{C:said}} {{T:so}}. {'Mara Voss sat. ' * others}Anton Reh sat.|"
    assert found("It fell.\n\nIt rained.\n\n" + text)[0] == name
