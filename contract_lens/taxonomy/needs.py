"""Which letters every match of a regular expression must hold, read from its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from contract_lens.taxonomy.caseless import tokens_of

#: Stretches of letters of which one must stand inside one word of the text.
Stretches = frozenset[str]
#: For each alternative of a pattern: sets of stretches, of each of which one is needed.
Needs = tuple[tuple[Stretches, ...], ...]

_SHORTEST, _TELLING = 2, 4


def needs_of(pattern: re.Pattern[str]) -> Needs | None:
    """Return what every match of a pattern must hold; ``None`` if an alternative needs nothing that is known.

    Args:
        pattern: A pattern that ignores case or is written in lower case where it names letters.
    """
    return None if pattern.flags & re.VERBOSE else needs_in(pattern.pattern)


def needs_in(source: str) -> Needs | None:
    """Return the same of the source of a pattern."""
    alternatives, _ = _read_choice(tokens_of(source), 0)
    return tuple(tuple(one) for one in alternatives) if all(alternatives) else None


def _read_choice(tokens: Sequence[str], at: int) -> tuple[list[list[Stretches]], int]:
    """Read alternatives up to a closing bracket or the end."""
    found: list[list[Stretches]] = []
    while True:
        alternatives, at = _read_sequence(tokens, at)
        found += alternatives
        if at == len(tokens) or tokens[at] == ")":
            return found, at
        at += 1


def _read_sequence(tokens: Sequence[str], at: int) -> tuple[list[list[Stretches]], int]:
    """Read what stands side by side: letters join to stretches, groups give what they need."""
    needed: list[Stretches] = []
    groups: list[list[list[Stretches]]] = []
    stretch = ""
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        token = tokens[at]
        inner: list[list[Stretches]] = []
        if token.startswith("("):
            inner, at = _read_choice(tokens, at + 1)
        often = tokens[at + 1] if at + 1 < len(tokens) and is_often(tokens[at + 1]) else ""
        at += 1 + bool(often)
        lacking = may_lack(often)
        if token.isalnum() and not lacking:
            stretch += token.casefold()
        if token.isalnum() and not often:
            continue
        needed += _stretch(stretch)
        stretch = ""
        if inner and not lacking and _is_plain(token):
            groups.append(inner)
    needed += _stretch(stretch)
    if len(groups) == 1 and not needed:  # the alternatives of "(a|b)" are those of "a|b"
        return groups[0], at
    return [_telling([*needed, *(joined for inner in groups if (joined := _joined(inner)))])], at


def _telling(needed: list[Stretches]) -> list[Stretches]:
    """Leave out what nearly every text holds ("of", "the", "any"), if anything else is needed."""
    return [one for one in needed if min(map(len, one)) >= _TELLING] or needed


def _is_plain(opening: str) -> bool:
    """Whether a bracket opens a group rather than a look around."""
    return opening in ("(", "(?:") or opening.startswith("(?P<")


def is_often(token: str) -> bool:
    """Whether a token tells how often what stands before it comes."""
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 1)


def may_lack(often: str) -> bool:
    """Whether what stands before may be left out."""
    return often.startswith(("*", "?", "{0", "{,"))


def _stretch(letters: str) -> list[Stretches]:
    return [frozenset({letters})] if len(letters) >= _SHORTEST else []


def _joined(alternatives: Iterable[Sequence[Stretches]]) -> Stretches:
    """Return of each alternative its longest stretches; nothing if one of them needs none."""
    found: set[str] = set()
    for needed in alternatives:
        if not needed:
            return frozenset()
        found |= max(needed, key=lambda one: min(map(len, one)))
    return frozenset(found)


def may_answer(small: str, needs: Needs) -> bool:
    """Return whether a text in small letters holds what one of the alternatives of a pattern needs."""
    # Asked of every sentence: plain loops take a third of the time of nested generators.
    for alternative in needs:
        for stretches in alternative:
            for stretch in stretches:
                if stretch in small:
                    break
            else:
                break
        else:
            return True
    return False
