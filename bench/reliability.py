"""Compare statements' scores with how often they are right: docs/reliability.svg and the expected calibration error.

    python -m bench.reliability --shared ../shared

On PolNeAR's dev split, on which the score is fitted: each article is scored by weights fitted on the other folds.
"""

import argparse
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt

from onrecord.attribution.tagger import Network
from training.calibrate import calibration_error, held_out, sample

PICTURE = Path(__file__).parent.parent / "docs" / "reliability.svg"
BINS = 10


def draw(sure: np.ndarray, truth: np.ndarray, path: Path) -> None:
    """How often statements are right against what their score says, a point a bin, as large as it has statements."""
    mpl.rcParams["svg.hashsalt"] = "onrecord"
    where = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [b for b in range(BINS) if (where == b).any()]
    said = [sure[where == b].mean() for b in bins]
    found = [truth[where == b].mean() for b in bins]
    count = [int((where == b).sum()) for b in bins]
    figure, axes = plt.subplots(figsize=(5, 4.6), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
    axes.plot(said, found, color="#1f5fa8", linewidth=1)
    axes.scatter(said, found, s=[20 + n / 2 for n in count], color="#1f5fa8", alpha=0.7)
    for x, y, n in zip(said, found, count, strict=True):
        axes.annotate(str(n), (x, y), xytext=(8, -12), textcoords="offset points", fontsize=8, color="#444444")
    axes.set(xlabel="score", ylabel="share that is right (linked half)", xlim=(0, 1), ylim=(0, 1))
    axes.set_title(
        f"{len(truth)} statements; expected calibration error {calibration_error(sure, truth):.3f}", fontsize=10
    )
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Draw the picture and print the error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    _, features, truth, folds = sample(args.shared / "polnear" / "dev.jsonl", Network.load())
    sure = held_out(features, truth, folds)
    draw(sure, truth, PICTURE)
    surest = sure >= 0.9
    print(f"expected calibration error {calibration_error(sure, truth):.3f} over {len(truth)} statements")
    print(f"with a score of 0.9 or more: {surest.sum()}, {truth[surest].mean():.3f} right")


if __name__ == "__main__":
    main()
