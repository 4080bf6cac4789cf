"""Where the subject, the agent and the negation of a modal verb stand, by words alone, without a parser."""

from __future__ import annotations

import re

from contract_lens.detect.subjects import BOTH, JOINTS, NONE, ONE, who_is
from contract_lens.taxonomy.wording import load_wording

#: How far back a subject may begin, and how far behind a passive its "by ..." may stand, in words.
_SUBJECT_REACH = 30
_AGENT_REACH = 30
#: Longest insertion between subject and verb, between commas and in brackets, in words.
_INSERTION = 26
_BRACKETED = 14
#: Longest name in front of a list of those who owe, and how far behind "in no event shall" a verb stands.
_LONGEST_LISTED = 5
_MOST_LISTED = 6
_INVERTED_REACH = 16
_STOPS = frozenset({".", ";", ":", "!", "?"})
_ENUMERATOR = re.compile(r"^(?:[a-z]|[ivx]{1,5}|\d{1,2})$")
_NAME_EDGES = _STOPS | {",", "that"}
_BETWEEN_NOT = frozenset({"also", "only", "then", "at", "all", "times", "in", "no", "event", "further", ","})
#: Verbs behind the subject of "in no event shall", and what ends the search for them.
_BEHIND_INVERTED = _STOPS | {"be", "have", "incur", "exceed", "assume"}
_BETWEEN_BE = frozenset({"not", "also", "only", "so", "have", "then", ","})


def find_subject(lower: list[str], verb: int, previous: int, floor: int = 0) -> tuple[int, int]:
    """Return the words ``start, end`` of a verb's subject: those since the last stop, comma or opener.

    Args:
        lower: Words of the text in lower case.
        verb: The first word of the modal phrase.
        previous: One past the modal phrase before it, or -1.
        floor: The first word behind the headings; no subject begins before it.
    """
    if _goes_on(lower, verb, previous):
        return verb, verb
    start, end = _words_before(lower, verb, previous, floor)
    relative = start > 2 and lower[start - 1] in ("who", "that", "which")
    if relative and lower[start] in load_wording().clauses.auxiliaries:
        # "the party that is in breach shall": the subject stands before "that". Once only: text may nest.
        return _words_before(lower, start - 1, previous, floor)
    return _first_of_list(lower, start, end, max(previous, floor, 0)), end


def _first_of_list(lower: list[str], start: int, end: int, limit: int) -> int:
    """Take in who stands before the commas of "Supplier, Buyer and their affiliates".

    Without "their" who stands behind the comma tells as much.
    """
    known = load_wording().subjects
    listed = lower[start:end]
    if lower[start - 1 : start] != [","] or "their" not in listed[1:] or listed[0] in known.own_words:
        return start
    own = listed.index("their", 1)
    if listed[own - 1] not in JOINTS or known.own_people.isdisjoint(listed[own:]):
        return start
    found = [start]
    while len(found) < _MOST_LISTED and lower[found[-1] - 1 : found[-1]] == [","]:
        begin = _start_of_name(lower, found[-1] - 1, limit)
        if begin < 0:
            break
        found.append(begin)
    # ", and their affiliates" with one name before it are those of one.
    return found[-1] if len(found) > 1 + (listed[0] in JOINTS) else start


def _start_of_name(lower: list[str], stop: int, limit: int) -> int:
    """Where the name begins that fills a sentence up to a comma from its start or the comma before; or -1."""
    begin = stop
    while begin > limit and lower[begin - 1] not in _NAME_EDGES:
        begin -= 1
    named = lower[begin:stop]
    if named[:1] == ["neither"]:
        named = named[1:]
    clauses, known = load_wording().clauses, load_wording().subjects
    no_name = known.prepositions | clauses.openers | clauses.conditional | {"none"}
    is_named = 0 < len(named) <= _LONGEST_LISTED and no_name.isdisjoint(named)
    return begin if is_named and who_is(named) == ONE else -1


def _goes_on(lower: list[str], verb: int, previous: int) -> bool:
    """Whether a verb has the subject of the one before: "shall insure the goods, and shall return them"."""
    if previous < 0 or verb - previous < 2 or lower[verb - 1] not in ("and", "or", "but"):
        return False
    clauses = load_wording().clauses
    if (
        lower[verb - 2] in clauses.auxiliaries
        or lower[verb - 2] in clauses.reporting
        or lower[verb - 2] == "not"
    ):
        return False  # "the Buyer is and shall remain the owner"
    return _STOPS.isdisjoint(lower[previous:verb])


