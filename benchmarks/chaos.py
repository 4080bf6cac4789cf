"""Scans of a small folder, a process killed at a random moment, then resumed: the same report, to the byte?

    python -m benchmarks.chaos [--trials N] [--seed N] [--whole N]

Each trial starts a scan, kills the parent or one of its children with SIGKILL after a random time, checks the
ledger, and starts the scan again until it ends by itself; every third trial is cut off twice. The reports are
compared with those of a scan that nobody disturbed. Linux only: children are found in ``/proc``.

Loading the models takes most of such a scan. So only every N-th trial (``--whole``) begins with nothing; the
others begin with a ledger that knows all documents and an empty folder, and are cut off while they write.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from contract_lens.ledger import read_ledger

CLAUSES = (
    "Supplier shall deliver the goods within thirty days of each order.",
    "Customer may terminate this Agreement at any time in its sole discretion without notice.",
    "The parties shall share equally any savings that they achieve together.",
    "A joint steering committee of both parties meets every quarter and decides by consensus.",
    "Supplier shall indemnify Customer against all losses howsoever arising.",
    "Neither party is liable for indirect loss.",
)
MAIL = """From: Ann Ode <ann@vale.example>
To: Bo Ek <bo@tindle.example>
Subject: Rota

Dear Bo,

Please tell me by Friday whether the rota suits your team.

Ann
"""


def make_folder(root: Path, documents: int) -> None:
    """Write a few agreements, a copy, a damaged file, and a deal."""
    for number in range(documents):
        lines = (f"{n}. {CLAUSES[(number + n) % len(CLAUSES)]}" for n in range(1, 5))
        text = "SUPPLY AGREEMENT\n\nbetween Vale Ltd and Tindle plc\n\n" + "\n\n".join(lines) + "\n"
        (root / f"agreement-{number}.txt").write_text(text, "utf-8")
    (root / "copy.txt").write_bytes((root / "agreement-0.txt").read_bytes())
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (root / "deal").mkdir()
    (root / "deal" / "agreement.txt").write_bytes((root / "agreement-1.txt").read_bytes())
    (root / "deal" / "mail.eml").write_text(MAIL, "utf-8")


def command(folder: Path, out: Path, jobs: int) -> list[str]:
    """Return the command of a scan with every report that needs no extra."""
    wanted = ["--write", "csv,jsonl,html,xlsx,sarif", "--jobs", str(jobs), "--wait", "60"]
    return [sys.executable, "-m", "contract_lens", "scan", str(folder), "--out", str(out), *wanted]


def digest(out: Path) -> str:
    """Return one hash over the names and bytes of all reports; the ledger is not among them."""
    whole = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and ".contract_lens" not in path.parts:
            whole.update(str(path.relative_to(out)).encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same in two folders."""
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    return [
        str(name)
        for name in sorted(names)
        if ".contract_lens" not in name.parts and _bytes(one / name) != _bytes(other / name)
    ]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def children_of(process: int) -> list[int]:
    """Return the child processes of a process."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()] or [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/stat")
            if f") S {process} " in _text(path) or f") R {process} " in _text(path)
        ]
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


@dataclass(slots=True)
class Chaos:
    """Trials over one folder, and what came of them."""

    folder: Path
    work: Path
    draw: random.Random
    seconds: float = 0.0
    seconds_known: float = 0.0
    whole: int = 1
    wanted: str = ""
    told: Counter[str] = field(default_factory=Counter)

    def undisturbed(self) -> None:
        """Make the reports that all others must equal."""
        out = self.work / "undisturbed"
        began = time.monotonic()
        subprocess.run(command(self.folder, out, 1), capture_output=True, check=False)
        self.seconds = time.monotonic() - began
        self.wanted = digest(out)
        known = self.work / "known"
        shutil.copytree(out / ".contract_lens", known / ".contract_lens")
        began = time.monotonic()
        subprocess.run(command(self.folder, known, 1), capture_output=True, check=False)
        self.seconds_known = time.monotonic() - began
        if digest(known) != self.wanted:
            self.told["reports of a known folder differ"] += 1

    def trial(self, number: int) -> None:
        """Cut off a scan once or twice, and let it end."""
        out = self.work / f"trial-{number}"
        jobs = self.draw.choice((1, 2))
        is_whole = number % self.whole == 0
        self.told["begun with nothing" if is_whole else "begun with all results"] += 1
        if not is_whole:
            shutil.copytree(self.work / "undisturbed" / ".contract_lens", out / ".contract_lens")
        for _ in range(2 if number % 3 == 2 else 1):
            self._cut_off(out, jobs, self.seconds if is_whole else self.seconds_known)
        last = subprocess.run(command(self.folder, out, jobs), capture_output=True, text=True, check=False)
        if digest(out) == self.wanted:
            self.told["reports the same"] += 1
        else:
            self.told["reports differ"] += 1
            print(f"trial {number}: {differing(self.work / 'undisturbed', out)}", flush=True)
            print(f"exit code {last.returncode}: {last.stderr[-2000:]}", flush=True)
        self._check(out)
        shutil.rmtree(out)

    def _cut_off(self, out: Path, jobs: int, seconds: float) -> None:
        scan = subprocess.Popen(
            command(self.folder, out, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            scan.wait(self.draw.uniform(0.0, seconds))
            self.told["ended before the kill"] += 1
        except subprocess.TimeoutExpired:
            children = children_of(scan.pid)
            is_child = bool(children) and self.draw.random() < 0.5
            os.kill(self.draw.choice(children) if is_child else scan.pid, signal.SIGKILL)
            self.told["child killed" if is_child else "parent killed"] += 1
            scan.wait()
        self._check(out)

    def _check(self, out: Path) -> None:
        ledger = out / ".contract_lens" / "ledger.sqlite"
        if not ledger.is_file() or not ledger.stat().st_size:
            self.told["no ledger yet"] += 1
            return
        try:
            with read_ledger(ledger) as opened:
                self.told["ledger sound" if opened.is_sound() else f"ledger damaged: {out}"] += 1
        except Exception as error:
            self.told[f"ledger: {error}"] += 1


def main() -> None:
    """Run the trials and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--whole", type=int, default=1, help="every so many trials begin with nothing")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no trial after this time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, work = Path(name) / "documents", Path(name) / "work"
        folder.mkdir()
        work.mkdir()
        make_folder(folder, arguments.documents)
        chaos = Chaos(folder, work, random.Random(arguments.seed), whole=arguments.whole)
        chaos.undisturbed()
        began, done = time.monotonic(), 0
        while done < arguments.trials and time.monotonic() - began < arguments.seconds:
            chaos.trial(done)
            done += 1
            if done % 5 == 0:
                print(f"{done} trials: {dict(chaos.told)}", flush=True)
        print(f"{done} trials; undisturbed {chaos.seconds:.1f} s, all known {chaos.seconds_known:.1f} s")
        for what, count in chaos.told.most_common():
            print(f"{count:5}  {what}")


if __name__ == "__main__":
    main()
