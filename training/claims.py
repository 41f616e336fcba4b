"""Fit the weights by which `onrecord.claims` decides whether two statements are one claim: a logistic regression.

    python -m training.claims --corpus ../shared/polnear/train.jsonl [--write]

It is fitted to two kinds of pairs: those of bench/claims that are tuned on and that are weighed at all (not separated
by a number, a negation or an opposite, nor joined by the same words), and pairs of different statements of one speaker
in the corpus. The latter have a small weight each and limit accidental merges. The tuning pairs are read three times,
each time with a random half of the word lists removed. This simulates other authors' words, which are in no list.
Prints the figures of every tuning file, and of all together, read with the whole lists and weighed by weights fitted
without that file; how many of the corpus's pairs would be merged; and the weights.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.claims import ONE_CLAIM, PAIRS, TUNED_ON
from bench.claims import read as read_pairs
from onrecord import pipeline
from onrecord.attribution import quotes, speech_acts
from onrecord.claims import alignment, compare, features, lexicon
from onrecord.claims.lexicon import load_word_list
from onrecord.errors import OnrecordError
from onrecord.records import Article, Record, Sighting, Span, Speaker, Statement, statement_id

WEIGHTS = Path(features.__file__).with_name("weights.toml")
SEED = 5
HALVED = (1, 2, 3)
"""Seeds of the halves of the lists with which the tuning pairs are read."""
A_READING = 0.4
"""What a pair counts in each of these readings."""
PENALTY = 0.5
"""Of the squares of the weights, but for the constant."""
BY_CHANCE = 20.0
"""What all of the corpus's pairs count together, in pairs of bench/claims."""
PARTED = 0.1
"""What a pair counts that is parted by the one word that differs, before it is weighed."""
_FEW = 4
_LISTS = {"synonyms": ("same", "related"), "opposites": ("either", "all")}
_ROLES = ("source", "cue", "content")


@dataclass(frozen=True)
class Example:
    """Two statements: their file, what they are to each other, and what is weighed, what is decided; None if not."""

    file: str
    kind: str
    features: dict[str, float] | None
    decided: bool | None

    @property
    def one_claim(self) -> bool:
        return self.kind in ONE_CLAIM


def example(file: str, kind: str, one: compare.ComparedStatement, other: compare.ComparedStatement) -> Example:
    verdict = compare.compare_readings(one, other)
    a, b = one.wording, other.wording
    pairs = compare.pair_terms(a, b)
    parted = alignment.find_single_change(a, b, pairs) is not None
    if not (verdict.weighed or parted):
        return Example(file, kind, None, verdict.one_claim)
    values = features.pair_features(
        a, b, pairs, features.measure_overlap(a, b, pairs), alignment.find_gaps(a, b, pairs)
    )
    return Example(file, kind, values, False if parted else None)


def of_bench() -> list[Example]:
    made = [(name, pair) for name in TUNED_ON for pair in read_pairs(PAIRS / f"{name}.txt")]
    return [example(name, p.kind, compare.read_sighting(p.one), compare.read_sighting(p.other)) for name, p in made]


@contextmanager
def halved(seed: int) -> Iterator[None]:
    """With every second line of the lists of synonyms and opposites, by chance."""
    choice = random.Random(seed)
    lists = [(load_word_list(name), key) for name, keys in _LISTS.items() for key in keys]
    whole = [words[key] for words, key in lists]
    for words, key in lists:
        words[key] = "\n".join(line for line in words[key].strip().split("\n") if choice.random() < 1 / 2)
    _forget()
    try:
        yield
    finally:
        for (words, key), before in zip(lists, whole, strict=True):
            words[key] = before
        _forget()


def _forget() -> None:
    lexicon.load_lexicon.cache_clear()
    lexicon.look_up.cache_clear()
    lexicon.topic_keys.cache_clear()


def of_halves() -> list[Example]:
    made = list[Example]()
    for seed in HALVED:
        with halved(seed):
            made += of_bench()
    return made


