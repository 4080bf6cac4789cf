"""Whether a cue is denied: "no steering committee shall", "nothing herein", "shall not"."""

from __future__ import annotations

from functools import lru_cache

from contract_lens.taxonomy.wording import load_wording

_VERBS = frozenset({"shall", "will", "does", "do", "is", "are"})
#: How many words before a cue an ordinary negator reaches, and one that governs a whole sentence.
_REACH = 8
_FAR_REACH = 40


def is_negated(lower: list[str], start: int, end: int) -> bool:
    """Return whether the words ``start:end`` are denied by a word around them in their clause.

    A cue that is itself a denial ("without notice", "in no event") is never denied.

    Args:
        lower: Words of the text in lower case.
        start: First word of the cue.
        end: One past its last word.
    """
    # "Without consent" under "shall not" is no denial of it: two negations are a condition.
    if not load_wording().negation.negators.isdisjoint(lower[start:end]):
        return False
    return _denied_before(lower, start) or _denied_after(lower, end)


def _denied_before(lower: list[str], start: int) -> bool:
    words, telling = load_wording().negation, _telling()
    for position in range(start - 1, max(-1, start - _FAR_REACH), -1):
        word = lower[position]
        if word not in telling:
            continue
        if word in words.barriers:
            return False
        if _is_harmless(lower, position, words.harmless):
            continue
        if word in words.far or start - position <= _REACH:
            return True
    return False


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Words that end the search for a negation, and those that are one."""
    words = load_wording().negation
    return words.barriers | words.negators


def _is_harmless(lower: list[str], position: int, harmless: frozenset[str]) -> bool:
    """Whether the negator stands in a phrase such as "without limitation" or "whether or not"."""
    return any(
        " ".join(lower[max(0, position - before) : position + after]) in harmless
        for before, after in ((0, 2), (0, 3), (1, 1), (2, 1))
    )


def _denied_after(lower: list[str], end: int) -> bool:
    """Whether "(rights) (shall|does|is) not apply" or the like follows the cue."""
    if "not" not in lower[end : end + 3]:
        return False
    denials = load_wording().negation.denials
    for position in range(end, min(end + 2, len(lower) - 2)):
        if lower[position] in _VERBS and lower[position + 1] == "not":
            verb = position + 3 if lower[position + 2] == "be" else position + 2
            return verb < len(lower) and lower[verb] in denials
    return False
