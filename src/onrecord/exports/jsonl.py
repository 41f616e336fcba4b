"""JSON Lines: the row that `onrecord extract` prints, with what `onrecord import` needs to lose nothing.

A line is an article (one version of a page) or a judgement. An article's "ledger" holds its key, page and origin and
every reading by a model, the oldest first; one without "statements" is what the row itself says.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from onrecord.judgements import Judgement, judgement_row, parse_judgement
from onrecord.ledger.dump import Reading, Version
from onrecord.records import Record
from onrecord.rows import from_row, quantity_row, row, statement_row, time_row


def lines(versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[str]:
    """The whole ledger, a line each: articles by page and version, then judgements in the order of their making."""
    for version in versions:
        yield json.dumps(version_row(version), ensure_ascii=False) + "\n"
    for judgement in judgements:
        yield json.dumps({"judgement": judgement_row(judgement)}, ensure_ascii=False) + "\n"


def version_row(version: Version) -> dict[str, Any]:
    """A version of an article as its row, with its readings."""
    made: dict[str, Any] = {**row(version.now)}
    readings = [_reading_row(reading, made) for reading in version.readings]
    known = {"key": version.key, "page": version.page, "origin": version.article.origin}
    return made | {"ledger": known | {"readings": readings}}


def _reading_row(reading: Reading, now: Mapping[str, Any]) -> dict[str, Any]:
    """What a model read; without its content where the row says the same."""
    content = {
        "statements": [statement_row(s) for s in reading.statements],
        "times": [time_row(t) for t in reading.times],
        "quantities": [quantity_row(q) for q in reading.quantities],
    }
    same = all(now[name] == found for name, found in content.items())
    return {"model": reading.model, "read_at": reading.at.isoformat()} | ({} if same else content)


def read(line: str) -> Version | Judgement:
    """What a line holds; ValueError, in words for the user, where it is none of ours."""
    made = _parsed(line)
    try:
        if "judgement" in made:
            return parse_judgement(made["judgement"])
        return _version(made)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"is damaged ({type(error).__name__}: {error}): export it again") from None


def _parsed(line: str) -> dict[str, Any]:
    try:
        made = json.loads(line)
    except ValueError:
        raise ValueError("is no JSON: give a file that `onrecord export --as jsonl` wrote") from None
    if isinstance(made, dict) and "text" in made and "ledger" not in made:
        raise ValueError("is an article without its readings: read it with `onrecord read`")
    if not isinstance(made, dict) or not {"judgement", "ledger"} & made.keys():
        raise ValueError("is neither article nor judgement: give a file that `onrecord export --as jsonl` wrote")
    return made


_NIGHT = 'night", printed on'
"""How version 0.1.0 said, in the reason alone, that a night is counted from the day of publication."""


def _with_deictic(value: Any) -> Any:
    """Return JSON of version 0.1.0 with `deictic` at its times, as the ledger's migration 9 sets it.

    Without it an old export and the ledger that it is from would differ, and importing it would add a reading.
    """
    if isinstance(value, list):
        return [_with_deictic(item) for item in value]
    if not isinstance(value, dict):
        return value
    deictic = {"deictic": True} if value.get("type") == "TIME" and _NIGHT in value["because"] else {}
    return {key: _with_deictic(item) for key, item in value.items()} | deictic


def _version(made: dict[str, Any]) -> Version:
    made = made if "schema" in made else _with_deictic(made)
    known = made["ledger"]
    now = from_row(made, origin=known["origin"])
    readings = tuple(_reading(found, made) for found in known["readings"])
    if not readings:
        raise ValueError("an article must have a reading")
    for one in (now, *(reading.record(now.article) for reading in readings)):
        _check(one)
    return Version(_text(known["key"]), _text(known["page"]), now.article, readings, now)


def _reading(found: dict[str, Any], now: dict[str, Any]) -> Reading:
    content = from_row(now | {name: found[name] for name in ("statements", "times", "quantities") if name in found})
    at = datetime.fromisoformat(found["read_at"])
    if at.tzinfo is None:
        raise ValueError(f"a reading's time must have its zone, not {at}")
    return Reading(_text(found["model"]), at, content.statements, content.times, content.quantities)


def _check(made: Record) -> None:
    """Spans that reach past the text would be found out only when somebody looks at them."""
    size = len(made.article.text)
    spans = [span for said in made.statements for span in said.spans]
    if any(span.end > size for span in spans) and made.article.text:
        raise ValueError("a statement's span reaches past the end of the text")


def _text(found: object) -> str:
    if not isinstance(found, str) or not found:
        raise ValueError(f"{found!r} is no name")
    return found
