"""Every way in which contract_lens can fail, with an exit code and a remedy on each.

The tree::

    ContractLensError
    ├── UsageError                 2   wrong arguments or option values
    ├── InputError                 3   this input cannot be read
    │   ├── InputMissing               no such file, or a folder with nothing to read
    │   ├── InputNotPermitted          the operating system refuses to open it
    │   ├── InputSkipped               a link or device, not a document
    │   ├── UnsupportedFormat          a kind of file that no reader knows
    │   ├── EncryptedInput             a password is needed
    │   ├── CorruptInput               damaged, truncated or empty
    │   ├── NoTextFound                opened, but holds no text (a scan)
    │   ├── LimitExceeded              larger or deeper than the limits allow
    │   ├── InputTimeout               took longer than the time limit
    │   └── WorkerCrashed              the process that read it died
    ├── MissingPart                4   a model or an extra is missing or does not match its card
    │   ├── ModelMissing
    │   └── ModelRefused
    └── OutputRefused              5   a report cannot be written

Codes 6 (findings over ``--fail-on``), 7 (some files of a scan failed) and 130 (interrupted) are results of
a run, not exceptions. Code 15 is a bug. ``cli.run`` is the only place that turns errors into exit codes.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What the process returns; part of the public interface."""

    OK = 0
    BAD_USAGE = 2
    UNREADABLE_INPUT = 3
    MISSING_PART = 4
    OUTPUT_REFUSED = 5
    FINDINGS = 6
    PARTIAL = 7
    UNEXPECTED = 15
    INTERRUPTED = 130


class Status(StrEnum):
    """How the reading of one document ended. Every document gets exactly one."""

    OK = "ok"
    OK_WITH_WARNINGS = "ok_with_warnings"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    CORRUPT = "corrupt"
    LIMIT_EXCEEDED = "limit_exceeded"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    SKIPPED = "skipped"

    @property
    def was_read(self) -> bool:
        """Whether the document was read and analysed."""
        return self in (Status.OK, Status.OK_WITH_WARNINGS)


class ContractLensError(Exception):
    """Base of all errors that a user can act on.

    Args:
        cause: What is wrong, in one clause without a final stop.
        subject: The file or option it concerns, as the user named it.
        remedy: What to do about it; the class has a default.
    """

    exit_code: ExitCode = ExitCode.UNEXPECTED
    remedy: str = "run again with -v and report the traceback"

    def __init__(self, cause: str, *, subject: str = "", remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.subject = subject
        if remedy:
            self.remedy = remedy

    def __str__(self) -> str:
        """Return one line: subject, cause, remedy."""
        where = f"{self.subject}: " if self.subject else ""
        return f"{where}{self.cause}; {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error cross a process boundary with all its parts."""
        return (_rebuild, (type(self), self.cause, self.subject, self.remedy))


def _rebuild(kind: type[ContractLensError], cause: str, subject: str, remedy: str) -> ContractLensError:
    return kind(cause, subject=subject, remedy=remedy)


class UsageError(ContractLensError):
    """An argument or option value makes no sense."""

    exit_code = ExitCode.BAD_USAGE
    remedy = "see contract-lens --help"


class InputError(ContractLensError):
    """One input cannot be read; other inputs are not affected.

    Attributes:
        status: What the document's row says.
        sha256: Hash of the file's bytes, where they could be loaded.
    """

    exit_code = ExitCode.UNREADABLE_INPUT
    remedy = "open the file in its own program and save it again"
    status: Status = Status.CORRUPT
    sha256: str = ""


class InputMissing(InputError):
    """The path does not exist, or a folder holds nothing that can be read."""

    remedy = "check the path"
    status = Status.SKIPPED


class InputNotPermitted(InputError):
    """The operating system does not let this user read the file."""

    remedy = "ask for read permission, or copy the file to a folder of yours"
    status = Status.SKIPPED


class InputSkipped(InputError):
    """The entry is a symbolic link, a device or the like, and is left alone on purpose."""

    remedy = "copy the document itself into the folder"
    status = Status.SKIPPED


class UnsupportedFormat(InputError):
    """No reader knows this kind of file."""

    remedy = "save it as PDF, DOCX, TXT, Markdown, EML, VTT or SRT"
    status = Status.UNSUPPORTED


class EncryptedInput(InputError):
    """The file asks for a password."""

    remedy = "remove the password in the program that made it and save a copy"
    status = Status.ENCRYPTED


class CorruptInput(InputError):
    """The file is damaged, truncated or empty."""

    status = Status.CORRUPT


class NoTextFound(InputError):
    """The file opens but holds no text, as a scan does."""

    remedy = "run it through text recognition (OCR) first"
    status = Status.NO_TEXT


class LimitExceeded(InputError):
    """The file is larger, deeper or longer than the limits allow."""

    remedy = "raise the limit that is named, if you trust the file"
    status = Status.LIMIT_EXCEEDED


class InputTimeout(InputError):
    """Reading and analysing took longer than the time limit."""

    remedy = "raise --timeout, if you trust the file"
    status = Status.TIMEOUT


class WorkerCrashed(InputError):
    """The process that was reading the file died."""

    remedy = "open the file in its own program, save it again, and report it if it still crashes"
    status = Status.CRASHED


class MissingPart(ContractLensError):
    """Something that contract_lens needs is not installed."""

    exit_code = ExitCode.MISSING_PART
    remedy = "install contract-lens again"


class ModelMissing(MissingPart):
    """A trained model or its card is not where it should be."""

    remedy = "install contract-lens again, or run contract-lens train"


class ModelRefused(MissingPart):
    """A model file does not match its card, or holds types that are not allowed."""

    remedy = "restore the file from the release, or train it again; do not load it by other means"


class OutputRefused(ContractLensError):
    """A report cannot be written where it was asked for."""

    exit_code = ExitCode.OUTPUT_REFUSED
    remedy = "choose another place, or free the disk"
