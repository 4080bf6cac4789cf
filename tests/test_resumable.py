"""A scan that goes on where it was: what happens to one document is told of that one alone."""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from contract_lens import portfolio
from contract_lens.errors import InputMissing, Status
from contract_lens.ledger import Ledger, open_ledger
from contract_lens.listing import Found, find_documents
from contract_lens.options import AnalysisOptions, Limits
from contract_lens.policy import Gate
from contract_lens.publish import Published, Reported, ReportFolder
from contract_lens.resumable import Resumable, Shown
from contract_lens.sources import find_sources

AGREEMENT = """SUPPLY AGREEMENT

This Supply Agreement is made between Vale Ltd ("Supplier") and Tindle plc ("Customer").

1. Orders. Supplier shall deliver the goods within thirty days of each order.
"""


@pytest.fixture()
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


@dataclass(frozen=True)
class Stored:
    """A document of a store that can fail between the look and the reading."""

    name: str
    fail: Callable[[Path], None] = lambda _: None

    def content_hash(self) -> str:
        return hashlib.sha256(self._bytes()).hexdigest()

    def fetch(self, target: Path) -> None:
        self.fail(target)
        target.write_bytes(self._bytes())

    def _bytes(self) -> bytes:
        return f"{AGREEMENT}\nStored as {self.name}.".encode()


def in_store(*documents: Stored) -> list[Found]:
    return [Found(Path(one.name), origin=one) for one in documents]


def scanned(ledger: Ledger, found: list[Found]) -> dict[str, Shown]:
    scan = Resumable(ledger, AnalysisOptions())
    scan.analyze(scan.look(found))
    return {shown.path: shown for group in scan.groups() for shown in group.documents}


def vanish(_: Path) -> None:
    raise InputMissing("cannot be fetched (gone)")


def fill_the_disk(target: Path) -> None:
    target.write_bytes(b"half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("fail", "cause"),
    [
        pytest.param(vanish, "cannot be fetched", id="vanished"),
        pytest.param(fill_the_disk, "No space left", id="the disk is full"),
    ],
)
def test_what_cannot_be_fetched_costs_one_row_and_is_tried_again(
    ledger: Ledger, fail: Callable[[Path], None], cause: str
) -> None:
    names = [f"s3://bucket/deals/{name}.txt" for name in "abc"]
    rows = scanned(ledger, in_store(Stored(names[0]), Stored(names[1], fail), Stored(names[2])))
    problem = rows[names[1]].summary.problem
    assert rows[names[1]].summary.status is Status.SKIPPED
    assert problem is not None
    assert cause in problem.cause
    assert [rows[name].packed.was_read for name in names] == [True, False, True]
    again = scanned(ledger, in_store(*map(Stored, names)))
    assert [again[name].packed.was_read for name in names] == [True] * 3


def test_an_archive_that_is_written_anew_meanwhile_costs_the_members_that_it_lost(
    ledger: Ledger, tmp_path: Path
) -> None:
    archive = tmp_path / "old.zip"
    write_archive(archive, "a.txt", "b.txt")
    with find_sources([str(archive)]) as found:
        scan = Resumable(ledger, AnalysisOptions())
        new = scan.look(found)
        write_archive(archive, "b.txt")
        scan.analyze(new)
        rows = [shown for group in scan.groups() for shown in group.documents]
    assert rows[0].packed.status == Status.SKIPPED
    assert rows[1].packed.was_read


