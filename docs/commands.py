"""Write docs/commands.md, the command reference, from the commands themselves: `make docs`."""

from collections.abc import Iterator
from pathlib import Path

import click

from onrecord.cli import cli

PATH = Path(__file__).parent / "commands.md"


def reference() -> str:
    """The whole page, as Markdown."""
    sections = [
        "# Commands\n\nMade by `make docs` from the commands themselves; a test holds them together.\n",
        *_section("onrecord", cli),
    ]
    for name, command in sorted(cli.commands.items()):
        sections += _section(f"onrecord {name}", command)
    return "\n".join(sections)


def _section(name: str, command: click.Command) -> Iterator[str]:
    # With the group's settings, as a user has them: click keeps the help option of the first context it meets, so that
    # any other settings would print another page after a command has run in this process.
    context = click.Context(command, info_name=name, terminal_width=100, **cli.context_settings)
    yield f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PATH.write_text(reference(), "utf-8")
