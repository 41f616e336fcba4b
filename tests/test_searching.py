"""`onrecord search` over a ledger of its own making: its shapes, its pages, its language on a command line."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import cli
from onrecord.cli.search_output import CSV_COLUMNS, join_query_words
from onrecord.ledger import Ledger
from onrecord.records import Article, Forecast, Quantity, Record, Span, Speaker, Statement, statement_id


def said(number: int, content: str, **readings) -> Record:
    text = f"Mara Voss said {content}."
    article = Article(str(number), text, title=f"Title {number}", publisher="Courier", published=date(2026, 9, number))
    spans = ((Span(0, 9),), (Span(10, 14),), (Span(15, len(text) - 1),))
    speaker = Speaker("Mara Voss", "person", "told", organisation="Port Authority")
    return Record(article, (Statement(statement_id(article, *spans), *spans, speaker=speaker, **readings),))


TROOPS = (Quantity(Span(0, 1), 2e5, 2e5, because="told", unit="troops"),)
LATE = Forecast("told", first=date(2026, 9, 1), last=date(2026, 9, 2))
RECORDS = [
    said(1, "the bridge, “closed”, stays shut"),
    said(2, "200,000 troops are near the bridge", quantities=TROOPS),
    said(3, "the ferry will sink by Wednesday", forecast=LATE),
    *(said(number, f"it rained again on day {number}") for number in range(4, 29)),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "record.db"
    with Ledger.open(path) as made:
        for record in RECORDS:
            article = replace(record.article, origin=f"{record.article.id}.txt")
            made.keep(replace(record, article=article), model="m", at=datetime(2026, 10, 5, tzinfo=UTC))
    return path


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["search", "--ledger", str(ledger), *arguments], env={"COLUMNS": "100"})


TYPED = [
    (["bridge"], 2),
    (["bridge", "stays"], 1),
    (["bridge closed"], 1),
    (["closed bridge"], 0),
    (["troops > 100000"], 1),
    (["troops>100k", "bridge"], 1),
    (["bridge OR ferry"], 3),
    (["bridge", "OR", "ferry"], 3),
    (["bridge", "NOT", "troops"], 1),
    (["--", "bridge", "-troops"], 1),
    (["org:port authority", "ferry"], 1),
    (["org:authority port", "ferry"], 0),
    (["speaker:voss said:2026-09-02"], 1),
    (["--speaker", "voss", "--since", "2026-09-27"], 2),
    (["is:overdue"], 1),
    (["is:forecast", "--until", "2026-09-02"], 0),
]


@pytest.mark.parametrize(("typed", "count"), TYPED)
def test_the_language_on_the_command_line(ledger: Path, typed: list[str], count: int) -> None:
    done = run(ledger, "--json", *typed)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == count


def test_pages(ledger: Path) -> None:
    first = run(ledger, "rain*", "rained", "OR", "bridge")
    assert "1 to 20 of 25 statements; next: --offset 20" in first.stderr
    last = run(ledger, "rained", "--offset", "20")
    assert last.stderr == "onrecord: 21 to 25 of 25 statements\n"
    assert "no more than 25 statements" in run(ledger, "rained", "--offset", "40").stderr


def test_words_are_marked_without_colours_too(ledger: Path) -> None:
    assert "the *bridge*, “closed”, *stays* shut" in run(ledger, "bridge", "stays").stdout


def test_a_table_fits_the_terminal(ledger: Path) -> None:
    done = run(ledger, "bridge", "--table", "said<=2026-09-01")
    heading, line = done.stdout.rstrip().split("\n")
    assert heading.split() == ["said", "who", "what", "where", "id"]
    assert line.startswith("2026-09-01  Mara Voss")
    assert "the *bridge*, “closed”, stays shut" in line
    assert len(line.rstrip()) <= 100


def test_csv(ledger: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(ledger, "is:forecast", "--csv").stdout)))
    assert [tuple(row) for row in rows] == [CSV_COLUMNS]
    (row,) = rows
    assert (row["speaker"], row["organisation"], row["due"]) == ("Mara Voss", "Port Authority", "2026-09-02")
    assert (row["content"], row["publisher"], row["role"]) == ("the ferry will sink by Wednesday", "Courier", "")
    (quoted,) = csv.DictReader(io.StringIO(run(ledger, "stays", "--csv").stdout))
    assert quoted["content"] == "the bridge, “closed”, stays shut"


def test_csv_with_a_mark_has_lines_as_rfc_4180_has_them(ledger: Path) -> None:
    plain, marked, raw = (
        CliRunner().invoke(cli, ["search", "is:forecast", *options, "--ledger", str(ledger)]).stdout_bytes
        for options in (["--csv"], ["--csv", "--bom"], ["--csv", "--raw"])
    )
    assert plain.count(b"\r\n") == plain.count(b"\n") == 2
    assert marked == b"\xef\xbb\xbf" + plain
    assert raw == plain


def test_json_lines(ledger: Path) -> None:
    (line,) = run(ledger, "stays", "--json").stdout.splitlines()
    row = json.loads(line)
    assert row["words"]["content"][slice(*row["matches"][0])] == "stays"
    assert row["statement"]["speaker"]["name"] == "Mara Voss"


WRONG = [
    (["speeker:voss"], "did you mean speaker:?"),
    (["said:2026-13"], "said:2026-13 is not a time: write 2026"),
    (["troops>many"], "many is not a number"),
    (["act:denies"], "act: takes say, deny"),
    (["bridge", "--csv", "--json"], "choose one"),
    (["bridge", "--table", "--raw"], "give --csv"),
    (["bridge", "--bom"], "give --csv"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_cannot_be_read_is_wrong_usage(ledger: Path, typed: list[str], words: str) -> None:
    done = run(ledger, *typed)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


QUESTIONS = [
    (["a b", "c"], '"a b" c'),
    (["-a b"], '"-a b"'),
    (['"a b" c'], '"a b" c'),
    (["-speaker:a b"], '-speaker:"a b"'),
    (["speaker:a act:deny"], "speaker:a act:deny"),
    (["said:2026 bridge"], "said:2026 bridge"),
]


@pytest.mark.parametrize(("typed", "want"), QUESTIONS)
def test_arguments_are_one_question(typed: list[str], want: str) -> None:
    assert join_query_words(typed) == want
