"""A stage of one's own on several cores: mark statements that name no source that could be asked.

python examples/own_stage.py examples 2026-10-05
"""

import sys
from dataclasses import replace

import onrecord


def count_unnamed(record: onrecord.Record, document: onrecord.Document) -> onrecord.Record:
    """Note how many statements have an unnamed speaker, and in how many sentences the article is told."""
    unnamed = sum(statement.speaker.name is None for statement in record.statements)
    note = f"{unnamed} of {len(record.statements)} statements unnamed, {len(document.sentences)} sentences"
    return replace(record, notices=(*record.notices, note))


# Each worker process imports this file: without the guard it would start workers of its own.
if __name__ == "__main__":
    folder, published = sys.argv[1:] or ("examples", "2026-10-05")
    pipeline = onrecord.Pipeline().then(count_unnamed)
    for item in pipeline.records(onrecord.articles(folder, published=published), workers=2):
        if isinstance(item, onrecord.Record):
            print(item.article.title, "|", *item.notices)
