import pytest
from speaker_of import Found, found

# (what, text, name, kind, reason of the last statement's speaker; of the first one's where the text ends with "|")
CASES = [
    (
        "she",
        "Mayor Mara Voss opened the bridge. {S:She} {C:said} {T:so}.",
        "Mara Voss",
        "person",
        "most salient person that “she” fits: Mara Voss",
    ),
    (
        "he is not a woman",
        "Anton Reh met Mara Voss. {S:He} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "most salient person that “he” fits: Anton Reh",
    ),
    (
        "he who spoke last",
        "{S:Anton Reh} {C:said} {T:so}. {S:He} {C:added} {T:more}.",
        "Anton Reh",
        "person",
        "most salient person that “he” fits: Anton Reh",
    ),
    ("who", "It was Mara Voss, {S:who} {C:said} {T:so}.", "Mara Voss", "person", "“who” follows the name: Mara Voss"),
    (
        "not whom he speaks of",
        "{S:Reh} {C:said} {T:so}. {T:Brevik knew}, {S:he} {C:said}.",
        "Reh",
        "person",
        "most salient person that “he” fits: Reh",
    ),
    (
        "it",
        "{S:The River Authority} {C:said} {T:so}. {S:It} {C:added} {T:more}.",
        "River Authority",
        "organisation",
        "“it”: the sentence is about River Authority",
    ),
    ("they, unnamed", "{S:They} {C:said} {T:so}.", None, "group", "“they”: no match found"),
    (
        "the subject, not the object",
        "Anton Reh met Jon Holm. {S:He} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "most salient person that “he” fits: Anton Reh",
    ),
    (
        "the nearer subject",
        "Anton Reh left. Jon Holm stayed. {S:He} {C:said} {T:so}.",
        "Jon Holm",
        "person",
        "most salient person that “he” fits: Jon Holm",
    ),
    (
        "not who is only quoted",
        '{S:Anton Reh} {C:said} {T:"Jon Holm lies"}. {S:He} {C:added} {T:more}.',
        "Anton Reh",
        "person",
        "most salient person that “he” fits: Anton Reh",
    ),
    (
        "a chain of pronouns",
        "Anton Reh spoke. He smiled. Voters in Jon Holm's town cheered. {S:He} {C:said} {T:so}.",
        "Anton Reh",
        "person",
        "most salient person that “he” fits: Anton Reh",
    ),
    (
        "through a description",
        "Mayor Mara Voss met Ines Varga. The mayor sat down. {S:She} {C:said} {T:so}.",
        "Mara Voss",
        "person",
        "most salient person that “she” fits: Mara Voss",
    ),
    (
        "of an unnamed woman",
        "Mara Voss left. {S:A woman} {C:said} {T:so}. {S:She} {C:added} {T:more}.",
        None,
        "unnamed",
        "most salient person that “she” fits: somebody not named",
    ),
    (
        "the reporter is not in the quotation",
        'Ines Varga met a Rosa Holm. Holm wept. Varga reports:\n\n"At first {S:she} {C:thought} {T:it a dream}.',
        "Rosa Holm",
        "person",
        "most salient person that “she” fits: Rosa Holm",
    ),
    (
        "who after a role",
        "Governor Anton Reh lost to the mayor, Mara Voss, {S:who} {C:said} {T:so}.",
        "Mara Voss",
        "person",
        "“who” follows the name: Mara Voss",
    ),
    ("those who", "There are those {S:who} {C:say} {T:so}.", None, "group", "“who”: no name before it"),
    (
        "which",
        "They asked the Marrow Council, {S:which} {C:said} {T:so}.",
        "Marrow Council",
        "organisation",
        "“which” follows “the Marrow Council”: named in the source",
    ),
    (
        "it, of the sentence before",
        "The River Authority met. {S:It} {C:said} {T:so}.",
        "River Authority",
        "organisation",
        "“it”: the sentence is about River Authority",
    ),
    (
        "they who are two",
        "Mara Voss and Anton Reh met. {S:They} {C:agreed} {T:so}.",
        "Mara Voss and Anton Reh",
        "group",
        "“they”: two people named together just before",
    ),
    (
        "they after others",
        "{S:Mara Voss and Anton Reh} {C:met, saying} {T:x}. {S:Critics} {C:laughed at} {T:it}. {S:They} "
        "{C:said} {T:so}.",
        None,
        "group",
        "“they”: no match found",
    ),
    (
        "I who wrote it",
        "{S:I} {C:believe} {T:so}.\n\nRosa Dean is a columnist for the Marrow Post.",
        "Rosa Dean",
        "person",
        "“I” is the author of the article",
    ),
    (
        "I in a quotation",
        '"It fell," {S:Anton Reh} {C:said}. {T:"But I am glad."}\n\n"And {S:I} {C:know} {T:why}."',
        "Anton Reh",
        "person",
        "“I” in a quotation: Anton Reh spoke last",
    ),
    (
        "I, not known",
        "{S:I} {C:believe} {T:so}.",
        None,
        "unnamed",
        "“I” is the author of the article, who is not named",
    ),
    ("we, everybody", "Anton Reh left. {S:We} {C:know} {T:why}.", None, "group", "“we”: nobody in particular"),
    (
        "my brothers and I",
        "{S:My brothers and I} {C:knew} {T:it}.\n\nRosa Dean is a poet.",
        "Rosa Dean",
        "person",
        "“I” is the author of the article",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(c[1], c[2:]) for c in CASES], ids=[c[0] for c in CASES])