def of_corpus(path: Path, most: int) -> list[Example]:
    """Different statements of one source: in one article, or in several where the source is a full name."""
    said: defaultdict[tuple[str, str], list[compare.ComparedStatement]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        for source, sighting in sightings(json.loads(line)):
            said[source].append(compare.read_sighting(sighting))
    every = [pair for each in said.values() for pair in combinations(each[:60], 2) if different(*pair)]
    some = random.Random(SEED).sample(every, min(most, len(every)))
    return [example("corpus", "another", *pair) for pair in some]


def sightings(row: dict) -> Iterator[tuple[tuple[str, str], Sighting]]:
    """The gold statements of an article, read by the pipeline, each with who said it; all as one speaker's."""
    text = row["text"]
    article = Article(row["id"], text, published=date.fromisoformat(row["published"]) if row["published"] else None)
    record = Record(
        article, tuple(_statement(article, gold) for gold in row["statements"] if all(map(gold.get, _ROLES)))
    )
    try:
        record = pipeline.enrich(record)
    except (IndexError, OnrecordError):  # gold sources that are no words
        return
    for statement in record.statements:
        source = " ".join(span.of(text) for span in statement.source)
        full = source.istitle() and " " in source
        made = Sighting.of(article, replace(statement, speaker=Speaker("one", "person", "given")))
        yield ("" if full else article.id, source), made


def _statement(article: Article, gold: dict) -> Statement:
    roles = [tuple(Span(*span) for span in gold[role]) for role in _ROLES]
    cue, content = (" ".join(span.of(article.text) for span in spans) for spans in roles[1:])
    return Statement(
        statement_id(article, *roles), *roles, kind=quotes.classify_kind([content]), act=speech_acts.classify_act(cue)
    )


def different(one: compare.ComparedStatement, other: compare.ComparedStatement) -> bool:
    """Have they no four words in a row in common, and more than one word each?"""
    mine, theirs = (re.findall(r"\w+", r.sighting.content.lower()) for r in (one, other))
    rows = [{tuple(words[i : i + _FEW]) for i in range(len(words) - _FEW + 1)} for words in (mine, theirs)]
    whole = " ".join(mine), " ".join(theirs)
    return (
        min(len(mine), len(theirs)) > 1
        and not rows[0] & rows[1]
        and whole[0] not in whole[1]
        and whole[1] not in whole[0]
    )


def matrix(examples: list[Example], names: list[str]) -> np.ndarray:
    return np.array([[e.features[name] for name in names] + [1.0] for e in examples if e.features is not None])


def fit(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weights of the features, the constant last, by Newton's method."""
    weights, penalty = np.zeros(x.shape[1]), np.full(x.shape[1], PENALTY)
    penalty[-1] = 1e-3
    for _ in range(40):
        p = chance(x, weights)
        slope = x.T @ (counts * (p - y)) + penalty * weights
        curve = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def chance(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x @ weights))


def scores(examples: list[Example], found: list[bool]) -> str:
    right = sum(f and e.one_claim for e, f in zip(examples, found, strict=True))
    extra = sum(f and not e.one_claim for e, f in zip(examples, found, strict=True))
    merged = sum(f and e.kind == "opposite" for e, f in zip(examples, found, strict=True))
    wanted = sum(e.one_claim for e in examples)
    precision, recall = right / max(1, right + extra), right / max(1, wanted)
    f1 = 2 * right / max(1, right + extra + wanted)
    return f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}); opposites merged: {merged}"


def enough(features: dict[str, float]) -> float:
    return compare.probability_threshold(features["alike"])


def found_by(examples: list[Example], chances: np.ndarray) -> list[bool]:
    """What is found of each pair, by the chances of those that are weighed."""
    each = iter(chances)
    weighed = [e.features is not None and bool(next(each) >= enough(e.features)) for e in examples]
    return [w if e.decided is None else e.decided for e, w in zip(examples, weighed, strict=True)]


def left_out(bench: list[Example], halves: list[Example], corpus: list[Example], names: list[str]) -> list[bool]:
    """What is found of each pair by weights fitted without its file."""
    found = list[bool]()
    for file in TUNED_ON:
        weights = _fit([e for e in halves if e.file != file], corpus, names)
        own = [e for e in bench if e.file == file]
        found += found_by(own, chance(matrix(own, names), weights))
    return found


def truth(bench: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Which of the pairs with features are one claim, and what each counts."""
    weighed = [e for e in bench if e.features is not None]
    return np.array([e.one_claim for e in weighed], float), np.array(
        [A_READING * (1.0 if e.decided is None else PARTED) for e in weighed]
    )


def _fit(examples: list[Example], corpus: list[Example], names: list[str]) -> np.ndarray:
    (y, own), more = truth(examples), matrix(corpus, names)
    counts = np.concatenate([own, np.full(len(more), BY_CHANCE / max(1, len(more)))])
    return fit(np.vstack([matrix(examples, names), more]), np.concatenate([y, np.zeros(len(more))]), counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--most", type=int, default=6000, help="pairs of the corpus")
    parser.add_argument("--write", action="store_true", help=f"into {WEIGHTS.name}")
    args = parser.parse_args()
    bench, halves, corpus = of_bench(), of_halves(), of_corpus(args.corpus, args.most)
    names = list(next(e.features for e in bench if e.features))
    found = left_out(bench, halves, corpus, names)
    for file in TUNED_ON:
        places = [i for i, e in enumerate(bench) if e.file == file]
        print(f"{file}: {scores([bench[i] for i in places], [found[i] for i in places])}, left out")
    print(f"all: {scores(bench, found)}, each left out")
    weights = _fit(halves, corpus, names)
    merged = sum(found_by(corpus, chance(matrix(corpus, names), weights)))
    print(f"corpus: {merged} of {len(corpus)} pairs merged")
    lines = "".join(f"{name} = {weight:.3f}\n" for name, weight in zip([*names, "constant"], weights, strict=True))
    print(lines)
    if args.write:
        head = WEIGHTS.read_text("utf-8").partition("[weights]")[0]
        WEIGHTS.write_text(f"{head}[weights]\n{lines}", "utf-8")


if __name__ == "__main__":
    main()
