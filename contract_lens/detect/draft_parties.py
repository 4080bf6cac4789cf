"""The parties of a draft whose names are still to come: blanks, square brackets, the fields of a form.

    between [NAME OF SUPPLIER] (the "Supplier") and {{customer_name}} (the "Customer")
    -> between Supplier (the "Supplier") and Customer (the "Customer")

A draft is the paper that somebody can still change, so it has to be read like the one that is signed. Until
there is a name, a side is called by its defined term, or by its role where it has no term.
"""

from __future__ import annotations

import re
from itertools import islice

from contract_lens.assessment import Party
from contract_lens.detect.company_names import find_companies
from contract_lens.detect.openings import REGION
from contract_lens.detect.party_terms import ALIAS_GROUP, NO_ROLES, in_plain_groups, own_terms
from contract_lens.detect.short_names import acts
from contract_lens.taxonomy.wording import load_wording

#: A typed line, or brackets of any sort around a few words; "[***]" was blacked out in a signed paper.
_BLANK = re.compile(
    r"(?:_{3,}|(?:\. ?){6,}|…{2,}|\((?i:insert|full|name|company)\b[^()\"“]{0,60}\)|\[[^\[\]*\n]{0,60}\]"
    r"|\{\{[^{}\n]{1,60}\}\}|<{1,2}[A-Za-z][^<>\n]{1,60}>{1,2}|«[^«»\n]{1,60}»)"
    r"(?:,?\s(?i:limited|ltd|inc|incorporated|llc|corporation|corp|plc|gmbh)\b\.?)?"
)
#: What stands before a name: "between", "and", the number of an entry, a label, the beginning of a line.
_NAME_PLACE = re.compile(
    r"(?:\b(?:between|among|amongst|and)|&|:|\(?\b(?:\d{1,2}|[a-dA-D]|i{1,3})[).]|\n|^)[\s\"“*|]{0,12}(?:the\s)?$",
    re.IGNORECASE,
)
#: Words around what a blank asks for: "insert full legal name of the Supplier".
_ASKS = re.compile(
    r"(?i)\b(?:insert|enter|full|legal|registered|corporate|company|business|name|names|of|the|party|details|here)\b"
)
#: (hereinafter “[INSTITUTION]”): a term that is a field itself.
_QUOTED_FIELD = re.compile(r"(?<=[\"“])\[([^\[\]\n]{1,40})\](?=[\"”])")
_PARTIES = re.compile(r"(?im)^[ \t*|#-]{0,6}(?:the\s)?parties[*|\"“” \t]{0,4}:")
_LABEL = re.compile(r"(?m)^[ \t*|#-]{0,6}(?:the\s)?([A-Za-z-]{3,24})[*|\"“” \t]{0,4}:[*|\"“” \t]{0,6}$")
_ACTOR = re.compile(r"(?!(?i:.*\bname))[A-Z][\w&.-]{0,24}(?:\s[A-Z0-9][\w&.-]{0,24}){0,3}")
_BETWEEN_ROLES = re.compile(
    r"\b(?:between|BETWEEN)\s(?:(?:the|THE)\s)?([A-Za-z-]{3,24}),?\s(?:and|AND)\s(?:(?:the|THE)\s)?([A-Za-z-]{3,24})\b"
)
_BEFORE = 60
_BEHIND = 600
_MOST_BLANKS = 60
_PAIR = 2


def unnamed_sides(opening: str, text: str) -> tuple[str, ...]:
    """Return what the sides of a draft are called in which nobody has a name yet; nothing if somebody has.

    Args:
        opening: The first characters of an agreement.
        text: The whole text, whose clauses may say "[Company A] shall".
    """
    opening = _QUOTED_FIELD.sub(r"\1", opening)
    fields = _fields(opening, text)
    names = tuple(dict.fromkeys(name for _, name, _ in fields))
    if len(names) < _PAIR or find_companies(opening[fields[0][0].start() : fields[-1][0].end()]):
        return ()
    return names


