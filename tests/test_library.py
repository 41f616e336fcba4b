"""The library as a user meets it: each line here is something that somebody would type."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from taggers import Colons, Silent

import onrecord
from onrecord import Article, Failure, OnrecordError, Record

TEXT = "Mara Voss said on Friday that the bridge would close in May."
EXAMPLES = Path(__file__).parent.parent / "examples"


def test_every_exported_name_is_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))
    with pytest.raises(AttributeError, match="no attribute 'Lodger'"):
        onrecord.Lodger  # noqa: B018


NOUNS = (
    "Article Related Speaker Time Quantity Hedge Confidence Forecast Statement Record Judgement Failure Sighting Span"
)


def test_every_noun_is_exported() -> None:
    wanted = {*NOUNS.split(), "Ledger", "Tagger", "Pipeline", "Document", "Attribution"}
    assert wanted <= set(onrecord.__all__)


HEAVY = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "httpx", "sqlite3", "pyarrow", "starlette", "click")


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, onrecord\nprint([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_is_enough() -> None:
    (said,) = onrecord.extract(TEXT, published="2026-10-05")
    assert (said.speaker.name, said.act) == ("Mara Voss", "say")
    assert said.said_at
    assert said.said_at.value == "2026-10-02"
    assert onrecord.record(TEXT).article == Article.from_text(TEXT)


DAYS = [None, "2026-10-05", date(2026, 10, 5), datetime(2026, 10, 5, 9, 30)]


@pytest.mark.parametrize("day", DAYS)
def test_an_article_from_a_text(day: str | date | None) -> None:
    text = f"  {TEXT}\n\n\n"
    article = Article.from_text(text, published=day, title="Bridge", url="https://lissen.example/1", publisher="Post")
    assert article.text == text
    assert article.published == (date(2026, 10, 5) if day else None)
    assert (article.title, article.publisher) == ("Bridge", "Post")
    assert article.id == Article.from_text(text, url="https://lissen.example/1").id
    assert article.id != Article.from_text(text).id != Article.from_text(TEXT).id


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Article.from_text(" \n"), "the text is empty"),
        (lambda: Article.from_text(TEXT, published="5 October"), "'5 October' is not a day: write it as 2026-10-05"),
        (lambda: onrecord.read("a.txt", published="soon"), "'soon' is not a day"),
        (lambda: onrecord.extract("https://lissen.example/1.html"), r"names a source.*onrecord\.read\('https"),
        (lambda: onrecord.extract(str(EXAMPLES / "wire.txt")), r"names a source.*onrecord\.read\("),
        (lambda: onrecord.extract(EXAMPLES / "wire.txt"), r"needed, not PosixPath|needed, not WindowsPath"),
        (lambda: list(onrecord.articles(5)), "a source is a file, a folder or an address, not int"),
        (lambda: onrecord.row("text"), "of a Record or a Statement, not of str"),
        (lambda: onrecord.row(Article("a", TEXT)), "not of Article"),
        (lambda: onrecord.records([TEXT], workers=0), "workers must be at least 1"),
    ],
)
def test_mistakes_are_explained(make, message: str) -> None:
    with pytest.raises(OnrecordError, match=message):
        make()


def test_an_articles_own_day_wins() -> None:
    article = Article.from_text(TEXT, published="2026-10-05")
    assert onrecord.record(article, published="2020-01-01").article.published == date(2026, 10, 5)
    bare = Article.from_text(TEXT)
    assert onrecord.record(bare, published="2020-01-01").article.published == date(2020, 1, 1)


def test_articles_takes_lists(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "a.txt"
    for sources in ([path], [[str(path)]], [(path,)], [iter([path])], [[[path]]]):
        (article,) = onrecord.articles(*sources)
        assert isinstance(article, Article)
    one, two = onrecord.articles([path], tmp_path / "b.txt")
    assert isinstance(one, Article)
    assert isinstance(two, Failure)


def test_records_is_a_stream() -> None:
    def texts():
        yield TEXT
        raise AssertionError("the second was asked for before the first had been used")

    stream = onrecord.records(texts(), tagger=Silent())
    assert isinstance(next(stream), Record)


def test_a_failure_passes_through() -> None:
    failure = Failure("x.txt", "is empty")
    first, second = onrecord.records([failure, TEXT], tagger=Colons())
    assert first is failure
    assert isinstance(second, Record)


def test_rows_of_records_and_statements() -> None:
    record = onrecord.record(TEXT)
    row = onrecord.row(record)
    assert row["schema"] == 1
    assert row["statements"] == [onrecord.row(record.statements[0])]
    assert onrecord.from_row(row) == record


def test_a_tagger_of_ones_own_is_used() -> None:
    assert onrecord.extract(TEXT, tagger=Silent()) == ()
    assert [s.cue[0].of("Voss: No.") for s in onrecord.extract("Voss: No.", tagger=Colons())] == [":"]


def test_a_ledger_keeps_what_was_read(tmp_path: Path) -> None:
    pipeline = onrecord.Pipeline(tagger=Colons())
    with onrecord.Ledger.open(tmp_path / "record.db") as ledger:
        for record in pipeline.records(["Voss: The bridge is safe."]):
            ledger.keep(record, model=pipeline.model, at=datetime(2026, 10, 5, 12).astimezone())
        assert ledger.counts()["statements"] == 1
