"""What the forms do to the record, and what they refuse, hostile input included."""

import html
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.judgements import Correction, Judgement, judgement_row
from onrecord.ledger import Ledger, Query, connections, list_names
from onrecord.web.actions import LONGEST, local_address

TODAY = date(2026, 11, 24)
"""The desk's day, see conftest.py."""
ROOT = Path(__file__).parent.parent.parent
LONG = "x" * 10_000


def one(kept: Ledger, words: str = "is:forecast") -> str:
    """The id of a statement of the examples."""
    return kept.search(Query(words), today=TODAY).hits[0].statement.id


def sent(desk: TestClient, path: str, **fields: str) -> str:
    """Send a form that is taken; where it leads."""
    answer = desk.post(path, data=fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def last(kept: Ledger) -> Judgement:
    return kept.judgements(standing=False)[-1]


def said(kept: Ledger) -> dict[str, object]:
    """What the last judgement says, as JSON."""
    return judgement_row(last(kept))["data"]


CORRECTIONS = [
    ("speaker", "Tom Reh", "Tom Reh"),
    ("speaker", "", None),
    ("role", "  the  lock-keeper\n", "the lock-keeper"),
    ("organisation", "Weir Board", "Weir Board"),
    ("kind", "group", "group"),
    ("act", "deny", "deny"),
    ("said_at", "2026-09-30", "2026-09-30"),
    ("said_at", "", None),
    ("forecast", "no", False),
    ("statement", "no", False),
    ("speaker", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("speaker", "\u202eevil\x00 name", "evil name"),
]


@pytest.mark.parametrize(("field", "value", "made"), CORRECTIONS, ids=lambda value: str(value)[:20])
def test_a_correction(desk: TestClient, kept: Ledger, field: str, value: str, made: object) -> None:
    of = one(kept)
    to = sent(desk, f"/statements/{of}/correct", field=field, value=value, note="see page 2")
    judged = last(kept)
    assert (judged.kind, judged.subject, judged.by) == ("correct", of, "Ida")
    assert judgement_row(judged)["data"] == {"field": field, "value": made, "note": "see page 2"}
    assert to == f"/articles/{kept.find(of).key}#s-{of}"
    assert "<script>alert" not in desk.get(to).text


def test_who_judges_is_remembered(desk: TestClient, kept: Ledger) -> None:
    answer = desk.post(f"/statements/{one(kept)}/correct", data={"field": "act", "value": "deny", "by": "Uma Ō"})
    assert quote("Uma Ō") in answer.headers["set-cookie"]
    assert "httponly" in answer.headers["set-cookie"].lower()
    sent(desk, f"/statements/{one(kept)}/correct", field="act", value="say")
    assert last(kept).by == "Uma Ō"


CONFIRMATIONS = [
    ({}, {}),
    ({"to": "2027-03-31", "low": "60 %", "high": ".8"}, {"to": "2027-03-31", "low": 0.6, "high": 0.8}),
    ({"from": "2026-01-01", "low": "0", "high": "1"}, {"from": "2026-01-01", "low": 0.0, "high": 1.0}),
    ({"low": "33.5%", "high": "34%"}, {"low": 0.335, "high": 0.34}),
]


@pytest.mark.parametrize(("fields", "made"), CONFIRMATIONS)
def test_a_confirmation(desk: TestClient, kept: Ledger, fields: dict[str, str], made: dict[str, object]) -> None:
    of = one(kept)
    sent(desk, f"/statements/{of}/confirm", **fields)
    assert last(kept).kind == "confirm"
    assert made.items() <= said(kept).items()


def test_a_resolution_with_evidence(desk: TestClient, kept: Ledger) -> None:
    of, other = one(kept), one(kept, "-is:forecast")
    for evidence, whole in ((other[:8], other), ("https://a.example/9", "https://a.example/9"), ("", None)):
        to = sent(
            desk, f"/statements/{of}/resolve", outcome="no", on="2026-10-06", evidence=evidence, next="/forecasts?q=a"
        )
        assert to == "/forecasts?q=a"
        assert said(kept) == {"outcome": "no", "on": "2026-10-06", "evidence": whole}
    sent(desk, f"/statements/{of}/resolve", outcome="void")
    assert said(kept)["on"] == TODAY.isoformat()


def test_a_withdrawal_leads_back_to_what_it_was_about(desk: TestClient, kept: Ledger) -> None:
    of = one(kept)
    there = sent(desk, f"/statements/{of}/correct", field="act", value="deny")
    made = last(kept)
    assert sent(desk, f"/judgements/{made.id}/withdraw") == there
    assert kept.judgements(Correction) == []
    again = desk.post(f"/judgements/{made.id}/withdraw")
    assert again.status_code == 400
    assert "was withdrawn already" in again.text
    assert sent(desk, f"/judgements/{last(kept).id}/withdraw") == there
    assert [judged.id for judged in kept.judgements(Correction)] == [made.id]


def test_grades(desk: TestClient, kept: Ledger) -> None:
    of, source = one(kept), list_names(kept.database)[0].name
    assert sent(desk, "/grades", subject=source, reliability="b") == f"/log/{quote(source)}"
    assert (last(kept).subject, said(kept)) == (source, {"reliability": "B"})
    assert sent(desk, "/grades", subject=of, credibility="4").endswith(f"#s-{of}")
    assert said(kept) == {"credibility": "4"}


def test_names(desk: TestClient, kept: Ledger) -> None:
    some = sorted({s.speaker.name for hit in kept.search(Query("")).hits if (s := hit.statement).speaker} - {None})
    assert sent(desk, "/names", kind="different", one=some[0], other=some[1].upper()) == f"/speakers/{quote(some[0])}"
    assert (last(kept).kind, last(kept).about) == ("different", tuple(some[:2]))


def test_evidence_is_weighed(desk: TestClient, kept: Ledger, watch: tuple[str, str]) -> None:
    name, hypothesis = watch
    fields = {"statement": one(kept), "hypothesis": hypothesis.upper(), "cell": "inconsistent", "weight": "high"}
    assert sent(desk, f"/watches/{quote(name)}/weigh", **fields) == f"/watches/{quote(name)}"
    about = {"watch": name, "hypothesis": hypothesis, "cell": "inconsistent", "weight": "high"}
    assert said(kept) == about


@pytest.fixture
def watch() -> tuple[str, str]:
    """The name of the examples' watch and of one of its hypotheses."""
    from onrecord import watches

    made = watches.load_watch(ROOT / "examples" / "watch.yaml")
    return made.name, made.hypotheses[0].name


FUTURE = (TODAY + timedelta(days=400)).isoformat()
WRONG = [
    ("/statements/ID/correct", {}, 400, "cannot be corrected: correct one of speaker"),
    ("/statements/ID/correct", {"field": "text", "value": "x"}, 400, "text cannot be corrected"),
    ("/statements/ID/correct", {"field": "__class__", "value": "x"}, 400, "cannot be corrected"),
    ("/statements/ID/correct", {"field": LONG, "value": "x"}, 400, "10,000 characters"),
    ("/statements/ID/correct", {"field": "speaker", "value": LONG}, 400, "value has 10,000 characters"),
    ("/statements/ID/correct", {"field": "act", "value": "deny", "note": LONG}, 400, "note has 10,000 characters"),
    ("/statements/ID/correct", {"field": "act", "value": "deny", "by": LONG}, 400, "by has 10,000 characters"),
    ("/statements/ID/correct", {"field": "act", "value": "deny", "by": "\x00"}, 400, "nobody is named"),
    ("/statements/ID/correct", {"field": "act", "value": "sing"}, 400, "act is one of say, deny"),
    ("/statements/ID/correct", {"field": "act", "value": ""}, 400, "act is one of say, deny"),
    ("/statements/ID/correct", {"field": "kind", "value": "ghost"}, 400, "kind is one of person"),
    ("/statements/ID/correct", {"field": "said_at", "value": "Monday"}, 400, "Monday is not a day"),
    ("/statements/ID/correct", {"field": "said_at", "value": "9999-12-31"}, 400, "is in the future"),
    ("/statements/ID/correct", {"field": "statement", "value": "yes"}, 400, "can only be denied"),
    ("/statements/ID/correct", {"field": "forecast", "value": ""}, 400, "can only be denied"),
    ("/statements/PLAIN/correct", {"field": "forecast", "value": "no"}, 400, "is not read as a forecast"),
    ("/statements/ffff/correct", {"field": "act", "value": "deny"}, 404, "nothing has the id ffff"),
    ("/statements/ARTICLE/correct", {"field": "act", "value": "deny"}, 400, "is an article"),
    ("/statements/ID/confirm", {"low": "0.9", "high": "0.2"}, 400, "would be above the higher"),
    ("/statements/ID/confirm", {"low": "90 %", "high": "20 %"}, 400, "would be above the higher"),
    ("/statements/ID/confirm", {"low": "1.2"}, 400, "is no probability"),
    ("/statements/ID/confirm", {"high": "120 %"}, 400, "is no probability"),
    ("/statements/ID/confirm", {"low": "nan"}, 400, "is no probability"),
    ("/statements/ID/confirm", {"low": "-0.1"}, 400, "is no probability"),
    ("/statements/ID/confirm", {"low": "1e-1"}, 400, "is no probability"),
    ("/statements/ID/confirm", {"to": "2020-02-30"}, 400, "is not a day"),
    ("/statements/ID/confirm", {"from": "2027-01-02", "to": "2027-01-01"}, 400, "would end (2027-01-01) before"),
    ("/statements/PLAIN/confirm", {}, 400, "give its deadline"),
    ("/statements/ID/resolve", {}, 400, "an outcome is one of yes, no, partly, void, not nothing"),
    ("/statements/ID/resolve", {"outcome": "maybe"}, 400, "an outcome is one of"),
    ("/statements/ID/resolve", {"outcome": "yes", "on": FUTURE}, 400, "is in the future"),
    ("/statements/ID/resolve", {"outcome": "yes", "on": "0000-00-00"}, 400, "is not a day"),
    ("/statements/ID/resolve", {"outcome": "yes", "evidence": "javascript:alert(1)"}, 400, "evidence must be"),
    ("/statements/ID/resolve", {"outcome": "yes", "evidence": "file:///etc/passwd"}, 400, "evidence must be"),
    ("/statements/ID/resolve", {"outcome": "yes", "evidence": "ffff"}, 400, "evidence must be"),
    ("/statements/ID/resolve", {"outcome": "yes", "evidence": "http://" + LONG}, 400, "characters"),
    ("/statements/PLAIN/resolve", {"outcome": "yes"}, 400, "is not read as a forecast: if it is one, confirm"),
    ("/judgements/ffff/withdraw", {}, 400, "no judgement has this id"),
    ("/judgements/ID/withdraw", {}, 400, "no judgement has this id"),
    ("/grades", {}, 400, "subject is empty"),
    ("/grades", {"subject": "ID"}, 400, "give one of them"),
    ("/grades", {"subject": "ID", "reliability": "A"}, 400, "is a statement"),
    ("/grades", {"subject": "ID", "credibility": "7"}, 400, "credibility is one of 1"),
    ("/grades", {"subject": "Zebulon", "reliability": "A"}, 400, "no speaker is called “Zebulon”"),
    ("/grades", {"subject": "Zebulon", "reliability": "Z"}, 400, "reliability is one of A"),
    ("/names", {"kind": "equal", "one": "a", "other": "b"}, 400, "the same or different"),
    ("/names", {"kind": "same", "one": "", "other": "b"}, 400, "one is empty"),
    ("/names", {"kind": "same", "one": "Zebulon", "other": "Zebulun"}, 400, "no speaker is called “Zebulon”"),
    ("/watches/none/weigh", {"statement": "ID", "hypothesis": "a", "cell": "neither"}, 404, "there is no watch “none”"),
]


@pytest.mark.parametrize(("path", "fields", "status", "words"), WRONG, ids=[f"{w[0]}-{w[3]}"[:60] for w in WRONG])
def test_what_makes_no_sense_is_refused_in_clear_words(
    desk: TestClient, kept: Ledger, path: str, fields: dict[str, str], status: int, words: str
) -> None:
    names = {"ID": one(kept), "PLAIN": one(kept, "-is:forecast"), "ARTICLE": kept.find(one(kept)).key}
    for short, whole in names.items():
        path = path.replace(f"/{short}/", f"/{whole}/")
    answer = desk.post(path, data={name: names.get(value, value) for name, value in fields.items()})
    assert answer.status_code == status, answer.text
    assert words in html.unescape(answer.text)
    assert "<h1>" in answer.text
    assert LONG not in answer.text
    assert kept.judgements(standing=False) == []


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\\evil.example",
    "\\/evil.example",
    "/%5Cevil.example",
    "/%2Fevil.example",
    "%2F%2Fevil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "/a\r\nset-cookie: a=b",
    "/a%0d%0aset-cookie:%20a=b",
    " //evil.example",
    "evil.example",
    "@evil.example",
    "",
    "/" + "a" * (2 * LONGEST),
    "/é",
]


@pytest.mark.parametrize("address", ELSEWHERE, ids=lambda address: repr(address)[:30])
def test_no_form_leads_elsewhere(desk: TestClient, kept: Ledger, address: str) -> None:
    of = one(kept)
    to = sent(desk, f"/statements/{of}/correct", field="act", value="deny", next=address)
    assert to == f"/articles/{kept.find(of).key}#s-{of}"


@pytest.mark.parametrize("address", ["/", "/forecasts", "/forecasts?speaker=a%20b&within=30#s-3f9a", "/speakers/A%2FB"])
def test_a_form_leads_where_it_says_on_the_desk(address: str) -> None:
    assert local_address(address) == address


@pytest.fixture
def only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the ledger be one that can only be read."""
    monkeypatch.setattr(connections, "may_write", lambda path: False)


def test_a_ledger_that_can_only_be_read_has_its_pages_and_refuses_forms(
    only_read: None, desk: TestClient, kept: Ledger
) -> None:
    for page in ("/", "/speakers", "/scores", "/search?q=is:forecast"):
        assert desk.get(page).status_code == 200, page
    answer = desk.post(f"/statements/{one(kept)}/correct", data={"field": "role", "value": "mayor"})
    assert answer.status_code == 409
    assert "cannot be written: check your permissions" in answer.text
