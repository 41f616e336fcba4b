"""Look for texts on which a pattern of onrecord takes more than linear time.

    python -m bench.patterns                 # every pattern, at lengths of 1,000, 2,000 and 4,000: a few minutes
    python -m bench.patterns --exponential   # only what doubles with each part: seconds, as the tests run it

All patterns are collected: those of a run over examples, those that are compiled only where a text holds their words,
and those written within functions. For each loop in a pattern, texts are made from its parse tree (`bench.pumps`).
Processor time is compared with that at a shorter text, so a slow machine changes nothing. Prints each pattern found
with its text, and exits with 1 if there is one.
"""

import argparse
import ast
import gc
import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from re import _compiler  # type: ignore[attr-defined]

import onrecord
from bench.pumps import Pump, compile_pattern, list_pumps

SOURCE = Path(onrecord.__file__).parent
EXAMPLES = SOURCE.parent.parent / "examples"
# Patterns that are used in a loop over several, by `match` and `fullmatch` alone.
_MATCHED_IN_LOOPS = {"_OR_MORE", "_OR_LESS", "_LAST_DASH", "_LAST_COLON", "_FIRST_COLON"}
_RE_CALLS = {
    f"re.{name}" for name in ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub")
}

_EXAMPLES = ("feature.txt", "page.html")
_PRINTED = date(2026, 10, 5)
_SENTENCE = "Voss shut the bridge, and Reh opened the tunnel."

# Seconds of processor time: below it a ratio says nothing. At these lengths a linear search takes far less.
_FLOOR = 0.02
_FIRST_LOOK = 0.002
_LENGTH = 1000
_STEPS = (3, 5, 7, 9, 11, 13, 16, 19, 22, 25)
# From one of these numbers of parts to the next, t ~ n^4 grows by under 3 where it is above the floor; 2^n by 4 or 8.
_EXPONENTIAL_RATIO = 3.0
_MOST_EXPONENT = 1.3


