"""How likely a statement calls a thing: which of its phrases govern, and what they come to."""

import pytest
from marked import marked

from onrecord.enrich.certainty import certainty
from onrecord.records import Statement
from onrecord.text.document import Document

WIDE, ICD, READERS = "no study covers it, so the interval is wide", "the band of ICD 203", "what readers take it for"


def read(content: str, cue: str = "said") -> Statement:
    record = marked(f"{{S:Voss}} {{C:{cue}}} {{T:{content}}}.")
    (statement,) = certainty(record, Document.from_text(record.article.text)).statements
    return statement


def frames(phrase: str, source: str, frame: str = "will") -> str:
    return f"“{phrase}”: {source}; “{frame}” only frames it"


# (content, low, high, the reason)
FRAMED = [
    ("the mayor will resign", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the mayor will likely resign", 0.55, 0.8, frames("likely", ICD)),
    ("the mayor will probably resign", 0.55, 0.8, frames("probably", ICD)),
    ("the mayor will perhaps resign", 0.15, 0.65, frames("perhaps", WIDE)),
    ("the mayor will possibly resign", 0.15, 0.65, frames("possibly", WIDE)),
    ("the mayor will most likely resign", 0.8, 0.95, frames("most likely", ICD)),
    ("the mayor will almost certainly resign", 0.95, 0.99, frames("almost certainly", ICD)),
    ("the mayor is going to likely resign", 0.55, 0.8, frames("likely", ICD, "going to")),
    ("perhaps the mayor will resign", 0.15, 0.65, frames("perhaps", WIDE)),
    ("it is likely that the mayor will resign", 0.55, 0.8, frames("likely", ICD)),
    ("there is a good chance the mayor will resign", 0.7, 0.9, frames("good chance", READERS)),
    ("the mayor would probably resign", 0.55, 0.8, f"“probably”: {ICD}"),
    ("the mayor will, officials believe, likely resign", 0.55, 0.8, frames("likely", ICD)),
    ("the mayor will, clerks and porters believe, likely resign", 0.55, 0.8, frames("likely", ICD)),
    ("the mayor will, if it rains, perhaps resign", 0.15, 0.65, frames("perhaps", WIDE)),
    ("it will be perhaps the longest bridge", 0.15, 0.65, frames("perhaps", WIDE)),
]
SEVERAL = [
    ("the mayor may well resign", 0.4, 0.8, f"“may well”: {WIDE}"),
    ("the mayor could still possibly resign", 0.15, 0.65, f"“could”: {WIDE}"),
    (
        "the mayor could and likely will resign",
        0.15,
        0.65,
        f"“could”: {WIDE}; “likely” is stronger; “will” only frames it",
    ),
    ("it is likely that the mayor may resign", 0.2, 0.7, f"“may”: {WIDE}; “likely” is stronger"),
    ("it is unlikely that the mayor could resign", 0.2, 0.45, f"“unlikely”: {ICD}; “could” denies nothing"),
]
DENIED = [
    ("the mayor will not resign", 0.01, 0.2, f"“will not”: {WIDE}"),
    ("the mayor will no longer resign", 0.01, 0.2, f"“will no longer”: {WIDE}"),
    ("we’ll never resign", 0.01, 0.2, f"“’ll never”: {WIDE}"),
    ("the mayor is not likely to resign", 0.2, 0.45, f"“not likely”: {ICD}"),
    ("the mayor is likely not to resign", 0.2, 0.45, f"“likely”: {ICD}, turned round by the negation after it"),
    (
        "the mayor will perhaps never resign",
        0.35,
        0.85,
        f"“perhaps”: {WIDE}, turned round by the negation after it; “will” only frames it",
    ),
    (
        "the mayor will not likely resign",
        0.2,
        0.45,
        f"“likely”: {ICD}, turned round by the negation beside it; “will not” only frames it",
    ),
    (
        "the mayor likely won’t resign",
        0.2,
        0.45,
        f"“likely”: {ICD}, turned round by the negation beside it; “won’t” only frames it",
    ),
]
BESIDE = [
    ("the mayor will resign, but his deputy may stay", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the mayor may resign, but his deputy will stay", 0.2, 0.7, f"“may”: {WIDE}"),
    ("the bridge will close and a ferry will perhaps run", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the river rose and the bridge will probably close", 0.55, 0.8, frames("probably", ICD)),
    ("although it may rain, the match will go ahead", 0.8, 0.99, f"“will”: {WIDE}"),
    ("before the vote, the mayor may resign", 0.2, 0.7, f"“may”: {WIDE}"),
    ("the bridge, which may be repaired, will close", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the plan that may fail will be dropped", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the plan that will likely fail", 0.55, 0.8, frames("likely", ICD)),
    ("those who may be sick will be tested", 0.8, 0.99, f"“will”: {WIDE}"),
    ("nobody will be spared, however rich he may be", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the likely winner will be sworn in", 0.8, 0.99, f"“will”: {WIDE}"),
    ("likely voters will be asked", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the mayor will resign, possibly in May", 0.8, 0.99, f"“will”: {WIDE}"),
    ("it will cost perhaps 40 million crowns", 0.8, 0.99, f"“will”: {WIDE}"),
    ("the mayor will seek to resign", 0.8, 0.99, f"“will”: {WIDE}"),
    ("she will have a chance to speak", 0.8, 0.99, f"“will”: {WIDE}"),
    ("they see a chance she will speak", 0.15, 0.65, frames("a chance", WIDE)),
    ("the mayor is expected to say it will likely close", 0.6, 0.95, f"“is expected to”: {WIDE}"),
    ("the bridge – perhaps the oldest – will close", 0.8, 0.99, f"“will”: {WIDE}"),
    ("this will only serve them as a tool, and potentially kill", 0.8, 0.99, f"“will”: {WIDE}"),
    ("naming the group as Islamic will help it, and potentially kill", 0.8, 0.99, f"“will”: {WIDE}"),
    ("there will be maybe 10 to 15 percent left", 0.8, 0.99, f"“will”: {WIDE}"),
    ("this will make it impossible to win", 0.8, 0.99, f"“will”: {WIDE}"),
    ("nobody knows what the field will look like", 0.8, 0.99, f"“will”: {WIDE}"),
    ("maybe not literally, but it could rise", 0.15, 0.65, f"“maybe”: {WIDE}"),
    ("it will not only close", 0.8, 0.99, f"“will”: {WIDE}"),
    ("as it rains, the match will probably be off", 0.55, 0.8, frames("probably", ICD)),
    ("It – and it will stay so – is open. It will not close.", 0.8, 0.99, f"“will”: {WIDE}"),
    ("It will close. It may reopen.", 0.8, 0.99, f"“will”: {WIDE}"),
    ("It rained. It will probably close.", 0.55, 0.8, frames("probably", ICD)),
]


@pytest.mark.parametrize(("content", "low", "high", "because"), [*FRAMED, *SEVERAL, *DENIED, *BESIDE])
def test_the_phrases_of_a_content_combine(content: str, low: float, high: float, because: str) -> None:
    likelihood = read(content).likelihood
    assert likelihood
    assert (likelihood.low, likelihood.high, likelihood.because) == (low, high, because)
    assert likelihood.polarity == (
        "-" if any(content == denied for denied, *_ in DENIED) or "unlikely" in content else "+"
    )


BY_THE_CUE = [
    ("believes", "it will close", 0.6, 0.95, frames("believes", READERS)),
    ("expects", "it will close", 0.55, 0.9, frames("expects", WIDE)),
    ("hopes", "it will close", 0.4, 0.85, frames("hopes", WIDE)),
    ("doubts", "it will close", 0.05, 0.4, frames("doubts", READERS)),
    ("doubts", "it is likely to close", 0.05, 0.4, f"“doubts”: {READERS}"),
    ("does not believe", "it will close", 0.05, 0.4, frames("does not believe", READERS)),
    (
        "doubts",
        "it will not close",
        0.6,
        0.95,
        f"“doubts”: {READERS}, turned round by the negation in the content; “will not” only frames it",
    ),
    ("believes", "it may close", 0.2, 0.7, f"“may”: {WIDE}"),
    ("believes", "it will likely close", 0.55, 0.8, frames("likely", ICD)),
    # How the reporter views it, and acts of speech, say nothing of how sure the speaker is.
    # A doubt does not reach past "but" and "while".
    ("rejects", "the remarks but will meet him", 0.8, 0.99, f"“will”: {WIDE}"),
    ("dismissed", "efforts to close it while saying they will vote", 0.8, 0.99, f"“will”: {WIDE}"),
    ("rejected", "rumours that it could close", 0.05, 0.3, f"“rejected”: {WIDE}"),
    ("claims", "it will close", 0.8, 0.99, f"“will”: {WIDE}"),
    ("warned", "it will close", 0.8, 0.99, f"“will”: {WIDE}"),
]


@pytest.mark.parametrize(("cue", "content", "low", "high", "because"), BY_THE_CUE)
def test_the_cue_governs_a_bare_future(cue: str, content: str, low: float, high: float, because: str) -> None:
    likelihood = read(content, cue).likelihood
    assert likelihood
    assert (likelihood.low, likelihood.high, likelihood.because) == (low, high, because)


@pytest.mark.parametrize(
    ("cue", "content"), [("said", "it is closed"), ("believes", "it is safe"), ("doubts", "it is safe")]
)
def test_without_a_phrase_in_the_content_there_is_no_likelihood(cue: str, content: str) -> None:
    assert read(content, cue).likelihood is None


SCOPES = [
    ("said", "the mayor will resign", ["main"]),
    ("said", "the mayor will likely resign", ["frame", "main"]),
    ("said", "the mayor will resign, but may return", ["main", "aside"]),
    ("said", "if she will, he may", ["aside", "main"]),
    ("believes", "the mayor will resign", ["main", "frame"]),
    ("claims", "the mayor will resign", ["aside", "main"]),
]


@pytest.mark.parametrize(("cue", "content", "scopes"), SCOPES)
def test_each_phrase_has_its_scope(cue: str, content: str, scopes: list[str]) -> None:
    assert [hedge.scope for hedge in read(content, cue).certainty] == scopes
