"""The code in the docs runs, and prints what the pages show."""

import shutil
import sys
from pathlib import Path

import pytest
from documents import Block, blocks, compare, run_page

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if any(block.kind in ("python", "console") and not block.title for block in blocks(path.read_text("utf-8")))
)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT / "docs")))
def test_the_code_of_a_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    known = set(sys.modules)
    assert run_page(page, tmp_path) > 0
    # Modules that the page wrote: the next page may have others of the same names.
    for name in set(sys.modules) - known:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def test_the_pages_for_users_are_among_them() -> None:
    names = {page.relative_to(ROOT / "docs").as_posix() for page in PAGES}
    assert {"index.md", "tutorial.md", *(f"how-to/{name}.md" for name in ("notebook", "stage", "datasette"))} <= names


def test_blocks() -> None:
    page = '```python\n1\n```\n\n```text\nx\n```\nWords.\n\n```html title="a.html"\n<p>\n```\n\n```text\ny\n```\n'
    first, shown, file, _ = blocks(page)
    assert first == Block("python", None, "1\n", 1, "x\n")
    assert shown.kind == "text"
    assert (file.title, file.text, file.prints) == ("a.html", "<p>\n", "y\n")


SHOWN = [
    ("a b\nc", "a b c", True),
    ("a b\nc", "a\n…", True),
    ("a b\nc", "… c", True),
    ("a b\nc", "a c", False),
    ("a b\nc", "a", False),
    ("a b\nc", "… b … d", False),
    ("a.b", "a?b", False),
]


@pytest.mark.parametrize(("printed", "shown", "same"), SHOWN)
def test_outputs_are_compared(printed: str, shown: str, *, same: bool) -> None:
    if same:
        compare(printed, shown, "here")
    else:
        with pytest.raises(AssertionError, match="here: prints"):
            compare(printed, shown, "here")
