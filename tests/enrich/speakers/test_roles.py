import pytest

from onrecord.enrich.speakers.people import PeopleIndex
from onrecord.enrich.speakers.roles import PersonRole, collect_roles, parse_role, score_role_fit
from onrecord.text.document import Document


def roles_of(text: str, name: tuple[str, ...] = ("Anton", "Reh")) -> list[tuple[str, str, str | None]]:
    """Return noun, title and organisation of each role of a person."""
    return [
        (r.noun, r.title, r.organisation) for r in collect_roles(PeopleIndex(Document.from_text(text))).get(name, [])
    ]


def role(phrase: str) -> PersonRole:
    parsed = parse_role(phrase)
    assert parsed
    return parsed


# (text, noun, title and organisation of Anton Reh's role)
CASES = [
    ("Wessel Motors chief Anton Reh left.", ("chief", "chief", "Wessel Motors")),
    ("The chief of Wessel Motors, Anton Reh, left.", ("chief", "chief", "Wessel Motors")),
    ("In a letter to the mayor, Anton Reh left.", None),
    ("Anton Reh, the chief of Wessel Motors, left.", ("chief", "chief", "Wessel Motors")),
    ("Anton Reh – the chief of Wessel Motors – left.", ("chief", "chief", "Wessel Motors")),
    ("Anton Reh is its chief.", ("chief", "chief", None)),
    ("Anton Reh served as mayor.", ("mayor", "mayor", None)),
    ("Anton Reh's mayor left.", None),
    ("Sen. Anton Reh left.", ("senator", "Sen.", None)),
    ("Anton Reh (D-Vt.) left.", ("democrat", "", None)),
    ("Anton Reh (D, Kelva) left.", ("democrat", "", None)),
    ("Anton Reh, the chief of staff of the Harbour Office, left.", ("chief", "chief of staff", "Harbour Office")),
    ("Anton Reh, a teacher of rhymes, left.", ("teacher", "teacher", None)),
    ("My father, Anton Reh, left.", ("father", "father", None)),
    ("They praised the baker Anton Reh.", ("baker", "baker", None)),
    ("Anton Reh left.", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_role_is_parsed_beside_a_name(text: str, expected: tuple[str, str, str | None] | None) -> None:
    assert roles_of(text) == ([expected] if expected else [])


def test_two_people_share_a_plural_role() -> None:
    text = "My parents, Olav and Mirja Brevik, left."
    assert [roles_of(text, (first, "Brevik"))[0][0] for first in ("Olav", "Mirja")] == ["parents", "parents"]


@pytest.mark.parametrize(
    ("description", "known", "fit"),
    [
        ("the mayor", "mayor", 1.0),
        ("the lawmaker", "senator", 1.0),
        ("the senator", "lawmaker", 0.0),
        ("the Harbour spokesman", "Harbour Office spokesman", 1.4),
        ("the old Kelva Harbour spokesman", "old Kelva Harbour spokesman", 2.2),
        ("the tall old Kelva Harbour spokesman", "tall old Kelva Harbour spokesman", 2.2),  # three words count
        ("the mayor", "former mayor", 0.5),
        ("the former mayor", "former mayor", 1.4),
        ("the nominee", "2012 nominee", 0.5),
    ],
)
def test_a_description_fits_a_role(description: str, known: str, fit: float) -> None:
    assert score_role_fit(role(description), role(known)) == pytest.approx(fit)


@pytest.mark.parametrize(("padding", "has_role"), [(0, True), (1, False)])
def test_a_role_begins_within_110_characters_before_a_name(padding: int, has_role: bool) -> None:
    long = "very " * 15
    room = 110 - len(f"The chief of the {long}house, ")
    assert bool(roles_of(f"The chief of the {long}{'x' * (room + padding)}house, Anton Reh, left.")) == has_role


def test_a_role_before_a_name_has_seven_words() -> None:
    people = PeopleIndex(Document.from_text("They saw one1 two2 three3 four4 five5 six6 seven7 chief Anton Reh."))
    assert collect_roles(people)["Anton", "Reh"][0].words == {"two2", "three3", "four4", "five5", "six6", "seven7"}


@pytest.mark.parametrize(("words", "has_role"), [(8, True), (9, False)])
def test_a_role_after_a_name_has_nine_words(words: int, has_role: bool) -> None:
    assert bool(roles_of(f"Anton Reh, the {'old ' * words}chief, left.")) == has_role
