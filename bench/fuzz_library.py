"""The sections of bench.fuzz that feed the library."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import onrecord
from bench.fuzz_inputs import ENDINGS, EXAMPLES, Inputs
from onrecord import exports, reading
from onrecord.attribution.extract import ModelTagger
from onrecord.attribution.interface import Attribution
from onrecord.errors import OnrecordError
from onrecord.exports import jsonl
from onrecord.failures import attempt
from onrecord.judgements import Confirmation, Correction, Grade, Resolution
from onrecord.ledger import Ledger, Query, merge
from onrecord.ledger.dump import Version
from onrecord.pipeline import Pipeline, enrich
from onrecord.reading import PoliteClient
from onrecord.reading.unparsed import Unparsed
from onrecord.records import (
    Article,
    CacheValidators,
    Failure,
    Record,
    SeenEntry,
    Span,
    Spans,
    Statement,
    keep_first_by_id,
    statement_id,
)
from onrecord.rows import from_row, row
from onrecord.text.document import Document
from onrecord.watches.loader import parse_watch
from onrecord.watches.report import gather_report

PACKAGE = Path(onrecord.__file__).parent
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
DAYS = (
    date(2026, 10, 5),
    date(2026, 10, 5),
    date(2024, 2, 29),
    date(2022, 1, 1),
    date(1, 1, 1),
    date(9999, 12, 31),
    None,
)
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SAYING = re.compile(
    r"(?P<content>“[^”\n]{3,400}”|\"[^\"\n]{3,400}\"),?\s+(?P<source>[^\n.]{2,60}?)\s(?P<cue>said|told\s\w+)\b"
)
_SAID_THAT = re.compile(r"(?P<source>[A-Z][\w. ]{2,40}?)\s(?P<cue>said|warned|denied)\s(?P<content>[^\n.]{5,300})")
_ARTICLES_OF_A_LEDGER = 500


class FaultError(Exception):
    """Something that is wrong though nothing was raised."""


class SmallTagger:
    """Finds what is said in quotation marks, or after "said"; quick, and on any text."""

    model = "small-1"

    def tag(self, document: Document, skip: Spans = ()) -> Iterator[Attribution]:
        """Find statements by two patterns."""
        for pattern in (_SAYING, _SAID_THAT):
            for match in pattern.finditer(document.text):
                roles = (Span(*match.span(name)) for name in ("source", "cue", "content"))
                yield Attribution(*((span,) for span in roles), score=0.9)


@cache
def load_shipped() -> Pipeline:
    """Return a pipeline with the shipped model on one thread: several wait for each other by running idly."""
    return Pipeline(tagger=ModelTagger.load(threads=1))


class Section:
    """A kind of input: `draw` makes one from random numbers, `run` feeds it, `finish` says what is wrong at the end.

    timed: the bound on processor time holds.
    """

    name: ClassVar[str]
    timed = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def draw(self, rng: random.Random) -> bytes:
        """Return an input."""
        raise NotImplementedError

    def run(self, data: bytes) -> bool:
        """Feed an input; return whether it was refused. FaultError, or any exception, where something is wrong."""
        raise NotImplementedError

    def finish(self) -> Iterator[str]:
        """Yield what is wrong after all inputs."""
        return iter(())


class Reading(Section):
    """Articles that are read, kept, and looked up again.

    endings: of the files' names. by_model: the part of them that the shipped model reads, which takes twenty times as
    long as the small tagger.
    """

    endings: ClassVar[tuple[str, ...]] = ENDINGS
    by_model: ClassVar[float] = 0.03

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.small = Pipeline(tagger=SmallTagger())
        self.client = PoliteClient(pause=0.0, sleep=lambda seconds: None)
        self.ledger, self.kept, self.ledgers = self._open(0), 0, 0

    def _open(self, number: int) -> Ledger:
        return Ledger.open(self.folder / f"{self.name}-{number}.db")

    def run(self, data: bytes) -> bool:
        """Read the articles of a file; what it is called, and when it was printed, depends on its bytes alone."""
        rng = random.Random(data)
        name, published = f"a{rng.choice(self.endings)}", rng.choice(DAYS)
        pipeline = load_shipped() if rng.random() < self.by_model else self.small
        refused = False
        for item in reading.read_bytes(data, name, published=published, client=self.client):
            found = attempt(item.build, item.origin) if isinstance(item, Unparsed) else item
            if isinstance(found, Failure):
                refused = True
                _check_failure(found)
            elif isinstance(found, Article):
                self.keep(pipeline.record(found))
            elif not isinstance(found, CacheValidators | SeenEntry):
                raise FaultError(f"a source holds {type(found).__name__}")
        return refused

    def keep(self, record: Record) -> None:
        """Keep a record; FaultError where it is no strict JSON, holds a control character or comes back as another."""
        printed = json.dumps(row(record), ensure_ascii=False, allow_nan=False).encode("utf-8")
        plain = replace(record, notices=())
        _check_strings(json.loads(printed))
        if from_row(json.loads(printed), origin=record.article.origin) != plain:
            raise FaultError("its row is read as another record")
        kept = self.ledger.keep(record, model="fuzz", at=NOON)
        if kept.state != "same" and self.ledger.record(kept.key) != plain:
            raise FaultError("the ledger gives back another record")
        self.kept += 1
        if self.kept % _ARTICLES_OF_A_LEDGER == 0:
            self._check_exports()
            self.ledgers += 1
            self.ledger = self._open(self.ledgers)

    def _check_exports(self) -> None:
        for kind in exports.TEXT_FORMATS:
            _check_export(self.ledger, kind)
        self.ledger.close()

    def finish(self) -> Iterator[str]:
        """Export what is left."""
        try:
            self._check_exports()
        except Exception as error:
            yield f"{type(error).__name__} in an export: {error}"


class Texts(Reading):
    """Plain texts."""

    name = "texts"
    endings = (".txt", "")

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).text().encode("utf-8", "surrogatepass")


class Strings(Reading):
    """Texts that a program hands over as they are, lone surrogates and all."""

    name = "strings"

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).text().encode("utf-8", "surrogatepass")

    def run(self, data: bytes) -> bool:
        text = data.decode("utf-8", "surrogatepass") if _is_passable(data) else data.decode("utf-8", "replace")
        try:
            article = Article.from_text(
                text, published=random.Random(data).choice(DAYS), title=text[:20], url=text[-20:]
            )
        except OnrecordError:
            return True
        self.keep(self.small.record(article))
        return False


class Pages(Reading):
    """Pages."""

    name = "pages"
    endings = (".html",)

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).html().encode("utf-8", "surrogatepass")


class Bytes(Reading):
    """Bytes in all encodings, some broken."""

    name = "bytes"

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).encoded()


class Rows(Reading):
    """Rows of JSON Lines, with spans or without."""

    name = "rows"
    endings = (".jsonl",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seeds: list[dict[str, Any]] = [json.loads(json.dumps(row(record))) for record in read_examples()]

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).rows(self.seeds)


class Feeds(Reading):
    """Feeds, whose entries have their own text or link to where nothing can be fetched."""

    name = "feeds"
    endings = (".xml", "")

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).feed()


class Stages(Reading):
    """Statements of any spans, as another model or a hand may give them: some without source, cue or content."""

    name = "stages"

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).text().encode("utf-8", "replace")

    def run(self, data: bytes) -> bool:
        text, rng = data.decode("utf-8", "replace"), random.Random(data)
        if not text.strip():
            return True
        article = Article.from_text(text, published=rng.choice(DAYS))
        drawn = keep_first_by_id(_draw_statement(article, rng) for _ in range(rng.randint(1, 6)))
        self.keep(enrich(Record(article, drawn)))
        return False


def _draw_statement(article: Article, rng: random.Random) -> Statement:
    roles = tuple(tuple(_draw_spans(len(article.text), rng)) for _ in range(3))
    acts = ("say", "deny", "believe", "intend", "order", "ask", "know", "perceive", "decline")
    kinds = ("direct", "indirect", "mixed")
    return Statement(statement_id(article, *roles), *roles, kind=rng.choice(kinds), act=rng.choice(acts))


def _draw_spans(length: int, rng: random.Random) -> Iterator[Span]:
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        start = rng.randrange(length)
        yield Span(start, min(length, start + rng.choice((1, 5, 30, 200))))


class OverExamples(Section):
    """A ledger of the examples with judgements, for what is asked of one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.path = folder / "examples.db"
        build_ledger(self.path)
        self.ledger = Ledger.open(self.path)


