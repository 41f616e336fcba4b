"""Refit a model's head for certainty on the output of its int8 encoder: a ridge regression over every layer.

    python -m training.sureness --rows ../shared/factuality/train.jsonl --model src/onrecord/attribution/model

Training teaches the encoder the features of certainty, but the head trained with it saw another encoder, in float32.
Writes the head's weights, in float32, into the model's tagger.onnx.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

from onrecord.attribution import tagger
from training import corpus, encoder, train

RIDGE = 1000.0
"""Chosen on the dev split, of 30, 100, 300, 1,000, 3,000, 10,000."""
PRODUCT = "/sure/MatMul"
"""The exporter's name for the product of the layers and the head's weights."""


def product(model: onnx.ModelProto) -> onnx.NodeProto:
    """The node that multiplies the layers by the head's weights; ValueError where it is not there in float32."""
    for node in model.graph.node:
        if node.name == PRODUCT and node.op_type == "MatMul":
            return node
    raise ValueError(f"the model has no {PRODUCT} in float32: export it again")


def layers(model: onnx.ModelProto, sentences: list[corpus.Sentence]) -> Iterator[np.ndarray]:
    """What the head sees of each sentence's events: float32 (events, layers * hidden), the mean over their pieces."""
    wide = product(model).input[0]
    open_model = onnx.ModelProto.FromString(model.SerializeToString())
    open_model.graph.output.append(onnx.helper.make_tensor_value_info(wide, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(open_model.SerializeToString(), providers=["CPUExecutionProvider"])
    for sentence in sentences:
        made = train.judged([sentence])
        given = {name: made[name].numpy() for name in ("ids", "kinds", "mask")}
        (found,) = session.run([wide], given)
        yield made["weights"][0].numpy() @ found[0]


def fit(features: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights (features,) and bias that tell the values (events,) best, the weights held small by RIDGE."""
    middle, mean = features.mean(axis=0), values.mean()
    centred = (features - middle).astype(np.float64)
    weights = np.linalg.solve(centred.T @ centred + RIDGE * np.eye(features.shape[1]), centred.T @ (values - mean))
    return weights, float(mean - middle @ weights)


def put(model: onnx.ModelProto, name: str, values: np.ndarray) -> None:
    """Put values in the place of the initializer `name`, in its shape."""
    (there,) = [tensor for tensor in model.graph.initializer if tensor.name == name]
    there.CopyFrom(numpy_helper.from_array(values.astype(np.float32).reshape(tuple(there.dims)), name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, default=Path("../shared/factuality/train.jsonl"))
    parser.add_argument("--model", type=Path, default=Path("src/onrecord/attribution/model"))
    args = parser.parse_args()
    path = args.model / "tagger.onnx"
    model = onnx.load(path)
    sentences = corpus.sentences(args.rows, encoder.tokenizer())
    features = np.concatenate(list(layers(model, sentences)))
    values = np.concatenate([sentence.values for sentence in sentences])
    weights, bias = fit(features, values)
    put(model, product(model).input[1], weights)
    put(model, "sure.bias", np.array([bias]))
    path.with_suffix(".new").write_bytes(model.SerializeToString())
    path.with_suffix(".new").replace(path)
    made_settings = json.loads((args.model / "tagger.json").read_text("utf-8"))
    made_settings["sha256"] = tagger.hash_model_files(args.model)
    (args.model / "tagger.json").write_text(json.dumps(made_settings, indent=1) + "\n", "utf-8")
    r = float(np.corrcoef(features @ weights + bias, values)[0, 1])
    print(json.dumps({"events": len(values), "r on the rows fitted": round(r, 3)}))


if __name__ == "__main__":
    main()
