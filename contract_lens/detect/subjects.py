"""Who a subject is: both sides ("each Party", "the Steering Committee"), one ("the Supplier"), or no one.

No list of names is needed, and letter case plays no part: what is neither a thing nor a word for both, and
stands without "the" or "a", is a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from contract_lens.taxonomy.wording import DutyWording, load_wording

BOTH = "both"
ONE = "one"
NONE = "none"

_DETERMINERS = frozenset({"the", "a", "an", "any", "all", "such", "this", "these", "those", "said", "no", "some", "every", "each", "its", "their", "his", "her", "other", "another"})  # fmt: skip
_POSSESSIVE = {"its": ONE, "his": ONE, "her": ONE, "your": ONE, "our": ONE, "my": ONE, "their": BOTH}
_PREPOSITIONS = frozenset({"of", "in", "under", "to", "for", "with", "from", "on", "by", "at", "pursuant", "during", "within", "between", "among", "upon", "as", "than", "prior", "after", "before", "through", "or", "without", "hereunder", "herein", "hereto", "thereof", "hereof", "made", "given", "set", "provided", "contained", "who", "which", "required", "being", "arising", "relating", "based", "including", "due", "out", "concerning", "regarding", "described", "specified", "applicable", "necessary", "owned", "acting", "participating", "selected", "designated", "appointed", "executed", "delivered", "issued", "hereafter", "when", "where"})  # fmt: skip
_FILLERS = frozenset({"hereby", "also", "further", "then", "thereafter", "therefore", "expressly", "only", "alone", "each", "both", "jointly", "together", "otherwise", "specifically", "additionally", "accordingly", "however", "furthermore", "moreover", "and", "or", "but", "nor", "likewise", "similarly", "now", "severally", "itself", "themselves", "\"", "'", ")", "(", "-", "–", "—", "]", "[", "*", "do", "does", "to", "himself"})  # fmt: skip
_COMPANY_FORMS = frozenset({"inc", "inc.", "llc", "l.l.c.", "ltd", "ltd.", "corp", "corp.", "co.", "gmbh", "n.v.", "b.v.", "plc", "l.p.", "lp", "s.a.", "ag", "bv", "nv", "limited", "incorporated", "llp", "a.g.", "pty"})  # fmt: skip
_COPULAS = frozenset({"is", "are", "was", "were", "has", "have", "had", "does", "do"})
#: Endings of words for people and companies ("assembler", "bottler", "mortgagee").
_AGENT_ENDINGS = ("er", "or", "ee", "ant")
_PEOPLE = frozenset({"affiliates", "subsidiaries", "agents", "employees", "assigns", "representatives", "successors", "directors", "officers", "contractors", "subcontractors", "personnel"})  # fmt: skip
_NUMBER = re.compile(r"[\dx]+(?:\.\d+)*\.?|\[?\*+\]?")
_REPORTING = frozenset({"agree", "agrees", "acknowledge", "acknowledges", "understand", "understands", "understood", "agreed"})
#: A longer run of unknown words without "the" is no name.
_LONGEST_NAME = 5
_OWN_PEOPLE = frozenset({"its", "their", "his", "her", "any", "all", "such", "affiliates", "agents", "employees", "other"})


def who_is(words: list[str], *, before: str = NONE) -> str:
    """Return ``both``, ``one`` or ``none`` for the words of a subject, in lower case.

    Args:
        words: The noun phrase, with or without what leads into it.
        before: What to answer for "it", "they" and an empty subject: whom the text spoke of last.
    """
    words = _strip(_without_brackets(words))
    if not words:
        return before
    return _who(tuple(words), before)


def _without_brackets(words: list[str]) -> list[str]:
    """Drop "(...)" and what stands before a bracket that closes without opening."""
    if ")" not in words:
        return words[: words.index("(")] if "(" in words[1:] else words
    kept: list[str] = []
    depth = 0
    for word in words:
        if word == "(":
            depth += 1
        elif word == ")":
            if depth == 0:
                kept.clear()
            depth = max(0, depth - 1)
        elif depth == 0:
            kept.append(word)
    return kept


@lru_cache(maxsize=20_000)
def _who(words: tuple[str, ...], before: str) -> str:
    wording = load_wording()
    if len(words) == 1 and words[0] in ("it", "they", "them", "itself"):
        return before if before != NONE else ONE if words[0] == "it" else BOTH
    party = _party_word(words, wording)
    if party:
        return party
    if words[-1] in ("we", "you", "i") and "and" not in words[-3:]:
        return ONE
    words = _before_copula(words)
    if _is_collective(words, wording) or any(_is_pair(words, joint, wording) for joint in ("and", "or", "nor")):
        return BOTH
    if "or" in words and words.index("or") and _kind(words[: words.index("or")], wording) == ONE:
        return ONE
    group = _noun_group(words)
    kind = _kind(group, wording)
    return kind if kind != NONE else _possessor(words, group, before)


def _before_copula(words: tuple[str, ...]) -> tuple[str, ...]:
    """For "the headings are for convenience and": the words before "are"."""
    for position, word in enumerate(words):
        if position and word in _COPULAS:
            return words[:position]
    return words


def _strip(words: list[str]) -> list[str]:
    start = max((at + 1 for at, word in enumerate(words[:8]) if _NUMBER.fullmatch(word)), default=0)
    end = len(words)
    while start < end and (words[start] in _FILLERS and words[start] not in ("each", "both")):
        start += 1
    if any(word in ("mutually", "jointly") for word in words[-2:]):
        return ["parties"]
    while end > start and (words[end - 1] in _FILLERS or words[end - 1].endswith("ly")):
        end -= 1
    start = max((at + 1 for at in range(start, end - 1) if words[at] in _REPORTING), default=start)
    # "the Parties each", "Buyer and Seller both": the trailing word goes, the sense stays in the plural.
    return words[start:end] or (["parties"] if "both" in words or "each" in words else [])


def _party_word(words: tuple[str, ...], wording: DutyWording) -> str:
    """Answer for a subject in which "party" or "parties" leads the noun; empty if none does."""
    for position, word in enumerate(words[:8]):
        if word in ("of", "in", "under", "to", "for", "with", "'s") and position and words[position - 1] not in ("each", "either", "both", "neither", "any", "none", "one", "all"):
            return ""
        if word not in ("party", "parties", "partner", "partners"):
            continue
        prior = words[position - 1] if position else ""
        later = words[position + 1] if position + 1 < len(words) else ""
        if later == "'s" or prior == "third":
            return "" if later == "'s" else NONE
        if word in ("parties", "partners"):
            named = prior and prior not in _DETERMINERS and prior not in ("both", "of", "two", "contracting", "and", "respective", "either", "three", "four")
            return ONE if named and _kind((prior,), wording) == ONE else BOTH
        if len(later) == 1 and later.isalnum():
            return ONE
        if prior in wording.mutual_words or prior in wording.mutual_party or prior in ("the", "of", ""):
            return BOTH
        return BOTH if prior.endswith(("ing", "ed")) else ONE
    return ""


def _is_collective(words: tuple[str, ...], wording: DutyWording) -> bool:
    """Whether this is "neither the Buyer nor ...", "either Vendor", "each Shareholder", "the Venturers", "the two"."""
    if {"neither", "both"}.intersection(words) and {"and", "nor"}.intersection(words):
        return True
    group = _noun_group(words)
    if group[0] in ("neither", "either") and len(group) > 1:
        return _kind(group[1:], wording) == ONE or group[-1] in wording.collective
    return group[-1] in wording.collective and (
        group[-1].endswith(("s", "two")) or group[0] in ("each", "every", "no", "a", "an", "any", "such", "other", "another")
    )


def _is_pair(words: tuple[str, ...], joint: str, wording: DutyWording) -> bool:
    """Whether this is "X and Y" with a side on either hand, not "X and its affiliates"."""
    if joint not in words[1:-1] or _noun_group(words)[-1] in wording.things and words[0] not in _PREPOSITIONS:
        return False
    middle = words.index(joint, 1)
    left, right = _last_noun(words[:middle]), words[middle + 1 :]
    if right[0] in _OWN_PEOPLE or right[-1] in _PEOPLE or left[-1] in _PEOPLE:
        return False
    return _kind(left, wording) == ONE and _kind(_noun_group(right), wording) == ONE


def _last_noun(words: tuple[str, ...]) -> tuple[str, ...]:
    """Of "within ten days of signature the Airline": the words from the last "the" on."""
    for position in range(len(words) - 1, -1, -1):
        if words[position] in _DETERMINERS:
            return words[position:]
        if words[position] in _PREPOSITIONS and position + 1 < len(words):
            return words[position + 1 :]
    return words


def _noun_group(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the first preposition or possessive: where the head noun stands."""
    for position, word in enumerate(words):
        if position and (word in _PREPOSITIONS or word == "'s" or word == "'"):
            return words[:position]
    return words