class Queries(OverExamples):
    """Searches as typed."""

    name = "queries"

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).query().encode("utf-8", "surrogatepass")

    def run(self, data: bytes) -> bool:
        if not _is_passable(data):
            return True
        try:
            found = self.ledger.search(Query(data.decode("utf-8", "surrogatepass")), limit=5, today=NOON.date())
        except OnrecordError:
            return True
        if len(found.hits) > found.total:
            raise FaultError("more hits than there are")
        return False


class Watches(OverExamples):
    """Watch files, and the reports of those that can be read."""

    name = "watches"

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).watch().encode("utf-8", "surrogatepass")

    def run(self, data: bytes) -> bool:
        if not _is_passable(data):
            return True
        try:
            gather_report(self.ledger, parse_watch(data.decode("utf-8", "surrogatepass")), today=NOON.date())
        except OnrecordError:
            return True
        return False


class Imports(OverExamples):
    """Exports, changed and imported: what was taken can be shown, searched and exported."""

    name = "imports"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seeds: list[dict[str, Any]] = [json.loads(line) for line in exports.export_text(self.ledger, "jsonl")]
        self.ledger.close()
        self.copy = folder / "copy.db"

    def draw(self, rng: random.Random) -> bytes:
        return Inputs(rng).export_lines(self.seeds)

    def run(self, data: bytes) -> bool:
        shutil.copyfile(self.path, self.copy)
        refused = False
        with Ledger.open(self.copy) as ledger:
            for line in data.decode("utf-8", "replace").splitlines():
                try:
                    parsed = jsonl.parse_line(line)
                # Its promise: a ValueError in words for the user.
                except ValueError:
                    refused = True
                    continue
                self._merge(ledger, parsed)
            for kind in exports.TEXT_FORMATS:
                _check_export(ledger, kind)
            for hit in ledger.search(Query(""), limit=50, today=NOON.date()).hits:
                ledger.find(hit.statement.id)
        return refused

    def _merge(self, ledger: Ledger, parsed: Any) -> None:
        try:
            if isinstance(parsed, Version):
                merge.merge_version(ledger.database, parsed)
                return
            if merge.merge_judgement(ledger.database, parsed) and parsed.kind not in ("redact", "withdraw"):
                ledger.whole_id(parsed.id)
        except OnrecordError:
            return


