"""JSON: the records themselves, their schema, and the way back."""

from __future__ import annotations

import dataclasses
import functools
import json
import operator
import re
import types
import typing
from collections.abc import Callable
from enum import Enum
from inspect import cleandoc
from typing import Any

from contract_lens.assessment import Assessment
from contract_lens.clause import Classification
from contract_lens.deal import DealReport, Portfolio
from contract_lens.errors import CorruptInput
from contract_lens.report.escape import json_text

_DIGITS = 4
_LEFT_OUT: dict[type, tuple[str, ...]] = {Assessment: ("text", "case")}
_FIRST = "schema_version"


def to_json(report: Assessment | DealReport | Portfolio, *, indent: int | None = 2) -> str:
    """Return a report as JSON text: fields in the order of the records, floats to four places.

    Args:
        report: What was found out about a document, a deal or the deals of a scan.
        indent: Spaces per level; ``None`` for a single line.
    """
    separators = (",", ": ") if indent else (",", ":")
    plain = _plain(report)
    return json_text(
        json.dumps(plain, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    )


def jsonl_line(record: Assessment | DealReport | Classification) -> str:
    r"""Return a record as one line of JSON that ends with ``\n``."""
    return _line(_plain(record))


def as_printed(assessment: Assessment) -> tuple[str, Assessment]:
    """Return the line of ``jsonl_line`` and the record that ``from_json`` would make of it, at one go."""
    # Most records hold numbers of four places, or none: they need not be built again.
    rounded = typing.cast("Callable[[Assessment], Assessment]", _rounder(Assessment))
    return _line(_plain(assessment)), rounded(dataclasses.replace(assessment, text="", case=None))


def _line(plain: Any) -> str:
    return json_text(json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)) + "\n"


def classification_line(classification: Classification, identity: str = "") -> str:
    r"""Return what was said of one text as one line of JSON that ends with ``\n``.

    Args:
        classification: Stance, functions, symmetry and deciding words.
        identity: The caller's own id, in place of the record's.
    """
    return jsonl_line(dataclasses.replace(classification, id=identity or classification.id))


def from_json(text: str) -> Assessment | DealReport | Portfolio:
    """Return the records that ``to_json`` or ``jsonl_line`` wrote; the document's text is not among them.

    Raises:
        CorruptInput: If ``text`` is no report.
    """
    try:
        plain = json.loads(text)
        record: type = Assessment
        if isinstance(plain, dict) and ("deal" in plain or "companies" in plain):
            record = DealReport if "deal" in plain else Portfolio
        return typing.cast("Assessment | DealReport | Portfolio", _builder(record)(plain))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorruptInput(
            f"not a contract-lens report ({type(error).__name__}: {error})",
            remedy="write the report again with --json",
        ) from error


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of every report, made from the records and their docstrings."""
    from pydantic import TypeAdapter

    adapter: TypeAdapter[Any] = TypeAdapter(Assessment | DealReport | Portfolio)
    schema = adapter.json_schema(mode="serialization")
    for record in (DealReport, Portfolio, *_records_within(DealReport), *_records_within(Portfolio)):
        if (described := schema["$defs"].get(record.__name__)) is not None:
            _describe(described, record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "contract-lens report",
        "description": "What contract-lens says about one document, one deal, or all deals of a scan.",
        **schema,
    }


def _describe(schema: dict[str, Any], record: type) -> None:
    """Put the docstring's words beside the fields; every field is written, so every field is required."""
    summary, _, attributes = cleandoc(record.__doc__ or "").partition("\n\nAttributes:\n")
    schema["description"] = summary
    schema["properties"] = {name: schema["properties"][name] for name in _order(record)}
    schema["required"] = list(_order(record))
    for name, words in re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", attributes, re.MULTILINE):
        if name in schema["properties"]:
            schema["properties"][name]["description"] = " ".join(words.split())


def _records_within(record: type) -> list[type]:
    found: list[type] = []
    for wanted in _fields(record).values():
        inner = [wanted, *typing.get_args(wanted)]
        for kind in inner:
            if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in found:
                found += [kind, *_records_within(kind)]
    return found


@functools.cache
def _order(record: type) -> tuple[str, ...]:
    names = [
        field.name for field in dataclasses.fields(record) if field.name not in _LEFT_OUT.get(record, ())
    ]
    return tuple(sorted(names, key=lambda name: name != _FIRST))


class _Ways(dict[type, "Callable[[Any], Any] | None"]):
    """For each type what leaves nothing in a value but what JSON knows; ``None`` where it is so already."""

    def __missing__(self, kind: type) -> Callable[[Any], Any] | None:
        way = self[kind] = _way_of(kind)
        return way


_WAYS = _Ways()


