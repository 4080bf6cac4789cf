"""Every clause of a scan as one Parquet table, for notebooks and databases."""

from __future__ import annotations

from typing import IO, Any

from contract_lens.assessment import Assessment, Clause
from contract_lens.errors import MissingPart

#: Clauses of one row group; so many lie in memory at a time.
_AT_A_TIME = 5_000


class ClauseTable:
    """A table that is written group by group, one row per clause or utterance.

    Args:
        stream: A file open for writing; whole only after ``close``.

    Raises:
        MissingPart: pyarrow is not installed.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            remedy = "pip install 'contract-lens[parquet]', or leave parquet out of --write"
            raise MissingPart("clauses.parquet needs pyarrow", remedy=remedy) from error
        self._arrow: Any = pyarrow
        self._schema: Any = pyarrow.schema(_fields(pyarrow))
        self._writer: Any = pyarrow.parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, assessment: Assessment, deal: str = "") -> None:
        """Write the clauses of one document; one that was not read has none."""
        of_document = {
            "path": _text(assessment.path),
            "sha256": assessment.sha256,
            "document_kind": str(assessment.kind),
            "title": _text(assessment.title),
            "deal": _text(deal),
        }
        self._rows.extend(of_document | _row(clause) for clause in assessment.clauses)
        if len(self._rows) >= _AT_A_TIME:
            self._flush()

    def close(self) -> None:
        """Write what is left and make the file whole."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


def _fields(arrow: Any) -> list[tuple[str, Any]]:
    functions = arrow.list_(arrow.struct([("code", arrow.string()), ("score", arrow.float64())]))
    of_document = "path sha256 document_kind title deal"
    of_clause = "clause number heading kind parent text speaker side time stance"
    return [
        *((name, arrow.string()) for name in f"{of_document} {of_clause}".split()),
        *((name, arrow.float64()) for name in ("adversarial", "neutral", "collaborative")),
        ("functions", functions),
        ("symmetry", arrow.string()),
        *((name, arrow.int64()) for name in ("start", "end", "page")),
    ]


def _row(clause: Clause) -> dict[str, Any]:
    return {
        "clause": clause.id,
        "number": _text(clause.number),
        "heading": _text(clause.heading),
        "kind": str(clause.kind),
        "parent": clause.parent,
        "text": _text(clause.text),
        "speaker": _text(clause.speaker),
        "side": _text(clause.side),
        "time": _text(clause.time),
        "stance": str(clause.stance.label),
        "adversarial": clause.stance.adversarial,
        "neutral": clause.stance.neutral,
        "collaborative": clause.stance.collaborative,
        "functions": [{"code": one.code, "score": one.score} for one in clause.functions],
        "symmetry": str(clause.symmetry),
        "start": clause.start,
        "end": clause.end,
        "page": clause.page,
    }


def _text(text: str | None) -> str | None:
    """Return text without the lone surrogates that Parquet cannot hold."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")
