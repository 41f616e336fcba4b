"""Handle the forms of the desk: check the fields, apply the change with `onrecord.review`, return where to go next."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

from onrecord import review
from onrecord.errors import LedgerError
from onrecord.judgements import DifferentFrom, Judgement, SameAs, Withdrawal
from onrecord.ledger import redact
from onrecord.ledger.redaction import ALSO
from onrecord.review import Judge
from onrecord.web.components import log_address, speaker_address
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.filters import UNPRINTABLE, quote_segment
from onrecord.web.pages.watches import watch_of

# Characters of a field: a name, a reason, an address. What is judged is kept for good, so no texts get in.
LONGEST = 1_000
# Plain decimals only: float() alone would also take "nan", "1e-1" and "-0.1".
_PROBABILITY = re.compile(r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})\s*(%?)")

_PAIR_KINDS: dict[str, type[SameAs | DifferentFrom]] = {"same": SameAs, "different": DifferentFrom}


def correct_statement(view: View) -> str:
    """Correct one field of a statement."""
    field, value = read_word(view, "field"), read_word(view, "value")
    corrected: str | bool | None = value or None
    if field in ("statement", "forecast") and value.lower() == "no":
        corrected = False
    of = review.keep_corrections(view.ledger, view.path["id"], {field: corrected}, judge_of(view))[0]
    return next_address(view, of)


def confirm_forecast(view: View) -> str:
    """Confirm that a statement is a forecast, with its horizon and probability."""
    of = review.keep_confirmation(
        view.ledger,
        view.path["id"],
        judge_of(view),
        first=view.query.day("from"),
        last=view.query.day("to"),
        low=read_probability(view, "low"),
        high=read_probability(view, "high"),
    )
    return next_address(view, of)


def resolve_forecast(view: View) -> str:
    """Record the outcome of a forecast, with the evidence."""
    of = review.keep_resolution(
        view.ledger,
        view.path["id"],
        judge_of(view),
        outcome=read_word(view, "outcome"),
        on=view.query.day("on"),
        evidence=read_word(view, "evidence"),
        today=view.today,
    )
    return next_address(view, of)


def withdraw_judgement(view: View) -> str:
    """Withdraw a judgement. The address returned is that of its subject."""
    withdrawal = review.keep_withdrawal(view.ledger, view.path["id"], judge_of(view))
    of: Judgement | None = withdrawal
    # A withdrawal may itself be withdrawn: the page to show is that of the judgement at the bottom.
    every = {judgement.id: judgement for judgement in view.ledger.judgements(standing=False)}
    while isinstance(of, Withdrawal):
        of = every.get(of.subject)
    # One that cannot be read has no page.
    return next_address(view, of or withdrawal)


def redact_words(view: View) -> str:
    """Redact a statement or an article for good. Raise WebError without a reason, or if the box is not ticked."""
    if read_word(view, "sure") != "yes":
        raise WebError("it cannot be undone: tick “Remove for good”")
    why, judge = require_word(view, "why"), judge_of(view)
    also = [each for each in ALSO if read_word(view, each) == "yes"]
    redacted = redact(view.ledger.database, view.path["id"], why, by=judge.by, at=judge.at, also=also)
    if redacted.owed:
        raise WebError(f"the words are removed, but the file still holds them ({redacted.owed}): redact it once more")
    return f"/redact/{redacted.judgement.subject}"


def grade_source(view: View) -> str:
    """Grade the reliability of a source or the credibility of a statement."""
    grades = {"reliability": read_word(view, "reliability").upper(), "credibility": read_word(view, "credibility")}
    return next_address(view, review.keep_grade(view.ledger, require_word(view, "subject"), judge_of(view), **grades))


def pair_names(view: View) -> str:
    """Record that two names belong to the same speaker, or to different ones."""
    kind = read_word(view, "kind")
    if kind not in _PAIR_KINDS:
        raise WebError(f"kind={kind[:40]}: two names are the same or different")
    first, second = require_word(view, "one"), require_word(view, "other")
    return next_address(view, review.keep_pairing(view.ledger, _PAIR_KINDS[kind], first, second, judge_of(view)))


def weigh_evidence(view: View) -> str:
    """Rate a statement as evidence for one of a watch's hypotheses."""
    about = {name: read_word(view, name) for name in ("cell", "weight")}
    watch, hypothesis = watch_of(view), require_word(view, "hypothesis")
    weight = review.keep_weighing(
        view.ledger, watch, require_word(view, "statement"), judge_of(view), hypothesis=hypothesis, **about
    )
    return local_address(view.query.word("next")) or f"/watches/{quote_segment(weight.watch)}"


