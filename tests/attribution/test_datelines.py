import pytest

from onrecord.attribution.datelines import find_dateline

CASES = [
    ("Head\n\nLISSEN (Meridian) — It rained.", "LISSEN (Meridian) — "),
    ("Head\n\nLISSEN, March 5 (Meridian) - It rained.", "LISSEN, March 5 (Meridian) - "),
    ("Head\n\nPORT SABLE, Marl., Oct. 4 (MNA) -- It rained.", "PORT SABLE, Marl., Oct. 4 (MNA) -- "),
    ("Head\n\nKESARPUR: Even as it rained", "KESARPUR: "),
    ("LISSEN – It rained.", "LISSEN – "),
    ("Head\n\nBy Mara Voss\n\nTARN – It rained.", "TARN – "),
    ("Head\n\nIt rained.\n\nVOSS: I disagree.", None),
    ("Head\n\nThe EU – it rained.", None),
    ("Head\n\nIt rained – in TARN – all day.", None),
    ("Head\n\none\n\ntwo\n\nTARN – It rained.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_dateline(text: str, want: str | None) -> None:
    found = find_dateline(text)
    assert (found.of(text) if found else None) == want
