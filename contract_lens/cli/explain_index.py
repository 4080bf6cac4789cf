"""What an index means and what moves it, told from the published weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

from contract_lens.report import wording
from contract_lens.taxonomy.patterns import IndexWeights, PatternWeights, load_patterns
from contract_lens.taxonomy.peers import ALL, load_distribution

#: What moves the two indices that are no sum over functions.
_SPECIAL = {
    "one_sidedness": (
        "adversarial clauses that bind or favour one party; more so if all of them favour the same one.",
        "clauses that bind both, and sister clauses that give each party the same right in words of its own.",
    ),
    "purpose_talk": (
        "warm words in recitals, purpose clauses and the first words of the agreement (mutual benefit, "
        "trust, shared goals, working together), and a title or text that speaks of an alliance.",
        "nothing: what the binding clauses do is told by the other indices.",
    ),
}
_SIDES = {"one_sided": "one party alone", "mutual": "both", "none": "nobody in particular"}


def index_of(words: str) -> str | None:
    """Return the name of the index that a user means by its code or its title, or ``None``."""
    wanted = _plain(words)
    titles = {_plain(style.title): name for name, style in wording.INDICES.items()}
    return wanted if wanted in wording.INDICES else titles.get(wanted)


def described_index(name: str) -> str:
    """Return what an index means, what raises and lowers it, and what filed agreements show."""
    weights, style = load_patterns(), wording.INDICES[name]
    meaning = weights.indices[name].meaning if name in weights.indices else _meaning(weights, name)
    parts = [f"{name} (index, 0 to 100): {style.title}", meaning, *_moved(weights, name)]
    parts.append(f"50 is about what a careful reader calls 2 of 4. {_peers(name)}".strip())
    return "\n\n".join(fill(part, 88, subsequent_indent="  ") for part in parts) + "\n"


def _meaning(weights: PatternWeights, name: str) -> str:
    table: Mapping[str, object] = getattr(weights, name)
    return str(table["meaning"])


def _moved(weights: PatternWeights, name: str) -> Iterator[str]:
    if name in _SPECIAL:
        raised, lowered = _SPECIAL[name]
        yield f"Raised by: {raised}"
        yield f"Lowered by: {lowered}"
        return
    index = weights.indices[name]
    yield f"Raised by clauses about: {_functions(index.functions)}."
    yield f"How a clause counts: {_factors(index)}."
    cues = [f"{weights.cues[cue].meaning} ({plus:+g})" for cue, plus in index.cues.items()]
    if cues:
        yield f"Words that count more or less: {'; '.join(cues)}."
    if index.against:
        yield f"Taken off where the clause is about: {_functions(index.against)}."
    if index.powerless < 1:
        yield f"Times {index.powerless:g} where {weights.cues['powerless'].meaning}."
    if index.operative_only:
        yield "Recitals and purpose clauses do not count: talk is not conduct."
    yield "Set against the length of the agreement, so that a long one is no worse for being long."


def _functions(weighed: Mapping[str, float]) -> str:
    ranked = sorted(weighed.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{wording.function_name(code)} (x{weight:g})" for code, weight in ranked)


def _factors(index: IndexWeights) -> str:
    stances = zip(("adversarial", "neutral", "collaborative"), index.stance, strict=True)
    told = [f"{name} x{factor:g}" for name, factor in stances]
    sides = [f"{_SIDES[side.value]} x{factor:g}" for side, factor in index.symmetry.items()]
    return f"{', '.join(told)}; binding {', '.join(sides)}"


def _peers(name: str) -> str:
    values = load_distribution().get(ALL, {}).get(name, ())
    if not values:
        return ""
    low, middle, high = (values[len(values) * quarter // 4] for quarter in (1, 2, 3))
    return (
        f"Of {len(values)} filed agreements half show {middle:.0f} or more, a quarter under {low:.0f}, "
        f"a quarter over {high:.0f}."
    )


def _plain(words: str) -> str:
    return "_".join(words.casefold().replace("-", " ").replace("_", " ").split())
