"""The pipeline, the only place where the stages meet: an article in, its record out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar, runtime_checkable

from onrecord.attribution.extract import ModelTagger, extract_statements
from onrecord.attribution.interface import Tagger
from onrecord.attribution.tagger import ModelSettings
from onrecord.bulk import InProcess, Limit, Processes
from onrecord.enrich.certainty import certainty
from onrecord.enrich.forecasts import forecasts
from onrecord.enrich.quantities import quantities
from onrecord.enrich.speakers import resolve_speakers
from onrecord.enrich.times import times
from onrecord.errors import OnrecordError
from onrecord.failures import attempt
from onrecord.records import Article, CacheValidators, Failure, Record, SeenEntry, Statement, parse_day
from onrecord.text.document import Document
from onrecord.text.language import ENGLISH, detect_language

Passing = TypeVar("Passing", bound=Failure | CacheValidators | SeenEntry)
"""What travels with the articles and passes through, in its place among them."""
_PASSING = (Failure, CacheValidators, SeenEntry)
Input = TypeVar("Input")


@runtime_checkable
class Unparsed(Protocol):
    """What an article is built from: bytes that have not been parsed, so that the process that reads also parses."""

    @property
    def origin(self) -> str:
        """Where it was read from."""

    def build(self) -> Article:
        """Return the article; raise UnreadableError if there is none in it."""


Stage = Callable[[Record, Document], Record]
"""Reads something more from a record and its document, and returns a new record."""

STAGES: tuple[Stage, ...] = (resolve_speakers, times, quantities, certainty, forecasts)
"""In this order: a forecast is read from times and certainty."""

# Raised by each release whose rules read otherwise than the last one's: a ledger keeps it with each reading, so that
# `onrecord reread` reads again what older rules have read, with the same model too. 2: hedges combined, one splitter.
RULES_VERSION = 2

_ADDRESS = re.compile(r"https?://\S+")
# Linux refuses longer names (PATH_MAX is 4,096, one part at most 255); whatever is longer than this is a text.
_LONGEST_PATH = 1024
# Of a text without a name: enough to find it again.
_ORIGIN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What reads articles: a tagger that finds statements, then stages that each read something more from them.

    tagger: any object with `model` and `tag`, see `Tagger`; None is the shipped model, loaded when it is first needed.
    stages: functions of a record and its document that return a new record, run in this order; see `then`.
    For more than one worker tagger and stages must be picklable: functions and classes at the top of a module are.
    """

    tagger: Tagger | None = None
    stages: Sequence[Stage] = STAGES

    @property
    def model(self) -> str:
        """Return the tagger's model and the version of the rules, which a ledger keeps with each reading."""
        return f"{self.tagger.model if self.tagger else shipped_model()}, rules {RULES_VERSION}"

    def then(self, *stages: Stage) -> Self:
        """Return a pipeline with further stages after those of this one."""
        return replace(self, stages=(*self.stages, *stages))

    def extract(self, article: Article | str, *, published: str | date | None = None) -> tuple[Statement, ...]:
        """Return the statements of an article, or of a text; see `record`."""
        return self.record(article, published=published).statements

    def record(self, article: Article | str, *, published: str | date | None = None) -> Record:
        """Read everything from an article, or from a text as it stands.

        published: the day from which relative dates count, where the article has none of its own.
        An article in another language than English is left unread, with a notice.
        """
        article = as_article(article, published)
        code = article.language or detect_language(article.text)
        if code != ENGLISH:
            return Record(article, notices=(f"is in another language than English ({code}): left unread",))
        document = Document.from_text(article.text)
        return enrich(
            Record(article, extract_statements(article, document, self._tagger)), document, stages=self.stages
        )

    def records(
        self,
        articles: Iterable[Article | str | Unparsed | Passing],
        *,
        workers: int | None = 1,
        min_score: float = 0.0,
    ) -> Iterator[Record | Failure | Passing]:
        """Read many articles: a stream of their records, in order; a Failure passes through in its place.

        An article that raises, in the tagger or a stage too, becomes a Failure as well, and the others are read; so
        does one on which its process dies.
        workers: the number of processes, all cores where None. min_score: leave out statements that score less.
        OnrecordError where tagger or stages cannot be sent to other processes.
        """
        # Opened here, so that what cannot be sent to other processes is refused before anything is read.
        return _read_and_close(self.open_reader(workers=workers), articles, min_score)

    def open_reader(self, *, workers: int | None = 1, limit: Limit | None = None) -> "Reader":
        """Return what reads articles with this pipeline, to be closed; see `Reader`.

        workers: the number of processes, all cores where None. limit: for one article, in a process of its own then.
        """
        if workers is not None and workers < 1:
            raise OnrecordError(f"workers must be at least 1, not {workers}: leave it out, or give None for all cores")
        if workers == 1 and limit is None:
            return Reader(InProcess(partial(_read_item, self)))
        return Reader(Processes(partial(_load_reading, self), lost=_describe_lost, count=workers, limit=limit))

    @property
    def _tagger(self) -> Tagger:
        return self.tagger or shipped_tagger()