def fill_blanks(opening: str, text: str) -> str:
    """Return an opening with the blanks that stand for a name filled by the term or role of who is meant.

    Args:
        opening: The first characters of an agreement.
        text: The whole text.
    """
    opening = _QUOTED_FIELD.sub(r"\1", opening)
    fields = _fields(opening, text)
    pieces: list[str] = []
    done = 0
    for blank, name, is_defined in fields:
        pieces += (opening[done : blank.start()], name if is_defined else f'{name} (the "{name}")')
        done = blank.end()
    return _PARTIES.sub("between ", "".join((*pieces, opening[done:]))) if fields else opening


def _fields(opening: str, text: str) -> list[tuple[re.Match[str], str, bool]]:
    """The blanks that stand for a name, what to call it, and whether it is defined behind the blank."""
    blanks = _blanks_for_names(opening)
    ends = [*(blank.start() for blank in blanks), len(opening)][1:]
    found: list[tuple[re.Match[str], str, bool]] = []
    for blank, end in zip(blanks, ends, strict=False):
        if name := _term_behind(opening[blank.end() : min(end, blank.end() + _BEHIND)]):
            found.append((blank, name, True))
        elif name := _role_in(blank[0]) or _actor_in(blank[0], text):
            found.append((blank, name, False))
    return found


def parties_by_role(text: str) -> tuple[Party, ...]:
    """Return the two sides of a draft that names them by their roles alone; nothing if it does not.

    "Supplier: [name]" and "Customer: ____" at its beginning, or "between the Supplier and the Customer".

    Args:
        text: The text of an agreement from its opening on.
    """
    opening = text[:REGION]
    labels = (
        _LABEL.search(opening[: blank.start()].rpartition("\n")[2]) for blank in _blanks_for_names(opening)
    )
    labelled = [label[1] for label in labels if label and _is_role(label[1])]
    pairs = [labelled, *(list(pair.groups()) for pair in islice(_BETWEEN_ROLES.finditer(opening), _PAIR))]
    for pair in pairs:
        roles = list(dict.fromkeys(role.lower() for role in pair))
        names = [role.capitalize() for role in roles]
        if len(roles) == _PAIR and all(map(_is_role, roles)) and all(acts(text, [name]) for name in names):
            return tuple(Party(name, (name,), role) for name, role in zip(names, roles, strict=True))
    return ()


def _blanks_for_names(opening: str) -> list[re.Match[str]]:
    found = islice(_BLANK.finditer(opening), _MOST_BLANKS)
    return [
        blank
        for blank in found
        if _NAME_PLACE.search(opening[max(0, blank.start() - _BEFORE) : blank.start()])
    ]


def _term_behind(stretch: str) -> str:
    """The first defined term in what stands behind a blank, with a capital; none behind a company's name."""
    for group in ALIAS_GROUP.finditer(in_plain_groups(stretch)):
        if terms := own_terms(group.group()):
            term = re.sub(r"^(?:the|The|THE)\s", "", terms[0])
            is_other = find_companies(stretch[: group.start()])
            return "" if is_other or not term else term[0].upper() + term[1:]
    return ""


def _role_in(blank: str) -> str:
    """The role that a blank asks for: ``Supplier`` of "[insert name of Supplier]"."""
    asked = _ASKS.sub(" ", re.sub(r"[^A-Za-z-]", " ", blank)).split()
    return asked[0].capitalize() if len(asked) == 1 and _is_role(asked[0]) else ""


def _actor_in(blank: str, text: str) -> str:
    """What stands in square brackets, if the clauses have it act: ``Company A`` of "[Company A]"."""
    inner = blank[1:-1].strip()
    return inner if blank[0] == "[" and _ACTOR.fullmatch(inner) and acts(text, [inner]) else ""


def _is_role(word: str) -> bool:
    return word.lower() in load_wording().subjects.roles - NO_ROLES
