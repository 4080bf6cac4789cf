"""Which verbs operate: "represents and warrants" is one promise, "an event that may occur" is no right.

What is read of one verb at a time is put together here by what stands around it: two verbs that say one
thing, a verb that only describes something, and a denial at the head of a list that reaches all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from contract_lens.detect.deontics import Duty
from contract_lens.detect.mentions import Evened, distinct
from contract_lens.detect.subjects import BOTH, ONE
from contract_lens.taxonomy.holdings import PARTY, HoldingWords

#: How far back a list of those may begin whom "none of" denies something, in characters.
_LIST_REACH = 300
_OPENER_REACH = 80
#: No more than this stands between two verbs that are one, in characters.
_JOINT = 40
_RIGHT, _OBLIGATION = "right", "obligation"
_NO_RIGHT, _NO_OBLIGATION, _PROHIBITION = "no_right", "no_obligation", "prohibition"

#: What says rather than does, and what joins two such verbs.
_SAYING = re.compile(
    r"\s*(?:hereby\s+)?(?:represents?|warrants?|acknowledges?|agrees?|covenants?|undertakes?|guarantees?)\b",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(
    r"\s*,?\s*(?:(?:and|,)\s*)*(?:(?:also|further|hereby|expressly|unconditionally)\s+)?", re.IGNORECASE
)
#: "shall | at all times | have the right": one verb with its auxiliary.
_BARE = re.compile(
    r"(?:be|have|assume|bear|accept|commit|represent|warrant|covenant|undertake|guarantee|hereby|elect)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"(?:shall|will|must|may|can|should)(?:\s+not)?$", re.IGNORECASE)
_ADVERBS = re.compile(
    r"\s*(?:(?:also|each|both|all|then|thereafter|thereupon|hereby|at\s+all\s+times|,?\s*in\s+any\s+(?:event|case)|continue\s+to|\w+ly)[\s,]+)?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:\b(?:that|which)(?:,[^,.;]{1,60},)?|\b(?:is|are|was|were)\s+or)\s*$", re.IGNORECASE
)
_OF_PARTY = re.compile(rf"{PARTY},?\s+(?:that|which)(?:,[^,.;]{{1,60}},)?\s*$", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:that|which|as)\s*$", re.IGNORECASE)
_IN_WHICH = re.compile(r"\b(?:in|at|upon|after)\s+which\s+$", re.IGNORECASE)
_CASE = re.compile(r"(?:case|event|time|point)\b,?\s*", re.IGNORECASE)
_GIVER = re.compile(
    rf"\b(?:{PARTY}(?:\s+(?:or|and)\s+{PARTY})?|(?:either|any|each)\s+party),?\s+(?:(?:up)?on\s+|by\s+)?giving\s+"
    r"(?:\S+\s+){0,6}?(?:less|fewer|more|other)\s+than\s*$",
    re.IGNORECASE,
)
#: What makes a condition or an aim of what follows.
_THAT = re.compile(
    r"\b(?:in the event|to the extent|on (?:the )?condition|in case|assuming|so|in order"
    r"|(?:if|where|in the event(?: that)?)\b[^,;.]{1,40}\b(?:agrees?|determines?|decides?)) that$",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:the |any |no |such |prior |written |further )*(?:consent|approval|permission|authori[sz]ation)\b",
    re.IGNORECASE,
)
_ELECT = re.compile(r"elect\b", re.IGNORECASE)
#: "Has the right | not to renew" denies no right, and neither does "the right | to elect not to renew".
_NOT_TO = re.compile(r"\s+not\s+to\b", re.IGNORECASE)
_TO_ELECT = re.compile(r"\s+to\s+elect\s+not\b", re.IGNORECASE)
_DENYING = re.compile(r"\b(?:no|not|never|neither|nor|cannot)\b", re.IGNORECASE)
_FREE_OF = re.compile(r"free\s+(?:of|from)\b", re.IGNORECASE)
_APPEARS = re.compile(r"\s*(?:appear|arise|occur|be\s+applicable)\b", re.IGNORECASE)
_BEFALLS = re.compile(r"\W*(?:incur|suffer|sustain|experience|owe)\b", re.IGNORECASE)
_HAS = re.compile(r"\W*(?:then\s+)?have\b", re.IGNORECASE)
_WHAT_ONE_HAS = re.compile(
    r"\b(?:rights?|remed(?:y|ies)|claims?|interests?|obligations?|liabilit(?:y|ies)|defen[cs]es?|recourse|title)"
    rf"(?:,?\s+(?:that|which))?\s+(?:{PARTY}|it|they|(?:either|such|a|any)\s+party)\s*$",
    re.IGNORECASE,
)
_NONE_OF = re.compile(r"\b(?:none\s+of|neither(?:\s+of)?)\b", re.IGNORECASE)
#: Words that no list of parties holds, and those that make the denial a condition.
_NO_LIST = re.compile(r":|\b(?:is|are|was|were|has|have|had|do|does|did)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|where|when|whenever|that|because|as)\s+$", re.IGNORECASE)
_JOINED_ON = re.compile(r"\b(?:or|nor)\s*$", re.IGNORECASE)
_AND_OR = re.compile(r"\b(?:and|or)\s*$", re.IGNORECASE)
_PARTIES = re.compile(r"\bpart(?:y|ies)\b", re.IGNORECASE)


def find_operative(evened: Evened, duties: Sequence[Duty], words: HoldingWords) -> list[Duty]:
    """Return the duties of a passage as they are meant together, in order.

    Args:
        evened: The text.
        duties: What was read of one verb at a time.
        words: What tells a fact in the words of a right.
    """
    kept: list[Duty] = []
    moved: dict[int, int] = {}
    for duty in duties:
        before = kept[-1] if kept else None
        if before and before.negated and evened.text[before.end : duty.start] in (" ", ", ", "  "):
            continue  # the second half of "in no event shall X be liable", which alone says the contrary
        if before and duty.start - before.end < _JOINT:
            one = _as_one(evened, before, duty)
            if one:
                moved[duty.start] = before.start
                kept[-1] = one
                continue
        known = replace(duty, resumes=moved[duty.resumes]) if duty.resumes in moved else duty
        kept.append(_as_meant(evened, known, before, words))
    return kept


def _as_one(evened: Evened, one: Duty, other: Duty) -> Duty | None:
    """Return two verbs as one where they say one thing: "represents and warrants", "shall be liable"."""
    text = evened.text
    told = other.start + len(other.subject)
    if told - one.end > _JOINT or (other.subject and text[other.start : told] != other.subject):
        return None
    if one.modality == _RIGHT and _TO_ELECT.match(text, one.end):
        return replace(one, end=other.end)
    verb = told + (text[told : told + 1] == " ")
    if _MODAL.search(text[max(0, one.end - 12) : one.end]) and _BARE.match(text, verb):
        if not _ADVERBS.fullmatch(text[one.end : told] + " "):
            return None
        if _ELECT.match(text, verb):  # "may elect not to renew" denies no right
            return replace(one, end=other.end)
        if one.negated:
            denied = _NO_RIGHT if other.modality == _RIGHT else _NO_OBLIGATION
            return replace(one, end=other.end, modality=denied)
        if _FREE_OF.match(text, other.end - len("free")):
            return replace(one, end=other.end)
        if one.subordinate and one.modality != _RIGHT:  # "the other, who shall then have the right"
            return None
    elif not (
        _SAYING.match(text, one.start + len(one.subject), one.end)
        and _SAYING.match(text, told, other.end)
        and _AND_ALSO.fullmatch(text[one.end : other.start])
        and (not other.subject or _AND_ALSO.fullmatch(other.subject))
    ):
        return None
    return replace(
        one,
        end=other.end,
        modality=other.modality,
        passive=other.passive,
        negated=one.negated or other.negated,
    )


def _as_meant(evened: Evened, duty: Duty, before: Duty | None, words: HoldingWords) -> Duty:
    """Return a duty as what stands before it makes it: denied, or no more than a description."""
    if duty.subordinate:
        told = _in_which_case(evened, duty)
        return _with_giver(evened, told) if told.subordinate and told.modality == _RIGHT else told
    if duty.modality == _RIGHT and _describes(evened, duty, before, words):
        return replace(duty, subordinate=True)
    if _is_hanging(evened, duty):
        return replace(duty, subordinate=True)
    if duty.negated:
        return _with_right_not_to(evened, duty)
    if before and before.negated and not duty.subject and _goes_on_denied(evened, duty, before):
        return replace(duty, modality=_NO_RIGHT if duty.modality == _RIGHT else _NO_OBLIGATION, negated=True)
    is_listed = evened.text[max(0, duty.start - 2) : duty.start] == ", " and _may_deny(evened.text)
    if is_listed or _NONE_OF.match(duty.subject):
        return _under_none_of(evened, duty, before)
    return duty


def _with_right_not_to(evened: Evened, duty: Duty) -> Duty:
    """Return "has the right not to renew", which is read as a denial, as the right that it is."""
    if duty.modality != _NO_RIGHT or not _NOT_TO.match(evened.text, duty.end):
        return duty
    if _DENYING.search(evened.text, duty.start, duty.end):
        return duty
    return replace(duty, modality=_RIGHT, negated=False)


def _in_which_case(evened: Evened, duty: Duty) -> Duty:
    """Return a duty as one of its own where "in which case" begins it; "a yard in which" only describes."""
    case = _CASE.match(evened.text, duty.start, duty.end)
    if not case or not _IN_WHICH.search(evened.text, max(0, duty.start - len("after which  ")), duty.start):
        return duty
    told = duty.start + len(duty.subject)
    return replace(duty, start=case.end(), subject=evened.text[case.end() : told], subordinate=False)


def _may_deny(text: str) -> bool:
    """Whether a text may hold "none of" or "neither", told at a glance."""
    return "one of" in text or "either" in text or "ONE OF" in text or "EITHER" in text


def _with_giver(evened: Evened, duty: Duty) -> Duty:
    """Return a right with its subject where a number cut it off: "the Buyer giving not less than"."""
    floor = max(0, duty.start - _OPENER_REACH - len(PARTY))
    giver = _GIVER.search(evened.text, floor, duty.start)
    if not giver:
        return duty
    told = duty.start + len(duty.subject)
    bearer = duty.bearer if PARTY in giver[0].lower() else BOTH
    return replace(
        duty, start=giver.start(), subject=evened.text[giver.start() : told], bearer=bearer, subordinate=False
    )


def _is_hanging(evened: Evened, duty: Duty) -> bool:
    """Whether a verb only tells a condition or an aim, or of what thing the speech is."""
    floor = max(0, duty.start - _OPENER_REACH)
    is_that = evened.text[duty.start - 5 : duty.start - 1].lower() == "that"
    if is_that and _THAT.search(evened.text[floor : duty.start - 1]):
        return True
    if duty.modality == _NO_OBLIGATION and _CONSENT.match(duty.subject):
        return True
    if duty.subject or duty.modality != _PROHIBITION:
        return False
    if evened.text[duty.start : duty.start + 3].lower() != "can":
        return False
    return bool(_RELATIVE.search(evened.text[floor : duty.start]))


def _describes(evened: Evened, duty: Duty, before: Duty | None, words: HoldingWords) -> bool:
    """Whether a right only tells what may happen, what somebody has, or that somebody can sign."""
    text = evened.text
    if text[duty.end - 5 : duty.end].lower() == "might" or _APPEARS.match(text, duty.end):
        return True
    if not duty.subject:
        opening = text[max(0, duty.start - _OPENER_REACH) : duty.start]
        if _RELATIVE.search(opening):
            return not _OF_PARTY.search(opening)
        between = text[before.end : duty.start] if before else ""
        if before and before.subordinate and before.modality == _RIGHT and not before.subject:
            return "." not in between and ";" not in between and bool(_AND_OR.search(between))
        return False
    if _BEFALLS.match(text, duty.end) and _OPENED.search(text[max(0, duty.start - 8) : duty.start]):
        return True
    told = duty.start + len(duty.subject)
    if _HAS.match(text, duty.end) and _WHAT_ONE_HAS.search(text, max(0, told - _OPENER_REACH), told):
        return True
    if not text[told : told + 4].lower().startswith((" has", " hav")):
        return False
    return words.fact.caseless.is_in(*evened.stretch(told, duty.end + _OPENER_REACH))


def _goes_on_denied(evened: Evened, duty: Duty, before: Duty) -> bool:
    """Whether a verb goes on with a denied one: "neither party shall be in default, or be liable"."""
    if duty.modality not in (_RIGHT, _OBLIGATION) or not _BARE.match(evened.text, duty.start):
        return False
    between = evened.text[before.end : duty.start]
    return not {".", ";"} & set(between) and bool(_JOINED_ON.search(between))


def _under_none_of(evened: Evened, duty: Duty, before: Duty | None) -> Duty:
    """Return a duty whose subject is the end of a list that is denied: "none of X, its agents or others"."""
    floor = max(before.end if before else 0, duty.start - _LIST_REACH, evened.start_of_sentence(duty.start))
    denials = list(_NONE_OF.finditer(evened.text, floor, duty.start + len(duty.subject)))
    if not denials or _NO_LIST.search(evened.text, denials[-1].end(), duty.start):
        return duty
    if _IF.search(evened.text, max(0, denials[-1].start() - len("whenever  ")), denials[-1].start()):
        return duty
    start, told = denials[-1].start(), duty.start + len(duty.subject)
    named = distinct(party for _, party in evened.named_in(start, told))
    bearer = duty.bearer
    if named or _PARTIES.search(evened.text, start, told):
        bearer = ONE if len(named) == 1 else BOTH
    long = not _MODAL.search(evened.text, told, duty.end)
    denied = {
        _RIGHT: _NO_RIGHT if long else _PROHIBITION,
        _OBLIGATION: _NO_OBLIGATION if long else _PROHIBITION,
    }
    return replace(
        duty,
        start=start,
        subject=evened.text[start:told],
        bearer=bearer,
        modality=denied.get(duty.modality, duty.modality),
        negated=True,
    )
