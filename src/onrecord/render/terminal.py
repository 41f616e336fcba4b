"""Print records and search hits in a terminal: the words as printed, with source, cue and content marked.

With colours the three roles differ by colour; without (a pipe, NO_COLOR) by brackets, so that nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from onrecord.judgements import Judgement
from onrecord.ledger import Hit
from onrecord.records import Article, Forecast, Hedge, Record, Span, Statement, Time
from onrecord.render.judgements import describe_judgement
from onrecord.render.printer import Console, Text
from onrecord.text.format import format_day, format_probability, format_quantity, format_share

ROLE_STYLES = {"source": "bold cyan", "cue": "yellow", "content": "green"}
ROLE_BRACKETS = {"source": ("{", "}"), "cue": ("<", ">"), "content": ("[", "]")}
# Between two spans of one statement stands at most a line: more hides where the next span begins.
_LONGEST_GAP = 60
_GAP_ENDS = 20
# Text narrower than this wraps into one word a line and cannot be read; a narrow window scrolls instead.
_NARROWEST = 20


def role_legend(console: Console) -> Text:
    """Return one line that explains the marks of the three roles."""
    legend = Text()
    for role in ROLE_STYLES:
        legend.append("  " if legend else "").append(_mark_role(role, role, colour=has_colour(console)))
    return legend


def mark_statement(text: str, statement: Statement, *, colour: bool) -> Text:
    """Return the statement as the article prints it, from its first span to its last, the roles marked."""
    roles = sorted((span, role) for role in ROLE_STYLES for span in getattr(statement, role))
    marked = Text()
    place = roles[0][0].start if roles else 0
    for span, role in roles:
        marked.append(_shorten_gap(text[place : span.start]))
        marked.append_text(_mark_role(join_lines(span.of(text)), role, colour=colour))
        place = max(place, span.end)
    return marked


def _mark_role(words: str, role: str, *, colour: bool) -> Text:
    if colour:
        return Text(words, style=ROLE_STYLES[role])
    opening, closing = ROLE_BRACKETS[role]
    return Text(opening + words + closing)


def _shorten_gap(words: str) -> str:
    flat = join_lines(words)
    return flat if len(flat) <= _LONGEST_GAP else f"{flat[:_GAP_ENDS]} … {flat[-_GAP_ENDS:]}"


def join_lines(words: str) -> str:
    """Return words on one line: each stretch of white space becomes one space, those at the ends too."""
    return re.sub(r"\s+", " ", words)


def has_colour(console: Console) -> bool:
    """Return whether a console shows colours; a pipe and NO_COLOR do not."""
    return console.color_system is not None


def statement_details(statement: Statement) -> Iterator[str]:
    """Yield what was read from a statement, one short line for each kind of reading."""
    speaker = statement.speaker
    name = (speaker.name or f"unnamed ({speaker.because})") if speaker else "unknown"
    about = ", ".join(x for x in (speaker.role, speaker.organisation) if x) if speaker and speaker.name else ""
    score = "" if statement.score is None else f"  {format_share(statement.score)} likely right"
    yield f"{name}{f' ({about})' if about else ''}  {statement.act}, {statement.kind}{score}  {statement.id}"
    if statement.said_at:
        yield f"said      {format_time(statement.said_at)}"
    for hedge in statement.certainty:
        yield f"certainty {format_hedge(hedge)}"
    if statement.confidence:
        yield f"confidence {statement.confidence.level} ({statement.confidence.phrase})"
    if statement.times:
        yield "times     " + "; ".join(map(format_time, statement.times))
    if statement.quantities:
        yield "numbers   " + "; ".join(map(format_quantity, statement.quantities))
    if statement.forecast:
        yield f"forecast  {format_forecast(statement.forecast)}"


def format_time(time: Time) -> str:
    """Return a time's TIMEX3 value, with its alternatives."""
    return time.value if not time.alternatives else f"{time.value} (or {', '.join(time.alternatives)})"


def format_hedge(hedge: Hedge) -> str:
    """Return a phrase of certainty with its interval of probability."""
    negative = ", negative" if hedge.polarity == "-" else ""
    return f"“{hedge.phrase}” in the {hedge.of}{negative}: {format_probability(hedge.low, hedge.high) or 'unknown'}"


def format_forecast(forecast: Forecast) -> str:
    """Return a forecast's horizon and condition, and why it cannot be resolved where that is known."""
    horizon = f"from {format_day(forecast.first, unknown='now')} to {format_day(forecast.last, unknown='open')}"
    condition = f", {forecast.condition}" if forecast.condition else ""
    return horizon + condition + (f" (cannot be resolved: {forecast.unresolvable})" if forecast.unresolvable else "")


def article_heading(article: Article) -> Text:
    """Return an article's title, and where and when it was published."""
    day = format_day(article.published) if article.published else None
    about = ", ".join(x for x in (article.publisher, day, article.byline, article.url) if x)
    heading = Text(article.title or article.id, style="bold")
    return heading.append(f"  {about}" if about else "", style="not bold dim")


def print_record(console: Console, record: Record, judged: Mapping[str, tuple[Judgement, ...]] | None = None) -> None:
    """Print an article's statements, marked, each with its readings and with what people judged of it.

    judged: judgements by the id of their statement.
    """
    console.print(article_heading(record.article))
    for number, statement in enumerate(record.statements, 1):
        console.print()
        words = mark_statement(record.article.text, statement, colour=has_colour(console))
        print_entry(console, f"{number:>3} ", words)
        print_dim_lines(console, statement_details(statement))
        print_dim_lines(console, map(describe_judgement, (judged or {}).get(statement.id, ())))
    if not record.statements:
        console.print("    no statements", style="dim")
    console.print()


def print_dim_lines(console: Console, lines: Iterable[str]) -> None:
    """Print indented, dim lines."""
    for line in lines:
        print_entry(console, "    ", Text(line, style="dim"))


def print_entry(console: Console, label: str, text: Text) -> None:
    """Print a text after its label; its further lines are indented as far."""
    wrapped = text.wrap(console, max(_NARROWEST, console.width - len(label)))
    for i, line in enumerate(wrapped):
        console.print(Text(label if i == 0 else " " * len(label)).append_text(line), soft_wrap=True)


def print_hit_lines(console: Console, hit: Hit) -> None:
    """Print a search hit, with the words that were searched for marked."""
    speaker = hit.statement.speaker
    name = (speaker and speaker.name) or hit.source or "unnamed"
    day = format_day(hit.published) if hit.published else None
    about = ", ".join(x for x in (hit.title, hit.publisher, day) if x)
    console.print(Text(name, style="bold cyan").append(f"  {hit.cue}  ", style="not bold yellow"), soft_wrap=True)
    print_entry(console, "    ", highlight_matches(hit.content, hit.matches, colour=has_colour(console)))
    print_dim_lines(console, [f"{about}  {hit.statement.id}", *map(describe_judgement, hit.judged)])


def highlight_matches(words: str, matches: Iterable[Span], *, colour: bool) -> Text:
    """Return words with the matches of a search marked; without colours by asterisks.

    >>> highlight_matches("the bridge closed", [Span(4, 10)], colour=False).plain
    'the *bridge* closed'
    """
    # Piece by piece: a sign for a control character is longer, and would move all offsets behind it.
    marked, place = Text(), 0
    for span in matches:
        marked.append(words[place : span.start])
        marked.append(span.of(words) if colour else f"*{span.of(words)}*", "bold reverse" if colour else None)
        place = span.end
    return marked.append(words[place:])
