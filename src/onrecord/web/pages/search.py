"""The search: the query, its results, and facets that narrow them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from onrecord.analysis.budget import LeftOut
from onrecord.analysis.claims import find_claim
from onrecord.errors import OnrecordError, QueryError
from onrecord.ledger import Hits, Ledger, Query
from onrecord.ledger.search.engine import MOST_COUNTED
from onrecord.ledger.search.facets import Facet, search_with_facets
from onrecord.text.format import format_day
from onrecord.web.components import ListedStatement
from onrecord.web.desk import View
from onrecord.web.errors import WebError
from onrecord.web.pages.claim import CLAIM_BUDGET as CLAIM
from onrecord.web.pagination import Pager, build_pager

# Statements on a page; `limit` asks for more.
HITS_SHOWN = 20
# Characters of a query; a pasted article is refused before it is parsed.
_LONGEST_QUERY = 1_000
# A quoted phrase is one token, also after "speaker:"; a mark may still be open while somebody types.
_QUERY_TOKEN = re.compile(r'[^\s"]*"[^"]*"?|\S+')
# The fields that facets set.
_CONDITION = re.compile(r'(?:speaker|publisher|act|is|likelihood|said):(?:"[^"]*"|[^\s"]+)')
_GROUPS = {
    "speaker": "Speakers",
    "publisher": "Publishers",
    "act": "Acts",
    "forecast": "Forecasts",
    "likelihood": "How likely they call it",
    "year": "Years",
    "month": "Months",
}
_QUERY_EXAMPLES = (
    ('"state of emergency"', "words that stand together"),
    ("bridge OR tunnel", "either of two words"),
    ("speaker:minister act:deny", "denials by a minister"),
    ("is:overdue", "forecasts whose day is past"),
    ("people>1000", "numbers of people over a thousand"),
    ("likelihood>70% is:forecast", "forecasts called likely"),
    ("about:2027", "what speaks of 2027"),
)
_HELP = (
    ('bridge har* "state of emergency"', "words of what was said, in any ending, words that stand together"),
    ("-harbour NOT tunnel -speaker:voss", "without a word, or without anything else here"),
    ("bridge OR tunnel", "either of two neighbours; all else must hold together"),
    ('speaker:"mara voss" org:"port authority" is:unnamed', "who said it: name, source as printed, organisation"),
    ("publisher:courier", "where it was printed"),
    (
        "act:deny kind:direct",
        "say, deny, believe, intend, order, ask, know, perceive, decline; direct, indirect, mixed",
    ),
    ("said:2026-09 said:2026-09..2026-10 since:2026 until:2026-Q3", "when it was said, or else printed"),
    ("about:2027-03..2027-05", "the time that it speaks of"),
    ("is:forecast is:open is:overdue is:resolved is:confirmed due:2027-03", "forecasts, and what became of them"),
    ("certainty:likely likelihood>70% polarity:negative confidence:high", "how surely it was said"),
    ("troops>100000 unit:troops 1000..5000 number>1bn", "a number of something"),
    ("claim:3f9a", "the sightings of a claim, by the id of a statement"),
)


@dataclass(frozen=True)
class QueryExample:
    """An example of a query."""

    query: Annotated[str, "what to type"]
    what: Annotated[str, "what it finds"]
    address: Annotated[str, "the address of its answer; empty if it is only an explanation"] = ""


@dataclass(frozen=True)
class FacetChoice:
    """A condition that narrows the results, or does so already."""

    words: Annotated[str, "what answers have in common"]
    count: Annotated[int, "how many of those that were looked at"]
    condition: Annotated[str, "the condition, in the search's language"]
    on: Annotated[bool, "is it asked for already?"]
    address: Annotated[str, "the search with it, or where it is on without it"]


@dataclass(frozen=True)
class FacetGroup:
    """Facets of one kind."""

    name: Annotated[str, "what they are"]
    choices: Annotated[tuple[FacetChoice, ...], "each of them"]


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """The page of a search."""

    q: Annotated[str, "what was asked, as typed"]
    error: Annotated[str, "what is wrong with it, and what would be right; empty where nothing is"]
    hits: Annotated[tuple[ListedStatement, ...], "the statements on this page"]
    place: Annotated[Pager, "where in the answer one is"]
    notice: Annotated[str, "what was left out of a claim that was asked for; empty where nothing was"]
    sort: Annotated[str, "in which order they come"]
    among: Annotated[int, "of how many answers, the first of all, the choices are counted"]
    groups: Annotated[tuple[FacetGroup, ...], "what they have in common, by kind"]
    conditions: Annotated[tuple[FacetChoice, ...], "the conditions that were typed or chosen, to take them away again"]
    examples: Annotated[tuple[QueryExample, ...], "what can be asked"]
    guide: Annotated[tuple[QueryExample, ...], "the search's language, a line each"]
    address: Annotated[str, "the address of this search, which stays; .json and .csv behind /search give it as data"]
    csv: Annotated[str, "the address of up to 1,000 of its answers as CSV"]
    json: Annotated[str, "the address of its answers as JSON, 100 of them"]


def build_search_page(view: View) -> SearchPage:
    """Return the results of the query `q` from `offset` on, or the error if it cannot be parsed."""
    q = view.query.word("q")
    offset = view.query.number("offset", 0, most=MOST_COUNTED)
    size = view.query.number("limit", HITS_SHOWN, most=1_000) or HITS_SHOWN
    wanted, error, left_out = Query(q), "", list[LeftOut]()
    hits, groups, among, ranked = Hits(0, ()), tuple[FacetGroup, ...](), 0, False
    try:
        if len(q) > _LONGEST_QUERY:
            raise QueryError(
                f"a search takes up to {_LONGEST_QUERY:,} characters, and these are {len(q):,}; leave some out"
            )
        claim = claimed_by(view.ledger, left_out)
        hits, facets = search_with_facets(
            view.ledger.database, wanted, limit=size, offset=offset, today=view.today, claim=claim
        )
        among, ranked, groups = facets.among, facets.ranked, tuple(_group_facets(q, facets.found))
    except OnrecordError as wrong:
        error = str(wrong)
    place = build_pager("/search", view.query, len(hits.hits), total=hits.total, size=size, more=hits.more)
    # The search reads MOST_COUNTED hits at the most: a page after that would be empty.
    if offset + size >= MOST_COUNTED:
        place = replace(place, after="")
    return SearchPage(
        q=q,
        error=error,
        hits=tuple(ListedStatement.of(hit) for hit in hits.hits),
        place=place,
        notice=_describe_claim_bound(left_out),
        sort="the best match first" if ranked else "what was said last first",
        among=among,
        groups=groups,
        conditions=tuple(
            FacetChoice(condition, 0, condition, on=True, address=_search_address(remove_condition(q, condition)))
            for condition in _removable_conditions(q)
        ),
        examples=tuple(QueryExample(query, what, _search_address(query)) for query, what in _QUERY_EXAMPLES),
        guide=tuple(QueryExample(query, what) for query, what in _HELP),
        address=_search_address(q),
        csv=_search_address(q, ".csv"),
        json=_search_address(q, ".json", limit="100"),
    )


def claimed_by(ledger: Ledger, left_out: list[LeftOut]) -> Callable[[str], Iterator[str]]:
    """Return a function from a statement's id to its claim's sightings. It adds to `left_out` the bounds it reached."""

    def sightings(identifier: str) -> Iterator[str]:
        answer = find_claim(ledger, identifier, budget=CLAIM)
        left_out.extend(answer.left_out)
        return (seen.sighting.statement.id for claim in answer.items for seen in claim.seen)

    return sightings


def _describe_claim_bound(left_out: list[LeftOut]) -> str:
    limit = min((bound.limit for bound in left_out), default=0)
    return f"The claim was compared with the {limit:,} statements that share most of its rare words." if limit else ""


def search_rows(context: SearchPage) -> Iterator[dict[str, Any]]:
    """Return the results as rows. Raise WebError if the query could not be parsed."""
    if context.error:
        raise WebError(context.error)
    return (hit.row() for hit in context.hits)


def _search_address(q: str, kind: str = "", **more: str) -> str:
    fields = ({"q": q} if q else {}) | more
    return f"/search{kind}?{urlencode(fields)}" if fields else f"/search{kind}"


def _group_facets(q: str, facets: tuple[Facet, ...]) -> Iterator[FacetGroup]:
    for of, name in _GROUPS.items():
        choices = tuple(_facet_choice(q, facet) for facet in facets if facet.of == of)
        if choices:
            yield FacetGroup(name, choices)


def _facet_choice(q: str, one: Facet) -> FacetChoice:
    condition = condition_of(one)
    on = condition in _removable_conditions(q)
    return FacetChoice(
        _facet_words(one),
        one.count,
        condition,
        on,
        _search_address(remove_condition(q, condition) if on else f"{q} {condition}".strip()),
    )


def condition_of(one: Facet) -> str:
    """Return the condition, in the search's language, that asks for a facet's value.

    >>> condition_of(Facet("speaker", 'Mara "M" Voss', 3)), condition_of(Facet("month", "2026-09", 3))
    ('speaker:"Mara M Voss"', 'said:2026-09')
    """
    if one.of in ("speaker", "publisher"):
        plain = " ".join(one.value.replace('"', "").split())
        return f'{one.of}:"{plain}"'
    return {"act": "act:", "forecast": "is:", "likelihood": "likelihood:"}.get(one.of, "said:") + one.value


def _facet_words(one: Facet) -> str:
    if one.of == "month":
        return _format_month(one.value)
    return one.value.replace("..", "–").replace("%", " %") if one.of == "likelihood" else one.value


def _format_month(value: str) -> str:
    from datetime import date

    return format_day(date.fromisoformat(f"{value}-01")).split(" ", 1)[1]


def _removable_conditions(q: str) -> list[str]:
    """Return the conditions of a query that can be removed alone: those without an OR or NOT beside them."""
    tokens = ["", *_QUERY_TOKEN.findall(q), ""]
    conditions = [
        token
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if _CONDITION.fullmatch(token) and before not in ("OR", "NOT") and after != "OR"
    ]
    return list(dict.fromkeys(conditions))


def remove_condition(q: str, condition: str) -> str:
    """Return a query without a condition.

    >>> remove_condition('bridge act:deny "two  words"', "act:deny")
    'bridge "two  words"'
    """
    return " ".join(token for token in _QUERY_TOKEN.findall(q) if token != condition)
