"""The ways in which programs and people write down who says what, and when: one pattern each."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from contract_lens.read.chat_dates import DATE, DAY, FULL, PARTIAL, STAMP

_MARKS = "[\u200e\u200f\u202a-\u202e\ufeff]{0,3}"  # direction marks that chat exports begin lines with
_BLANK = "[ \\t\u00a0\u202f]"
_LENGTH = (
    r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
    r"|\d{1,3} (?:hours?|minutes?|seconds?)(?: \d{1,2} (?:minutes?|seconds?)){0,2}"
)
_OF_DAY = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?{_BLANK}?[AaPp]\.?[Mm]\b\.?"
_AFTER = rf"(?:{_LENGTH}|{_OF_DAY}|{FULL}|{PARTIAL})"  # "10.38" alone would be the number of an exhibit
_WHO = r"(?P<who>[^:\[\]()\n\t|<>0-9][^:\[\]\n\t|<>]{0,78}?)"
# "#3", "Comment 3 -", "Update 3:": what tools print before the one who writes.
_COUNT = r"(?:(?:#|(?:Comment|Update|Entry|Reply|Note|Message|Post)[ ]#?)\d{1,5}[ ]?[-–—:.|)]?[ ]{1,3})?"
_HANDLE = r"@?[A-Za-z][\w.+-]{1,39}"


class Form(NamedTuple):
    """One way to begin a turn.

    Attributes:
        name: What it is called in tests.
        pattern: Matches the start of a line; groups ``who`` and, where it has one, ``time``.
        alone: Whether the pattern is the whole line and the words follow on the next ones.
    """

    name: str
    pattern: re.Pattern[str]
    alone: bool = False


# "[2024-11-19 08:02] Name (Side): text", "13/03/2025, 17:48 - Name: text" and the like.
CHAT = Form(
    "chat",
    re.compile(
        rf"{_MARKS}\[?(?P<time>{STAMP})\]?(?:{_BLANK}[-–])?{_BLANK}{{1,4}}{_MARKS}"
        rf"(?P<who>(?:\[[^:\[\]\n]{{1,40}}\]{_BLANK})?[^:\[\]\n]{{1,80}}?(?:{_BLANK}\[[^:\[\]\n]{{1,40}}\])?)"
        rf"{_BLANK}?:(?:\s|$)"
    ),
)
# "[10:02] <ann> text", as on IRC, and "09:12 | Ann Reed | Fjord | text", as rows of a log.
ANGLED = Form(
    "name in angles",
    re.compile(rf"\[?(?P<time>{STAMP})\]?{_BLANK}{{1,4}}<[@+ ]?(?P<who>[^<>\n]{{1,60}})>:?(?:\s|$)"),
)
PIPED = Form(
    "row of a log",
    re.compile(
        rf"\|?{_BLANK}{{0,3}}(?P<time>{STAMP}){_BLANK}{{0,4}}[|\t]{_BLANK}{{0,4}}"
        rf"(?P<who>[^|\t\n]{{1,60}}?(?:{_BLANK}{{0,4}}[|\t]{_BLANK}{{0,4}}[^|\t\n]{{1,60}}?(?={_BLANK}{{0,4}}[|\t]{_BLANK}{{0,4}}[^|\s]))?)"
        rf"{_BLANK}{{0,4}}(?:\t|[|](?:\s|$))"
    ),
)
# "ann-reed (Fjord) commented (#2)" of a tracker, above the words.
COMMENTED = Form(
    "comment",
    re.compile(
        rf"(?:[-–—=*#>]{{1,4}}{_BLANK})?{_COUNT}(?P<who>(?:{_HANDLE}|[^\W\d_][^:\[\]()\n\t|<>]{{1,60}}?)"
        rf"(?:{_BLANK}?\([^()\n]{{2,60}}\))?){_BLANK}(?:has{_BLANK})?"
        r"(?:opened|reopened|closed|commented|replied|wrote|answered|posted|added|created|updated)"
        r"(?:[ ](?:(?:this|an?|the)[ ])?(?:issue|ticket|case|thread|comment|note|reply))?(?:[ ]on[ ]this)?"
        rf"(?:[ ]?[-–—,(]?[ ]?#?\d{{1,5}}\)?)?(?:[ ]?[-–—,(·]?[ ]?(?:on[ ]|at[ ])?(?P<time>{STAMP}|{DATE})\)?"
        r"|[ ]\d{1,3}[ ]\w{1,8}[ ]ago)?:?[ \t]*$"
    ),
    alone=True,
)
# "Comment #3 from Ann Reed, 3 Mar 09:12" above the words.
COMMENT_BY = Form(
    "comment by",
    re.compile(
        rf"(?:[-–—=*#>]{{1,4}}{_BLANK})?(?:Comment|Reply|Update|Note|Message|Post|Entry)"
        r"[ ]?#?(?:\d{1,5})?[ ](?:by|from)[ ]"
        rf"(?P<who>[^:\[\]\n\t|<>]{{2,90}}?)(?:[ ]<[^<>\s]{{3,60}}>)?"
        rf"(?:,?[ ]?[-–—(·]?[ ]?(?:on[ ]|at[ ])?(?P<time>{STAMP})\)?)?:?(?:[ ][-–—]{{2,4}})?[ \t]*$"
    ),
    alone=True,
)
# "10:02:11 From Ann Reed to Everyone: text" of meeting programs; the words may follow on the next line.
MEETING_CHAT = Form(
    "meeting chat",
    re.compile(
        rf"(?P<time>{STAMP}){_BLANK}{{1,4}}From {{1,3}}(?P<who>[^:\n]{{1,60}}?) {{0,3}}"
        rf"(?:(?i:to) {{1,3}}[^:\n]{{1,60}}?)? {{0,3}}:(?:\s|$)"
    ),
)
# "Ann Reed   00:01:02" and "Ann Reed (0:03)" above the words.
STAMPED = Form(
    "name and time",
    re.compile(
        rf"(?:[-–—=*#>]{{2,4}}{_BLANK})?\*{{0,2}}{_COUNT}{_WHO}\*{{0,2}},?{_BLANK}{{1,8}}[-–—|·(\[]?{_BLANK}?(?P<time>{_AFTER})[)\]]?:?"
        rf"(?:{_BLANK}[-–—=*]{{2,4}})?{_BLANK}*$"
    ),
    alone=True,
)
# "00:01:02 Ann Reed" above the words.
TIMED = Form(
    "time and name",
    re.compile(rf"[(\[]?(?P<time>{_AFTER})[)\]]?{_BLANK}{{1,8}}[-–|]?{_BLANK}?{_WHO}:?{_BLANK}*$"),
    alone=True,
)
# "Ann Reed (00:01:02): text".
INLINE = Form(
    "name, time and words",
    re.compile(rf"{_WHO}{_BLANK}{{1,4}}[(\[](?P<time>{_AFTER})[)\]]:?{_BLANK}{{1,4}}(?=\S)"),
)
NAMED = Form("name", re.compile(r"(?P<who>[A-Z][^:\n\[\]]{0,59}):(?:[ \t]|$)"))
BRACKETED = Form("name in brackets", re.compile(r"\[(?P<who>[A-Z][A-Z0-9_ ]{0,39})\](?:[ \t]|$)"))
_CLOCK_LINE = re.compile(r"[(\[]?\d{1,2}:\d{2}:\d{2}[)\]]?")

_STAMPED_FORMS = (MEETING_CHAT, CHAT, ANGLED, PIPED, COMMENTED, COMMENT_BY, STAMPED, TIMED, INLINE)
_LOGS = (CHAT, MEETING_CHAT, ANGLED)
_TRACKER = (COMMENTED, COMMENT_BY)
_FORM_FIELDS = frozenset(
    ("By", "Name", "Title", "Date", "Its", "Signature", "Address", "Attention", "Fax", "Email")
)
_MOST_NAME_WORDS = 6
_NICKNAME = re.compile(_HANDLE)
_DATED = re.compile(rf"{FULL}|{PARTIAL}")
_SYSTEM_LINE = re.compile(rf"{_MARKS}(?:\[?{FULL}\]?|\[{PARTIAL}\])(?:{_BLANK}[-–])?{_BLANK}{{1,4}}\S")
_RULE = r"(?:[-–=*~#_]{2,40}|—{1,40})"
_NOTICE = (
    r"(?i:today|yesterday|(?:\d{1,4} )?(?:new|unread) messages?"
    r"|(?:start|beginning|end) of (?:the )?(?:chat|channel|thread|export|log|recording))"
)
# A last line of a message may begin with a dash as well: only days and notices of a program part turns.
_DIVIDER = re.compile(
    rf"{_RULE}{_BLANK}{{0,4}}(?:{FULL}|{PARTIAL}|{DAY}|{_NOTICE}"
    rf"|(?P<day>{DAY})[,:] (?P<more>[^\n.?!;]{{1,40}}?)){_BLANK}{{0,4}}{_RULE}?"
)
_LONGEST_SHORT_DAY = 5  # "So," and "Do," begin sentences as well
_OF_A_SENTENCE = re.compile(
    r"(?i)\b(?:i|we|you|us|our|your|my|me|he|she|they|it|will|would|must|shall|should|can|could|may|need|want)\b|['’]"
)
_PLACEHOLDER = re.compile(
    r"[\u200e\u200f]?(?:<[^<>\n]{3,60}>|\S{1,80} \((?:file attached|Datei angehängt|fichier joint)\)"
    r"|(?:image|video|audio|sticker|document|GIF|Bild|Video|Audio|Sticker|Dokument) (?:omitted|weggelassen)"
    r"|(?:This message was deleted|You deleted this message|Diese Nachricht wurde gelöscht)\.?)"
)


def form_of(lines: Sequence[str]) -> Form | None:
    """Tell in which form the turns of a text begin; ``None`` if it is no conversation.

    Args:
        lines: Lines from its start that are not blank.
    """
    spoken = [line for line in lines if not _CLOCK_LINE.fullmatch(line.strip())]
    for form in _STAMPED_FORMS:
        found = [form.pattern.match(line) for line in spoken]
        heads = [match if match and is_speaker(match["who"], form) else None for match in found]
        starts = [match for match in heads if match]
        if _is_kept(form, starts, spoken) and (not form.alone or _have_words(heads)):
            return form
    if _is_bracketed(spoken):
        return BRACKETED
    return NAMED if _is_spoken(spoken) else None


def is_speaker(who: str, form: Form) -> bool:
    """Whether what stands where a form has its speaker can be one."""
    if form is BRACKETED:
        return True
    bare = who.partition("(")[0]
    if form in _LOGS:  # telephone numbers and nicknames; a notice of the program is longer
        return len(bare.split()) <= _MOST_NAME_WORDS and not set(who) & set('"“”')
    if form in _TRACKER or form is PIPED:
        first = re.split(r"[|\t]", bare)[0].strip()
        return is_name(first) or _NICKNAME.fullmatch(first) is not None
    dated = "," in bare and any(sign.isdigit() for sign in bare)  # "March 13, 2025," before a time of day
    return is_name(who) and not dated


def is_name(who: str) -> bool:
    """Few words, and all but particles ("van", "de", "of") capitalised; a side in brackets may follow."""
    words = who.partition("(")[0].split()
    capital = sum(1 for word in words if not word[0].islower())
    return 0 < len(words) <= _MOST_NAME_WORDS and (capital == len(words) or (len(words) > 2 and capital >= 2))


def is_notice(line: str) -> bool:
    """Whether a line of a chat is a notice of the program: it has a time and nobody who speaks."""
    return _SYSTEM_LINE.match(line) is not None


def is_placeholder(words: str) -> bool:
    """Whether words only stand for a picture or a deleted message."""
    return _PLACEHOLDER.fullmatch(words.strip()) is not None


def is_clock_line(line: str) -> bool:
    """Whether a line is nothing but a time, as some programs print every few minutes."""
    return _CLOCK_LINE.fullmatch(line.strip()) is not None


def is_divider(line: str) -> bool:
    """Whether a line parts the turns of a chat and is nobody's: ``-- Tuesday``, ``=== 12 March ===``."""
    found = _DIVIDER.fullmatch(line.strip())
    if found is None or found["day"] is None:
        return found is not None
    return len(found["day"]) > _LONGEST_SHORT_DAY and not _OF_A_SENTENCE.search(found["more"])


