"""The parts of a contract that are no clauses: title, parties, recitals, definitions, signatures, tables."""

from __future__ import annotations

import re
from functools import lru_cache

from contract_lens.clause import PassageKind
from contract_lens.taxonomy.caseless import small_letters
from contract_lens.taxonomy.letter_words import load_letter_words

_QUOTED_TERM = r"(?<=[\"“”'‘])\s{0,2}[A-Z0-9][^\"“”\n]{0,90}[\"“”’']"
_DEFINING = (
    r"(?:\s{1,3}\([^()]{1,90}\))?(?:\s{1,3}(?:or|and)\s{1,3}[\"“][^\"“”\n]{1,60}[\"”])?,?\s{0,3}"
    r"(?:of\s[^.;\"“]{1,70}?\s)?(?:means?\b|shall\s+mean|has\s+the\s+meaning|have\s+the\s+meaning|shall\s+have\s+the|shall\s+include|refers?\s+to|"
    r"is\s+defined|includes\b|[-–—:]\s)"
)
_DEFINITION = re.compile(
    r"(?:the\s+term\s+|The\s+term\s+)?[\"“”'‘]\*{0,2}\s{0,2}(?P<term>[A-Za-z0-9][^\"“”\n]{0,90}?),?\s{0,2}\*{0,2}[\"“”’']\*{0,2}"
    + _DEFINING
)
_NOT_A_TERM = re.compile(r"(?:This|That|It|The|Which|Such)\s")
_RECITALS = re.compile(
    r"(?i)^\W*(?:recitals?|background|w\s?i\s?t\s?n\s?e\s?s\s?s\s?e\s?t\s?h|preamble|whereas|premises|preliminary"
    r"\s+statements?|explanatory\s+statement)\W*$"
)
_RECITALS_RUN = re.compile(
    r"(?:RECITALS?|Recitals|BACKGROUND|WITNESSETH|W\sI\sT\sN\sE\sS\sS\sE\sT\sH|PREAMBLE|WHEREAS)[:,.]?\s"
)
# Letters first, and only then that no other stands before them: such beginnings are found many times as fast.
_RESET = re.compile(
    r"N(?<!\wN)(?:OW,?\s{0,3}THEREFORE\b|ow,?\s{0,3}[Tt]herefore,)|I(?<!\wI)N\s+WITNESS\s+WHEREOF\b"
)
_AGREED = re.compile(r"(?i)\b(?:agree(?:d|s)?|covenant)\s+as\s+follows\W*$")
_UNQUOTED = re.compile(
    r"(?P<term>[A-Z][\w’'/&-]*(?:\s{1,3}[A-Z][\w’'/&-]*){0,5})\s{1,3}(?:means?\b|shall\s+mean\b|has\s+the\s+meaning\b|shall\s+have\s+the\s+meaning\b)"
)
_RECITAL = re.compile(
    r"(?:(?:RECITALS?|Recitals?|BACKGROUND|Background|WITNESSETH|W\sI\sT\sN\sE\sS\sS\sE\sT\sH|PREAMBLE)[:,.]{0,2}\s{1,3})?"
    r"(?:WHEREAS\b|Whereas[,:;]?\s|AND\s+WHEREAS\b)"
)
_OPERATIVE = re.compile(
    r"NOW,?\s{0,3}THEREFORE\b|Now,?\s{0,3}[Tt]herefore,|IT\s+IS\s+(?:HEREBY\s+)?AGREED\b|NOW\s+IT\s+IS"
)
_CONSIDERING = re.compile(r"(?i)(?:agreement\W{1,4})?(?:in\s+consideration\s+of|the\s+parties\s)")
_WITNESS = re.compile(
    r"(?:IN\s+WITNESS\s+WHEREOF|In\s+[Ww]itness\s+[Ww]hereof|AS\s+WITNESS|EXECUTED\s+(?:as|by|AS|BY)\b|"
    r"(?:SIGNED|Signed)\s+(?i:by|for|as|on\s+behalf)\b|Executed\s+(?:as\s+a\s+deed|for\s+and\s+on\s+behalf)\b|"
    r"IN\s+WITNESS\b|\[?(?i:signature\s+pages?\s+(?:to\s+)?follow)|"
    r"\[(?i:remainder\s+of\s+(?:this\s+)?page))"
)
_SIGNING = re.compile(
    r"(?:\b(?i:by|name|title|its|date|print(?:ed)?\s+name|signature|signed|position|duly\s+authori[sz]ed)\s*:"
    r"|/s/|_{4,}|-{10,}|\b(?:BY|PRINTED|TITLE|NAME|DATE)\s{2,}|\(seal\)|\(signature\))"
)
#: One of these, or a colon, stands in every signature ...
_MARKS = ("/s/", "__", "--", "(se", "  ")
#: ... and one of these wherever one of its signs has no colon.
_BESIDE = ("/s/", "____", "----------", "BY", "PRINTED", "TITLE", "NAME", "DATE", "(seal)", "(signature)")
_SIGNATURES = re.compile(
    r"(?i)^[\W\d]*(?:signatures?(?:\s(?:page|block|of\sthe\sparties))?|execution(?:\spage)?|signed|signatories)[\W_]*$"
)
_SIGNATURE_WORDS = 250
_WORDS_PER_SIGN = 25  # a form with blanks in running text has more words between them
#: A blank where somebody might sign, and no other sign of a signature.
_BLANK_SIGNS = ("_", "-")
#: A form with blanks has sentences, and terms for those whose names are blank; a line to sign on has none.
_FORM = re.compile(
    r"\b(?:shall|will|must|may|is|are|has|have|agrees?|warrants?|means?)\b|\([^()\"“]{0,40}[\"“][^()]{1,60}\)"
)
_NOTICE = re.compile(r"(?i)\b(?:if\s+to|attention|attn|made|entered|notices?)\b")
_PARTIES = re.compile(
    r"(?:THIS|This)\s(?:[A-Z][\w’'&,/()-]*\s|(?:and|of|for|to)\s){0,12}?(?:AGREEMENT|Agreement|CONTRACT|Contract|"
    r"AMENDMENT|Amendment|Addendum|ADDENDUM|MEMORANDUM|Memorandum|Charter|CHARTER|Deed|DEED|Letter|Lease|Plan)\b"
    r"(?!\s(?:shall|will|may|does|sets|is\s+(?:not|governed)))"
)
# "STRATEGIC ALLIANCE AGREEMENT, dated as of December 20, 2019, by and among ..."
_DATED = re.compile(
    r"(?:[A-Z][A-Z&/-]+\s(?:(?:AND|OF|FOR|[A-Z][A-Z&/-]+)\s){0,8})?(?:AGREEMENT|AMENDMENT|CONTRACT)\b"
    r"(?:\s\([^()]{1,80}\))?,?\s(?:is\s)?(?:made|dated|entered)\b"
)
_PARTY_LINE = re.compile(
    r"(?i)(?:by\s+and\s+(?:between|among)\b|between\s*:|^\(?\d?\)?\s*party\s+[ab1-9]\s*[:：]|^and\s*:?$|^between\b|^among\b|"
    # "1. Lock-up. The Company shall" and "1. Fees. Buyer pays Company" are clauses
    r"^\(?\d\)?\.?\s{1,4}\W{0,3}(?!(?:[\w&,’'-]{3,}\s(?!(?:co|inc|ltd|corp)\.)){0,6}(?!(?:co|inc|ltd|corp)\.)[\w-]{3,}\.\s{1,4}(?-i:[A-Z]))"
    r"[A-Z](?:(?!\b(?:shall|will|must|may|agrees?)\b)[^;]){3,150}?\b(?<!\bthe\s)(?:company|corporation|partnership|organi[sz](?:ed|ation)|incorporated|registered|registration|whose)\b"
    r"(?!(?:(?!\b(?:which|that|who)\b)[^(,;.\"“]){0,60}\b(?:shall|will|must|may|agrees?)\b)|"
    r"\b(?:together|collectively)\b[^.]{0,60}[\"“])"
)
_MADE = re.compile(
    r"(?i)(?:entered\s+into|made|dated|effective|by\s+and\s+(?:between|among)|is\s+between|between)\b"
)
_GREETING = re.compile(rf"(?:^|\n)[\W_]{{0,3}}{load_letter_words().formal.pattern}[,:]?\s*$")
_GREETS = ("Dear", "entlemen", "whom")
_GREETING_REACH = 90
_CONTENTS = re.compile(r"(?i)^\W{0,4}(?:table\s+of\s+contents|contents|index)\W{0,4}(?:page)?\W{0,4}$")
_CONTENTS_LINE = re.compile(
    r"(?:\.{3,}|(?:\.\s){3,}|\s{2,}|\s|\t)\s*(?:[0-9]{1,3}|[ivxl]{1,6}|[A-Z]-[0-9]{1,3})\s*$"
)
#: What a page number, in figures or small Roman letters, may end in.
_PAGE_ENDS = tuple("0123456789ivxl")
_FURNITURE = re.compile(
    r"(?i)^\W{0,3}(?:page\s+)?(?:[0-9]{1,3}|[ivxl]{1,5}|[A-Z]-?[0-9]{1,2})(?:\s*(?:of|/)\s*[0-9]{1,3})?\W{0,3}$"
)
_SOURCE = re.compile(
    r"(?i)^(?:source:\s.{3,120}|exhibit\s+\(?[0-9]{1,2}[.(][^\s]{0,12}|\[?execution\s+(?:version|copy|form)\]?|"
    r".{0,250}(?:filed\s+separately|omitted\s+pursuant|been\s+redacted|been\s+omitted).{0,400}|"
    r"confidential|final\s+version|conformed\s+copy|draft\s.{0,30}|"
    r".{0,100}confidential\s+treatment.{0,400})$",
    re.DOTALL,
)
#: A legend begins with one of the first, or holds one of the others.
_SOURCE_STARTS = (
    "source:",
    "exhibit",
    "execution",
    "[execution",
    "confidential",
    "final",
    "conformed",
    "draft",
)
_SOURCE_WORDS = ("separately", "omitted", "redacted", "treatment")
_TITLE = re.compile(
    r"(?i)\b(?:agreement|contract|amendment|addendum|memorandum|charter|licen[cs]e|lease|deed|"
    r"letter of intent|plan|understanding|terms and conditions|exhibit|statement of work)\b"
)
# The set of signs comes first, and only then what stands before and behind: most letters are passed over.
_NUMBER_CELL = re.compile(r"[$€£%0-9*[](?<!\S.)(?:(?<=[$€£%])|(?<=[0-9])[0-9,.]*\b|(?<=\*)\*|(?<=\[)\*)\S*")
_TABLE_WORDS = 4  # fewer are a line, not a table
_TABLE_BARS = 3
_TABLE_FIGURES = 0.45  # share of cells that are figures

