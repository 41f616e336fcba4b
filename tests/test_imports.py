"""Imports point one way (DESIGN.md): a room may import only what is listed for it here."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
GROUND = {"records", "errors", "rows"}
ROOMS = {
    "records": set(),
    "errors": set(),
    "rows": {"records", "errors"},
    "reading": GROUND,
    "attribution": GROUND,
    "enrich": GROUND,
    "syndication": set(),
    "claims": GROUND | {"enrich"},
    "ledger": GROUND | {"syndication"},
    "scoring": {"records"},
    "charts": {"errors", "scoring"},
    "exports": GROUND | {"ledger", "identities"},
    "watching": GROUND | {"ledger"},
    "briefs": GROUND | {"charts", "ledger", "watching"},
    "pipeline": GROUND | {"attribution", "enrich"},
    "bulk": GROUND | {"attribution", "pipeline"},
    "identities": GROUND | {"ledger"},
    "judged": GROUND,
    "judging": GROUND | {"ledger", "judged", "watching"},
    "foretelling": GROUND | {"ledger", "identities", "scoring"},
    "claiming": GROUND | {"claims", "identities", "ledger"},
    "terminal_claims": GROUND | {"claims"},
    "terminal": GROUND | {"ledger", "judged"},
    "__init__": GROUND | {"reading", "attribution", "pipeline"},
    "web": GROUND
    | {"attribution", "briefs", "bulk", "charts", "claims", "exports", "identities", "judged", "judging", "ledger"}
    | {"claiming", "foretelling", "reading", "scoring", "watching", ""},
    "cli": GROUND
    | {"", "reading", "attribution", "enrich", "ledger", "bulk", "terminal", "identities", "judged", "claims"}
    | {"terminal_claims", "scoring", "charts", "exports", "watching", "briefs", "web", "judging"}
    | {"claiming", "foretelling"},
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