def test_a_file_that_vanishes_meanwhile_is_read_when_it_is_back(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(AGREEMENT, "utf-8")
    scan = Resumable(ledger, AnalysisOptions())
    new = scan.look([Found(file)])
    file.unlink()
    scan.analyze(new)
    (gone,) = (shown for group in scan.groups() for shown in group.documents)
    assert gone.packed.status == Status.SKIPPED
    file.write_text(AGREEMENT, "utf-8")
    assert scanned(ledger, [Found(file)])[str(file)].packed.was_read


def write_archive(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, f"{AGREEMENT}\nThis is {name}.")


def test_reports_of_a_scan_that_was_stopped_while_they_were_written_do_not_stand(
    ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(AGREEMENT, "utf-8")
    first = Resumable(ledger, AnalysisOptions())
    first.analyze(first.look(find_documents(tmp_path / "in")))
    ledger._base.execute("UPDATE records SET record = x'00'")

    def scan_again(*, is_stopping: bool) -> Published:
        reported = Reported(("csv",), Gate(frozenset()))
        folder = ReportFolder(tmp_path / "out", ledger)
        scan = Resumable(ledger, AnalysisOptions(), is_stopping=lambda: is_stopping)
        assert scan.look(find_documents(tmp_path / "in")) == []
        standing = folder.standing(scan.state(), reported)
        return standing or folder.publish(scan.groups(), reported, state_of=scan.state)

    (missed,) = scan_again(is_stopping=True).failures
    assert "was not reached" in missed.cause
    assert scan_again(is_stopping=False).read == 1
    written = (tmp_path / "out" / "summary.csv").stat().st_ino
    assert scan_again(is_stopping=False).read == 1
    assert (tmp_path / "out" / "summary.csv").stat().st_ino == written


def places(ledger: Ledger) -> list[str]:
    return sorted(path for _, paths in ledger.everything() for path in paths)


def noted(ledger: Ledger, *given: str) -> list[tuple[str, str]]:
    with find_sources(given) as found:
        scan = Resumable(ledger, AnalysisOptions())
        scan.analyze(scan.look(found))
        return scan.note_places()


def test_only_what_was_listed_in_an_object_store_can_be_gone(ledger: Ledger) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra cloud is not installed")
    store = fsspec.filesystem("memory")
    for name in ("a", "b", "old/c"):
        store.pipe(f"/shelf/deals/{name}.txt", f"{AGREEMENT}\nStored as {name}.".encode())
    root = "memory://shelf/deals"
    everything = [f"{root}/a.txt", f"{root}/b.txt", f"{root}/old/c.txt"]
    assert noted(ledger, root) == []
    store.pipe("/shelf/deals/a.txt", f"{AGREEMENT}\nStored as b.".encode())
    assert noted(ledger, f"{root}/a.txt") == []  # b.txt is still there: it was only not scanned
    assert noted(ledger, f"{root}/old") == []
    assert places(ledger) == everything
    store.rm("/shelf/deals/old/c.txt")
    noted(ledger, root)
    assert places(ledger) == everything[:2]
    store.rm("/shelf", recursive=True)


def test_only_members_of_an_archive_that_was_listed_can_be_gone(ledger: Ledger, tmp_path: Path) -> None:
    archive, other = tmp_path / "old.zip", tmp_path / "b.txt"
    write_archive(archive, "a.txt", "b.txt")
    noted(ledger, str(archive))
    other.write_text(f"{AGREEMENT}\nThis is b.txt.", "utf-8")
    inside = [f"{archive}!/a.txt", f"{archive}!/b.txt"]
    scan = Resumable(ledger, AnalysisOptions())
    named_alone = [Found(Path(inside[0]), origin=Stored(inside[0])), Found(other)]
    scan.analyze(scan.look(named_alone))
    assert scan.note_places() == []
    assert places(ledger) == sorted([*inside, str(other)])
    write_archive(archive, "a.txt")
    noted(ledger, str(archive))
    assert places(ledger) == sorted([inside[0], str(other)])


def test_what_could_not_be_looked_at_is_not_gone(ledger: Ledger) -> None:
    @dataclass(frozen=True)
    class Closed(Stored):
        def content_hash(self) -> str:
            raise InputMissing("the store does not answer")

    names = ["s3://bucket/deals/a.txt", "s3://bucket/deals/b.txt"]
    for second in (Stored(names[1]), Closed(names[1])):
        scan = Resumable(ledger, AnalysisOptions())
        found = in_store(Stored(names[0]), second)
        scan.analyze(scan.look([replace(one, listed="s3://bucket/deals") for one in found]))
        scan.note_places()
    assert places(ledger) == names


def nested(depth: int, name: str) -> bytes:
    """Return a mail that holds three mails, each of which holds three, down to a depth."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@vale.example", "bo@tindle.example", name
    mail.set_content(f"Please see what is attached to {name}.")
    for number in range(3 if depth else 0):
        inner = nested(depth - 1, f"{name}{number}")
        about = {"maintype": "application", "subtype": "octet-stream", "filename": f"{number}.eml"}
        mail.add_attachment(inner, **about)
    return mail.as_bytes()


def test_the_limit_holds_for_all_that_is_nested_in_one_file(ledger: Ledger, tmp_path: Path) -> None:
    file, limits = tmp_path / "mail.eml", Limits(members=5)
    file.write_bytes(nested(3, "mail"))
    for new in (1, 0):
        scan = Resumable(ledger, AnalysisOptions(limits=limits), workers=2)
        wanted = scan.look([Found(file)])
        assert len(wanted) == new
        scan.analyze(wanted)
        rows = [shown for group in scan.groups() for shown in group.documents]
        assert sum(ledger.counts().results.values()) == 1 + limits.members
        assert [(row.path.removeprefix(f"{file}"), str(row.packed.status)) for row in rows] == [
            ("", "ok"),
            ("!/0.eml", "ok"),
            ("!/0.eml!/0.eml", "ok"),
            ("!/0.eml!/0.eml!/0.eml", "limit_exceeded"),
            ("!/0.eml!/1.eml", "ok"),
            ("!/0.eml!/1.eml!/0.eml", "limit_exceeded"),
            ("!/0.eml!/2.eml", "limit_exceeded"),
            ("!/1.eml", "ok"),
            ("!/1.eml!/0.eml", "limit_exceeded"),
            ("!/2.eml", "ok"),
            ("!/2.eml!/0.eml", "limit_exceeded"),
        ]
    problem = rows[-1].summary.problem
    assert problem is not None
    assert "left out with 2 more beside it (limit: members)" in problem.cause
    simple = portfolio.scan(file, options=AnalysisOptions(limits=limits))
    assert [row.path for row in simple.documents] == [row.path for row in rows]


def test_a_file_that_is_named_without_a_folder_asks_for_no_other_place(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = tmp_path / "other" / "b.txt"
    lost.parent.mkdir()
    lost.write_text(f"{AGREEMENT}\nThis is b.txt.", "utf-8")
    noted(ledger, str(lost.parent))
    lost.unlink()
    (tmp_path / "a.txt").write_text(AGREEMENT, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert noted(ledger, "a.txt") == []
    assert places(ledger) == [str(tmp_path / "a.txt"), str(lost)]  # nobody looked for the other one


def test_a_file_is_where_it_was_whatever_folder_the_scan_is_started_in(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals" / "a.txt").write_text(AGREEMENT, "utf-8")
    (tmp_path / "link").symlink_to("deals")
    for start, named in (
        (tmp_path, "deals"),
        (tmp_path / "deals", "."),
        (tmp_path, "link"),
        (tmp_path, "deals/*"),
    ):
        monkeypatch.chdir(start)
        assert noted(ledger, named) == []  # nothing was renamed
    assert places(ledger) == [str(tmp_path / "deals" / "a.txt")]
