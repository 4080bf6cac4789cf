"""Whether a cue is denied: "no steering committee shall", "nothing herein", "shall not"."""

from __future__ import annotations

NEGATORS = frozenset(
    {"not", "n't", "no", "nor", "neither", "never", "nothing", "none", "without", "cannot", "nobody", "hardly"}
)
#: Words after which a negation no longer holds: a new clause, an exception, a contrast.
BARRIERS = frozenset({".", ";", ":", "!", "?", "but", "unless", "except", "provided", "however", "until", "rather", "instead"})
#: Phrases that hold a negator but deny nothing that follows.
HARMLESS = frozenset(
    {
        ("without", "limitation"), ("without", "limiting"), ("without", "prejudice"), ("without", "regard"),
        ("without", "derogating"), ("not", "only"), ("not", "limited"), ("not", "less"), ("not", "more"),
        ("not", "later"), ("no", "later"), ("no", "less"), ("no", "more"), ("no", "fewer"), ("no", "longer"),
        ("no", "event"), ("whether", "or", "not"), ("or", "not"), ("not", "to", "exceed"), ("no", "sooner"),
        ("not", "exceeding"), ("no", "matter"), ("no", "doubt"), ("no", "problem"), ("not", "sure"), ("why", "not"),
    }
)  # fmt: skip
#: Negators that govern a whole sentence, however far the cue.
FAR = frozenset({"nothing", "neither", "nobody", "none"})
#: How many words before a cue an ordinary negator reaches.
REACH = 8
#: "Such rights shall not apply": denials that come after the cue.
DENIALS = frozenset({"apply", "exist", "be", "arise", "created", "formed", "established", "granted"})


def is_negated(lower: list[str], start: int, end: int) -> bool:
    """Return whether the words ``start:end`` are denied by a word around them in their clause.

    Args:
        lower: Words of the text in lower case.
        start: First word of the cue.
        end: One past its last word.
    """
    return _denied_before(lower, start) or _denied_after(lower, end)


def _denied_before(lower: list[str], start: int) -> bool:
    for position in range(start - 1, max(-1, start - 40), -1):
        word = lower[position]
        if word in BARRIERS:
            return False
        if word not in NEGATORS or _is_harmless(lower, position):
            continue
        if word in FAR or start - position <= REACH:
            return True
    return False


def _is_harmless(lower: list[str], position: int) -> bool:
    after = tuple(lower[position : position + 3])
    before = tuple(lower[max(0, position - 2) : position + 1])
    return after[:2] in HARMLESS or after in HARMLESS or before in HARMLESS or before[-2:] in HARMLESS


def _denied_after(lower: list[str], end: int) -> bool:
    """Whether "(shall|does|is) not apply" or the like follows the cue directly."""
    following = lower[end : end + 4]
    return (
        len(following) >= 3
        and following[0] in ("shall", "will", "does", "do", "is", "are")
        and following[1] == "not"
        and (following[2] in DENIALS - {"be"} or (following[2] == "be" and following[3:4] != [] and following[3] in DENIALS))
    )
