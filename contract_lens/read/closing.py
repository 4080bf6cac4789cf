"""What stands under a mail and is no part of what its sender says: signatures and legal disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from contract_lens.read.quoting import MailPart


class Role(StrEnum):
    """What a paragraph of a mail is."""

    WORDS = "words"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"


_MESSAGE = r"(?:e-?mail|message|communication|transmission)"
# Each of these phrases occurs in notices that programs add and in hardly anything that people write.
_DISCLAIMER = re.compile(
    rf"(?i)\b(?:this {_MESSAGE}(?: \S+){{0,14}} (?:is|are|may be|contains?|may contain)(?: \S+){{0,4}} "
    r"(?:confidential|privileged|legally)\b"
    r"|(?:not|are) the (?:intended|named) (?:recipient|addressee)"
    rf"|received (?:this|the) {_MESSAGE} (?:in error|by mistake)"
    r"|intended (?:solely|only|exclusively) for the (?:use of the )?"
    r"(?:individual|person|addressee|recipient)"
    r"|consider the environment before printing"
    rf"|this {_MESSAGE} originated (?:from )?outside"
    rf"|this {_MESSAGE} (?:has been|was) (?:scanned|checked) (?:for|by)"
    r"|diese e-?mail (?:enthält|kann|ist)(?: \S+){0,4} vertraulich"
    r"|ce (?:message|courriel)(?: \S+){0,12} confidentie(?:l|lles?|ls)\b"
    r"|este (?:mensaje|correo)(?: \S+){0,12} confidencial)"
)
_NOTICE_TITLE = re.compile(
    r"(?i)\W{0,12}(?:confidentiality (?:notice|note|statement)|legal (?:notice|disclaimer)"
    r"|(?:e-?mail )?disclaimer|caution: external e-?mail|\[?external(?: e-?mail| sender)?\]?)\W{0,12}"
)
_DEVICE = re.compile(
    r"(?i)(?:sent (?:from|via) my \S+(?: \S+){0,4}|get outlook for \S+"
    r"|von meinem \S+ gesendet|envoyé de mon \S+|enviado desde mi \S+)\.?"
)
_CONTACT = re.compile(
    r"(?i)(?:\b(?:tel|phone|mobile|mob|cell|direct|office|fax|t|m|d|f|p)\b[.:]{0,2} {0,2}\+?[(\d]"
    r"[\d ()./-]{5,20}|\+\d[\d ()./-]{6,20}|[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}|\b(?:https?://|www\.)\S)"
)
_PARTING = re.compile(
    r"(?i)(?:with )?(?:(?:kind|best|warm|many|yours|kindest|warmest|friendly) )?"
    r"(?:regards|wishes|thanks|sincerely|faithfully|truly|cheers|best|mit freundlichen grüßen|cordialement)\b"
    r"[^.!?]{0,20}"
)
_LONGEST_LINE = 80  # characters of a signature's line
_MOST_LINES = 12
_LONGEST_READ = 2_000  # characters of a paragraph that are looked at


def tell_roles(parts: Sequence[MailPart]) -> list[Role]:
    """Tell the role of each paragraph of a body, in order.

    A signature follows a line ``--``, or is a short block with a telephone number or address under the
    parting, or the line that a telephone adds. A disclaimer is known by its phrases.
    """
    roles: list[Role] = []
    marked: set[int] = set()  # depths at which a line "--" has been seen
    parted: dict[int, bool] = {}
    for part in parts:
        if part.attribution:
            marked = {depth for depth in marked if depth < part.depth}
            roles.append(Role.WORDS)
            continue
        marked = {depth for depth in marked if depth <= part.depth}
        if part.lines[0].text == "--":
            marked.add(part.depth)
        role = _role_of(part, marked=part.depth in marked, parted=parted.get(part.depth, False))
        parted[part.depth] = (parted.get(part.depth, False) and role is not Role.WORDS) or _PARTING.fullmatch(
            part.lines[0].text
        ) is not None
        roles.append(role)
    return roles


def _role_of(part: MailPart, *, marked: bool, parted: bool) -> Role:
    text = " ".join(line.text for line in part.lines)[:_LONGEST_READ]
    if _DISCLAIMER.search(text) or _NOTICE_TITLE.fullmatch(text):
        return Role.DISCLAIMER
    if marked or _DEVICE.fullmatch(text):
        return Role.SIGNATURE
    own_parting = _PARTING.fullmatch(part.lines[0].text) is not None
    short = len(part.lines) <= _MOST_LINES and all(len(line.text) <= _LONGEST_LINE for line in part.lines)
    if (parted or own_parting) and short and len(part.lines) > 1 and _CONTACT.search(text):
        return Role.SIGNATURE
    return Role.WORDS
