"""How a record looks in a terminal: the words as printed, with source, cue and content marked.

With colours the three roles differ by colour; without (a pipe, NO_COLOR) by brackets, so that nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console
from rich.text import Text

from onrecord.ledger import Hit
from onrecord.records import Article, Forecast, Hedge, Judgement, Record, Span, Statement, Time
from onrecord.render.judgements import told
from onrecord.text.format import format_day, format_probability, format_quantity

STYLES = {"source": "bold cyan", "cue": "yellow", "content": "green"}
BRACKETS = {"source": ("{", "}"), "cue": ("<", ">"), "content": ("[", "]")}
_GAP = 60
"""Words between two spans that are longer than this many characters are shortened to an ellipsis."""


def legend(console: Console) -> Text:
    """One line that explains the marks."""
    return Text("  ").join(_marked(role, role, colour=_colour(console)) for role in STYLES)


def statement_text(text: str, statement: Statement, *, colour: bool) -> Text:
    """The statement as the article prints it, from its first span to its last, the roles marked."""
    roles = sorted((span, role) for role in STYLES for span in getattr(statement, role))
    made = Text()
    place = roles[0][0].start if roles else 0
    for span, role in roles:
        made.append(_between(text[place : span.start]))
        made.append_text(_marked(_oneline(span.of(text)), role, colour=colour))
        place = max(place, span.end)
    return made


def _marked(words: str, role: str, *, colour: bool) -> Text:
    if colour:
        return Text(words, style=STYLES[role])
    opening, closing = BRACKETS[role]
    return Text(opening + words + closing)


def _between(words: str) -> str:
    flat = _oneline(words)
    return flat if len(flat) <= _GAP else f"{flat[:20]} … {flat[-20:]}"


def _oneline(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _colour(console: Console) -> bool:
    return console.color_system is not None


def details(statement: Statement) -> Iterator[str]:
    """What was read from a statement, a short line each."""
    speaker = statement.speaker
    who = (speaker.name or f"unnamed ({speaker.because})") if speaker else "unknown"
    role = ", ".join(x for x in (speaker.role, speaker.organisation) if x) if speaker and speaker.name else ""
    score = "" if statement.score is None else f"  score {statement.score:.2f}"
    yield f"{who}{f' ({role})' if role else ''}  {statement.act}, {statement.kind}{score}  {statement.id}"
    if statement.said_at:
        yield f"said      {time(statement.said_at)}"
    for hedge in statement.certainty:
        yield f"certainty {certainty(hedge)}"
    if statement.confidence:
        yield f"confidence {statement.confidence.level} ({statement.confidence.phrase})"
    if statement.times:
        yield "times     " + "; ".join(time(t) for t in statement.times)
    if statement.quantities:
        yield "numbers   " + "; ".join(map(format_quantity, statement.quantities))
    if statement.forecast:
        yield f"forecast  {forecast(statement.forecast)}"


def time(found: Time) -> str:
    """A time in a few words."""
    return found.value if not found.alternatives else f"{found.value} (or {', '.join(found.alternatives)})"


def certainty(found: Hedge) -> str:
    """A phrase of certainty with its interval."""
    odds = format_probability(found.low, found.high) or "unknown"
    return f"“{found.phrase}” in the {found.of}{', negative' if found.polarity == '-' else ''}: {odds}"


def forecast(found: Forecast) -> str:
    """A forecast's horizon, condition and why it cannot be resolved, if so."""
    made = f"from {format_day(found.first, unknown='now')} to {format_day(found.last, unknown='open')}"
    made += f", {found.condition}" if found.condition else ""
    return made + (f" (cannot be resolved: {found.unresolvable})" if found.unresolvable else "")


def heading(article: Article) -> Text:
    """An article's title and where it was printed."""
    about = [str(x) for x in (article.publisher, article.published, article.byline, article.url) if x]
    made = Text(article.title or article.id, style="bold")
    return made.append(("  " if about else "") + ", ".join(about), style="not bold dim")


def record(console: Console, shown: Record, judged: Mapping[str, tuple[Judgement, ...]] | None = None) -> None:
    """Print an article's statements, marked, each with what was read from it, and with what people judged of it."""
    console.print(heading(shown.article))
    for number, statement in enumerate(shown.statements, 1):
        console.print()
        _entry(console, f"{number:>3} ", statement_text(shown.article.text, statement, colour=_colour(console)))
        lines(console, details(statement))
        lines(console, map(told, (judged or {}).get(statement.id, ())))
    if not shown.statements:
        console.print("    no statements", style="dim")
    console.print()


def lines(console: Console, made: Iterable[str]) -> None:
    """Dim lines, set in."""
    for line in made:
        _entry(console, "    ", Text(line, style="dim"))


def _entry(console: Console, label: str, text: Text) -> None:
    """Text with a label before it, its further lines set in as far."""
    wrapped = text.wrap(console, max(20, console.width - len(label)))
    for i, line in enumerate(wrapped):
        console.print(Text(label if i == 0 else " " * len(label)).append_text(line), soft_wrap=True)


def hit(console: Console, found: Hit) -> None:
    """Print a statement that a search found, the words that were searched for marked."""
    speaker = found.statement.speaker
    who = (speaker and speaker.name) or found.source or "unnamed"
    about = ", ".join(str(x) for x in (found.title, found.publisher, found.published) if x)
    console.print(Text(who, style="bold cyan").append(f"  {found.cue}  ", style="not bold yellow"), soft_wrap=True)
    _entry(console, "    ", highlight(found.content, found.matches, colour=_colour(console)))
    lines(console, [f"{about}  {found.statement.id}", *map(told, found.judged)])


def highlight(words: str, matches: Iterable[Span], *, colour: bool) -> Text:
    """Words with the matches of a search marked; without colours by asterisks.

    >>> highlight("the bridge closed", [Span(4, 10)], colour=False).plain
    'the *bridge* closed'
    """
    if colour:
        made = Text(words)
        for span in matches:
            made.stylize("bold reverse", span.start, span.end)
        return made
    plain, place = "", 0
    for span in matches:
        plain += f"{words[place : span.start]}*{span.of(words)}*"
        place = span.end
    return Text(plain + words[place:])