def _is_kept(form: Form, starts: list[re.Match[str]], lines: list[str]) -> bool:
    """Whether a form with a time holds for a text as a whole."""
    if form in _LOGS:
        full = sum(1 for line in lines if is_notice(line))
        most_lines = max(len(starts), full) >= 0.6 * len(lines)
        # Where each turn has its day, long messages of many lines leave no doubt.
        dated = len(starts) >= 4 and full >= len(starts) >= 0.15 * len(lines)
        return len(starts) >= 2 and (most_lines or dated)
    # Lines of a programme ("Lunch 12:30") have a name-like head as well; speakers return.
    speakers = {match["who"].strip().lower() for match in starts}
    told = form in _TRACKER or all(_DATED.fullmatch(match["time"]) for match in starts)
    few = 2 <= len(speakers) <= max(2, len(starts) * (0.75 if told else 0.5))
    return few and len(starts) >= 3 and len(starts) >= (0.03 if form in _TRACKER else 0.08) * len(lines)


def _have_words(heads: Sequence[re.Match[str] | None]) -> bool:
    """Whether words stand under most of the lines that begin turns, as they do not in a programme."""
    worded = sum(1 for head, after in itertools.pairwise(heads) if head and after is None)
    return 2 * worded > sum(1 for head in heads if head)


def _is_bracketed(lines: list[str]) -> bool:
    found = [match["who"] for match in map(BRACKETED.pattern.match, lines) if match]
    return len(found) >= 4 and len(found) >= 0.25 * len(lines) and len(set(found)) < len(found) / 2


def _is_spoken(lines: list[str]) -> bool:
    """Speakers return: few names over many lines. Signature blocks and forms do not pass."""
    named = [match["who"] for match in map(NAMED.pattern.match, lines) if match and is_name(match["who"])]
    counts = Counter(named).most_common(2)
    return (
        len(named) >= 6
        and len(named) >= 0.7 * len(lines)
        and len(set(named)) <= len(named) / 3
        and len(_FORM_FIELDS & set(named)) < 2
        and len(counts) == 2  # a running head such as "Contract No.: 7" returns as well, but alone
        and counts[1][1] >= 2
    )
