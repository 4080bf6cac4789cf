"""``python -m contract_lens`` is the same as ``contract-lens``."""

from contract_lens.cli import run

if __name__ == "__main__":
    run()
