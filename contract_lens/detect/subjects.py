"""Who a subject is: both sides ("each Party", "the Steering Committee"), one ("the Supplier"), or no one.

No list of names is needed, and letter case plays no part: what is neither a thing nor a word for both, and
stands without "the" or "a", is a name.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from contract_lens.taxonomy.wording import SubjectWords, load_wording

BOTH = "both"
ONE = "one"
NONE = "none"

#: What a possessive before a thing tells of its owner.
_POSSESSIVE = {"its": ONE, "his": ONE, "her": ONE, "your": ONE, "our": ONE, "my": ONE, "their": BOTH}
_PRONOUNS = frozenset({"it", "they", "them", "itself"})
_QUANTIFIERS = frozenset({"each", "every", "no", "a", "an", "any", "such", "other", "another"})
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr."})
#: What joins two sides.
JOINTS = ("and", "or", "nor")
_LINKS = tuple((joint,) for joint in JOINTS)
#: Endings of words for people and companies ("assembler", "bottler", "mortgagee").
_AGENT_ENDINGS = ("er", "or", "ee", "ant")
_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?|\[?\*+\]?")
#: "the Party of the First Part": one side, though "party" stands without a name.
_PART = re.compile(r"\bpart(?:y|ies) (?:hereto )?of the (?:first|second|third|fourth|fifth|one|other) part\b")
#: A longer run of unknown words without "the" is no name.
_LONGEST_NAME = 5


def who_is(words: list[str], *, before: str = NONE) -> str:
    """Return ``both``, ``one`` or ``none`` for the words of a subject, in lower case.

    Args:
        words: The noun phrase, with or without what leads into it.
        before: What to answer for "it", "they" and an empty subject: whom the text spoke of last.
    """
    return _who_given(tuple(words), before)


@lru_cache(maxsize=20_000)
def _who_given(given: tuple[str, ...], before: str) -> str:
    """Answer for a subject as it stands: the same few lead most clauses of a paper."""
    words = _strip(_without_brackets(_without_marks_of_a_draft(given)))
    return _who(tuple(words), before) if words else before


def _without_marks_of_a_draft(words: tuple[str, ...]) -> list[str]:
    """Drop the square brackets of "[Company A]", and the "name" of "[COMPANY NAME]"."""
    if "]" not in words or any("*" in word for word in words):  # "[***]" was blacked out
        return list(words)
    named = [word for at, word in enumerate(words) if word != "name" or words[at + 1 : at + 2] != ("]",)]
    return [word for word in named if word not in ("[", "]")]


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
    known = load_wording().subjects
    if len(words) == 1 and words[0] in _PRONOUNS:
        return before if before != NONE else ONE if words[0] == "it" else BOTH
    party = _party_word(words, known)
    if party:
        return party
    if words[-1] in ("we", "you", "i") and "and" not in words[-3:]:
        return ONE
    words = _before_verb(words)
    if _is_collective(words, known) or any(_is_pair(words, joint, known) for joint in JOINTS):
        return BOTH
    if "or" in words and words.index("or") and _kind(words[: words.index("or")], known) == ONE:
        return ONE
    group = _noun_group(words, known)
    kind = _kind(group, known)
    return kind if kind != NONE else _possessor(words, group, before)


def _before_verb(words: tuple[str, ...]) -> tuple[str, ...]:
    """For "the headings are for convenience and": the words before "are"."""
    auxiliaries = load_wording().clauses.auxiliaries
    for position, word in enumerate(words):
        if position and word in auxiliaries:
            return words[:position]
    return words


def _strip(words: list[str]) -> list[str]:
    """Drop numbers, adverbs and joints at the edges; "mutually" and "each" there mean both."""
    wording = load_wording()
    fillers = wording.subjects.fillers
    start = 0
    for at, word in enumerate(words[:8]):
        if not word.isalpha() and _is_number(word, at):
            start = at + 1
    end = len(words)
    while start < end and words[start] in fillers and words[start] not in ("each", "both"):
        start += 1
    if any(word in ("mutually", "jointly") for word in words[-2:]):
        return ["parties"]
    while end > start and (words[end - 1] in fillers or _is_adverb(words, start, end - 1)):
        end -= 1
    reporting = wording.clauses.reporting
    start = max((at + 1 for at in range(start, end - 1) if words[at] in reporting), default=start)
    return words[start:end] or (["parties"] if "both" in words or "each" in words else [])


def _is_number(word: str, at: int) -> bool:
    """Whether a word numbers a clause: "11.1" behind a heading, any number in front; not the 3 of "3M"."""
    return bool(_NUMBER.fullmatch(word)) and (at == 0 or not word.isdigit())


def _is_adverb(words: list[str], start: int, at: int) -> bool:
    """Whether a word in -ly is an adverb ("the Buyer promptly"), not a name ("Acme and Lilly")."""
    if not words[at].endswith("ly") or at == start:
        return False
    return words[at - 1] not in JOINTS and words[at - 1] not in load_wording().subjects.determiners


def _party_word(words: tuple[str, ...], known: SubjectWords) -> str:
    """Answer for a subject in which "party" or "parties" leads the noun; empty if none does."""
    if "part" in words and (sides := _PART.findall(" ".join(words))):
        return BOTH if len(sides) > 1 else ONE
    for position, word in enumerate(words[:8]):
        prior = words[position - 1] if position else ""
        if (
            prior
            and word in ("of", "in", "under", "to", "for", "with", "'s")
            and prior not in known.mutual_words
        ):
            return ""
        if word in ("party", "parties", "partner", "partners"):
            later = words[position + 1] if position + 1 < len(words) else ""
            if len(later) == 1 and later.isalnum() and words[position + 2 : position + 3] in _LINKS:
                return BOTH if _is_side(words[position + 3 :], known) else ONE  # "Party A and Party B"
            return _which_party(word, prior, later, known)
    return ""


def _is_side(words: tuple[str, ...], known: SubjectWords) -> bool:
    """Whether words name one side: "Party B", "the Bank", and not "its affiliates"."""
    if not words or words[0] in known.own_words or words[-1] in known.own_people:
        return False
    if {"party", "parties"}.intersection(words[:2]):
        return True
    leads = known.determiners | known.roles | known.company_forms  # anything else may be a verb
    return words[0] in leads and _kind(_noun_group(words, known), known) == ONE


def _which_party(word: str, prior: str, later: str, known: SubjectWords) -> str:
    """Answer for "party" by the words around it: "the receiving party", "Party A", "third parties"."""
    if later == "'s":
        return ""
    if prior == "third":
        return NONE
    if word in ("parties", "partners"):
        # "the Franchisee Parties" are one side.
        return ONE if prior in known.roles or prior in known.company_forms else BOTH
    if len(later) == 1 and later.isalnum():
        return ONE
    mutual = prior in known.mutual_words or prior in known.mutual_party or prior in ("the", "of", "")
    return BOTH if mutual or prior.endswith(("ing", "ed")) else ONE


def _is_collective(words: tuple[str, ...], known: SubjectWords) -> bool:
    """Whether this is "neither the Buyer nor ...", "either Vendor", "each Shareholder", "the two"."""
    if {"neither", "both"}.intersection(words) and {"and", "nor"}.intersection(words):
        return not _is_own_camp(words, known)
    group = _noun_group(words, known)
    if group[0] in ("neither", "either") and len(group) > 1:
        return _kind(group[1:], known) == ONE or group[-1] in known.collective
    plural = group[-1].endswith(("s", "two"))
    return group[-1] in known.collective and (plural or group[0] in _QUANTIFIERS)


def _is_own_camp(words: tuple[str, ...], known: SubjectWords) -> bool:
    """Whether this is "neither the Buyer nor its directors": one side with its own people."""
    if "neither" not in words or "nor" not in words[:-1]:
        return False
    middle = words.index("nor")
    if words[middle + 1] not in known.own_words | _TITLES:
        return False
    left = words[words.index("neither") + 1 : middle]
    if words[middle + 1] == "their" and _are_two(left, known):
        return False
    return left[:1] != ("of",) and _kind(_noun_group(left, known), known) == ONE if left else False


def _is_pair(words: tuple[str, ...], joint: str, known: SubjectWords) -> bool:
    """Whether this is "X and Y" with a side on either hand, not "X and its affiliates"."""
    if joint not in words[1:-1]:
        return False
    group = _noun_group(words, known)
    if (
        words[0] not in known.prepositions
        and group[-1] in known.things
        and (len(group[-1]) > 1 or len(group) == 1)
    ):
        return False
    middle = words.index(joint, 1)
    left, right = _last_noun(words[:middle], known), words[middle + 1 :]
    if right[0] == "their" and _are_two(words[:middle], known):
        return True  # "Supplier, Buyer and their affiliates": two with their own people
    if right[0] in known.own_words or {right[-1], left[-1]} & known.own_people:
        return False
    return _kind(left, known) == ONE and _kind(_noun_group(right, known), known) == ONE


def _are_two(words: tuple[str, ...], known: SubjectWords) -> bool:
    """Whether this is "Supplier, Buyer": a side on either hand of each comma."""
    commas = [at for at, word in enumerate(words) if word == ","]
    edges = [-1, *commas, len(words)]
    named = [words[left + 1 : right] for left, right in itertools.pairwise(edges)]
    named = [one for one in named if one]
    return len(named) > 1 and all(_kind(one, known) == ONE for one in named)


def _last_noun(words: tuple[str, ...], known: SubjectWords) -> tuple[str, ...]:
    """Of "within ten days of signature the Airline": the words from the last "the" on."""
    for position in range(len(words) - 1, -1, -1):
        if words[position] in known.determiners and position + 1 < len(words):  # not the A of "Company A"
            return words[position:]
        if words[position] in known.prepositions and position + 1 < len(words):
            return words[position + 1 :]
    return words


def _noun_group(words: tuple[str, ...], known: SubjectWords) -> tuple[str, ...]:
    """The words up to the first preposition or possessive: where the head noun stands."""
    for position, word in enumerate(words):
        if position and (word in known.prepositions or word in ("'s", "'")):
            return words[: position - _is_told_of_thing(words, position - 1, known)]
    return words


def _is_told_of_thing(words: tuple[str, ...], at: int, known: SubjectWords) -> bool:
    """Whether a participle says what was done to a thing: "orders placed (by the Buyer)"."""
    if at < 1 or words[at - 1] not in known.things:
        return False
    return words[at].endswith("ed") or words[at] in load_wording().participles


def _kind(group: tuple[str, ...], known: SubjectWords) -> str:
    """Answer for a noun by its last word."""
    while group and group[-1] in known.fillers:
        group = group[:-1]
    if not group:
        return NONE
    if len(group) > 1 and len(group[-1]) == 1 and group[-1].isalnum() and len(group[-2]) > 1:
        if group[-2] in known.things:
            return NONE  # "Schedule A"
        if group[-2] in known.company_forms | known.roles:
            return ONE  # "Company A"
    head = f"{group[-3]}-{group[-1]}" if len(group) > 2 and group[-2] == "-" else group[-1]
    if head in known.joint_bodies and group[0] not in _POSSESSIVE:
        return BOTH
    if "joint" in group and head in known.roles | known.joint_people:
        return BOTH
    if head in known.company_forms or head in known.roles:
        return ONE
    if head in known.things or len(group) > _LONGEST_NAME or not any(letter.isalpha() for letter in head):
        return NONE
    if group[0] in known.determiners:
        return ONE if len(group) > 1 and head.endswith(_AGENT_ENDINGS) else NONE
    return ONE


def _possessor(words: tuple[str, ...], group: tuple[str, ...], before: str) -> str:
    """For a thing: whose it is ("Licensee's duties", "the liability of either party")."""
    rest = words[len(group) :]
    if rest[:1] in (("'s",), ("'",)):
        return who_is(list(group), before=before)
    if words[0] in _POSSESSIVE and len(words) > 1:
        return _POSSESSIVE[words[0]]
    told = rest[1:2] == ("by",)  # "all information disclosed by either party": the same holds for the other
    if not told and rest[:1] not in (("of",), ("by",)):
        return NONE
    owner = rest[1 + told :]
    if told:
        return BOTH if who_is(list(owner), before=before) == BOTH else NONE
    found = who_is(list(owner), before=before)
    named = len(owner) > 1 or (owner and owner[0] in load_wording().subjects.roles)
    return found if named or found == BOTH else NONE
