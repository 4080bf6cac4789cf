"""One killable child process that analyses one document at a time.

Documents are hostile: a parser may hang, crash or eat memory. A child that does so is killed and becomes that
document's status; the next document gets a fresh child. Children stay warm between documents, because loading
spaCy, scikit-learn and the models takes seconds.

Parent and child speak over pipes in JSON, never pickle, so that a child that a document has taken over cannot
run code in the parent. PDFium is not thread-safe: each child is single-threaded and owns its own.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from contract_lens import errors
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.errors import (
    ContractLensError,
    CorruptInput,
    InputError,
    InputTimeout,
    LimitExceeded,
    MissingPart,
    WorkerCrashed,
)
from contract_lens.options import AnalysisOptions
from contract_lens.packing import Packed, pack, pack_with_page, unpack_summary

#: A child that has loaded nothing after this many seconds is broken, whatever the document's own limit.
_START_SECONDS = 600.0

_BUG_REMEDY = "this is a bug; report it together with the kind of document"
#: Kept back by a child, to be able to say that a document needs more memory than it may have; in bytes.
_RESERVE, _ROOM = bytearray(), 16_000_000
#: How libraries that raise no ``MemoryError`` say that memory was refused.
_NO_ROOM = re.compile(r"bad_alloc|[Aa]llocate memory|can't start new thread")


@dataclass(frozen=True, slots=True)
class Job:
    """One document to analyse.

    Attributes:
        path: The document.
        pack: Whether the result comes back packed, for the ledger and the reports. Its assessment then has
            no clauses and no text, and the parent need not hold them.
        page: Whether a packed result brings its HTML page.
        name: What the document is called in its result, where that is not its path.
        kind: ``agreement`` or ``communication``, where the user said so.
    """

    path: str
    pack: bool = False
    page: bool = False
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job.

    Attributes:
        assessment: The assessment, or a row with the status of the failure.
        packed: The result as it is kept, where the job asked for it.
        page: Its HTML page, where the job asked for it; empty if it was not read.
    """

    assessment: Assessment
    packed: Packed | None = None
    page: bytes = b""


class GuardedWorker:
    """Owns one child process; replaces it when it hangs or dies. Not for use by two threads at once.

    Args:
        options: Limits and models; ``options.limits`` holds for every document.
    """

    def __init__(self, options: AnalysisOptions) -> None:
        self._options = options
        self._child: _Child | None = None
        self._ended = False

    def __enter__(self) -> GuardedWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the child for good; a document that it was at comes out as crashed."""
        self._ended = True
        self.close()

    def close(self) -> None:
        """End the child; the next document gets a new one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def analyze(self, job: Job) -> Outcome:
        """Analyse one document; after a crash once more in a fresh child, in case memory was short.

        Returns:
            The outcome. Whatever the document does, this returns within the time limit (twice, after
            a crash).

        Raises:
            MissingPart: A model is missing or refused, so that no document could be analysed.
        """
        outcome = self.attempt(job)
        if outcome.assessment.status is errors.Status.CRASHED and not self._ended:
            outcome = self.attempt(job)
        return outcome

    def attempt(self, job: Job) -> Outcome:
        """Analyse one document, once; raises as ``analyze`` does."""
        child = self._ready_child()
        try:
            return _outcome_of(child.ask(asdict(job), self._options.limits.seconds), job)
        except InputError as error:
            self.close()
            return failed(job, error)

    def _ready_child(self) -> _Child:
        if self._child is None or not self._child.is_alive():
            self.close()
            try:
                self._child = self._started()
            except InputError:  # killed before it was ready, as by a machine short of memory
                self._child = self._started_at_last()
        return self._child

    def _started_at_last(self) -> _Child:
        try:
            return self._started()
        except InputError as error:
            cause = "the analysis process does not start"
            raise MissingPart(cause, remedy="run contract-lens check on one file to see why") from error

    def _started(self) -> _Child:
        child = _Child()
        try:
            answer = child.ask({"options": self._options.to_json()}, _START_SECONDS)
        except InputError:
            child.end()
            raise
        if "error" in answer:
            child.end()
            raise _error_of(answer["error"])
        return child


class _Child:
    """The process, its two pipes, and one question at a time under a deadline."""

    def __init__(self) -> None:
        # One thread per child: with as many children as cores, threads inside them only get in each
        # other's way.
        environment = os.environ | dict.fromkeys(
            ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
        )
        root = str(Path(__file__).resolve().parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            # -P: a contract folder may hold a json.py, and it is often the working directory.
            [sys.executable, "-P", "-m", "contract_lens.guard"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the parent to answer: what is in flight may finish
        )
        self._late = False

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written to a dead child
                    pipe.close()

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any]:
        # Killing the child is what ends a blocking read on every platform; select() cannot wait for pipes
        # on Windows.
        self._late = False
        # A limit beyond what the system can count is none; the timer would die of it instead.
        timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), self._expire)
        timer.start()
        try:
            if self._process.stdin is None or self._process.stdout is None:
                raise EOFError("no pipes")
            _send(self._process.stdin, question)
            return _receive(self._process.stdout)
        except (OSError, EOFError, ValueError) as error:
            if self._late:
                raise InputTimeout(f"took longer than {seconds:g} seconds") from error
            raise WorkerCrashed(f"the process that read it died ({self._ending()})") from error
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _ending(self) -> str:
        self._process.kill()
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _send(pipe: IO[bytes], message: dict[str, Any], *parts: bytes) -> None:
    head = json.dumps({**message, "parts": [len(part) for part in parts]}).encode("ascii")
    for piece in (head + b"\n", *parts):  # not joined: a child at its limit has no room for a second copy
        pipe.write(piece)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> dict[str, Any]:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError("the other side is gone")
    message: dict[str, Any] = json.loads(line)
    parts = []
    for length in message["parts"]:
        part = pipe.read(length)
        if len(part) != length:
            raise EOFError("the other side is gone")
        parts.append(part)
    return {**message, "parts": parts}


