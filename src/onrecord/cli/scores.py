"""The commands that say how forecasts fared: `score`, `plot`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console

from onrecord.cli.options import DAY, json_option, ledger_option, print_json_line, print_message

if TYPE_CHECKING:
    from onrecord.analysis.forecasts import Selection
    from onrecord.scoring import Foretold, Score

Command = TypeVar("Command", bound=Callable[..., Any])
_GROUP_KEYS = ("speaker", "organisation", "publisher", "month")


def _selection(options: Mapping[str, Any]) -> "Selection":
    from onrecord.analysis.forecasts import Selection

    if options["since"] and options["until"] and options["since"] > options["until"]:
        raise click.UsageError("--since is later than --until")
    return Selection(**options)


def _read_forecasts(path: Path, wanted: "Selection") -> "tuple[Foretold, ...]":
    from onrecord.analysis.forecasts import find_forecasts
    from onrecord.ledger import Ledger

    with Ledger.open(path, create=False) as kept:
        return find_forecasts(kept, wanted).items


def selection_options(command: Command) -> Command:
    """The options that choose forecasts."""
    options = [
        ledger_option,
        click.option("--speaker", default="", help="Whose: words of the name."),
        click.option("--organisation", default="", help="Of a speaker of this organisation."),
        click.option("--publisher", default="", help="Printed by this publisher."),
        click.option("--topic", default="", metavar="WORDS", help="With these words in what was said, as for search."),
        click.option("--since", type=DAY, help="Said, or where that is not known printed, on this day or later."),
        click.option("--until", type=DAY, help="... on this day or earlier."),
        click.option("--as-of", type=DAY, help="Count what was past its horizon on this day. The default: today."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@selection_options
@click.option("--by", "key", type=click.Choice(_GROUP_KEYS), help="A score for each, the most forecasts first.")
@json_option
def score_command(*, ledger: Path, key: Any, as_json: bool, as_of: date | None, **options: Any) -> None:
    """Score forecasts: how sure they were against what came of them.

    Only those count that a person has confirmed (`onrecord confirm`) and resolved, and whose horizon is past; the
    others are shown apart. Brier and log score (in nats) are given at the low end, the middle and the high end of the
    phrase's interval: 0 is best, and who always says 50 % gets 0.25 and 0.69. AUC is the chance that what came true was
    called likelier than what did not. Under each figure is its 95 % interval.

    \b
    onrecord score --by speaker
    onrecord score --speaker voss --topic bridge --since 2026-01-01 --json
    """
    from onrecord import scoring
    from onrecord.cli import score_output

    wanted, today = _selection(options), as_of or date.today()
    made = _read_forecasts(ledger, wanted)
    groups: dict[str | None, Score] = {}
    groups |= scoring.by(made, key, today=today) if key else {wanted.title(): scoring.score(made, today=today)}
    if as_json:
        for name, found in groups.items():
            print_json_line(_score_row(key, name, found))
        return
    if not made:
        print_message(f"no forecasts in {ledger} that fit: try without an option, or `onrecord search`")
        return
    console = Console()
    score_output.print_scores(console, groups, key or "forecasts")
    if not key:
        score_output.print_score_details(console, groups[wanted.title()])


def _score_row(key: str | None, name: str | None, found: "Score") -> dict[str, Any]:
    return {"by": key, "name": name, "small": found.small} | asdict(found)


@click.command()
@click.argument("kind", metavar="KIND", type=click.Choice(("calibration", "timeline")))
@selection_options
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="FILE.svg, a picture, or FILE.vl.json, Vega-Lite.",
)
def plot_command(*, kind: str, ledger: Path, out: Path, as_of: date | None, **options: Any) -> None:
    """Draw forecasts; KIND is calibration (what was said against what came) or timeline (each to its horizon).

    A picture needs the extra `plot_command` (pip install 'onrecord[plot]'); Vega-Lite needs nothing.

    \b
    onrecord plot calibration --speaker voss --out voss.svg
    onrecord plot timeline --topic bridge --out bridge.vl.json
    """
    from onrecord import scoring
    from onrecord.render import charts

    wanted, today = _selection(options), as_of or date.today()
    made = _read_forecasts(ledger, wanted)
    if kind == "calibration":
        spec = charts.calibration_chart(scoring.score(made, today=today), wanted.title())
    else:
        spec = charts.timeline_chart((f for f in made if f.confirmed), today=today, title=wanted.title())
    charts.write_chart(spec, out)
    print_message(f"{out} written")