def _way_of(kind: type) -> Callable[[Any], Any] | None:
    if issubclass(kind, Enum):
        return operator.attrgetter("_value_")  # half the time of ``value``
    if issubclass(kind, str | int | types.NoneType):
        return None
    if issubclass(kind, float):
        return lambda value: round(value, _DIGITS) + 0.0  # never "-0.0"
    if issubclass(kind, dict):
        return lambda value: {str(key): _plain(item) for key, item in value.items()}
    if issubclass(kind, tuple | list):
        return lambda value: [item if (way := _WAYS[type(item)]) is None else way(item) for item in value]
    return _way_of_record(kind)


def _way_of_record(kind: type) -> Callable[[Any], Any]:
    names = _order(kind)
    # A document has thousands of small records: their fields are taken out in one go.
    values_of = operator.attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    fields = [(name, _is_known_to_json(wanted)) for name, wanted in _fields(kind).items()]

    def plain(value: Any) -> dict[str, Any]:
        return {
            name: item if known or (way := _WAYS[type(item)]) is None else way(item)
            for (name, known), item in zip(fields, values_of(value), strict=True)
        }

    return plain


def _is_known_to_json(kind: Any) -> bool:
    """Whether every value of a kind is written as it stands: words, whole numbers, tuples of them."""
    inner = [one for one in typing.get_args(kind) if one is not Ellipsis]
    return all(map(_is_known_to_json, inner)) if inner else kind in (str, int, bool, types.NoneType)


def _plain(value: Any) -> Any:
    """Return ``value`` with nothing left in it but what JSON knows."""
    way = _WAYS[type(value)]
    return value if way is None else way(value)


@functools.cache
def _fields(record: type) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return {name: hints[name] for name in _order(record)}


@functools.cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """Return what builds a value of ``kind`` from its JSON."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (wanted,) = (choice for choice in inner if choice is not type(None))
        build = _builder(wanted)
        return lambda plain: None if plain is None else build(plain)
    if origin is tuple:
        return _tuple_builder(inner)
    if origin is dict:
        build = _builder(inner[1])
        return lambda plain: {key: build(item) for key, item in plain.items()}
    if dataclasses.is_dataclass(kind):
        return _record_builder(typing.cast("type", kind))
    if kind is float or issubclass(kind, Enum):
        return typing.cast("Callable[[Any], Any]", kind)
    return functools.partial(_checked, kind)


def _tuple_builder(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if kinds[-1] is Ellipsis:
        build = _builder(kinds[0])
        return lambda plain: tuple(map(build, plain))
    builds = [_builder(kind) for kind in kinds]
    return lambda plain: tuple(build(item) for build, item in zip(builds, plain, strict=True))


def _record_builder(record: type) -> Callable[[Any], Any]:
    """Return what builds ``record``; fields that are absent take their defaults."""
    builders = [(name, kind, _builder(kind)) for name, kind in _fields(record).items()]

    def build(plain: Any) -> Any:
        if not isinstance(plain, dict):
            raise TypeError(f"{record.__name__} must be an object")
        return record(
            **{
                # What is of its type already needs no call, and that is most of a record.
                name: item if type(item := plain[name]) is kind else make(item)
                for name, kind, make in builders
                if name in plain
            }
        )

    return build


@functools.cache
def _rounder(kind: Any) -> Callable[[Any], Any] | None:
    """Return what gives a value of ``kind`` the numbers that are printed; ``None`` where it holds none.

    What they change nothing of is returned as it is.
    """
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (wanted,) = (choice for choice in inner if choice is not type(None))
        some = _rounder(wanted)
        return some and (lambda value: None if value is None else some(value))
    if origin is tuple and inner[-1] is Ellipsis:
        each = _rounder(inner[0])
        return each and (lambda value: _unless_same(value, tuple(map(each, value))))
    if origin is dict:
        item = _rounder(inner[1])
        return item and (lambda value: {str(key): item(one) for key, one in value.items()})
    if dataclasses.is_dataclass(kind):
        return _record_rounder(typing.cast("type", kind))
    return _printed_number if kind is float else None


def _record_rounder(record: type) -> Callable[[Any], Any] | None:
    rounders = [(name, way) for name, kind in _fields(record).items() if (way := _rounder(kind)) is not None]

    def rounded(value: Any) -> Any:
        changed = {}
        for name, way in rounders:
            before = getattr(value, name)
            after = way(before)
            if after is not before:
                changed[name] = after
        return dataclasses.replace(value, **changed) if changed else value

    return rounded if rounders else None


def _printed_number(value: float) -> float:
    printed = round(float(value), _DIGITS) + 0.0
    same = type(value) is float and printed == value and (printed or str(value) == "0.0")
    return value if same else printed


def _unless_same(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    return before if all(map(operator.is_, before, after)) else after


def _checked(kind: type, plain: Any) -> Any:
    if not isinstance(plain, kind):
        raise TypeError(f"{plain!r} is not {kind.__name__}")
    return plain
