"""What the forms do: each change looks at its fields, lets onrecord.review do it, and says where to go then."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

from onrecord import review
from onrecord.errors import LedgerError
from onrecord.judgements import DifferentFrom, Judgement, SameAs, Withdrawal
from onrecord.review import Judge
from onrecord.web.components import log_address, speaker_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.filters import segment
from onrecord.web.pages.watches import watch_of

LONGEST = 1_000
"""Characters that a field of a form may have: a name, a word on why, an address."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""Control characters, and those that turn round the order in which the text after them is read."""
_ODDS = re.compile(r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})\s*(%?)")

_KINDS: dict[str, type[SameAs | DifferentFrom]] = {"same": SameAs, "different": DifferentFrom}


def correct(view: View) -> str:
    """Correct what was read of a statement."""
    field, value = word(view, "field"), word(view, "value")
    made: str | bool | None = value or None
    if field in ("statement", "forecast") and value.lower() == "no":
        made = False
    of = review.correct(view.ledger, view.path["id"], {field: made}, judge(view))[0]
    return then(view, of)


def confirm(view: View) -> str:
    """Confirm that a statement is a forecast, and what it says."""
    of = review.confirm(
        view.ledger,
        view.path["id"],
        judge(view),
        first=view.query.day("from"),
        last=view.query.day("to"),
        low=odds(view, "low"),
        high=odds(view, "high"),
    )
    return then(view, of)


def resolve(view: View) -> str:
    """Say whether a forecast came true, with the evidence."""
    of = review.resolve(
        view.ledger,
        view.path["id"],
        judge(view),
        outcome=word(view, "outcome"),
        on=view.query.day("on"),
        evidence=word(view, "evidence"),
        today=view.today,
    )
    return then(view, of)


def withdraw(view: View) -> str:
    """Take back a judgement; one then goes to what it was about."""
    made = review.withdraw(view.ledger, view.path["id"], judge(view))
    of = review.judgement_of(view.ledger, made.subject)
    while isinstance(of, Withdrawal):
        of = review.judgement_of(view.ledger, of.subject)
    return then(view, of)


def grade(view: View) -> str:
    """Grade a source or a statement."""
    grades = {"reliability": word(view, "reliability").upper(), "credibility": word(view, "credibility")}
    return then(view, review.grade(view.ledger, needed(view, "subject"), judge(view), **grades))


def names(view: View) -> str:
    """Judge that two names are of one speaker, or are not."""
    kind = word(view, "kind")
    if kind not in _KINDS:
        raise WebError(f"kind={kind[:40]}: two names are the same or different")
    one, other = needed(view, "one"), needed(view, "other")
    return then(view, review.pair(view.ledger, _KINDS[kind], one, other, judge(view)))


def weigh(view: View) -> str:
    """Judge a statement as evidence for one of a watch's hypotheses."""
    about = {name: word(view, name) for name in ("cell", "weight")}
    watch, hypothesis = watch_of(view), needed(view, "hypothesis")
    made = review.weigh(view.ledger, watch, needed(view, "statement"), judge(view), hypothesis=hypothesis, **about)
    return local(view.query.word("next")) or f"/watches/{segment(made.watch)}"


def judge(view: View) -> Judge:
    """Who judges here, at this moment, with the note of the form."""
    by = _plain(view.by, "by")
    if not by:
        raise WebError("nobody is named: say who judges so")
    return Judge(by, datetime.now(UTC), word(view, "note"))


def word(view: View, name: str) -> str:
    """The words of a field on one line, without control characters; WebError where there are too many."""
    return _plain(view.query.word(name), name)


def needed(view: View, name: str) -> str:
    """The words of a field that must have some."""
    found = word(view, name)
    if not found:
        raise WebError(f"{name} is empty: fill it in")
    return found


def _plain(typed: str, name: str) -> str:
    made = " ".join(_CONTROLS.sub(" ", typed).split())
    if len(made) > LONGEST:
        raise WebError(f"{name} has {len(made):,} characters: {LONGEST:,} are enough")
    return made


def odds(view: View, name: str) -> float | None:
    """A probability as 0.6 or 60 %, None where none is given; WebError where it is none."""
    given = word(view, name)
    if not given:
        return None
    found = _ODDS.fullmatch(given)
    value = (float(found[1]) / 100 if found[2] else float(found[1])) if found else -1.0
    if not 0 <= value <= 1:
        raise WebError(f"{name}={given[:40]}: is no probability: write it as 0.6 or 60 %")
    return round(value, 8)


def then(view: View, made: Judgement) -> str:
    """Where to go: the form's `next` if it is an address of this desk, else where what was judged stands."""
    return local(view.query.word("next")) or place(view, made)


def place(view: View, made: Judgement) -> str:
    """The address of what was judged: a statement in its article, an article, a speaker, or else its history."""
    if isinstance(made, SameAs | DifferentFrom):
        return speaker_address(made.subject)
    try:
        found = view.ledger.find(made.subject)
    except LedgerError:
        return log_address(made.subject)
    if found.statement and found.statement.id == made.subject:
        return f"/articles/{found.key}#s-{made.subject}"
    return f"/articles/{found.key}" if made.subject == found.key else log_address(made.subject)


def local(address: str) -> str:
    """An address of this desk as it stands; empty where it leads elsewhere, or might.

    >>> local("/forecasts?within=30"), local("//evil.example"), local("javascript:alert(1)"), local("/%5Cevil.example")
    ('/forecasts?within=30', '', '', '')
    """
    plain = unquote(address)
    strange = "\\" in plain or _CONTROLS.search(plain) or len(address) > 2 * LONGEST or not address.isascii()
    return "" if strange or not address.startswith("/") or plain.startswith("//") else address
