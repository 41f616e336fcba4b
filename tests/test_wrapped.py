"""A hard-wrapped article reads as the unwrapped one does: the same statements, offsets those of its own text."""

import textwrap
from pathlib import Path

import pytest

from onrecord import reading
from onrecord.pipeline import Pipeline
from onrecord.records import Article, Record, Statement, join_spans
from onrecord.text.document import Document

WIRE = Path(__file__).parent.parent / "examples" / "wire.txt"
LONG_TITLE = "Kelvan army may keep its hold on all of the river crossings until the spring and longer – border service"


def read(folder: Path, text: str) -> Article:
    path = folder / "wire.txt"
    path.write_text(text, "utf-8")
    return reading.read_article(path)


def readings(record: Record) -> list[tuple[object, ...]]:
    """What was read of each statement, but offsets and ids."""
    return [_reading(record.article.text, statement) for statement in record.statements]


def _reading(text: str, statement: Statement) -> tuple[object, ...]:
    words = (join_spans(text, spans) for spans in (statement.source, statement.cue, statement.content))
    return (
        *words,
        statement.kind,
        statement.act,
        statement.score,
        statement.speaker,
        statement.said_at and (statement.said_at.value, statement.said_at.because),
        [(hedge.phrase, hedge.low, hedge.high) for hedge in statement.certainty],
        [(time.value, time.first, time.last, time.because) for time in statement.times],
        [(quantity.low, quantity.high, quantity.unit, quantity.because) for quantity in statement.quantities],
        statement.forecast,
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("title", [None, LONG_TITLE], ids=["its title", "a longer title"])
@pytest.mark.parametrize("width", [60, 70, 80])
def test_a_wrapped_article_has_the_statements_of_the_unwrapped(
    tmp_path: Path, width: int, title: str | None, ending: str
) -> None:
    paragraphs = WIRE.read_text("utf-8").strip().split("\n\n")
    paragraphs[0] = title or paragraphs[0]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs).replace("\n", ending)
    plain, article = read(tmp_path, "\n\n".join(paragraphs)), read(tmp_path, wrapped)
    record = Pipeline().record(article)
    assert readings(record) == readings(Pipeline().record(plain))
    assert len(record.statements) == 20
    assert "\n" in "".join(span.of(article.text) for said in record.statements for span in said.content)
    assert (article.title, article.section, article.byline) == (plain.title, plain.section, plain.byline)
    assert article.related == plain.related
    assert [" ".join(span.of(article.text).split()) for span in (*article.furniture, *article.insertions)] == [
        span.of(plain.text) for span in (*plain.furniture, *plain.insertions)
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_a_row_keeps_the_offsets_of_its_text(ending: str) -> None:
    text = textwrap.fill("Mayor Mara Voss said on Sunday that the bridge over the Lissen would close in May.", 50)
    text = text.replace("\n", ending)
    record = Pipeline().record(Article("a", text))
    # Carriage returns are no characters of a text: see `characters.replace_controls`.
    assert record.article.text == text.replace("\r", " ")
    (statement,) = record.statements
    assert statement.content[0].of(text).startswith("that the bridge")
    assert "".join(join_spans(text, statement.content).split()) == "thatthebridgeovertheLissenwouldcloseinMay"


def test_a_page_is_split_once(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []
    original = Document.from_text
    monkeypatch.setattr(Document, "from_text", lambda text: split.append(text) or original(text))
    text = "Bridge shut\n\nMayor Mara Voss said that the bridge would close in May. “It will,” she said."
    assert len(Pipeline().record(Article("a", text)).statements) == 2
    assert split == [text]
