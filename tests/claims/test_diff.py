"""Differences of words, of versions, of paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution import speech_acts
from onrecord.claims import diff_paragraphs, diff_versions, diff_words
from onrecord.records import Article, Record, Span, Speaker, Statement, statement_id

DIFFERENCES = [
    ("a b c", "a b c", "a b c"),
    ("the bridge could close", "the bridge will close", "the bridge[- could-]{+ will+} close"),
    ("“It will close”", '"it will close"', '"it will close"'),
    ("the bridge will close", "the bridge will close in May", "the bridge will close{+ in May+}"),
    ("one of 1,000 men", "one of 2,000 men", "one of[- 1,000-]{+ 2,000+} men"),
    ("", "new", "{+new+}"),
    ("old", "", "[-old-]"),
    # Over 100,000 pairs of equal words, only what both begin with is the same.
    ("a " * 316 + "old b", "a " * 316 + "new b", "a " * 315 + "a[- old-]{+ new+} b"),
    ("a " * 317 + "old b", "a " * 317 + "new b", "a " * 316 + "a[- old b-]{+ new b+}"),
]


@pytest.mark.parametrize(("old", "new", "want"), DIFFERENCES)
def test_differences(old: str, new: str, want: str) -> None:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(marks[p.state].format(p.words) for p in diff_words(old, new)) == want


@given(st.text("ab ,.\n"), st.text("ab ,.\n"))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    made = diff_words(old, new)
    for state, text in (("new", old), ("gone", new)):
        assert "".join("".join(p.words for p in made if p.state != state).split()) == "".join(text.split())


def record(*statements: tuple[str, str, str]) -> Record:
    """An article with a sentence for each (speaker, cue, content)."""
    text = "\n".join(f"{speaker} {cue} {content}." for speaker, cue, content in statements)
    article, made, place = Article("page", text), list[Statement](), 0
    for speaker, cue, content in statements:
        ends = [place, place + len(speaker), place + len(speaker) + 1 + len(cue)]
        last = ends[2] + 1 + len(content)
        spans = (Span(ends[0], ends[1]),), (Span(ends[1] + 1, ends[2]),), (Span(ends[2] + 1, last),)
        who = Speaker(speaker, "person", "given")
        made.append(Statement(statement_id(article, *spans), *spans, act=speech_acts.classify_act(cue), speaker=who))
        place = last + 2
    return Record(article, tuple(made))


FLOOD, PAY, RAIN = (
    ("Voss", "said", "nine barges had sunk"),
    ("Reh", "said", "he would pay"),
    ("Ott", "said", "it rained"),
)
VERSIONS = [
    ((FLOOD, PAY), (FLOOD, PAY), []),
    ((FLOOD, PAY), (PAY, FLOOD), []),
    ((FLOOD,), (("Voss", "said", "eleven barges had sunk"),), ["changed"]),
    ((FLOOD,), (("Voss", "denied", "nine barges had sunk"),), ["changed"]),
    ((FLOOD,), (("Zak", "said", "nine barges had sunk"),), ["changed"]),
    ((FLOOD,), (FLOOD, RAIN), ["added"]),
    ((FLOOD, PAY), (FLOOD,), ["withdrawn"]),
    ((FLOOD, PAY), (RAIN, ("Voss", "said", "ten barges had sunk")), ["added", "changed", "withdrawn"]),
]


@pytest.mark.parametrize(("old", "new", "want"), VERSIONS)
def test_what_changed_between_versions(old, new, want: list[str]) -> None:
    made = diff_versions(record(*old), record(*new))
    assert [change.change for change in made] == want
    for change in made:
        assert (change.before is None) == (change.change == "added")
        assert (change.after is None) == (change.change == "withdrawn")


def test_paragraphs_that_differ() -> None:
    old, new = "One line.\n\nTwo men came.\n\nThe end.", "One line.\n\nThree men came.\n\nThe end.\n\nA note."
    shown = [[(p.state, p.words) for p in paragraph] for paragraph in diff_paragraphs(old, new)]
    assert shown == [[("gone", "Two"), ("new", "Three"), ("same", " men came.")], [("new", "A note.")]]


PARAGRAPHS = [
    ("a b c d", "a b c e", ["a b c[- d-]{+ e+}"]),
    ("a b c d\n1 2 3", "1 2 3", ["[-a b c d-]"]),
    ("a b c d\n1 2 3 4", "x y z\n1 2 3 5\nq", ["{+x y z+}", "[-a b c d-]", "1 2 3[- 4-]{+ 5+}", "{+q+}"]),
    ("a\nb", "a\nb", []),
    ("", "a", ["{+a+}"]),
]


@pytest.mark.parametrize(("old", "new", "want"), PARAGRAPHS)
def test_what_became_of_paragraphs(old: str, new: str, want: list[str]) -> None:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    assert ["".join(marks[p.state].format(p.words) for p in line) for line in diff_paragraphs(old, new)] == want
