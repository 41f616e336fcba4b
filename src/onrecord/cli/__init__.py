"""The command `onrecord`. Only `main` turns an error into a line and an exit code: 1 bad input, 2 wrong usage."""

import errno
import os
import sys
from io import TextIOWrapper
from typing import TextIO

import click

from onrecord import __version__
from onrecord.cli import (
    annotated,
    claims,
    export,
    forecasts,
    history,
    judgements,
    read,
    scores,
    search,
    serve,
    speakers,
    watches,
)
from onrecord.cli.options import print_message
from onrecord.errors import OnrecordError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def cli() -> None:
    """Read the news and keep the record: who said what, how surely, about when.

    A SOURCE is an HTML page, a text file (its first line is the title), JSON Lines (rows with "id" and "text"), a
    folder of those, a feed (RSS or Atom), an http(s) address, or - for standard input.

    \b
    onrecord read article.txt --published 2026-10-05
    onrecord search "bridge -harbour" --speaker voss
    """


for command in (
    read.read_command,
    read.extract_command,
    annotated.speakers_command,
    annotated.certainty_command,
    search.search_command,
    search.show_command,
):
    cli.add_command(command)
for command in (
    speakers.speaker_command,
    history.log_command,
    history.reread_command,
    forecasts.due_command,
    forecasts.confirm_command,
    forecasts.resolve_command,
):
    cli.add_command(command)
for command in (
    judgements.same_command,
    judgements.different_command,
    judgements.correct_command,
    judgements.grade_command,
    judgements.redact_command,
    judgements.withdraw_command,
):
    cli.add_command(command)
for command in (claims.claims_command, claims.claim_command, claims.versions_command):
    cli.add_command(command)
for command in (scores.score_command, scores.plot_command, export.export_command, export.import_command):
    cli.add_command(command)
for command in (watches.watch_command, watches.weigh_command, watches.brief_command, serve.serve_command):
    cli.add_command(command)


def main() -> None:
    """Run the command; a user's mistake ends in one line, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except OnrecordError as error:
        print_message(str(error))
        sys.exit(1)
    except OSError as error:
        if _is_closed_pipe(error):
            # What is still buffered would raise again when Python closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        if error.errno != errno.ENOSPC:
            raise
        print_message("no space is left where the output goes: free some, then run it again")
        sys.exit(1)


def _write_utf8(stream: TextIO) -> None:
    """Make a pipe or a file UTF-8: Windows would write its own code page, which has no place for half of all names."""
    if isinstance(stream, TextIOWrapper) and not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
        stream.reconfigure(encoding="utf-8")


def _is_closed_pipe(error: OSError) -> bool:
    """Return whether nobody reads the output any more; Windows says "invalid argument" for that."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)
