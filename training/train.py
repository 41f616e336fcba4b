"""Fine-tune the tagger on PolNeAR's train split, on a CPU.

    python -m training.train --corpus ../shared/polnear/train.jsonl --work build/tagger

Seeded. Writes a checkpoint every few minutes and continues from it when run again; writes `network.pt` at the end.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training import corpus, encoder, network

LESSONS = 70_000
"""The windows that a teacher has read, in round n, are those of this seed and n."""


EVERY = 4
"""Steps from one batch of sentences with judged events to the next."""

Lesson = tuple[torch.Tensor, torch.Tensor]
"""A teacher's label scores and link vectors for one window."""
Taught = tuple[corpus.Window, Lesson | None]


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


def lessons(batch: list[Lesson], length: int) -> Lesson:
    """A teacher's outputs, padded as `collate` does: (batch, length, labels) and (batch, length, 4 * LINK_SIZE)."""
    made = [torch.zeros(len(batch), length, lesson.shape[1]) for lesson in batch[0]]
    for row, lesson in enumerate(batch):
        for padded, own in zip(made, lesson, strict=True):
            padded[row, 1 : len(own) + 1] = own.float()
    return made[0], made[1]


def judged(batch: list[corpus.Sentence]) -> dict[str, torch.Tensor]:
    """Sentences padded as `collate` does; weights (batch, events, pieces), values and known (batch, events)."""
    length = max(len(s.ids) for s in batch) + 2
    most = max(len(s.values) for s in batch)
    made = {name: np.zeros((len(batch), length), dtype=np.int64) for name in ("ids", "kinds", "mask")} | {
        "weights": np.zeros((len(batch), most, length), dtype=np.float32),
        "values": np.zeros((len(batch), most), dtype=np.float32),
        "known": np.zeros((len(batch), most), dtype=bool),
    }
    for i, sentence in enumerate(batch):
        n, events = len(sentence.ids), len(sentence.values)
        made["ids"][i, 0], made["ids"][i, 1 : n + 1], made["ids"][i, n + 1] = network.CLS, sentence.ids, network.SEP
        made["kinds"][i, 1 : n + 1] = sentence.kinds
        made["mask"][i, : n + 2] = 1
        made["weights"][i, :events, 1 : n + 1] = sentence.weights
        made["values"][i, :events] = sentence.values
        made["known"][i, :events] = True
    return {name: torch.from_numpy(array) for name, array in made.items()}


