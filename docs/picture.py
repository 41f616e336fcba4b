"""Draw docs/output.svg, the picture of the README, from the example wire story: `make docs`."""

import io
from dataclasses import replace
from pathlib import Path

import onrecord
from onrecord.render import terminal
from onrecord.render.printer import Console

HERE = Path(__file__).parent
SHOWN = (0, 3, 6, 17)
"""The statements of the story that the picture has room for."""


def main() -> None:
    """Read the story and draw some of its statements."""
    article = onrecord.read(HERE.parent / "examples" / "wire.txt", published="2026-10-05")
    made = onrecord.record(article)
    some = replace(made, statements=tuple(made.statements[i] for i in SHOWN if i < len(made.statements)))
    console = Console(record=True, width=104, force_terminal=True, color_system="truecolor", file=io.StringIO())
    terminal.print_record(console, some)
    console.save_svg(str(HERE / "output.svg"), title="onrecord read examples/wire.txt --published 2026-10-05")


if __name__ == "__main__":
    main()
