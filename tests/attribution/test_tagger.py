"""The shipped model: that it loads, reads whole articles, and stays silent."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import onrecord.attribution
from onrecord.attribution import wordpieces
from onrecord.attribution.extract import ModelTagger, extract_statements
from onrecord.attribution.labels import LABELS
from onrecord.attribution.tagger import MODEL_FILES, WINDOW_OVERLAP, WINDOW_SIZE, Network, hash_model_files
from onrecord.errors import OnrecordError
from onrecord.records import Article, Span
from onrecord.text.document import Document

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def tagger() -> ModelTagger:
    return ModelTagger.load()


def read(tagger: ModelTagger, text: str, **about) -> list[tuple[str, str, str]]:
    article = Article("a", text, **about)
    return [
        tuple(" … ".join(span.of(text) for span in spans) for spans in (s.source, s.cue, s.content))
        for s in extract_statements(article, Document.from_text(text), tagger)
    ]


PLAIN = [
    ("The bridge will close in May, Mara Voss said.", ("Mara Voss", "said", "The bridge will close in May")),
    ("“The bridge will close,” said Voss.", ("Voss", "said", "“The bridge will close,”")),
    ("Voss said that the bridge would close.", ("Voss", "said", "that the bridge would close")),
    ("According to the mayor, the bridge is safe.", ("the mayor", "According to", "the bridge is safe")),
    ('"It will close," she said. "And soon."', ("she", "said", '"It will close," … "And soon."')),
    ("The harbour office denied that it had known.", ("The harbour office", "denied", "that it had known")),
    ("The ministry believes that the truce will hold.", ("The ministry", "believes", "that the truce will hold")),
]


@pytest.mark.parametrize(("text", "want"), PLAIN)
def test_plain_sentences(tagger: ModelTagger, text: str, want: tuple[str, str, str]) -> None:
    assert read(tagger, text) == [want]


def test_furniture_and_insertions_are_passed_over(tagger: ModelTagger) -> None:
    text = "Voss said that the (old - ed.) bridge would close.\n\nRead also: Bridge to close, says Voss"
    plea, note = text.index("Read also"), text.index("(old")
    found = read(tagger, text, furniture=(Span(plea, len(text)),), insertions=(Span(note, note + 11),))
    assert found == [("Voss", "said", "that the (old - ed.) bridge would close")]


def test_windows_make_no_seam(tagger: ModelTagger) -> None:
    """A long article is read alike wherever its windows are cut: what stands before it moves them."""
    title, _, body = (EXAMPLES / "feature.txt").read_text("utf-8").partition("\n")
    filler = "Rain fell on the harbour all day, and the boats stayed in."
    alone, moved = ({found[1:] for found in read(tagger, title + more + body)} for more in ("", f"\n\n{filler * 9}\n"))
    made = tagger.network.score_pieces(body)
    assert made.scores.shape == (len(made.pieces), len(LABELS))
    assert len(made.windows) > 3
    assert all(w.end - w.start <= WINDOW_SIZE and w.links.shape[0] == w.end - w.start for w in made.windows)
    assert len(alone) > 15
    assert len(alone & moved) / len(alone | moved) > 0.8


def test_one_endless_paragraph(tagger: ModelTagger) -> None:
    text = " ".join(f"The bridge at pier {i} will close, Mara Voss said." for i in range(200))
    made = tagger.network.score_pieces(text)
    assert not np.isnan(made.scores).any()
    assert made.windows[0].end - made.windows[1].start == WINDOW_OVERLAP
    assert len(read(tagger, text)) > 150


def test_nothing_to_read(tagger: ModelTagger) -> None:
    assert read(tagger, " \n ") == []
    assert len(wordpieces.plan_windows(np.zeros((0, 2), dtype=int), size=10, overlap=2)) == 0


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="no model in"):
        ModelTagger.load(tmp_path)


def test_a_file_that_was_changed_is_no_model(tmp_path: Path) -> None:
    """A download that broke off, or a network that somebody exchanged, would be kept under the shipped model's name."""
    shipped = Path(onrecord.attribution.__file__).parent / "model"
    for name in (*MODEL_FILES, "tagger.json"):
        shutil.copy(shipped / name, tmp_path)
    assert Network.load(tmp_path).settings.sha256 == hash_model_files(tmp_path)
    words = (tmp_path / "tokenizer.json").read_text("utf-8")
    (tmp_path / "tokenizer.json").write_text(words.replace('"the"', '"teh"', 1), "utf-8")
    with pytest.raises(OnrecordError, match=r"tokenizer.json is not the file that the model was exported with"):
        Network.load(tmp_path)


def test_usage_is_not_reported() -> None:
    """What 1.29 and later ask for, before the import; `ORT_TELEMETRY_DISABLED`, which we had, does nothing there."""
    code = "import onrecord.attribution.tagger, os; assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'"
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


def test_nothing_is_written_home_or_imported_that_does_not_ship(tmp_path: Path) -> None:
    """No telemetry, no torch."""
    code = (
        "import sys; from onrecord.attribution.tagger import Network; Network.load().score_pieces('Voss said so.');"
        "assert not {'torch', 'transformers', 'trafilatura', 'httpx'} & set(sys.modules)"
    )
    env = os.environ | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    assert list(tmp_path.rglob("*")) == []
