"""The watch file: what it means, and what is said of one that cannot be read."""

from pathlib import Path

import pytest

from onrecord.errors import WatchError
from onrecord.watches import Hypothesis, Indicator, Series, load_watch, parse_watch

EXAMPLE = Path(__file__).parents[2] / "examples" / "watch.yaml"

WHOLE = """
name: The weir
about: What is said
  of the weir
indicators:
  - name: Denials
    query: weir act:deny
    speaker: reh
    why: nobody denies a sound weir
  - {name: Words, phrases: ["the weir", the 'old' dam]}
  - {name: Many, quantity: people > 1000, query: weir}
series:
  - {name: Workers, unit: [workers, masons], rate: month, increment: yes, words: at the weir}
hypotheses:
  - {name: frost, text: Frost broke it.}
"""


def test_all_of_it() -> None:
    watch = parse_watch(WHOLE)
    assert (watch.name, watch.about) == ("The weir", "What is said of the weir")
    assert watch.indicators == (
        Indicator("Denials", "weir act:deny", "reh", "nobody denies a sound weir"),
        Indicator("Words", '"the weir" OR "the \'old\' dam"'),
        Indicator("Many", "weir people > 1000"),
    )
    assert watch.series == (Series("Workers", ("workers", "masons"), ("at the weir",), "month", True),)
    assert watch.hypotheses == (Hypothesis("frost", "Frost broke it."),)


def test_the_example_can_be_read() -> None:
    assert len(load_watch(EXAMPLE).hypotheses) >= 2


def test_the_documented_one_can_be_read() -> None:
    page = (EXAMPLE.parents[1] / "docs" / "watches.md").read_text("utf-8")
    watch = parse_watch(page.partition("```yaml\n")[2].partition("```")[0])
    assert [len(parts) for parts in (watch.indicators, watch.series, watch.hypotheses)] == [3, 3, 2]


def one(part: str) -> str:
    return f"name: The weir\nindicators:\n  - {part}\n"


WRONG = [
    ("", "watch: is empty: write a name"),
    ("- a\n- b", "line 1: must have keys (name, about"),
    ("name: The weir", "line 1: has nothing to follow: add indicators"),
    ("indicators: [{name: a, query: weir}]", "line 1: name is missing: add name: Lissen"),
    ("name: a\nindicaters: []", "line 2: unknown key indicaters; did you mean indicators?"),
    ("name: a\nname: b", "line 2: name is given twice"),
    ("name: a: b", "line 1: is not YAML (mapping values"),
    ("name: 'a", "is not YAML"),
    ("name: [a]\nseries: [{name: b, unit: c}]", "line 1: name: must be words, not a list"),
    (one("weir"), "line 3: indicators[1]: must have keys (name, query"),
    (one("{name: Denials}"), "line 3: indicators[1]: has no condition: add query"),
    (one("{query: weir}"), "line 3: indicators[1]: name is missing"),
    (
        one("{name: a, query: 'speeker:reh'}"),
        "indicators[1].query: there is no field speeker: (did you mean speaker:?)",
    ),
    (one("{name: a, query: '...'}"), "indicators[1].query: has no word to look for"),
    (one("{name: a, phrases: [b, '...']}"), "indicators[1].phrases[2]: has no word to look for"),
    (one("{name: a, quantity: people}"), "indicators[1].quantity: has no number to compare with"),
    (one("{name: a, phrases: ['\"']}"), "indicators[1].phrases[1]: is empty"),
    (one("{name: a, query: b}\n  - {name: a, query: c}"), "line 4: indicators[2]: the name a is used twice"),
    ("name: a\nseries: [{name: b, rate: month}]", "series[1]: has no condition: add unit"),
    (
        "name: a\nseries: [{name: b, unit: c, increment: perhaps}]",
        "series[1].increment: must be yes or no, not perhaps",
    ),
    ("name: a\nhypotheses: [{name: b}]", "hypotheses[1]: text is missing: add text:"),
    ("name: a\nabout: !!python/object/apply:os.system [ls]\nseries: []", "line 2: about: must be words"),
    ("name: a\n" + "x" * 1_000_001, "is longer than a watch file can be"),
    ("name: \x00", "is not YAML"),
]


@pytest.mark.parametrize(("text", "problem"), WRONG, ids=[problem for _, problem in WRONG])
def test_errors_name_the_place(text: str, problem: str) -> None:
    with pytest.raises(WatchError) as error:
        parse_watch(text)
    assert str(error.value).startswith("watch")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: Brücke".encode("latin-1"))
    for name, problem in (
        ("latin.yaml", "is not text in UTF-8"),
        ("none.yaml", "cannot be read"),
        ("", "cannot be read"),
    ):
        with pytest.raises(WatchError, match=problem):
            load_watch(tmp_path / name)


def test_nothing_in_the_file_is_run(tmp_path: Path) -> None:
    made = tmp_path / "made"
    with pytest.raises(WatchError):
        parse_watch(f"name: !!python/object/apply:pathlib.Path.touch [{made}]\nseries: [{{name: a, unit: b}}]")
    assert not made.exists()
