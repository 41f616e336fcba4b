"""Write docs/contexts.md, what each page of the desk is made from, from the contexts themselves: `make docs`."""

from collections.abc import Iterator
from pathlib import Path

from onrecord.web.page import DeskPage, document_fields
from onrecord.web.routes import PAGES

PATH = Path(__file__).parent / "contexts.md"


def written() -> str:
    """The whole page, as Markdown."""
    head = (
        "# What the desk's pages are made from\n\nMade by `make docs` from the contexts themselves; a test holds them "
        "together. Each page's address with `.json` behind it gives its context, with `.csv` its table.\n"
    )
    return "\n".join([head, *("\n".join(_section(page)) for page in PAGES)])


def _section(page: DeskPage) -> Iterator[str]:
    csv = ", CSV" if page.rows else ""
    yield f"## {page.name}\n\n`{page.path}` (JSON{csv})\n\n| field | what it is |\n|---|---|"
    for name, words in document_fields(page.shape):
        yield f"| `{name}` | {words} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(written(), "utf-8")