@cache
def shipped_tagger() -> ModelTagger:
    """Return the tagger with the shipped model, loaded once a process."""
    return ModelTagger.load()


@cache
def shipped_model() -> str:
    """Return the name of the shipped model, without loading it."""
    return ModelSettings.load_shipped().model


@dataclass(frozen=True, slots=True)
class _Work:
    """Work on the bytes of a source that is no article yet. run: picklable."""

    run: Callable[[], Any]
    origin: str


class Reader:
    """Reads articles, in this process or in others that may be killed. Use it as a context manager."""

    def __init__(self, executor: "InProcess[Any, Any] | Processes[Any, Any]") -> None:
        self._executor = executor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.close()

    def read_all(
        self, articles: Iterable[Article | str | Unparsed | Passing], *, min_score: float = 0.0
    ) -> Iterator[Record | Failure | Passing]:
        """Yield the record or the Failure of each article, in order.

        min_score: leave out statements that score less.
        """
        for result in self._executor.map(articles, passes=lambda item: isinstance(item, _PASSING)):
            if isinstance(result, Record):
                likely = tuple(each for each in result.statements if (each.score or 0.0) >= min_score)
                yield replace(result, statements=likely)
            else:
                yield result

    def attempt(self, work: Callable[[], Input], origin: str, /) -> Input | Failure:
        """Return the result of work on a source, or the Failure that it comes to; where articles are read, too."""
        result: Input | Failure = self._executor.work_on(_Work(work, origin))
        return result

    def stop(self) -> None:
        """Kill the other processes at once; any thread may. What is being read raises StoppedError in its thread."""
        self._executor.stop()

    def close(self) -> None:
        """End the other processes."""
        self._executor.close()


def _read_and_close(
    reader: Reader, articles: Iterable[Article | str | Unparsed | Passing], min_score: float
) -> Iterator[Record | Failure | Passing]:
    with reader:
        yield from reader.read_all(articles, min_score=min_score)


def enrich(record: Record, document: Document | None = None, *, stages: Sequence[Stage] = STAGES) -> Record:
    """Run the stages over a record of which the statements' spans are known.

    document: that of the article's text, computed where None.
    """
    document = document or Document.from_text(record.article.text)
    for stage in stages:
        record = stage(record, document)
        if not isinstance(record, Record):
            name = getattr(stage, "__name__", repr(stage))
            raise OnrecordError(f"the stage {name} must return a Record, not {type(record).__name__}")
    return record


def as_article(article: Article | str, published: str | date | None = None) -> Article:
    """Return an article, made from a text where it is one; its own day of publication wins over `published`."""
    if isinstance(article, str):
        _check_is_text(article)
        return Article.from_text(article, published=published)
    _check_is_article(article)
    # What the page says of itself is better than what the caller says of all pages.
    if article.published is None and published is not None:
        return replace(article, published=parse_day(published))
    return article


def _check_is_article(item: object) -> None:
    if not isinstance(item, Article | str):
        raise OnrecordError(
            f"an article or a text is needed, not {type(item).__name__}: read a file with onrecord.read(…)"
        )


def _check_is_text(text: str) -> None:
    """Refuse an address or a file's name: as a text of one line it would be read without a word, and hold nothing."""
    if _ADDRESS.fullmatch(text) or _is_file(text):
        raise OnrecordError(f"{text} names a source, it is not a text: read it first, with onrecord.read({text!r})")


def _is_file(name: str) -> bool:
    try:
        return "\n" not in name and len(name) <= _LONGEST_PATH and Path(name).is_file()
    # Some texts cannot be names at all: with a null character, say, or too long for the file system.
    except (OSError, ValueError):
        return False


def _load_reading(pipeline: Pipeline) -> Callable[[Article | str | Unparsed | _Work], Any]:
    """Return the function that reads an item, in a process of its own: one of as many as there are cores."""
    tagger = pipeline.tagger or ModelTagger.load(threads=1)
    return partial(_read_item, replace(pipeline, tagger=tagger))


def _read_item(pipeline: Pipeline, item: Article | str | Unparsed | _Work) -> Any:
    if isinstance(item, _Work):
        return attempt(item.run, item.origin)
    if not isinstance(item, Unparsed):
        _check_is_article(item)
    return attempt(partial(_read_article, pipeline, item), _describe_origin(item))


def _read_article(pipeline: Pipeline, item: Article | str | Unparsed) -> Record:
    return pipeline.record(item.build() if isinstance(item, Unparsed) else item)


def _describe_lost(item: Article | str | Unparsed | _Work, reason: str) -> Failure:
    return Failure(_describe_origin(item), f"{reason}: skipped")


def _describe_origin(item: Article | str | Unparsed | _Work) -> str:
    """Return where an article is from; of a text its beginning."""
    if isinstance(item, Article):
        return item.place
    return f"the text {item[:_ORIGIN_CHARACTERS]!r}" if isinstance(item, str) else item.origin
