"""The command line: parse, call one library function, print, return a code. The only part that prints.

``run`` is the one place where errors become messages and exit codes.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from contract_lens.cli import (
    check,
    classify,
    config,
    corpus,
    evaluate,
    explain,
    feedback,
    ledger,
    scan,
    schema,
    train,
)
from contract_lens.cli.terminal import discard, last_line, say
from contract_lens.errors import ContractLensError, ExitCode, InputError, UsageError


class _Commands(TyperGroup):
    """The commands; typer would end an interrupted one without a word."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            say("interrupted")
            raise typer.Exit(int(ExitCode.INTERRUPTED)) from error


app = typer.Typer(
    name="contract-lens",
    cls=_Commands,
    help="Tell what kind of deal a contract and its talk really are. Everything runs on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="check")(check.check)
app.command(name="scan")(scan.scan)
app.command(name="classify")(classify.classify)
app.command(name="explain")(explain.explain)
app.command(name="train")(train.train)
app.command(name="evaluate")(evaluate.evaluate)
app.add_typer(corpus.app, name="corpus")
app.add_typer(feedback.app, name="feedback")
app.command(name="schema")(schema.schema)
app.add_typer(ledger.app, name="ledger")
app.add_typer(config.app, name="config")


def _print_version(wanted: bool) -> None:
    if wanted:
        from contract_lens import __version__

        typer.echo(f"contract-lens {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    context: typer.Context,
    verbose: bool = typer.Option(False, "-v", "--verbose", help="Show the traceback of an error."),
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    context.obj = {"verbose": verbose}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    verbose = "-v" in given or "--verbose" in given
    try:
        _refuse_empty(given)
        # Typer turns the code of `raise typer.Exit(code)` into the return value here.
        code = app(args=given, standalone_mode=False)
        return int(code or ExitCode.OK)
    except typer.Abort:
        say("interrupted")
        return int(ExitCode.INTERRUPTED)
    except KeyboardInterrupt:
        say("interrupted")
        return int(ExitCode.INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # typer and rich end the process at a closed pipe
        return int(ExitCode.OK)  # the reader of our output has seen enough, as `head` does
    except ContractLensError as error:
        say(f"error: {error}")
        if isinstance(error, InputError) and given[:1] in (["check"], ["scan"]):
            last_line(0, 0)
        if verbose:
            traceback.print_exc()
        return int(error.exit_code)
    except Exception as error:
        return _explain_exception(error, verbose)


def _refuse_empty(given: list[str]) -> None:
    """Refuse an empty path, as an unset variable leaves it: as a path it would be the folder one is in."""
    if given[:1] in (["check"], ["scan"]) and "" in given:
        remedy = "name a file or folder; . is the folder you are in"
        raise UsageError("is empty", subject="a path or value", remedy=remedy)


def _explain_exception(error: Exception, verbose: bool) -> int:
    # Typer carries its own copy of click since 0.20, so the class is found through one of its children.
    usage = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
    show = getattr(error, "show", None)
    if isinstance(error, usage) and show is not None:
        show()
        return int(ExitCode.BAD_USAGE)
    what = f"{type(error).__name__}: {error}"
    say(f"error: this is a bug in contract-lens ({what}); run again with -v and report it")
    if verbose:
        traceback.print_exc()
    return int(ExitCode.UNEXPECTED)


def run() -> None:
    """Entry point of ``contract-lens``."""
    _open_streams()
    code = main()
    # What is left in a stream that nobody reads would be Python's last word, and 120 the exit code.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            discard(stream)
    sys.exit(code)


def _open_streams() -> None:
    # A service or a cron job may start us without some of the three; Python then has None in their place.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 # open to the end
