"""The fitted weights, pinned: scores.jsonl has pairs of statements with their probability of being one claim."""

import json
from pathlib import Path

import pytest
from said import sighting

from onrecord.claims import parse_wording
from onrecord.claims.compare import ENOUGH, ENOUGH_WITHOUT, pair_terms, probability_threshold
from onrecord.claims.features import PairScore, load_weights, measure_overlap, score_pair

SCORES = [json.loads(line) for line in Path(__file__).with_name("scores.jsonl").read_text("utf-8").splitlines()]


def score(one: str, other: str) -> PairScore:
    a, b = (parse_wording(sighting(words)) for words in (one, other))
    pairs = pair_terms(a, b)
    return score_pair(a, b, pairs, measure_overlap(a, b, pairs))


@pytest.mark.parametrize("row", SCORES, ids=lambda row: row["one"][:30])
def test_scores_are_what_they_were(row: dict) -> None:
    for one, other in ((row["one"], row["other"]), (row["other"], row["one"])):
        assert score(one, other).probability == pytest.approx(row["probability"], abs=1e-6)


def test_the_pinned_scores_hang_on_every_weight() -> None:
    used = {name for row in SCORES for name, value in score(row["one"], row["other"]).features.items() if value}
    assert used == set(load_weights()) - {"constant"}


def test_who_has_no_other_word_for_a_thing_must_be_surer() -> None:
    assert (probability_threshold(1.0), probability_threshold(0.0)) == (ENOUGH, ENOUGH_WITHOUT)
