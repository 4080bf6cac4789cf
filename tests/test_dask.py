"""The same function on a cluster of two processes: the same results."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.engine import Backend, analyze_all
from contract_lens.errors import Status
from contract_lens.guard import Job
from contract_lens.options import AnalysisOptions
from contract_lens.packing import Packed

AGREEMENT = "SUPPLY AGREEMENT\n\n1. Supplier shall deliver {} goods within thirty days of each order.\n"


def results(jobs: list[Job], backend: Backend) -> dict[str, Packed | None]:
    done = analyze_all(jobs, options=AnalysisOptions(), backend=backend)
    return {job.path: outcome.packed for job, outcome in done}


@pytest.mark.filterwarnings("default")  # those of the cluster's own packages
def test_a_cluster_says_what_this_machine_says(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(AGREEMENT.format(number), "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    jobs = [Job(str(path), pack=True) for path in sorted(tmp_path.iterdir())]
    here = results(jobs, Backend())
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        there = results(jobs, Backend("dask", cluster.scheduler_address))
    assert there == here
    statuses = [packed.status for packed in here.values() if packed is not None]
    assert statuses.count(str(Status.CORRUPT)) == 1
