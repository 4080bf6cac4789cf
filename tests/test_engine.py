"""The engine: a document that kills its process costs itself, whatever else is read, on every backend."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contract_lens.engine import QUARANTINED, Backend, Watch, analyze_all, crew_of
from contract_lens.errors import ContractLensError, Status
from contract_lens.guard import Job
from contract_lens.options import AnalysisOptions

AGREEMENT = "SUPPLY AGREEMENT\n\n1. Supplier shall deliver the goods within thirty days of each order.\n"


@pytest.fixture()
def jobs(tmp_path: Path) -> list[Job]:
    for name in ("a", "poison", "z"):
        text = AGREEMENT if name != "poison" else "\n\n".join(f"{n}. {AGREEMENT}" for n in range(3_000))
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return [Job(str(tmp_path / f"{name}.txt"), pack=True) for name in ("a", "poison", "z")]


@contextmanager
def killer(options: AnalysisOptions, poisoned: list[str]) -> Iterator[None]:
    """Kill the child whenever it is at the poisoned document."""
    over = threading.Event()

    def kill() -> None:
        while not over.is_set():
            time.sleep(0.05)
            for worker in crew_of(options)._all if poisoned and poisoned[-1].endswith("poison.txt") else ():
                if worker._child is not None:
                    worker._child._process.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_a_document_that_kills_its_process_is_quarantined_and_the_others_are_read(jobs: list[Job]) -> None:
    options, begun = AnalysisOptions(), list[str]()
    watch = Watch(on_start=lambda job: begun.append(job.path))
    with killer(options, begun):
        came = [(job, outcome) for job, outcome in analyze_all(jobs, options=options, watch=watch)]
    told = {Path(job.path).stem: outcome.assessment for job, outcome in came}
    assert [Path(path).stem for path in begun] == ["a", "poison", "z", "poison"]
    assert told["poison"].status is Status.CRASHED
    assert told["poison"].problem is not None
    assert told["poison"].problem.cause == QUARANTINED
    assert told["a"].status.was_read
    assert told["z"].status.was_read
    assert [outcome.packed is not None for _, outcome in came] == [True] * 3


def test_no_more_threads_are_started_than_there_are_documents(jobs: list[Job]) -> None:
    threads: list[int] = []
    watch = Watch(on_start=lambda _: threads.append(threading.active_count()))
    options = AnalysisOptions()
    came = list(analyze_all(jobs[:1], workers=5_000, options=options, watch=watch))
    assert [outcome.assessment.status.was_read for _, outcome in came] == [True]
    assert max(threads) < 100


def test_a_run_that_is_stopped_begins_nothing(jobs: list[Job]) -> None:
    assert list(analyze_all(jobs, options=AnalysisOptions(), watch=Watch(is_stopping=lambda: True))) == []


def test_an_unknown_backend_is_told(jobs: list[Job]) -> None:
    with pytest.raises(ContractLensError, match="backend nowhere cannot be used"):
        list(analyze_all(jobs, options=AnalysisOptions(), backend=Backend("nowhere")))
