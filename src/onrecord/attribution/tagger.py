"""The tagger's network, a small encoder run with onnxruntime: word pieces' labels, links and factuality."""

import hashlib
import json
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

# Before the import: from 1.29 on onnxruntime writes a device id and reports its use to Microsoft unless this is set.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.attribution import wordpieces
from onrecord.attribution.labels import LABELS
from onrecord.attribution.wordpieces import Pieces
from onrecord.errors import OnrecordError
from onrecord.records import Spans

WINDOW_SIZE, WINDOW_OVERLAP = 190, 32
"""Word pieces: as in training, see training.corpus."""
MODEL_FILES = ("tagger.onnx", "tokenizer.json")
"""Files of a model whose hashes tagger.json holds."""
# Word pieces run at once, padding included: bounds memory whatever the article's length.
_BATCH_PIECES = 1024
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A range of pieces read at once. links: float32 (pieces, 4 * size), their link vectors; see `ModelSettings`."""

    start: int
    end: int
    links: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Tagged:
    """A text as the model sees it.

    scores: float32 (pieces, labels), unnormalised. factuality: float32 (pieces,), how sure the text is of what each
    piece names, from -3, certainly not, to 3, certainly.
    """

    pieces: Pieces
    scores: np.ndarray
    factuality: np.ndarray
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ModelSettings:
    """What training found beside the network.

    transitions: (labels, labels), the score of the column after the row. link_size: the length of each of a piece's
    four link vectors (as source, as content, as the cue of a source, as the cue of a content). no_source, no_cue: the
    link score of having none. score: the weights of a statement's score, by feature. model: the model's name.
    sha256: of each of its other files, by name.
    """

    transitions: np.ndarray
    link_size: int
    no_source: float
    no_cue: float
    score: dict[str, float]
    model: str
    sha256: dict[str, str]

    @classmethod
    def from_json(cls, settings: dict[str, Any]) -> "ModelSettings":
        """Build from what `training.export` writes; OnrecordError where its labels are not this version's."""
        if tuple(settings["labels"]) != LABELS:
            raise OnrecordError(
                f"the model {settings['model']} lacks the labels that this version needs: train it again"
            )
        return cls(
            transitions=np.array(settings["transitions"], dtype=np.float32),
            link_size=settings["link_size"],
            no_source=settings["no_source"],
            no_cue=settings["no_cue"],
            score=settings["score"],
            model=settings["model"],
            sha256=settings["sha256"],
        )

    @classmethod
    def load(cls, folder: Path | Traversable) -> "ModelSettings":
        """Load those of the model in a folder, without the model itself."""
        return cls.from_json(json.loads((folder / "tagger.json").read_text("utf-8")))

    @classmethod
    def load_shipped(cls) -> "ModelSettings":
        """Load those of the shipped model."""
        return cls.load(files("onrecord.attribution") / "model")