LIBRARY_SECTIONS: tuple[type[Section], ...] = (
    *(Texts, Strings, Pages, Bytes, Rows, Feeds, Stages, Queries, Watches, Imports),
)


def read_examples() -> list[Record]:
    """Return the records of the examples, by the small tagger."""
    files = (path for path in sorted(EXAMPLES.iterdir()) if path.suffix in (".txt", ".html"))
    found = reading.read_articles(files, published=NOON.date())
    pipeline = Pipeline(tagger=SmallTagger())
    return [pipeline.record(article) for article in found if isinstance(article, Article)]


def build_ledger(path: Path) -> list[str]:
    """Keep the examples, and judgements of most kinds about them; return the ids of their statements."""
    ids: list[str] = []
    with Ledger.open(path) as ledger:
        for record in read_examples():
            ledger.keep(record, model="small-1", at=NOON)
            ids += [statement.id for statement in record.statements]
            for statement in islice(record.statements, 2):
                ledger.judge(Confirmation(statement.id, by="Ida", at=NOON))
                ledger.judge(Correction(statement.id, field="speaker", value="Mara Voss", by="Ida", at=NOON))
                ledger.judge(Resolution(statement.id, outcome="yes", on=NOON.date(), by="Ida", at=NOON))
        ledger.judge(Grade("Mara Voss", reliability="B", by="Ida", at=NOON))
    return ids


def _check_failure(failure: Failure) -> None:
    if failure.trace:
        raise FaultError(f"{failure.trace.strip().splitlines()[-1]:.80} {failure.reason:.80}")
    if FORBIDDEN.search(failure.origin + failure.reason):
        raise FaultError("a failure with a control character")


def _check_export(ledger: Ledger, kind: str) -> None:
    text = "".join(exports.export_text(ledger, kind))
    text.encode("utf-8")
    if kind == "csv":
        return
    for part in text.split("\n") if kind in ("jsonl", "ftm") else [text]:
        if part.strip():
            json.loads(part, parse_constant=_refuse_constant)


def _refuse_constant(word: str) -> object:
    raise FaultError(f"{word} is no JSON")


def _check_strings(value: Any) -> None:
    if isinstance(value, str):
        if FORBIDDEN.search(value):
            raise FaultError("a control character got through")
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            _check_strings(part)


def _is_passable(data: bytes) -> bool:
    """Return whether bytes are UTF-8, half surrogate pairs allowed; what was made shorter may not be."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