def _words_before(lower: list[str], verb: int, previous: int, floor: int) -> tuple[int, int]:
    wording = load_wording()
    openers, tails = wording.clauses.openers, wording.subjects.company_forms
    end = _before_insertion(lower, verb)
    start = end
    limit = max(previous, end - _SUBJECT_REACH, floor if floor < end else 0)
    while start > limit:
        word = lower[start - 1]
        if (
            word in _STOPS
            or word in openers
            or (word == "," and lower[start : start + 1] and lower[start] not in tails)
        ):
            break
        if word == '"' and start >= 2 and lower[start - 2] in wording.clauses.quoting:
            break
        if word == ")" and start >= 3 and _ENUMERATOR.match(lower[start - 2]):
            break
        if (
            word in ("and", "or")
            and -1 < previous < start - 1
            and _joins_verbs(lower[previous : start - 1], openers)
        ):
            break
        start -= 1
    return start, end


def _before_insertion(lower: list[str], verb: int) -> int:
    """Step back over ", at its own cost," and "(the Supplier)" between subject and verb."""
    end = verb
    for _ in range(2):
        prior = lower[end - 1] if end else ""
        if prior == ",":
            opening = _last_of(lower, end - 2, _INSERTION, {",", *_STOPS})
            if opening <= 0 or lower[opening] != ",":
                return end - 1
            end = opening
        elif prior == ")":
            opening = _last_of(lower, end - 2, _BRACKETED, {"("})
            if opening <= 0:
                return end
            end = opening
    return end


def _last_of(lower: list[str], start: int, reach: int, wanted: set[str]) -> int:
    return next((at for at in range(start, max(-1, start - reach), -1) if lower[at] in wanted), -1)


def _joins_verbs(between: list[str], openers: frozenset[str]) -> bool:
    """Whether "and" joins two verbs ("shall deliver and the Buyer shall") rather than two subjects."""
    return bool(between) and not any(word in _STOPS or word in openers or word == "," for word in between)


def find_inverted_subject(lower: list[str], end: int) -> list[str]:
    """Return the subject behind the verb: "nor shall the Client", "in no event shall either Party"."""
    after = lower[end : end + 3]
    if not after or after[0] in ("be", "have", "not"):
        return []
    within = lower[end : end + _INVERTED_REACH]
    verb = next((at for at, word in enumerate(within) if word in _BEHIND_INVERTED), 0)
    if is_joint_subject(within[:verb]):
        return within[:verb]
    known = load_wording().subjects
    if after[0] in known.determiners or after[0] in known.mutual_words:
        return after if after[1:2] == ["other"] else after[:2]
    return after[:1]


def is_joint_subject(named: list[str]) -> bool:
    """Return whether words behind "in no event shall" name two sides at once: "the Agency or the Client"."""
    return len(named) <= _INVERTED_REACH and "or" in named and who_is(named) == BOTH


def reaches_not(lower: list[str], end: int) -> bool:
    """Return whether "not" follows a verb with nothing but adverbs between.

    In "may, not more than once a year, audit" and "may, not before June, leave" it denies an aside alone.
    """
    for position, word in enumerate(lower[end : end + 7], end):
        if word == "not":
            return not lower[end:position].count(",") % 2 and not denies_degree(lower, position + 1)
        if word not in _BETWEEN_NOT and not word.endswith("ly"):
            return False
    return False


def denies_degree(lower: list[str], behind: int) -> bool:
    """Return whether the "not" before a word denies no more than a degree: "not only", "not later than"."""
    return behind < len(lower) and lower[behind] in load_wording().negation.degrees


def is_passive(lower: list[str], end: int) -> bool:
    """Return whether a passive follows: "be (duly) paid"."""
    irregular = load_wording().participles
    after_be = end > 0 and lower[end - 1] in ("be", "been")
    for word in lower[end : end + 5]:
        if word in ("be", "been"):
            after_be = True
        elif after_be and (word.endswith("ed") or word in irregular):
            return True
        elif word not in _BETWEEN_BE and not word.endswith("ly"):
            return False
    return False


def find_agent(lower: list[str], end: int) -> list[str]:
    """Return the words after "by" of a passive, if they name a side."""
    prepositions = load_wording().subjects.prepositions
    for position in range(end, min(len(lower), end + _AGENT_REACH)):
        if lower[position] in _STOPS:
            break
        if lower[position] != "by":
            continue
        agent = lower[position + 1 : position + 7]
        stops = (
            at
            for at, word in enumerate(agent)
            if word in _STOPS
            or word in (",", "(")
            or (at and word in prepositions and word not in ("of", "or"))
        )
        agent = agent[: next(stops, len(agent))]
        if agent and agent[0] not in ("and", "or") and who_is(agent) != NONE:
            return agent
    return []
