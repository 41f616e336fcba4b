"""Check values against types: JSON against the TypedDicts of a row, a frozen value against its own annotations.

An `Annotated` type may have keywords of JSON Schema, as in `onrecord.row_types`. Stricter than Python: True is no
number, 1.0 no whole number; numbers are finite, texts can be written as UTF-8.
"""

import math
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

Check = Callable[[Any], object]
"""Raises ShapeError if a value has not the shape."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# A person judges, and a model reads, in these years. Others are a broken clock, or overflow in another time zone.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
# SQLite's integers have 64 bits.
_LARGEST = 2**63
# A wrong value is repeated in the message: no more than so much of it.
_LONGEST_SHOWN = 60


class ShapeError(ValueError):
    """A value of another shape. path: the place in it, ("statements", 0, "score"); words: what is wrong there."""

    def __init__(self, words: str, path: tuple[str | int, ...] = ()) -> None:
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
        super().__init__(f"{place} {words}".strip())
        self.words, self.path = words, path

    def inside(self, part: str | int) -> "ShapeError":
        """Return the same error of a value that holds this one."""
        return ShapeError(self.words, (part, *self.path))


def check_shape(value: object, shape: Any) -> None:
    """Raise ShapeError, a ValueError, if a value has not the shape of a type.

    >>> check_shape([3, 7], list[int])
    >>> check_shape([3, 7.0], list[int])
    Traceback (most recent call last):
    onrecord.shapes.ShapeError: [1] must be a whole number, not 7.0
    """
    _checker(shape)(value)


def check_fields(value: object) -> None:
    """Raise ShapeError if a field of a dataclass's value has not the shape of its annotation."""
    of: Any = type(value)
    for name, check in _field_checkers(of):
        try:
            check(getattr(value, name))
        except ShapeError as error:
            raise error.inside(name) from None


def parse_day(text: object) -> date:
    """Return the day that a text says as 2026-10-05; ShapeError for anything else."""
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _wrong("a day, such as 2026-10-05", text)


def parse_moment(text: object) -> datetime:
    """Return the moment that a text says in ISO 8601 with its zone; ShapeError for anything else."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise _wrong("a time, such as 2026-10-05T12:30:00+00:00", text)
    _check_moment(moment)
    return moment


@cache
def _field_checkers(of: Any) -> tuple[tuple[str, Check], ...]:
    hints = get_type_hints(of, include_extras=True)
    return tuple((field.name, _checker(hints[field.name])) for field in fields(of))


@cache
def _checker(shape: Any) -> Check:  # noqa: PLR0911  # one for each sort of type
    """Return the check of a type; made once for each, as rows have thousands of values."""
    origin, parts = get_origin(shape), get_args(shape)
    if origin is NotRequired:
        return _checker(parts[0])
    if origin is Annotated:
        return _all_of(_checker(parts[0]), *(_keyword(*note) for note in parts[1:] if isinstance(note, tuple)))
    if origin in (Union, UnionType):
        return _any_of(parts)
    if origin is Literal:
        return _choice(parts)
    if origin in (list, tuple):
        return _items(origin, _checker(parts[0]))
    if is_typeddict(shape):
        return _object(shape)
    return _SIMPLE.get(shape) or _instance(origin or shape)


def _wrong(words: str, value: object) -> ShapeError:
    shown = repr(value)
    return ShapeError(f"must be {words}, not {shown[:_LONGEST_SHOWN]}{'…' if len(shown) > _LONGEST_SHOWN else ''}")


def _all_of(*checks: Check) -> Check:
    def check(value: Any) -> None:
        for one in checks:
            one(value)

    return check


def _any_of(shapes: tuple[Any, ...]) -> Check:
    checks = [_checker(shape) for shape in shapes if shape is not NoneType]
    if len(checks) < len(shapes):
        check_known = checks[0] if len(checks) == 1 else _any_known(checks)
        return lambda value: None if value is None else check_known(value)
    return _any_known(checks)


def _any_known(checks: list[Check]) -> Check:
    def check(value: Any) -> None:
        errors = list[ShapeError]()
        for one in checks:
            try:
                one(value)
            except ShapeError as error:
                errors.append(error)
            else:
                return
        # The value may be of one of these types, and wrong in itself: that says more than a list of the types.
        raise next((error for error in errors if not error.words.startswith("must be")), errors[0])

    return check


def _choice(choices: tuple[Any, ...]) -> Check:
    # With their types: 1.0 and True are equal to 1.
    known = {(type(choice), choice) for choice in choices}

    def check(value: Any) -> None:
        if not isinstance(value, str | int) or (type(value), value) not in known:
            raise ShapeError(f"is one of {', '.join(map(str, choices))}, not {str(value)[:_LONGEST_SHOWN]}")

    return check


def _items(kind: Any, check_item: Check) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, kind):
            raise _wrong("a list", value)
        for number, item in enumerate(value):
            try:
                check_item(item)
            except ShapeError as error:
                raise error.inside(number) from None

    return check


def _object(shape: Any) -> Check:
    hints, check_kind = get_type_hints(shape, include_extras=True), _instance(dict)
    known = [(name, _checker(hint), get_origin(hint) is not NotRequired) for name, hint in hints.items()]

    def check(value: Any) -> None:
        check_kind(value)
        # Other keys are those of a newer version, which may add some.
        for name, check_value, is_required in known:
            if name in value:
                try:
                    check_value(value[name])
                except ShapeError as error:
                    raise error.inside(name) from None
            elif is_required:
                raise ShapeError("is missing", (name,))

    return check


def _instance(kind: type) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, kind):
            raise _wrong("an object" if kind is dict else kind.__name__, value)

    return check


def _check_text(value: Any) -> None:
    if not isinstance(value, str):
        raise _wrong("text", value)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ShapeError("has half of a surrogate pair, which is no character") from None


def _check_truth(value: Any) -> None:
    if not isinstance(value, bool):
        raise _wrong("true or false", value)


def _check_integer(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong("a whole number", value)
    _check_size(value)


def _check_number(value: Any) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong("a number", value)
    if isinstance(value, int):
        _check_size(value)
    elif not math.isfinite(value):
        raise _wrong("a finite number", value)


def _check_size(value: int) -> None:
    if not -_LARGEST <= value < _LARGEST:
        raise ShapeError("has too many digits")


def _check_day(value: Any) -> None:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong("a day", value)


def _check_moment(value: Any) -> None:
    if not isinstance(value, datetime):
        raise _wrong("a time", value)
    if value.tzinfo is None:
        raise ShapeError(f"must have its zone, not {value}")
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ShapeError(f"is in the year {value.year}: years are from {_FIRST_YEAR} to {_LAST_YEAR}")


_SIMPLE: dict[Any, Check] = {
    str: _check_text,
    int: _check_integer,
    float: _check_number,
    date: _check_day,
    datetime: _check_moment,
    bool: _check_truth,
    Any: lambda value: None,
}


def _itself(value: Any) -> Any:
    return value


def _keyword(name: str, limit: Any) -> Check:
    """Return the check of a keyword of JSON Schema, of a value whose type is right."""
    if name == "format":
        return parse_day if limit == "date" else parse_moment
    is_least, measure = name.startswith("min"), len if name.endswith(("Length", "Items")) else _itself

    def check(value: Any) -> None:
        size = measure(value)
        if size < limit if is_least else size > limit:
            if measure is len and not size:
                raise ShapeError("is empty")
            unit = {"Length": "characters", "Items": "items"}.get(name[3:], "")
            raise ShapeError(f"is {size} {unit}".rstrip() + f": the {'least' if is_least else 'most'} is {limit}")

    return check
