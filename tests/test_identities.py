"""Who is who across articles. Every person and place here is invented, but for one that the plan names."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.identities import Identity, find_identities, resolve_identities
from onrecord.judgements import DifferentFrom, SameAs
from onrecord.records import SpeakerName

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)


def person(name: str, organisation: str | None = None, role: str | None = None, count: int = 1) -> SpeakerName:
    return SpeakerName(name, "person", (role,) if role else (), (organisation,) if organisation else (), count)


def body(name: str, count: int = 1) -> SpeakerName:
    return SpeakerName(name, "organisation", count=count)


def judged(kind: str, one: str, other: str, minutes: int = 0, note: str = "") -> SameAs | DifferentFrom:
    at = NOW + timedelta(minutes=minutes)
    return (SameAs if kind == "same" else DifferentFrom)(one, other, by="Ida", at=at, note=note)


def groups(found: list[Identity]) -> set[frozenset[str]]:
    return {frozenset(one.names) for one in found}


TOGETHER = [
    ([person("Andriy Yusov"), person("Андрій Юсов")], "the same name parts as Andriy Yusov, in another script"),
    ([person("Andriy Yusov"), person("Yusov")], "short for Andriy Yusov: nobody else here bears that name"),
    ([person("Андрій Юсов"), person("Yusov")], "short for Андрій Юсов: nobody else here bears that name"),
    ([person("Mara Voss"), person("Voss Mara")], "the same name parts"),
    ([person("Łukasz Żabski"), person("Lukasz Zabski")], "the same name parts"),
    ([person("Yuriy Kholod"), person("Jurij Holod")], "the same name parts"),
    ([person("Dmitri van der Reh Jr"), person("Dmitry Reh")], "the same name parts"),
    ([person("Mara Ines Voss"), person("Mara Voss")], "the same as Mara Ines Voss but for a middle name"),
    ([person("William Tarrant"), person("Bill Tarrant")], "“Bill” and “William” are forms of one name"),
    ([person("Mara Voss"), person("M. Voss")], "short for Mara Voss"),
    ([person("Sasha Brenn"), person("Oleksandr Brenn")], "“Oleksandr” and “Sasha” are forms of one name"),
    ([person("Volodymyr Brenn"), person("Vladimir Brenn")], "are forms of one name"),
    ([person("Gonchar", "Weirs"), person("Ирина Гончар", "Weirs")], "short for Ирина Гончар: the same organisation"),
    ([person("Τάκης Παπαβοριάς"), person("Takis Papavorias")], "the same name parts as Takis Papavorias, in another"),
    ([person("Пётр Ткачёв"), person("Petr Tkachov")], "the same consonants as Petr Tkachov, in another script"),
    ([person("Гончар Марія Іванівна"), person("Mariia Honchar")], "but for a middle name"),
    ([body("Ministry of Defence"), body("The Ministry of Defense")], "the same name parts"),
    ([body("Norrland Turbine AB"), body("Norrland Turbine")], "the same name parts"),
    ([body("ТОВ «Вежа»"), body("Vezha LLC")], "the same name parts as Vezha LLC, in another script"),
    ([body("Brenn & Söhne GmbH & Co. KG"), body("Brenn Sohne")], "the same name parts"),
    ([body("OOO Vezha"), body("Vezha, S.A.")], "the same name parts"),
    ([body("Brenn Marsh Wardens"), body("BMW")], "short for Brenn Marsh Wardens"),
    ([body("Ministry of Weirs"), body("MoW")], "short for Ministry of Weirs"),
    ([body("Ministry of Weirs"), body("M.W.")], "short for Ministry of Weirs"),
]


@pytest.mark.parametrize(("bearers", "why"), TOGETHER, ids=[" = ".join(b.name for b in t[0]) for t in TOGETHER])
def test_names_of_one(bearers: list[SpeakerName], why: str) -> None:
    (one,) = resolve_identities(bearers)
    assert sorted(one.names) == sorted(b.name for b in bearers)
    assert one.members[0].because == "the fullest name"
    assert why in one.members[1].because
    assert 0 < one.members[1].score < 1
    assert one.doubts == ()


WITHOUT_OTHERS = [
    ([person("Mara Voss"), person("Voss")], "Voss"),
    ([person("Mara Voss"), person("M. Voss")], "Mara Voss"),
    ([person("William Tarrant"), person("Bill Tarrant")], "Bill Tarrant"),
    ([person("Пётр Ткачёв"), person("Petr Tkachov")], "Petr Tkachov"),
]


@pytest.mark.parametrize(("bearers", "name"), WITHOUT_OTHERS, ids=[name for _, name in WITHOUT_OTHERS])
def test_where_names_are_missing_nobody_is_taken_for_the_only_bearer(bearers: list[SpeakerName], name: str) -> None:
    assert len(resolve_identities(bearers)) == 1
    assert len(resolve_identities(bearers, unsettled={name})) == 2
    assert len(resolve_identities(bearers, [judged("same", *(b.name for b in bearers))], unsettled={name})) == 1
    assert len(resolve_identities(bearers, unsettled={"Anton Reh"})) == 1


def test_equal_parts_join_where_names_are_missing_too() -> None:
    assert len(resolve_identities([person("Mara Voss"), person("Voss Mara")], unsettled={"Voss Mara"})) == 1


APART = [
    [person("Mara Voss"), person("Tom Voss")],
    [person("Mara Voss"), person("Maria Voss")],
    [person("Mara Voss"), person("Mara Vass")],
    [person("Mara Ines Voss"), person("Mara Beata Voss")],
    [person("Ivan Petrov"), person("Ivana Petrova")],
    [person("Иван Петров"), person("Ivana Petrova")],
    [person("Анна Мартынова"), person("Hanna Martynenko")],
    [person("Bob Tarrant"), person("Bill Tarrant")],
    [person("Andrew Tarrant"), person("Andrea Tarrant")],
    [person("Wei Pan"), person("Pan Lin")],
    [person("Oleksandr Brenn"), person("Oleksandra Brenn")],
    [person("Galina Brenn"), person("Halina Brenn")],
    [person("حسين نصيف"), person("Hassan Nassif")],
    [person("Tom Lord"), person("Tom")],
    [body("SA Wardens"), body("Wardens")],
    [body("Vezha GmbH"), body("Vezha Foundation")],
    [person("William Tarrant", "Weir Board"), person("Bill Tarrant", "Brenn Echo")],
    [person("Mara Voss", "Harbour Office"), person("Voss", "Brenn Rovers")],
    [person("Mara Voss"), person("T. Voss")],
    [person("Mara Voss"), person("Mara")],
    [person("Mercy Okafor Reh"), body("MOR")],
    [body("Ministry of Defence"), body("Ministry of Justice")],
    [body("Brenn Marsh Wardens"), body("BMX")],
    [body("Voss"), person("Mara Voss")],
]


@pytest.mark.parametrize("bearers", APART, ids=[" / ".join(b.name for b in bearers) for bearers in APART])
def test_names_of_two(bearers: list[SpeakerName]) -> None:
    assert groups(resolve_identities(bearers)) == {frozenset([bearer.name]) for bearer in bearers}


SPELLINGS = [
    "Андрій Юсов|Andrii Yusov|Andriy Yusov|Andrij Jusov|Andriy Iusov",
    "Зореслав Заболоцький|Zoreslav Zabolotskyi|Zoreslav Zabolotskyy|Zoreslav Zabolotsky|Zoreslav Zabolotskiy",
    "Сергій Гончар|Serhii Honchar|Serhiy Honchar|Serhij Honchar",
    "Надія Згурська|Nadiia Zghurska|Nadiya Zhurska",
    "Єва Щербак|Yeva Shcherbak|Ieva Shcherbak|Eva Shcherbak",
    "Игорь Хохлов|Igor Khokhlov|Igor' Hohlov",
    "Мар’яна В'язова|Mariana Viazova|Maryana Vyazova",
    "Жељко Шћепов|Željko Šćepov|Zeljko Scepov",
    "محمود الغزالي|Mahmoud al-Ghazali|Mahmud Ghazali|Mahmood El Ghazaly",
    "عبد الله حسين|Abdullah Hussein",
    "林平之|Lin Pingzhi|Lin Ping-zhi|林 平之|Pingzhi Lin",
    "歐陽明日|Ouyang Mingri",
    "한민서|Han Min-seo|Han Minseo",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_name(spellings: str) -> None:
    names = spellings.split("|")
    for other in names[1:]:
        (one,) = resolve_identities([person(names[0]), person(other)])
        assert one.members[1].score in (0.95, 0.7)
        assert find_identities([person(names[0]), person(other)], (), other) == [one]


def test_consonants_that_two_have_are_nobody_s() -> None:
    names = ["ماجد غزالي", "Majid Ghazali", "Majed Ghuzali"]
    assert len(resolve_identities(map(person, [*names[:2], "Majed Gazaly"]))) == 1
    found = resolve_identities(map(person, names))
    assert len(found) == 3
    assert all(
        one.doubts == (f"“{names[0]}” may be Majed Ghuzali or Majid Ghazali: nothing tells which",) for one in found
    )


def test_a_name_that_is_spelt_the_same_is_nobody_else_s() -> None:
    found = resolve_identities(map(person, ["Пётр Ткачёв", "Petr Tkachev", "Petr Tkachov"]))
    assert groups(found) == {frozenset({"Пётр Ткачёв", "Petr Tkachev"}), frozenset({"Petr Tkachov"})}


def test_a_surname_of_several_is_nobody_s() -> None:
    found = resolve_identities([person("Mara Voss"), person("Tom Voss"), person("Voss")])
    assert len(found) == 3
    assert all(one.doubts == ("“Voss” may be Mara Voss or Tom Voss: nothing tells which",) for one in found)


TELLS = [
    (person("Voss", "Harbour Office"), "Mara Voss", "the same organisation (Harbour Office)"),
    (person("Voss", "the Harbor Office"), "Mara Voss", "the same organisation (Harbour Office)"),
    (person("Voss", "HO"), "Mara Voss", "the same organisation (Harbour Office)"),
    (person("T. Voss"), "Tom Voss", "nobody else"),
    (person("Voss", role="first goalkeeper"), "Tom Voss", "the same role (first goalkeeper)"),
]


@pytest.mark.parametrize(("short", "whose", "why"), TELLS)
def test_an_organisation_or_a_role_tells_whose_a_surname_is(short: SpeakerName, whose: str, why: str) -> None:
    several = [person("Mara Voss", "Harbour Office", "warden"), person("Tom Voss", "Brenn Rovers", "goalkeeper")]
    found = resolve_identities([*several, short])
    (one,) = [one for one in found if short.name in one.names]
    assert one.name == whose
    assert why in one.members[1].because


def test_one_that_may_be_two_joins_neither_nor_joins_them() -> None:
    for names in (("Mara Reh", "Mara Ines Reh", "Mara Beata Reh"), ("Sam Reh", "Samuel Reh", "Samantha Reh")):
        found = resolve_identities(map(person, names))
        assert len(found) == 3
        short = next(one for one in found if one.name == names[0])
        assert short.doubts == (f"“{names[0]}” may be {' or '.join(sorted(names[1:]))}: nothing tells which",)


def test_judged_the_same() -> None:
    made = [judged("same", "HUR", "Main Directorate of Scouts", note="its own page")]
    (one,) = resolve_identities([body("HUR"), body("Main Directorate of Scouts")], made)
    assert one.members[1].score == 1
    assert one.members[1].because.startswith("judged the same by Ida on 2026-10-05: its own page")


def test_judged_different() -> None:
    made = [judged("different", "Voss", "Mara Voss")]
    one, other = resolve_identities([person("Mara Voss", count=2), person("Voss")], made)
    assert (one.name, other.name) == ("Mara Voss", "Voss")
    assert "Voss: judged different by Ida on 2026-10-05" in one.doubts
    assert resolve_identities([person("Mara Voss"), person("Voss")])[0].names == ("Mara Voss", "Voss")


def test_no_third_name_joins_two_that_were_judged_different() -> None:
    names = ["Mara Voss", "Мара Восс", "Voss"]
    found = resolve_identities(map(person, names), [judged("different", "Mara Voss", "Мара Восс")])
    assert not any({"Mara Voss", "Мара Восс"} <= set(one.names) for one in found)


CONTRADICTIONS = [
    ([("same", "A. Reh", "B. Reh"), ("different", "A. Reh", "B. Reh")], 2),
    ([("different", "A. Reh", "B. Reh"), ("same", "B. Reh", "A. Reh")], 1),
    ([("same", "A. Reh", "C. Reh"), ("same", "B. Reh", "C. Reh"), ("different", "A. Reh", "B. Reh")], 2),
]


@pytest.mark.parametrize(("made", "want"), CONTRADICTIONS)
def test_of_contradictory_judgements_the_later_counts(made: list[tuple[str, str, str]], want: int) -> None:
    names = sorted({name for _, *pair in made for name in pair})
    found = resolve_identities(map(person, names), [judged(*each, minutes=i) for i, each in enumerate(made)])
    assert len(found) == want


def test_a_reason_leads_back_to_the_fullest_name() -> None:
    names = [person("Mara Voss"), person("Voss"), person("The Warden")]
    (one,) = resolve_identities(names, [judged("same", "The Warden", "Voss")])
    why = {member.name: (member.score, member.because) for member in one.members}
    assert why["The Warden"] == (0.6, "“Voss”: judged the same by Ida on 2026-10-05: The Warden, Voss")


MEANT = [
    ("yusov", {"Yusov", "Andriy Yusov", "Андрій Юсов"}),
    ("Юсов", {"Yusov", "Andriy Yusov", "Андрій Юсов"}),
    ("mara  VOSS", {"Mara Voss", "The Warden"}),
    ("The Warden", {"Mara Voss", "The Warden"}),
    ("Weirs", {"Ministry of Weirs", "MoW"}),
    ("nobody", set()),
]


@pytest.mark.parametrize(("name", "want"), MEANT)
def test_whom_a_name_means(name: str, want: set[str]) -> None:
    every = [person(n) for n in ("Andriy Yusov", "Yusov", "Андрій Юсов", "Mara Voss", "Tom Reh", "The Warden")]
    every += [body("Ministry of Weirs"), body("MoW")]
    found = find_identities(every, [judged("same", "Mara Voss", "The Warden")], name)
    assert {n for one in found for n in one.names} == want


NAMES = st.lists(
    st.sampled_from(
        "Mara Voss|Voss|M. Voss|Tom Voss|Мара Восс|Voss Mara|Mara Ines Voss|Sam Reh|Samuel Reh|Reh".split("|")
    ),
    unique=True,
    max_size=8,
)
KINDS = st.lists(st.tuples(st.sampled_from(["same", "different"]), st.integers(0, 9), st.integers(0, 9)), max_size=4)


@given(NAMES, KINDS)
def test_each_name_is_of_one_identity_and_none_joins_what_was_judged_apart(names: list[str], kinds: list) -> None:
    made = []
    for minutes, (kind, i, j) in enumerate(kinds):
        if names and names[i % len(names)] != names[j % len(names)]:
            made.append(judged(kind, names[i % len(names)], names[j % len(names)], minutes))
    found = resolve_identities(map(person, names), made)
    assert sorted(name for one in found for name in one.names) == sorted(names)
    assert all(member.because for one in found for member in one.members)
    latest = {frozenset(j.about): j.kind for j in made}
    for one in found:
        for pair, kind in latest.items():
            assert not (kind == "different" and pair <= set(one.names))
