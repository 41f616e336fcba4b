"""The command `serve`: the desk, in a browser."""

import secrets
import socket
from contextlib import suppress
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import DAY, by_option, ledger_option, print_message
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.web import DeskSettings


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
@click.option("--token", help="Token that visitors need where --host is not only this machine. Default: a new one.")
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
    as_of: date | None,
    browse: bool,
    by: str,
) -> None:
    """Open the ledger in a browser: articles, speakers, search, forecasts, claims, watches, briefs.

    No login is needed on 127.0.0.1. Any other address requires a token: open the whole address that is printed.
    The ledger is created if it does not exist. Stop with Ctrl-C.

    \b
    onrecord serve
    onrecord serve --ledger harbour.db --watch examples/watch.yaml --port 8000
    """
    from onrecord.web import DeskSettings

    local = _is_loopback_host(host)
    with _open_listening_socket(host, port) as listening:
        port = listening.getsockname()[1]
        secret = None if local and token is None else token or secrets.token_urlsafe(18)
        shown = f"[{host}]" if ":" in host else host
        settings = DeskSettings(
            ledger=ledger,
            watches=tuple(path for path_or_folder in watches for path in _watch_files(path_or_folder)),
            by=by,
            today=as_of,
            token=secret,
            hosts=frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]", shown))
            if local
            else frozenset(),
        )
        address = f"http://{shown}:{port}/" + (f"?token={secret}" if secret else "")
        _run_desk(settings, listening, address, browse=browse)


def _run_desk(settings: "DeskSettings", listening: socket.socket, address: str, *, browse: bool) -> None:
    import uvicorn

    from onrecord.web import Desk, build_application

    desk = Desk(settings)
    config = uvicorn.Config(
        build_application(desk), log_level="warning", access_log=False, lifespan="on", server_header=False
    )
    print_message(f"the desk of {settings.ledger} is at {address} (Ctrl-C stops it)")
    if browse:
        import webbrowser

        webbrowser.open(address)
    with suppress(KeyboardInterrupt):  # uvicorn hands Ctrl-C on when it has stopped
        uvicorn.Server(config).run(sockets=[listening])
    print_message("stopped")


def _is_loopback_host(host: str) -> bool:
    """Return whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _open_listening_socket(host: str, port: int) -> socket.socket:
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        listening = socket.socket(*addresses[0][:3])  # with its protocol: else asyncio leaves Nagle's delay on
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(addresses[0][4])
        listening.listen()  # whoever comes before the desk is up waits for it
        return listening
    except OSError as error:
        reason = error.strerror or error
        raise OnrecordError(f"{host}:{port}: cannot listen there ({reason}): try another --port, or --port 0") from None


def _watch_files(path: Path) -> list[Path]:
    """Return a watch file itself, or the watch files of a folder."""
    return sorted((*path.glob("*.yaml"), *path.glob("*.yml"))) if path.is_dir() else [path]
