"""Write the reports of a scan to a folder; each file appears whole or not at all.

``summary.csv`` and ``report.xlsx`` one row per document, ``documents.jsonl`` one record per line,
``clauses.parquet`` one row per clause, ``findings.sarif`` for pipelines, ``portfolio.json`` where there are
deals, ``index.html`` with a page per document or deal under ``pages/``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, astuple, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from contract_lens.assessment import Assessment
from contract_lens.deal import DealReport, Portfolio
from contract_lens.errors import OutputRefused
from contract_lens.fingerprint import report_fingerprint
from contract_lens.flag import flags_of
from contract_lens.ledger import Ledger
from contract_lens.listing import FILES, PAGE_NAME, PAGES, PORTFOLIO_FILE, REPORT_MARK
from contract_lens.packing import Packed, page_of
from contract_lens.policy import FORMATS, Gate
from contract_lens.resumable import Shown, ShownGroup
from contract_lens.standing import digest_of, rules_of
from contract_lens.whole import refusing, sweep, whole_file, write_whole

if TYPE_CHECKING:
    from contract_lens.assess import DealFacts
    from contract_lens.outputs import Output


@dataclass(frozen=True, slots=True)
class Reported:
    """How results are reported.

    Attributes:
        write: Which reports, some of ``policy.FORMATS``.
        gate: Decides which labels end the run with code 6.
        version: Version of contract_lens.
    """

    write: Sequence[str]
    gate: Gate
    version: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """A document that could not be read.

    Attributes:
        path: What the reports call it.
        cause: Why.
        remedy: What to do.
    """

    path: str
    cause: str
    remedy: str


@dataclass(slots=True)
class Published:
    """What a scan came to.

    Attributes:
        found: Documents found.
        read: Documents read and analysed.
        stopping: For each label of ``--fail-on`` that holds, and is neither accepted nor in the baseline, the
            documents; a deal's folder where it holds for the deal alone.
        same: How many documents have the content of another one.
        failures: Documents that could not be read.
    """

    found: int = 0
    read: int = 0
    stopping: dict[str, list[str]] = field(default_factory=dict)
    same: int = 0
    failures: list[Missed] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Whether a label of ``--fail-on`` ends the run with code 6."""
        return bool(self.stopping)


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
        self._program = report_fingerprint()
        self._old_pages = _claim(out)

    def take_page(self, path: str, packed: Packed, page: bytes) -> None:
        """Write the page of a document as soon as it is there."""
        self._write_page(page_name(path), self._source(path, packed), page)

    def standing(self, state: str, reported: Reported) -> Published | None:
        """Return what an earlier scan came to, if its reports are what would be written now.

        Args:
            state: From ``Resumable.state``.
            reported: How the results are to be reported.
        """
        known = self._ledger.report(self._folder)
        if not state or known is None or known[0] != self._source_of_all(state, reported):
            return None
        _, files, outcome = known
        if any(digest_of(self._out / name) != digest for name, digest in files.items()):
            return None
        pages = self._ledger.pages(self._folder)
        if "html" in reported.write and any(
            digest_of(self._out / page) != pages.get(Path(page).name) for page in self._old_pages
        ):
            return None
        return Published(**{**outcome, "failures": [Missed(*one) for one in outcome["failures"]]})

    def _source_of_all(self, state: str, reported: Reported) -> str:
        return f"{state} {self._program} {rules_of(reported.gate, reported.write, reported.version)}"

    def publish(
        self, groups: Iterable[ShownGroup], reported: Reported, *, state_of: Callable[[], str] = lambda: ""
    ) -> Published:
        """Write the reports.

        Args:
            groups: Results in the order of their paths.
            reported: How they are to be reported.
            state_of: Such as ``Resumable.state``: a later scan with the same state need not write them
                again. Asked when all groups are written, since a damaged result is made anew on the way.

        Returns:
            Counts and failures.

        Raises:
            OutputRefused: The folder cannot be written.
            MissingPart: A report needs a package that is not installed.
        """
        published, write, gate = Published(), reported.write, reported.gate
        shown: list[Assessment | DealReport] = []
        pages: list[str] = []
        facts: list[DealFacts] = []
        with _opened(self._out, reported) as outputs:
            for group in groups:
                for output in outputs:
                    output.add(group)
                if group.deal is not None:
                    facts.append(_facts_of(group.deal))
                if "html" in write:
                    shown.extend(_slim(group))
                    pages.extend(self._pages(group))
                _count(group, published, gate)
        portfolio = _portfolio_of(facts)
        _write_portfolio(self._out / PORTFOLIO_FILE, portfolio)
        if "html" in write:
            self._tidy(set(pages))
            from contract_lens.report import index_html

            index = index_html(shown, pages, portfolio)
            write_whole(self._out / "index.html", index.encode("utf-8", "replace"))
        if state := state_of():
            self._keep(self._source_of_all(state, reported), write, published)
        return published

    def _keep(self, source: str, write: Sequence[str], published: Published) -> None:
        mark = [REPORT_MARK] if "html" in write else []
        names = [*(FILES[name] for name in write), PORTFOLIO_FILE, *mark]
        files = {name: digest_of(self._out / name) for name in names}
        outcome = {**asdict(published), "failures": [astuple(one) for one in published.failures]}
        self._ledger.keep_report(self._folder, source, files, outcome)

    def _pages(self, group: ShownGroup) -> Iterator[str]:
        if group.deal is not None:
            from contract_lens.report import to_html

            page = to_html(group.deal).encode("utf-8", "replace")
            folder = str(Path(group.documents[0].path).parent)
            yield self._write_page(page_name(folder, is_folder=True), "", page)
            return
        for one in group.documents:
            name, source = page_name(one.path), self._source(one.path, one.packed)
            if one.packed.was_read and not self._is_written(name, source):
                self._write_page(name, source, page_of(one.packed, one.path))
            yield f"{PAGES}/{name}" if one.packed.was_read else ""

    def _is_written(self, name: str, source: str) -> bool:
        known = self._ledger.page(self._folder, name)
        return known is not None and known == (source, digest_of(self._out / PAGES / name))

    def _write_page(self, name: str, source: str, page: bytes) -> str:
        # Noted before it is there: a run that is killed in between leaves no page that nobody knows of.
        self._ledger.keep_page(self._folder, name, source, hashlib.sha256(page).hexdigest())
        write_whole(self._out / PAGES / name, page)
        return f"{PAGES}/{name}"

    def _source(self, path: str, packed: Packed) -> str:
        digest = hashlib.sha256(f"{self._program}\0{path}".encode("utf-8", "surrogatepass"))
        digest.update(b"\0" + packed.record + b"\0" + packed.text)
        return digest.hexdigest()

    def _tidy(self, pages: set[str]) -> None:
        known = set(self._old_pages).union(f"{PAGES}/{name}" for name in self._ledger.pages(self._folder))
        for name in known - pages:
            folder, _, page = name.partition("/")
            if folder == PAGES and PAGE_NAME.fullmatch(page):  # nothing else is ever ours
                (self._out / name).unlink(missing_ok=True)
        marked = {"pages": sorted(filter(None, pages))}
        write_whole(self._out / REPORT_MARK, json.dumps(marked).encode())