def hash_model_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each of MODEL_FILES in a folder, in hexadecimal digits."""
    hashes = {}
    for name in MODEL_FILES:
        with (folder / name).open("rb") as file:
            hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def _check_files(folder: Path, expected: dict[str, str]) -> None:
    """Raise OnrecordError where a file is not the one that was exported: readings would be kept under a false name."""
    for name, digest in hash_model_files(folder).items():
        if expected.get(name) != digest:
            raise OnrecordError(
                f"{folder / name} is not the file that the model was exported with (its SHA-256 begins with "
                f"{digest[:8]}, tagger.json says {expected.get(name, 'nothing')[:8]}): install onrecord again, or "
                "export the model again"
            )


class Network:
    """A loaded model. Load it once and use it for many texts.

    reload: how another process gets the same network; None where it was not loaded from a folder.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        settings: ModelSettings,
        *,
        reload: "Callable[[], Network] | None" = None,
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.settings = settings
        self._reload = reload

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int | None = None) -> "Network":
        """Load the model in `folder` (tagger.onnx, tagger.json, tokenizer.json); the shipped one where None.

        threads: how many cores it may use, all where None. OnrecordError where there is no model in the folder.
        """
        # A copy in another process is one of as many as there are cores: more than a thread each would only wait.
        reload = partial(cls.load, folder and folder.absolute(), threads=1)
        if folder is not None:
            return cls._load(folder, threads, reload)
        with as_file(files("onrecord.attribution") / "model") as shipped:
            return cls._load(shipped, threads, reload)

    def __reduce__(self) -> tuple[Callable[[], "Network"], tuple[()]]:
        """Pickle as the folder to load from, never as another model than this one."""
        if self._reload is None:
            raise pickle.PicklingError("this network was not loaded from a folder: export it, then use Network.load")
        return self._reload, ()

    @classmethod
    def _load(cls, folder: Path, threads: int | None, reload: "Callable[[], Network]") -> "Network":
        if missing_files := [name for name in (*MODEL_FILES, "tagger.json") if not (folder / name).exists()]:
            raise OnrecordError(f"no model in {folder}: it lacks {', '.join(missing_files)}")
        settings = ModelSettings.load(folder)
        _check_files(folder, settings.sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(folder / "tagger.onnx", options, providers=["CPUExecutionProvider"])
        if missing := {"scores", "links", "sure"} - {output.name for output in session.get_outputs()}:
            raise OnrecordError(f"the model in {folder} lacks the outputs {', '.join(sorted(missing))}: train it again")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, settings, reload=reload)

    def score_pieces(self, text: str, skip: Spans = ()) -> Tagged:
        """Score the word pieces of a text, without those in `skip`."""
        encoded = wordpieces.encode_text(self._tokenizer, text, skip)
        ranges = wordpieces.plan_windows(encoded.paragraphs, size=WINDOW_SIZE, overlap=WINDOW_OVERLAP)
        scores = np.zeros((len(encoded), len(LABELS) + 1), dtype=np.float32)
        weights = np.zeros((len(encoded), 1), dtype=np.float32)
        windows: list[Window | None] = [None] * len(ranges)
        for batch in _batch_ranges(ranges):
            for i, (own_scores, links) in zip(
                batch, self._run_session(encoded, [ranges[i] for i in batch]), strict=True
            ):
                start, end = ranges[i]
                # Where windows overlap, the one with more context around a piece counts for more.
                weight = _edge_distances(start, end, len(encoded))
                scores[start:end] += own_scores * weight
                weights[start:end] += weight
                windows[i] = Window(start, end, links)
        scores /= np.maximum(weights, 1e-6)
        return Tagged(encoded, scores[:, :-1], scores[:, -1], tuple(w for w in windows if w))

    def _run_session(self, encoded: Pieces, ranges: list[tuple[int, int]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return scores (pieces, labels + 1; the last is the factuality) and links of each range, without padding."""
        length = max(end - start for start, end in ranges) + 2
        ids, kinds, mask = (np.zeros((len(ranges), length), dtype=np.int64) for _ in range(3))
        for row, (start, end) in enumerate(ranges):
            size = end - start
            ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = _CLS, encoded.ids[start:end], _SEP
            kinds[row, 1 : size + 1] = encoded.kinds[start:end]
            mask[row, : size + 2] = 1
        inputs = {"ids": ids, "kinds": kinds, "mask": mask}
        scores, links, sure = self._session.run(["scores", "links", "sure"], inputs)
        scores = np.concatenate([scores, sure[:, :, None]], axis=2)
        inner = [(row, slice(1, end - start + 1)) for row, (start, end) in enumerate(ranges)]
        return [(scores[row, cut], links[row, cut]) for row, cut in inner]


def _batch_ranges(ranges: list[tuple[int, int]]) -> list[list[int]]:
    """Group the numbers of ranges, those of like length together, at most `_BATCH_PIECES` pieces with padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(ranges)), key=lambda i: ranges[i][1] - ranges[i][0]):
        length = ranges[i][1] - ranges[i][0] + 2
        if batches and (len(batches[-1]) + 1) * length <= _BATCH_PIECES:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _edge_distances(start: int, end: int, pieces_in_all: int) -> np.ndarray:
    """Return how far each piece is from the window's nearest edge, (pieces, 1); the text's own ends do not count."""
    place = np.arange(start, end)
    before = place - start + 1 if start else np.full(end - start, end)
    after = end - place if end < pieces_in_all else np.full(end - start, end)
    near: np.ndarray = np.minimum(before, after)[:, None].astype(np.float32)
    return near
