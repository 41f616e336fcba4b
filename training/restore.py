"""Restore the network of a shipped model from its int8 weights, to continue training or to try other heads.

    python -m training.restore --model src/onrecord/attribution/model --out build/shipped/network.pt

Word embeddings are the pretrained ones, which training leaves unchanged; all other weights are within int8's rounding.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

from training import encoder, network


def weights(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """A model's weights by name, those in int8 as the floats that they stand for."""
    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    made = {}
    for name, values in found.items():
        plain = name.removesuffix("_quantized")
        if plain == name and not name.endswith(("_scale", "_zero_point")):
            made[name] = values
        elif plain != name:
            scale, zero = found[f"{plain}_scale"], found[f"{plain}_zero_point"]
            made[plain] = (values.astype(np.float32) - zero.astype(np.float32)) * scale
    return made


def matrices(net: network.Tagger) -> list[str]:
    """The weights that matrix products use, in the order in which the network comes to them."""
    linear = [name for name, module in net.named_modules() if isinstance(module, torch.nn.Linear)]
    return [f"{name}.weight" for name in linear]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=Path("src/onrecord/attribution/model"))
    parser.add_argument("--out", type=Path, default=Path("build/shipped/network.pt"))
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    net = network.pretrained("minilm", load_file(encoder.fetch() / "model.safetensors"))
    shipped = weights(onnx.load(args.model / "tagger.onnx"))
    settings = json.loads((args.model / "tagger.json").read_text("utf-8"))
    # The exporter numbers the matrices that it transposes, "onnx::MatMul_905", in the order in which they are used.
    products = sorted((n for n in shipped if n.startswith("onnx::MatMul_")), key=lambda n: int(n.rpartition("_")[2]))
    shipped |= {key: shipped[name].T for key, name in zip(matrices(net), products, strict=True)}
    state = net.state_dict()
    for key, value in state.items():
        if key in shipped and "word_embeddings" not in key:
            state[key] = torch.tensor(shipped[key], dtype=torch.float32).reshape(value.shape)
    state["transitions"] = torch.tensor(settings["transitions"])
    state["no_source"], state["no_cue"] = torch.tensor(settings["no_source"]), torch.tensor(settings["no_cue"])
    left = sorted(key for key in state if key not in shipped and key not in {"transitions", "no_source", "no_cue"})
    print("not in the model:", ", ".join(left))
    net.load_state_dict(state)
    torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
