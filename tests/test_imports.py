"""Imports point one way (DESIGN.md): a room may import only what is listed for it here."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
GROUND = {"characters", "records", "errors", "failures", "rows", "judgements"}
ROOMS = {
    "characters": set(),
    "records": {"characters", "errors", "notebook"},
    "errors": set(),
    "failures": {"records", "errors"},
    "row_types": {"records"},
    "rows": {"records", "row_types", "errors"},
    "shapes": set(),
    "judgements": {"records", "shapes"},
    "notebook": set(),
    "files": {"errors"},
    "text": GROUND,
    "reading": GROUND | {"text"},
    "attribution": GROUND | {"text"},
    "enrich": GROUND | {"text"},
    "syndication": {"text"},
    "claims": GROUND | {"text"},
    "ledger": GROUND | {"text", "syndication"},
    "scoring": {"records", "judgements", "text"},
    "identities": GROUND | {"text"},
    "render": GROUND | {"files", "text", "claims", "scoring", "ledger"},
    "exports": GROUND | {"row_types", "shapes"} | {"text", "ledger", "identities"},
    "analysis": GROUND | {"text", "claims", "identities", "ledger", "scoring", "watches"},
    "watches": GROUND | {"text", "claims", "ledger", "render"},
    "briefs": GROUND | {"files", "text", "render", "ledger", "watches"},
    "pipeline": GROUND | {"text", "attribution", "enrich", "bulk"},
    "bulk": {"errors", "worker"},
    "worker": {"errors"},
    "review": GROUND | {"text", "ledger", "render", "watches"},
    "library": {"records", "errors", "reading", "attribution", "pipeline"},
    "__init__": GROUND | {"library", "attribution", "pipeline", "ledger", "exports", "text"},
    "web": GROUND
    | {"", "briefs", "bulk", "pipeline", "claims", "exports", "identities", "review", "ledger", "render"}
    | {"analysis", "reading", "scoring", "text", "watches"},
    "cli": GROUND
    | {"", "reading", "attribution", "enrich", "ledger", "pipeline", "identities", "claims", "render"}
    | {"scoring", "exports", "watches", "briefs", "web", "review", "analysis", "text", "files", "bulk"},
}


def room_of(module: str) -> str:
    """ "onrecord.ledger.writer" is in the room "ledger"; "onrecord" itself is ""."""
    return module.partition(".")[2].partition(".")[0]


def imported(path: Path) -> set[str]:
    """The rooms that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {room_of(name.name) for name in node.names if name.name.split(".")[0] == "onrecord"}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "onrecord":
            names = {f"onrecord.{name.name}" for name in node.names} if node.module == "onrecord" else {node.module}
            found |= {"" if name == "onrecord.__version__" else room_of(name) for name in names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            pytest.fail(f"{path}: a relative import; write it out")
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert room in ROOMS, f"{room} is not in the plan: add it to ROOMS and to DESIGN.md"
    assert imported(path) - {room} <= ROOMS[room]


def test_training_is_imported_by_nothing_that_ships() -> None:
    text = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert "import training" not in text
    assert "from training" not in text
    assert "import torch" not in text
