"""Real files: public agreements as PDF, damaged and hostile files, authored conversations."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from invariants import check_document

from contract_lens.errors import InputError, Status
from contract_lens.options import Limits
from contract_lens.read import read_document

pytestmark = pytest.mark.shared

# How each hostile file ends that is not simply read; the reasons are in the manifest beside them.
_PICTURES = Status.OK if shutil.which("tesseract") else Status.NO_TEXT  # pages that Tesseract can read
_ENDS = {
    "pdf/OCRmyPDF__cardinal.pdf": _PICTURES,
    "pdf/OCRmyPDF__invalid.pdf": Status.CORRUPT,
    "pdf/OpenContracts__needs_ocr.pdf": _PICTURES,
    "pdf/pocs__adobe-tiny.pdf": Status.CORRUPT,
    "pdf/pocs__formevent_js.pdf": Status.CORRUPT,
    "pdf/pocs__javascript.pdf": Status.NO_TEXT,
    "pdf/pocs__structure-ignoredeof.pdf": Status.CORRUPT,
    "pdf/pocs__structure-noendobj.pdf": Status.CORRUPT,
    "pdf/pocs__tiny.pdf": Status.NO_TEXT,
    "docx/python-docx__blk-containing-table.docx": Status.NO_TEXT,
}
_UNREAD_FOLDERS = ("doc/",)
_AGREEMENTS = (
    "ADIANUTRITION,INC_04_01_2005-EX-10.D2-RESELLER AGREEMENT",
    "ACCURAYINC_09_01_2010-EX-10.31-DISTRIBUTOR AGREEMENT",
    "CCAINDUSTRIESINC_04_14_2014-EX-10.1-OUTSOURCING AGREEMENT",
    "ALLISONTRANSMISSIONHOLDINGSINC_12_15_2014-EX-99.1-COOPERATION AGREEMENT",
    "INTRICONCORP_03_10_2009-EX-10.22-Strategic Alliance Agreement",
)


def test_every_hostile_file_ends_as_it_should(shared_data: Path) -> None:
    folder = shared_data / "hostile"
    start = time.process_time()
    ends = {}
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        name = json.loads(line)["path"]
        try:
            # Recognising a second page of a scan shows nothing that the first does not.
            check_document(read_document(folder / name, limits=Limits(ocr_pages=1)))
            ends[name] = Status.OK
        except InputError as error:
            ends[name] = error.status
    wanted = {
        name: _ENDS.get(name, Status.UNSUPPORTED if name.startswith(_UNREAD_FOLDERS) else Status.OK)
        for name in ends
    }
    assert ends == wanted
    assert len(ends) == 65
    assert time.process_time() - start < 10


def _words(text: str) -> Counter[str]:
    return Counter(re.findall("[a-z0-9]+", text.lower()))


@pytest.mark.parametrize("name", _AGREEMENTS)
def test_words_of_real_agreements_are_all_there(shared_data: Path, name: str) -> None:
    pdf = shared_data / "cuad" / "pdf" / f"{name}.pdf"
    if not pdf.is_file():
        pytest.skip("this agreement is not in the local copy of the corpus")
    document = read_document(pdf)
    check_document(document)
    reference = _words((shared_data / "cuad" / "txt" / f"{name}.txt").read_text(encoding="utf-8"))
    missing = reference - _words(document.text)
    assert sum(missing.values()) < 0.03 * sum(reference.values()), missing.most_common(10)
    assert not re.search(r"(?m)^\s*(?:-\s*)?\d{1,3}(?:\s*-)?\s*$", document.text), (
        "a page number is in the text"
    )


def test_utterances_of_authored_conversations_lie_in_one_block(shared_data: Path) -> None:
    folder = shared_data / "authored" / "conversations"
    documents = {}
    named = total = 0
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["file"] not in documents:
            documents[label["file"]] = read_document(folder / label["file"])
            check_document(documents[label["file"]])
        document = documents[label["file"]]
        wanted = " ".join(label["text"].split())
        blocks = [b for b in document.blocks if wanted in " ".join(document.text[b.start : b.end].split())]
        assert blocks, f"{label['file']}: {wanted[:60]}"
        if not label["file"].endswith(".md"):
            total += 1
            named += any(block.speaker in (label["speaker"], f"Dr {label['speaker']}") for block in blocks)
    assert named >= 0.97 * total
