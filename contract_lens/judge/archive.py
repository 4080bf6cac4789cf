"""Reads a saved model without the libraries that fitted it: it is up in a third of the time.

A skops file is a ZIP archive: ``schema.json`` tells of which parts an object is made, arrays lie beside it.
Of these parts only those that our models are made of are known here, and nothing but arrays, numbers, text
and the two classes below is ever made of them. Whatever else a file holds, it is not read here, and skops
itself is asked what it is (``store.py``).
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, NamedTuple

import numpy as np

from contract_lens.judge.columns import PhraseColumns
from contract_lens.judge.decisions import Decisions

#: Protocol of the files that skops writes today.
_PROTOCOL = 2

_FEATURES = ("contract_lens.judge.features", "TextFeatures")
_HEADS = ("contract_lens.judge.heads", "StackedHeads")
_PIPELINE = ("sklearn.pipeline", "Pipeline")


class UnknownPart(ValueError):
    """A model file holds something that is not known here."""


class FittedModel(NamedTuple):
    """A model as it reads texts.

    Attributes:
        features: From texts to numbers.
        heads: From numbers to decisions.
    """

    features: PhraseColumns
    heads: Decisions


def read_model(content: bytes) -> FittedModel:
    """Return the model in the bytes of a skops file.

    Raises:
        UnknownPart: It holds anything else than a pipeline of our two steps, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            schema = json.loads(archive.read("schema.json"))
            if schema.get("protocol") != _PROTOCOL:
                raise UnknownPart(f"protocol {schema.get('protocol')!r}")
            steps = _state_of(schema, _PIPELINE, archive)["steps"]
    except UnknownPart:
        raise
    except Exception as error:  # whatever a damaged archive provokes
        raise UnknownPart(str(error)) from error
    if (
        len(steps) != 2
        or not isinstance(steps[0][1], PhraseColumns)
        or not isinstance(steps[1][1], Decisions)
    ):
        raise UnknownPart("other steps")
    return FittedModel(steps[0][1], steps[1][1])


def _read(node: dict[str, Any], archive: zipfile.ZipFile) -> Any:
    """Return the value of a node of the schema."""
    loader, content = node["__loader__"], node.get("content")
    named = (node["__module__"], node["__class__"])
    if loader == "JsonNode" and named == ("builtins", "str"):
        return json.loads(str(content))
    if loader == "NdArrayNode" and named == ("numpy", "ndarray") and node["type"] == "numpy":
        return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
    if loader == "ListNode" and named == ("builtins", "list"):
        return [_read(one, archive) for one in content or ()]
    if loader == "TupleNode" and named == ("builtins", "tuple"):
        return tuple(_read(one, archive) for one in content or ())
    if loader == "ObjectNode" and named == _FEATURES:
        return _filled(PhraseColumns(), _state_of(node, named, archive))
    if loader == "ObjectNode" and named == _HEADS:
        return _filled(Decisions(), _state_of(node, named, archive))
    raise UnknownPart(f"{loader} {'.'.join(named)}")


def _state_of(node: dict[str, Any], named: tuple[str, str], archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the attributes of an object."""
    state = node["content"]
    told = (node["__loader__"], node["__module__"], node["__class__"])
    if told != ("ObjectNode", *named) or (state["__loader__"], state["__class__"]) != ("DictNode", "dict"):
        raise UnknownPart(".".join(map(str, told)))
    return {str(name): _read(value, archive) for name, value in state["content"].items()}


def _filled(part: PhraseColumns | Decisions, state: dict[str, Any]) -> PhraseColumns | Decisions:
    missing = set(type(part).__annotations__) - set(state)
    if missing:
        raise UnknownPart(f"without {', '.join(sorted(missing))}")
    vars(part).update((name, state[name]) for name in type(part).__annotations__)
    return part