def judge_of(view: View) -> Judge:
    """Return who judges, with the time and the note of the form. Raise WebError if there is no name."""
    by = _clean_word(view.by, "by")
    if not by:
        raise WebError("nobody is named: say who judges so")
    return Judge(by, datetime.now(UTC), read_word(view, "note"))


def read_word(view: View, name: str) -> str:
    """Return a field on one line, without control characters. Raise WebError if it is longer than LONGEST."""
    return _clean_word(view.query.word(name), name)


def require_word(view: View, name: str) -> str:
    """Return a required field. Raise WebError if it is empty."""
    word = read_word(view, name)
    if not word:
        raise WebError(f"{name} is empty: fill it in")
    return word


def _clean_word(typed: str, name: str) -> str:
    cleaned = " ".join(UNPRINTABLE.sub(" ", typed).split())
    if len(cleaned) > LONGEST:
        raise WebError(f"{name} has {len(cleaned):,} characters: {LONGEST:,} are enough")
    return cleaned


def read_probability(view: View, name: str) -> float | None:
    """Return a probability typed as 0.6 or 60 %, None if the field is empty. Raise WebError for anything else."""
    typed = read_word(view, name)
    if not typed:
        return None
    match = _PROBABILITY.fullmatch(typed)
    value = (float(match[1]) / 100 if match[2] else float(match[1])) if match else -1.0
    if not 0 <= value <= 1:
        raise WebError(f"{name}={typed[:40]}: is no probability: write it as 0.6 or 60 %")
    # Eight digits hold a percentage of six decimals; the rest is binary noise of the division.
    return round(value, 8)


def next_address(view: View, judgement: Judgement) -> str:
    """Return the form's `next` if it is an address of this desk, else the address of the subject."""
    return local_address(view.query.word("next")) or judged_address(view, judgement)


def judged_address(view: View, judgement: Judgement) -> str:
    """Return the address of a judgement's subject: a place in an article, a speaker, or else its history."""
    if isinstance(judgement, SameAs | DifferentFrom):
        return speaker_address(judgement.subject)
    try:
        entry = view.ledger.find(judgement.subject)
    except LedgerError:
        return log_address(judgement.subject)
    if entry.statement and entry.statement.id == judgement.subject:
        return f"/articles/{entry.key}#s-{judgement.subject}"
    return f"/articles/{entry.key}" if judgement.subject == entry.key else log_address(judgement.subject)


def local_address(address: str) -> str:
    """Return an address of this desk unchanged, or an empty word if it may lead elsewhere (open redirect).

    >>> local_address("/forecasts?within=30")
    '/forecasts?within=30'
    >>> local_address("//evil.example"), local_address("javascript:alert(1)"), local_address("/%5Cevil.example")
    ('', '', '')
    """
    # Browsers read a backslash as a slash, drop tabs and line breaks, and take "//host" for another site.
    # The decoded form is what is checked, so "/%5Cevil.example" is refused as well.
    plain = unquote(address)
    strange = "\\" in plain or UNPRINTABLE.search(plain) or len(address) > 2 * LONGEST or not address.isascii()
    return "" if strange or not address.startswith("/") or plain.startswith("//") else address
