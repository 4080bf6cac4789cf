"""The public face is pinned: a change here is a change for users."""

from __future__ import annotations

import subprocess
import sys

import pytest

import contract_lens


def test_public_names() -> None:
    assert contract_lens.__all__ == [
        "AnalysisOptions",
        "Assessment",
        "Change",
        "Classification",
        "ContractLensError",
        "Deal",
        "DealReport",
        "InputError",
        "Limits",
        "__version__",
        "analyze",
        "analyze_deal",
        "classify",
        "scan",
        "what_if",
    ]


def test_every_public_name_resolves() -> None:
    for name in contract_lens.__all__:
        assert getattr(contract_lens, name) is not None


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["spacy", "sklearn", "numpy", "pydantic", "rich"]
    code = f"import sys, contract_lens.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_functions_stay_functions_after_use() -> None:
    """A stage package of the same name would take the place of a function once it is imported."""
    code = (
        "import contract_lens as lens\n"
        "for _ in 'ab': lens.classify(['Buyer shall pay.'], kind='clause')\n"
        "print([callable(getattr(lens, name)) for name in ('analyze', 'analyze_deal', 'classify', 'scan')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[True, True, True, True]"


def test_one_string_is_no_list_of_texts() -> None:
    with pytest.raises(contract_lens.ContractLensError, match="list of texts"):
        contract_lens.classify("Buyer shall pay.", kind="clause")
    with pytest.raises(contract_lens.ContractLensError, match="clause or utterance"):
        contract_lens.classify(["Buyer shall pay."], kind="poem")
    with pytest.raises(
        contract_lens.ContractLensError, match=r"^texts\[1\]: must be a string. Got int instead; give a list"
    ):
        contract_lens.classify(["Buyer shall pay.", 1], kind="clause")  # type: ignore[list-item]  # on purpose
