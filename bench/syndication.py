"""Measure near-duplicate detection on invented articles with reprints (bench/stories.py): recall, precision, time.

    python -m bench.syndication

Over pairs of articles: recall is the share of the pairs of one story that are in one group, precision the share of the
pairs in a group that are of one story. Run nothing else at the same time, because it measures time. The thresholds
(SHARED_PART and others) were set with --seed 1; the measurement uses seed 2.

The time "in memory" is that of `Index.add`. The time in the ledger is the extra time of placing an article there
(`reprints.place_new_articles`, within the transaction of `Ledger.keep`): sketching it, looking up its keys, reading the
candidates' texts again to compare them, and writing the result. One process stores all articles, as `onrecord read`
does with a folder or a feed, so that the shingles of recently compared texts are cached.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bench.stories import Printed, printed
from onrecord.ledger import Ledger
from onrecord.records import Article, Record
from onrecord.syndication import Index


def pairs(sizes: Iterable[int]) -> int:
    """How many pairs there are in groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in sizes)


def score(texts: list[Printed], groups: list[list[int]]) -> tuple[float, float]:
    """Recall and precision over pairs."""
    wanted = pairs(Counter(t.story for t in texts).values())
    found = pairs(map(len, groups))
    right = pairs(Counter((g, texts[i].story) for g, group in enumerate(groups) for i in group).values())
    return right / max(1, wanted), right / max(1, found)


def in_memory(texts: list[Printed]) -> tuple[list[list[int]], float]:
    """The groups, and seconds an article."""
    index: Index[int] = Index()
    begun = time.perf_counter()
    for i, made in enumerate(texts):
        index.add(i, made.text)
    return index.groups(), (time.perf_counter() - begun) / len(texts)


def in_ledger(texts: list[Printed]) -> tuple[list[list[int]], float]:
    """The same by the ledger; the seconds are those that grouping adds to keeping an article."""
    from onrecord.ledger import reprints

    spent = 0.0
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder, "record.db")) as ledger:
        place_new_articles = reprints.place_new_articles

        def timed(*arguments: object) -> None:
            nonlocal spent
            begun = time.perf_counter()
            place_new_articles(*arguments)  # type: ignore[arg-type]
            spent += time.perf_counter() - begun

        reprints.place_new_articles = timed  # type: ignore[assignment]
        try:
            for i, made in enumerate(texts):
                article = Article(str(i), made.text, title=made.text.partition("\n")[0])
                ledger.keep(Record(article), model="none", at=datetime.now(UTC))
        finally:
            reprints.place_new_articles = place_new_articles
        groups = [[int(p.article) for p in group] for group in reprints.list_texts(ledger.database)]
    return groups, spent / len(texts)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--memory", action="store_true", help="without the ledger")
    args = parser.parse_args()
    texts = printed(args.articles, seed=args.seed)
    words = sum(len(t.text.split()) for t in texts) / len(texts)
    print(f"{len(texts)} articles of {words:.0f} words, {len({t.story for t in texts})} texts (seed {args.seed})")
    for name, run in (("memory", in_memory), ("ledger", in_ledger))[: 1 if args.memory else 2]:
        groups, seconds = run(texts)
        recall, precision = score(texts, groups)
        print(f"{name}: recall {recall:.4f}, precision {precision:.4f}, {seconds * 1e3:.2f} ms an article")


if __name__ == "__main__":
    main()