def test_speaker(text: str, expected: Found) -> None:
    assert found(text) == expected


def after(statements: str, between: str, pronoun: str) -> str | None:
    return found(f"{statements}{between}{{S:{pronoun}}} {{C:said}} {{T:so}}.")[0]


HE_CASES = [
    # A person whom the statement names weighs 0.3: more than a possessive two sentences ago, less than one before.
    ("Anton Reh fished. Jon Holm's boat sank. {T:Reh knew}, {S:he} {C:said}.", "Jon Holm"),
    ("Anton Reh fished. Jon Holm's boat sank. It rained. {T:Reh knew}, {S:he} {C:said}.", "Anton Reh"),
    # An unknown gender weighs 0.75: more than a subject a sentence before (0.72), less than a speaker there (0.83).
    ("Anton Reh fished. Councillor Bask met Mara Voss. {S:He} {C:said} {T:so}.", "Bask"),
    ("{S:Anton Reh} {C:said} {T:x}. Councillor Bask met Mara Voss. {S:He} {C:said} {T:so}.", "Anton Reh"),
    # A word that may be no person weighs 0.2: a possessive outweighs it for three sentences.
    ("Jon Holm's boat sank. It rained. It snowed. Brevik gleamed. {S:He} {C:said} {T:so}.", "Jon Holm"),
    ("Jon Holm's boat sank. It rained. It snowed. It blew. Brevik gleamed. {S:He} {C:said} {T:so}.", "Brevik"),
]


@pytest.mark.parametrize(("text", "name"), HE_CASES)
def test_he_is_whoever_weighs_most(text: str, name: str) -> None:
    assert found(text)[0] == name


KRA, FILLER = "{S:The River Authority} {C:said} {T:so}. ", "{S:A man} {C:said} {T:so}. "


@pytest.mark.parametrize(("others", "name"), [(7, "River Authority"), (8, None)])
def test_it_is_the_organisation_among_the_last_eight_sources(others: int, name: str | None) -> None:
    assert after(KRA, FILLER * others, "It") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{S:The Marrow Post} {C:said} {T:so}. The River Authority met. {S:It} {C:said} {T:so}.", "River Authority"),
        ("{S:The Marrow Post} {C:said} {T:so}. Then the River Authority met. {S:It} {C:said} {T:so}.", "Marrow Post"),
        ("“The River Authority met. {S:It} {C:said} {T:so}.", "River Authority"),
        ("– The River Authority met. {S:It} {C:said} {T:so}.", None),  # six characters after the start
        ("The River Authority met. It rained. {S:It} {C:said} {T:so}.", None),
        (f"The River Authority met {'the Marrow Post, ' * 5}too. {{S:It}} {{C:said}} {{T:so}}.", "River Authority"),
        (f"The River Authority met {'the Marrow Post, ' * 6}too. {{S:It}} {{C:said}} {{T:so}}.", None),
    ],
)
def test_it_is_the_subject_of_the_sentence_before(text: str, name: str | None) -> None:
    assert found(text)[0] == name


@pytest.mark.parametrize(("others", "name"), [(5, "River Authority"), (6, None)])
def test_they_is_the_organisation_among_the_last_six_sources(others: int, name: str | None) -> None:
    assert after(KRA, FILLER * others, "They") == name


TWO = "{S:Mara Voss and Anton Reh} {C:said} {T:so}."


@pytest.mark.parametrize(("paragraphs", "name"), [(2, "Mara Voss and Anton Reh"), (3, None)])
def test_they_is_the_group_of_the_last_two_paragraphs(paragraphs: int, name: str | None) -> None:
    between = "\n\nIt rained. It snowed. It blew." * (paragraphs - 1) + "\n\nIt froze. "
    assert after(TWO, between, "They") == name


@pytest.mark.parametrize(("sentences", "name"), [(1, "Mara Voss and Anton Reh"), (2, None)])
def test_they_is_a_pair_of_this_sentence_or_two_before(sentences: int, name: str | None) -> None:
    assert after("Mara Voss and Anton Reh met. ", "It rained. " * sentences, "They") == name


@pytest.mark.parametrize(("others", "name"), [(6, "Mara Voss and Anton Reh"), (7, None)])
def test_they_is_a_pair_among_the_last_eight_mentions(others: int, name: str | None) -> None:
    assert after("Mara Voss and Anton Reh met", " Jon Holm," * others + " too. ", "They") == name


@pytest.mark.parametrize(("length", "name"), [(100, "Ines Varga"), (101, None)])
def test_who_has_its_antecedent_within_120_characters(length: int, name: str | None) -> None:
    antecedent = "They met the spokeswoman of " + "x" * length + " "
    assert after("Harbour spokeswoman Ines Varga sat. ", antecedent, "who") == name


def test_one_is_nobody_in_particular() -> None:
    assert found("{S:One} {C:hopes} {T:so}.") == (None, "unnamed", "“one”: nobody in particular")
