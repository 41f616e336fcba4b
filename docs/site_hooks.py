"""The docs site's hooks for MkDocs: pages that lie outside docs/, and the links between them.

The files stay where people look for them in a clone (CHANGELOG.md, examples/README.md), with links that work there.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs.offline import check_site

ROOT = Path(__file__).parent.parent
PAGES = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "examples/README.md": "examples.md"}
_LINK = re.compile(r"(\]\()<?([^)#<>]+?)>?(#[^)]*)?\)")


def on_files(files: Files, *, config: Any) -> Files:
    """Add the pages of PAGES, and the examples that the docs link to, as files to download."""
    for source, target in PAGES.items():
        files.append(File.generated(config, target, content=(ROOT / source).read_text("utf-8")))
    for path in sorted((ROOT / "examples").iterdir()):
        if path.is_file() and path.suffix != ".md":
            files.append(File.generated(config, f"examples/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: Any, files: Files) -> str:
    """Point links to where the files are in the site."""
    outside = {target: source for source, target in PAGES.items()}
    here = outside.get(page.file.src_uri, f"docs/{page.file.src_uri}")
    return _LINK.sub(lambda link: _moved(link, here, page.file.src_uri, files), markdown)


def _moved(link: re.Match[str], here: str, page: str, files: Files) -> str:
    if ":" in link[2]:
        return link[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(here), link[2]))
    inside = PAGES.get(target, target.removeprefix("docs/"))
    if target == "README.md":
        inside = "index.md"
    if files.get_file_from_path(inside) is None:
        return link[0]
    return f"{link[1]}{posixpath.relpath(inside, posixpath.dirname(page) or '.')}{link[3] or ''})"


def on_post_build(*, config: Any) -> None:
    """Stop the build where a page would ask something of the network."""
    if wrong := list(check_site(Path(config.site_dir))):
        raise PluginError("\n".join(wrong))
