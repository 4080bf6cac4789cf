"""The ledger: what is put in comes out, what is damaged is never believed, nothing is written over."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from contract_lens.errors import InputMissing, OutputRefused
from contract_lens.ledger import Known, Ledger, Made, open_ledger, read_ledger
from contract_lens.ledger.migrations import MIGRATIONS
from contract_lens.ledger.names import is_away
from contract_lens.packing import Packed

MADE = Made("analysis-1", "120 s", 1.5, 1000, ("offer.pdf",))


def packed(number: int = 0, *, status: str = "ok") -> Packed:
    record = f'{{"path":"","number":{number}}}\n'.encode()
    return Packed(f"{number:064}", status, "agreement", record, b"words " * 50, b"{}", {"path": ""})


@pytest.fixture()
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def filled(file: Path, count: int = 3) -> None:
    with open_ledger(file) as ledger:
        for number in range(count):
            ledger.keep(f"key-{number}", packed(number), MADE)


def test_what_is_kept_is_there_when_it_is_opened_again(file: Path) -> None:
    filled(file)
    with read_ledger(file) as ledger:
        assert ledger.load("key-1") == packed(1)
        assert ledger.load("key-9") is None
        assert ledger.known(["key-0", "key-9"]) == {"key-0": Known("ok", "120 s", ("offer.pdf",))}
        assert ledger.counts().results == {"ok": 3}
        assert ledger.counts().migrations == tuple(name for name, _ in MIGRATIONS)
        assert ledger.is_sound()


def test_a_record_that_was_tampered_with_is_not_believed(file: Path) -> None:
    filled(file)
    base = sqlite3.connect(file)
    base.execute("UPDATE results SET status = 'timeout' WHERE key = 'key-0'")
    base.execute("UPDATE records SET record = x'00' WHERE key = 'key-1'")
    base.commit()
    base.close()
    with read_ledger(file) as ledger:
        assert [ledger.load(f"key-{number}") for number in range(3)] == [None, None, packed(2)]
        assert not ledger.is_sound()


def test_a_damaged_ledger_is_set_aside_whole_and_a_new_one_begun(file: Path) -> None:
    filled(file, 200)
    content = bytearray(file.read_bytes())
    content[4096:60000] = b"\x5a" * (60000 - 4096)
    file.write_bytes(content)
    told: list[str] = []
    with open_ledger(file, tell=told.append) as ledger:
        assert ledger.known(["key-0"]) == {}
        ledger.keep("key-0", packed(), MADE)
    aside = list(file.parent.glob("ledger.sqlite.damaged-*"))
    assert [path.read_bytes() for path in aside] == [bytes(content)]
    assert "set aside" in told[0]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.7 a contract", id="a contract"),
        pytest.param(b"SQLite format 3\0" + bytes(4080), id="another program's SQLite"),
    ],
)
def test_a_file_of_others_is_refused_and_stays_as_it_is(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(OutputRefused, match="is no ledger"), open_ledger(file):
        pass
    assert file.read_bytes() == content


def test_a_database_of_others_gets_no_tables(file: Path) -> None:
    base = sqlite3.connect(file)
    base.execute("CREATE TABLE bookmarks (url TEXT)")
    base.commit()
    base.close()
    before = file.read_bytes()
    with pytest.raises(OutputRefused, match="is no ledger"), open_ledger(file):
        pass
    assert file.read_bytes() == before


def test_a_ledger_of_a_newer_program_is_refused(file: Path) -> None:
    filled(file, 1)
    base = sqlite3.connect(file)
    base.execute("INSERT INTO migrations VALUES ('9999-later', '')")
    base.commit()
    base.close()
    with pytest.raises(OutputRefused, match="newer"), open_ledger(file):
        pass


def test_the_second_run_is_refused_and_told_who_is_first(file: Path) -> None:
    told: list[str] = []
    with (
        open_ledger(file),
        pytest.raises(OutputRefused, match=f"in use by another run \\(process {os.getpid()}"),
        open_ledger(file, wait=0.3, tell=told.append),
    ):
        pass
    assert len(told) == 1
    assert told[0].startswith("waiting up to 0.3 seconds")
    with open_ledger(file):  # free again
        pass


def test_a_ledger_that_is_named_by_a_link_has_the_same_lock(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(file)
    with open_ledger(file), pytest.raises(OutputRefused, match="in use"), open_ledger(link):
        pass


def test_a_damaged_lock_says_what_to_do(file: Path) -> None:
    filled(file, 1)
    file.with_name(file.name + ".lock").write_bytes(b"no lock at all")
    with pytest.raises(OutputRefused, match=r"\.lock: is a damaged lock; .*delete it"), open_ledger(file):
        pass


def test_a_ledger_can_be_read_while_a_run_writes_it(file: Path) -> None:
    with open_ledger(file) as ledger:
        ledger.keep("key-0", packed(), MADE)
        with read_ledger(file) as other:
            assert other.load("key-0") == packed()


def test_there_is_nothing_to_read_where_there_is_no_ledger(file: Path) -> None:
    with pytest.raises(InputMissing), read_ledger(file):
        pass
    assert not file.exists()
    file.touch()
    with pytest.raises(InputMissing, match="is empty"), read_ledger(file):
        pass


def test_renamed_files_are_recognised(file: Path) -> None:
    filled(file)
    with open_ledger(file) as ledger:
        assert ledger.move({"a.pdf": "key-0", "b.pdf": "key-1"}, lambda path: True) == []
        moved = ledger.move({"a.pdf": "key-0", "c.pdf": "key-1", "d.pdf": "key-1"}, lambda path: True)
        assert moved == [("b.pdf", "c.pdf")]
        assert ledger.move({"a.pdf": "key-0"}, lambda path: False) == []  # another folder was scanned
        assert dict(ledger.everything())["key-1"] == ("c.pdf", "d.pdf")


@pytest.mark.parametrize("name", ["caf\udce9.pdf", "caf\u00e9 \u202e.pdf", "\\new.pdf", "\\udce9.txt"])
def test_any_name_of_a_file_can_be_kept(file: Path, name: str) -> None:
    key = f"key{Path(name).suffix}{name}"
    seen: list[str] = []
    with open_ledger(file) as ledger:
        ledger.keep(key, packed(), MADE)
        assert ledger.known([key]) == {key: Known("ok", "120 s", ("offer.pdf",))}
        assert ledger.load(key) == packed()
        ledger.keep_page(name, "page", "source", "digest")
        assert ledger.page(name, "page") == ("source", "digest")
        ledger.keep_report(name, "source", {}, {})
        assert ledger.report(name) == ("source", {}, {})
        assert ledger.move({f"/a/{name}": key}, lambda path: True) == []

        def is_gone(path: str) -> bool:
            seen.append(path)
            return True

        moved = ledger.move({"/a/new": key}, is_gone)
        assert [new for _, new in moved] == ["/a/new"]
    if "\\u" not in name:
        assert seen == [f"/a/{name}"]


def test_what_is_gone_from_where_it_was_looked_for_is_forgotten(file: Path) -> None:
    filled(file)
    with open_ledger(file) as ledger:
        ledger.move({"/a/x.pdf": "key-0", "/a/b/y.pdf": "key-1", "/c/z.pdf": "key-2"}, lambda path: True)
        assert ledger.move({"/a/new.pdf": "key-9"}, lambda path: True, ["/a"]) == []
        assert dict(ledger.everything()) == {"key-0": (), "key-1": (), "key-2": ("/c/z.pdf",)}
        ledger.prune(analysis="", older_than_days=0, keep_lost=False, is_gone=lambda path: path == "/c/z.pdf")
        assert list(ledger.everything()) == []


def test_prune_deletes_what_no_scan_would_use(file: Path) -> None:
    filled(file)
    with open_ledger(file) as ledger:
        ledger.keep("old", packed(7), Made("analysis-0", "120 s"))
        ledger.move({"a.pdf": "key-0", "b.pdf": "old"}, lambda path: True)
        assert ledger.prune(analysis="analysis-1", older_than_days=0, keep_lost=True) == 1
        assert ledger.load("key-2") == packed(2)
        for days in (1, 999_999_999):
            assert ledger.prune(analysis="analysis-1", older_than_days=days, keep_lost=False) == 0
        assert ledger.prune(analysis="analysis-1", older_than_days=0, keep_lost=False) == 2
        assert [key for key, _ in ledger.everything()] == ["key-0"]


def test_prune_keeps_attachments_as_long_as_their_mail(file: Path) -> None:
    mails = ["1.eml:new", "2.eml:new", "2.eml:old"]
    inside = [key.replace(":", f"!/{name}:") for key in mails for name in ("a.eml", "a.eml!/b.txt")]
    with open_ledger(file) as ledger:
        for key in (*mails, *inside):
            ledger.keep(key, packed(), Made(key.rpartition(":")[2], "120 s"))
        ledger.move({"/in/1.eml": "1.eml:new", "/in/2.eml": "2.eml:new"}, lambda path: True)
        assert ledger.prune(analysis="", older_than_days=0, keep_lost=False) == 3  # of another analysis
        assert {key for key, _ in ledger.everything()} == {*mails[:2], *inside[:4]}
        ledger.prune(analysis="", older_than_days=0, keep_lost=False, is_gone="/in/2.eml".__eq__)
        assert {key for key, _ in ledger.everything()} == {mails[0], *inside[:2]}


WRITER = """
    import sys
    from pathlib import Path
    from contract_lens.ledger import Made, open_ledger
    from contract_lens.packing import Packed
    with open_ledger(Path(sys.argv[1])) as ledger:
        for number in range(100_000):
            content = Packed(str(number), "ok", "agreement", b"x" * 5000, b"t", b"s", {})
            ledger.keep(f"key-{number}", content, Made("a", "b"))
            print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(file: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(file)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    last = -1
    for line in writer.stdout:
        last = int(line)
        if last == 40:
            writer.send_signal(signal.SIGKILL)
    writer.stdout.close()
    writer.wait()
    with open_ledger(file) as ledger:  # the dead run holds no lock
        assert ledger.is_sound()
        assert all(ledger.load(f"key-{number}") is not None for number in range(last + 1))


def test_a_full_disk_is_told_and_loses_nothing(file: Path) -> None:
    filled(file)
    with open_ledger(file) as ledger:
        fill_up(ledger)
        with pytest.raises(OutputRefused, match="full"):
            for number in range(100, 200):
                ledger.keep(f"key-{number}", packed(number), MADE)
        assert ledger.load("key-1") == packed(1)
    with open_ledger(file) as ledger:
        assert ledger.is_sound()


def fill_up(ledger: Ledger) -> None:
    """Allow the file no more pages, as a full disk would."""
    pages = ledger._base.execute("PRAGMA page_count").fetchone()[0]
    ledger._base.execute(f"PRAGMA max_page_count = {pages}")


def test_only_a_file_that_is_not_there_is_away(tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_text("Subject: x\n", encoding="utf-8")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert not is_away(f"{file}!/offer.pdf")
    assert not is_away(str(loop / "hidden.pdf"))  # like a closed folder: it cannot be looked into
    assert is_away(str(tmp_path / "none.eml!/offer.pdf"))
    assert is_away(str(file / "below.pdf"))
    assert not is_away(str(tmp_path / "no\0name"))  # nor can what no disk here could spell
