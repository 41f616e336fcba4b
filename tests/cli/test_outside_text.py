"""Commands that print what a ledger holds, over one whose every field is hostile: all is shown, nothing obeyed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from quayside import NOON

from onrecord import cli
from onrecord.judgements import Confirmation, Correction, Grade, Resolution, SameAs, Weighing
from onrecord.ledger import Ledger
from onrecord.records import Article, Forecast, Hedge, Quantity, Record, Span, Speaker, Statement, Time, statement_id
from onrecord.text.visible import show_controls

# An editor's brackets, a tag that closes nothing, a link, an emoji's name; a title for the window, a colour by a
# control character of C1, a change of direction.
MARKUP = "[sic] [/archive] [link=file:///a]b[/link] :smile:"
OBEYED = "\x1b]0;x\x07 \x9b31m \u202e"
# A line that looks as if the command said it.
FORGED = "\nonrecord: nothing is due"
# rich's own colours.
_STYLING = re.compile(r"\x1b\[[0-9;]*m")


def hostile(word: str) -> str:
    return f"{word} {MARKUP} {OBEYED}{FORGED}"


def record(name: str, *, words: str, number: int, day: date) -> Record:
    """An article with one statement: a forecast with a hedge, a time and a number; `words` are in its content."""
    speaker, cue = hostile("Speaker"), hostile("cue")
    content = f"{hostile(words)} perhaps {number} boats leave on Monday"
    text = f"{hostile('Headline')}\n\n{speaker} {cue} {content}."
    start = text.index(speaker)
    after_cue = start + len(speaker) + 1 + len(cue)
    spans = (Span(start, start + len(speaker)),), (Span(start + len(speaker) + 1, after_cue),)
    spans += ((Span(after_cue + 1, len(text) - 1),),)
    url = f"https://{name}.example/{hostile('address')}"
    about = {part: hostile(part.title()) for part in ("title", "publisher", "byline", "section")}
    article = Article(hostile(name), text, url=url, published=day, **about)
    boats = Span(text.index(f"{number} boats"), text.index(" leave"))
    hedge = Span(text.index("perhaps"), text.index("perhaps") + len("perhaps"))
    role, organisation = hostile("Role"), hostile("Organisation")
    statement = Statement(
        statement_id(article, *spans),
        *spans,
        speaker=Speaker(speaker, "person", hostile("because"), role=role, organisation=organisation),
        certainty=(Hedge(hedge, "perhaps", "content", low=0.2, high=0.6, because=hostile("why")),),
        times=(Time(Span(len(text) - 7, len(text) - 1), "DATE", "2026-10-05", because=hostile("why")),),
        quantities=(Quantity(boats, number, number, because=hostile("why"), unit=hostile("boats")),),
        forecast=Forecast("“perhaps”", first=day, last=day + timedelta(7), low=0.2, high=0.6, condition=hostile("If")),
    )
    return Record(article, (statement,), notices=(hostile("Notice"),))


WATCH = """
name: "Watch [sic]"
about: "About [sic]"
indicators: [{name: "Indicator [/b]", why: "Reason [sic]", query: perhaps}]
series: [{name: "Series [sic]", query: boats, unit: "boats"}]
hypotheses: [{name: "Frost [sic]", text: "It froze [sic]"}, {name: "Flood [/b]", text: "It rose"}]
"""


@dataclass(frozen=True)
class Place:
    folder: Path
    statement: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "watch.yaml").write_text(WATCH)
    day = date(2026, 9, 1)
    records = [
        record("one", words="the weir stays shut", number=40, day=day),
        record("one", words="the weir is shut", number=41, day=day),
        record("two", words="the weir stays shut", number=90, day=day),
    ]
    (statement,) = (each.id for each in records[-1].statements)
    with Ledger.open(folder / "[sic].db") as kept:
        for number, made in enumerate(records):
            kept.keep(made, model=hostile("Model"), at=NOON + timedelta(minutes=number))
        by, note, at = hostile("Judge"), hostile("Note"), NOON + timedelta(hours=1)
        evidence, cell = hostile("Evidence"), {"watch": "Watch [sic]", "hypothesis": "Frost [sic]"}
        kept.judge(Confirmation(statement, by=by, note=note, at=at))
        kept.judge(Resolution(statement, outcome="no", on=day, evidence=evidence, by=by, at=at))
        kept.judge(Correction(statement, field="role", value=hostile("Corrected"), by=by, note=note, at=at))
        kept.judge(Weighing(statement, cell="inconsistent", by=by, note=note, at=at, **cell))
        kept.judge(Grade(hostile("Speaker"), reliability="B", by=by, note=note, at=at))
        kept.judge(SameAs(hostile("Speaker"), hostile("Publisher"), by=by, note=note, at=at))
    return Place(folder, statement)


COMMANDS = {
    "search perhaps": "Speaker cue Title Publisher",
    "search perhaps --table": "Speaker Publisher",
    "search perhaps --json": "Speaker cue Title Publisher",
    "show ID": "Title Publisher Byline address Speaker Corrected Organisation cue Judge Note Evidence",
    "speaker NAME": "Speaker Publisher",
    "log ID": "Judge Note Corrected Evidence",
    "log NAME": "Speaker Publisher Judge Note",
    "due --on 2027-01-01": "Speaker",
    "claims": "Speaker Publisher",
    "claim ID": "Speaker Publisher Title",
    "versions PAGE": "Title Speaker cue",
    "score --by speaker --as-of 2027-01-01": "Speaker",
    "grade NAME": "Judge Note",
    "grade NAME --reliability C --by NAME": "Speaker",
    "watch watch.yaml --peek": "Watch Indicator Reason Series Frost Speaker cue Title Publisher",
    "redact --person NAME": "Speaker",
    "brief watch.yaml": "Watch Indicator Reason Series Frost Speaker cue Title Publisher Judge Note",
}


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("words", COMMANDS)
def test_every_field_is_shown_and_none_is_obeyed(
    words: str, place: Place, monkeypatch: pytest.MonkeyPatch, *, colour: bool
) -> None:
    monkeypatch.chdir(place.folder)
    named = {"ID": place.statement, "NAME": hostile("Speaker"), "PAGE": hostile("one")}
    # Wide, so that no word is broken in a table.
    env = {"COLUMNS": "2000", "TERM": "xterm-256color", "FORCE_COLOR": "1" if colour else None, "NO_COLOR": None}
    arguments = [*(named.get(word, word) for word in words.split()), "--ledger", "[sic].db"]
    done = CliRunner().invoke(cli.cli, arguments, env=env, color=colour)
    assert done.exit_code == 0, done.output
    printed = _STYLING.sub("", done.stdout)
    assert show_controls(printed) == printed
    assert show_controls(done.stderr) == done.stderr
    assert not [line for line in printed.splitlines() if line.startswith(FORGED.strip())]
    # A match in a search has asterisks, and Markdown a backslash before its brackets.
    plain = re.sub(r"[\\*]", "", printed)
    assert [word for word in COMMANDS[words].split() if not re.search(rf"{word} \[(sic|/b)\]", plain)] == []
    assert "[link=file:///a]b[/link] :smile:" in plain
