"""What the readers yield, parsed as the pipeline would."""

from collections.abc import Iterable, Iterator

from onrecord.failures import attempt
from onrecord.reading import Unparsed
from onrecord.reading.feed_reader import SourceItem
from onrecord.records import Article, Failure


def parse(items: Iterable[SourceItem]) -> Iterator[Article | Failure]:
    """The articles and failures among them; notes on what was fetched are left out."""
    for each in items:
        if isinstance(each, Failure):
            yield each
        elif isinstance(each, Unparsed):
            yield attempt(each.build, each.origin)
