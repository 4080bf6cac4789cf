"""Agreement or communication? Told by the words, not by the file's name."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from contract_lens.assessment import DocumentKind
from contract_lens.document import BlockKind, Document
from contract_lens.segment.plain_terms import plain_votes
from contract_lens.taxonomy.caseless import Caseless, small_letters
from contract_lens.taxonomy.letter_words import load_letter_words

_HEAD = 3_000  # characters in which a document says what it is
_MOST_VOTES = 3.0
_LEAST_VOTES = 1.0  # 410 agreements have 1.5 and more, minutes and notes 1.9 and more
_SAMPLE = 60_000  # characters that are read to tell


def _seen(pattern: str) -> Caseless:
    return Caseless(re.compile(pattern))


# Words that only minutes, notes and chats use; weights are votes.
_COMMUNICATION_HEAD = (
    (
        3.0,
        _seen(
            r"(?im)^[\W_]{0,6}(?:present|attending|attendees|attendance|in the room|round the table|"
            r"participants|in attendance|apologies)\b[^\n]{0,20}:"
        ),
    ),
    (
        3.0,
        _seen(
            r"(?i)\b(?:minutes? of|meeting of|record of|notes? (?:of|from|by|taken)|summary of)\b"
            r"[^\n]{0,60}\b(?:meeting|committee|call|board|session)"
        ),
    ),
    (
        2.0,
        _seen(r"(?i)\b(?:draft )?minutes\b|\bnote-taker\b|\bsecretary:|\bchair(?:ed by|:|\))"),
    ),
    (
        1.5,
        _seen(
            r"(?i)\b(?:meeting|call(?!\soption)|session|workshop|weekly note|steering committee|task team|"
            r"sponsors|council)\b"
        ),
    ),
    (
        2.0,
        _seen(
            rf"(?im)^[\W_]{{0,4}}(?:dear|{'|'.join(load_letter_words().familiar.phrases)})\b"
            r"[^\n!?]{0,50}[,:!]?[^\S\n]*$"
        ),
    ),
    (1.0, _seen(r"(?i)\b\d{1,2}[:.]\d{2}\s?(?:to|[-–])\s?\d{1,2}[:.]\d{2}\b")),
    (1.0, _seen(r"(?i)\bagenda\b|\bactions?\b\s*:")),
)
_COMMUNICATION_BODY = (  # what is searched fast comes first
    _seen(r"(?im)^[\W_]{0,4}actions?\b\s*[:.]"),
    _seen(r"(?m)^\[[A-Z]+\d*\]"),
    _seen(
        r"\b(?:reported|replied|noted|asked|tabled|pointed out|undertook|remarked|thanked|"
        r"suggested|wondered|said)\b"
    ),
)
_SPEAKER = re.compile(
    r"(?m)^\s{0,4}(?!(?:Party|By|Name|Title|Its|Date|Signature|Signed|Address)\b)"
    r"([A-Z][\w.’' -]{1,40})(?:\s\([^()\n]{1,40}\))?:\s"
)
_AGREEMENT_HEAD = (
    (
        3.0,
        _seen(r"(?:THIS|This)\s(?:\S+\s){0,8}?(?i:agreement|contract|amendment|deed|memorandum)\b"),
    ),
    (
        2.0,
        _seen(r"(?i)\b(?:by and (?:between|among)|entered into|hereinafter|whereas|witnesseth|recitals)\b"),
    ),
    (
        1.5,
        _seen(
            r"(?i)\b(?:agreement|contract|amendment|charter|memorandum of understanding|"
            r"terms and conditions)\b"
        ),
    ),
)
_AGREEMENT_BODY = (
    _seen(r"shall(?<!\wshall)\b"),  # letters first: they are found many times as fast
    _seen(
        r"(?i)\b(?:hereof|herein|hereto|hereunder|thereof|pursuant to|this agreement|"
        r"the parties|either party)\b"
    ),
    _seen(r"(?im)^\W{0,4}(?:article|section|schedule)\s+[0-9ivx]+\b"),
)


# A single term of a contract, however short: a party that may, must or will do what contracts are about.
_TERM = re.compile(
    r"(?i)\b(?:may|must|will|shall|agrees? to|undertakes? to|(?:is|are) (?:entitled|obliged|liable) to)"
    r"\s(?:not\s)?(?:immediately\s)?(?:terminate|assign|pay|deliver|indemnify|supply|purchase|disclose|license|reimburse|"
    r"compensate|warrant|renew|amend|audit|sublicense|share)\b"
    r"|\b(?:governing law|force majeure|confidential information|limitation of liability|"
    r"intellectual property)\b"
)


def tell_kind(document: Document) -> DocumentKind:
    """Tell whether a document is an agreement or a communication between the parties to one.

    Mails and transcripts are communications. Everything else is told by its words: minutes name who was
    present and report what people said; agreements say *shall*, *hereof* and *the parties*. A tie is an
    agreement; a text with hardly any such word is neither.
    """
    if document.format in ("mail", "msg", "transcript"):
        return DocumentKind.COMMUNICATION
    if any(block.kind is BlockKind.TURN for block in document.blocks):
        return DocumentKind.COMMUNICATION
    sample = document.text[:_SAMPLE]
    head = f"{document.title}\n{sample[:_HEAD]}"
    small, small_head = small_letters(sample), small_letters(head)
    per_thousand = 1_000 / max(200, len(sample.split()))
    agreement = sum(weight for weight, pattern in _AGREEMENT_HEAD if pattern.is_in(head, small_head))
    agreement += sum(_share(pattern, sample, small, per_thousand) for pattern in _AGREEMENT_BODY)
    communication = sum(weight for weight, pattern in _COMMUNICATION_HEAD if pattern.is_in(head, small_head))
    for left, pattern in zip((4, 3, 2), _COMMUNICATION_BODY, strict=True):
        if agreement > max(_LEAST_VOTES, communication + left * _MOST_VOTES):
            return DocumentKind.AGREEMENT  # whatever the rest of the sample tells
        communication += _share(pattern, sample, small, per_thousand)
    communication += _votes(_returning_speakers(sample), per_thousand)
    if agreement <= max(_LEAST_VOTES, communication):
        agreement += plain_votes(head, sample, per_thousand)
    if max(agreement, communication) < _LEAST_VOTES and not _TERM.search(sample):
        return DocumentKind.OTHER
    return DocumentKind.COMMUNICATION if communication > agreement else DocumentKind.AGREEMENT


def _share(pattern: Caseless, sample: str, small: str | None, per_thousand: float) -> float:
    """Return the votes of a pattern, which is counted no further than these can rise."""
    enough = int(2 * _MOST_VOTES / per_thousand) + 1
    return _votes(sum(1 for _ in islice(pattern.finditer_in(sample, small), enough)), per_thousand)


def _returning_speakers(sample: str) -> int:
    """Count lines that begin with a name which comes again; the labels of a form come once each."""
    names = Counter(match[1] for match in _SPEAKER.finditer(sample))
    return sum(count for count in names.values() if count > 1)


def _votes(count: int, per_thousand: float) -> float:
    """Return up to three votes for a word that comes six times in a thousand."""
    return min(_MOST_VOTES, count * per_thousand / 2)