@contextmanager
def _opened(out: Path, reported: Reported) -> Iterator[list[Output]]:
    from contract_lens.outputs import opener_of

    with ExitStack() as stack:
        outputs = []
        for name in (one for one in FORMATS if one in reported.write and one != "html"):
            stream = stack.enter_context(whole_file(out / FILES[name]))
            outputs.append(opener_of(name, reported.gate, reported.version)(stream))
        yield outputs
        for output in outputs:
            output.close()


def _facts_of(deal: DealReport) -> DealFacts:
    from contract_lens.assess import gather_facts

    return gather_facts(deal)


def _portfolio_of(facts: Sequence[DealFacts]) -> Portfolio:
    if not facts:  # most scans are of lone agreements, and need nothing of what weighs deals
        return Portfolio()
    from contract_lens.assess import assess_portfolio

    return assess_portfolio(facts)


def _write_portfolio(path: Path, portfolio: Portfolio) -> None:
    if portfolio.deals:
        from contract_lens.report import to_json

        write_whole(path, (to_json(portfolio) + "\n").encode("utf-8", "replace"))
    else:  # what an earlier scan found there is no longer so
        path.unlink(missing_ok=True)


def _claim(out: Path) -> set[str]:
    """Make the folder of the reports ready, and return the pages of an earlier scan into it."""
    mark = out / REPORT_MARK
    with refusing(out):
        (out / PAGES).mkdir(parents=True, exist_ok=True)
        for folder in (out, out / PAGES):
            sweep(folder)
        if mark.is_file():
            with suppress(ValueError, KeyError, TypeError):
                return {str(name) for name in json.loads(mark.read_text("utf-8"))["pages"]}
    taken = [name for name in (*FILES.values(), PORTFOLIO_FILE) if (out / name).exists()]
    if taken and not mark.exists():
        cause = f"holds a {taken[0]} that no scan has written"
        raise OutputRefused(cause, subject=str(out), remedy="choose an empty folder")
    # Marked before anything is written: a scan that is killed must find its own files again.
    write_whole(mark, json.dumps({"pages": []}).encode())
    return set()


def _count(group: ShownGroup, published: Published, gate: Gate) -> None:
    for one in group.documents:
        published.found += 1
        published.same += bool(one.same_as)
        if not one.packed.was_read:
            published.failures.append(_missed(one))
            continue
        published.read += 1
        held = gate.wanted.intersection(one.summary.labels)
        if held and gate.looks_closer:
            held = gate.stopping(flags_of(one.whole()))
        for label in held:
            published.stopping.setdefault(label, []).append(one.path)
    if group.deal is None:
        return
    held = gate.wanted.intersection(group.deal.deal.labels)
    if held and gate.looks_closer:
        held = gate.stopping(flags_of(group.deal))
    paths = {one.path for one in group.documents}
    for label in held:
        named = published.stopping.setdefault(label, [])
        if paths.isdisjoint(named):
            named.append(str(Path(group.documents[0].path).parent))


def _missed(one: Shown) -> Missed:
    problem = one.summary.problem
    return Missed(one.path, problem.cause, problem.remedy) if problem else Missed(one.path, "", "")


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
