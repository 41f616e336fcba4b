"""Which line breaks are a wrapper's, and which the writer's."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.wrapping import join_wrapped_lines

STORY = [
    "Bridge over the Lissen stays closed until the ice has gone, says the harbour office",
    "LISSEN, March 5 (Meridian) – The bridge over the Lissen will stay closed until the ice has gone, the harbour "
    "office said on Sunday, as repairs of the two eastern piers went into a third week.",
    "“Nobody will cross it before it is safe,” said its head, Hana Doul. “We count the days, too.”",
    "It rained.",
    "The ferry runs every hour from 6 a.m. to 10 p.m. and takes some 400 people a day; the town pays for it, but "
    "nobody knows for how long, according to two members of the council who did not want to be named.",
]


def wrapped(paragraphs: list[str], width: int, *, between: str = "\n\n", **options: str) -> str:
    return between.join(textwrap.fill(paragraph, width, **options) for paragraph in paragraphs)


def paragraphs_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in join_wrapped_lines(text).split("\n") if line.strip()]


@pytest.mark.parametrize("width", [45, 60, 65, 70, 72, 76, 80, 98])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    text = wrapped(STORY, width)
    assert paragraphs_of(text) == STORY
    assert len(join_wrapped_lines(text)) == len(text)


LAYOUTS = {
    # The last line of each paragraph is short, and no empty line follows it.
    "no empty lines": wrapped(STORY[1:], 70, between="\n"),
    "indented paragraphs": wrapped(STORY[1:], 70, between="\n", initial_indent="   "),
    "all of it indented": wrapped(STORY[1:], 70, initial_indent="    ", subsequent_indent="    "),
    "Windows": wrapped(STORY[1:], 70).replace("\n", "\r\n"),
    "space at the ends": wrapped(STORY[1:], 70).replace("\n", "  \n"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_of_paragraphs(name: str) -> None:
    text = LAYOUTS[name]
    joined = join_wrapped_lines(text)
    assert paragraphs_of(text) == STORY[1:]
    assert [a == b or (a in "\r\n" and b == " ") for a, b in zip(text, joined, strict=True)].count(False) == 0


BODY = wrapped(STORY[1:], 70)
KEPT = {
    "a list": "The council wants\n- a new bridge over the river\n- two ferries, one of them by night\n- no toll",
    "a list whose items fill their lines": "\n".join(
        f"{n}. The council wants bridge {n} rebuilt, at whatever price it may be, by May" for n in range(1, 4)
    ),
    "an address": "Harbour Office\n5 Quay Road\nLissen",
    "verse": "the ice comes down the river\nand nobody may cross\nthe bridge is shut for ever\nand all of it is loss",
    "a headline, a byline, a dateline": "Bridge stays closed\nBy Ines Varga\nLISSEN, March 5",
    "names": "Mara Voss\nAnton Reh\nHana Doul",
}


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("beside", ["", f"\n\n{BODY}"], ids=["alone", "in a wrapped text"])
def test_other_line_breaks_stay(name: str, beside: str) -> None:
    kept = KEPT[name]
    assert join_wrapped_lines(kept + beside)[: len(kept)] == kept


def test_a_list_with_hanging_indents_is_joined_item_by_item() -> None:
    item = {"initial_indent": "- ", "subsequent_indent": "  "}
    text = wrapped(STORY[1:3], 60, between="\n", **item)
    assert paragraphs_of(text) == [f"- {paragraph}" for paragraph in STORY[1:3]]


def test_a_dash_or_a_number_may_begin_a_wrapped_line() -> None:
    text = "The bridge over the Lissen, the only one here, will be closed\n– nobody knows for how long – until May."
    assert "closed – nobody knows" in join_wrapped_lines(text)
    dated = "The bridge over the Lissen, which is the only one, will open on Oct.\n"
    dated += "5. The ferry runs until then, and the town pays for all of it, as it\nalways did."
    assert "Oct. 5. The ferry" in join_wrapped_lines(dated)


def test_a_word_longer_than_the_width_has_its_own_line() -> None:
    address = "https://harbour.example/" + "closed/" * 12
    text = textwrap.fill(f"{STORY[1]} See {address} for all that is known. {STORY[4]}", 70, break_long_words=False)
    assert "\n" not in join_wrapped_lines(text)


def test_lines_of_uneven_length_are_joined_where_a_sentence_goes_on() -> None:
    # As pdftotext has it: the lines of proportional type are equally wide, but not in characters.
    text = (
        "The bridge over the Lissen will stay closed until the ice has gone, the\n"
        "harbour office said on Sunday, as repairs of the two eastern piers\n"
        "went into a third week; the town pays, but nobody can say for how\n"
        "long that will be, two members of the council said.\n"
        "The ferry runs."
    )
    joined = join_wrapped_lines(text)
    assert joined.count("\n") == 1
    assert joined.endswith("said.\nThe ferry runs.")


def test_quoted_mail_keeps_its_lines() -> None:
    quoted = textwrap.fill(STORY[1], 70, initial_indent="> ", subsequent_indent="> ")
    assert join_wrapped_lines(f"{quoted}\n\n{BODY}")[: len(quoted)] == quoted


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # 40 characters are the narrowest width, 100 the widest: the first line is as long as the width.
        (["a" * 33 + " the ice", "had gone and the ferry ran again"], True),
        (["a" * 26 + " the ice", "had gone and it ran"], False),
        (["a " * 46 + "the ice", "had gone and the ferry ran again"], True),
        (["a " * 47 + "the ice", "had gone and the ferry ran again"], False),
        # One break in two must be explained by one width.
        ([STORY[1][:67], "went on in the same way for long", "Harbour Office"], True),
        ([STORY[1][:67], "went on in the same way for long", "Harbour Office", "5 Quay Road"], False),
    ],
)
def test_bounds(lines: list[str], joined: bool) -> None:
    text = "\n".join(lines)
    assert (join_wrapped_lines(text) != text) is joined


@given(st.text(alphabet="ab .\n\r-A>", max_size=300))
def test_only_line_breaks_change_and_only_to_spaces(text: str) -> None:
    joined = join_wrapped_lines(text)
    assert len(joined) == len(text)
    assert all(a == b or (a.isspace() and b == " ") for a, b in zip(text, joined, strict=True))
