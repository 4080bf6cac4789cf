"""Attachments of a mail are documents of a scan, each with a row of its own."""

from __future__ import annotations

import email.message
import email.policy
from pathlib import Path

from contract_lens.errors import Status
from contract_lens.listing import find_documents
from contract_lens.options import AnalysisOptions, Limits
from contract_lens.portfolio import scan


def _mail(*attachments: tuple[str, bytes]) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@north.example", "bo@south.example", "Offer"
    message.set_content("We trust you and will share the risk of the launch.\n")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes(policy=email.policy.SMTP)


def test_each_attachment_has_one_row(tmp_path: Path) -> None:
    inner = _mail(("deep.txt", b"This Agreement shall last two years. Either party may terminate it."))
    (tmp_path / "mail.eml").write_bytes(
        _mail(
            ("inner.eml", inner),
            ("../../list.txt", b"milk, eggs"),
            ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        )
    )
    limits = Limits(member_depth=1)
    found = scan(tmp_path, options=AnalysisOptions(limits=limits))
    rows = {row.path.removeprefix(f"{tmp_path}/"): row for row in found.documents}
    assert [(path, str(row.status)) for path, row in rows.items()] == [
        ("mail.eml", "ok"),
        ("mail.eml!/inner.eml", "ok"),
        ("mail.eml!/inner.eml!/deep.txt", "limit_exceeded"),
        ("mail.eml!/list.txt", "ok_with_warnings"),
        ("mail.eml!/scan.png", "unsupported"),
    ]
    assert rows["mail.eml"].members == ("inner.eml", "list.txt", "scan.png")
    assert [entry.path for entry in find_documents(f"{tmp_path}/mail.eml!/list.txt")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mail.eml"]  # nothing was unpacked


def test_the_number_of_documents_in_one_file_is_bounded(tmp_path: Path) -> None:
    half = [(f"{number}.txt", b"milk") for number in range(3)]
    (tmp_path / "mail.eml").write_bytes(_mail(("a.eml", _mail(*half)), ("b.eml", _mail(*half))))
    found = scan(tmp_path, options=AnalysisOptions(limits=Limits(members=4)))
    assert [row.path.partition("!")[2] for row in found.documents if row.status.was_read] == [
        "",
        "/a.eml",
        "/a.eml!/0.txt",
        "/a.eml!/1.txt",
        "/b.eml",
    ]
    left_out = [row for row in found.documents if row.status is Status.LIMIT_EXCEEDED]
    assert [row.path.partition("!")[2] for row in left_out] == ["/a.eml!/2.txt", "/b.eml!/0.txt"]
    assert ["2 more beside it" in str(row.problem) for row in left_out] == [False, True]
