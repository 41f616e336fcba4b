"""Check that whatever users install has a licence that lets anyone use onrecord for anything.

python -m supply.licences build/locked     (a virtual environment made from requirements.lock)
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from license_expression import LicenseExpression, get_spdx_licensing

ALLOWED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 CNRI-Python HPND ISC MIT MPL-1.1 MPL-2.0 PSF-2.0 Unlicense "
    "Zlib".split()
)
"""SPDX identifiers. MPL binds changes to its own files alone; no GPL, no AGPL, no LGPL."""
# What older metadata say in words, and the SPDX identifier that the distribution's licence file has.
IN_WORDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
NOT_OURS = frozenset({"onrecord", "pip", "setuptools"})
"""Itself, and what every virtual environment has."""


def list_distributions(environment: Path) -> list[metadata.Distribution]:
    """Return what is installed in a virtual environment, by name; SystemExit if there is none."""
    folders = [*environment.glob("lib/python*/site-packages"), *environment.glob("Lib/site-packages")]
    if not folders:
        sys.exit(f"{environment} is no virtual environment: make one with `make locked`")
    found = metadata.distributions(path=[str(folder) for folder in folders])
    return sorted((each for each in found if each.name.lower() not in NOT_OURS), key=lambda each: each.name.lower())


def find_licence(distribution: metadata.Distribution) -> str:
    """Return a distribution's licence as an SPDX expression; its own words where they are none that we know."""
    about = distribution.metadata
    classifiers = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License")]
    stated = [about.get("License-Expression"), about.get("License"), *classifiers]
    words = [word.strip() for word in stated if word and word.strip() and "\n" not in word.strip()]
    return next((IN_WORDS.get(word, word) for word in words), "unknown")


def is_allowed(licence: str) -> bool:
    """Return whether a licence may be among what users need: of alternatives one, of a sum all parts.

    >>> is_allowed("MPL-1.1 OR GPL-2.0-only"), is_allowed("MIT AND GPL-2.0-only"), is_allowed("unknown")
    (True, False, False)
    """
    licensing = get_spdx_licensing()
    if licensing.unknown_license_keys(licence):
        return False
    return _allows(licensing.parse(licence))


def _allows(expression: LicenseExpression) -> bool:
    if expression.isliteral:
        return str(expression) in ALLOWED
    parts = [_allows(part) for part in expression.args]
    return any(parts) if expression.operator.strip() == "OR" else all(parts)


def find_refused(environment: Path) -> Iterator[str]:
    """Yield a line for each distribution whose licence is not allowed."""
    for each in list_distributions(environment):
        licence = find_licence(each)
        print(f"{each.name} {each.version}: {licence}")
        if not is_allowed(licence):
            yield f"{each.name} {each.version}: {licence} is not among the licences that users' needs may have"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("environment", type=Path)
    refused = list(find_refused(parser.parse_args().environment))
    if refused:
        sys.exit("\n".join(refused))


if __name__ == "__main__":
    main()
