"""Where trained models come from: the only place that loads one.

A model is two files: ``clauses.skops`` and ``clauses.card.json``. The card is read first; the model file must
have the hash that the card gives, and hold only the types listed here. Nothing is unpickled. The accurate
model is three: ``accurate.onnx``, ``accurate.tokenizer.json``, and the card with the numbers of its blend.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contract_lens.clause import TextKind
from contract_lens.errors import ModelMissing, ModelRefused

if TYPE_CHECKING:
    from contract_lens.judge.archive import FittedModel
    from contract_lens.judge.blend import Blend
    from contract_lens.judge.encoder import Encoder

#: Version of the model files; a card with another one is refused.
FORMAT = 1

NAMES = {TextKind.CLAUSE: "clauses", TextKind.UTTERANCE: "utterances"}

#: Name of the accurate model's files.
ACCURATE = "accurate"

#: Types of ours that a model file may hold besides arrays, numbers, text and scikit-learn's own.
TRUSTED = (
    "contract_lens.judge.features.TextFeatures",
    "contract_lens.judge.heads.StackedHeads",
)

_PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = (_PACKAGE / "_models", _PACKAGE.parent / "models")


def load_model(kind: TextKind, folder: Path | None = None) -> Any:
    """Return the scikit-learn pipeline that reads ``kind``, loaded once while its files stay the same.

    Args:
        kind: Clause or utterance.
        folder: Folder with model files; by default the ones that came with the package.

    Raises:
        ModelMissing: A file is not there.
        ModelRefused: The file does not match its card, or holds a type that is not allowed.
    """
    home = (folder or find_folder()).resolve()
    return _load(kind, home, _identity(home, _linear_files(kind)))


def load_fitted(kind: TextKind, folder: Path | None = None) -> FittedModel:
    """Return the same model as far as it reads texts, without scikit-learn and skops where that can be.

    It is checked as ``load_model`` does and refused with the same errors.

    Args:
        kind: Clause or utterance.
        folder: Folder with model files; by default the ones that came with the package.

    Raises:
        ModelMissing: A file is not there.
        ModelRefused: The file does not match its card, or holds a type that is not allowed.
    """
    home = (folder or find_folder()).resolve()
    return _load_fitted(kind, home, _identity(home, _linear_files(kind)))


@dataclass(frozen=True, slots=True, eq=False)
class AccurateModel:
    """The encoder, and for each kind of text how it is blended with the linear model.

    Attributes:
        encoder: The network.
        blends: By kind of text.
    """

    encoder: Encoder
    blends: dict[TextKind, Blend]


def has_encoder(folder: Path | None = None) -> bool:
    """Return whether a folder of models holds an encoder; one that a user trained may not."""
    return ((folder or find_folder()) / f"{ACCURATE}.card.json").is_file()


def load_accurate(folder: Path | None = None) -> AccurateModel:
    """Return the accurate model, loaded once while its files stay the same.

    It was fitted beside the linear models of the same folder and is refused with others.

    Raises:
        ModelMissing: A file is not there.
        ModelRefused: A file does not match the card, or the linear models are not those it was fitted beside.
        MissingPart: The packages that run it are not installed.
    """
    home = (folder or find_folder()).resolve()
    own = (f"{ACCURATE}.card.json", f"{ACCURATE}.onnx", f"{ACCURATE}.tokenizer.json")
    beside = tuple(f"{name}.card.json" for name in NAMES.values())
    return _load_accurate(home, _identity(home, own + beside))


def find_folder() -> Path:
    """Return the folder with the models that came with the package, or with the checkout.

    Raises:
        ModelMissing: There is none.
    """
    for folder in FOLDERS:
        if any(folder.glob("*.card.json")):
            return folder
    raise ModelMissing("no trained models were found", subject=str(FOLDERS[-1]))


def read_card(kind: TextKind, folder: Path | None = None) -> dict[str, Any]:
    """Return the model card of ``kind``.

    Raises:
        ModelMissing: There is no card.
        ModelRefused: It is damaged or of another format.
    """
    return _read_card((folder or find_folder()) / f"{NAMES[kind]}.card.json")


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelMissing("the model card cannot be read", subject=str(path)) from error
    except ValueError as error:
        raise ModelRefused("the model card is not JSON", subject=str(path)) from error
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        raise ModelRefused(f"the model card is not of format {FORMAT}", subject=str(path))
    return card


def save_model(pipeline: Any, path: Path) -> str:
    """Write a pipeline as a skops file and return the SHA-256 of the file."""
    import zipfile

    import skops.io

    path.parent.mkdir(parents=True, exist_ok=True)
    content = skops.io.dumps(pipeline, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


#: What a file was when it was read: time of its last change, size, and number on the disk.
Identity = tuple[tuple[int, int, int], ...]


def _identity(folder: Path, names: tuple[str, ...]) -> Identity:
    """Return the identities of files; a model that is replaced in its folder is loaded anew.

    Raises:
        ModelMissing: A file is not there.
    """
    found = []
    for name in names:
        try:
            facts = (folder / name).stat()
        except OSError as error:
            cause = (
                "the model card cannot be read"
                if name.endswith(".card.json")
                else "the model file cannot be read"
            )
            raise ModelMissing(cause, subject=str(folder / name)) from error
        found.append((facts.st_mtime_ns, facts.st_size, facts.st_ino))
    return tuple(found)


def _linear_files(kind: TextKind) -> tuple[str, ...]:
    return f"{NAMES[kind]}.card.json", f"{NAMES[kind]}.skops"


@lru_cache(maxsize=8)
def _load(kind: TextKind, folder: Path, identity: Identity) -> Any:
    del identity  # only tells the cache which files these are
    return _rebuild(*_content_of(kind, folder))


@lru_cache(maxsize=8)
def _load_fitted(kind: TextKind, folder: Path, identity: Identity) -> FittedModel:
    from contract_lens.judge.archive import FittedModel, UnknownPart, read_model
    from contract_lens.judge.columns import PhraseColumns
    from contract_lens.judge.decisions import Decisions

    del identity  # only tells the cache which files these are
    content, path = _content_of(kind, folder)
    try:
        return read_model(content)
    except UnknownPart as error:  # skops may know it; it also says what is wrong with it
        parts = [part for _, part in getattr(_rebuild(content, path), "steps", ())]
        if len(parts) == 2 and isinstance(parts[0], PhraseColumns) and isinstance(parts[1], Decisions):
            return FittedModel(*parts)
        raise ModelRefused("the model file holds other steps", subject=str(path)) from error


def _content_of(kind: TextKind, folder: Path) -> tuple[bytes, Path]:
    """Return the bytes of a linear model that match its card, and the file they came from."""
    card = read_card(kind, folder)
    path = folder / f"{NAMES[kind]}.skops"
    content = _read_checked(path, card.get("sha256"))
    _check_version(card, path)
    return content, path


@lru_cache(maxsize=2)
def _load_accurate(folder: Path, identity: Identity) -> AccurateModel:
    from contract_lens.judge.blend import Blend
    from contract_lens.judge.encoder import Encoder

    del identity  # only tells the cache which files these are
    path = folder / f"{ACCURATE}.card.json"
    card = _read_card(path)
    beside = {kind.value: read_card(kind, folder).get("sha256") for kind in TextKind}
    if card.get("beside") != beside:
        cause = "was fitted beside other models than the ones in its folder"
        raise ModelRefused(
            cause,
            subject=str(path),
            remedy="train both together: contract-lens train --encoder; or judge without it: --fast",
        )
    network = _read_checked(folder / f"{ACCURATE}.onnx", card.get("sha256"))
    tokenizer = _read_checked(folder / f"{ACCURATE}.tokenizer.json", card.get("tokenizer_sha256"))
    try:
        blends = {kind: Blend.from_card(card["blends"][kind.value]) for kind in TextKind}
    except (KeyError, TypeError, ValueError) as error:
        raise ModelRefused("the model card lacks the numbers of the blend", subject=str(path)) from error
    return AccurateModel(Encoder(network, tokenizer, name=str(path)), blends)


def _read_checked(path: Path, digest: object) -> bytes:
    """Return the bytes of a model file that has the hash its card gives."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelMissing("the model file cannot be read", subject=str(path)) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelRefused("the model file does not have the hash that its card gives", subject=str(path))
    return content


