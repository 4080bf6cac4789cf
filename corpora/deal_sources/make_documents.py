"""Build the PDF and Word agreements of the example deals from their Markdown sources.

Run from anywhere, for all sources or for the named ones::

    python corpora/deal_sources/make_documents.py
    python corpora/deal_sources/make_documents.py 01-harbour-lights-misbranded

Each ``corpora/deal_sources/<deal>.md`` becomes ``corpora/deals/<deal>/agreement.pdf`` or ``agreement.docx``.
The same source gives the same bytes on every machine: dates are fixed and nothing is compressed.
Needs reportlab for the PDF; the Word file is written by hand, so that its numbering is Word's own.

The grammar of the sources is described in ``deal_source.py``.
"""

import sys
from pathlib import Path

from deal_source import read_source
from pdf_file import make_pdf
from word_file import make_docx

SOURCES = Path(__file__).resolve().parent
DEALS = SOURCES.parent / "deals"


def main(names: list[str]) -> None:
    """Build the named deals, or all that have a source, and say what was written."""
    makers = {"pdf": make_pdf, "docx": make_docx}
    paths = [SOURCES / f"{name}.md" for name in names] or sorted(SOURCES.glob("[0-9]*.md"))
    for path in paths:
        settings, pieces = read_source(path)
        form = settings.get("format", "pdf")
        target = DEALS / path.stem / f"agreement.{form}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(makers[form](settings, pieces))
        words = sum(len(piece.text.split()) for piece in pieces)
        sys.stdout.write(f"{target.relative_to(DEALS)}: {words} words\n")


if __name__ == "__main__":
    main(sys.argv[1:])