def sure_loss(net: network.Tagger, batch: list[corpus.Sentence], *, bfloat16: bool) -> torch.Tensor:
    """How far the certainty of each event is from people's judgement: the mean of the squares."""
    data = judged(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
        layers = net.layers(data["ids"], data["kinds"], data["mask"])
    made = net.factuality(tuple(layer.float() for layer in layers))
    found = (data["weights"] @ made[:, :, None]).squeeze(-1)
    return ((found - data["values"])[data["known"]] ** 2).mean()


def batches(windows: list[Taught], budget: int, rng: random.Random) -> list[list[Taught]]:
    """Batches of windows of like length, at most `budget` pieces each with their padding."""
    made: list[list[Taught]] = []
    for i in range(0, len(windows), 128):
        batch: list[Taught] = []
        for window in sorted(windows[i : i + 128], key=lambda w: len(w[0].ids)):
            if batch and (len(batch) + 1) * (len(window[0].ids) + 2) > budget:
                made.append(batch)
                batch = []
            batch.append(window)
        made.append(batch)
    rng.shuffle(made)
    return made


def epoch_windows(rows: list[corpus.Row], tokenizer: Tokenizer, args: argparse.Namespace, epoch: int) -> list[Taught]:
    """The windows of an epoch, the same for the same seed; with a teacher's lessons the rounds go by in turn."""
    if not args.lessons:
        seed = 1000 * args.seed + epoch
        return [(window, None) for window in corpus.windows(rows, tokenizer, seed=seed, augment=True)]
    number = epoch % len(list(args.lessons.glob("*.pt")))
    windows = corpus.windows(rows, tokenizer, seed=LESSONS + number, augment=True)
    return list(zip(windows, torch.load(args.lessons / f"{number}.pt"), strict=True))


def epochs(
    rows: list[corpus.Row], tokenizer: Tokenizer, args: argparse.Namespace
) -> Iterator[tuple[int, list[list[Taught]]]]:
    """The batches of each epoch."""
    for epoch in range(math.ceil(args.epochs)):
        windows = epoch_windows(rows, tokenizer, args, epoch)
        yield epoch, batches(windows, args.budget, random.Random(1000 * args.seed + epoch))


def optimizer(net: network.Tagger, rate: float, heads: float) -> torch.optim.Optimizer:
    """AdamW; the heads learn `heads` times as fast as the encoder, transitions ten; biases and norms do not decay."""
    groups: dict[tuple[float, float], list[torch.Tensor]] = {}
    for name, value in net.named_parameters():
        if not value.requires_grad:
            continue
        factor = 1.0 if name.startswith("encoder.") else 10.0 if value.shape == net.transitions.shape else heads
        decay = 0.01 if value.dim() > 1 and name.startswith("encoder.") else 0.0
        groups.setdefault((factor, decay), []).append(value)
    made = [{"params": ps, "lr": rate * factor, "weight_decay": decay} for (factor, decay), ps in groups.items()]
    return torch.optim.AdamW(made, fused=True)


def lesson_loss(
    net: network.Tagger, teacher: network.Tagger, data: dict[str, torch.Tensor], own: Lesson, batch: list[Taught]
) -> torch.Tensor:
    """How far the small tagger's scores and links, `own`, are from its teacher's."""
    scores, links = lessons([lesson for _, lesson in batch if lesson], data["ids"].shape[1])
    _, is_cue, is_content = network.members(data["tags"])
    sources, cues = net.link_choices(own[1], data["tags"])
    with torch.no_grad():
        best_sources, best_cues = teacher.link_choices(links, data["tags"])
    link = network.choices_taught(sources, best_sources, is_cue) + network.choices_taught(cues, best_cues, is_content)
    return network.taught(own[0], scores, data["mask"]) + 0.1 * link


def frozen(net: network.Tagger, layers: int) -> None:
    """Keep word embeddings, and the lowest layers of the encoder, as they are."""
    still = tuple(f"layer.{i}." for i in range(layers))
    for name, value in net.encoder.named_parameters():
        if "word_embeddings" in name or any(layer in name for layer in still):
            value.requires_grad_(False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, nargs="+", help="one named twice counts twice")
    parser.add_argument("--work", type=Path, default=Path("build/tagger"))
    parser.add_argument("--encoder", choices=sorted(encoder.SOURCES), default="minilm")
    parser.add_argument("--frozen", type=int, default=0, help="how many of the lowest layers stay as they are")
    parser.add_argument("--epochs", type=float, default=6, help="how often the corpus is gone through; 1.7 is fine")
    parser.add_argument("--budget", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--heads", type=float, default=3.0, help="how many times as fast the heads learn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="begin with these weights, a network.pt")
    parser.add_argument("--lessons", type=Path, help="what a teacher makes of the windows, from training.teach")
    parser.add_argument("--teacher", type=Path, default=Path("build/teacher"), help="where the teacher was trained")
    parser.add_argument("--trust", type=float, default=1.0, help="how much the teacher's word weighs beside the corpus")
    parser.add_argument("--certainty", type=Path, help="sentences with judged events, to learn how sure a text is")
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
    pretrained = encoder.fetch(args.encoder)
    tokenizer = encoder.tokenizer()
    net = network.pretrained(args.encoder, load_file(pretrained / "model.safetensors"))
    frozen(net, args.frozen)
    if args.start:
        network.load(net, args.start)
    teacher = network.large() if args.lessons else None
    if teacher:
        network.load(teacher, args.teacher / "network.pt")
    sentences = corpus.sentences(args.certainty, tokenizer) if args.certainty else []
    net.sure.requires_grad_(bool(sentences))
    rows = [row for path in args.corpus for row in corpus.read(path)]
    per_epoch = len(batches(epoch_windows(rows, tokenizer, args, 0), args.budget, random.Random(0)))
    total = int(per_epoch * args.epochs * 1.02)
    optim = optimizer(net, args.rate, args.heads)
    warm = max(1, total // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optim, lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))
    )

    checkpoint = args.work / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(saved["net"], strict=False), optim.load_state_dict(saved["optim"])
        for group in optim.param_groups:
            group["fused"], group["foreach"] = True, None
        schedule.load_state_dict(saved["schedule"])
        done = saved["step"]
        print(f"going on from step {done}", flush=True)
    step, since, saved_at = 0, time.monotonic(), time.monotonic()
    running = dict.fromkeys(("label", "link", "sure", "n"), 0.0)
    net.train()
    for epoch, made in epochs(rows, tokenizer, args):
        for batch in made:
            step += 1
            if step <= done:
                continue
            data = collate([window for window, _ in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bfloat16):
                hidden = net.encode(data["ids"], data["kinds"], data["mask"])
            scores, links = net.heads(hidden.float())
            label = net.label_loss(scores, data["tags"], data["mask"], data["last"])
            link = net.link_loss(links, data["tags"], data["source_cue"], data["content_cue"])
            loss = label + 0.1 * link
            if teacher:
                loss = loss + args.trust * lesson_loss(net, teacher, data, (scores, links), batch)
            if sentences and step % EVERY == 0:
                some = random.Random(step).sample(sentences, EVERY * len(sentences) // per_epoch)
                sure = sure_loss(net, some, bfloat16=args.bfloat16)
                running["sure"] += sure.item() * EVERY
                loss = loss + 0.2 * sure
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optim.step()
            schedule.step()
            optim.zero_grad(set_to_none=True)
            running["label"] += label.item()
            running["link"] += link.item()
            running["n"] += 1
            if step % 20 == 0:
                n, pace = running["n"], (time.monotonic() - since) / (step - done)
                print(
                    f"epoch {epoch} step {step}/{total} "
                    f"label {running['label'] / n:.4f} link {running['link'] / n:.4f} sure {running['sure'] / n:.3f} "
                    f"{pace:.2f} s/step, {pace * (total - step) / 60:.0f} min to go",
                    flush=True,
                )
                running = dict.fromkeys(("label", "link", "sure", "n"), 0.0)
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
            if step >= (args.steps or total):
                break
        if step >= (args.steps or total):
            break
    torch.save(net.state_dict(), args.work / "network.pt")
    print(f"done after {step} steps", flush=True)


if __name__ == "__main__":
    main()
