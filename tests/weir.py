"""An invented article whose words are redacted, with all that can be read of a statement."""

from datetime import UTC, date, datetime

from onrecord.records import Article, Hedge, Quantity, Record, Span, Speaker, Statement, Time, statement_id

NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)
TEXT = (
    "Weir to go\n\nCaretaker Ottoline Quist said perhaps forty zebras drowned on Michaelmas, and added that "
    "the sluice was rotten. Hana Doul denied it. She called Quist a liar."
)
GONE = ("zebras", "drowned", "Michaelmas", "forty", "perhaps")


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def record(text: str = TEXT, identifier: str = "weir", **about) -> Record:
    article = Article(identifier, text, title="Weir to go", published=date(2026, 10, 5), **about)

    def said(source: str, cue: str, content: str, **readings) -> Statement:
        spans = tuple((span(text, words),) for words in (source, cue, content))
        return Statement(statement_id(article, *spans), *spans, **readings)

    day = Time(
        span(text, "on Michaelmas"), "DATE", "2026-09-29", because="“Michaelmas” is a day", first=date(2026, 9, 29)
    )
    count = Quantity(span(text, "forty"), 40, 40, because="a number", unit="zebras")
    quist = Speaker("Ottoline Quist", "person", "named", role="Caretaker")
    doubt = Hedge(span(text, "perhaps"), "perhaps", "content", because="“perhaps”", low=0.2, high=0.8)
    drowned = said(
        "Caretaker Ottoline Quist",
        "said",
        "perhaps forty zebras drowned on Michaelmas",
        speaker=quist,
        times=(day,),
        quantities=(count,),
        certainty=(doubt,),
    )
    rotten = said("Caretaker Ottoline Quist", "added", "that the sluice was rotten", speaker=quist)
    denied = said("Hana Doul", "denied", "it", speaker=Speaker("Hana Doul", "person", "“it”: that zebras drowned"))
    liar = said("She", "called", "Quist a liar", speaker=Speaker("Hana Doul", "person", "“She” is Hana Doul"))
    return Record(article, (drowned, rotten, denied, liar), (day,), (count,))
