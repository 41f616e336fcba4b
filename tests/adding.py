"""Adding to a desk, and waiting until it is read."""

import time
from typing import Any

from starlette.testclient import TestClient

TEXT = {
    "title": "Bridge at Lissen to close, mayor says",
    "text": (
        "The bridge at Lissen will close for repairs by next spring, Mayor Dana Orlo said on Monday.\n\n"
        '"More than 60 trucks cross it every day," Orlo told reporters.\n'
    ),
    "published": "2026-10-05",
    "publisher": "Lissen Courier",
}


def job(desk: TestClient, data: dict[str, str], **given: Any) -> dict[str, Any]:
    """The job that reads what a form gives, once it has ended, as its JSON has it."""
    identifier = done(desk, data, **given)
    found: dict[str, Any] = desk.get(f"/add/{identifier}.json").json()["job"]
    return found


def done(desk: TestClient, data: dict[str, str], **given: Any) -> str:
    """The id of that job."""
    answer = desk.post("/add", data=data, **given)
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    until = time.monotonic() + 60
    while not desk.get(f"{address}.json").json()["ended"]:
        assert time.monotonic() < until, "it is not read within a minute"
        time.sleep(0.02)
    return str(address.rpartition("/")[2])
