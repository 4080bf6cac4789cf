"""Telling a heading from the words it heads."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][\w’'&/-]*")
_SMALL_LIST = (
    "a an and or of the for to in on by with from as at upon into per no not its their between other "
    "than any if under during without against over after before prior vs via re"
)
_SMALL = frozenset(_SMALL_LIST.split())
_VERBS = re.compile(
    r"\b(?:shall|will|may|must|is|are|was|were|be|been|has|have|had|agrees?|hereby|means?|can|cannot|do|does|"
    r"represents|warrants|acknowledges?)\b"
)
_TWO_SENTENCES = re.compile(
    r"(?<!Inc)(?<!Ltd)(?<!Corp)(?<!\bCo)(?<!\bNo)(?<!\bSt)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!Messrs)(?<!\bProf)\.\s+[A-Za-z]|;\s+[a-z]"
)
# The sign or blank is looked for first, and only then what must stand around it: letters are passed over.
_STOP = re.compile(r"[.:;\s–—](?:(?<=[.:;])(?!\d)|(?<=[–—])|(?<=\s)(?:[–—-]{1,2}\s|\s{2,})|(?<=\n))")
_LONGEST = 110  # characters; longer lines are sentences
_MOST_WORDS = 14
_MOST_PLAIN_WORDS = 9
# "Annex A: Prices" is a heading, "Ancillary Agreements: The Purchase Agreement ..." is not.
_MOST_BEFORE_COLON = 5
# After an upper-case or Title Case heading without a stop, the body tends to begin with one of these.
_BEGINNERS = (
    r"The|This|These|Those|Each|Either|Neither|Both|All|Any|No|None|Nothing|If|In|Subject|Unless|Except|During|Upon|For|"
    r"At|Every|Such|There|As|It|Notwithstanding|Without|When|Where|Within|Whenever|Should|Provided|By|On|To|After|"
    r"Before|Until|Following|From|With|Nor|Only|Pursuant|Failure"
)
_TITLE_RUN = re.compile(
    r"((?:[A-Z][\w’'&/,-]*|(?:of|and|or|the|for|to|in|on|by|with|from|a|an|at|upon|as)(?=\s)|&|;)"
    r"(?:\s(?:[A-Z][\w’'&/,-]*|(?:of|and|or|the|for|to|in|on|by|with|from|a|an|at|upon|as)(?=\s)|&)){0,9}?)\s+"
    r"(?=(?:"
    + _BEGINNERS
    + r")\s[a-z(]|(?:The|This|Each|Either|Neither|If|Except|Subject|Notwithstanding|During)\s[A-Z]|"
    r"Party [AB]\b|\"|“)"
)
_BEGINNER = re.compile(r"(?:According|" + _BEGINNERS + r")$")
_AFTER_COLON = re.compile(r":\s+\S")
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|No|U\.S|vs|Mr|Mrs|Ms|Dr|Messrs|Prof|Hon|Jr|Sr)$")
#: "Mr. Tom Watson, 4 Mill Road": a line that begins with a person is an address or a sentence.
_PERSON = re.compile(r"(?:Mr|Mrs|Ms|Dr|Messrs|Prof)\.\s")
_NO_HEADING = re.compile(r"[.;:]\s|[\d$€£%]")
_UPPER_RUN = re.compile(r"[^a-z]{4,160}?(?=\s+(?:[A-Z]?[a-z]|\(?[a-z]\)|A\s[a-z]|\"|“)|$)")


def is_heading(text: str) -> bool:
    """Whether a line on its own is a heading: short, in capitals or Title Case, no sentence."""
    text = text.strip().strip("*_#").strip()
    if not text or len(text) > _LONGEST or text[-1] in ";,":
        return False
    words = _WORD.findall(text)
    if not words or len(words) > _MOST_WORDS or max(map(len, words)) < 2:
        return False
    if text.isupper():
        return (len(words) > 1 or len(words[0]) > 2) and not _VERBS.search(text.lower())
    if not _title_case(words) or _VERBS.search(text):
        return False
    if len(words) > _MOST_BEFORE_COLON and _AFTER_COLON.search(text):
        return False
    return not _TWO_SENTENCES.search(text)


def is_plain_heading(text: str) -> bool:
    """Whether a numbered line in sentence case is a heading: ``5. Delivery, title and risk``."""
    text = text.strip().strip("*_#").strip()
    words = text.split()
    if not words or len(words) > _MOST_PLAIN_WORDS or not text[0].isupper():
        return False
    return text[-1] not in ".;:,?!" and not _VERBS.search(text) and not _NO_HEADING.search(text)


def holds_verb(text: str) -> bool:
    """Whether one of the verbs that make a line a sentence stands in it."""
    return _VERBS.search(text) is not None


def split_heading(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Split a clause's text, number left out, into heading and body.

    Returns:
        ``(heading_start, heading_end, body_start)``; ``heading_start == heading_end`` if there is no
        heading, and ``body_start == end`` if there is nothing but a heading.
    """
    while start < end and (text[start].isspace() or text[start] in "-–—.:*_"):
        start += 1
    if start >= end:
        return start, start, start
    if text[start] in "MDP" and _PERSON.match(text, start, end):
        return start, start, start
    window = text[start : min(end, start + _LONGEST + 60)]
    if len(window) == end - start and is_heading(window.rstrip(" .:")):
        return start, start + len(window.rstrip(" .:*_")), end
    for find in (_heading_by_stop, _heading_by_capitals, _heading_by_title_case):
        length, body = find(window)
        if length:
            return start, start + length, start + body
    return start, start, start


def _title_case(words: list[str]) -> bool:
    if words[0][0].islower():
        return False
    weighty = False
    for word in words:  # most texts are no heading, and soon tell so
        if word.lower() not in _SMALL:
            weighty = True
            if not word[0].isupper():
                return False
    return weighty


def _heading_by_stop(window: str) -> tuple[int, int]:
    """``9.2 Termination for Convenience. Either party ...``."""
    for match in _STOP.finditer(window):
        head = window[: match.start()].strip("*_ ")
        if _ABBREVIATED.search(head[-8:]):
            continue
        if not head or len(head) > _LONGEST:
            return 0, 0
        rest = window[match.end() :].lstrip(" \t\n*_")
        if is_heading(head) and (not rest or not rest[0].islower() or match[0] != "\n"):
            return match.start(), len(window) - len(rest)
        return 0, 0
    return 0, 0


def _heading_by_capitals(window: str) -> tuple[int, int]:
    """``7. SAFETY CHANGES If the Supplier determines ...``."""
    match = _UPPER_RUN.match(window)
    if not match:
        return 0, 0
    head = match[0].rstrip()
    words = _WORD.findall(head)
    if (
        not any(len(word) > 3 for word in words)
        or len(words) > _MOST_WORDS
        or not is_heading(head.rstrip(" .:;-"))
    ):
        return 0, 0
    # Defined names in capitals open sentences too: "COMWARE shall ...".
    rest = window[match.end() :].lstrip()
    if rest[:1].islower() and not rest.startswith(("a)", "i)")):
        return 0, 0
    return len(head.rstrip(" .:;-")), len(window) - len(rest)


def _heading_by_title_case(window: str) -> tuple[int, int]:
    """``8.7 Force Majeure Neither party shall ...``."""
    match = _TITLE_RUN.match(window)
    if not match:
        return 0, 0
    head = match[1]
    words = _WORD.findall(head)
    if len(words) < 1 or words[-1].lower() in _SMALL or not is_heading(head):
        return 0, 0
    if _BEGINNER.match(words[0]):
        return 0, 0
    return len(head), match.end()
