"""What a row of each file under ``corpora/`` must hold: fields, their form, and codes of the codebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from contract_lens.assessment import LABELS
from contract_lens.clause import Stance, Symmetry, TextKind
from contract_lens.taxonomy import load_taxonomy

Row = dict[str, Any]

STANCES = tuple(str(stance) for stance in Stance if stance is not Stance.UNDECIDED)
BOILERPLATE = ("notices", "counterparts", "severability", "governing_law", "entire_agreement", "definitions")

_HASH = re.compile(r"[0-9a-f]{64}")


class FileRule(NamedTuple):
    """The rule of the files whose path matches ``pattern``.

    Attributes:
        pattern: Glob below ``corpora/``.
        fields: Names of the fields that every row has.
        kind: What its texts are; ``None`` if its rows are no labelled texts.
        trained: Whether models learn from it.
        required: Whether a corpus without it is incomplete.
    """

    pattern: str
    fields: tuple[str, ...]
    kind: TextKind | None = None
    trained: bool = False
    required: bool = True


_LABEL = ("stance", "functions")
_DRAWN = ("confidence", "stratum", "round")
_PLACE = ("start", "end", "sha256")

RULES = (
    FileRule(
        "clauses/cuad.jsonl",
        ("id", "document", *_PLACE, *_LABEL, "symmetry", *_DRAWN),
        TextKind.CLAUSE,
        True,
    ),
    FileRule("clauses/authored*.jsonl", ("id", "group", "text", *_LABEL, "symmetry"), TextKind.CLAUSE, True),
    FileRule(
        "contrast/clauses-*.jsonl", ("id", "group", "text", *_LABEL, "symmetry"), TextKind.CLAUSE, True, False
    ),
    FileRule(
        "contrast/utterances-*.jsonl", ("id", "group", "text", *_LABEL), TextKind.UTTERANCE, True, False
    ),
    FileRule("clauses/minimal-pairs.jsonl", ("id", "kind", "a", "a_stance", "b", "b_stance", "turns_on")),
    FileRule(
        "utterances/public.jsonl",
        ("id", "source", "group", "sha256", *_LABEL, *_DRAWN),
        TextKind.UTTERANCE,
        True,
    ),
    FileRule(
        "utterances/outside.jsonl",
        ("id", "source", "file", "group", *_PLACE, *_LABEL, *_DRAWN),
        TextKind.UTTERANCE,
        True,
        required=False,
    ),
    FileRule("utterances/authored*.jsonl", ("id", "group", "text", *_LABEL), TextKind.UTTERANCE, True),
    FileRule(
        "conversations/labels*.jsonl",
        ("id", "file", "text", "speaker", "side", *_LABEL),
        TextKind.UTTERANCE,
        True,
    ),
    FileRule("agreements.jsonl", ("document", "labels", "scores", "favours")),
    FileRule(
        "agreements-skimmed.jsonl",
        ("document", "labels", "disputed", "scores", "favours"),
        required=False,
    ),
    FileRule("checks/boilerplate.jsonl", ("id", "document", "topic", *_PLACE), required=False),
    FileRule(
        "checks/fresh/clauses.jsonl",
        ("id", "document", *_PLACE, *_LABEL, "symmetry", *_DRAWN),
        TextKind.CLAUSE,
        required=False,
    ),
    FileRule(
        "checks/fresh/utterances.jsonl",
        ("id", "source", "file", "group", *_PLACE, *_LABEL, *_DRAWN),
        TextKind.UTTERANCE,
        required=False,
    ),
    FileRule(
        "checks/fresh/conversations/labels*.jsonl",
        ("id", "file", "text", "speaker", "side", *_LABEL),
        TextKind.UTTERANCE,
        required=False,
    ),
)


def problems_of(row: Row, rule: FileRule) -> Iterator[str]:
    """Yield what is wrong with a row, in a few words each."""
    for field in rule.fields:
        if field not in row:
            yield f"lacks {field}"
    for field, value in row.items():
        good = _FORMS.get(field)
        if good is not None and not good(value):
            yield f"{field} is not one: {value!r:.60}"
    if isinstance(row.get("start"), int) and isinstance(row.get("end"), int) and row["start"] >= row["end"]:
        yield "ends before it starts"
    if rule.kind is not None and isinstance(row.get("functions"), list):
        unknown = [code for code in row["functions"] if code not in all_codes()]
        if unknown:
            yield f"functions that the codebook does not know: {unknown}"


@cache
def codes_of(kind: TextKind) -> frozenset[str]:
    """Return the function codes of the codebook for a kind of text."""
    return frozenset(code.code for code in load_taxonomy().functions if kind.value in code.kinds)


@cache
def all_codes() -> frozenset[str]:
    """Return every function code of the codebook."""
    return codes_of(TextKind.CLAUSE) | codes_of(TextKind.UTTERANCE)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_place(value: object) -> bool:
    return isinstance(value, int) and value >= 0


def _is_stance(value: object) -> bool:
    # Whole agreements carry a number, single texts a word.
    return value in STANCES or (isinstance(value, int) and -2 <= value <= 2)


def _are_labels(value: object) -> bool:
    return isinstance(value, list) and set(value) <= set(LABELS)


def _are_scores(value: object) -> bool:
    return isinstance(value, dict) and all(score in range(5) for score in value.values())


_FORMS: dict[str, Callable[[Any], bool]] = {
    "id": _is_text,
    "text": _is_text,
    "group": _is_text,
    "document": _is_text,
    "source": _is_text,
    "file": _is_text,
    "a": _is_text,
    "b": _is_text,
    "start": _is_place,
    "end": _is_place,
    "round": _is_place,
    "sha256": lambda value: isinstance(value, str) and bool(_HASH.fullmatch(value)),
    "stance": _is_stance,
    "a_stance": _is_stance,
    "b_stance": _is_stance,
    "symmetry": lambda value: value in list(Symmetry),
    "confidence": lambda value: value in (1, 2, 3),
    "functions": lambda value: isinstance(value, list) and len(set(value)) == len(value),
    "labels": _are_labels,
    "scores": _are_scores,
    "topic": lambda value: value in BOILERPLATE,
    "kind": lambda value: value in list(TextKind),
}
