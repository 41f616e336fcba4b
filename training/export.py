"""Export a trained network as the model that onrecord ships: ONNX in int8, its settings, its tokenizer.

python -m training.export --work build/student --out src/onrecord/attribution/model
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.attribution import labels, tagger
from training import encoder, network, sureness


def onnx(net: network.Tagger, path: Path) -> None:
    """The network as ONNX, with batch and length left open."""
    net.eval()
    example = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in range(3))
    names = ["ids", "kinds", "mask"]
    outputs = ["scores", "links", "sure"]
    axes = {name: {0: "batch", 1: "pieces"} for name in (*names, *outputs)}
    torch.onnx.export(
        net,
        example,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def settings(net: network.Tagger, model: str) -> dict[str, object]:
    """What the decoder needs beside the network; the score's weights are fitted later, by training.calibrate."""
    return {
        "model": model,
        "labels": list(labels.LABELS),
        "transitions": np.round(net.transitions.detach().numpy(), 4).tolist(),
        "link_size": network.LINK_SIZE,
        "no_source": round(float(net.no_source), 4),
        "no_cue": round(float(net.no_cue), 4),
        "score": {},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("build/student"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/attribution/model"))
    parser.add_argument("--model", default="minilm-polnear-2", help="the model's name, kept with each reading")
    parser.add_argument("--weights", type=Path, help="another file than WORK/network.pt")
    args = parser.parse_args()
    net = network.small()
    network.load(net, args.weights or args.work / "network.pt")
    args.out.mkdir(parents=True, exist_ok=True)
    full = args.work / "tagger-float32.onnx"
    onnx(net, full)
    quantize_dynamic(
        full,
        args.out / "tagger.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=[sureness.PRODUCT],
    )
    shutil.copyfile(encoder.fetch() / "tokenizer.json", args.out / "tokenizer.json")
    written = settings(net, args.model) | {"sha256": tagger.hash_model_files(args.out)}
    (args.out / "tagger.json").write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    print(f"{args.out / 'tagger.onnx'}: {(args.out / 'tagger.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
