"""Fit the score of a statement: the probability that a trained annotator's statement matches it by half.

    python -m training.calibrate --gold ../shared/polnear/dev.jsonl --model src/onrecord/attribution/model

A logistic regression over `score_features` of a statement's features, fitted on the dev split and written to the
model's tagger.json. Prints the expected calibration error, each article scored by weights fitted on the others (five
folds).
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord.attribution.decoder import Linked, decode_statements
from onrecord.attribution.extract import score_features
from onrecord.attribution.tagger import Network
from onrecord.records import Spans

ROLES = ("source", "cue", "content")
RIDGE = 1.0
FOLDS = 5


def characters(text: str, spans: Spans) -> set[int]:
    """The letters and digits that spans cover, with what stands between them, by offset."""
    found: set[int] = set()
    for start, end in spans:
        inner = [i for i in range(start, end) if text[i].isalnum()]
        if inner:
            found.update(range(inner[0], inner[-1] + 1))
    return found


def half(gold: list[set[int]], made: list[set[int]]) -> float:
    """How well two statements agree: the sum of Jaccard's index over the roles, 0 where one is under a half."""
    each = [len(a & b) / len(a | b) if a | b else 1.0 for a, b in zip(gold, made, strict=True)]
    return sum(each) if min(each) >= 0.5 else 0.0


def right(text: str, gold: list[dict[str, Spans]], made: list[Linked]) -> list[bool]:
    """Which of the statements made match one of gold, one to one, the closest first."""
    golden = [[characters(text, g[role]) for role in ROLES] for g in gold]
    own = [[characters(text, getattr(m, role)) for role in ROLES] for m in made]
    pairs = sorted(((half(g, m), i, j) for i, g in enumerate(golden) for j, m in enumerate(own)), reverse=True)
    used: set[int] = set()
    matched: set[int] = set()
    for weight, i, j in pairs:
        if weight and i not in used and j not in matched:
            used.add(i)
            matched.add(j)
    return [j in matched for j in range(len(made))]


def fit(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights (features + 1,), the bias last, by Newton's method with a ridge."""
    table = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(table.shape[1])
    ridge = RIDGE * np.eye(table.shape[1])
    ridge[-1, -1] = 0
    for _ in range(50):
        sure = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (labels - sure) - ridge @ weights
        weights += np.linalg.solve((table * (sure * (1 - sure))[:, None]).T @ table + ridge, slope)
    return weights


def apply(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    """The probability of each row."""
    return 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))


def calibration_error(sure: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal bins of probability."""
    where = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[where == b].mean() - labels[where == b].mean()) * (where == b).mean() for b in set(where.tolist())]
    return float(sum(gaps))


def sample(gold: Path, network: Network) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Of every statement made of the articles of `gold`: the names and values of its evidence, whether it is right,
    and its article's fold."""
    settings = replace(network.settings, score={})
    table, labels, folds, names = [], [], [], list[str]()
    with gold.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            made = decode_statements(network.score_pieces(row["text"]), row["text"], settings)
            labels += right(row["text"], row["statements"], made)
            for linked in made:
                found = score_features(linked.features or {})
                names = list(found)
                table.append(list(found.values()))
                folds.append(number % FOLDS)
    return names, np.array(table), np.array(labels, dtype=float), np.array(folds)


def held_out(features: np.ndarray, truth: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """The probability of each statement by weights fitted on the other folds."""
    made = np.zeros(len(truth))
    for k in range(FOLDS):
        made[folds == k] = apply(fit(features[folds != k], truth[folds != k]), features[folds == k])
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("src/onrecord/attribution/model"))
    args = parser.parse_args()
    names, features, truth, folds = sample(args.gold, Network.load(args.model))
    weights = fit(features, truth)
    path = args.model / "tagger.json"
    made_settings = json.loads(path.read_text("utf-8"))
    made_settings["score"] = {n: round(float(w), 4) for n, w in zip([*names, "bias"], weights, strict=True)}
    path.write_text(json.dumps(made_settings, indent=1) + "\n", "utf-8")
    sure = held_out(features, truth, folds)
    surest = sure >= 0.9
    print(f"{len(truth)} statements, {truth.mean():.3f} right")
    print(f"expected calibration error {calibration_error(sure, truth):.3f}")
    print(f"with a score of 0.9 or more: {surest.sum()}, {truth[surest].mean():.3f} right")


if __name__ == "__main__":
    main()