def _kind(group: tuple[str, ...], wording: DutyWording) -> str:
    while group and group[-1] in _FILLERS:
        group = group[:-1]
    if not group:
        return NONE
    head = group[-1]
    if len(group) > 2 and group[-2] == "-":
        head = f"{group[-3]}-{head}"
    if head in _COMPANY_FORMS:
        return ONE
    if head in wording.joint_bodies and group[0] not in _POSSESSIVE:
        return BOTH
    if "joint" in group and head in wording.roles | wording.joint_people:
        return BOTH
    if head in wording.roles:
        return ONE
    if head in wording.things or not any(letter.isalpha() for letter in head):
        return NONE
    if len(group) > _LONGEST_NAME:
        return NONE
    if group[0] in _DETERMINERS:
        return ONE if len(group) > 1 and head.endswith(_AGENT_ENDINGS) else NONE
    return NONE if head.endswith(("ing", "tion", "ment", "ness", "ity", "ly")) else ONE


def _possessor(words: tuple[str, ...], group: tuple[str, ...], before: str) -> str:
    """For a thing: whose it is ("Licensee's duties", "the liability of either party")."""
    rest = words[len(group) :]
    if rest[:1] in (("'s",), ("'",)):
        return who_is(list(group), before=before)
    if words[0] in _POSSESSIVE and len(words) > 1:
        return _POSSESSIVE[words[0]]
    if rest[:1] == ("of",) or rest[:1] == ("by",):
        owner = rest[1:]
        found = who_is(list(owner), before=before)
        named = len(owner) > 1 or owner[:1] and owner[0] in load_wording().roles
        return found if named or found == BOTH else NONE
    return NONE
