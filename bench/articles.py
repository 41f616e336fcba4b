"""Articles for measuring speed: paragraphs of our own articles, shuffled, at the length of news articles."""

import random
from pathlib import Path

from bench.english import ARTICLES
from bench.marked import parse

EXAMPLES = Path(__file__).parent.parent / "examples"


def make(count: int, *, paragraphs: tuple[int, int] = (8, 24), seed: int = 1) -> list[str]:
    """`count` texts, each a headline and some paragraphs, the same for the same seed."""
    texts = [parse(path.read_text("utf-8"))[0] for path in sorted(ARTICLES.glob("*/*.txt"))]
    texts += [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    headlines = [text.partition("\n")[0] for text in texts]
    pool = [line for text in texts for line in text.split("\n")[1:] if len(line.split()) > 5]
    rng = random.Random(seed)
    return ["\n\n".join([rng.choice(headlines), *rng.sample(pool, rng.randint(*paragraphs))]) for _ in range(count)]
