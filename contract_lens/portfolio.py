"""Many documents: find them, analyse each in a guarded process, join those that make up a deal.

One document that hangs or crashes costs one row. Results come in the order of the paths, whatever the number
of workers, so that two scans of the same folder print the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path

from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.deal import DealReport, Portfolio
from contract_lens.document import member_path
from contract_lens.engine import analyze_all, within_limit
from contract_lens.errors import InputError, LimitExceeded, UsageError
from contract_lens.guard import Job, Outcome
from contract_lens.listing import Found, find_documents
from contract_lens.options import AnalysisOptions

#: A deal is an agreement, its amendments and the talk around it. A folder with more files than this is an
#: archive of many deals, and its documents stand alone.
MOST_FILES_OF_A_DEAL = 60
MOST_AGREEMENTS_OF_A_DEAL = 8


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of a scan.

    Attributes:
        documents: One assessment per file found, by path; those of documents inside a file, such as the
            attachments of a mail, follow it (``mail.eml!/offer.pdf``).
        deals: One report per folder that holds an agreement together with communications.
        portfolio: The deals together: rank, quadrant, signs of fragmentation, each company's stage.
    """

    documents: tuple[Assessment, ...]
    deals: tuple[DealReport, ...]
    portfolio: Portfolio = field(default_factory=Portfolio)

    @property
    def read(self) -> int:
        """How many documents were read."""
        return sum(document.status.was_read for document in self.documents)


