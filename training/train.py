"""Fine-tune the tagger on PolNeAR's train split, on a CPU.

    python -m training.train --corpus ../shared/polnear/train.jsonl --work build/tagger

Seeded. Writes a checkpoint every few minutes and goes on from it when run again; `network.pt` at the end.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training import corpus, encoder, network


def collate(batch: list[corpus.Window]) -> dict[str, torch.Tensor]:
    """Windows padded to the longest, with [CLS] and [SEP] around each."""
    length = max(len(w.ids) for w in batch) + 2
    size = len(batch)
    made = {name: np.zeros((size, length), dtype=np.int64) for name in ("ids", "kinds", "mask", "tags")} | {
        "last": np.zeros((size, length), dtype=bool),
        "source_cue": np.zeros((size, length, length), dtype=bool),
        "content_cue": np.zeros((size, length, length), dtype=bool),
    }
    for i, window in enumerate(batch):
        n = len(window.ids)
        made["ids"][i, 0], made["ids"][i, 1 : n + 1], made["ids"][i, n + 1] = network.CLS, window.ids, network.SEP
        made["kinds"][i, 1 : n + 1] = window.kinds
        made["mask"][i, : n + 2] = 1
        made["tags"][i, 1 : n + 1] = window.tags
        made["last"][i, 0] = True
        made["last"][i, 1 : n + 1] = window.last
        made["source_cue"][i, 1 : n + 1, 1 : n + 1] = window.source_cue
        made["content_cue"][i, 1 : n + 1, 1 : n + 1] = window.content_cue
    return {name: torch.from_numpy(array) for name, array in made.items()}


def batches(windows: list[corpus.Window], budget: int, rng: random.Random) -> list[list[corpus.Window]]:
    """Batches of windows of like length, at most `budget` pieces each with their padding."""
    made: list[list[corpus.Window]] = []
    for i in range(0, len(windows), 128):
        batch: list[corpus.Window] = []
        for window in sorted(windows[i : i + 128], key=lambda w: len(w.ids)):
            if batch and (len(batch) + 1) * (len(window.ids) + 2) > budget:
                made.append(batch)
                batch = []
            batch.append(window)
        made.append(batch)
    rng.shuffle(made)
    return made


def epochs(
    rows: list[corpus.Row], tokenizer: Tokenizer, args: argparse.Namespace
) -> Iterator[tuple[int, list[list[corpus.Window]]]]:
    """The batches of each epoch, the same for the same seed."""
    for epoch in range(args.epochs):
        seed = 1000 * args.seed + epoch
        windows = corpus.windows(rows, tokenizer, seed=seed, augment=True)
        yield epoch, batches(windows, args.budget, random.Random(seed))


def optimizer(net: network.Tagger, rate: float) -> torch.optim.Optimizer:
    """AdamW; the heads learn faster than the encoder, the transitions fastest; biases and norms do not decay."""
    groups: dict[tuple[float, float], list[torch.Tensor]] = {}
    for name, value in net.named_parameters():
        if not value.requires_grad:
            continue
        factor = 1.0 if name.startswith("encoder.") else 10.0 if value.shape == net.transitions.shape else 3.0
        decay = 0.01 if value.dim() > 1 and name.startswith("encoder.") else 0.0
        groups.setdefault((factor, decay), []).append(value)
    return torch.optim.AdamW(
        [{"params": ps, "lr": rate * factor, "weight_decay": decay} for (factor, decay), ps in groups.items()]
    )


def frozen(net: network.Tagger, layers: int) -> None:
    """Keep word embeddings, and the lowest layers of the encoder, as they are."""
    still = tuple(f"layer.{i}." for i in range(layers))
    for name, value in net.encoder.named_parameters():
        if "word_embeddings" in name or any(layer in name for layer in still):
            value.requires_grad_(False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    parser.add_argument("--encoder", choices=sorted(encoder.SOURCES), default="minilm")
    parser.add_argument("--frozen", type=int, default=0, help="how many of the lowest layers stay as they are")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--budget", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many steps (to try it)")
    parser.add_argument(
        "--bfloat16",
        action=argparse.BooleanOptionalAction,
        default=torch.cpu.get_capabilities().get("avx512_bf16", False),
        help="multiply matrices of the encoder in bfloat16; by default where the processor does that natively",
    )
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    pretrained = encoder.fetch(args.work / "encoder", args.encoder)
    tokenizer = Tokenizer.from_file(str(encoder.fetch(args.work / "encoder") / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    net = network.pretrained(args.encoder, load_file(pretrained / "model.safetensors"))
    frozen(net, args.frozen)
    rows = corpus.read(args.corpus)
    per_epoch = len(
        batches(corpus.windows(rows, tokenizer, seed=1000 * args.seed, augment=True), args.budget, random.Random(0))
    )
    total = int(per_epoch * args.epochs * 1.02)
    optim = optimizer(net, args.rate)
    warm = max(1, total // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optim, lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))
    )

    checkpoint = args.work / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(saved["net"], strict=False), optim.load_state_dict(saved["optim"])
        schedule.load_state_dict(saved["schedule"])
        done = saved["step"]
        print(f"going on from step {done}", flush=True)
    step, since, saved_at = 0, time.monotonic(), time.monotonic()
    running = {"label": 0.0, "link": 0.0, "n": 0}
    net.train()
    for epoch, made in epochs(rows, tokenizer, args):
        for batch in made:
            step += 1
            if step <= done:
                continue
            data = collate(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bfloat16):
                hidden = net.encode(data["ids"], data["kinds"], data["mask"])
            scores, links = net.heads(hidden.float())
            label = net.label_loss(scores, data["tags"], data["mask"], data["last"])
            link = net.link_loss(links, data["tags"], data["source_cue"], data["content_cue"])
            (label + 0.1 * link).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optim.step()
            schedule.step()
            optim.zero_grad(set_to_none=True)
            running = {
                "label": running["label"] + label.item(),
                "link": running["link"] + link.item(),
                "n": running["n"] + 1,
            }
            if step % 20 == 0:
                n, pace = running["n"], (time.monotonic() - since) / (step - done)
                print(
                    f"epoch {epoch} step {step}/{total} "
                    f"label {running['label'] / n:.4f} link {running['link'] / n:.4f} "
                    f"{pace:.2f} s/step, {pace * (total - step) / 60:.0f} min to go",
                    flush=True,
                )
                running = {"label": 0.0, "link": 0.0, "n": 0}
            if time.monotonic() - saved_at > 300:
                state = {
                    "net": net.state_dict(),
                    "optim": optim.state_dict(),
                    "schedule": schedule.state_dict(),
                    "step": step,
                }
                torch.save(state, checkpoint.with_suffix(".new"))
                checkpoint.with_suffix(".new").replace(checkpoint)
                saved_at = time.monotonic()
            if args.steps and step >= args.steps:
                break
        if args.steps and step >= args.steps:
            break
    torch.save(net.state_dict(), args.work / "network.pt")
    print(f"done after {step} steps", flush=True)


if __name__ == "__main__":
    main()