@dataclass(frozen=True, slots=True)
class Site:
    """A pattern, its flags, and where it is compiled: a file below the source and a line.

    anchored: it is tried at one place only, by `match` or `fullmatch`.
    """

    pattern: str | bytes
    flags: int
    file: str
    line: int
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A text on which a pattern is slow: seconds of processor time at each number of parts."""

    pump: Pump
    times: dict[int, float]


def collect_patterns() -> list[Site]:
    """Return each pattern of the package once. Call it in a process that hasn't imported onrecord's modules yet."""
    sites: dict[tuple[str | bytes, int], Site] = {}
    original = _compiler.compile

    def note(pattern: str | bytes, flags: int = 0) -> re.Pattern:
        caller = sys._getframe(1)
        while caller.f_back and caller.f_code.co_filename.endswith(("re/__init__.py", "functools.py")):
            caller = caller.f_back
        path = Path(caller.f_code.co_filename)
        if isinstance(pattern, str | bytes) and path.is_relative_to(SOURCE):
            site = Site(pattern, int(flags), str(path.relative_to(SOURCE)), caller.f_lineno)
            sites.setdefault((pattern, int(flags)), site)
        return original(pattern, flags)

    _compiler.compile = note
    try:
        _compile_all()
    finally:
        _compiler.compile = original
    for site in _list_written_patterns():
        sites.setdefault((site.pattern, site.flags), site)
    anchored = _list_anchored()
    return [replace(site, anchored=(site.file, site.line) in anchored) for site in sites.values()]


def _list_anchored() -> set[tuple[str, int]]:
    """Return where patterns are compiled that are used by `match` and `fullmatch` alone, by their names."""
    found = set()
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.match", "re.fullmatch"):
                found.add((str(path.relative_to(SOURCE)), node.lineno))
            inner = node.body[-1] if isinstance(node, ast.FunctionDef) else node
            compiled = getattr(inner, "value", None)
            if not isinstance(compiled, ast.Call) or ast.unparse(compiled.func) != "re.compile":
                continue
            if isinstance(node, ast.FunctionDef):
                name = rf"{node.name}\([^()]*\)"
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
            else:
                continue
            uses = re.findall(rf"\b{name}(?!\w)(?:\.(\w+))?", text)
            methods = {use for use in uses if use}
            # Once without a method is where it is named; more is another use.
            plain = uses.count("") <= 1 and methods and methods <= {"match", "fullmatch"}
            if plain or name in _MATCHED_IN_LOOPS:
                found.add((str(path.relative_to(SOURCE)), compiled.lineno))
    return found


def _compile_all() -> None:
    """Import every module, and run what compiles patterns when it is first used."""
    for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        importlib.import_module(module.name)
    # Not at the top: a pattern is seen only when its module is imported while `note` is in place.
    from onrecord.enrich.times.named_events import compile_anchor, load_known_anchors
    from onrecord.identities.mentions import PersonNames
    from onrecord.identities.spelling import fold_spelling, read_name
    from onrecord.ledger.search.query import parse
    from onrecord.records import Span
    from onrecord.text.prefilter import Alternative
    from onrecord.watches import clauses, places

    for name in _EXAMPLES:
        record = onrecord.record(onrecord.read(EXAMPLES / name), published=_PRINTED)
        for statement in record.statements:
            places.find_place(record, statement)
    for alternative in [each for each in gc.get_objects() if isinstance(each, Alternative)]:
        _ = alternative.compiled
    for anchor in load_known_anchors():
        compile_anchor(anchor)
    for table in ("sounds", "consonants"):
        fold_spelling("voss", table)
    read_name("Петр Иванович Носков", person=True)
    parse("boats>1.5m", _PRINTED)
    person = PersonNames(frozenset(("Mara K. Voss",)), frozenset(("Mara Reh",)))
    person.find_mentions("M. Voss and Mara Voss came.", present=True)
    person.is_in_address("https://harbour.example/voss", present=True)
    list(clauses.find_assertions(_SENTENCE, Span(0, len(_SENTENCE))))


def _list_written_patterns() -> Iterator[Site]:
    """Yield the patterns that are written out in a call of re, also in functions that the run has not reached."""
    for file, call in _list_calls():
        if isinstance(call.args[0], ast.Constant):
            written = ast.unparse(call)
            flags = sum(flag for flag in re.RegexFlag if f"re.{flag.name}" in written)
            yield Site(call.args[0].value, flags, file, call.lineno)


def _list_calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of re in the package, each with its file."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in _RE_CALLS:
                yield str(path.relative_to(SOURCE)), node


def list_unseen(sites: list[Site]) -> list[str]:
    """Return the calls of re whose pattern is put together when they run, and which no run has reached."""
    seen = {(site.file, site.line) for site in sites}
    return [
        f"{file}:{call.lineno}"
        for file, call in _list_calls()
        # What is escaped has no loop.
        if not (isinstance(call.args[0], ast.Constant) or ast.unparse(call.args[0]).startswith("re.escape("))
        and (file, call.lineno) not in seen
    ]


def find_exponential(pattern: str | bytes, flags: int = 0, *, anchored: bool = False) -> Finding | None:
    """Return a short text on which the time is multiplied with every few parts more; None if none is known.

    It ends by itself, because it goes on to longer texts only as long as the shorter ones take next to no time.
    """
    compiled = compile_pattern(pattern, flags)
    for pump in list_pumps(pattern, flags, nested=True):
        times: dict[int, float] = {}
        for parts in _STEPS:
            last = times[max(times)] if times else 0.0
            text = pump.text(parts)
            spent = measure(compiled, text, anchored=anchored)
            if spent > _FLOOR and spent > _EXPONENTIAL_RATIO * last:
                # Once more: a process may be held up.
                spent = min(spent, measure(compiled, text, anchored=anchored))
            times[parts] = spent
            if spent > _FLOOR:
                if spent > _EXPONENTIAL_RATIO * last:
                    return Finding(pump, times)
                break
    return None


def find_superlinear(pattern: str | bytes, flags: int = 0, *, anchored: bool = False) -> Finding | None:
    """Return the text, of those tried, on which the time grows most, if it is more than linear.

    Texts of twice and four times the length are tried where the first takes long.
    """
    compiled = compile_pattern(pattern, flags)
    worst: tuple[float, Finding] | None = None
    for pump in list_pumps(pattern, flags):
        parts = max(1, _LENGTH // len(pump.part))
        if measure(compiled, pump.text(parts), anchored=anchored) < _FIRST_LOOK:
            continue
        sizes = (parts, 2 * parts, 4 * parts)
        times = {n: min(measure(compiled, pump.text(n), anchored=anchored) for _ in range(2)) for n in sizes}
        exponent = fit_exponent(times)
        if times[4 * parts] > _FLOOR and exponent > _MOST_EXPONENT and (worst is None or exponent > worst[0]):
            worst = exponent, Finding(pump, times)
    return worst[1] if worst else None


def measure(compiled: re.Pattern[str], text: str, *, anchored: bool = False) -> float:
    """Return the seconds of processor time that a search takes which goes through the whole text.

    anchored: only a match at its beginning.
    """
    begun = time.process_time()
    if anchored:
        compiled.match(text)
    else:
        for _ in compiled.finditer(text):
            pass
    return time.process_time() - begun


def fit_exponent(times: dict[int, float]) -> float:
    """Return the exponent k of t = c·n^k between the smallest and the largest n."""
    least, most = min(times), max(times)
    return math.log(max(times[most], 1e-9) / max(times[least], 1e-9)) / math.log(most / least)


def main() -> int:
    """Print what is found, and return 1 if there is anything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--exponential", action="store_true", help="look only for exponential time, on short texts")
    parser.add_argument("--in", dest="file", default="", help="only the patterns of files whose name holds this")
    asked = parser.parse_args()
    sites = collect_patterns()
    unseen = list_unseen(sites)
    for place in unseen:
        print(f"{place}: the pattern is put together here, and no run reaches it: call it in bench.patterns")
    find = find_exponential if asked.exponential else find_superlinear
    slow = 0
    for site in sites:
        finding = find(site.pattern, site.flags, anchored=site.anchored) if asked.file in site.file else None
        if finding:
            slow += 1
            _print_finding(site, finding)
    print(f"{len(sites)} patterns, {slow} slow, {len(unseen)} not reached")
    return bool(slow or unseen)


def _print_finding(site: Site, finding: Finding) -> None:
    pump, times = finding.pump, finding.times
    shown = site.pattern if isinstance(site.pattern, str) else site.pattern.decode("latin-1")
    print(f"{site.file}:{site.line}: {shown if len(shown) <= 160 else f'{shown[:100]} … {shown[-50:]}'}")
    print(f"    {pump.beginning!r} + {pump.part!r} * n + {pump.ending!r}", end="; ")
    print(", ".join(f"n = {parts}: {seconds:.4f} s" for parts, seconds in times.items()), end="; ")
    print(f"exponent {fit_exponent(times):.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
