"""``--revisions`` reaches the reader through the guarded child."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

_DRAFT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
    "<w:r><w:t>SUPPLY AGREEMENT between Buyer and Supplier.</w:t></w:r></w:p><w:p>"
    '<w:del w:author="A"><w:r><w:delText>The parties share all savings.</w:delText></w:r></w:del>'
    '<w:ins w:author="A"><w:r><w:t>The Supplier shall indemnify the Buyer.</w:t></w:r></w:ins>'
    "</w:p></w:body></w:document>"
)


def test_the_original_text_is_analysed(tmp_path: Path) -> None:
    draft, record = tmp_path / "draft.docx", tmp_path / "record.json"
    with zipfile.ZipFile(draft, "w") as archive:
        archive.writestr("word/document.xml", _DRAFT)
    command = [sys.executable, "-m", "contract_lens", "check", str(draft), "--revisions", "original",
               "--json", str(record)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = json.loads(record.read_text("utf-8"))
    # What was left out of the text is kept beside it, and judged nowhere.
    (left_out,) = [note for note in told.pop("annotations") if "indemnify the Buyer" in json.dumps(note)]
    assert left_out["author"] == "A"
    text = json.dumps(told)
    assert "share all savings" in text
    assert "indemnify the Buyer" not in text
    assert "1 insertions left out" in text


def test_another_word_is_refused_before_any_work(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "contract_lens", "check", str(tmp_path), "--revisions", "rejected"]
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert done.returncode == 2
    assert b"accepted" in done.stderr