_RECITALS_WORD = (
    r"(?:(?<=R)(?:ECITALS?|ecitals?)|(?<=B)(?:ACKGROUND|ackground)|(?<=W)(?:ITNESSETH|\sI\sT\sN\sE\sS\sS\sE\sT\sH)"
    r"|(?<=P)REAMBLE)"
)
# Where a run-on paragraph must be cut: recitals, the hinge after them, the testimonium, definitions.
# The first letter or quotation mark is looked for before all else: most letters are passed over at a glance.
INLINE_START = re.compile(
    r"[RBWPANI\"“”'‘](?<=\s.)(?:"
    + _RECITALS_WORD
    + r"[:,]?\s{1,3}(?:AND\s+)?WHEREAS\b(?=[,:;]?\s)"
    + r"|(?:(?<=A)ND\s+W|(?<=W))HEREAS\b(?=[,:;]?\s)"
    + r"|(?<=[;.]\sW)hereas,\s"
    + r"|(?<=[.;:\"”)]\s.)(?:(?<=R)ECITALS?|(?<=B)ACKGROUND|(?<=W)ITNESSETH)\b(?=[:.]?\s+[A-Z(])"
    + r"|(?<=N)OW,?\s{0,3}THEREFORE\b"
    + r"|(?<=[.;:)]\sI)T\s+IS\s+(?:HEREBY\s+)?AGREED\b"
    + r"|(?<=[;.]\sN)ow,?\s[Tt]herefore,"
    + r"|(?<=I)N\s+WITNESS\s+WHEREOF\b"
    + r"|(?<=[.]\sI)n\s+[Ww]itness\s+[Ww]hereof\b"
    + r"|(?:(?<=[.;:]\s.)|(?<=\s\s\s.))"
    + _QUOTED_TERM
    + _DEFINING
    + r")"
)


