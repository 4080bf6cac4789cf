"""The bars that the models must reach, and whether a figure reaches its bar."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

#: Bars that a figure must not exceed; every other one it must reach.
CEILINGS = frozenset({"calibration_error", "boilerplate", "objections"})


@lru_cache(maxsize=1)
def load_bars() -> dict[str, dict[str, float]]:
    """Return the bars by section (``clause``, ``utterance``, ``checks``) and name."""
    return tomllib.loads(Path(__file__).with_name("bars.toml").read_text(encoding="utf-8"))


def verdict(section: str, name: str, value: float) -> str:
    """Return a bar and whether a figure meets it: ``bar 0.88: missed by 0.052``."""
    bar = load_bars()[section][name]
    gap = value - bar if name in CEILINGS else bar - value
    return f"bar {bar:.2f}: " + ("met" if gap <= 0 else f"missed by {gap:.3f}")
