"""Stage 5 of 5: records -> what people read.

``view`` settles order and wording once; one module per format renders it.
"""

from contract_lens.attention import attention
from contract_lens.report.to_csv import summary_row, summary_rows, to_csv
from contract_lens.report.to_html import to_html
from contract_lens.report.to_index import index_html
from contract_lens.report.to_json import (
    as_printed,
    classification_line,
    from_json,
    json_schema,
    jsonl_line,
    to_json,
)
from contract_lens.report.to_terminal import to_terminal

__all__ = [
    "as_printed",
    "attention",
    "classification_line",
    "from_json",
    "index_html",
    "json_schema",
    "jsonl_line",
    "summary_row",
    "summary_rows",
    "to_csv",
    "to_html",
    "to_json",
    "to_terminal",
]
