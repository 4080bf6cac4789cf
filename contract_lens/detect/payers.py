"""Who pays a sum and to whom it goes, and who must buy a minimum: only where the words say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_lens.detect.figure_sentences import with_whole_reach
from contract_lens.detect.mentions import Evened
from contract_lens.duty import Duty, Modality
from contract_lens.taxonomy.holdings import PARTY

Sides = tuple[tuple[int, ...], tuple[int, ...]]

#: The verb of a duty stands within so many characters.
_OPENING = 140
_MUST = (
    r"(?:(?:shall|will|must|agrees?|undertakes?|covenants?|is|are|required|obligated|obliged|responsible|liable|for|to|in|turn|may|has|hereby|also"
    r"|then|therefore|promptly|immediately|only|further|each|month|monthly|quarterly|annually|thereafter|instead|and|forthwith|does|do|not|fails?|failed|chooses?|elects?)[\s,]+){0,6}"
)
_PAYING = (
    r"(?:pay(?:s|ing)?|remits?|reimburses?|compensates?|settles?|owes?|makes? (?:[\w()-]+ ){0,5}payments?)"
)
#: "PARTY shall pay [PARTY]".
_PAYS = re.compile(rf"{PARTY},? {_MUST}{_PAYING}\b(?! by\b)(?: to)?(?P<to> {PARTY}(?!'))?", re.IGNORECASE)
_DUE = r"(?:paid|payable|due|owed|owing|remitted|reimbursed|reimbursable|settled|payments?|borne)"
#: "payable by PARTY", "payment of the fee by PARTY".
_BY = re.compile(
    rf"\b{_DUE}\b(?:(?! by | to the licensor|receipt|received|deliver|issued|approv|accept)[^.;#]){{0,50}}"
    rf" by {PARTY}(?P<to> to {PARTY})?",
    re.IGNORECASE,
)
#: "failure of PARTY to pay".
_FAILS = re.compile(
    rf"\bfailure (?:of|by|on the part of) {PARTY} to (?:\w+ )?{_PAYING}\b(?P<to> {PARTY})?", re.IGNORECASE
)
_FROM = re.compile(
    rf"\b(?:due|owed|owing|payable|payments?) (?:\w+ ){{0,3}}from {PARTY}(?P<to> to {PARTY})?", re.IGNORECASE
)
_TO = re.compile(
    rf"\b(?:{_DUE}|pays?)\b(?: (?:and payable|directly|monthly|quarterly|annually))? to {PARTY}",
    re.IGNORECASE,
)
#: "PARTY shall charge PARTY", and "PARTY shall be paid", "invoiced by PARTY".
_CHARGES = re.compile(
    rf"{PARTY} (?:(?:shall|will|may|can|is|be|entitled|has|had|reserves?|the|right|to|also|then)\s+){{0,7}}"
    rf"(?:charges?|invoices?|bills?)(?P<to> {PARTY}(?!'))?",
    re.IGNORECASE,
)
_GETS = re.compile(
    rf"{PARTY} (?:(?:shall|will|is|be|to|also|then|entitled)\s+){{0,6}}"
    r"(?:(?:be|is) (?:paid|reimbursed|compensated)|receives?"
    r"|entitled to\b(?! (?:terminate|suspend|end|cancel)))",
    re.IGNORECASE,
)
_BILLED_BY = re.compile(rf"\b(?:invoiced|billed|charged) (?:\w+ ){{0,3}}by {PARTY}", re.IGNORECASE)
#: What follows a figure still speaks of it up to here.
_APART = re.compile(
    r"[.;]|,? (?:and|but|provided|whereas|while|unless|or) (?=(?:the licensor|the|it|each|any|such)\b)"
)
_DUTY_PAYS = re.compile(
    r"\b(?:shall|will|must|agrees? to|undertakes? to|required to|obliged to|obligated to)\s+(?:\w+\s+){0,3}?"
    r"(?:pay|remit|reimburse|compensate|settle|make (?:[\w()-]+ ){0,5}payments?)\b",
    re.IGNORECASE,
)
_BUYING = (
    r"(?:(?:purchas|tak|achiev|generat|plac|guarante)(?:e|es|ing|ees?)|(?:buy|order|meet|sell|attain|pay)(?:s|ing)?"
    r"|reach(?:es|ing)?|satisf(?:y|ies|ying)|fulfil(?:l|s|ling)?|commits?)"
)
_BUYS = re.compile(
    rf"{PARTY},? (?:(?:shall|will|must|agrees?|undertakes?|fails?|failed|neglects?|does|do|not|has|have|is"
    rf"|required|obligated|obliged|commits?|to|hereby|also|be|each|year)[\s,]+){{0,6}}{_BUYING}\b",
    re.IGNORECASE,
)
_BUYS_NOT = re.compile(
    rf"\bfailure (?:of|by) {PARTY}"
    rf"|{PARTY}'s? (?:\w+ ){{0,3}}(?:failure|minimum|obligation|commitment|undertaking|purchases?)\b",
    re.IGNORECASE,
)
_BOUGHT_BY = re.compile(
    r"\b(?:purchased|bought|ordered|taken|met|achieved|reached|sold|placed|paid|purchases?|orders?)\b"
    rf"(?: \w+){{0,3}} by {PARTY}",
    re.IGNORECASE,
)
_DUTY_BUYS = re.compile(
    r"\b(?:shall|will|must|agrees? to|undertakes? to|required to|obliged to|obligated to)\s+"
    rf"(?:\w+\s+){{0,3}}?{_BUYING}\b",
    re.IGNORECASE,
)


def find_payers(
    front: Evened, behind: Evened, sentence: str, start: int, place: int, near: Sequence[Duty]
) -> Sides:
    """Return who pays a figure and who receives it, each empty where the words do not say.

    Args:
        front: What stands before the figure in its sentence.
        behind: What stands behind it.
        sentence: The sentence.
        start: Where that begins in the text.
        place: Where in it the figure begins.
        near: The duties of the sentence.
    """
    before, after = with_whole_reach(front.text), _said_of_it(behind.text)
    payers, payees = _sides_of(front, before, is_behind=False)
    if not payers:
        payers, more = _sides_of(behind, after, is_behind=True)
        payees = more or payees
    if not payers:
        payers = _bearers(_DUTY_PAYS, sentence, start, place, near)
    return (() if payers == payees else payers), payees


def find_buyers(
    front: Evened, behind: Evened, sentence: str, start: int, place: int, near: Sequence[Duty]
) -> tuple[int, ...]:
    """Return who must buy a minimum, or nobody where the words do not say; see ``find_payers``."""
    before, after = with_whole_reach(front.text), _said_of_it(behind.text)
    told = [
        (match.end(), front.named_in(*match.span())[0][1])
        for pattern in (_BUYS, _BUYS_NOT, _BOUGHT_BY)
        for match in pattern.finditer(before)
    ]
    if told:
        return (max(told)[1],)
    if found := _BOUGHT_BY.search(after):
        return (behind.named_in(*found.span())[0][1],)
    return _bearers(_DUTY_BUYS, sentence, start, place, near)


def _said_of_it(behind: str) -> str:
    """Return as much of what stands behind a figure as still speaks of it."""
    reached = with_whole_reach(behind)
    end = _APART.search(reached)
    return reached[: end.start()] if end else reached


def _sides_of(evened: Evened, text: str, *, is_behind: bool) -> Sides:
    """Return the payer and the payee that are named nearest to the figure."""
    payers: list[tuple[int, int]] = []
    payees: list[tuple[int, int]] = []
    for pattern in (_PAYS, _BY, _FROM, _FAILS):
        _add_sides(evened, text, pattern, payers, payees)
    _add_sides(evened, text, _CHARGES, payees, payers)
    for pattern in (_TO, _GETS, _BILLED_BY):
        _add_sides(evened, text, pattern, payees, None)
    choose = min if is_behind else max
    return tuple((choose(one)[1],) if one else () for one in (payers, payees))  # type: ignore[return-value] # two


def _add_sides(
    evened: Evened,
    text: str,
    pattern: re.Pattern[str],
    first: list[tuple[int, int]],
    other: list[tuple[int, int]] | None,
) -> None:
    """Add the party that each match names first to ``first``, and the one it names last to ``other``."""
    for match in pattern.finditer(text):
        named = evened.named_in(*match.span())
        if not named:
            continue
        if other is None:
            first.append((match.end(), named[-1][1]))
            continue
        first.append((match.end(), named[0][1]))
        if match["to"] and named[-1][1] != named[0][1]:
            other.append((match.end(), named[-1][1]))


def _bearers(
    words: re.Pattern[str], sentence: str, start: int, place: int, near: Sequence[Duty]
) -> tuple[int, ...]:
    """Return who bears the duty in such words that stands nearest before a figure, else behind it."""
    fitting = []
    for duty, behind in zip(near, [*near[1:], None], strict=False):
        first = duty.start - start
        last = min(first + _OPENING, len(sentence) if behind is None else behind.start - start)
        is_meant = duty.modality is Modality.OBLIGATION and not duty.passive
        if is_meant and words.search(sentence, first, max(last, duty.end - start)):
            fitting.append(duty)
    before = [duty for duty in fitting if duty.start - start <= place]
    chosen = before[-1] if before else fitting[0] if fitting else None
    return chosen.parties if chosen else ()
