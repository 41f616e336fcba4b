"""Two ledgers become one: the laws, and what an earlier reading, a correction or a redaction does."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from forecasting import NOW, ledger_of, rich, version_of
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import exports
from onrecord.errors import LedgerError
from onrecord.exports import jsonl
from onrecord.judgements import Confirmation, Correction, Judgement, Withdrawal
from onrecord.ledger import Ledger, Query, dump, merge, redaction
from onrecord.records import Article, Record, Span, Speaker, Statement, statement_id

DAY = timedelta(days=1)


def page(number: int, edition: int) -> Record:
    """One of a page's editions, with one statement."""
    article = Article(f"p{number}", f"Voss said the lock has {edition} gates.", url=f"https://news.example/{number}")
    roles = ((Span(0, 4),), (Span(5, 9),), (Span(10, len(article.text) - 1),))
    return Record(article, (Statement(statement_id(article, *roles), *roles, speaker=Speaker("Voss", "person", "x")),))


def reading(made: Record, model: str) -> Record:
    """What a model reads of it: another role for Voss."""
    (said,) = made.statements
    return replace(made, statements=(replace(said, speaker=Speaker("Voss", "person", model, role=model)),))


@st.composite
def events(draw):
    """What happens to ledgers, each at its own moment: (moment, page, edition, model, what people say of it)."""
    moments = draw(st.lists(st.integers(0, 60), unique=True, min_size=1, max_size=8))
    some = st.tuples(
        st.integers(0, 1), st.integers(1, 2), st.sampled_from("mn"), st.sampled_from(["", "", "confirm", "correct"])
    )
    return sorted((moment, *draw(some)) for moment in moments)


def play(ledger: Ledger, happened) -> None:
    """Keep each reading and judgement as it happens: what one model read is kept once, as `onrecord reread` has it."""
    had = set()
    for moment, number, edition, model, judged in happened:
        made, at = reading(page(number, edition), model), NOW + moment * DAY
        if ledger.keep(made, model=model, at=at).state == "same" and (made.article.key, model) not in had:
            ledger.keep_reading(made, model=model, at=at)
        had.add((made.article.key, model))
        said = made.statements[0].id
        if judged == "confirm":
            ledger.judge(Confirmation(said, last=date(2027, 1, 1), by="Ada", at=at))
        elif judged == "correct":
            ledger.judge(Correction(said, field="role", value=f"role {moment}", by="Ada", at=at))


def content(ledger: Ledger) -> str:
    return "".join(exports.export_text(ledger, "jsonl"))


def lay_in(ledger: Ledger, lines: str) -> list[object]:
    """What became of each line."""
    made = [jsonl.parse_line(line) for line in lines.splitlines()]
    return [
        merge.merge_judgement(ledger.database, m)
        if isinstance(m, Judgement)
        else merge.merge_version(ledger.database, m).state
        for m in made
    ]


@pytest.mark.slow
@settings(max_examples=25)
@given(happened=events(), mine=st.lists(st.booleans(), min_size=8, max_size=8))
def test_a_merged_ledger_is_the_ledger_of_the_merged_input(happened, mine: list[bool]) -> None:
    parts = [[e for e, own in zip(happened, mine, strict=False) if own is side] for side in (True, False)]
    with tempfile.TemporaryDirectory() as folder:
        one, other, whole_one, empty = (Ledger.open(Path(folder) / f"{i}.db") for i in range(4))
        play(one, parts[0])
        play(other, parts[1])
        play(whole_one, happened)
        first, second, wanted = content(one), content(other), content(whole_one)
        lay_in(one, second)
        lay_in(other, first)
        lay_in(empty, wanted)
        assert content(one) == wanted
        assert content(other) == wanted
        assert content(empty) == wanted
        hits = [ledger.search(Query("lock")).hits for ledger in (one, other, whole_one, empty)]
        assert len({tuple(sorted((hit.article, hit.statement.id) for hit in found)) for found in hits}) == 1
        assert set(lay_in(one, second)) <= {"same", False}
        assert content(one) == wanted
        for ledger in (one, other, whole_one, empty):
            check = ledger.database.execute("PRAGMA integrity_check").fetchone()
            assert check == ("ok",)
            ledger.close()


