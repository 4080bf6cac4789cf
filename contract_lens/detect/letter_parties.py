"""The parties of a contract in the form of a letter: "we" of the letterhead, "you" of the address."""

from __future__ import annotations

import re

from contract_lens.assessment import Party
from contract_lens.detect.party_names import HAS_FORM
from contract_lens.taxonomy.letter_words import load_letter_words

_HEAD = 3_000  # characters in which a letter greets
_TAIL = 1_500
_GREETING = re.compile(rf"(?m)^[^\w\n]{{0,3}}{load_letter_words().formal.pattern}[,:]?[ \t]*$")
_BINDS_YOU = re.compile(r"\b[Yy]ou\s(?:will|shall|must|may|agree|undertake|warrant)\b")
_LEAST = 2
#: Lines above a greeting that are nobody's name.
_NO_NAME = re.compile(
    r"(?i)\W*(?:\d|re\b|subject|ref|our\s|your\s|by\s|via\s|private|confidential|strictly|draft"
    r"|without\sprejudice|dated?\b"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d"
    r"|[\w ]*(?:letter|agreement|terms|contract)\b)|.*\b(?:19|20)\d\d\W*$"
)
_PARTING = re.compile(rf"(?im)^\W{{0,3}}{load_letter_words().parting.pattern}\b.*$")
_FOR = re.compile(
    r"(?m)^\W{0,3}(?:[Ff]or(?:\sand\son\sbehalf\sof)?|[Oo]n\sbehalf\sof)\s([A-Z][^\n]{2,80}?)[,:]?[ \t]*$"
)
_NAME = re.compile(r"[A-Z][\w.&’'() ,-]{2,80}")


def letter_parties(text: str) -> tuple[Party, ...]:
    """Return sender and addressee of a letter that binds its reader; nothing if either has no name.

    Args:
        text: The whole text of the letter.
    """
    greeting = _GREETING.search(text, 0, _HEAD)
    if greeting is None or len(_BINDS_YOU.findall(text, greeting.end())) < _LEAST:
        return ()
    blocks = [found for block in re.split(r"\n\s*\n", text[: greeting.start()]) if (found := _lines(block))]
    you = _addressee(blocks[-1]) if blocks else ""
    we = _sender(text[greeting.end() :]) or (blocks[0][0] if len(blocks) > 1 else "")
    if not we or not you or we == you:
        return ()
    return (Party(we, ("we", "We")), Party(you, ("you", "You")))


def _lines(block: str) -> list[str]:
    """The lines of a block of names and addresses; none if it begins with something else."""
    lines = [line.strip(" \t*_#,") for line in block.strip().splitlines()]
    return lines if lines and not _NO_NAME.match(lines[0]) and _NAME.fullmatch(lines[0]) else []


def _addressee(lines: list[str]) -> str:
    """The company of an address if it names one below the person, else the person."""
    return next((line for line in lines[:3] if HAS_FORM.search(line) and _NAME.fullmatch(line)), lines[0])


def _sender(body: str) -> str:
    """The company for which a letter is signed."""
    parting = _PARTING.search(body)
    if parting is None:
        return ""
    signed = body[parting.end() : parting.end() + _TAIL].split("\n\n\n")[0]
    if named := _FOR.search(signed):
        return named[1].strip()
    first = signed.strip().partition("\n")[0].strip(" \t*_,")
    return first if HAS_FORM.search(first) and _NAME.fullmatch(first) else ""
