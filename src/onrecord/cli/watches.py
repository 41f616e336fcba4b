"""The commands that follow something: `watch`, `weigh`, `brief`."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.judge_options import JudgeOptions, judge_options
from onrecord.cli.options import DAY, json_option, ledger_option, print_data, print_json_line, print_message
from onrecord.errors import OnrecordError
from onrecord.judgements import CELLS, WEIGHTS
from onrecord.render.printer import Console

if TYPE_CHECKING:
    from onrecord.watches import Report

watch_argument = click.argument("file", metavar="WATCH", type=click.Path(path_type=Path, dir_okay=False))
as_of_option = click.option("--as-of", type=DAY, help="Date to use as today. Default: today.")


@click.command()
@watch_argument
@ledger_option
@click.option("--all", "everything", is_flag=True, help="Show hits that were reported before too.")
@click.option("--peek", is_flag=True, help="Report without marking the new hits as reported.")
@click.option(
    "--plot",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the series: FILE.svg, a picture, or FILE.vl.json, Vega-Lite.",
)
@as_of_option
@json_option
def watch_command(  # noqa: PLR0913  # the options of the command
    *, file: Path, ledger: Path, everything: bool, peek: bool, picture: Path | None, as_of: date | None, as_json: bool
) -> None:
    """Report what is new for a watch; WATCH is a YAML file of indicators, series and hypotheses (docs/watches.md).

    Each hit has its day (said, or else published), its place where the text names one, its words and where they were
    printed. Then come the series, the disagreements between sources, and the hypotheses, complete. What was shown is
    noted in the ledger, so that the next run shows what is new since.

    \b
    onrecord watch examples/watch.yaml --plot series.svg
    onrecord watch examples/watch.yaml --all --json
    """
    from onrecord import watches
    from onrecord.cli import watch_output
    from onrecord.ledger import Ledger
    from onrecord.ledger import watches as reports
    from onrecord.render import charts

    wanted = watches.load_watch(file)
    with Ledger.open(ledger, create=False) as kept:
        report = watches.gather_report(kept, wanted, today=as_of or date.today())
        shown = report.signs if everything else report.new
        if as_json:
            for row in watch_output.watch_rows(report, shown):
                print_json_line(row)
        else:
            watch_output.print_watch(Console(), report, shown)
        if picture:
            charts.write_chart(watches.plot_series(report.points, wanted.name), picture)
            print_message(f"{picture} written")
        if not peek:
            reports.keep_reported(kept.database, wanted.name, [sign.key for sign in report.new], at=datetime.now(UTC))
    if not as_json:
        print_message(f"{len(report.new)} new of {len(report.signs)} signs{_hint_at_all(report, everything)}")


def _hint_at_all(report: "Report", everything: bool) -> str:
    left_out = len(report.new) < len(report.signs) and not everything
    return "; --all shows those that were reported before" if left_out else ""


@click.command()
@watch_argument
@click.argument("evidence", metavar="ID")
@click.argument("hypothesis", metavar="HYPOTHESIS")
@click.argument("cell", metavar="CELL", type=click.Choice(CELLS))
@click.option("--weight", type=click.Choice(WEIGHTS), help="Weight of the item: 0.5, 1 or 2. Default: medium.")
@judge_options
def weigh_command(  # noqa: PLR0913  # the options of the command
    *, judge: JudgeOptions, file: Path, evidence: str, hypothesis: str, cell: str, weight: str | None
) -> None:
    """Rate a statement as evidence for one of a watch's hypotheses.

    ID is the statement's, as `onrecord watch` shows it, or the first characters of it; HYPOTHESIS a name in the watch
    file; CELL consistent, inconsistent or neither. The latest rating counts; earlier ones are kept. See `onrecord
    withdraw`.

    \b
    onrecord weigh watch.yaml 3100 "car deck" inconsistent --weight high --note "two bangs"
    """
    from onrecord import review, watches

    wanted, about = watches.load_watch(file), {"hypothesis": hypothesis, "cell": cell, "weight": weight or ""}
    with judge.open_ledger() as kept:
        judge.print_judgement(review.keep_weighing(kept, wanted, evidence, judge.judge_now(), **about))


@click.command()
@watch_argument
@ledger_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="FILE.md, or FILE.html with style and chart inside it. Default: Markdown to standard output.",
)
@click.option("--since", type=DAY, help="New is what was first reported on this day or later. Default: a week ago.")
@as_of_option
def brief_command(*, file: Path, ledger: Path, out: Path | None, since: date | None, as_of: date | None) -> None:
    """Write a brief of a watch: new hits, forecasts due, who says what, figures, disagreements, hypotheses.

    Each line has its quotation, article and day. Nothing is marked as reported: only `onrecord watch` does that. The
    HTML page needs no network; its chart needs the extra `plot`.

    \b
    onrecord brief examples/watch.yaml --out brief.html
    """
    from onrecord import briefs, watches
    from onrecord.ledger import Ledger

    if out and out.suffix not in (".md", ".html"):
        raise OnrecordError(f"{out}: does not name a brief: end it in .md (Markdown) or .html (a page)")
    with Ledger.open(ledger, create=False) as kept:
        brief, report = briefs.build_brief(kept, watches.load_watch(file), today=as_of or date.today(), since=since)
    if out is None:
        print_data([briefs.render_markdown(brief)])
        return
    briefs.write_brief(
        briefs.render_markdown(brief)
        if out.suffix == ".md"
        else briefs.render_html(brief, chart=_draw_brief_chart(report)),
        out,
    )
    print_message(f"{out} written")


def _draw_brief_chart(report: "Report") -> str:
    """Return the series as SVG; empty where there are none, or nothing is installed to draw them."""
    from onrecord import briefs

    try:
        return briefs.draw_series(report)
    except OnrecordError as error:
        print_message(f"without a chart: {error}")
        return ""
