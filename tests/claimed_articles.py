"""Articles whose statements are claims, made without the model."""

from onrecord.records import Article, Record, Span, Speaker, Statement, statement_id

QUAY = "the old quay at Lissen will close by the end of the year"


def article(name: str, *told: tuple[str | None, str, str], **about) -> Record:
    """An article with a sentence for each (speaker, cue, content)."""
    text, made = f"{name}: a headline\n", []
    for speaker, cue, content in told:
        source = speaker or "An official"
        start = len(text) + 1
        text += f"\n{source} {cue} {content}."
        ends = [start + len(source), start + len(source) + 1 + len(cue)]
        spans = (Span(start, ends[0]),), (Span(ends[0] + 1, ends[1]),), (Span(ends[1] + 1, len(text) - 1),)
        made.append((spans, Speaker(speaker, "person" if speaker else "unnamed", "given")))
    kept = Article(name, text, title=f"{name}: a headline", **about)
    return Record(kept, tuple(Statement(statement_id(kept, *s), *s, speaker=who) for s, who in made))
