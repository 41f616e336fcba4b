"""The commands that score forecasts and draw them: `score`, `plot`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.options import DAY, json_option, ledger_option, print_json_line, print_message
from onrecord.render.printer import Console

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
    """Add the options that select forecasts to a command."""
    options = [
        ledger_option,
        click.option("--speaker", default="", help="Only this speaker: words of the name."),
        click.option("--organisation", default="", help="Only speakers of this organisation."),
        click.option("--publisher", default="", help="Only this publisher."),
        click.option("--topic", default="", metavar="WORDS", help="Only statements with these words, as in a search."),
        click.option("--since", type=DAY, help="Said (or else published) on this day or later."),
        click.option("--until", type=DAY, help="... on this day or earlier."),
        click.option("--as-of", type=DAY, help="Count forecasts whose horizon had passed on this day. Default: today."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@selection_options
@click.option("--by", "key", type=click.Choice(_GROUP_KEYS), help="One score per value, the largest group first.")
@click.option("--all", "everything", is_flag=True, help="With --by: show those without a scored forecast, too.")
@json_option
def score_command(
    *, ledger: Path, key: Any, everything: bool, as_json: bool, as_of: date | None, **options: Any
) -> None:
    """Score forecasts: stated probabilities against outcomes.

    A forecast counts once a person has confirmed it (`onrecord confirm`) and resolved it, and its horizon is past; the
    others are listed separately. Brier and log score (in nats) are given at the low end, the middle and the high end
    of the phrase's interval: 0 is best; always answering 50 % scores 0.25 and 0.69. AUC is the chance that a forecast
    that came true was called likelier than one that did not. Below each figure is its 95 % interval.

    \b
    onrecord score --by speaker
    onrecord score --speaker voss --topic bridge --since 2026-01-01 --json
    """
    from onrecord import scoring
    from onrecord.cli import score_output

    wanted, today = _selection(options), as_of or date.today()
    forecasts = _read_forecasts(ledger, wanted)
    groups: dict[str | None, Score] = {}
    if key:
        groups |= scoring.score_by(forecasts, key, today=today)
    else:
        groups[wanted.title()] = scoring.score_forecasts(forecasts, today=today)
    if as_json:
        for name, scored in groups.items():
            print_json_line(_score_row(key, name, scored))
        return
    if not forecasts:
        print_message(f"no forecasts in {ledger} that fit: try without an option, or `onrecord search`")
        return
    console = Console()
    score_output.print_scores(console, groups, key or "forecasts", everything=everything or not key)
    if not key:
        score_output.print_score_details(console, groups[wanted.title()])


def _score_row(key: str | None, name: str | None, score: "Score") -> dict[str, Any]:
    return {"by": key, "name": name, "small": score.small} | asdict(score)


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
    """Draw forecasts. KIND is calibration (stated probability against outcome) or timeline (each to its horizon).

    A picture needs the extra `plot` (pip install 'onrecord[plot]'); Vega-Lite needs nothing.

    \b
    onrecord plot calibration --speaker voss --out voss.svg
    onrecord plot timeline --topic bridge --out bridge.vl.json
    """
    from onrecord import scoring
    from onrecord.render import charts

    wanted, today = _selection(options), as_of or date.today()
    forecasts = _read_forecasts(ledger, wanted)
    if kind == "calibration":
        spec = charts.calibration_chart(scoring.score_forecasts(forecasts, today=today), wanted.title())
    else:
        spec = charts.timeline_chart((f for f in forecasts if f.confirmed), today=today, title=wanted.title())
    charts.write_chart(spec, out)
    print_message(f"{out} written")
