"""``contract-lens schema``: the JSON Schema of the reports."""

from __future__ import annotations

import json

from contract_lens.cli.terminal import write_out


def schema() -> None:
    """Print the JSON Schema of check --json and documents.jsonl."""
    from contract_lens.report import json_schema

    write_out(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
