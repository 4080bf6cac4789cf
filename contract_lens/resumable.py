"""A scan that can be cut off anywhere and goes on where it was.

Look first: which contents are new? Analyse those, each straight into the ledger. Then read everything back
from the ledger in the order of the paths. What is printed depends on the files and on the ledger alone, never
on the order in which workers were done or on how often the scan was cut off.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path

from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.deal import DealReport
from contract_lens.desk import Desk, Entry
from contract_lens.document import INSIDE, member_path
from contract_lens.engine import LOCAL, Backend, Watch, analyze_all, within_limit
from contract_lens.errors import InputError, InputSkipped, Status
from contract_lens.fingerprint import analysis_fingerprint, bounds, content_hash
from contract_lens.guard import Job, Outcome
from contract_lens.ledger import Known, Ledger, Made
from contract_lens.ledger.names import is_away
from contract_lens.listing import Found, whereabouts
from contract_lens.options import AnalysisOptions
from contract_lens.packing import Packed, pack, unpack, unpack_summary
from contract_lens.portfolio import as_told, in_order, is_deal, join_deal, may_be_deal
from contract_lens.standing import state_of

#: Failures that more time or memory may mend; they hold only under the limits they happened with.
_BOUND = (Status.TIMEOUT, Status.CRASHED, Status.LIMIT_EXCEEDED)

#: Takes what the reports call a document, its result, and its page.
OnPage = Callable[[str, Packed, bytes], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """One document as the reports show it.

    Attributes:
        path: What the reports call it.
        packed: Its result.
        summary: The result without clauses.
        same_as: Path of the first document with the same content, if it is not this one.
    """

    path: str
    packed: Packed
    summary: Assessment
    same_as: str = ""

    def whole(self) -> Assessment:
        """Return the result with clauses and text."""
        return unpack(self.packed, self.path)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Documents that make up a deal, or a file with the documents inside it."""

    documents: tuple[Shown, ...]
    deal: DealReport | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What a scan tells while it works.

    Attributes:
        on_look: Called for each file whose content was looked at.
        on_start: Called with the path of each document that is begun.
        on_done: Called for each document that is finished.
        on_page: Takes the page of each document.
    """

    on_look: Callable[[], None] = lambda: None
    on_start: Callable[[str], None] = lambda _: None
    on_done: Callable[[Assessment], None] = lambda _: None
    on_page: OnPage | None = None


@dataclass(slots=True)
class Resumable:
    """A scan and its ledger.

    Args:
        ledger: Open for writing.
        options: Limits and models.
        workers: Documents at a time.
        backend: Where they are analysed.
        fresh: Whether to analyse again what is known.
        retry: Whether to analyse again what timed out or crashed.
        is_stopping: Asked before each document.
        telling: Whom to tell what.
    """

    ledger: Ledger
    options: AnalysisOptions
    workers: int = 1
    backend: Backend = LOCAL
    fresh: bool = False
    retry: bool = False
    is_stopping: Callable[[], bool] = lambda: False
    telling: Telling = field(default_factory=Telling)
    entries: list[Entry] = field(default_factory=list)
    _loose: dict[str, Packed] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    _analysis: str = ""
    _was_cut_off: bool = False

    # --- look -----------------------------------------------------------------------------------------------

    def look(self, found: Sequence[Found]) -> list[Entry]:
        """Look at the content of every file, and return what must be analysed, one for each content.

        Raises:
            ModelMissing: There are no models.
        """
        self._analysis = analysis_fingerprint(self.options)
        for one, of_deal in may_be_deal(as_told(found)):
            self.entries.append(self._entry(one, of_deal))
            self.telling.on_look()
        wanted: dict[str, Entry] = {}
        level, counts = self.entries, Counter[str]()
        while level:
            inside = self._sift(level, wanted)
            named = [(str(one.found.path), one.name, one) for one in inside]
            level = within_limit(named, counts, self.options.limits.members)
        return list(wanted.values())

    def _sift(self, level: Sequence[Entry], wanted: dict[str, Entry]) -> list[Entry]:
        """Put what is unknown into ``wanted``, and return the documents inside what is known."""
        known = {} if self.fresh else self.ledger.known(entry.key for entry in level if entry.key)
        here, inside = bounds(self.options), list[Entry]()
        for entry in level:
            if entry.found.problem is not None:
                continue
            before = known.get(entry.key)
            if before is None or not self._is_settled(before, here):
                wanted.setdefault(entry.key or entry.name, entry)
            else:
                self._digests[entry.key] = before.digest
                inside.extend(self._inside(entry, before.members))
        return inside

    def _is_settled(self, known: Known, here: str) -> bool:
        status = Status(known.status)
        if self.retry and status in (Status.TIMEOUT, Status.CRASHED):
            return False
        return status not in _BOUND or known.bounds == here

    def _entry(self, found: Found, of_deal: bool) -> Entry:
        name = found.origin.name if found.origin is not None else str(found.path)
        entry = Entry(name, found, may_be_deal=of_deal)
        if found.problem is not None:
            return entry
        try:
            content, size = self._content(found)
        except InputError as error:
            return replace(entry, found=replace(found, problem=error))
        except (OSError, ValueError):  # the reader says what is wrong with it
            return entry
        # The ending of a name, and what a deal.toml says, can decide how a text is read; the rest cannot.
        told = f"={found.kind}" if found.kind else ""
        key = f"{content}{found.path.suffix.lower()}{told}:{self._analysis}" if content else ""
        return replace(entry, key=key, size=size)

    def _content(self, found: Found) -> tuple[str, int]:
        if found.origin is not None:
            return found.origin.content_hash(), 0
        about = found.path.stat()
        fits = stat.S_ISREG(about.st_mode) and about.st_size <= self.options.limits.file_bytes
        return (content_hash(found.path) if fits else "", about.st_size)

    def _inside(self, outer: Entry, names: Iterable[str]) -> list[Entry]:
        content = outer.key.partition(":")[0] if outer.name not in self._loose else ""
        return [
            Entry(
                member_path(outer.name, name),
                outer.found,
                f"{content}{INSIDE}{name}:{self._analysis}" if content else "",
                outer.may_be_deal,
                is_inside=True,
            )
            for name in names
        ]

    # --- analyse --------------------------------------------------------------------------------------------

    def analyze(self, entries: Sequence[Entry]) -> None:
        """Analyse documents and put each result into the ledger as soon as it is there.

        Args:
            entries: From ``look``.

        Raises:
            MissingPart: A model is missing or refused.
            OutputRefused: The ledger cannot be written.
        """
        with Desk(self.options) as desk:
            jobs = [desk.job_for(entry, page=self.telling.on_page is not None) for entry in entries]

            def more(job: Job, outcome: Outcome) -> list[Job]:
                inside = self._inside(desk.entry_of(job), outcome.assessment.members)
                return [desk.job_for(one, page=job.page, within=job.path) for one in inside]

            def start(job: Job) -> None:
                self.telling.on_start(job.name)
                desk.fetch(job)

            finished = analyze_all(
                jobs,
                workers=self.workers,
                options=self.options,
                backend=self.backend,
                watch=Watch(self.is_stopping, start),
                more=self._before(more, desk),
            )
            for job, outcome in finished:
                packed = outcome.packed or pack(outcome.assessment)
                if self.telling.on_page is not None and outcome.page:
                    self.telling.on_page(job.name, packed, outcome.page)
                self.telling.on_done(outcome.assessment)

    def _before(
        self, more: Callable[[Job, Outcome], list[Job]], desk: Desk
    ) -> Callable[[Job, Outcome], list[Job]]:
        """Keep a result before anything is made of it: what lies inside it is named after what was read."""

        def keep_first(job: Job, outcome: Outcome) -> list[Job]:
            packed = outcome.packed or pack(outcome.assessment)
            entry, members = desk.entry_of(job), outcome.assessment.members
            if desk.was_missed(job) or packed.status == Status.SKIPPED:
                # Of where the file lies today and not of its content: the next scan must try again.
                self._loose[entry.name] = packed
            else:
                self._keep(entry, packed, members, desk.seconds(job))
            inside = more(job, outcome)
            desk.drop(job, inside)
            return inside

        return keep_first

    def _keep(self, entry: Entry, packed: Packed, members: tuple[str, ...], seconds: float) -> None:
        content = entry.key.partition(":")[0]
        changed = bool(packed.sha256) and not entry.is_inside and not content.startswith(packed.sha256)
        if changed or not entry.key:
            # It changed between the look and the reading: what was read is what the report is about.
            self._loose[entry.name] = packed
            return
        made = Made(self._analysis, bounds(self.options), round(seconds, 3), entry.size, members)
        self._digests[entry.key] = self.ledger.keep(entry.key, packed, made)

    def note_places(self) -> list[tuple[str, str]]:
        """Take note of where each file lies, and return those that were renamed: old path, new path."""
        # A ledger may be shared by scans that were started in different folders.
        where = whereabouts(entry.name for entry in self.entries)
        now = {where[entry.name]: entry.key for entry in self.entries if entry.key}
        in_sight = set(where.values())  # also what could not be looked at
        listed = set(whereabouts({entry.found.listed for entry in self.entries} - {""}).values())
        # Of a file that was named without a folder, nothing was looked for beside it.
        named = (entry.name for entry in self.entries if entry.key and "/" in entry.name)
        parents = {where[name].rpartition("/")[0] for name in named}
        folders = parents | {root for root in listed if "://" in root}
        return self.ledger.move(now, lambda path: path not in in_sight and _is_gone(path, listed), folders)

    def state(self) -> str:
        """Return what stands for all that the reports are made of; empty where results are missing."""
        return (
            "" if self._loose or self.was_cut_off else state_of(self._analysis, self.entries, self._digests)
        )

    @property
    def was_cut_off(self) -> bool:
        """Whether a result is missing from ``groups`` because the scan was stopped."""
        return self._was_cut_off

    # --- read back ------------------------------------------------------------------------------------------

    def groups(self) -> Iterator[ShownGroup]:
        """Read the results back, deals whole and other files one by one, in the order of their paths."""
        first: dict[str, str] = {}
        for folder, members in groupby(
            self.entries,
            key=lambda entry: entry.found.path.parent if entry.may_be_deal else entry.found.path,
        ):
            entries = list(members)
            documents = tuple(chain.from_iterable(self._documents(entry, first) for entry in entries))
            yield self._group(folder, documents) if entries[0].may_be_deal else ShownGroup(documents)

    def _group(self, folder: Path, documents: tuple[Shown, ...]) -> ShownGroup:
        if not is_deal([DocumentKind(one.packed.kind) for one in documents if one.packed.was_read]):
            return ShownGroup(documents)
        return ShownGroup(documents, join_deal(folder, [one.whole() for one in documents], self.options))

    def _documents(self, outer: Entry, first: dict[str, str]) -> Iterator[Shown]:
        entries, results = {outer.name: outer}, dict[str, tuple[Packed, Assessment]]()

        def members_of(name: str) -> tuple[str, ...]:
            packed = self._result(entries[name])
            results[name] = packed, unpack_summary(packed, name)
            members = results[name][1].members
            entries.update((one.name, one) for one in self._inside(entries[name], members))
            return members

        for name, problem in in_order(outer.name, members_of, self.options):
            if problem is not None:
                failed = Assessment.failed(name, problem)
                results[name] = pack(failed), failed
            packed, summary = results.pop(name)
            before = first.setdefault(packed.sha256, name) if packed.sha256 else name
            yield Shown(name, packed, summary, before if before != name else "")

    def _result(self, entry: Entry) -> Packed:
        if problem := entry.found.problem:
            return pack(Assessment.failed(entry.name, problem))
        packed = self._stored(entry)
        if packed is None and not self.is_stopping():
            self.analyze([entry])  # its record was damaged, or its twin changed under the scan
            packed = self._stored(entry)
        if packed is None:
            self._was_cut_off = True
            remedy = "run the same scan again: it goes on where it was"
            missed = InputSkipped("was not reached before the scan was stopped", remedy=remedy)
            packed = pack(Assessment.failed(entry.name, missed))
        return packed

    def _stored(self, entry: Entry) -> Packed | None:
        loose = self._loose.get(entry.name)
        return loose or (self.ledger.load(entry.key) if entry.key else None)


def _is_gone(path: str, listed: set[str]) -> bool:
    """Tell whether a document that was not found is no longer there, and not only out of sight."""
    if "://" in path:
        return any(path.startswith(f"{root}/") for root in listed)
    outer = path.partition(INSIDE)[0]
    return is_away(path) or (outer != path and outer in listed)
