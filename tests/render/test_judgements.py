"""Judgements in words: each class, each field, with and without its optional parts."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from onrecord.judgements import (
    CORRECTABLE,
    OUTCOME_WORDS,
    OUTCOMES,
    Confirmation,
    Correction,
    DifferentFrom,
    Grade,
    Judgement,
    Redaction,
    Resolution,
    SameAs,
    Weighing,
    Withdrawal,
)
from onrecord.render.judgements import describe_content, describe_judgement

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
IDA = {"by": "Ida", "at": AT}
FIRST, LAST = date(2026, 10, 6), date(2026, 12, 31)

CASES = [
    (SameAs("Mara Voss", "M. Voss", **IDA), "same: Mara Voss, M. Voss"),
    (DifferentFrom("Mara Voss", "Voss", **IDA), "different: Mara Voss, Voss"),
    (Correction("s", field="speaker", value="Bo Reh", **IDA), "corrected: said by Bo Reh"),
    (Correction("s", field="speaker", value=None, **IDA), "corrected: said by an unnamed speaker"),
    (Correction("s", field="role", value="mayor", **IDA), "corrected: role mayor"),
    (Correction("s", field="organisation", value=None, **IDA), "corrected: organisation unknown"),
    (Correction("s", field="kind", value="group", **IDA), "corrected: kind group"),
    (Correction("s", field="act", value="deny", **IDA), "corrected: act deny"),
    (Correction("s", field="said_at", value=FIRST, **IDA), "corrected: said on 6 Oct 2026"),
    (Correction("s", field="said_at", value=None, **IDA), "corrected: said on an unknown day"),
    (Correction("s", field="statement", value=False, **IDA), "corrected: not a statement"),
    (Correction("s", field="forecast", value=True, **IDA), "corrected: a forecast"),
    (Confirmation("s", **IDA), "confirmed as a forecast: the days as read"),
    (Confirmation("s", last=LAST, **IDA), "confirmed as a forecast: from as read to 31 Dec 2026"),
    (
        Confirmation("s", first=FIRST, last=LAST, low=0.6, high=0.8, **IDA),
        "confirmed as a forecast: from 6 Oct 2026 to 31 Dec 2026, 60–80 %",
    ),
    (
        Confirmation("s", first=None, last=None, low=None, high=None, **IDA),
        "confirmed as a forecast: from now to open",
    ),
    (Resolution("s", outcome="no", **IDA), "resolved: did not come true"),
    (
        Resolution("s", outcome="partly", on=LAST, evidence="https://a.example", **IDA),
        "resolved: came partly true, on 31 Dec 2026, https://a.example",
    ),
    (Grade("Post", reliability="B", **IDA), "grade B: usually reliable"),
    (Grade("s", credibility="4", **IDA), "grade 4: doubtful"),
    (Weighing("s", watch="Weir", hypothesis="frost", cell="neither", **IDA), "evidence: neither with frost in Weir"),
    (
        Weighing("s", watch="Weir", hypothesis="frost", cell="inconsistent", weight="high", **IDA),
        "evidence: inconsistent with frost in Weir, weight high",
    ),
    (Withdrawal("77e0", **IDA), "withdrew 77e0"),
    (Redaction("s", why="a court's order", what="article", **IDA), "redacted: a court's order"),
]


@pytest.mark.parametrize(("judgement", "words"), CASES, ids=[words for _, words in CASES])
def test_what_was_judged(judgement: Judgement, words: str) -> None:
    assert describe_content(judgement) == words


def test_every_class_and_every_field_has_a_case() -> None:
    judged = [judgement for judgement, _ in CASES]
    assert {type(judgement) for judgement in judged} == set(get_args(Judgement))
    assert {judgement.field for judgement in judged if isinstance(judgement, Correction)} == set(CORRECTABLE)
    assert set(OUTCOME_WORDS) == set(OUTCOMES)


def test_who_judged_when_and_why() -> None:
    assert describe_judgement(Withdrawal("77e0", **IDA)) == "withdrew 77e0 (by Ida, 5 Oct 2026 12:00 UTC)"
    noted = Withdrawal("77e0", note="another Voss", **IDA)
    assert describe_judgement(noted) == "withdrew 77e0 (by Ida, 5 Oct 2026 12:00 UTC: another Voss)"
