"""The command `onrecord`. Only `main` turns an error into a line and an exit code: 1 bad input, 2 wrong usage."""

import errno
import io
import os
import sys
from io import TextIOWrapper
from typing import TextIO

import click

from onrecord import __version__
from onrecord.characters import show_name
from onrecord.cli import (
    annotated,
    archive,
    claims,
    export,
    forecasts,
    history,
    imports,
    judgements,
    read,
    redaction,
    scores,
    search,
    serve,
    speakers,
    watches,
)
from onrecord.cli.options import print_lines, print_message
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
    redaction.redact_command,
    judgements.withdraw_command,
):
    cli.add_command(command)
for command in (claims.claims_command, claims.claim_command, claims.versions_command):
    cli.add_command(command)
for command in (scores.score_command, scores.plot_command, export.export_command, imports.import_command):
    cli.add_command(command)
for command in (archive.copy_command, archive.verify_command):
    cli.add_command(command)
for command in (watches.watch_command, watches.weigh_command, watches.brief_command, serve.serve_command):
    cli.add_command(command)


def main() -> None:
    """Run the command; a user's mistake ends in one line, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        _make_printable(stream)
    try:
        code = _run_command()
        # Here rather than when Python ends: what is still buffered may not fit on the disk, or be read by anybody. Not
        # sys.stdout: click puts another in its place when the pipe is closed, which hides the error until the end.
        if sys.__stdout__:
            sys.__stdout__.flush()
    except OSError as error:
        code = 1
        _drop_output()
        if not _is_closed_pipe(error):
            if error.errno != errno.ENOSPC:
                raise
            print_message("no space is left where the output goes: free some, then run it again")
    sys.exit(code)


def _run_command() -> int:
    """Run the command, print what was wrong, and return the exit code; OSError where the output cannot be written."""
    try:
        code = cli.main(standalone_mode=False)
    except SystemExit as leave:
        code = leave.code
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        # The arguments that it repeats may come from a script, or from names of files.
        print_lines(said.getvalue())
        return error.exit_code
    except OnrecordError as error:
        print_message(str(error))
        return 1
    except OSError as error:
        # A file that an argument names: too long a name, a folder that nobody may look into. Output has no name.
        if not isinstance(error.filename, str):
            raise
        print_message(f"{show_name(error.filename)}: {error.strerror}: name another file, or check your permissions")
        return 1
    return code if isinstance(code, int) else 0


def _make_printable(stream: TextIO) -> None:
    """Make a pipe or a file UTF-8: Windows would write its own code page, which has no place for half of all names.

    A character that a terminal's encoding lacks is escaped: without it a name in another script would end the command.
    """
    if isinstance(stream, TextIOWrapper):
        utf8 = not stream.isatty() and "PYTHONIOENCODING" not in os.environ
        stream.reconfigure(encoding="utf-8" if utf8 else None, errors="backslashreplace")
        if not stream.isatty():
            # Windows would turn the line ends of CSV, which are of two characters, into three.
            stream.reconfigure(newline="")


def _drop_output() -> None:
    """Send what is still buffered nowhere: it would raise again when Python closes the stream."""
    if sys.__stdout__:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())


def _is_closed_pipe(error: OSError) -> bool:
    """Return whether nobody reads the output any more; Windows says "invalid argument" for that."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)
