"""The library's types as `mypy --strict` sees them in a user's own code: no assert, no cast, no ignore."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
USER = """
import onrecord
from onrecord import Article, Document, Failure, Pipeline, Record, Span


class Colons:
    model = "colons-1"

    def tag(self, document: Document, skip: tuple[Span, ...] = ()) -> list[onrecord.Attribution]:
        return []


def count(record: Record, document: Document) -> Record:
    return record


def names(text: str) -> list[str]:
    return [statement.speaker.name or "unnamed" for statement in onrecord.extract(text)]


tagger: onrecord.Tagger = Colons()
pipeline = Pipeline(tagger=tagger).then(count)
stages: tuple[onrecord.Stage, ...] = (*onrecord.STAGES, count)
article: Article = Article.from_text("Voss said so.", published="2026-10-05")
for record in pipeline.records([article, "Voss said so."], workers=2):
    reveal_type(record)
for item in onrecord.records(onrecord.articles(["a.txt"], "b.txt")):
    if isinstance(item, Failure):
        print(item.reason)
    else:
        print(item.article.id)
row = onrecord.row(pipeline.record("Voss said so."))
first: str = row["statements"][0]["id"]
again: Record = onrecord.from_row(row)
with onrecord.Ledger.open("record.db") as ledger:
    print(ledger.counts())
when: onrecord.Time | None = again.statements[0].said_at
"""
WRONG = "import onrecord\nonrecord.lodger\nonrecord.extract(5)\nonrecord.row('text')\n"


def check(code: str, folder: Path) -> list[str]:
    path = folder / "user.py"
    path.write_text(code, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(folder / "none.ini"), str(path)]
    (folder / "none.ini").write_text("[mypy]\n", "utf-8")
    command[4:4] = ["--cache-dir", str(ROOT / ".mypy_cache" / "user"), "--no-error-summary"]
    done = subprocess.run(command, cwd=ROOT / "src", capture_output=True, text=True, check=False)
    return [line.partition("user.py:")[2] for line in done.stdout.splitlines() if "user.py:" in line]


@pytest.mark.slow
def test_the_readme_s_example(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert check(code, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_the_examples(path: Path, tmp_path: Path) -> None:
    assert check(path.read_text("utf-8"), tmp_path) == []


@pytest.mark.slow
def test_users_code(tmp_path: Path) -> None:
    assert [line.partition("note: ")[2] for line in check(USER, tmp_path)] == [
        'Revealed type is "onrecord.records.Record | onrecord.records.Failure"'
    ]


@pytest.mark.slow
def test_mistakes_are_found(tmp_path: Path) -> None:
    lines = check(WRONG, tmp_path)
    assert [int(line.partition(":")[0]) for line in lines if "error" in line] == [2, 3, 4]
