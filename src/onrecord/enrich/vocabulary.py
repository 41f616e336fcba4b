"""The vocabularies beside the stages: TOML files that a linguist can edit."""

import tomllib
from importlib.resources import files
from typing import Any


def load_vocabulary(name: str) -> dict[str, Any]:
    """Read the vocabulary `name`.toml beside this module."""
    return tomllib.loads(files("onrecord.enrich").joinpath(f"{name}.toml").read_text("utf-8"))
