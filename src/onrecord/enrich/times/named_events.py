"""Named events that papers date things by: "since the beginning of the full-scale invasion"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.enrich.times import timex
from onrecord.errors import OnrecordError

# The first day of an event is dated like the event: "since the start of the war".
_BEGINNING_OF = r"(?:(?:the\s+)?(?:very\s+)?(?:beginning|start|outbreak|onset|launch|first\s+day|eve|day)\s+of\s+)?"


@dataclass(frozen=True)
class Anchor:
    """A known event, its TIMEX3 DATE, words that a text must hold one of, the regular expressions of its phrases."""

    name: str
    value: str
    keys: tuple[str, ...]
    phrases: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """A pattern without groups for any of its phrases, "the beginning of" before them or not."""
        plain = "|".join(re.sub(r"(?<!\\)\((?!\?)", "(?:", phrase).replace(" ", r"\s+") for phrase in self.phrases)
        return rf"{_BEGINNING_OF}(?:{plain})(?!\w)"


def read_anchors(path: Path) -> tuple[Anchor, ...]:
    """Read the anchors of a TOML file in the shape of anchors.toml.

    Raise OnrecordError for a file that cannot be read or an anchor without name, value on the calendar or phrases.
    """
    try:
        return parse_anchors(path.read_text("utf-8"), where=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(f"{path}: cannot be read as a file of anchors ({error}); give a TOML file") from error


def parse_anchors(text: str, *, where: str) -> tuple[Anchor, ...]:
    """Parse the anchors that a TOML text lists; `where` names it in errors."""
    try:
        listed = tomllib.loads(text).get("anchor", [])
        anchors = tuple(Anchor(a["name"], a["value"], tuple(a["keys"]), tuple(a["phrases"])) for a in listed)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        message = f"{where}: not a list of [[anchor]] with name, value, keys and phrases ({error}); see anchors.toml"
        raise OnrecordError(message) from error
    for anchor in anchors:
        _check_anchor(anchor, where)
    return anchors


def _check_anchor(anchor: Anchor, where: str) -> None:
    if timex.days_covered(anchor.value) == timex.UNKNOWN:
        raise OnrecordError(
            f"{where}: {anchor.name}: value {anchor.value!r} is not a date; write it like 2022-02-24 or 1989-11"
        )
    try:
        re.compile(anchor.pattern)
    except re.error as error:
        raise OnrecordError(
            f"{where}: {anchor.name}: a phrase is not a valid regular expression ({error}); fix it"
        ) from error


@cache
def compile_anchor(anchor: Anchor) -> re.Pattern[str]:
    """Compile an anchor's pattern, once."""
    return re.compile(rf"(?<!\w)(?:{anchor.pattern})", re.IGNORECASE)


@cache
def load_known_anchors() -> tuple[Anchor, ...]:
    """Load the anchors that onrecord ships, once."""
    return parse_anchors(files("onrecord.enrich").joinpath("anchors.toml").read_text("utf-8"), where="anchors.toml")