def find_parties_start(text: str, start: int, end: int) -> int | None:
    """Return where the paragraph that names the parties begins, or ``None``."""
    dated = _DATED.search(text, start, end)
    for match in _PARTIES.finditer(text, start, end):
        if _MADE.search(text, match.end(), min(end, match.end() + 220)):
            return min(match.start(), dated.start()) if dated else match.start()
    return dated.start() if dated else None


def is_contents_heading(text: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return len(text) < 60 and bool(_CONTENTS.match(text))


def is_contents_line(text: str) -> bool:
    """Whether a line is an entry of a table of contents: short, and ends in a page number."""
    return len(text) < 160 and text.rstrip()[-1:] in _PAGE_ENDS and bool(_CONTENTS_LINE.search(text))


def is_furniture(text: str) -> bool:
    """Whether a block is a page number or a filing legend, and no part of the contract."""
    return len(text) < 600 and _reads_as_furniture(text)


@lru_cache(maxsize=1024)  # each block is asked about by several steps
def _reads_as_furniture(text: str) -> bool:
    if _FURNITURE.match(text):
        return True
    small = small_letters(text)
    told = small is None or small.startswith(_SOURCE_STARTS) or any(word in small for word in _SOURCE_WORDS)
    return told and _SOURCE.match(text) is not None


def is_table(text: str) -> bool:
    """Whether a block is what is left of a table: cells apart, mostly figures."""
    bars, figures = text.count("|") >= _TABLE_BARS, len(_NUMBER_CELL.findall(text))
    if not bars and not figures:
        return False
    words = len(text.split())
    if words < _TABLE_WORDS or bars:
        return words >= _TABLE_WORDS
    return figures / words > _TABLE_FIGURES and not re.search(r"\b(?:shall|will|may|agrees?)\b", text)


def is_title(text: str) -> bool:
    """Whether a short block before the parties is the contract's title."""
    return len(text) < 250 and bool(_TITLE.search(text)) and not text.rstrip().endswith((",", ";"))


def names_parties(text: str) -> bool:
    """Whether a block at the top of a contract names its parties."""
    head = text[:1500]
    return bool(
        (_PARTIES.match(head) and _MADE.search(head)) or _DATED.match(head) or _PARTY_LINE.search(head)
    )


def greets(text: str) -> bool:
    """Whether a block ends in the greeting of a letter."""
    end = text[-_GREETING_REACH:]
    return any(word in end for word in _GREETS) and _GREETING.search(end) is not None


def kind_by_words(text: str, words: int) -> PassageKind | None:
    """Return the kind that a passage's own words give away, or ``None`` for an ordinary clause.

    Args:
        text: The passage.
        words: How many words it has.
    """
    head = text[:240]
    if _WITNESS.match(head):
        return PassageKind.SIGNATURE
    if _RECITAL.match(head):
        return PassageKind.RECITAL
    if words > _SIGNATURE_WORDS or not _may_be_signed(text):
        return None
    signs = _SIGNING.findall(text)
    signed = len(signs) >= 2 and words < _WORDS_PER_SIGN * len(signs)
    if not signed or _NOTICE.search(head):
        return None
    is_form = all(sign.startswith(_BLANK_SIGNS) for sign in signs) and _FORM.search(text)
    return None if is_form else PassageKind.SIGNATURE


def _may_be_signed(text: str) -> bool:
    """Whether a text may hold two signs of a signature: colons, or at most one beside another sign."""
    colons = text.count(":")
    if colons > 1:
        return True
    return bool(colons or any(mark in text for mark in _MARKS)) and any(sign in text for sign in _BESIDE)


def defined_term(text: str) -> str:
    """Return the term that a passage, number left out, begins by defining; empty if it defines none."""
    match = _DEFINITION.match(text[:260])
    if match:
        return " ".join(match["term"].split())
    match = _UNQUOTED.match(text[:200])
    return " ".join(match["term"].split()) if match and not _NOT_A_TERM.match(text) else ""


def is_operative(text: str) -> bool:
    """Whether a passage is the hinge between recitals and clauses (``NOW, THEREFORE``)."""
    return bool(_OPERATIVE.match(text[:80])) or bool(
        _CONSIDERING.match(text[:80]) and _AGREED.search(text[-80:])
    )


def is_signatures_heading(text: str) -> bool:
    """Whether a line is the heading of the signatures."""
    return len(text) < 60 and bool(_SIGNATURES.match(text))


def is_recitals_heading(text: str) -> bool:
    """Whether a line is the heading of the recitals."""
    return len(text) < 60 and bool(_RECITALS.match(text))


def starts_recitals(text: str) -> bool:
    """Whether a run-on paragraph begins with the heading of the recitals."""
    return bool(_RECITALS_RUN.match(text[:40]))


def reset_points(text: str) -> list[int]:
    """Return where numbering starts afresh: after the recitals, and after the testimonium."""
    return [match.start() for match in _RESET.finditer(text)]


def ends_recitals(text: str) -> bool:
    """Whether a passage closes the recitals (``... agree as follows:``)."""
    return bool(_AGREED.search(text[-80:]))
