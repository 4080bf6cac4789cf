"""``contract-lens config``: what holds here, and where it is laid down."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from contract_lens.cli.settings import CONFIG
from contract_lens.cli.terminal import printable, write_out

if TYPE_CHECKING:
    from contract_lens.policy import Policy

app = typer.Typer(no_args_is_help=True, help="The policy that holds in this folder.")


@app.callback()
def _config() -> None:
    """Keep ``show`` a command of its own, so that others can join it."""


@app.command(name="show")
def show(
    config: Path | None = CONFIG,
    origin: bool = typer.Option(False, "--origin", help="Say where each value comes from."),
) -> None:
    """Print every value that holds, as TOML."""
    from contract_lens.policy import load_policy

    policy = load_policy(config)
    for name, value in _values(policy):
        source = f"  # {policy.origin.get(name, 'default')}" if origin else ""
        write_out(f"{name} = {value}{printable(source)}\n")


def _values(policy: Policy) -> list[tuple[str, str]]:
    shown = [(f"limits.{name}", json.dumps(value)) for name, value in asdict(policy.limits).items()]
    for field in fields(policy):
        if field.name not in ("limits", "origin", "suppress"):
            shown.append((field.name, _as_toml(getattr(policy, field.name))))
    accepted = [
        f'{{fingerprint = "{one.fingerprint}", reason = {json.dumps(one.reason)}, expires = {one.expires}}}'
        for one in policy.suppress
    ]
    return [*shown, ("suppress", f"[{', '.join(accepted)}]")]


def _as_toml(value: Any) -> str:
    if isinstance(value, tuple):
        return json.dumps(list(value))
    if isinstance(value, Path):
        return json.dumps(str(value))
    return json.dumps("" if value is None else value)
