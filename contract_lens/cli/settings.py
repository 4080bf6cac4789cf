"""What holds for a run: the command line before the policy file before the defaults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from contract_lens.cli.choices import analysis_options, labels_of
from contract_lens.cli.terminal import say
from contract_lens.errors import UsageError
from contract_lens.options import AnalysisOptions, Revisions

if TYPE_CHECKING:
    from contract_lens.policy import Gate, Policy

CONFIG = typer.Option(
    None, "--config", metavar="FILE", help="Policy file; else contract_lens.toml here or above."
)
BASELINE = typer.Option(
    None, "--baseline", metavar="FILE", help="Earlier report (JSON, JSONL, SARIF): only what is new counts."
)
FAIL_ON = typer.Option(
    None, "--fail-on", metavar="LABEL,...", help="Exit with code 6 if one of these labels holds anywhere."
)


def policy_of(context: typer.Context) -> Policy:
    """Return the policy of a run, with what the command line says put on top.

    Raises:
        UsageError: A value makes no sense.
        InputError: The policy file is missing or no TOML.
    """
    from contract_lens.policy import load_policy

    policy = load_policy(context.params.get("config"))
    if policy.origin:
        say(f"policy: {next(iter(policy.origin.values()))}")
    given = {
        name: value
        for name, value in context.params.items()
        if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    }
    if given.get("accurate") and given.get("fast"):
        raise UsageError("accurate and fast exclude each other", remedy="choose one of them")
    for name, value in given.items():
        if (changed := _changed(policy, name, value)) is not None:
            key = "limits.seconds" if name == "timeout" else name
            origin = {**policy.origin, key: f"--{name.replace('_', '-')}"}
            policy = replace(policy, **changed, origin=origin)
    return policy


def _changed(policy: Policy, name: str, value: Any) -> dict[str, Any] | None:
    if name == "timeout" and value is not None:
        return {"limits": replace(policy.limits, seconds=value)}
    if name == "fail_on":
        return {"fail_on": tuple(sorted(labels_of(value)))}
    if name == "write":
        return {"write": _formats(value)}
    if name == "revisions":
        return {"revisions": Revisions(value)}
    if name in ("accurate", "fast") and value:  # the one that is asked for puts the policy's other one out
        return {"accurate": name == "accurate", "fast": name == "fast"}
    return {name: value} if name in ("jobs", "patterns", "accurate", "fast") else None


def _formats(value: str) -> tuple[str, ...]:
    from contract_lens.policy import FORMATS

    given = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    unknown = [name for name in given if name not in FORMATS]
    if unknown or not given:
        cause = f"unknown report {unknown[0]}" if unknown else "names no report"
        raise UsageError(cause, subject="--write", remedy=f"choose from {', '.join(FORMATS)}")
    return given


def options_of(policy: Policy, models: Path | None) -> AnalysisOptions:
    """Return the options of an analysis under a policy; raises as ``analysis_options`` does."""
    options = analysis_options(
        models,
        None,
        accurate=policy.accurate,
        fast=policy.fast,
        patterns=policy.patterns,
        revisions=policy.revisions,
    )
    return replace(options, limits=policy.limits)


def gate_of(policy: Policy, baseline: Path | None) -> Gate:
    """Return what decides over ``--fail-on``, and tell of suppressions that ran out.

    Raises:
        InputError: The baseline is missing or no report.
    """
    from contract_lens.policy import Gate, read_baseline

    before = read_baseline(baseline) if baseline is not None else None
    gate = Gate(frozenset(policy.fail_on), policy.suppress, before)
    for one in gate.expired():
        say(f"suppression {one.fingerprint} ran out on {one.expires}: {one.reason}")
    return gate
