"""What may still tell after a redaction is listed, and each can be redacted, too."""

from datetime import timedelta
from pathlib import Path

import pytest
from weir import NOW, record

from onrecord import exports
from onrecord.exports import jsonl
from onrecord.judgements import DifferentFrom, Grade, Redaction, Resolution, SameAs, Weighing
from onrecord.ledger import Ledger, Query, merge, redact
from onrecord.ledger.watches import keep_reported
from onrecord.records import Article, Record, Related

URL = "https://brenn.example/weir/forty-zebras-drowned"
AGAIN = NOW + timedelta(days=1)
WEIR = {"url": URL, "publisher": "Brenn Zebra Post", "section": "Drowned zebras", "byline": "Zoe Lund"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "record.db") as ledger:
        ledger.keep(record(identifier="zebras-drowned", **WEIR), model="m1", at=NOW)
        link = (Related("Zebras drowned, says the caretaker", URL), Related("Perhaps forty zebras drowned"))
        ledger.keep(Record(Article("harbour", "The harbour stays open.", related=link)), model="m1", at=NOW)
        ledger.keep(record(identifier="copy", url="https://lissen.example/1"), model="m1", at=NOW)
        drowned, rotten, denied, _ = record(identifier="zebras-drowned", **WEIR).statements
        ledger.judge(Resolution(drowned.id, outcome="no", evidence=URL, note="they swim", by="Ida", at=NOW))
        ledger.judge(Weighing(drowned.id, watch="Zebra watch", hypothesis="drowning", cell="neither", by="Ida", at=NOW))
        ledger.judge(Grade(rotten.id, credibility="2", note="as the keeper told me", by="Ida", at=NOW))
        ledger.judge(
            Grade("Brenn Zebra Post", reliability="C", note="“forty zebras drowned”, they said", by="Ida", at=NOW)
        )
        ledger.judge(Grade("Mill Board", reliability="B", note="no ties to anybody", by="Ida", at=NOW))
        ledger.judge(SameAs("Ottoline Quist", "O. Quist", note="one person", by="Ida", at=NOW))
        ledger.judge(DifferentFrom("Mara Voss", "Jonas Voss", note="two people", by="Ida", at=NOW))
        keep_reported(ledger.database, "Zebra watch", [("drowned", drowned.id), ("harbour", denied.id)], at=NOW)
    return tmp_path / "record.db"


def traces_of(done) -> dict[str, set[str]]:
    kinds = {trace.kind: {other.words for other in done.traces if other.kind == trace.kind} for trace in done.traces}
    return {kind: {words.partition(" by Ida: ")[2] or words for words in found} for kind, found in kinds.items()}


def left(path: Path) -> str:
    return b"".join(f.read_bytes() for f in path.parent.glob(path.name + "*")).decode("latin-1").lower()


def test_what_may_still_tell_of_an_article_is_listed(path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact(ledger.database, "copy", "asked for", by="Ida", at=NOW)
        done = redact(ledger.database, "zebras-drowned", "asked for", by="Ida", at=NOW)
        assert traces_of(done) == {
            "address": {URL, "zebras-drowned"},
            "metadata": {"publisher: Brenn Zebra Post"},
            # Of judgements on its statements the notes are gone, evidence and names are not.
            "judgement": {
                URL,
                "Zebra watch · drowning",
                "“forty zebras drowned”, they said",
                "Ottoline Quist",
            },
            "watch": {"Zebra watch: drowned", "Zebra watch: harbour"},
            "link": {"Zebras drowned, says the caretaker", "Perhaps forty zebras drowned"},
        }
        again = redact(ledger.database, "zebras-drowned", "asked for", by="Ida", at=AGAIN)
        assert again.earlier
        # The words are gone, and with them what was found by them alone.
        assert traces_of(again)["judgement"] == {URL, "Zebra watch · drowning"}


def test_what_may_still_tell_of_a_statement_is_listed(path: Path) -> None:
    with Ledger.open(path) as ledger:
        drowned = ledger.record("zebras-drowned").statements[0]
        found = traces_of(redact(ledger.database, drowned.id, "asked for", by="Ida", at=NOW))
        assert found["judgement"] >= {f"they swim · {URL}", "as the keeper told me"}
        assert found["metadata"] == {"title: Weir to go", "byline: Zoe Lund", "publisher: Brenn Zebra Post"}
        assert found["copy"] == {"Weir to go"}


def test_each_can_be_redacted_too(path: Path) -> None:
    with Ledger.open(path) as ledger:
        redact(ledger.database, "copy", "asked for", by="Ida", at=NOW)
        done = redact(
            ledger.database, "zebras-drowned", "asked for", by="Ida", at=AGAIN, also=("url", "metadata", "notes")
        )
        assert done.traces == ()
        assert [each.what for each in done.also] == ["judgement"] * 4 + ["metadata", "address"]
        for word in ("zebra", "drown", "quist", "caretaker", "weir/"):
            assert word not in left(path), word
        assert "no ties to anybody" in left(path)
        assert ledger.keep(record(identifier="zebras-drowned", **WEIR), model="m1", at=AGAIN).state == "same"
        assert ledger.search(Query("harbour")).total == 0
        assert [*exports.export_text(ledger, "jsonl")]


def test_a_judgement_is_redacted_by_its_id(path: Path) -> None:
    with Ledger.open(path) as ledger:
        (grade,) = ledger.judgements(Grade, "Brenn Zebra Post")
        done = redact(ledger.database, grade.id[:6], "asked for", by="Ida", at=AGAIN)
        assert (done.judgement.what, done.judgement.subject) == ("judgement", grade.id)
        (masked,) = [each for each in ledger.judgements(Grade) if each.id == grade.id]
        assert (masked.subject, masked.note, masked.reliability) == ("redacted", "redacted", "C")


def test_all_of_it_is_carried_out_elsewhere(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other_path = tmp_path / "other" / "record.db"
    with Ledger.open(path) as ledger, Ledger.open(other_path) as other:

        def lay_in() -> None:
            for line in exports.export_text(ledger, "jsonl"):
                parsed = jsonl.parse_line(line)
                if isinstance(parsed, merge.Version):
                    merge.merge_version(other.database, parsed)
                else:
                    merge.merge_judgement(other.database, parsed)

        lay_in()
        for name in ("copy", "zebras-drowned"):
            redact(ledger.database, name, "asked for", by="Ida", at=AGAIN, also=("url", "metadata", "notes"))
        lay_in()
        assert [each.what for each in other.judgements(Redaction)] == [
            each.what for each in ledger.judgements(Redaction)
        ]
        # A link that was found by its words alone is not found here: the judgement does not have them.
        left_here = left(other_path).replace("perhaps forty zebras drowned", "")
        for word in ("drown", "quist", "caretaker"):
            assert word not in left_here, word
