"""One poison document among a hundred: it costs its own row, whatever it does and wherever it is read.

    python -m benchmarks.poison [--documents N] [--seconds LIMIT] [--backends 1,2,dask]

The poison hangs (it takes longer than the time limit), crashes (its process is killed, each time it is
tried) or eats memory (it needs more than the limit). Each is scanned with one worker, with two, and on a Dask
cluster of two processes on this machine; printed are the rows by status, how long the poison took until its
row was there, and whether the reports are the same on each backend. Linux only: processes are found in
``/proc``.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.chaos import CLAUSES, differing
from contract_lens.ledger import read_ledger

#: A process that brings nothing forth for so long is at the poison.
STANDSTILL = 3.0
POISON = "poison.txt"


def agreement(number: int, clauses: int) -> str:
    """Return an agreement of so many clauses."""
    lines = (f"{n}. {CLAUSES[(number + n) % len(CLAUSES)]} Annex {number}." for n in range(1, clauses + 1))
    return "SUPPLY AGREEMENT\n\nbetween Vale Ltd and Tindle plc\n\n" + "\n\n".join(lines) + "\n"


def make_folder(root: Path, documents: int, clauses: int) -> None:
    """Write short agreements, and one that is as long as it takes to be poison."""
    root.mkdir()
    for number in range(documents - 1):
        (root / f"agreement-{number:03}.txt").write_text(agreement(number, 4), "utf-8")
    (root / POISON).write_text(agreement(documents, clauses), "utf-8")


def results(ledger: Path) -> list[tuple[str, float, str]]:
    """Return status, seconds and key of each result so far."""
    try:
        with read_ledger(ledger) as opened:
            return list(opened._read("SELECT status, seconds, key FROM results"))
    except Exception:  # it is being made
        return []


def readers() -> list[int]:
    """Return the processes below this one that read documents."""
    parents, reading = dict[int, int](), list[int]()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            is_reader = b"contract_lens.guard" in (path / "cmdline").read_bytes().split(b"\0")
            # One that is still being started has a single thread, and is at no document yet.
            if is_reader and len(list((path / "task").iterdir())) > 1:
                reading.append(int(path.name))
        except OSError:  # it has ended
            continue
    return [process for process in reading if os.getpid() in _above(process, parents)]


def _above(process: int, parents: dict[int, int]) -> set[int]:
    above = set[int]()
    while (process := parents.get(process, 0)) and process not in above:
        above.add(process)
    return above


@contextmanager
def killer(ledger: Path, good: int) -> Iterator[None]:
    """Kill whoever reads when all good documents are done and the last one is not."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.2):
            if len(results(ledger)) == good and not over.wait(STANDSTILL):
                for process in readers() if len(results(ledger)) == good else ():
                    os.kill(process, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def scan(folder: Path, out: Path, backend: list[str], policy: Path, *, kills: int) -> tuple[int, float]:
    """Scan the folder; return the exit code and the seconds it took."""
    command = [sys.executable, "-m", "contract_lens", "scan", str(folder), "--out", str(out)]
    command += ["--write", "csv,jsonl,html,sarif", "--config", str(policy), *backend]
    began = time.monotonic()
    ledger = out / ".contract_lens" / "ledger.sqlite"
    with killer(ledger, kills) if kills else threading.Lock():
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 7):
        print(done.stderr[-2000:])
    return done.returncode, time.monotonic() - began


def trial(kind: str, folder: Path, work: Path, name: str, backend: list[str], policy: Path) -> Path:
    """Scan with one kind of poison on one backend and tell what came of it."""
    good = len(list(folder.iterdir())) - 1
    out = work / f"{kind}-{name}"
    code, seconds = scan(folder, out, backend, policy, kills=good if kind == "crash" else 0)
    rows = results(out / ".contract_lens" / "ledger.sqlite")
    read = sum(status in ("ok", "ok_with_warnings") for status, _, _ in rows)
    others = [
        f"{status} after {took:.1f} s" for status, took, _ in rows if status not in ("ok", "ok_with_warnings")
    ]
    print(
        f"{kind:8} {name:5} exit {code}: {read} read; {', '.join(others)}; whole scan {seconds:.0f} s",
        flush=True,
    )
    return out


@contextmanager
def backends(wanted: list[str]) -> Iterator[dict[str, list[str]]]:
    """Yield the options of each backend; the cluster runs meanwhile."""
    chosen = {name: ["--jobs", name] for name in wanted if name.isdigit()}
    if "dask" not in wanted:
        yield chosen
        return
    from distributed import LocalCluster

    start: Any = LocalCluster  # the package has no types
    with start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield {**chosen, "dask": ["--backend", "dask", "--scheduler", cluster.scheduler_address]}


def main() -> None:
    """Run all kinds on all backends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--memory", type=int, default=1200, help="MB for the one that needs more")
    parser.add_argument("--clauses", type=int, default=60_000, help="of the poison")
    parser.add_argument("--kinds", default="hang,crash,memory")
    parser.add_argument("--backends", default="1,2,dask")
    arguments = parser.parse_args()
    limits = {
        "hang": f"seconds = {arguments.seconds}",
        "crash": "seconds = 600",
        "memory": f"seconds = 600\nmemory_bytes = {arguments.memory * 1_000_000}",
    }
    with tempfile.TemporaryDirectory() as name, backends(arguments.backends.split(",")) as chosen:
        work = Path(name)
        folder = work / "documents"
        make_folder(folder, arguments.documents, arguments.clauses)
        for kind in arguments.kinds.split(","):
            policy = work / f"{kind}.toml"
            policy.write_text(f"[limits]\n{limits[kind]}\n", "utf-8")
            outs = [trial(kind, folder, work, one, options, policy) for one, options in chosen.items()]
            other = [name for out in outs[1:] for name in differing(outs[0], out)]
            print(f"{kind:8} reports {'DIFFER: ' + ', '.join(other) if other else 'the same on each'}")


if __name__ == "__main__":
    main()
