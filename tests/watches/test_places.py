"""Places are named by the text itself, or not at all."""

from datetime import date

import pytest

from onrecord.records import Article, Record, Span, Speaker, Statement, Time
from onrecord.watches.places import find_place

CASES = [
    (
        "Reh said the weir in Lower Tarn had burst.",
        "the weir in Lower Tarn had burst",
        "Lower Tarn",
        "in what was said",
    ),
    ("Reh said a boat had sunk off the Cape of Ilm.", "a boat had sunk off the Cape of Ilm", "Cape of Ilm", "in what"),
    ("Reh said in Lissen that the weir had burst.", "the weir had burst", "Lissen", "“in Lissen” beside what was said"),
    ("“It burst,” Reh said near Tarn on Friday.", "“It burst,”", "Tarn", "“near Tarn” beside what was said"),
    ("PORT ILM, 5 October 2026 – Reh said the weir had burst.", "the weir had burst", "Port Ilm", "the dateline"),
    ("TARN (Courier) — Reh said the weir had burst.", "the weir had burst", "Tarn", "the dateline"),
    ("Reh said the weir had burst. Doul is in Lissen.", "the weir had burst", None, ""),
    ("Reh said in Tarn March 3 that it would burst.", "it would burst", "Tarn", "“in Tarn” beside what was said"),
    ("Reh said the weir would burst in March.", "the weir would burst in March", None, ""),
    ("Reh said the truth was in Anton Reh's hands.", "the truth was in Anton Reh's hands", None, ""),
    ("Reh said that they had no faith in Reh.", "that they had no faith in Reh", None, ""),
    ("Reh said that they think so at Quist & Moll.", "that they think so at Quist & Moll", None, ""),
    ("Reh said that nobody in Parliament knew.", "that nobody in Parliament knew", None, ""),
    ("Reh said it had burst by order of Sen. Doul in Lissen.", "it had burst", "Lissen", "“in Lissen” beside"),
    ("Reh said: “It burst.” Nobody in Lissen knew.", "“It burst.”", None, ""),
    ("REH – The weir", "The weir", "Reh", "the dateline"),
]


@pytest.mark.parametrize(("text", "content", "name", "because"), CASES, ids=[c[0] for c in CASES])
def test_place(text: str, content: str, name: str | None, because: str) -> None:
    def span(words: str) -> tuple[Span, ...]:
        at = text.find(words)
        return (Span(at, at + len(words)),) if at >= 0 else ()

    speaker = Speaker("Anton Reh", "person", "named")
    said = Statement("s", span("Reh"), span("said"), span(content), speaker=speaker)
    march = tuple(Time(found, "DATE", "2027-03", because="named", first=date(2027, 3, 1)) for found in span("March"))
    found = find_place(Record(Article("weir", text), (said,), march), said)
    assert (found and found.name) == name
    if found:
        assert because in found.because
        assert found.span.of(text).casefold() == found.name.casefold()
