"""The section of bench.fuzz that asks the desk: any path, form, header and upload, without a server."""

import json
import logging
import random
import time
import traceback
from pathlib import Path
from typing import Any, ClassVar

from starlette.testclient import TestClient

from bench.fuzz_inputs import EXAMPLES, LINKS, PIECES, Inputs
from bench.fuzz_library import NOON, PACKAGE, FaultError, Section, build_ledger
from onrecord.web import Desk, DeskSettings, build_application
from onrecord.web import routes as plan

_HOST = "127.0.0.1:80"
_FIELDS = (
    *("q by note field value outcome on evidence from to low high reliability credibility subject kind one".split()),
    *("other cell weight hypothesis statement next speaker topic publisher published url title text show".split()),
    *("missing all since as_of indicator offset limit sort token page id".split()),
)
# What a form has, so that some are filled as they should be.
_FORMS = {
    "correct": {
        "field": ("speaker", "act", "said_at", "statement", "forecast"),
        "value": ("Mara Voss", "deny", "2026-10-05", "no"),
    },
    "confirm": {
        "from": ("2026-10-05", ""),
        "to": ("2027-01-01", "9999-12-31"),
        "low": ("0.2", "20"),
        "high": ("0.9", ""),
    },
    "resolve": {
        "outcome": ("yes", "no", "void"),
        "on": ("2026-10-05", "1000-01-01"),
        "evidence": ("http://a.example/", "x"),
    },
    "/grades": {"subject": ("Mara Voss", "nobody"), "reliability": ("B", "b", "Z"), "credibility": ("2", "9", "")},
    "/names": {"kind": ("same", "different"), "one": ("Mara Voss",), "other": ("Voss", "Dana Orlo")},
    "weigh": {"hypothesis": ("car deck", "overload"), "cell": ("consistent", "++", ""), "weight": ("high", "")},
    "/add": {
        "text": ("The quay will be shut by May, Mayor Dana Orlo said on Monday.",),
        "title": ("Quay",),
        "published": ("2026-10-05",),
    },
}
_WORDS = (
    "yes",
    "no",
    "void",
    "2026-10-05",
    "0.5",
    "2",
    "-1",
    "9" * 30,
    "",
    "Voss",
    "Mara Voss",
    "speaker",
    "B",
    "2",
    "car deck",
)
_HEADERS = (
    "origin",
    "host",
    "cookie",
    "accept",
    "content-type",
    "sec-fetch-site",
    "referer",
    "content-length",
    "range",
    "x",
)
_HEADER_VALUES = (
    *(
        "http://[",
        "null",
        "http://127.0.0.1:80",
        "evil.example",
        "onrecord-by=%ff%00",
        'onrecord-by="',
        "text/html;q=x",
        "*/*",
    ),
    *(
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json",
        "cross-site",
        "9" * 5000,
        "-1",
        "bytes=0-",
        "é",
    ),
)
_LONGEST_JOB = 60.0


class DeskSection(Section):
    """Requests."""

    name: ClassVar[str] = "requests"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        path = folder / "record.db"
        self.ids = build_ledger(path)
        logging.getLogger("onrecord.web").setLevel(logging.CRITICAL)
        settings = DeskSettings(
            ledger=path, watches=(EXAMPLES / "watch.yaml",), by="Ida", today=NOON.date(), hosts=frozenset({_HOST})
        )
        self.client = TestClient(
            build_application(Desk(settings)),
            base_url=f"http://{_HOST}",
            follow_redirects=False,
        )
        self.client.headers["host"] = _HOST
        self.paths = [page.path for page in plan.PAGES] + [path for path, _, _ in plan.OTHERS] + ["/static/desk.css"]
        self.changes = [change.path for change in plan.CHANGES] + ["/add"]

    def draw(self, rng: random.Random) -> bytes:
        """Return a request as JSON: its method, address, headers, fields, files."""
        inputs = Inputs(rng)
        posted = rng.random() < 0.35
        path = self._fill(rng.choice(self.changes if posted else self.paths), rng)
        path += rng.choice(("",) * 20 + (".json",) * 3 + (".csv",) * 3 + ("/", "//", "%00", "/../../x", "?"))
        pairs = [[rng.choice(_FIELDS), self._word(rng, inputs)] for _ in range(rng.choice((0, 1, 2, 6)))]
        form = next((fields for name, fields in _FORMS.items() if name in path), {}) if posted else {}
        pairs += [[name, rng.choice(words)] for name, words in form.items() if rng.random() < 0.9]
        pairs += [["statement", rng.choice(self.ids)]] if "weigh" in path else []
        headers = [[rng.choice(_HEADERS), rng.choice(_HEADER_VALUES)]] if rng.random() < 0.15 else []
        file = (
            inputs.encoded()[:4000].decode("latin-1")
            if posted and path.startswith("/add") and rng.random() < 0.3
            else None
        )
        request = {"method": "POST" if posted else rng.choice(("GET",) * 9 + ("HEAD", "PUT", "OPTIONS")), "path": path}
        return json.dumps(
            request | {"pairs": pairs, "headers": headers, "file": file, "name": self._word(rng, inputs)}
        ).encode()

    def _fill(self, path: str, rng: random.Random) -> str:
        while "{" in path:
            before, _, rest = path.partition("{")
            words = (
                rng.choice(self.ids),
                rng.choice(self.ids)[:5],
                "Mara Voss",
                "Duty desk, week 41",
                rng.choice(PIECES),
                "1",
            )
            path = before + rng.choice(words).replace("{", "") + rest.partition("}")[2]
        return path

    def _word(self, rng: random.Random, inputs: Inputs) -> str:
        return rng.choice(
            (rng.choice(_WORDS), rng.choice(self.ids), rng.choice(PIECES), inputs.query(), rng.choice(LINKS))
        )

    def run(self, data: bytes) -> bool:
        """Make a request; FaultError where it is answered with 500."""
        try:
            request: dict[str, Any] = json.loads(data)
            method, path, pairs = request["method"], request["path"], [tuple(pair) for pair in request["pairs"]]
            headers = [(name, value.encode("utf-8")) for name, value in request["headers"]]
            file, name = request["file"], request["name"]
        except (ValueError, KeyError, TypeError):
            return True
        clean = [(_replace_halves(key), _replace_halves(value)) for key, value in pairs]
        given: dict[str, Any] = {"data": dict(clean)} if method == "POST" else {"params": clean}
        if file is not None:
            given["files"] = [("files", (_replace_halves(name) or "a", file.encode("latin-1")))]
        try:
            answer = self.client.request(method, _replace_halves(path), headers=headers, **given)
        except Exception as error:
            # What the client itself refuses to send never reaches the desk.
            if any(Path(frame.filename).is_relative_to(PACKAGE) for frame in traceback.extract_tb(error.__traceback__)):
                raise
            return True
        if answer.status_code >= 500:
            raise FaultError(f"{answer.status_code} for {method}: {path:.60}")
        if path.startswith("/add") and answer.status_code == 303 and method == "POST":
            self._wait_for(answer.headers["location"])
        return answer.status_code >= 400

    def _wait_for(self, address: str) -> None:
        until = time.monotonic() + _LONGEST_JOB
        while True:
            page = self.client.get(f"{address}.json").json()
            if page["ended"]:
                if "report it" in json.dumps(page):
                    raise FaultError(f"a job reports a fault of onrecord's own: {json.dumps(page['job']):.300}")
                return
            if time.monotonic() > until:
                raise FaultError(f"a job has not ended after {_LONGEST_JOB:g} s")
            time.sleep(0.01)


def _replace_halves(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