@pytest.fixture
def ledgers(tmp_path: Path):
    with Ledger.open(tmp_path / "a.db") as one, Ledger.open(tmp_path / "b.db") as other:
        yield one, other


def test_an_older_version_does_not_become_the_newest(ledgers) -> None:
    one, other = ledgers
    one.keep(page(1, 2), model="m", at=NOW + DAY)
    other.keep(page(1, 1), model="m", at=NOW)
    assert lay_in(one, content(other)) == ["version"]
    (hit,) = one.search(Query("gates")).hits
    assert hit.content == "the lock has 2 gates"
    assert one.record("p1").article.text == page(1, 2).article.text
    assert one.versions("p1") == [page(1, 1).article.key, page(1, 2).article.key]


def test_an_older_reading_does_not_become_the_newest(ledgers) -> None:
    one, other = ledgers
    one.keep(reading(page(1, 1), "new"), model="new", at=NOW + DAY)
    other.keep(reading(page(1, 1), "old"), model="old", at=NOW)
    assert lay_in(one, content(other)) == ["more"]
    assert one.record("p1").statements[0].speaker.role == "new"
    (version,) = dump.iterate_versions(one.database)
    assert [(r.model, r.at) for r in version.readings] == [("old", NOW), ("new", NOW + DAY)]
    assert one.search(Query("gates")).total == 1


def test_a_correction_made_elsewhere_holds_here(ledgers) -> None:
    one, other = ledgers
    for ledger in ledgers:
        ledger.keep(page(1, 1), model="m", at=NOW)
    data = {"field": "speaker", "value": "Ion Pell"}
    made = other.judge(Correction(page(1, 1).statements[0].id, **data, by="Ada", at=NOW + DAY))
    assert lay_in(one, content(other)) == ["same", True]
    assert one.record("p1").statements[0].speaker.name == "Ion Pell"
    other.judge(Withdrawal(made.id, by="Ada", at=NOW + 2 * DAY))
    assert lay_in(one, content(other)) == ["same", False, True]
    assert one.record("p1").statements[0].speaker.name == "Voss"
    assert content(one) == content(other)


def test_what_is_newest_is_so_by_its_number_where_the_clock_was_set_back(ledgers) -> None:
    one, other = ledgers
    for hours, edition in enumerate((1, 2, 3)):
        one.keep(page(1, edition), model="m", at=NOW - timedelta(hours=hours))
    one.keep_reading(reading(page(1, 3), "n"), model="n", at=NOW - DAY)
    assert one.record("p1").statements[0].speaker.role == "n"
    assert lay_in(other, content(one)) == ["new", "version", "version"]
    assert content(other) == content(one)
    assert [hit.content for hit in other.search(Query("gates")).hits] == ["the lock has 3 gates"]
    assert other.record("p1").statements[0].speaker.role == "n"
    assert lay_in(other, content(one)) == ["same"] * 3


def test_a_version_that_is_known_already_is_put_after_those_that_came_before_it(ledgers) -> None:
    one, other = ledgers
    one.keep(page(1, 1), model="m", at=NOW)
    one.keep(page(1, 2), model="m", at=NOW - DAY)
    other.keep(page(1, 2), model="m", at=NOW - DAY)
    assert lay_in(other, content(one)) == ["version", "more"]
    assert content(other) == content(one)
    assert lay_in(other, content(one)) == ["same"] * 2


def test_a_page_that_another_ledger_read_in_between_is_put_by_its_time(ledgers) -> None:
    one, other = ledgers
    one.keep(page(1, 1), model="m", at=NOW)
    one.keep(page(1, 2), model="m", at=NOW - DAY)
    other.keep(page(1, 3), model="m", at=NOW + DAY)
    lay_in(other, content(one))
    assert other.versions("p1") == [page(1, edition).article.key for edition in (1, 2, 3)]


