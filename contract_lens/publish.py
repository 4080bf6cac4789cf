"""Write the reports of a scan to a folder; each file appears whole or not at all.

``summary.csv`` and ``report.xlsx`` one row per document, ``documents.jsonl`` one record per line,
``clauses.parquet`` one row per clause, ``findings.sarif`` for pipelines, ``portfolio.json`` where there are
deals, ``index.html`` with a page per document or deal under ``pages/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import stat
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from contract_lens.assess import DealFacts, assess_portfolio, gather_facts
from contract_lens.assessment import Assessment
from contract_lens.deal import DealReport, Portfolio
from contract_lens.errors import OutputRefused
from contract_lens.flag import flags_of
from contract_lens.ledger import Ledger
from contract_lens.outputs import FILES, Output, opener_of
from contract_lens.packing import Packed, page_of
from contract_lens.policy import FORMATS, Gate
from contract_lens.portfolio import REPORT_MARK
from contract_lens.report import index_html, to_html, to_json
from contract_lens.resumable import ShownGroup


@dataclass(slots=True)
class Published:
    """What a scan came to.

    Attributes:
        found: Documents found.
        read: Documents read and analysed.
        stops: Whether a label of ``--fail-on`` holds that is neither accepted nor in the baseline.
        same: How many documents have the content of another one.
        failures: Rows of documents that could not be read.
    """

    found: int = 0
    read: int = 0
    stops: bool = False
    same: int = 0
    failures: list[Assessment] = field(default_factory=list)


class ReportFolder:
    """The folder that the reports of a scan go to.

    Args:
        out: The folder; made if it is not there.
        ledger: Remembers which pages are already written.

    Raises:
        OutputRefused: It cannot be written, or holds files of others under the names of the reports.
    """

    def __init__(self, out: Path, ledger: Ledger) -> None:
        self._out = out
        self._ledger = ledger
        self._folder = str(out.resolve())
        self._old_pages = _claim(out)

    def take_page(self, path: str, packed: Packed, page: bytes) -> None:
        """Write the page of a document as soon as it is there."""
        self._write_page(page_name(path), _source(path, packed), page)

    def publish(
        self, groups: Iterable[ShownGroup], *, write: Collection[str], gate: Gate, version: str = ""
    ) -> Published:
        """Write the reports.

        Args:
            groups: Results in the order of their paths.
            write: Which reports, some of ``policy.FORMATS``.
            gate: Decides which labels end the run with code 6.
            version: Version of contract_lens.

        Returns:
            Counts and failures.

        Raises:
            OutputRefused: The folder cannot be written.
            MissingPart: A report needs a package that is not installed.
        """
        published = Published()
        shown: list[Assessment | DealReport] = []
        pages: list[str] = []
        facts: list[DealFacts] = []
        with _opened(self._out, write, gate, version) as outputs:
            for group in groups:
                for output in outputs:
                    output.add(group)
                if group.deal is not None:
                    facts.append(gather_facts(group.deal))
                if "html" in write:
                    shown.extend(_slim(group))
                    pages.extend(self._pages(group))
                _count(group, published, gate)
        portfolio = assess_portfolio(facts)
        _write_portfolio(self._out / "portfolio.json", portfolio)
        if "html" in write:
            self._tidy(set(pages))
            index = index_html(shown, pages, portfolio)
            write_whole(self._out / "index.html", index.encode("utf-8", "replace"))
        return published

    def _pages(self, group: ShownGroup) -> Iterator[str]:
        if group.deal is not None:
            page = to_html(group.deal).encode("utf-8", "replace")
            folder = str(Path(group.documents[0].path).parent)
            yield self._write_page(page_name(folder, is_folder=True), "", page)
            return
        for one in group.documents:
            name, source = page_name(one.path), _source(one.path, one.packed)
            if one.packed.was_read and not self._is_written(name, source):
                self._write_page(name, source, page_of(one.packed, one.path))
            yield f"pages/{name}" if one.packed.was_read else ""

    def _is_written(self, name: str, source: str) -> bool:
        known = self._ledger.page(self._folder, name)
        if known is None or known[0] != source:
            return False
        try:
            return hashlib.sha256((self._out / "pages" / name).read_bytes()).hexdigest() == known[1]
        except OSError:
            return False

    def _write_page(self, name: str, source: str, page: bytes) -> str:
        write_whole(self._out / "pages" / name, page)
        self._ledger.keep_page(self._folder, name, source, hashlib.sha256(page).hexdigest())
        return f"pages/{name}"

    def _tidy(self, pages: set[str]) -> None:
        known = self._old_pages | {f"pages/{name}" for name in self._ledger.pages(self._folder)}
        for name in known - pages:
            if re.fullmatch(r"pages/[a-z0-9-]+-[0-9a-f]{8}\.html", name):  # nothing else is ever ours
                (self._out / name).unlink(missing_ok=True)
        marked = {"pages": sorted(filter(None, pages))}
        write_whole(self._out / REPORT_MARK, json.dumps(marked).encode())


@contextmanager
def _opened(out: Path, write: Collection[str], gate: Gate, version: str) -> Iterator[list[Output]]:
    with ExitStack() as stack:
        outputs = []
        for name in (one for one in FORMATS if one in write and one != "html"):
            stream = stack.enter_context(whole_file(out / FILES[name]))
            outputs.append(opener_of(name, gate, version)(stream))
        yield outputs
        for output in outputs:
            output.close()


def _write_portfolio(path: Path, portfolio: Portfolio) -> None:
    if portfolio.deals:
        write_whole(path, (to_json(portfolio) + "\n").encode("utf-8", "replace"))
    else:  # what an earlier scan found there is no longer so
        path.unlink(missing_ok=True)


def _claim(out: Path) -> set[str]:
    """Make the folder of the reports ready, and return the pages of an earlier scan into it."""
    mark = out / REPORT_MARK
    with _refusing(out):
        (out / "pages").mkdir(parents=True, exist_ok=True)
        _sweep(out)
        if mark.is_file():
            with suppress(ValueError, KeyError, TypeError):
                return {str(name) for name in json.loads(mark.read_text("utf-8"))["pages"]}
    taken = [name for name in (*FILES.values(), "portfolio.json") if (out / name).exists()]
    if taken and not mark.exists():
        cause = f"holds a {taken[0]} that no scan has written"
        raise OutputRefused(cause, subject=str(out), remedy="choose an empty folder")
    # Marked before anything is written: a scan that is killed must find its own files again.
    write_whole(mark, json.dumps({"pages": []}).encode())
    return set()


def _sweep(out: Path) -> None:
    """Delete what runs on this machine left half-written when they were killed."""
    for folder in (out, out / "pages"):
        for path in folder.glob(f".writing-{_here()}-*"):
            process = path.name.split("-")[2]
            if process.isdigit() and not _is_running(int(process)):
                path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True  # os.kill would end it there; what is left over stays
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _here() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _count(group: ShownGroup, published: Published, gate: Gate) -> None:
    if group.deal is not None and not published.stops:
        held = gate.wanted.intersection(group.deal.deal.labels)
        published.stops = bool(held) and (not gate.looks_closer or gate.stops(flags_of(group.deal)))
    for one in group.documents:
        published.found += 1
        published.same += bool(one.same_as)
        if not one.packed.was_read:
            published.failures.append(one.summary)
            continue
        published.read += 1
        if not published.stops and gate.wanted.intersection(one.summary.labels):
            published.stops = not gate.looks_closer or gate.stops(flags_of(one.whole()))


def _source(path: str, packed: Packed) -> str:
    digest = hashlib.sha256(path.encode("utf-8", "surrogatepass"))
    digest.update(b"\0" + packed.record + b"\0" + packed.text)
    return digest.hexdigest()


def page_name(path: str, *, is_folder: bool = False) -> str:
    """Return the file of a page; it depends on the path alone, whatever other files come and go."""
    stem = Path(path).name if is_folder else Path(path).stem
    slug = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower()[:60] or "document"
    mark = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{slug}-{mark}.html"


def _slim(group: ShownGroup) -> Iterator[Assessment | DealReport]:
    # The index shows verdicts, not clauses; the texts of ten thousand contracts would fill the memory.
    if group.deal is None:
        yield from (one.summary for one in group.documents)
        return
    documents = tuple(replace(document, clauses=(), text="") for document in group.deal.documents)
    yield replace(group.deal, documents=documents)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears complete or not at all.

    Raises:
        OutputRefused: It cannot be written.
    """
    with whole_file(path) as stream:
        stream.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its name only when all of it is on the disk.

    A link is followed, and a pipe or device is written to as it is.

    Raises:
        OutputRefused: It cannot be written.
    """
    with _refusing(path):
        target = path.resolve()
        special = target.exists() and not target.is_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode_for(target)
        descriptor, name = (
            (-1, "")
            if special
            else tempfile.mkstemp(dir=target.parent, prefix=f".writing-{_here()}-{os.getpid()}-")
        )
    try:
        with target.open("wb") if special else os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            if not special:
                os.fsync(stream.fileno())
        if not special:
            Path(name).chmod(mode)
            Path(name).replace(target)
    except OSError as error:
        raise OutputRefused(_cause(error), subject=str(path)) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def _mode_for(target: Path) -> int:
    # Reports are as confidential as the contracts: as the user's own settings have it, never wider.
    if target.is_file():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputRefused(_cause(error), subject=str(path)) from error


def _cause(error: OSError) -> str:
    return f"cannot be written ({error.strerror or error})"


def refuse_unwritable(path: Path, *, is_folder: bool, sources: Iterable[Path] = ()) -> None:
    """Find out before a long run whether its report can be written, and will not overwrite its input.

    Raises:
        OutputRefused: It cannot, or it is one of the documents themselves.
    """
    for source in sources:
        if path.exists() and source.exists() and path.samefile(source):
            raise OutputRefused("is the document itself", subject=str(path), remedy="choose another file")
    if is_folder and path.exists() and not path.is_dir():
        raise OutputRefused("is a file, not a folder", subject=str(path), remedy="choose a folder")
    if not is_folder and path.is_dir():
        raise OutputRefused("is a folder, not a file", subject=str(path), remedy="add a file name")
    with _refusing(path):
        folder = path if is_folder else path.parent
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".writing-"):
            pass
