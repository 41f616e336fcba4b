"""Complete the bill of materials of the wheel: what pip does not install, and the hashes of what it does.

cyclonedx-py lists the Python packages of an environment. Added here: the files that came from elsewhere and lie in the
wheel (the model, the scripts of the desk), and the hashes that requirements.lock pins. Form: CycloneDX 1.6.

python -m supply.sbom build/environment.json --out dist/onrecord-0.2.0.cdx.json
"""

import argparse
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from onrecord import __version__

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"
# The versions are those of NOTICE; a test compares them.
VENDORED = (
    ("htmx.org", "2.0.11", "0BSD", "htmx.min.js"),
    ("vega", "5.33.1", "BSD-3-Clause", "vega.min.js"),
    ("vega-lite", "5.23.0", "BSD-3-Clause", "vega-lite.min.js"),
    ("vega-interpreter", "1.2.1", "BSD-3-Clause", "vega-interpreter.min.js"),
)
_PIN = re.compile(r"^([\w.-]+)==(\S+)[^\n]*((?:\n +--hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.MULTILINE)


def read_pins(lock: str) -> dict[str, list[str]]:
    """Return the SHA-256 hashes of a lock file by the package URL of what they are of."""
    return {
        f"pkg:pypi/{match[1].lower().replace('_', '-')}@{match[2]}": re.findall(r"sha256:(\w{64})", match[3])
        for match in _PIN.finditer(lock)
    }


def complete_bill(bill: dict[str, Any], lock: str) -> dict[str, Any]:
    """Return a bill of materials without pip's own tools, with hashes, the model and the vendored scripts."""
    pins = read_pins(lock)
    components = [part for part in bill["components"] if part["name"] not in {"pip", "setuptools", "onrecord"}]
    for part in components:
        key = part.get("purl", "").lower().replace("_", "-")
        if hashes := pins.get(key):
            files = [{"alg": "SHA-256", "content": digest} for digest in hashes]
            part["externalReferences"] = [
                *part.get("externalReferences", []),
                {"type": "distribution", "url": f"https://pypi.org/simple/{part['name'].lower()}/", "hashes": files},
            ]
    kept = {part["bom-ref"] for part in components} | {"root-component"}
    links = [
        {**link, "dependsOn": [ref for ref in link.get("dependsOn", []) if ref in kept]}
        for link in bill.get("dependencies", [])
        if link["ref"] in kept
    ]
    bill["metadata"]["component"]["version"] = __version__
    return {**bill, "components": [*components, *_describe_vendored(), _describe_model()], "dependencies": links}


def _describe_vendored() -> list[dict[str, Any]]:
    return [
        _describe_file("library", name, PACKAGE / "web" / "static" / "vendor" / file)
        | {"version": version, "purl": f"pkg:npm/{name}@{version}", "licenses": [{"license": {"id": licence}}]}
        for name, version, licence, file in VENDORED
    ]


def _describe_model() -> dict[str, Any]:
    folder = PACKAGE / "attribution" / "model"
    name = json.loads((folder / "tagger.json").read_text("utf-8"))["model"]
    about = "docs/model-card.md says what it was trained on; the terms of those corpora are unstated"
    return _describe_file("machine-learning-model", name, folder / "tagger.onnx") | {"description": about}


def _describe_file(kind: str, name: str, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"type": kind, "bom-ref": path.name, "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bill", type=Path, help="what `cyclonedx-py environment` wrote")
    parser.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    bill = complete_bill(json.loads(args.bill.read_text("utf-8")), args.lock.read_text("utf-8"))
    args.out.write_text(json.dumps(bill, indent=1) + "\n", "utf-8")
    print(f"{args.out}: {len(bill['components'])} components")


if __name__ == "__main__":
    main()
