"""`onrecord serve` as a user starts and stops it."""

import logging
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import url2pathname

import httpx
import pytest
from click.testing import CliRunner, Result

from onrecord.cli import serve
from onrecord.web import DeskSettings

TOKEN = "a-token.of~this_desk"
SRC = Path(__file__).parents[2] / "src"


@pytest.mark.slow
def test_it_says_where_it_is_and_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--ledger", str(tmp_path / "record.db")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    try:
        assert process.stderr
        told = process.stderr.readline()
        address = next(word for word in told.split() if word.startswith("http://127.0.0.1:"))
        with httpx.Client(base_url=address.partition("?")[0], timeout=30, follow_redirects=True) as browser:
            assert browser.get("/").status_code == 401
            assert browser.get(address).status_code == 200
            assert [page.status_code for page in (browser.get("/"), browser.get("/speakers.json"))] == [200, 200]
        token = {"authorization": f"Bearer {address.partition('=')[2]}"}
        assert httpx.get(address.partition("?")[0] + "index.json", headers=token, timeout=30).status_code == 200
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=30)[1]
        assert (process.returncode, rest.strip()) == (0, "onrecord: stopped")
    finally:
        process.kill()
        process.communicate()


class Listening:
    """A socket that was bound to an address, so that nothing is."""

    def __init__(self, address: str, port: int) -> None:
        self.family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._name = (address, port)

    def getsockname(self) -> tuple[str, int]:
        return self._name

    def __enter__(self) -> "Listening":
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Served:
    """What `onrecord serve` came to: its output, the settings of the desk and the link, had it started."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, address: str, *arguments: str) -> None:
        self.settings: DeskSettings | None = None
        self.link = ""
        monkeypatch.setattr(serve, "_open_listening_socket", lambda host, port: Listening(address, port))
        monkeypatch.setattr(serve, "_run_desk", self.run)
        ledger = str(folder / "record.db")
        self.result: Result = CliRunner().invoke(serve.serve_command, ["--ledger", ledger, *arguments])

    def run(self, settings: DeskSettings, listening: Listening, link: str, *, browse: bool) -> None:
        self.settings, self.link = settings, link


LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LINKS = [
    ("127.0.0.1", (), "http://127.0.0.1:8600/", {f"{name}:8600" for name in LOOPBACK}),
    ("::1", ("--host", "::1", "--port", "9000"), "http://[::1]:9000/", {f"{name}:9000" for name in LOOPBACK}),
    ("127.0.1.1", ("--host", "Desk"), "http://Desk:8600/", {f"{name}:8600" for name in (*LOOPBACK, "desk")}),
    # Browsers leave the port of HTTP out, and other clients may not.
    ("127.0.0.1", ("--port", "80"), "http://127.0.0.1/", {*LOOPBACK, *(f"{name}:80" for name in LOOPBACK)}),
    ("192.0.2.7", ("--host", "192.0.2.7"), "http://192.0.2.7:8600/", set()),
    # An address that others can open, not the one that is listened on.
    ("0.0.0.0", ("--host", "0.0.0.0"), "http://192.0.2.44:8600/", set()),
    ("::", ("--host", "::"), "http://192.0.2.44:8600/", set()),
]


@pytest.mark.parametrize(("address", "arguments", "link", "hosts"), LINKS)
def test_the_link_and_the_names(
    address: str,
    arguments: tuple[str, ...],
    link: str,
    hosts: set[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(serve, "_find_own_address", lambda family: "192.0.2.44")
    served = Served(monkeypatch, tmp_path, address, *arguments, "--token", TOKEN)
    assert served.settings
    assert (served.settings.token, served.settings.hosts) == (TOKEN, hosts)
    assert served.link == f"{link}?token={TOKEN}"


def test_each_start_has_a_token_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    links = {Served(monkeypatch, tmp_path, "127.0.0.1").link for _ in range(2)}
    assert len(links) == 2
    assert all(re.fullmatch(r"http://127\.0\.0\.1:8600/\?token=[\w-]{24}", link) for link in links)


def test_a_token_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Arguments can be read by every user of the machine, variables cannot."""
    monkeypatch.setenv("ONRECORD_TOKEN", TOKEN)
    assert Served(monkeypatch, tmp_path, "127.0.0.1").link.endswith(f"?token={TOKEN}")


def test_without_a_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served = Served(monkeypatch, tmp_path, "127.0.0.1", "--no-token")
    assert served.settings
    assert (served.settings.token, served.link) == (None, "http://127.0.0.1:8600/")
    assert "127.0.0.1:8600" in served.settings.hosts


REFUSED = [
    ("192.0.2.7", ("--no-token", "--host", "192.0.2.7"), "for this machine alone, and 192.0.2.7 is not"),
    ("0.0.0.0", ("--no-token", "--host", "0.0.0.0"), "for this machine alone, and 0.0.0.0 is not"),
    ("127.0.0.1", ("--no-token", "--token", TOKEN), "--no-token: leave out --token"),
    ("127.0.0.1", ("--token", "seven77"), "--token: use letters"),
    ("127.0.0.1", ("--token", "a token; and more"), "--token: use letters"),
    ("127.0.0.1", ("--token", ""), "--token: use letters"),
]


@pytest.mark.parametrize(("address", "arguments", "reason"), REFUSED)
def test_tokens_that_are_refused(
    address: str, arguments: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    served = Served(monkeypatch, tmp_path, address, *arguments)
    assert served.settings is None
    assert reason in str(served.result.exception)


@pytest.mark.parametrize("writable", [True, False])
def test_a_browser_is_not_given_the_token_as_an_argument(
    writable: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It opens a page that only its owner can read, beside the ledger if that can be."""
    monkeypatch.setattr(os, "access", lambda path, mode: writable)
    with serve._write_sign_in_page(f"http://127.0.0.1:8600/?token={TOKEN}", tmp_path) as address:
        assert TOKEN not in address
        page = Path(url2pathname(address.removeprefix("file:")))
        assert (page.parent == tmp_path) is writable
        assert f'url=http://127.0.0.1:8600/?token={TOKEN}"' in page.read_text("utf-8")
        if os.name == "posix":
            assert page.stat().st_mode & 0o777 == 0o600
    assert not page.exists()


def test_the_own_address_is_one_that_others_can_ask() -> None:
    """An address of this machine, or its name where it has no network."""
    own = serve._find_own_address(socket.AF_INET6)
    assert own not in {"", "0.0.0.0", "::"}


def test_the_own_address_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreachable(socket.socket):
        def connect(self, address: object) -> None:
            raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "socket", Unreachable)
    assert serve._find_own_address(socket.AF_INET6) == socket.gethostname()


def test_what_is_logged_shows_the_control_characters_of_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("onrecord.web")
    before = logging.getLogger().handlers[:]
    try:
        serve._log_to_terminal()
        try:
            raise ValueError("no number: \x1b[2J12")
        except ValueError:
            logger.exception("GET /articles failed")
        said = capsys.readouterr().err
    finally:
        logging.getLogger().handlers[:] = before
    assert "GET /articles failed\nTraceback" in said
    assert "no number: ␛[2J12" in said
    assert "\x1b" not in said
