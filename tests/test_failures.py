"""Whatever one article raises becomes a Failure that says where; what every article would meet is raised."""

from pathlib import Path

import pytest
from taggers import Silent, Stumbles, TooFar

from onrecord import Document, Record
from onrecord.errors import LedgerError, NotFoundError, OnrecordError, UnreadableError
from onrecord.failures import attempt, describe_exception
from onrecord.pipeline import Pipeline
from onrecord.records import Article, Failure
from onrecord.text.normalise import collapse_spaces

TEXTS = ["Voss: It rained.", "Reh: I stumble.", "Orlo: It snowed."]


def raising(error: BaseException):
    def work() -> None:
        raise error

    return work


def test_a_fault_in_onrecord_is_named_by_its_place_in_the_package() -> None:
    failure = attempt(lambda: collapse_spaces(None), "a.txt")  # type: ignore[arg-type]
    assert isinstance(failure, Failure)
    assert failure.origin == "a.txt"
    assert failure.reason.startswith("could not be read by onrecord itself (")
    assert ", text/normalise.py:" in failure.reason
    assert "please report it" in failure.reason
    assert failure.trace.startswith("Traceback")


def test_a_fault_elsewhere_is_not_laid_at_our_door() -> None:
    failure = attempt(raising(ZeroDivisionError("one")), "a.txt")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("could not be read: test_failures.py:")
    assert failure.reason.endswith(", which is not part of onrecord, raised ZeroDivisionError")


@pytest.mark.parametrize("error", [UnreadableError("is empty"), OnrecordError("is empty"), NotFoundError("is empty")])
def test_our_own_message_is_the_reason(error: OnrecordError) -> None:
    assert attempt(raising(error), "a.txt") == Failure("a.txt", "is empty")


@pytest.mark.parametrize("error", [LedgerError("no space is left"), KeyboardInterrupt(), SystemExit(3)])
def test_what_every_article_would_meet_is_raised(error: BaseException) -> None:
    with pytest.raises(type(error)):
        attempt(raising(error), "a.txt")


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    assert "(ValueError, an unknown place)" in describe_exception("a.txt", ValueError()).reason


def test_an_article_that_its_tagger_cannot_read_costs_no_other() -> None:
    pipeline = Pipeline(tagger=Stumbles())
    first, failure, last = pipeline.records([Article(text[:3], text, origin=f"{text[:3]}.txt") for text in TEXTS])
    assert [len(each.statements) for each in (first, last) if isinstance(each, Record)] == [1, 1]
    assert isinstance(failure, Failure)
    assert failure.origin == "Reh.txt"
    assert failure.reason.startswith("could not be read: taggers.py:")
    assert "it stumbled" in failure.trace
    with pytest.raises(IndexError):
        pipeline.record(TEXTS[1])


def stop(record: Record, document: Document) -> Record:
    raise KeyboardInterrupt


def test_an_interrupted_reading_ends() -> None:
    with pytest.raises(KeyboardInterrupt):
        list(Pipeline(tagger=Silent(), stages=[stop]).records(TEXTS))


def test_a_mistake_of_a_tagger_is_a_failure_in_a_batch() -> None:
    (failure,) = Pipeline(tagger=TooFar()).records(["Voss said so"])
    assert isinstance(failure, Failure)
    assert failure.origin == "the text 'Voss said so'"
    assert "past the end of the text" in failure.reason
    assert failure.trace == ""


def test_what_is_no_article_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(OnrecordError, match="needed, not"):
        list(Pipeline(tagger=Silent()).records([Path("a.txt")]))  # type: ignore[list-item]
