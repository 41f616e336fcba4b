"""The command `serve`: the desk, in a browser."""

import logging
import os
import re
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from html import escape
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import DAY, by_option, ledger_option, print_message
from onrecord.errors import OnrecordError
from onrecord.render.printer import LogFormatter

if TYPE_CHECKING:
    from onrecord.web import DeskSettings

_SIGN_IN_PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={link}">
<title>onrecord</title>
<a href="{link}">Open the desk</a>
"""


@click.command()
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8600, show_default=True, help="0 takes a free one.")
@click.option(
    "--watch",
    "watches",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A watch file, or a folder of them; may be repeated.",
)
@click.option(
    "--token",
    envvar="ONRECORD_TOKEN",
    show_envvar=True,
    help="The token to ask for: letters, digits and -._~, at least eight. Default: a new one at each start.",
)
@click.option(
    "--no-token",
    is_flag=True,
    help="Ask for no token: every user and every program of this machine can then read the ledger and judge as you.",
)
@click.option("--as-of", type=DAY, help="Date to use as today. Default: today.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
@by_option
def serve_command(  # noqa: PLR0913  # the options of the command
    *,
    ledger: Path,
    host: str,
    port: int,
    watches: tuple[Path, ...],
    token: str | None,
    no_token: bool,
    as_of: date | None,
    browse: bool,
    by: str,
) -> None:
    """Open the ledger in a browser: articles, speakers, search, forecasts, claims, watches, briefs.

    Open the link that is printed: it signs the browser in. Programs send its token as "Authorization: Bearer TOKEN".
    Only this machine can reach the desk unless --host says otherwise: --host 0.0.0.0 is for all machines around, and
    the link then has this machine's address. The ledger is created if it does not exist. Stop with Ctrl-C.

    \b
    onrecord serve
    onrecord serve --ledger harbour.db --watch examples/watch.yaml --port 8000
    """
    from onrecord.web import DeskSettings

    secret = _choose_token(token, no_token=no_token)
    with _open_listening_socket(host, port) as listening:
        address, port = ip_address(listening.getsockname()[0]), listening.getsockname()[1]
        if not address.is_loopback and secret is None:
            raise OnrecordError(f"--no-token is for this machine alone, and {host} is not: leave it out")
        shown = _find_own_address(listening.family) if address.is_unspecified else host
        names = {"127.0.0.1", "localhost", "::1", host.lower()} if address.is_loopback else set()
        settings = DeskSettings(
            ledger=ledger,
            watches=tuple(path for path_or_folder in watches for path in _watch_files(path_or_folder)),
            by=by,
            today=as_of,
            token=secret,
            hosts=frozenset(authority for name in names for authority in _format_authorities(name, port)),
        )
        # The first form is without the port of HTTP, as browsers show it.
        link = f"http://{_format_authorities(shown, port)[0]}/" + (f"?token={secret}" if secret else "")
        _run_desk(settings, listening, link, browse=browse)


def _choose_token(token: str | None, *, no_token: bool) -> str | None:
    """Return the token of the options, or a new one; None with --no-token."""
    if no_token:
        if token is not None:
            raise OnrecordError("--no-token: leave out --token, and the variable ONRECORD_TOKEN, or leave this out")
        return None
    # It stands in an address, a cookie and a header.
    if token is not None and not re.fullmatch(r"[A-Za-z0-9._~-]{8,}", token):
        raise OnrecordError("--token: use letters, digits and -._~ only, at least eight; or leave it out for a new one")
    return token or secrets.token_urlsafe(18)


def _format_authorities(name: str, port: int) -> list[str]:
    """Return the forms in which a client names a host and a port: the port of HTTP may be left out."""
    host = f"[{name}]" if ":" in name else name
    return [*([host] if port == 80 else []), f"{host}:{port}"]


def _find_own_address(family: socket.AddressFamily) -> str:
    """Return the address or the name by which other machines reach this one."""
    # Also first where both families are listened to: more machines have it.
    routes = [(socket.AF_INET, "192.0.2.1")]
    if family == socket.AF_INET6:
        routes.append((socket.AF_INET6, "2001:db8::1"))
    for each, destination in routes:
        # The address of the route outward. A datagram socket that is connected sends nothing.
        with suppress(OSError), socket.socket(each, socket.SOCK_DGRAM) as probe:
            probe.connect((destination, 9))
            return str(probe.getsockname()[0])
    return socket.gethostname()


def _run_desk(settings: "DeskSettings", listening: socket.socket, link: str, *, browse: bool) -> None:
    from onrecord.web import Desk, build_application
    from onrecord.web.connections import build_server

    _log_to_terminal()
    server = build_server(build_application(Desk(settings)))
    if settings.token is None:
        print_message(
            f"no token: every user and program of this machine can read the ledger and judge as {settings.by}"
        )
    print_message(f"the desk of {settings.ledger} is at {link} (Ctrl-C stops it)")
    with ExitStack() as until_stopped:
        if browse:
            import webbrowser

            page = until_stopped.enter_context(_write_sign_in_page(link, settings.ledger.parent))
            webbrowser.open(page)
        with suppress(KeyboardInterrupt):  # uvicorn hands Ctrl-C on when it has stopped
            server.run(sockets=[listening])
    print_message("stopped")


def _log_to_terminal() -> None:
    """Send what the desk and its server log, tracebacks of faults above all, to standard error."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)  # anybody could fill the terminal with warnings of bad requests
    handler.setFormatter(LogFormatter())
    logging.getLogger().addHandler(handler)


@contextmanager
def _write_sign_in_page(link: str, folder: Path) -> Iterator[str]:
    """Write a page that only its owner can read and that leads to the link. Yield its address; remove it at the end.

    Every user can read a browser's arguments as long as it runs: they have the address of this page, not the token.
    """
    # In the folder of the ledger, because browsers that are packed as snaps cannot read /tmp.
    file, name = tempfile.mkstemp(".html", "onrecord-", folder if os.access(folder, os.W_OK) else None)
    page = Path(name).absolute()
    try:
        with os.fdopen(file, "w", encoding="utf-8") as written:
            written.write(_SIGN_IN_PAGE.format(link=escape(link)))
        yield page.as_uri()
    finally:
        page.unlink(missing_ok=True)


def _open_listening_socket(host: str, port: int) -> socket.socket:
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        listening = socket.socket(*addresses[0][:3])  # with its protocol: else asyncio leaves Nagle's delay on
        if os.name == "posix":  # on Windows it would let another program take the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listening.family == socket.AF_INET6:
            # "::" is for IPv4, too; systems differ in what they take it for.
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.bind(addresses[0][4])
        listening.listen()  # whoever comes before the desk is up waits for it
        return listening
    except OSError as error:
        reason = error.strerror or error
        raise OnrecordError(f"{host}:{port}: cannot listen there ({reason}): try another --port, or --port 0") from None


def _watch_files(path: Path) -> list[Path]:
    """Return a watch file itself, or the watch files of a folder."""
    return sorted((*path.glob("*.yaml"), *path.glob("*.yml"))) if path.is_dir() else [path]
