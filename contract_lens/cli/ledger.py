"""``contract-lens ledger``: look at what scans have stored, clear it up, take it out."""

from __future__ import annotations

import json
from glob import escape
from pathlib import Path

import typer

from contract_lens.cli.choices import MODELS
from contract_lens.cli.terminal import printable, say, write_out
from contract_lens.errors import ExitCode, InputMissing, InputNotPermitted, OutputRefused

app = typer.Typer(no_args_is_help=True, help="What scans have found out and keep.")

_PLACE = typer.Argument(..., help="The ledger's file, or the folder that a scan wrote its reports to.")


def _file(place: Path) -> Path:
    inside = place / ".contract_lens" / "ledger.sqlite"
    try:
        file = inside if place.is_dir() else place
        is_there = file.is_file()
    except OSError as error:
        raise InputNotPermitted(f"cannot be looked at ({error.strerror})", subject=str(place)) from error
    if file is inside and not is_there:
        raise InputMissing("holds no ledger", subject=str(place), remedy="name the file itself")
    return file


@app.command(name="show")
def show(
    place: Path = _PLACE,
    failures: int = typer.Option(20, "--failures", metavar="N", help="List at most so many failures."),
    check: bool = typer.Option(False, "--check", help="Check every record; takes a while on a large ledger."),
) -> None:
    """Count what is stored, and list what could not be read."""
    from contract_lens.ledger import read_ledger

    with read_ledger(_file(place)) as ledger:
        counts = ledger.counts()
        lost = ledger.failures(failures) if failures > 0 else []
        is_sound = ledger.is_sound() if check else True
    total = sum(counts.results.values())
    told = ", ".join(f"{number} {status}" for status, number in counts.results.items())
    write_out(f"{total} results: {told or 'none'}\n")
    write_out(f"{len(counts.analyses)} kinds of analysis, {counts.places} files\n")
    write_out(f"{counts.bytes / 1e6:.1f} MB of documents, {counts.seconds:.0f} s of analysis\n")
    for path, status, key in lost:
        write_out(printable(f"{status:>14}  {key[:12]}  {path or '(no longer there)'}") + "\n")
    if check:
        write_out("every record is sound\n" if is_sound else "some records are damaged: scan again\n")
    raise typer.Exit(int(ExitCode.OK if is_sound else ExitCode.OUTPUT_REFUSED))


@app.command(name="prune")
def prune(
    place: Path = _PLACE,
    older_than: int = typer.Option(0, "--older-than", metavar="DAYS", min=0, help="Only results that old."),
    keep_lost: bool = typer.Option(False, "--keep-lost", help="Keep results whose files are gone."),
    models: Path | None = MODELS,
    all_analyses: bool = typer.Option(False, "--all-options", help="Keep results of other options too."),
    wait: float = typer.Option(0.0, "--wait", metavar="SECONDS", help="Wait so long for a run to end."),
) -> None:
    """Delete results that no scan with the present options would use, and give the room back."""
    from contract_lens.cli.choices import analysis_options
    from contract_lens.fingerprint import analysis_fingerprint
    from contract_lens.ledger import open_ledger

    file = _file(place)
    if not file.is_file():
        raise InputMissing("there is no such ledger", subject=str(file))
    kept = "" if all_analyses else analysis_fingerprint(analysis_options(models, None))
    before = file.stat().st_size
    with open_ledger(file, wait=wait, tell=say) as ledger:
        went = ledger.prune(analysis=kept, older_than_days=older_than, keep_lost=keep_lost, is_gone=_is_gone)
    say(f"{went} results deleted, {(before - file.stat().st_size) / 1e6:.1f} MB given back")


def _is_gone(path: str) -> bool:
    from contract_lens.ledger.names import is_away

    return "://" not in path and is_away(path)


@app.command(name="export")
def export(
    place: Path = _PLACE,
    output: Path = typer.Option(Path("-"), "--output", "-o", metavar="FILE", help="A file; - for stdout."),
) -> None:
    """Write every stored record as JSON lines: where it lies, and the record."""
    from contract_lens.ledger import read_ledger
    from contract_lens.whole import whole_file

    file = _file(place)
    if any(output.exists() and output.samefile(own) for own in file.parent.glob(f"{escape(file.name)}*")):
        raise OutputRefused("is the ledger itself", subject=str(output), remedy="choose another file")
    with read_ledger(file) as ledger:
        lines = (
            json.dumps({"paths": list(paths), "key": key}, ensure_ascii=True)[:-1]
            + f', "record": {packed.record.decode("utf-8").rstrip()}}}\n'
            for key, paths in ledger.everything()
            if (packed := ledger.load(key)) is not None
        )
        if str(output) == "-":
            for line in lines:
                write_out(line)
            return
        with whole_file(output) as stream:
            for line in lines:
                stream.write(line.encode("utf-8"))
