"""Sources: patterns, lists, archives and object stores become documents with names; nothing climbs out."""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contract_lens.errors import InputMissing, LimitExceeded, OutputRefused, Status
from contract_lens.listing import Found
from contract_lens.options import Limits
from contract_lens.sources import Sifting, find_sources


def names(found: list[Found], root: Path) -> list[str]:
    given = (entry.origin.name if entry.origin else str(entry.path) for entry in found)
    return [name.removeprefix(f"{root}/") for name in given]


@pytest.fixture()
def root(tmp_path: Path) -> Path:
    for name in ("a.pdf", "deals/b.pdf", "deals/north/c.pdf", "deals/north/deal.toml", "deals/.hidden.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "deals" / "link.pdf").symlink_to("/etc/hostname")
    return tmp_path


def test_patterns_and_lists_name_files(root: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_bytes(f"{root / 'a.pdf'}\n\n{root / 'deals' / 'b.pdf'}\n".encode())
    with find_sources([str(root / "deals" / "**" / "*.pdf")], files_from=str(listed)) as found:
        assert names(found, root) == ["a.pdf", "deals/b.pdf", "deals/link.pdf", "deals/north/c.pdf"]
        assert [entry.path.name for entry in found if entry.problem is not None] == ["link.pdf"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_may_be_as_windows_writes_it(root: Path, tmp_path: Path, encoding: str) -> None:
    listed = tmp_path / "list.txt"
    listed.write_bytes(f"{root / 'a.pdf'}\r\n{root / 'deals' / 'b.pdf'}\r\n".encode(encoding))
    with find_sources([], files_from=str(listed)) as found:
        assert names(found, root) == ["a.pdf", "deals/b.pdf"]


def test_what_a_list_names_and_is_gone_is_a_row(root: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{root / 'a.pdf'}\n{root / 'gone.pdf'}\n{root / 'old*.pdf'}\n", "utf-8")
    with find_sources([], files_from=str(listed)) as found:
        assert names(found, root) == ["a.pdf", "gone.pdf", "old*.pdf"]
        problems = [entry.problem.cause if entry.problem else "" for entry in found]
        assert problems == ["", "there is no such file or folder", "matches no file"]


def test_a_link_that_is_named_by_itself_is_read_wherever_it_is_named(root: Path) -> None:
    link = str(root / "deals" / "link.pdf")
    for given in ([str(root / "deals"), link], [link, str(root / "deals")]):
        with find_sources(given) as found:
            assert names(found, root) == ["deals/b.pdf", "deals/link.pdf", "deals/north/c.pdf"]
            assert not [entry.problem for entry in found if entry.problem is not None]


def test_a_pattern_follows_no_link_and_ends(root: Path) -> None:
    outside = root.parent / f"{root.name}-outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"of others")
    for name, target in (("deals/out", outside), ("deals/north/up", root), ("deals/north/up2", root)):
        (root / name).symlink_to(target)
    links = ["deals/link.pdf", "deals/out", "deals/north/up", "deals/north/up2"]
    for pattern in ("**/*.pdf", "deals/**/*.pdf", "*/**/*.pdf", "**", "**/**"):
        with find_sources([str(root / pattern)]) as found:
            told = names(found, root)
            assert {"deals/b.pdf", "deals/north/c.pdf", *links} <= set(told)
            assert not {name for name in told if "secret" in name or "/up/" in name or "/out/" in name}
            skipped = {name for name, entry in zip(told, found, strict=True) if entry.problem is not None}
            assert skipped == set(links)


AGREEMENT = "SUPPLY AGREEMENT\n\n1. Supplier shall deliver the goods within thirty days.\n"


@pytest.fixture()
def powerless() -> Iterator[Path]:
    """A folder, while this process may read only what others let it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        is_root = os.geteuid() == 0
        (folder / "a.txt").write_text(AGREEMENT, "utf-8")
        for mode in (0o000, 0o644, 0o311):  # closed; names can be listed and not opened; the other way round
            closed = folder / f"closed-{mode:o}"
            (closed / "inner").mkdir(parents=True)
            (closed / "b.txt").write_text(AGREEMENT, "utf-8")
            closed.chmod(mode)
        if is_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            for closed in folder.glob("closed-*"):
                closed.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize("pattern", ["", "**", "*/*", "**/*.txt"])
def test_what_may_not_be_looked_at_is_listed_with_the_reason(powerless: Path, pattern: str) -> None:
    with find_sources([str(powerless / pattern)]) as found:
        told = {str(entry.path.relative_to(powerless)): entry.problem for entry in found}
    assert told.pop("a.txt", None) is None
    assert {"closed-0", "closed-311"} <= set(told)
    assert {"closed-644", "closed-644/b.txt"} & set(told)
    assert all(problem is not None for problem in told.values())


def test_a_folder_that_a_pattern_names_is_walked(root: Path) -> None:
    for pattern in ("dea*", "*", "d[e]als"):
        with find_sources([str(root / pattern)]) as found:
            assert {"deals/b.pdf", "deals/link.pdf", "deals/north/c.pdf"} <= set(names(found, root))
    with find_sources([str(root / "*" / "*" / "c.pdf")]) as found:
        assert names(found, root) == ["deals/north/c.pdf"]


def test_a_pattern_with_a_slash_at_its_end_names_folders_only(root: Path) -> None:
    with find_sources([f"{root}/*/"]) as found:
        assert names(found, root) == ["deals/b.pdf", "deals/link.pdf", "deals/north/c.pdf"]


def test_a_folder_without_documents_costs_the_others_nothing(root: Path) -> None:
    (root / "empty").mkdir()
    told: list[str] = []
    given = [str(root / "empty"), str(root / "a.pdf")]
    with find_sources(given, sifting=Sifting(tell=told.append)) as found:
        assert names(found, root) == ["a.pdf"]
    assert told == [f"{root / 'empty'} holds no documents"]
    with pytest.raises(InputMissing, match="holds no documents"), find_sources(given[:1]):
        pass


def test_the_folder_of_the_reports_cannot_be_scanned_however_it_is_named(root: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{root / 'deals' / '..' / 'deals'}\n", "utf-8")
    sifting = Sifting(out=root / "deals")
    with pytest.raises(OutputRefused), find_sources([], files_from=str(listed), sifting=sifting):
        pass


def test_a_ledger_among_the_documents_is_none(root: Path) -> None:
    ledger = root / "deals" / "ledger.sqlite"
    for ending in ("", "-wal", ".lock", ".damaged-20260101-000000", ".pdf"):
        ledger.with_name(ledger.name + ending).write_bytes(b"x")
    with find_sources([str(root / "deals")], sifting=Sifting(ledger=ledger)) as found:
        assert "deals/ledger.sqlite.pdf" in names(found, root)
        assert len([name for name in names(found, root) if "ledger" in name]) == 1


@pytest.mark.parametrize("target", ["nowhere.pdf", "self.pdf"])
def test_a_link_that_leads_nowhere_is_said(root: Path, target: str) -> None:
    (root / "self.pdf").symlink_to(target)
    with pytest.raises(InputMissing, match="leads nowhere"), find_sources([str(root / "self.pdf")]):
        pass


@pytest.mark.parametrize("given", ["nowhere/*.pdf", "nowhere.pdf", "x" * 300, "x" * 300 + "*"])
def test_what_is_not_there_is_an_error(root: Path, given: str) -> None:
    with pytest.raises(InputMissing), find_sources([str(root / given)]):
        pass


def test_documents_of_an_archive_are_named_after_it(root: Path, tmp_path: Path) -> None:
    archive = root / "deals" / "old.zip"
    with zipfile.ZipFile(archive, "w") as written:
        for name in ("lease.txt", "north/mail.eml", "__MACOSX/.x", ".DS_Store"):
            written.writestr(name, name)
    with find_sources([str(archive)]) as found:
        assert names(found, root) == ["deals/old.zip!/lease.txt", "deals/old.zip!/north/mail.eml"]
        origin = found[0].origin
        assert origin is not None
        origin.fetch(tmp_path / "fetched.txt")
        assert (tmp_path / "fetched.txt").read_bytes() == b"lease.txt"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_an_archive_holds_twice_is_said(tmp_path: Path) -> None:
    archive = tmp_path / "twice.zip"
    with zipfile.ZipFile(archive, "w") as written:
        for text in ("the first", "the second"):
            written.writestr("lease.txt", text)
    with find_sources([str(archive)]) as found:
        assert names(found, tmp_path) == ["twice.zip", "twice.zip!/lease.txt"]
        problem = found[0].problem
        assert problem is not None
        assert "more than one 'lease.txt'" in problem.cause


@pytest.mark.parametrize(
    ("limits", "status"),
    [
        pytest.param(replace(Limits(), archive_entries=1), Status.LIMIT_EXCEEDED, id="too many"),
        pytest.param(replace(Limits(), archive_bytes=10), Status.LIMIT_EXCEEDED, id="too large unpacked"),
        pytest.param(replace(Limits(), file_bytes=10), Status.LIMIT_EXCEEDED, id="too large"),
    ],
)
def test_an_archive_over_the_limits_is_one_row(tmp_path: Path, limits: Limits, status: Status) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("a.txt", "x" * 1000)
        written.writestr("b.txt", "x" * 1000)
    with find_sources([str(archive)], limits=limits) as found:
        told = [(entry.path, entry.problem and entry.problem.status) for entry in found]
        assert told == [(archive, status)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_names_that_climb_out_of_an_archive_are_refused(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "climb.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr(name, "x")
    with find_sources([str(archive)]) as found:
        assert [entry.problem and entry.problem.status for entry in found] == [Status.CORRUPT]


def test_an_object_store_is_listed_and_fetched_within_the_limits(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra cloud is not installed")
    store = fsspec.filesystem("memory")
    store.pipe("/bucket/deals/lease.txt", b"a lease")
    store.pipe("/bucket/deals/.hidden", b"x")
    with find_sources(["memory://bucket/deals"]) as found:
        assert names(found, tmp_path) == ["memory://bucket/deals/lease.txt"]
        origin = found[0].origin
        assert origin is not None
        origin.fetch(tmp_path / "lease.txt")
        assert (tmp_path / "lease.txt").read_bytes() == b"a lease"
    with find_sources(["memory://bucket/deals"], limits=replace(Limits(), file_bytes=3)) as found:
        origin = found[0].origin
        assert origin is not None
        with pytest.raises(LimitExceeded):
            origin.content_hash()
    with pytest.raises(InputMissing), find_sources(["memory://bucket/none"]):
        pass


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(InputMissing, match="is empty"), find_sources(["", "."]):
        pass
