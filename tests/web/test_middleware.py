"""Who may ask the desk, and for what."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from onrecord.web import Desk, DeskSettings, build_application

CHANGE = "/statements/0000/correct"


def test_only_its_own_files_may_run(desk: TestClient) -> None:
    policy = desk.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_another_name_is_refused(desk: TestClient) -> None:
    assert desk.get("/", headers={"host": "evil.example"}).status_code == 421


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:81"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_change_from_elsewhere_is_refused(headers: dict[str, str], desk: TestClient) -> None:
    assert desk.post(CHANGE, data={}, headers=headers).status_code == 403


def test_too_much_at_once_is_refused(desk: TestClient) -> None:
    assert desk.post(CHANGE, content=b"x", headers={"content-length": "99000000"}).status_code == 413


def test_elsewhere_a_token_is_demanded(settings: DeskSettings) -> None:
    open_to_all = replace(settings, token="s3cret", hosts=frozenset())
    with TestClient(build_application(Desk(open_to_all)), follow_redirects=False) as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/static/desk.css").status_code == 401
        given = client.get("/?token=s3cret&q=a")
        assert (given.status_code, given.headers["location"]) == (303, "/?q=a")
        assert "httponly" in given.headers["set-cookie"].lower()
        assert client.get("/").status_code == 200
        assert client.get("/", headers={"authorization": "Bearer s3cret"}).status_code == 200


def test_what_is_not_there_is_said_so(desk: TestClient) -> None:
    answer = desk.get("/articles/ffffffff")
    assert answer.status_code == 404
    assert "nothing has the id ffffffff" in answer.text
    assert desk.get("/articles/ffffffff.json").json()["error"]
    assert desk.get("/nowhere").status_code == 404