def _error_of(fields: dict[str, str]) -> ContractLensError:
    kind = getattr(errors, fields["kind"], ContractLensError)
    is_ours = isinstance(kind, type) and issubclass(kind, ContractLensError)
    known: type[ContractLensError] = kind if is_ours else ContractLensError
    return known(fields["cause"], subject=fields["subject"], remedy=fields["remedy"])


def failed(job: Job, error: InputError) -> Outcome:
    """Return the outcome of a job whose document could not be analysed."""
    assessment = Assessment.failed(job.name or job.path, error)
    return Outcome(assessment, pack(assessment) if job.pack else None)


def _outcome_of(answer: dict[str, Any], job: Job) -> Outcome:
    if "error" in answer:
        raise _error_of(answer["error"])
    record, text, summary, page = answer["parts"]
    from contract_lens.report import from_json

    try:
        if "packed" in answer:
            packed = Packed(**answer["packed"], record=record, text=text, summary=summary)
            return Outcome(unpack_summary(packed, job.name or job.path), packed, page)
        assessment = from_json(record.decode("utf-8", "surrogatepass"))
    except (TypeError, CorruptInput) as error:
        raise WorkerCrashed("the process that read it answered with something else") from error
    if not isinstance(assessment, Assessment):
        raise WorkerCrashed("the process that read it answered with something else")
    return Outcome(replace(assessment, text=text.decode("utf-8", "surrogatepass")))


# --- the child's side ---------------------------------------------------------------------------------------


def serve() -> None:
    """Answer jobs on standard input until it closes. Runs in the child."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not mix with the answers
    questions = sys.stdin.buffer
    try:
        options = _prepare(_receive(questions))
    except ContractLensError as error:
        _send(answers, {"error": _error_as_json(error)})
        return
    except EOFError:
        return
    _send(answers, {"ready": True})
    while True:
        try:
            with suppress(MemoryError):
                _RESERVE.extend(bytes(_ROOM - len(_RESERVE)))
            question = _receive(questions)
        except (EOFError, KeyboardInterrupt):
            return
        question.pop("parts")
        _answer(answers, Job(**question), options)


def _end_with_the_parent() -> None:
    # A parent that was killed cannot end its child; a child at a document that hangs would stay for ever.
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _prepare(message: dict[str, Any]) -> AnalysisOptions:
    from contract_lens.pipeline import classify

    options = AnalysisOptions.from_json(message["options"])
    for kind in ("clause", "utterance"):  # loads spaCy, scikit-learn and the models before the clock starts
        classify(["Either party may terminate this Agreement."], kind=kind, options=options)
    gc.freeze()  # models and vocabulary stay to the end: looking through them again and again costs a tenth
    # A document makes millions of small records and next to no cycles: looked for at every 700th record, as
    # Python does, these cost 4 % of the work.
    gc.set_threshold(50_000, 10, 10)
    _end_with_the_parent()  # its thread needs room that may not be there below the limit
    _bound_memory(options.limits.memory_bytes)
    return options


def _bound_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no rlimits; the time limit still holds there
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _answer(pipe: IO[bytes], job: Job, options: AnalysisOptions) -> None:
    from contract_lens.pipeline import analyze_or_fail  # the parent reads nothing and needs none of it

    name = job.name or job.path
    packed, page = None, b""
    try:
        kind = DocumentKind(job.kind) if job.kind else None
        assessment = replace(analyze_or_fail(Path(job.path), options=options, kind=kind), path=name)
        if job.pack:
            packed, page = pack_with_page(assessment) if job.page else (pack(assessment), b"")
    except MemoryError:
        assessment, packed, page = _too_large(name, options), None, b""
    except ContractLensError as error:
        _send(pipe, {"error": _error_as_json(error)})
        return
    except Exception as error:
        # A bug that one document brings out must not stop the scan of the others.
        cause = f"the analysis failed ({type(error).__name__}: {error})"
        bug = Assessment.failed(name, WorkerCrashed(cause, remedy=_BUG_REMEDY))
        assessment = _too_large(name, options) if _NO_ROOM.search(str(error)) else bug
        packed, page = None, b""
    if job.pack:
        _send_packed(pipe, packed or pack(assessment), page)
        return
    from contract_lens.report import to_json

    record = to_json(assessment, indent=None).encode("utf-8", "surrogatepass")
    _send(pipe, {}, record, assessment.text.encode("utf-8", "surrogatepass"), b"", b"")


def _too_large(name: str, options: AnalysisOptions) -> Assessment:
    _RESERVE.clear()  # room for what is still to be said
    megabytes = options.limits.memory_bytes // 1_000_000
    return Assessment.failed(name, LimitExceeded(f"needs more than {megabytes} MB of memory"))


def _send_packed(pipe: IO[bytes], packed: Packed, page: bytes) -> None:
    small = {"sha256": packed.sha256, "status": packed.status, "kind": packed.kind, "row": packed.row}
    _send(pipe, {"packed": small}, packed.record, packed.text, packed.summary, page)


def _error_as_json(error: ContractLensError) -> dict[str, str]:
    return {
        "kind": type(error).__name__,
        "cause": error.cause,
        "subject": error.subject,
        "remedy": error.remedy,
    }


if __name__ == "__main__":
    serve()
