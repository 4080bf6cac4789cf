"""Only a model that matches its card, and holds nothing strange, is loaded."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import pytest
import skops.io

from contract_lens.clause import TextKind
from contract_lens.errors import ExitCode, ModelMissing, ModelRefused
from contract_lens.judge.features import TextFeatures
from contract_lens.judge.store import FORMAT, find_folder, load_fitted, load_model, read_card, save_model

Loader = Callable[..., object]

#: With the libraries that fitted it, and without.
LOADERS: list[Loader] = [load_model, load_fitted]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    shutil.copytree(find_folder(), folder)
    return folder


def edit_card(folder: Path, **changes: object) -> None:
    path = folder / "clauses.card.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_model_is_loaded_once_per_folder(copy: Path) -> None:
    assert load_model(TextKind.CLAUSE, copy) is load_model(TextKind.CLAUSE, copy)


def test_a_model_that_was_replaced_is_loaded_anew(copy: Path) -> None:
    first = load_model(TextKind.CLAUSE, copy)
    digest = save_model(OrderedDict(another="model"), copy / "clauses.skops")
    with pytest.raises(ModelRefused, match="hash"):
        load_model(TextKind.CLAUSE, copy)
    edit_card(copy, sha256=digest)
    assert load_model(TextKind.CLAUSE, copy) == OrderedDict(another="model") != first


@pytest.mark.parametrize("kind", list(TextKind))
def test_the_shipped_models_match_their_cards(kind: TextKind) -> None:
    card = read_card(kind)
    content = (find_folder() / card["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == card["sha256"]
    assert card["data"]
    assert card["limits"]
    assert card["scores"]["stance"][0]["classes"]


def test_the_shipped_models_are_small() -> None:
    assert sum(path.stat().st_size for path in find_folder().glob("*.skops")) < 40_000_000


@pytest.mark.parametrize("load", LOADERS)
def test_a_missing_folder_is_named(tmp_path: Path, load: Loader) -> None:
    with pytest.raises(ModelMissing) as caught:
        load(TextKind.CLAUSE, tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)
    assert caught.value.exit_code is ExitCode.MISSING_PART


@pytest.mark.parametrize("load", LOADERS)
def test_a_missing_model_file_is_named(copy: Path, load: Loader) -> None:
    (copy / "clauses.skops").unlink()
    with pytest.raises(ModelMissing, match=r"clauses\.skops"):
        load(TextKind.CLAUSE, copy)


@pytest.mark.parametrize("load", LOADERS)
def test_a_changed_model_file_is_refused(copy: Path, load: Loader) -> None:
    path = copy / "clauses.skops"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelRefused, match="hash"):
        load(TextKind.CLAUSE, copy)


@pytest.mark.parametrize("load", LOADERS)
def test_a_card_of_another_format_is_refused(copy: Path, load: Loader) -> None:
    edit_card(copy, format=FORMAT + 1)
    with pytest.raises(ModelRefused, match="format"):
        load(TextKind.CLAUSE, copy)


@pytest.mark.parametrize("load", LOADERS)
def test_a_damaged_card_is_refused(copy: Path, load: Loader) -> None:
    (copy / "clauses.card.json").write_text("{")
    with pytest.raises(ModelRefused, match="JSON"):
        load(TextKind.CLAUSE, copy)


@pytest.mark.parametrize("load", LOADERS)
def test_a_model_of_another_major_scikit_learn_is_refused(copy: Path, load: Loader) -> None:
    edit_card(copy, versions={"scikit-learn": "0.24.0"})
    with pytest.raises(ModelRefused, match=r"0\.24\.0"):
        load(TextKind.CLAUSE, copy)


@pytest.mark.parametrize("load", LOADERS)
def test_types_that_are_not_on_the_list_are_refused(copy: Path, load: Loader) -> None:
    content = skops.io.dumps([TextFeatures(), Path("x")])
    (copy / "clauses.skops").write_bytes(content)
    edit_card(copy, sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(ModelRefused, match=r"not allowed: .*Path"):
        load(TextKind.CLAUSE, copy)


@pytest.mark.parametrize("load", LOADERS)
def test_a_file_that_is_no_model_is_refused(copy: Path, load: Loader) -> None:
    content = b"not a zip"
    (copy / "clauses.skops").write_bytes(content)
    edit_card(copy, sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(ModelRefused, match="rebuilt"):
        load(TextKind.CLAUSE, copy)


def test_saving_gives_the_hash_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "clauses.skops"
    assert save_model(OrderedDict(a=1), path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_model_with_other_steps_reads_no_texts(copy: Path) -> None:
    digest = save_model(OrderedDict(another="model"), copy / "clauses.skops")
    edit_card(copy, sha256=digest)
    with pytest.raises(ModelRefused, match="other steps"):
        load_fitted(TextKind.CLAUSE, copy)


def test_a_model_that_only_skops_can_read_reads_texts(copy: Path) -> None:
    pipeline = load_model(TextKind.CLAUSE, copy)
    pipeline[-1].note = {"a": 1}  # of a kind that the light reader does not know
    edit_card(copy, sha256=save_model(pipeline, copy / "clauses.skops"))
    assert load_fitted(TextKind.CLAUSE, copy).heads is not None
