"""The tagger's network: a small encoder, run with onnxruntime, that scores pieces' labels, ties pieces to cues, and
predicts the factuality of what a piece names."""

import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.attribution import wordpieces
from onrecord.attribution.labels import LABELS
from onrecord.attribution.wordpieces import Pieces
from onrecord.errors import OnrecordError
from onrecord.records import Spans

SIZE, OVERLAP = 190, 32
_BATCH = 1024
"""Word pieces run at once, padding included: bounds memory whatever the article's length."""
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A range of pieces read at once. links: float32 (pieces, 4 * size), the link vectors of each, see `Settings`."""

    start: int
    end: int
    links: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Tagged:
    """A text as the model sees it. scores: float32 (pieces, labels), unnormalised. sure: float32 (pieces,), how sure
    the text is of what each piece names, from -3, certainly not, to 3, certainly."""

    pieces: Pieces
    scores: np.ndarray
    sure: np.ndarray
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What training found beside the network.

    transitions: (labels, labels), the score of the column after the row. link_size: the length of each of a piece's
    four link vectors (as source, as content, as the cue of a source, as the cue of a content). no_source, no_cue: the
    link score of having none. score: the weights of a statement's score, by feature. model: the model's name.
    """

    transitions: np.ndarray
    link_size: int
    no_source: float
    no_cue: float
    score: dict[str, float]
    model: str

    @classmethod
    def from_json(cls, made: dict[str, Any]) -> "Settings":
        """From what `training.export` writes; OnrecordError where its labels are not this version's."""
        if tuple(made["labels"]) != LABELS:
            raise OnrecordError(f"the model {made['model']} has not the labels that this version needs: train it again")
        return cls(
            transitions=np.array(made["transitions"], dtype=np.float32),
            link_size=made["link_size"],
            no_source=made["no_source"],
            no_cue=made["no_cue"],
            score=made["score"],
            model=made["model"],
        )


class Network:
    """A loaded model. Load it once and use it for many texts.

    reload: how another process gets the same network; None where it was not loaded from a folder.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        settings: Settings,
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
        if not (folder / "tagger.onnx").exists():
            raise OnrecordError(f"no model in {folder}: it must hold tagger.onnx, tagger.json and tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(folder / "tagger.onnx", options, providers=["CPUExecutionProvider"])
        if missing := {"scores", "links", "sure"} - {output.name for output in session.get_outputs()}:
            raise OnrecordError(f"the model in {folder} does not tell {', '.join(sorted(missing))}: train it again")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        settings = Settings.from_json(json.loads((folder / "tagger.json").read_text("utf-8")))
        return cls(session, tokenizer, settings, reload=reload)

    def score_pieces(self, text: str, skip: Spans = ()) -> Tagged:
        """Score the text's word pieces, those in `skip` left out."""
        encoded = wordpieces.encode(self._tokenizer, text, skip)
        ranges = wordpieces.windows(encoded.paragraphs, size=SIZE, overlap=OVERLAP)
        scores = np.zeros((len(encoded), len(LABELS) + 1), dtype=np.float32)
        weights = np.zeros((len(encoded), 1), dtype=np.float32)
        windows: list[Window | None] = [None] * len(ranges)
        for batch in _batches(ranges):
            for i, (found, links) in zip(batch, self._run(encoded, [ranges[i] for i in batch]), strict=True):
                start, end = ranges[i]
                weight = _middle(start, end, len(encoded))
                scores[start:end] += found * weight
                weights[start:end] += weight
                windows[i] = Window(start, end, links)
        scores /= np.maximum(weights, 1e-6)
        return Tagged(encoded, scores[:, :-1], scores[:, -1], tuple(w for w in windows if w))

    def _run(self, encoded: Pieces, ranges: list[tuple[int, int]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Scores (pieces, labels + 1; the last is `sure`) and links of each range, without its padding."""
        length = max(end - start for start, end in ranges) + 2
        ids, kinds, mask = (np.zeros((len(ranges), length), dtype=np.int64) for _ in range(3))
        for row, (start, end) in enumerate(ranges):
            size = end - start
            ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = _CLS, encoded.ids[start:end], _SEP
            kinds[row, 1 : size + 1] = encoded.kinds[start:end]
            mask[row, : size + 2] = 1
        given = {"ids": ids, "kinds": kinds, "mask": mask}
        scores, links, sure = self._session.run(["scores", "links", "sure"], given)
        scores = np.concatenate([scores, sure[:, :, None]], axis=2)
        inner = [(row, slice(1, end - start + 1)) for row, (start, end) in enumerate(ranges)]
        return [(scores[row, cut], links[row, cut]) for row, cut in inner]


def _batches(ranges: list[tuple[int, int]]) -> list[list[int]]:
    """Numbers of ranges, those of like length together, at most `_BATCH` pieces with padding."""
    made: list[list[int]] = []
    for i in sorted(range(len(ranges)), key=lambda i: ranges[i][1] - ranges[i][0]):
        length = ranges[i][1] - ranges[i][0] + 2
        if made and (len(made[-1]) + 1) * length <= _BATCH:
            made[-1].append(i)
        else:
            made.append([i])
    return made


def _middle(start: int, end: int, pieces_in_all: int) -> np.ndarray:
    """How far each piece is from the window's nearest edge, (pieces, 1); the text's own ends are no edges."""
    place = np.arange(start, end)
    before = place - start + 1 if start else np.full(end - start, end)
    after = end - place if end < pieces_in_all else np.full(end - start, end)
    near: np.ndarray = np.minimum(before, after)[:, None].astype(np.float32)
    return near
