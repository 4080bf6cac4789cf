"""A model read without the libraries that fitted it must judge as the one that they read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from contract_lens.clause import TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge.archive import FittedModel, UnknownPart, read_model
from contract_lens.judge.columns import Sample
from contract_lens.judge.store import NAMES, find_folder, load_fitted, load_model

TEXTS = [
    "Either party may terminate this Agreement on thirty days' notice.",
    "The Supplier shall indemnify the Buyer against all claims.",
    "The parties will share savings equally and meet every quarter.",
    "",
]


def content_of(kind: TextKind) -> bytes:
    return (find_folder() / f"{NAMES[kind]}.skops").read_bytes()


def changed(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return the archive with another schema."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    schema = json.loads(parts["schema.json"])
    change(schema)
    parts["schema.json"] = json.dumps(schema).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("kind", list(TextKind))
def test_it_judges_as_the_pipeline_does(kind: TextKind) -> None:
    samples = [Sample(*pair) for pair in zip(TEXTS, detect_signals(TEXTS), strict=True)]
    fitted, pipeline = read_model(content_of(kind)), load_model(kind)
    features, heads = pipeline[0], pipeline[-1]
    ours, theirs = fitted.features.transform_with_places(samples)[0], features.transform(samples)
    assert (ours != theirs).nnz == 0
    scores = fitted.heads.decision_function(ours)
    assert np.array_equal(scores, heads.decision_function(theirs))
    for one, other in zip(fitted.heads.probabilities(scores), heads.probabilities(scores), strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(fitted.heads.stance_weights(), heads.stance_weights())
    assert list(fitted.heads.functions) == list(heads.functions)
    assert fitted.features.column_names() == features.column_names()


def test_what_reads_texts_needs_neither_scikit_learn_nor_skops() -> None:
    code = (
        "import sys; from contract_lens import classify; classify(['We agree.'], kind='utterance');"
        "print(sorted({'sklearn', 'skops'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def steps_in(schema: dict[str, Any]) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = schema["content"]["content"]["steps"]["content"]
    return steps


def another_class(schema: dict[str, Any]) -> None:
    steps_in(schema)[0]["content"][1].update(__module__="os", __class__="system")


def another_loader(schema: dict[str, Any]) -> None:
    steps_in(schema)[0]["content"][1].update(__loader__="FunctionNode")


def another_protocol(schema: dict[str, Any]) -> None:
    schema["protocol"] = 99


def one_step_less(schema: dict[str, Any]) -> None:
    del steps_in(schema)[1]


def steps_turned(schema: dict[str, Any]) -> None:
    steps_in(schema).reverse()


def an_attribute_less(schema: dict[str, Any]) -> None:
    del steps_in(schema)[1]["content"][1]["content"]["content"]["thresholds_"]


def a_file_that_is_not_there(schema: dict[str, Any]) -> None:
    steps_in(schema)[1]["content"][1]["content"]["content"]["coef_"]["file"] = "../coef.npy"


@pytest.mark.parametrize(
    "change",
    [
        another_class,
        another_loader,
        another_protocol,
        one_step_less,
        steps_turned,
        an_attribute_less,
        a_file_that_is_not_there,
    ],
)
def test_anything_else_is_not_read(change: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(UnknownPart):
        read_model(changed(content_of(TextKind.CLAUSE), change))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_not_read(content: bytes) -> None:
    with pytest.raises(UnknownPart):
        read_model(content)


def test_it_is_loaded_once_while_its_files_stay_the_same() -> None:
    assert isinstance(load_fitted(TextKind.CLAUSE), FittedModel)
    assert load_fitted(TextKind.CLAUSE) is load_fitted(TextKind.CLAUSE)
