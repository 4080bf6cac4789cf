"""Who may end the deal: by a verb of one's own, or as an item of a list ("may be ended: (a) by the Buyer").

A party that is named behind "by" in a list has no verb of its own: the verb stands once, before the list. And
not all that somebody may terminate or cancel is the deal: a meeting or an order is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contract_lens.detect import deontics
from contract_lens.detect.mentions import Evened, distinct
from contract_lens.taxonomy.holdings import PARTY, HoldingWords
from contract_lens.taxonomy.landmarks import may_be_in

#: How far before "may be terminated" it is said what is, and how far behind it a list begins, in characters.
_SUBJECT_REACH = 160
_OPENING = 260
#: How much may stand between the beginnings of two items.
_ITEM_REACH = 1600
#: A list is read so far, in characters.
_LIST_REACH = 6000
#: A sentence ends here, unless what follows is the number of an item.
_ENDS = re.compile(
    r"(?<!\s\d)(?<!\s\d\d)(?<!\s[a-zA-Z])\.\s+(?!\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)])(?=\S)", re.IGNORECASE
)
_DENIED = re.compile(r"\bnot\b", re.IGNORECASE)
_EXCEPTED = re.compile(r"\W*(?:\w+ ){0,6}?(?:except|unless|other than|save)\b", re.IGNORECASE)
_JOINTLY = re.compile(r"\b(?:mutual|joint|agreement of|consent of)", re.IGNORECASE)
#: A list that goes on in passages of its own has its lead-in end like this.
_OPEN_END = re.compile(
    r"(?:[:,—–-]|\b(?:follow(?:s|ing)|by|if|either|events?|circumstances))\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ExitItem:
    """One way out that a list gives.

    Attributes:
        start: First character in the evened text.
        end: One past the last.
        parties: Who may take it; empty where the text speaks of any party.
        lead: Where the verb of the list stands; -1 if it stands in another passage.
    """

    start: int
    end: int
    parties: tuple[int, ...]
    lead: int = -1


def is_exit(evened: Evened, duty: deontics.Duty, stop: int, words: HoldingWords) -> bool:
    """Whether a right ends the deal itself, not an order, a meeting or what somebody has with others.

    Args:
        evened: The text.
        duty: The right.
        stop: Where its words end.
        words: What ends a deal, and what does not.
    """
    rest, small = evened.stretch(duty.end, stop)
    if small is not None and not _may_end(small):
        return False
    for found in words.exit.caseless.finditer_in(rest, small):
        if not words.others_exit.caseless.is_in(
            rest[: found.start()], None if small is None else small[: found.start()]
        ):
            return True
    if words.ended_by.caseless.is_in(rest, small):
        told, small_told = evened.stretch(max(0, duty.start - 1), duty.end)
        return not words.no_deal.caseless.is_in(told, small_told)
    return False


def speaks_of_ending(evened: Evened) -> bool:
    """Whether a text may tell who ends the deal at all, told at a glance."""
    text = evened.text  # plain searches one by one: asked of every passage
    return "ermina" in text or "ancel" in text or "ERMINA" in text or "escind" in text or "issolve" in text


def _may_end(small: str) -> bool:
    """Whether a stretch in small letters may hold a way out; most rights hold none of these."""
    return (
        ("termin" in small or "cancel" in small or "rescin" in small or "dissolv" in small)
        or ("withdraw" in small or "resign" in small or "renew" in small or "extend" in small)
        or ("option" in small or "opt out" in small or "exit" in small or "buy" in small)
        or (
            "end " in small
            or "ended" in small
            or "determine" in small
            or "declare" in small
            or "treat" in small
        )
        or ("regard" in small or "consider" in small)
    )


def find_exit_items(evened: Evened, words: HoldingWords) -> Iterator[ExitItem]:
    """Yield who may end the deal by a list that has its verb before it, in order."""
    if not may_be_in(evened.small, words.ends_so.pattern):
        return
    done = -1
    for lead in words.ends_so.caseless.finditer_in(evened.text, evened.small):
        if not _is_of_deal(evened, lead.start(), lead.end(), words):
            continue
        for item in _items_behind(evened, lead.span(), words):
            if item.start > done:  # a verb inside a list leads to the same items again
                yield item
                done = item.start
    for last in words.until_ended.caseless.finditer_in(evened.text, evened.small):
        if (parties := _parties_of(evened, *last.span())) is not None:
            yield ExitItem(last.start(), evened.end_of_sentence(last.end()), parties, last.start())


def leaves_open(evened: Evened, words: HoldingWords) -> bool:
    """Whether a passage ends in the lead-in of such a list, so that its items are passages of their own."""
    if not may_be_in(evened.small, words.ends_so.pattern) or not _OPEN_END.search(evened.text[-40:]):
        return False
    leads = [lead.span() for lead in words.ends_so.caseless.finditer_in(evened.text, evened.small)]
    if not leads or not _is_of_deal(evened, *leads[-1], words):
        return False
    behind = evened.text[leads[-1][1] :]
    return len(behind) < _OPENING and not _ENDS.search(behind)


def find_more_items(evened: Evened, words: HoldingWords) -> Iterator[ExitItem]:
    """Yield who may end the deal by a passage that begins with an item of a list begun in another."""
    pattern, searched = words.exit_item.caseless.fit(evened.text, evened.small)
    if pattern.match(searched):
        yield from _items_behind(evened, (-1, 0), words)


def _is_of_deal(evened: Evened, start: int, end: int, words: HoldingWords) -> bool:
    """Whether it is the deal that may be ended, and the ending is not denied."""
    begin = max(evened.start_of_sentence(start), start - _SUBJECT_REACH)
    told = evened.stretch(begin, start)
    if not words.deal.caseless.is_in(*told) or words.no_deal.caseless.is_in(*told):
        return False
    denied = _DENIED.search(evened.text, start, end)
    return not denied or bool(_EXCEPTED.match(evened.text, end, end + _OPENING))


def _items_behind(evened: Evened, lead: tuple[int, int], words: HoldingWords) -> Iterator[ExitItem]:
    last = lead[1]
    stop = min(last + _LIST_REACH, len(evened.text))
    if found := _ENDS.search(evened.text, last, stop):
        stop = found.start()
    pattern, searched = words.exit_item.caseless.fit(evened.text, evened.small)
    if not pattern.search(searched, lead[1], min(stop, lead[1] + 2 * _OPENING)):
        return
    items: list[re.Match[str]] = []
    for item in pattern.finditer(searched, lead[1], stop):
        if item.start() - last > (_ITEM_REACH if items else _OPENING):
            break
        items.append(item)
        last = item.start()
    for place, item in enumerate(items):
        told = _parties_of(evened, *item.span("who"))
        if told is None:
            continue
        ends = [items[place + 1].start()] if place + 1 < len(items) else []
        end = min([*ends, stop, max(item.end(), evened.end_of_sentence(item.end()))])
        yield ExitItem(_begin_of(evened, item), end, told, lead[0])


def _begin_of(evened: Evened, item: re.Match[str]) -> int:
    """Where the words of an item begin, behind the sign before it."""
    begin = item.start()
    while begin < item.end() and evened.text[begin] in " ,;:.\n":
        begin += 1
    return begin


def _parties_of(evened: Evened, start: int, end: int) -> tuple[int, ...] | None:
    """Who is named behind "by"; empty for any party, ``None`` where no one may do it alone."""
    who = evened.text[start:end]
    if _JOINTLY.search(who):
        return None
    named = distinct(party for _, party in evened.named_in(start, end))
    if len(named) > 1 and " and " in who and not who.lower().startswith(("either", "each", "any")):
        return None  # "by the Seller and the Buyer": together
    return named if PARTY in who.lower() else ()
