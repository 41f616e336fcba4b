"""Little articles with their statements marked: "{S:Mara Voss} {C:said} {T:that it rained}."

A new statement begins with a role that the one before has already, but for a second {T:…}; "|" begins one by force.
"""

import re
from datetime import date

from onrecord.records import Article, Record, Span, Statement, statement_id

MARK = re.compile(r"\{([SCT]):([^{}]*)\}|\|")
ROLES = {"S": "source", "C": "cue", "T": "content"}


def marked(text: str, *, published: date | None = None, act: str = "say") -> Record:
    """The record of a marked text, its statements with spans alone."""
    plain, place = "", 0
    groups: list[dict[str, list[Span]]] = [{}]
    for match in MARK.finditer(text):
        plain += text[place : match.start()]
        place = match.end()
        if match[0] == "|":
            groups.append({})
            continue
        role = ROLES[match[1]]
        if role in groups[-1] and role != "content":
            groups.append({})
        if match[2]:
            groups[-1].setdefault(role, []).append(Span(len(plain), len(plain) + len(match[2])))
        else:
            groups[-1].setdefault(role, [])
        plain += match[2]
    article = Article("a", plain + text[place:], published=published)
    made = [tuple(tuple(group.get(role, ())) for role in ROLES.values()) for group in groups if group]
    return Record(article, tuple(Statement(statement_id(article, *s), *s, act=act) for s in made))
