"""Which hedges of a statement are about its content's main verb. The patterns are in hedge_scope.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.records import Hedge, HedgeScope, Spans
from onrecord.text.document import Document


@dataclass(frozen=True, slots=True)
class HedgeRole:
    """What the vocabulary says of a phrase.

    frame: a bare future. verb: the verb of its own clause ("seek to"). belief: in a cue, how sure the speaker is.
    """

    frame: bool = False
    verb: bool = False
    belief: bool = False


class ClausePlace(NamedTuple):
    """Where a phrase stands: the number of its sentence and of its main clause there.

    `opened` tells subordinate clauses apart: where it begins in the words before the phrase; -1 in the main clause.
    """

    sentence: int
    number: int
    opened: int


# Characters before a phrase in which its clause is looked for. Few sentences are as long; one of a thousand
# phrases would be read a thousand times.
_FURTHEST_WORDS = 1000


@cache
def clause_patterns() -> dict[str, re.Pattern[str]]:
    """Compile the patterns of hedge_scope.toml, by name; `marks` joins those that a clause is read from."""
    words: dict[str, str] = tomllib.loads((files("onrecord.enrich") / "hedge_scope.toml").read_text("utf-8"))
    marks = "|".join(f"(?P<{name}>{words[name]})" for name in ("opens", "begins", "closes", "inserts"))
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in (*words.items(), ("marks", marks))}


def scope_hedges(
    hedges: Sequence[Hedge], roles: Sequence[HedgeRole], content: Spans, document: Document
) -> tuple[Hedge, ...]:
    """Return the hedges of a statement, in its order, each with its scope; `roles` are theirs, one each.

    The main clause is, in the first sentence with a phrase, that of the first phrase which is not in a subordinate one.
    A single hedge is main.
    """
    inside = [i for i, hedge in enumerate(hedges) if hedge.of == "content"]
    if len(hedges) < 2 or not inside:
        return tuple(hedges)
    leads = {i: _words_before(hedges[i], content, document) for i in inside}
    content_roles = [roles[i] for i in inside]
    main = _main_phrases([hedges[i] for i in inside], content_roles, list(leads.values()), document)
    governing = [inside[i] for i in main]
    reached = not clause_patterns()["beyond_doubt"].search(leads[governing[0]])
    beliefs = [i for i, role in enumerate(roles) if role.belief and (reached or hedges[i].polarity == "+")]
    frames = [i for i in governing if roles[i].frame]
    plain = [i for i in governing if not roles[i].frame]
    scopes: dict[int, HedgeScope] = dict.fromkeys((*plain, *beliefs), "main")
    if plain or beliefs:
        scopes |= dict.fromkeys(frames, "frame")
    else:
        scopes[frames[0]] = "main"
    return tuple(replace(hedge, scope=scopes.get(i, "aside")) for i, hedge in enumerate(hedges))


def _main_phrases(
    hedges: Sequence[Hedge], roles: Sequence[HedgeRole], leads: Sequence[str], document: Document
) -> list[int]:
    """The numbers of the phrases of a content that hedge its main verb: at least one."""
    text = document.text
    clauses: list[ClausePlace] = []
    for i, hedge in enumerate(hedges):
        between = text[hedges[i - 1].span.end : hedge.span.start] if i else None
        joined = between is not None and clause_patterns()["joins"].fullmatch(between)
        sentence = document.sentence(hedge.span.start)
        clauses.append(clauses[-1] if joined else ClausePlace(sentence, *_find_clause(leads[i], hedge.phrase)))
    free = [i for i, hedge in enumerate(hedges) if not _is_of_a_noun(hedge, leads[i], text)] or [0]
    opening = [i for i in free if clauses[i].sentence == clauses[free[0]].sentence]
    first = next((i for i in opening if clauses[i].opened < 0), opening[0])
    same = [i for i in opening if clauses[i] == clauses[first]]
    later = (i for i in same[1:] if not roles[i].verb and not _is_of_an_adjunct(hedges[i], hedges[i - 1], text))
    return [same[0], *later]


def _words_before(hedge: Hedge, content: Spans, document: Document) -> str:
    """The words of the content before a phrase, in its sentence, without attributions between commas."""
    start = max(document.sentence_start(hedge.span.start), hedge.span.start - _FURTHEST_WORDS)
    parts = [
        document.text[max(span.start, start) : min(span.end, hedge.span.start)]
        for span in content
        if span.start < hedge.span.start and span.end > start
    ]
    return clause_patterns()["attribution"].sub("", ", ".join(parts))


def _find_clause(lead: str, phrase: str) -> tuple[int, int]:
    """Find which main clause the words before a phrase end in, and where a subordinate one opens, -1 for none."""
    patterns = clause_patterns()
    if patterns["relative"].search(lead):
        return 0, len(lead)
    number, opened, inserted = 0, -1, -1
    for mark in patterns["marks"].finditer(lead):
        if mark["opens"]:
            opened = mark.end()
        elif mark["inserts"]:
            inserted = mark.end() if inserted < 0 else -1
        elif mark["closes"]:
            opened = -1
        elif opened < 0 or lead[: mark.start()].rstrip().endswith(","):
            number, opened = number + 1, -1
    # Without a comma, a relative clause ends at the verb of the main one: "those who may be ill must be tested".
    if opened >= 0 and patterns["modal"].match(phrase) and patterns["modal"].search(lead, opened):
        opened = -1
    return number, max(opened, inserted)


def _is_of_a_noun(hedge: Hedge, lead: str, text: str) -> bool:
    """Return whether a phrase belongs to a noun: "the likely winner", "have a chance", "make it impossible"."""
    patterns = clause_patterns()
    if "chance" in hedge.phrase.lower():
        return bool(patterns["opportunity"].search(lead))
    if patterns["about_a_thing"].fullmatch(hedge.phrase) and patterns["caused"].search(lead):
        return True
    if not patterns["adjective"].fullmatch(hedge.phrase):
        return False
    owned = patterns["determiner"].search(lead) and patterns["attributed"].match(text, hedge.span.end)
    return bool(owned or patterns["candidate"].match(text, hedge.span.end))


def _is_of_an_adjunct(hedge: Hedge, before: Hedge, text: str) -> bool:
    """Return whether an adverb hedges a day, an amount or a result, and not the verb of the phrase `before`."""
    patterns = clause_patterns()
    if not patterns["adverb"].fullmatch(hedge.phrase):
        return False
    if patterns["amount"].match(text, hedge.span.end):
        return True
    apart = not patterns["auxiliaries"].fullmatch(text, before.span.end, hedge.span.start)
    return apart and bool(patterns["adjunct"].match(text, hedge.span.end))
