"""The house: who may import whom, and where third-party packages live."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "contract_lens"

NOUNS = {
    "errors",
    "options",
    "document",
    "clause",
    "duty",
    "quantity",
    "agreement",
    "assessment",
    "deal",
    "attention",
    "flag",
}
STAGES = {"read", "segment", "detect", "judge", "assess", "report"}
BELOW = NOUNS | {"taxonomy"}

#: What each module or package may import from contract_lens (itself is always allowed).
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "options": {"errors"},
    "document": {"errors"},
    "clause": {"errors", "document"},
    "agreement": {"errors", "document", "clause"},
    "duty": set(),
    "quantity": {"duty"},
    "assessment": {"errors", "document", "clause", "duty", "quantity", "agreement"},
    "deal": {"errors", "document", "clause", "agreement", "assessment"},
    "attention": {"errors", "document", "clause", "agreement", "assessment", "deal"},
    "flag": {"errors", "document", "clause", "agreement", "assessment", "deal"},
    "taxonomy": NOUNS,
    **dict.fromkeys(STAGES, BELOW),
    "pipeline": BELOW | STAGES,
    "fingerprint": NOUNS | {"judge"},
    "packing": NOUNS | {"report"},
    "whole": {"errors"},
    "policy": NOUNS | {"report"},
    "guard": BELOW | {"pipeline", "packing", "report"},
    "engine": NOUNS | {"fingerprint", "guard"},
    "ledger": NOUNS | {"packing"},
    "listing": NOUNS,
    "portfolio": BELOW | {"assess", "pipeline", "engine", "guard", "listing"},
    "sources": NOUNS | {"listing", "read"},
    "desk": NOUNS | {"guard", "listing", "whole"},
    "standing": NOUNS | {"desk", "policy"},
    "resumable": NOUNS
    | {"desk", "engine", "fingerprint", "guard", "ledger", "listing", "packing", "portfolio", "standing"},
    "outputs": NOUNS | {"packing", "policy", "report", "resumable"},
    "publish": BELOW
    | {"assess", "fingerprint", "ledger", "listing", "outputs", "packing", "policy", "report"}
    | {"resumable", "standing", "whole"},
    "learn": BELOW | {"read", "segment", "detect", "judge", "assess", "pipeline"},
    "cli": BELOW
    | STAGES
    | {"pipeline", "engine", "fingerprint", "guard", "ledger", "policy", "portfolio", "publish", "resumable"}
    | {"desk", "listing", "outputs", "packing", "sources", "learn", "whole"},
    "__init__": NOUNS | {"pipeline", "portfolio"},
    "__main__": {"cli"},
}

#: The only places that may import a third-party package.
HOMES: dict[str, set[str]] = {
    "pypdfium2": {"read"},
    "pdfplumber": {"read"},
    "lxml": {"read"},
    "olefile": {"read"},
    "pytesseract": {"read"},
    "spacy": {"detect"},
    "sklearn": {"judge", "learn"},
    "skops": {"judge", "learn"},
    "joblib": {"engine"},
    "xlsxwriter": {"report"},
    "pyarrow": {"report"},
    "fsspec": {"sources"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "pydantic": {"report"},
    "rich": {"report", "cli"},
    "typer": {"cli"},
    "numpy": {"judge", "learn"},
    "scipy": {"judge", "learn"},
    "onnxruntime": {"judge", "learn"},
    "tokenizers": {"judge", "learn"},
    "onnx": {"learn"},
    "torch": {"learn"},
    "transformers": {"learn"},
}

#: Imports that cost CPU at start-up and so must stay inside the functions that need them.
HEAVY = {"spacy", "sklearn", "skops", "numpy", "scipy", "joblib", "jinja2", "pydantic", "rich"}
HEAVY |= {"pdfplumber", "pypdfium2", "lxml", "xlsxwriter", "pyarrow", "fsspec"}
HEAVY |= {"onnxruntime", "tokenizers", "onnx", "torch", "transformers"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> list[tuple[str, bool]]:
    """Every imported module name, and whether it is imported when the file is loaded."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, at_load: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend((alias.name, at_load) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: relative imports hide the layers"
                found.append((child.module or "", at_load))
                if child.module == "contract_lens":
                    found.extend((f"contract_lens.{alias.name}", at_load) for alias in child.names)
            typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            visit(child, at_load and not inside and not typing_only)

    visit(ast.parse(path.read_text("utf-8")), True)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_layers(path: Path) -> None:
    room = room_of(path)
    for name, _ in imports_of(path):
        if name.startswith("contract_lens."):
            target = name.split(".")[1]
            if target == "__version__":
                continue
            assert target == room or target in ALLOWED[room], f"{room} must not import {target}"


def test_nothing_imports_the_package_root() -> None:
    for path in modules():
        names = {name for name, _ in imports_of(path)}
        if "contract_lens" in names:
            aliases = {name for name in names if name.startswith("contract_lens.")}
            known = {f"contract_lens.{name}" for name in [*ALLOWED, "__version__"]}
            assert aliases & known, f"{path} takes a public name from the package root"


@pytest.mark.parametrize("package", sorted(HOMES))
def test_third_party_packages_stay_in_their_homes(package: str) -> None:
    for path in modules():
        used = {name.split(".")[0] for name, _ in imports_of(path)}
        if package in used:
            assert room_of(path) in HOMES[package], f"{path.name} imports {package}"


def test_heavy_packages_are_never_imported_at_start() -> None:
    """Only files that are themselves imported lazily may load a heavy package at their top."""
    reached = reached_at_start("cli")
    for path in reached:
        for name, at_load in imports_of(path):
            assert not (at_load and name.split(".")[0] in HEAVY), f"{path} loads {name} at start-up"


def reached_at_start(room: str) -> set[Path]:
    """The files that `import contract_lens.<room>` loads."""
    waiting = [PACKAGE / room / "__init__.py", PACKAGE / "__init__.py"]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.exists():
            continue
        seen.add(path)
        for name, at_load in imports_of(path):
            if at_load and name.startswith("contract_lens"):
                base = PACKAGE.parent.joinpath(*name.split("."))
                waiting += [base.with_suffix(".py"), base / "__init__.py"]
    return seen


def test_no_pickle_and_no_network() -> None:
    banned = {
        "pickle",
        "cloudpickle",
        "dill",
        "marshal",
        "shelve",
        "urllib.request",
        "http.client",
        "requests",
    }
    for path in modules():
        used = {name for name, _ in imports_of(path)}
        assert not used & banned, f"{path} imports {used & banned}"


#: Files longer than the house limit, each with the reason its own docstring gives.
LONG_FILES: set[str] = set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text("utf-8")
    if path.name not in LONG_FILES:
        assert len(source.splitlines()) <= 400, "over 400 lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = (node.end_lineno or 0) - node.lineno + 1
            docstring = ast.get_docstring(node, clean=False)
            code = body - (len(docstring.splitlines()) if docstring else 0)
            assert code <= 45, f"{node.name} has {code} lines"


def test_no_rooms_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    for path in modules():
        assert path.stem not in vague