def _check_version(card: dict[str, Any], path: Path) -> None:
    """Refuse a scikit-learn of another major version: its steps may mean something else."""
    installed = version("scikit-learn")  # asked of the package's metadata: to import it takes a second
    trained = str(card.get("versions", {}).get("scikit-learn", ""))
    if trained.split(".")[0] != installed.split(".")[0]:
        cause = f"trained with scikit-learn {trained or '?'}, but {installed} is installed"
        raise ModelRefused(
            cause, subject=str(path), remedy="install the scikit-learn version it was trained with"
        )


def _rebuild(content: bytes, path: Path) -> Any:
    import skops.io
    from sklearn.exceptions import InconsistentVersionWarning

    try:
        strange = set(skops.io.get_untrusted_types(data=content)) - set(TRUSTED)
        if strange:
            names = ", ".join(sorted(strange))
            raise ModelRefused(f"the model file holds types that are not allowed: {names}", subject=str(path))
        with warnings.catch_warnings():
            # The card's check above already decided which versions fit.
            warnings.simplefilter("ignore", InconsistentVersionWarning)
            return skops.io.loads(content, trusted=list(TRUSTED))
    except ModelRefused:
        raise
    except Exception as error:  # skops raises whatever the damaged content provokes
        raise ModelRefused(f"the model file cannot be rebuilt: {error}", subject=str(path)) from error
