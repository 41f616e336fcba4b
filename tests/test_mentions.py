"""Where a text names a person, and where it may name somebody else."""

import pytest

from onrecord.identities.mentions import PersonNames, fold_letters, name_words

MARA = PersonNames(frozenset({"Mara Voss", "M. Voss"}), frozenset({"Jonas Voss", "Mara Voss Reh", "Anton Reh"}))
# Who is meant, the text, what names her for certain, what may.
CASES = [
    (MARA, "Dr. Mara Voss’s boat", ["Mara Voss"], []),
    (MARA, "MARA VOSS; Mára Voss; Ma\u0301ra\nVoss", ["MARA VOSS", "Mára Voss", "Ma\u0301ra\nVoss"], []),
    (MARA, "Mara K. Voss, and Voss, Mara", ["Mara K. Voss", "Voss, Mara"], []),
    (MARA, "Mara Voss spoke. M. Voss left; Voss-led boats.", ["Mara Voss", "M. Voss", "Voss"], []),
    (MARA, "Mara Voss spoke. Mara laughed.", ["Mara Voss", "Mara"], []),
    (MARA, "Mara laughed.", [], []),
    (MARA, "Voss laughed.", [], ["Voss"]),
    (MARA, "Jonas Voss and Mara Voss met. Voss laughed. Mara did not.", ["Mara Voss", "Mara"], ["Voss"]),
    (MARA, "Jonas Voss laughed.", [], []),
    (MARA, "Mara Voss met T. Voss.", ["Mara Voss"], []),
    (MARA, "Mara Voss Reh laughed.", [], []),
    (MARA, "Vossen and Tamara laughed.", [], []),
    (PersonNames(frozenset({"Ada May"})), "Ada May may go in May. Ada may.", ["Ada May", "Ada"], ["May"]),
    (PersonNames(frozenset({"Al Reh"})), "Al Reh met Al.", ["Al Reh"], []),
    (PersonNames(frozenset({"Ana O’Voss"})), "Ana O'Voss met Ana O’Voss", ["Ana O'Voss", "Ana O’Voss"], []),
    (PersonNames(frozenset({"Ірина Дуб"})), "Ірина Дуб сказала. Дуб додала.", ["Ірина Дуб", "Дуб"], []),
    (PersonNames(frozenset({"王小明"})), "王小明说", ["王小明"], []),
    (PersonNames(frozenset({"김민수"})), "김민수는 길민수", ["김민수"], []),
]


@pytest.mark.parametrize(("who", "text", "certain", "doubtful"), CASES, ids=[case[1] for case in CASES])
def test_mentions(who: PersonNames, text: str, certain: list[str], doubtful: list[str]) -> None:
    found = who.find_mentions(text)
    assert [span.of(text) for span in found.certain] == certain
    assert [span.of(text) for span in found.doubtful] == doubtful


def test_who_is_known_to_be_there_is_meant_by_a_surname() -> None:
    found = MARA.find_mentions("Voss laughed.", present=True)
    assert (len(found.certain), found.doubtful) == (1, ())


def test_doubtful_ones_are_taken_where_asked_but_not_another_s() -> None:
    all_of_them = PersonNames(MARA.names, MARA.others, with_doubtful=True)
    text = "Jonas Voss and Mara Voss met. Voss laughed."
    assert [span.start for span in all_of_them.find_mentions(text).certain] == [15, 30]


@pytest.mark.parametrize(
    ("address", "present", "expected"),
    [
        ("https://brenn.example/2026/mara-voss-quits", False, True),
        ("https://brenn.example/MaraVoss", False, True),
        ("https://brenn.example/a?q=Voss%20Mara", False, True),
        ("https://brenn.example/voss-quits", False, False),
        ("https://brenn.example/voss-quits", True, True),
        ("https://brenn.example/vossen-quits", True, False),
    ],
)
def test_addresses(address: str, present: bool, expected: bool) -> None:
    assert MARA.is_in_address(address, present=present) is expected


@pytest.mark.parametrize("text", ["Łódź É", "ǅ ﬁ ½ İ", "가 각 ก", "e\u0301"])
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold_letters(text)) == len(text)


def test_titles_are_no_part_of_a_name() -> None:
    assert name_words("Dr. Mara Voss Jr.") == ("mara", "voss")
