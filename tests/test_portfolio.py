"""Scanning: what is found, what belongs together, and that order and workers change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.errors import InputMissing, Status
from contract_lens.listing import find_documents
from contract_lens.portfolio import scan

AGREEMENT = """SERVICES AGREEMENT

This Services Agreement is made between Harrow Vale Ltd ("Provider") and Tindle plc ("Customer").

1. Services. Provider shall perform the services in Schedule 1.

2. Fees. Customer shall pay each invoice within thirty days.

3. Liability. Neither party is liable for indirect loss.
"""

MAIL = b"""From: Ann Ode <ann@harrow-vale.example>
To: Bo Ek <bo@tindle.example>
Date: Thu, 13 Mar 2025 17:48:02 +0000
Subject: Rota

Dear Bo,

The rota for April is attached. Please tell me by Friday whether it suits your team.

Ann
"""


@pytest.fixture()
def portfolio(tmp_path: Path) -> Path:
    root = tmp_path / "portfolio"
    for name in ("alpha", "beta"):
        (root / name).mkdir(parents=True)
        (root / name / "agreement.txt").write_text(AGREEMENT, "utf-8")
    (root / "alpha" / "mail.eml").write_bytes(MAIL)
    (root / "alpha" / "expected.toml").write_text("labels = []", "utf-8")
    (root / "beta" / ".hidden").write_text("x", "utf-8")
    (root / "beta" / "~$agreement.docx").write_text("x", "utf-8")
    return root


def test_only_documents_are_found(portfolio: Path) -> None:
    names = [str(entry.path.relative_to(portfolio)) for entry in find_documents(portfolio)]
    assert names == ["alpha/agreement.txt", "alpha/mail.eml", "beta/agreement.txt"]


def test_a_folder_with_agreement_and_talk_is_a_deal(portfolio: Path) -> None:
    result = scan(portfolio)
    assert [deal.deal.name for deal in result.deals] == ["alpha"]
    kinds = [document.kind for document in result.deals[0].documents]
    assert kinds == [DocumentKind.AGREEMENT, DocumentKind.COMMUNICATION]
    assert result.read == len(result.documents) == 3


def test_links_are_listed_but_not_followed(portfolio: Path) -> None:
    (portfolio / "outside").symlink_to("/", target_is_directory=True)
    (portfolio / "beta" / "other.txt").symlink_to("/etc/hostname")
    skipped = [entry for entry in find_documents(portfolio) if entry.problem is not None]
    assert sorted(entry.path.name for entry in skipped) == ["other.txt", "outside"]
    assert all(entry.problem is not None and entry.problem.status is Status.SKIPPED for entry in skipped)


def test_of_a_folder_with_reports_only_the_reports_are_passed_over(portfolio: Path) -> None:
    before = [entry.path for entry in find_documents(portfolio)]
    out = portfolio / "reports"
    (out / "pages").mkdir(parents=True)
    for name in (".contract-lens-report.json", "index.html", "summary.csv", "pages/lease-0a1b2c3d.html"):
        (out / name).write_text("of the scan", "utf-8")
    assert [entry.path for entry in find_documents(portfolio)] == before
    put_beside = [out / "lease.txt", out / "pages" / "lease.html"]
    for path in put_beside:
        path.write_text(AGREEMENT, "utf-8")
    assert [entry.path for entry in find_documents(portfolio)] == sorted([*before, *put_beside])


def test_what_looks_like_a_report_is_a_document_where_no_scan_has_written(portfolio: Path) -> None:
    (portfolio / "beta" / "index.html").write_text("<p>An agreement</p>", "utf-8")
    assert portfolio / "beta" / "index.html" in [entry.path for entry in find_documents(portfolio)]


def test_the_same_file_given_twice_is_read_once(portfolio: Path) -> None:
    path = portfolio / "beta" / "agreement.txt"
    assert len(find_documents([path, path, portfolio / "beta"])) == 1


def test_a_file_is_one_document_however_it_is_spelled(
    portfolio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(portfolio.parent)
    (portfolio.parent / "elsewhere").symlink_to(portfolio / "alpha")
    given = ["portfolio/alpha/agreement.txt", portfolio, "portfolio/../portfolio/beta", "elsewhere"]
    found = [str(entry.path) for entry in find_documents(given)]
    # The files of a folder keep together, or they would be no deal.
    assert found == [
        f"{portfolio}/beta/agreement.txt",
        "portfolio/alpha/agreement.txt",
        "portfolio/alpha/mail.eml",
    ]


def test_workers_and_other_files_change_nothing(portfolio: Path) -> None:
    one = scan(portfolio, jobs=1)
    (portfolio / "gamma").mkdir()
    (portfolio / "gamma" / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    two = scan(portfolio, jobs=2)
    assert two.documents[: len(one.documents)] == one.documents
    assert two.deals == one.deals


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="there is no such"):
        find_documents(tmp_path / "nowhere")
