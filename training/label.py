"""Label unmarked texts with a trained network: rows with its statements, from which a small network learns.

    python -m training.label --work build/teacher --encoder mpnet ../shared/timex/train.jsonl > build/own/timex.jsonl

With questions of the dev split its output has the form that the scorer takes, so it can measure a teacher, too.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

from onrecord.attribution.decoder import decode_statements
from onrecord.attribution.labels import ROLES
from onrecord.attribution.tagger import ModelSettings, Network
from training import encoder, export, network


class Session:
    """A network in the place of onnxruntime's session."""

    def __init__(self, net: network.Tagger, *, bfloat16: bool) -> None:
        self.net = net.eval()
        self.bfloat16 = bfloat16

    def run(self, _: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
        ids, kinds, mask = (torch.from_numpy(given[name]) for name in ("ids", "kinds", "mask"))
        with torch.inference_mode():
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bfloat16):
                hidden = self.net.encode(ids, kinds, mask)
            scores, links = self.net.heads(hidden.float())
        unknown = np.zeros(ids.shape, dtype=np.float32)  # certainty: not asked for here, nor learnt by a teacher
        return [scores.numpy(), links.numpy(), unknown]


def tagger(net: network.Tagger, *, bfloat16: bool) -> Network:
    """The tagger of a network, without exporting it."""
    tokenizer = encoder.tokenizer()
    return Network(Session(net, bfloat16=bfloat16), tokenizer, ModelSettings.from_json(export.settings(net, "")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, default=Path("build/teacher"))
    parser.add_argument("--encoder", choices=sorted(encoder.SOURCES), default="mpnet")
    args = parser.parse_args()
    net = network.large() if args.encoder == "mpnet" else network.small()
    network.load(net, args.work / "network.pt")
    reads = tagger(net, bfloat16=torch.cpu.get_capabilities().get("avx512_bf16", False))
    for path in args.rows:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            made = decode_statements(reads.score_pieces(row["text"]), row["text"], reads.settings)
            statements = [{role: getattr(statement, role) for role in ROLES} for statement in made]
            found = {"id": row["id"], "text": row["text"], "statements": statements}
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
