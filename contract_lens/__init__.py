"""contract_lens tells what kind of deal a contract and its communications really are.

The way of one document::

    read  ->  segment  ->  detect / judge  ->  assess  ->  report

``pipeline`` tells that story in one function; ``portfolio`` runs it over many documents; ``learn`` trains the
models; ``cli`` is the command line. The names below are the whole public interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contract_lens.assessment import Assessment, Change
    from contract_lens.clause import Classification
    from contract_lens.deal import Deal, DealReport
    from contract_lens.errors import ContractLensError, InputError
    from contract_lens.options import AnalysisOptions, Limits
    from contract_lens.pipeline import analyze, analyze_deal, classify, what_if
    from contract_lens.portfolio import scan

__version__ = "0.1.0"

# Names are imported when first used, so that `import contract_lens` and `contract-lens --help` stay quick:
# spaCy and scikit-learn alone take over two CPU seconds.
_HOMES = {
    "AnalysisOptions": "contract_lens.options",
    "Assessment": "contract_lens.assessment",
    "Change": "contract_lens.assessment",
    "Classification": "contract_lens.clause",
    "ContractLensError": "contract_lens.errors",
    "Deal": "contract_lens.deal",
    "DealReport": "contract_lens.deal",
    "InputError": "contract_lens.errors",
    "Limits": "contract_lens.options",
    "analyze": "contract_lens.pipeline",
    "analyze_deal": "contract_lens.pipeline",
    "classify": "contract_lens.pipeline",
    "scan": "contract_lens.portfolio",
    "what_if": "contract_lens.pipeline",
}

__all__ = [
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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'contract_lens' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
