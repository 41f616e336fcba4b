"""The scripts and the notebook under examples/ run, and say what they promise."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
NOTEBOOK = json.loads((EXAMPLES / "notebook.ipynb").read_text("utf-8"))
PRINTS = {
    "who_said_what": ["Hana Doul (say): ", "Anton Reh (say): "],
    "forecasts": ["2026-12-05 unnamed, 20% to 45%: it unlikely that anything will be signed"],
    "own_stage": ["Kelvan army may hold river crossings", "statements unnamed, "],
    "table": ["published,speaker,act,score,content", "2026-10-05,Hana Doul,"],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.py")))
def test_a_script(name: str) -> None:
    command = [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for words in PRINTS[name]:
        assert words in done.stdout


@pytest.mark.slow
def test_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cells run in their order, without Jupyter; what a cell ends in can be shown."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "__notebook__"}
    printed = io.StringIO()
    shown = []
    with contextlib.redirect_stdout(printed):
        for cell in NOTEBOOK["cells"]:
            if cell["cell_type"] == "code":
                shown.append(run_cell("".join(cell["source"]), names))
    assert "<mark" in str(shown[0])
    assert "6 articles, 0 failures" in printed.getvalue()


def run_cell(code: str, names: dict[str, object]) -> object:
    """Run a cell; what its last line shows: HTML where the value has some."""
    *_, last = code.splitlines()
    try:
        value = compile(last, "cell", "eval")
    except SyntaxError:
        exec(code, names)
        return None
    exec(code[: -len(last)], names)
    result = eval(value, names)
    return result._repr_html_() if hasattr(result, "_repr_html_") else repr(result)


def test_the_notebook_is_kept_without_outputs() -> None:
    """Outputs make diffs unreadable, and may hold a text that somebody only tried."""
    for cell in NOTEBOOK["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
