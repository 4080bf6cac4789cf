"""Whose a figure is: the bearer of the duty around it, or whom the words beside it name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from contract_lens.assessment import Party
from contract_lens.detect.mentions import Evened, Mentions
from contract_lens.detect.payers import find_buyers, find_payers
from contract_lens.duty import Duty, Modality, Topic
from contract_lens.quantity import QuantityKind
from contract_lens.taxonomy.holdings import PARTY

#: Kinds of which the names beside the figure are asked.
_NAMED = frozenset({QuantityKind.SHARE, QuantityKind.NOTICE, QuantityKind.CURE})
#: Kinds that belong to who pays or buys, and to nobody where no words of paying or buying name one.
_ASKED = frozenset(
    {QuantityKind.PAYMENT, QuantityKind.MINIMUM, QuantityKind.PRICE, QuantityKind.LATE_INTEREST}
)
#: How far before a figure and behind it these words may stand, in characters.
_FRONT, _BEHIND = 240, 110
_NEXT = r"(?:\S+ ){0,3}?"
_PAY = r"(?:pays?|remits?|credits?|grants?|distributes?|reimburses?)"
#: "12 % is payable by PARTY to PARTY", "PARTY pays PARTY", "40 % to PARTY".
_DUE = r"\b(?:payable|paid|due|owed|owing)"
_FROM_TO = re.compile(rf"{_DUE}\b[^.;]{{0,60}}?\bby {PARTY} {_NEXT}to {PARTY}", re.IGNORECASE)
_TO_BY = re.compile(rf"{_DUE} {_NEXT}to {PARTY} {_NEXT}by {PARTY}", re.IGNORECASE)
_PAYS = re.compile(rf"{PARTY}[^.;]{{0,60}}?\b{_PAY} {_NEXT}{PARTY}", re.IGNORECASE)
_PAID_TO = re.compile(rf"(?:{_DUE} {_NEXT}to|\bpays? {_NEXT}(?:to )?) ?{PARTY}", re.IGNORECASE)
_RECEIVES = re.compile(
    rf"{PARTY}[^.;]{{0,40}}?\b(?:receives?|retains?|keeps?|earns?|(?:is|be) entitled)\b[^.;]*$", re.IGNORECASE
)
#: What is done with goods, not with a share: "5 % of the price of goods sold to PARTY".
_GOODS = r"(?!(?:sold|made|supplied|delivered|shipped|provided|services?|sales?)\b)"
_BEHIND_TO = re.compile(
    r"[^\w.;]*(?:of (?:(?:the|such|any|all|net|gross|those|total|each|its|annual|monthly|adjusted|target) )*"
    rf"{_GOODS}\w+(?: {_GOODS}\w+){{0,2}})?,? ?(?:(?:is|are|shall be|will be|being|to be) )?"
    r"(?:(?:paid|payable|due|allocated|distributed|credited|accrues?|belongs?|goes|go) )?"
    rf"(?:to|for) {PARTY}(?!'|\w)",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(rf"{PARTY}'s? (?:\w+ )?share\b[^.;,]{{0,40}}$", re.IGNORECASE)
#: "... and PARTY on 180 days' notice": what is left out is said of the figure before.
_LIKEWISE = re.compile(
    rf"[^.;]{{0,60}}?\b(?:and|whereas|while|but|or),? (?:that )?({PARTY}) (?:may (?:do so )?|only )*"
    r"(?:on|upon|by|with|after|within|in)\b[^.;]*",
    re.IGNORECASE,
)
_GIVES = re.compile(
    rf"({PARTY}|(?:either|each|a|any|one) party)(?: \w+)? "
    r"(?:gives?|serves?|provides?|delivers?|sends?|given|notif)[^.;]{0,60}$",
    re.IGNORECASE,
)
_FAILS = re.compile(
    rf"{PARTY}(?: \S+){{0,3}}? (?:fails?|failed|not|neglects?)(?: \S+){{0,3}}? "
    r"(?:cure|remed|rectif|correct)[^.;]*$",
    re.IGNORECASE,
)
#: What tells of a notice that somebody gives.
_NOTIFIES = re.compile(r"\b(?:give|serve|send|issue|notify|deliver)\b", re.IGNORECASE)
_HANDS_OVER = re.compile(r"\b(?:pay|remit|credit|distribute)\b", re.IGNORECASE)
#: The verb of a duty stands in its first characters.
_OPENING = 120


class Names:
    """Finds the parties beside a figure; made ready when first asked.

    Args:
        parties: The parties of an agreement.
    """

    def __init__(self, parties: Sequence[Party]) -> None:
        self._parties = parties
        self.count = len(parties)

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self._parties)

    def even(self, text: str) -> Evened:
        """Return a text with one word for every name."""
        return self._mentions.even(text)


Owners = tuple[tuple[int, ...], tuple[int, ...]]


def find_owners(
    kind: QuantityKind,
    sentence: str,
    start: int,
    place: tuple[int, int, int],
    duties: Sequence[Duty],
    names: Names,
) -> Owners:
    """Return to whom a figure belongs, and to whom a share goes, as far as the sentence tells.

    Args:
        kind: What the figure says.
        sentence: Its sentence.
        start: Where that begins in the text.
        place: Where in the sentence the figure before it ends, where it begins and where it ends.
        duties: The duties of its passage.
        names: Finds the parties by name.
    """
    near = [duty for duty in duties if start <= duty.start < start + len(sentence)]
    if kind in _ASKED:
        return _asked(kind, sentence, start, place, near, names)
    chosen = _duty_of(kind, start + place[1], near)
    told = _bearers(kind, chosen, sentence, start) if chosen else ()
    if kind not in _NAMED or names.count < 2:
        return told, ()
    front = names.even(sentence[max(0, place[1] - _FRONT) : place[1]])
    if kind is QuantityKind.SHARE:
        behind = names.even(sentence[place[2] : place[2] + _BEHIND])
        return _directed(told, chosen, sentence[chosen.start - start :] if chosen else "", (front, behind))
    since = names.even(sentence[place[0] : place[1]]) if place[0] else None
    likewise = since and _LIKEWISE.fullmatch(since.text)
    if since and likewise:
        # Where no name stood, those very words name someone who is no party: then it is nobody's we know.
        return tuple(party for _, party in since.named_in(*likewise.span(1))), ()
    by = _GIVES.search(front.text) if kind is QuantityKind.NOTICE else _FAILS.search(front.text)
    if by and by.group().lower().startswith(PARTY):
        named = front.named_in(by.start(), by.start() + 1)
        told = (named[0][1],) if named else told
    elif by:
        told = tuple(range(names.count))
    return told, ()


def _asked(
    kind: QuantityKind,
    sentence: str,
    start: int,
    place: tuple[int, int, int],
    near: Sequence[Duty],
    names: Names,
) -> Owners:
    """Return who pays a figure or must buy it, by the words of paying and buying alone."""
    front = names.even(sentence[max(0, place[1] - _FRONT) : place[1]])
    behind = names.even(sentence[place[2] : place[2] + _BEHIND])
    if kind is QuantityKind.MINIMUM:
        return find_buyers(front, behind, sentence, start, place[1], near), ()
    payers, payees = find_payers(front, behind, sentence, start, place[1], near)
    if kind is QuantityKind.PAYMENT:
        return payers, ()
    return payers or payees, payees


def _duty_of(kind: QuantityKind, place: int, near: Sequence[Duty]) -> Duty | None:
    """The duty in whose words a figure stands; for an exit, the right to leave."""
    if kind is QuantityKind.NOTICE:
        near = [duty for duty in near if duty.topic is Topic.EXIT] or near
    before = [duty for duty in near if duty.start <= place]
    return before[-1] if before else near[0] if near else None


def _bearers(kind: QuantityKind, duty: Duty, sentence: str, start: int) -> tuple[int, ...]:
    """Who bears a duty; agreed damages belong to who pays them, time to cure to who is in breach."""
    if kind is QuantityKind.DAMAGES and duty.modality is Modality.RIGHT:  # "may request B to pay"
        return duty.counterparties or duty.parties
    if kind is QuantityKind.CURE and not duty.is_mutual:
        if duty.topic in (Topic.EXIT, Topic.REMEDY):
            return duty.counterparties
        if _NOTIFIES.search(sentence, duty.start - start, duty.start - start + 80):
            return duty.counterparties
    return duty.parties


def _directed(told: tuple[int, ...], duty: Duty | None, words: str, around: tuple[Evened, Evened]) -> Owners:
    """Return who pays a share and to whom it goes, by the names beside it before the duty around it."""
    front, behind = around
    if to := _named(behind, _BEHIND_TO.match(behind.text)):
        return _paid_by(told, to[-1])
    for pattern, first in ((_FROM_TO, -2), (_TO_BY, -1), (_PAYS, 0)):
        for evened in around:
            named = _named(evened, _last(pattern, evened.text))
            if len(named) > 1 and named[0] != named[-1]:
                payer = named[first]
                return (payer,), (named[-1] if first != -1 else named[-2],)
    if receiver := _named(front, _SHARE_OF.search(front.text) or _last(_RECEIVES, front.text)):
        return (receiver[0],), (receiver[0],)
    for evened in around:
        if payee := _named(evened, _last(_PAID_TO, evened.text)):
            return _paid_by(told, payee[-1])
    if duty and duty.modality is Modality.OBLIGATION and len(duty.counterparties) == 1:
        return told, duty.counterparties if _HANDS_OVER.search(words[:_OPENING]) else ()
    return told, ()


def _paid_by(told: tuple[int, ...], payee: int) -> Owners:
    """Return a share with its receiver; who bears the duty pays it, if that is another one."""
    payers = tuple(party for party in told if party != payee)
    return (payers if len(payers) == 1 == len(told) else told if len(told) > 1 else (payee,)), (payee,)


def _named(evened: Evened, found: re.Match[str] | None) -> list[int]:
    return [party for _, party in evened.named_in(*found.span())] if found else []


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last place of a pattern."""
    return next(reversed(list(pattern.finditer(text))), None)
