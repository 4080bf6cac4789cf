"""The guarded child: what it does when a document hangs, crashes or eats memory."""

from __future__ import annotations

import math
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from contract_lens.errors import ModelMissing, Status
from contract_lens.guard import GuardedWorker, Job
from contract_lens.options import AnalysisOptions, Limits
from contract_lens.packing import pack, page_of, unpack, unpack_summary
from contract_lens.pipeline import analyze

AGREEMENT = """SUPPLY AGREEMENT

This Supply Agreement is made between Norrland Castings AB ("Supplier") and Quayside Pumps Ltd ("Buyer").

1. Orders. Buyer shall send purchase orders. Supplier shall deliver within thirty days.

2. Termination. Buyer may terminate this Agreement at any time in its sole discretion without notice.

3. Governing law. This Agreement is governed by the laws of Sweden.
"""


@pytest.fixture()
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.txt"
    path.write_text(AGREEMENT, "utf-8")
    return path


def test_the_child_says_what_the_library_says(agreement: Path) -> None:
    with GuardedWorker(AnalysisOptions()) as worker:
        outcome = worker.analyze(Job(str(agreement)))
        slim = worker.analyze(Job(str(agreement), pack=True, page=True, name="elsewhere.txt"))
    assert slim.packed is not None
    assert outcome.assessment == unpack(slim.packed, str(agreement))
    assert slim.packed == pack(analyze(agreement))
    assert slim.page == page_of(slim.packed, "elsewhere.txt")
    assert slim.assessment == unpack_summary(slim.packed, "elsewhere.txt")


def test_one_child_serves_many_documents_and_a_bad_one_between(agreement: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nonsense")
    with GuardedWorker(AnalysisOptions()) as worker:
        statuses = [worker.analyze(Job(str(path))).assessment.status for path in (agreement, bad, agreement)]
    assert [status.was_read for status in statuses] == [True, False, True]
    assert statuses[1] is Status.CORRUPT


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no limit of memory")
@pytest.mark.parametrize("megabytes", [450, 700])
def test_a_document_that_needs_too_much_memory_says_so_at_every_limit(tmp_path: Path, megabytes: int) -> None:
    # Below what a child holds before it reads anything, and where it gives out at one step or another.
    long = tmp_path / "long.txt"
    clause = "Supplier shall deliver the goods to Buyer within thirty days of each order. "
    long.write_text("\n\n".join(f"{n}. {clause * 4}" for n in range(1, 15_000)), "utf-8")
    options = AnalysisOptions(limits=replace(Limits(), memory_bytes=megabytes * 1_000_000))
    with GuardedWorker(options) as worker:
        outcome = worker.analyze(Job(str(long), pack=True, page=True))
    assert outcome.assessment.status is Status.LIMIT_EXCEEDED
    assert outcome.assessment.problem is not None
    assert f"more than {megabytes} MB of memory" in outcome.assessment.problem.cause


def test_a_document_that_takes_too_long_is_a_timeout_and_the_next_one_is_read(
    agreement: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    clause = "Supplier shall deliver the goods to Buyer within thirty days of each order. "
    long.write_text("\n\n".join(f"{n}. {clause * 4}" for n in range(1, 15_000)), "utf-8")
    options = AnalysisOptions(limits=replace(Limits(), seconds=0.5))
    with GuardedWorker(options) as worker:
        outcome = worker.analyze(Job(str(long)))
        after = worker.analyze(Job(str(agreement)))
    assert outcome.assessment.status is Status.TIMEOUT
    assert outcome.assessment.problem is not None
    assert "0.5 seconds" in outcome.assessment.problem.cause
    assert after.assessment.status.was_read or after.assessment.status is Status.TIMEOUT


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("seconds", [1e12, math.inf])
def test_a_limit_beyond_what_the_system_can_count_is_none(agreement: Path, seconds: float) -> None:
    with GuardedWorker(AnalysisOptions(limits=replace(Limits(), seconds=seconds))) as worker:
        assert worker.analyze(Job(str(agreement))).assessment.status.was_read


def test_a_killed_child_is_replaced_and_the_document_tried_again(agreement: Path) -> None:
    with GuardedWorker(AnalysisOptions()) as worker:
        worker.analyze(Job(str(agreement)))
        child = worker._child
        assert child is not None

        def kill() -> None:
            time.sleep(0.002)
            os.kill(child._process.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        outcome = worker.analyze(Job(str(agreement)))
        killer.join()
        assert outcome.assessment.status.was_read


def test_missing_models_stop_the_run_with_a_clear_error(agreement: Path, tmp_path: Path) -> None:
    empty = tmp_path / "no-models"
    empty.mkdir()
    with GuardedWorker(AnalysisOptions(models=empty)) as worker, pytest.raises(ModelMissing):
        worker.analyze(Job(str(agreement)))
