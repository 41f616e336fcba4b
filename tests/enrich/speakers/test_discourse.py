import pytest
from speaker_of import found, read_to_end

from onrecord.enrich.speakers.roles import parse_role


@pytest.mark.parametrize(
    ("sentences", "name"),
    [
        (4, "Rosa Holm"),  # a shared word (0.4) outweighs a mention four sentences old
        (5, "Ines Varga"),
    ],
)
def test_of_two_with_one_role_words_or_recency_decide(sentences: int, name: str) -> None:
    text = f"Kelva Sen. Rosa Holm left. {'It rained. ' * (sentences - 2)}Sen. Ines Varga stayed. "
    assert found(text + "{S:The Kelva senator} {C:said} {T:so}.")[0] == name


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Mayor Mara Voss sat. ", "mayor", ("Mara", "Voss")),
        ("Mayor Mara Voss sat. ", "baker", None),
        ("Mayor Mara Voss sat. ", "businessman", None),  # another gender
        ("Former mayor Mara Voss sat. ", "mayor", None),
        ("Sen. Rosa Holm, a Democrat, sat. ", "GOP senator", None),  # another party
        ("Sen. Anton Reh (R-Ky.) sat. ", "Vermont senator", None),  # another state
    ],
)
def test_who_bears_a_role(text: str, role: str, name: tuple[str, ...] | None) -> None:
    parsed = parse_role(role)
    assert parsed
    assert read_to_end(text).find_role_bearer(parsed, len(text)) == name


def test_pronouns_in_quotations_are_no_mentions() -> None:
    assert len(read_to_end("Anton Reh sat. “He sang,” they heard.").events) == 1