def test_an_earlier_time_of_one_reading_stands(ledgers) -> None:
    one, other = ledgers
    one.keep(page(1, 1), model="m", at=NOW + DAY)
    other.keep(page(1, 1), model="m", at=NOW)
    lay_in(one, content(other))
    assert content(one) == content(other)


def test_what_is_known_of_an_article_stands(ledgers) -> None:
    one, _ = ledgers
    made = rich()
    one.keep(made, model="m", at=NOW)
    other = replace(made, article=replace(made.article, title="Another", section=None))
    assert merge.merge_version(one.database, version_of(other)) == merge.Merged("same", ("title",))
    assert one.record("h1").article == made.article


def test_what_was_not_known_of_an_article_is_filled_in(ledgers) -> None:
    one, other = ledgers
    made = page(1, 1)
    one.keep(made, model="m", at=NOW)
    more = replace(made, article=replace(made.article, published=date(2026, 10, 1), title="Locks"))
    other.keep(more, model="m", at=NOW + DAY)
    assert lay_in(one, content(other)) == ["more"]
    assert one.record("p1").article == more.article
    assert one.search(Query(since=date(2026, 10, 1), until=date(2026, 10, 1))).total == 1
    assert lay_in(one, content(other)) == ["same"]
    assert lay_in(other, content(one)) == ["more"]
    assert content(one) == content(other)


@pytest.mark.parametrize("of", ["article", "statement"])
def test_what_was_redacted_there_is_redacted_here(ledgers, of: str) -> None:
    one, other = ledgers
    for ledger in ledgers:
        ledger.keep(rich(), model="m", at=NOW)
    redaction.redact(
        other.database, "h1" if of == "article" else rich().statements[0].id, "a court", by="Ada", at=NOW + DAY
    )
    whole_text = content(one)
    lay_in(one, content(other))
    assert "60 ferries" not in content(one)
    assert content(one) == content(other)
    lay_in(one, whole_text)
    assert content(one) == content(other)
    assert b"60 ferries" not in one.path.read_bytes()


def test_an_older_version_is_redacted_too_where_the_newer_one_comes_redacted(ledgers) -> None:
    one, other = ledgers
    other.keep(page(1, 10), model="m", at=NOW)
    lay_in(one, content(other))
    other.keep(page(1, 12), model="m", at=NOW + DAY)
    redaction.redact(other.database, "p1", "a court", by="Ada", at=NOW + DAY)
    lay_in(one, content(other))
    assert content(one) == content(other)
    assert b"gates" not in one.path.read_bytes()


def test_a_redacted_article_is_laid_into_an_empty_ledger(ledgers) -> None:
    one, other = ledgers
    other.keep(rich(), model="m", at=NOW)
    redaction.redact(other.database, "h1", "a court", by="Ada", at=NOW + DAY)
    lay_in(one, content(other))
    assert content(one) == content(other)
    assert one.keep(rich(), model="m", at=NOW).state == "same"


def test_a_withdrawal_of_what_is_not_there_is_refused(ledgers) -> None:
    made = Withdrawal("gone", id="w", by="Ada", at=NOW)
    with pytest.raises(LedgerError, match="no judgement has the id gone"):
        merge.merge_judgement(ledgers[0].database, made)


def test_the_same_text_from_another_place_is_the_same(ledgers) -> None:
    one, _ = ledgers
    one.keep(page(1, 1), model="m", at=NOW)
    made = replace(
        version_of(page(1, 1), page="/elsewhere/p1.txt"), readings=next(dump.iterate_versions(one.database)).readings
    )
    assert merge.merge_version(one.database, made) == merge.Merged("same")


def test_an_export_sees_one_moment(tmp_path: Path) -> None:
    ids = ledger_of(tmp_path / "record.db")
    with Ledger.open(tmp_path / "record.db") as ledger, Ledger.open(tmp_path / "record.db") as writer:
        found = dump.iterate_versions(ledger.database)
        first = next(found)
        writer.keep(page(1, 1), model="m", at=datetime(2026, 12, 1, tzinfo=UTC))
        assert len([first, *found]) == len(ids)
        assert len(list(dump.iterate_versions(ledger.database))) == len(ids) + 1
