"""Contracts in plain words: letters that are countersigned, and sheets of terms.

They say neither *hereof* nor *the parties*, and often not *shall*: "We will pay you", "Exclusivity: none".
What tells them from talk about a contract is their form. A letter that is a contract asks to be signed, says
that it holds the terms, or which law governs it; a sheet of terms has a title and a label before each term.
One of these signs is found in many a chat, two beside words that bind are not. Talk about signing and about
the law is counted only where a title, an address, a line to sign on or the paper's own words tell that there
is one.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from contract_lens.taxonomy.letter_words import load_letter_words

_SIGN_VOTES = 1.5
_MOST_WORD_VOTES = 3.0
_LEAST_SIGNS = 2
_LEAST_BINDING = 4  # words such as "you will" ...
_LEAST_SHARE = 9.0  # ... and so many in a thousand
_LEAST_LABELS = 4
_LEAST_NUMBERED = 3
_HEAD_LINES = 30  # of a text, in which the title of a sheet stands: below letterhead and address

_COPY = r"(?:(?:the|a|one|both|each|this|these)\s)?(?:enclosed\s|duplicate\s|second\s|extra\s|signed\s)?"
# The reader is asked to sign what he reads; "please sign the attached amendment" speaks of another paper.
_ACCEPTED = re.compile(
    r"(?i)\b(?:accepted|acknowledged|confirmed|agreed)(?:\sto)?(?:,?\s(?:and|&)|,)\s"
    r"(?:accepted|agreed|acknowledged|confirmed|approved)\b"
    r"|\bcounter-?sign(?:ed|ing)?(?:,|\.|\s(?:and|this|below|it|here|where))"
    rf"|\b(?:counter-?)?sign(?:ed|ing)?(?:\s(?:and|or)\s(?:date|dated|dating|return|returning"
    rf"|send))*\s(?:below|here|{_COPY}(?:copy|copies"
    r"|duplicate|counterpart|letter|term\ssheet)\b)"
    r"|\bby\ssigning\s(?:below|this|it|and|the\s(?:enclosed|copy|duplicate))"
    r"|\b(?:confirm|indicate|signify|show|evidence|acknowledge|confirming"
    r"|indicating)\syour\s(?:acceptance|agreement|consent)\b"
    r"|^\W{0,4}(?:I|we)(?:,[^,\n]{3,60},)?\s(?:hereby\s|have\sread\sand\s|understand\sand\s"
    r"|confirm\sthat\s(?:I|we)\s){0,2}"
    r"(?:accept|agree\s(?:to|with)|acknowledge)\s(?:the|these|this|all|and\sagree)\b"
    r"|\b(?:for\sand\s)?on\sbehalf\sof\b[^\n]{3,60}\n[\s\S]{0,160}\b(?:accepted|agreed)\b",
    re.MULTILINE,
)
_DESIGNATED = re.compile(
    r"(?i)\bthis\s(?:(?:side|offer|engagement|appointment|commitment|award)\s)?(?:letter|term\ssheet"
    r"|offer|arrangement|summary|document)"
    r"(?:\s\([^()]{3,60}\))?\s(?:(?:is|are|shall|will|does)\s)?(?:not\s)?(?:be\s)?(?:to\s)?(?:legally\s)?"
    r"(?:sets?\s(?:out|forth|down)|confirms?|records?|replaces?|supersedes?|summari[sz]es?|contains?"
    r"|constitutes?|describes?|outlines?"
    r"|states?|binding|governed|intended)\b"
    r"|\b(?:here\sare|sets?\sout|set\sforth|below\sare|following\sare|confirms?|confirming"
    r"|records?)\s(?:below\s)?the\s"
    r"(?:main\s|key\s|principal\s|basic\s)?(?:terms|basis)\s(?:on|of|under|upon|and)\b"
    r"|\bwe\s(?:are\s(?:pleased|delighted|glad)\sto\s|hereby\s)appoint\b"
)
_TITLE = re.compile(
    r"(?i)(?:term\ssheet|heads\sof\s(?:terms|agreement)"
    r"|(?:summary|outline|statement)\sof\s(?:(?:the|proposed|principal|indicative|key|main|basic"
    r"|commercial|material)\s){0,3}terms"
    r"|(?:principal|indicative|proposed|key|commercial)\sterms"
    r"|letter\sof\s(?:intent|appointment|engagement|undertaking|agreement|offer|indemnity|comfort)"
    r"|(?:engagement|appointment|side|offer|comfort|commitment|indemnity)\sletter|letter\sagreement"
    r"|terms\sof\s(?:engagement|appointment|business|sale|supply|service|trade|use))\b"
)
# What tells of a paper and is none: the title of notes, the subject of a mail, a sentence.
_NO_TITLE = re.compile(
    r"(?i)^\W{0,4}(?:subject|from|to|cc|sent|fwd?)\s?:|\b(?:minutes|meeting|notes?|call|talks?|discussion"
    r"|comments|feedback|agenda"
    r"|we|you|i|is|are|was|please|attached|our|your|thanks?|sent)\b(?!\soption)"
)
_MOST_TITLE = 120  # characters
_LAW = re.compile(
    r"\bgoverned\sby\b|\b(?i:governing|applicable)\s(?i:law)\s(?:is|of|shall|will)\b|\b(?:[Ll]aws?"
    r"|law\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:governs?|appl(?:y|ies)"
    r"|(?:will|shall)\s(?:govern|apply))\b|\b(?:[A-Z]\w+\s)?courts?\s(?:of\s[A-Z][\w ]{2,30}\s)?(?:will"
    r"|shall|have|has)\b"
)
_BINDING = re.compile(
    r"\b(?:[Yy]ou|[Ww]e|I|it|[Ii]t|[A-Z][A-Za-z]{1,24}|of\sus|party)\s(?:shall|will|must|may|agrees?\sto"
    r"|undertakes?\sto|do(?:es)?\snot\shave\sto"
    r"|(?:is|are)\s(?:not\s)?(?:entitled|liable|responsible|obliged)|warrants?|indemnif(?:y|ies)"
    r"|appoints?|grants?)\b"
)
_NUMBERED = re.compile(
    r"(?m)^[ \t*_#]{0,6}(?:\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}[.)])[ \t*_]{1,6}[^\n]{0,200}?"
    r"\b(?:shall|will|must|may|agrees?\sto|appoints?)\b"
)
#: What the terms of such a sheet are called.
_TERMS = (
    r"(?:parties|investors?|investment|purchaser|seller|closing|price|purchase\sprice"
    r"|fees?|payments?(?:\sterms)?|royalt(?:y|ies)"
    r"|term|termination|exclusivity|territory|products?|services?|supply|licen[cs]e|confidentiality"
    r"|governing\slaw|law|binding\seffect"
    r"|non-?binding|board|governance|liquidation\spreference|dividends?|call\soption|put\soption"
    r"|no[- ]shop|expenses|costs|conditions(?:\s(?:precedent|to\sclosing))?|purpose|scope|structure"
    r"|securit(?:y|ies)|valuation|information\srights|drag[- ]along|tag[- ]along"
    r"|anti-?dilution|protective\sprovisions|intellectual\sproperty|non-?compet(?:e|ition)|publicity"
    r"|assignment|due\sdiligence|deposit|rent|premises|warrant(?:y|ies)|indemnity|liability"
    r"|contributions?|deadlock|transfers?(?:\sof\sshares)?|duration|notice)"
)
_LABEL = re.compile(rf"(?im)^[|\W\d]{{0,8}}({_TERMS})(?:\*\*|__)?\s?[:.|](?:\*\*|__)?(?=\s)")
_WHOLE_LABEL = re.compile(_TERMS, re.IGNORECASE)
#: A line of a sheet of terms, under another: "Closing: two tranches".
_LABEL_LINE = re.compile(r"(?m)^[ \t]{0,8}[A-Z][\w’'/& ,-]{2,60}:[ \t]+(?=\S)")
#: A sheet has so many of them under each other.
LEAST_LINES = 3
#: Nobody greets so who sends a contract to be signed.
_FAMILIAR = re.compile(
    rf"(?im)^[\W_]{{0,4}}{load_letter_words().familiar.pattern}\b(?![-’'])[^\n.!?:;]{{0,40}}[,:!–-]?[ \t]*$"
)
_FORMAL = re.compile(rf"(?m)^[\W_]{{0,3}}{load_letter_words().formal.pattern}[,:]?[ \t]*$")
_ADDRESS_LINES = re.compile(r"(?m)(?:^[ \t*_]{0,6}(?![^\n]{0,20}: )[A-Z0-9][^\n]{1,80}\n){2}")
#: A line to sign on.
_TO_SIGN = re.compile(r"(?im)^[\W_]{0,4}(?:by|name|signed|signature|date)\b[^\w\n]{0,6}(?:_{4}|\.{4}|…{2})")
_SPEAKER = re.compile(
    r"(?m)^\s{0,4}(?!(?:Party|By|Name|Print [Nn]ame|Title|Its|Date|Place|Signature|Signed|Witness|Address"
    r"|Company|Attention|Tel|Telephone|Phone|Fax|E-?[Mm]ail|Per)\b)"
    r"([A-Z][\w.’' -]{1,40})(?:\s\([^()\n]{1,40}\))?:\s"
)
_LEAST_SPEAKERS = 2
_LEAST_SPOKEN = 0.25  # of the lines


def plain_votes(head: str, sample: str, per_thousand: float) -> float:
    """Return how much a text looks like a contract in plain words; nothing where fewer than two signs tell.

    Args:
        head: The words in which a text says what it is.
        sample: What is read of it.
        per_thousand: What turns a count into one per thousand words.
    """
    titled, designated = _has_title(head), _DESIGNATED.search(sample) is not None
    is_paper = titled or designated or _is_addressed(head) or _TO_SIGN.search(sample) is not None
    if not is_paper or _is_talk(head, sample):
        return 0.0
    labels = titled and len({label.lower() for label in _LABEL.findall(sample)}) >= _LEAST_LABELS
    signs = sum(pattern.search(sample) is not None for pattern in (_ACCEPTED, _LAW))
    signs += titled + designated + labels
    signs += len(list(islice(_NUMBERED.finditer(sample), _LEAST_NUMBERED))) == _LEAST_NUMBERED
    if signs < _LEAST_SIGNS:
        return 0.0
    count = sum(1 for _ in _BINDING.finditer(sample))
    binds = count >= _LEAST_BINDING and count * per_thousand >= _LEAST_SHARE
    if not (binds or labels):
        return 0.0
    return signs * _SIGN_VOTES + min(_MOST_WORD_VOTES, count * per_thousand / 6)


def _has_title(head: str) -> bool:
    """Whether one of the first lines is the title of a contract letter or of a sheet of terms."""
    lines = [line for line in head.split("\n") if line.strip()][:_HEAD_LINES]
    return any(
        len(line) <= _MOST_TITLE and _TITLE.search(line) and not _NO_TITLE.search(line) for line in lines
    )


def _is_addressed(head: str) -> bool:
    """Whether the lines of an address stand above the greeting of a letter."""
    greeting = _FORMAL.search(head)
    return greeting is not None and _ADDRESS_LINES.search(head, 0, greeting.start()) is not None


def _is_talk(head: str, sample: str) -> bool:
    """Whether friends are greeted, or two or more speakers take turns."""
    if _FAMILIAR.search(head):
        return True
    names = Counter(match[1] for match in _SPEAKER.finditer(sample))
    turns = [count for name, count in names.items() if count > 1 and not is_term_label(name)]
    if len(turns) < _LEAST_SPEAKERS:
        return False
    return sum(turns) >= _LEAST_SPOKEN * sum(1 for line in sample.split("\n") if line.strip())


def is_term_label(label: str) -> bool:
    """Whether a label is one that sheets of terms use."""
    return _WHOLE_LABEL.fullmatch(label) is not None


def label_lines(block: str) -> list[int]:
    """Return where the lines of a block begin that each state a term; none where most lines do not."""
    if block.count(":") < LEAST_LINES or block.count("\n") < LEAST_LINES - 1:
        return []
    starts = [match.start() for match in _LABEL_LINE.finditer(block)]
    if len(starts) < LEAST_LINES or 2 * len(starts) < block.count("\n") + 1:
        return []
    labels = [block[start : block.index(":", start)].strip() for start in starts]
    return starts if 2 * sum(map(is_term_label, labels)) >= LEAST_LINES else []
