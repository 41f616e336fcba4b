"""The pipeline with the shipped model and with parts of one's own, in this process and in others."""

from datetime import date

import pytest
from taggers import Colons, Connected, Lost, Silent, Stammering, TooFar, forget, shout

from onrecord import bulk
from onrecord.errors import OnrecordError
from onrecord.pipeline import RULES_VERSION, STAGES, Pipeline, Stage
from onrecord.records import UNRESOLVED, Article, CacheValidators, Failure, Record, SeenEntry

TALK = "Voss: The bridge is safe.\nReh: It may close by 2027."
GERMAN = (
    "Die Brücke wurde am Montag gesperrt, weil das Wasser zu hoch stand und niemand wusste, wann es wieder fällt. "
    "Die Stadt hat noch nichts beschlossen."
)


def batch(count: int) -> list[Article | Failure | CacheValidators | SeenEntry]:
    articles: list[Article | Failure | CacheValidators | SeenEntry] = [
        Article(str(i), f"Voss: {i} bridges were shut in May.") for i in range(count)
    ]
    articles[count // 2] = Failure("x.txt", "is empty")
    return [
        *articles,
        SeenEntry("https://lissen.example/feed", "a", "0"),
        CacheValidators("https://lissen.example/feed", '"a"', feed=True),
    ]


def found(pipeline: Pipeline, count: int = 40) -> list[int]:
    """How many statements each record has, read by two workers."""
    records = pipeline.records(batch(count), workers=2)
    return [len(record.statements) for record in records if isinstance(record, Record)]


def test_workers_read_what_this_process_reads() -> None:
    pipeline = Pipeline()
    assert list(pipeline.records(batch(40), workers=2)) == list(pipeline.records(batch(40)))


@pytest.mark.parametrize(("tagger", "each"), [(Silent(), 0), (Colons(), 1)], ids=["silent", "colons"])
def test_workers_use_the_tagger_that_was_given(tagger: Silent | Colons, each: int) -> None:
    """Up to version 0.1.0 they took the shipped model after the first sixteen articles."""
    assert bulk.ALONE < 39
    assert found(Pipeline(tagger=tagger)) == [each] * 39


def test_workers_run_the_stages_that_were_given() -> None:
    records = Pipeline(tagger=Silent(), stages=[shout]).records(batch(40), workers=2)
    notices = [record.notices for record in records if isinstance(record, Record)]
    assert notices == [("1 sentences",)] * 39


@pytest.mark.parametrize(
    "pipeline",
    [Pipeline(tagger=Connected()), Pipeline(tagger=Silent(), stages=[lambda record, document: record])],
    ids=["tagger", "stage"],
)
def test_what_cannot_be_sent_to_workers_is_refused_at_once(pipeline: Pipeline) -> None:
    """Never another model instead, and not only after the first sixteen articles."""
    with pytest.raises(OnrecordError, match=r"cannot be sent to other processes .*workers=1"):
        pipeline.records(["Voss: It rained."], workers=2)
    (record,) = pipeline.records(["Voss: It rained."], workers=1)
    assert record.statements == ()


def test_what_workers_cannot_load_is_reported() -> None:
    with pytest.raises(OnrecordError, match=r"cannot load the tagger or a stage \(No module named .*notebook"):
        found(Pipeline(tagger=Lost()))


def test_a_network_that_was_not_loaded_is_never_replaced_by_the_shipped_one() -> None:
    from onrecord.attribution.extract import ModelTagger
    from onrecord.attribution.tagger import Network

    loaded = Network.load()
    built = Network(loaded._session, loaded._tokenizer, loaded.settings)
    with pytest.raises(OnrecordError, match="was not loaded from a folder"):
        Pipeline(tagger=ModelTagger(built)).records(["Voss said so."], workers=2)


def test_a_tagger_of_ones_own() -> None:
    record = Pipeline(tagger=Colons(score=0.5)).record(TALK, published="2026-10-05")
    first, second = record.statements
    assert [(s.speaker.name, s.score, s.act) for s in (first, second)] == [("Voss", 0.5, "say"), ("Reh", 0.5, "say")]
    assert second.forecast
    assert second.forecast.last == date(2027, 12, 31)
    assert Pipeline(tagger=Colons(model="colons-2")).model == f"colons-2, rules {RULES_VERSION}"


def test_statements_that_score_too_little_are_left_out() -> None:
    for least, count in [(0.5, 2), (0.51, 0)]:
        (record,) = Pipeline(tagger=Colons(score=0.5)).records([TALK], min_score=least)
        assert len(record.statements) == count


def test_furniture_is_given_to_the_tagger_to_skip() -> None:
    from onrecord.records import Span

    article = Article("a", TALK, furniture=(Span(0, TALK.index("\n")),))
    (said,) = Pipeline(tagger=Colons()).extract(article)
    assert said.source[0].of(TALK) == "Reh"


def test_a_span_past_the_end_is_refused() -> None:
    with pytest.raises(OnrecordError, match=r"too-far-1 gave .*past the end of the text \(12 characters\)"):
        Pipeline(tagger=TooFar()).record("Voss said so")


def test_stages_are_added_or_replaced() -> None:
    pipeline = Pipeline(tagger=Colons())
    assert pipeline.stages == STAGES
    assert pipeline.then(shout).stages == (*STAGES, shout)
    assert pipeline.then(shout).record(TALK).notices == ("2 sentences",)
    (first, _) = Pipeline(tagger=Colons(), stages=[]).extract(TALK)
    assert first.speaker == UNRESOLVED
    assert first.times == ()


def test_a_stage_that_returns_nothing_is_named() -> None:
    stage: Stage = forget  # type: ignore[assignment]
    with pytest.raises(OnrecordError, match="the stage forget must return a Record, not NoneType"):
        Pipeline(tagger=Silent(), stages=[stage]).record(TALK)


@pytest.mark.parametrize("article", [GERMAN, Article("a", GERMAN), Article("a", TALK, language="de")])
def test_another_language_is_left_unread(article: Article | str) -> None:
    record = Pipeline(tagger=Colons()).record(article)
    assert record.notices == ("is in another language than English (de): left unread",)
    assert record.statements == ()


def test_what_a_tagger_finds_twice_is_one_statement() -> None:
    assert Pipeline(tagger=Stammering()).extract(TALK) == Pipeline(tagger=Colons()).extract(TALK)
