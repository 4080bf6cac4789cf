"""Documents that LibreOffice saved are read as it prints them; needs ``soffice``."""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx_markup import Construct
from docx_number_constructs import NUMBERS
from invariants import block_texts, check_document
from word_files import level, list_of, p, r, table, word_file

from contract_lens.document import AnnotationKind
from contract_lens.options import Revisions
from contract_lens.read import read_document

_OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice (soffice) is not installed")

# What LibreOffice (7.4) itself prints or saves differently from Word; seen in its own text export too.
_CHANGED = {
    "headings numbered by style, roman article, legal sections": "it does not know legal numbering",
    "level that never restarts": "it does not know restart rules",
    "level that restarts after the first one only": "it does not know restart rules",
    "bullets of a symbol font": "it writes bullets of its own",
    "suffix none": "its text export adds a blank",
    "letters after z, romans": "its text export prints empty items",
    "deleted clause takes no number": "it counts deleted paragraphs",
}

_NUMBERING = list_of(
    level(0, "ARTICLE %1", "upperRoman", '<w:suff w:val="space"/><w:pStyle w:val="Heading1"/>'),
    level(1, "Section %2.", "decimal", '<w:pStyle w:val="Clause"/>'),
    level(2, "(%3)", "lowerLetter"),
    level(3, "(%4)", "lowerRoman"),
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
_BY = 'w:id="9" w:author="Ann Reed" w:date="2024-03-01T09:00:00Z"'
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_BODY = (
    p("SUPPLY AGREEMENT")
    + p("Term", style="Heading1")
    + p("This Agreement lasts ", f"<w:ins {_BY}>{r('three')}</w:ins>",
        f"<w:del {_BY}><w:r><w:delText>two</w:delText></w:r></w:del>", " years", _NOTE, ".", style="Clause")
    + p("Either party may end it:", style="Clause")
    + p("for breach;", number="1", level=2)
    + p("for insolvency, that is:", number="1", level=2)
    + p("liquidation;", number="1", level=3)
    + p("administration.", number="1", level=3)
    + p("Price", style="Heading1")
    + p("Fees are ", r("never to be disclosed", "<w:vanish/>"), " below.", style="Clause")
    + table(("Item", "Fee"), ("Rig", "EUR 4"))
    + p("Signed.")
)  # fmt: skip
_AGREEMENT = word_file(
    _BODY,
    numbering=_NUMBERING,
    styles=_STYLES,
    footnotes=f'<w:footnote w:id="2">{p("From signing.")}</w:footnote>',
)
_PRINTED = [
    "SUPPLY AGREEMENT", "ARTICLE I Term", "Section 1. This Agreement lasts three years.",
    "Section 2. Either party may end it:", "(a) for breach;", "(b) for insolvency, that is:",
    "(i) liquidation;", "(ii) administration.", "ARTICLE II Price",
    "Section 1. Fees are never to be disclosed below.", "Item | Fee", "Rig | EUR 4", "Signed.", "1 From signing.",
]  # fmt: skip


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the constructs and the agreement, with what LibreOffice saved in folders by format."""
    folder = tmp_path_factory.mktemp("office")
    for place, construct in enumerate(NUMBERS):
        (folder / f"n{place:02}.docx").write_bytes(construct.data)
    (folder / "agreement.docx").write_bytes(_AGREEMENT)
    sources = sorted(folder.glob("*.docx"))
    for form in ("docx", "txt:Text"):
        _convert(folder, form, sources)
    for form in ("odt", "rtf"):
        _convert(folder, form, [folder / "agreement.docx"])
    return folder


def _convert(folder: Path, form: str, sources: list[Path]) -> None:
    profile = (folder / "profile").as_uri()
    out = folder / form.split(":")[0]
    command = [str(_OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir",
               str(out), *map(str, sources)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=200)
    assert len(list(out.iterdir())) == len(sources), done.stderr[-500:]


_SAME = [(place, each) for place, each in enumerate(NUMBERS) if each.name not in _CHANGED]


@pytest.mark.parametrize(("place", "construct"), _SAME, ids=[each.name for _, each in _SAME])
def test_numbers_of_saved_documents(saved: Path, place: int, construct: Construct) -> None:
    document = read_document(saved / "docx" / f"n{place:02}.docx")
    check_document(document)
    assert block_texts(document) == construct.printed


@pytest.mark.parametrize(("place", "construct"), _SAME, ids=[each.name for _, each in _SAME])
def test_numbers_are_those_that_libreoffice_prints(saved: Path, place: int, construct: Construct) -> None:
    """The expected numbers were not taken from our own reader: another program prints the same."""
    printed = (saved / "txt" / f"n{place:02}.txt").read_text("utf-8-sig")
    assert _words(printed) == _words(" ".join(construct.printed))


def test_the_constructs_left_out_exist() -> None:
    assert set(_CHANGED) <= {each.name for each in NUMBERS}


@pytest.mark.parametrize("form", ["docx", "odt", "rtf"])
def test_an_agreement_reads_the_same_in_each_format(saved: Path, form: str) -> None:
    document = read_document(saved / form / f"agreement.{form}")
    check_document(document)
    assert document.format == form
    assert block_texts(document) == _PRINTED
    kinds = {note.kind: note for note in document.annotations}
    hidden, gone = kinds[AnnotationKind.HIDDEN], kinds[AnnotationKind.DELETION]
    assert document.text[hidden.start : hidden.end] == "never to be disclosed"
    assert (gone.text, gone.author, gone.date[:16]) == ("two", "Ann Reed", "2024-03-01T09:00")
    original = read_document(saved / form / f"agreement.{form}", revisions=Revisions.ORIGINAL)
    assert "This Agreement lasts two years." in original.text


def _words(text: str) -> str:
    return re.sub(r"[\s|]+", " ", text).strip()