def scan(
    paths: Iterable[str | Path] | str | Path, *, jobs: int = 1, options: AnalysisOptions | None = None
) -> Scan:
    """Analyse every document in files and folders.

    Args:
        paths: Files or folders; folders are walked to the bottom. A folder that holds an agreement and
            communications is a deal.
        jobs: How many documents are analysed at a time, at least 1.
        options: Limits and models.

    Returns:
        All assessments, and the deals. Documents that could not be read are among them with their status.

    Raises:
        UsageError: ``jobs`` is less than 1.
        InputMissing: A path does not exist, or no document was found.
        MissingPart: A model is missing or does not match its card.
    """
    from contract_lens.assess import assess_portfolio, gather_facts

    if jobs < 1:
        raise UsageError(f"must be 1 or more. Got {jobs} instead", subject="jobs")
    documents: list[Assessment] = []
    deals: list[DealReport] = []
    for group in scan_groups(find_documents(paths), jobs=jobs, options=options):
        documents.extend(outcome.assessment for outcome in group.outcomes)
        if group.deal is not None:
            deals.append(group.deal)
    return Scan(tuple(documents), tuple(deals), assess_portfolio([gather_facts(deal) for deal in deals]))


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that came out of a scan together: one deal, or documents that stand alone.

    Attributes:
        outcomes: The documents in order of their paths.
        deal: The deal they make up, or ``None``.
    """

    outcomes: tuple[Outcome, ...]
    deal: DealReport | None = None


def scan_groups(
    found: Sequence[Found],
    *,
    jobs: int = 1,
    options: AnalysisOptions | None = None,
    on_done: Callable[[Assessment], None] | None = None,
) -> Iterator[Group]:
    """Analyse documents and yield them in order: deals whole, other documents one by one.

    For folders whose results fit in memory; ``resumable`` scans any number of files.

    Args:
        found: What ``find_documents`` returned.
        jobs: How many documents are analysed at a time.
        options: Limits and models.
        on_done: Called for every finished file, e.g. to move a progress bar.

    Raises:
        MissingPart: A model is missing or does not match its card.
    """
    options = options or AnalysisOptions()
    outcomes: dict[str, Outcome] = {}

    def take(path: str, outcome: Outcome) -> None:
        outcomes[path] = outcome
        if on_done is not None and path in given:
            on_done(outcome.assessment)

    found = as_told(found)
    given = {str(entry.path): entry.problem for entry in found}
    for path, problem in given.items():
        if problem is not None:
            take(path, Outcome(Assessment.failed(path, problem)))
    readable = [Job(str(entry.path), kind=entry.kind or "") for entry in found if entry.problem is None]
    for job, outcome in analyze_all(readable, workers=jobs, options=options, more=jobs_inside):
        take(job.path, outcome)
    for folder, members in groupby(
        may_be_deal(found), key=lambda item: item[0].path.parent if item[1] else item[0].path
    ):
        entries = list(members)
        shown = tuple(
            chain.from_iterable(_with_members(str(entry.path), outcomes, options) for entry, _ in entries)
        )
        yield _grouped(folder, shown, options) if entries[0][1] else Group(shown)


def jobs_inside(job: Job, outcome: Outcome) -> list[Job]:
    """Return the documents inside a document, such as the attachments of a mail, as jobs of their own."""
    return [replace(job, path=member_path(job.path, name), kind="") for name in outcome.assessment.members]


def as_told(found: Iterable[Found]) -> list[Found]:
    """Return the entries with what the ``deal.toml`` beside them says that they are."""
    kinds: dict[Path, Callable[[str], DocumentKind | None]] = {}
    told = []
    for entry in found:
        folder = entry.path.parent
        if folder not in kinds:
            kinds[folder] = _kinds_in(folder)
        told.append(replace(entry, kind=kinds[folder](entry.path.name)))
    return told


def _kinds_in(folder: Path) -> Callable[[str], DocumentKind | None]:
    try:
        is_described = any(file.name.lower() == "deal.toml" for file in folder.iterdir())
    except OSError:
        is_described = False
    if is_described:
        from contract_lens.pipeline import describe_deal

        with suppress(UsageError, InputError):  # told where the deal is joined
            if (description := describe_deal(folder)) is not None:
                return description.kind_of
    return lambda _: None


def in_order(
    outer: str, members_of: Callable[[str], Sequence[str]], options: AnalysisOptions
) -> Iterator[tuple[str, InputError | None]]:
    """Yield a file and the documents inside it, the outer one first.

    Those over the limit come with the reason: one row for all that one document holds of them, since a file
    that is made to do harm may hold hundreds of thousands.
    """
    members, counts, most = dict[str, list[str]](), Counter[str](), options.limits.members
    level = [outer]
    while level:
        members.update((here, [member_path(here, name) for name in members_of(here)]) for here in level)
        inside = [(outer, path, path) for here in level for path in members[here]]
        level = within_limit(inside, counts, most)
    waiting: list[tuple[str, InputError | None]] = [(outer, None)]
    while waiting:
        here, problem = waiting.pop(0)
        yield here, problem
        if problem is None:
            kept: list[tuple[str, InputError | None]] = [
                (path, None) for path in members[here] if path in members
            ]
            left_out = [path for path in members[here] if path not in members]
            kept.extend((path, _left_out(len(left_out), most)) for path in left_out[:1])
            waiting[:0] = kept


def _left_out(number: int, most: int) -> InputError:
    beside = f", left out with {number - 1:,} more beside it" if number > 1 else ""
    return LimitExceeded(f"is one of more than {most:,} documents in one file{beside} (limit: members)")


def may_be_deal(found: Sequence[Found]) -> Iterator[tuple[Found, bool]]:
    """Yield every entry, and whether it lies in a folder with as many files as a deal has."""
    for _, members in groupby(found, key=lambda entry: entry.path.parent):
        entries = list(members)
        fits = 1 < len(entries) <= MOST_FILES_OF_A_DEAL
        for entry in entries:
            yield entry, fits


def is_deal(kinds: Sequence[DocumentKind]) -> bool:
    """Tell whether the documents of a folder that were read make up a deal."""
    agreements = kinds.count(DocumentKind.AGREEMENT)
    return 0 < agreements <= MOST_AGREEMENTS_OF_A_DEAL and DocumentKind.COMMUNICATION in kinds


def _with_members(outer: str, outcomes: dict[str, Outcome], options: AnalysisOptions) -> Iterator[Outcome]:
    for path, problem in in_order(outer, lambda path: outcomes[path].assessment.members, options):
        yield outcomes[path] if problem is None else Outcome(Assessment.failed(path, problem))


def _grouped(folder: Path, outcomes: tuple[Outcome, ...], options: AnalysisOptions) -> Group:
    rows = [outcome.assessment for outcome in outcomes]
    if not is_deal([row.kind for row in rows if row.status.was_read]):
        return Group(outcomes)
    return Group(outcomes, join_deal(folder, rows, options))


def join_deal(folder: Path, rows: Sequence[Assessment], options: AnalysisOptions) -> DealReport:
    """Join the documents of a folder into its deal, with what its ``deal.toml`` says where there is one."""
    from contract_lens.pipeline import describe_deal, report_deal

    if not folder.is_dir():  # inside an archive or an object store
        return report_deal(folder.name.removesuffix("!"), rows, options=options)
    try:
        description = describe_deal(folder)
    except (UsageError, InputError) as error:
        # One wrong line must not cost the other deals; the deal says that its description was not used.
        report = report_deal(folder.name, rows, options=options)
        unused = f"deal.toml was not used: {error.cause}; {error.remedy}."
        deal = replace(report.deal, warnings=(unused, *report.deal.warnings))
        return replace(report, deal=deal)
    return report_deal(folder.name, rows, options=options, description=description)
