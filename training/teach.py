"""Record a large tagger's output on the training windows, for a small tagger to learn from (distillation).

    python -m training.teach --corpus ../shared/polnear/train.jsonl --work build/teacher --out build/lessons

One file per round: the windows of one seed, with the large tagger's label scores and its choices of links.
"""

import argparse
import time
from pathlib import Path

import torch

from training import corpus, encoder, network
from training.train import LESSONS, Lesson, collate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, nargs="+", help="one named twice counts twice")
    parser.add_argument("--work", type=Path, default=Path("build/teacher"))
    parser.add_argument("--out", type=Path, default=Path("build/lessons"))
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    tokenizer = encoder.tokenizer()
    net = network.large()
    network.load(net, args.work / "network.pt")
    net.eval()
    rows = [row for path in args.corpus for row in corpus.read(path)]
    args.out.mkdir(parents=True, exist_ok=True)
    for number in range(args.rounds):
        begun = time.monotonic()
        windows = corpus.windows(rows, tokenizer, seed=LESSONS + number, augment=True)
        torch.save(lessons(net, windows), args.out / f"{number}.pt")
        print(f"round {number}: {len(windows)} windows in {time.monotonic() - begun:.0f} s", flush=True)


def lessons(
    net: network.Tagger, windows: list[corpus.Window], size: int = 8
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """For each window the teacher's label scores (pieces, labels) and link vectors (pieces, 4 * LINK_SIZE), halves."""
    made: dict[int, Lesson] = {}
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    with torch.inference_mode():
        for at in range(0, len(order), size):
            some = order[at : at + size]
            data = collate([windows[i] for i in some])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = net.encode(data["ids"], data["kinds"], data["mask"])
            scores, links = net.heads(hidden.float())
            for row, i in enumerate(some):
                end = len(windows[i].ids) + 1
                made[i] = (scores[row, 1:end].half().clone(), links[row, 1:end].half().clone())
    return [made[i] for i in range(len(windows))]


if __name__ == "__main__":
    main()
