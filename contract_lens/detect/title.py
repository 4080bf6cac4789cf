"""The title of an agreement: "STRATEGIC ALLIANCE AGREEMENT", not "Exhibit 10.2" or "EXECUTION VERSION"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from contract_lens.taxonomy.wording import load_framing_words

#: Titles stand within these first characters, or there is none to be found.
_HEAD = 4_000
_LONGEST = 20
_LONGEST_TAIL = 12
_SMALL = frozenset(
    {
        "of",
        "and",
        "for",
        "the",
        "to",
        "in",
        "on",
        "a",
        "an",
        "by",
        "with",
        "&",
        "or",
        "as",
        "at",
        "re",
        "between",
    }
)
#: Nouns after which a title is over, unless one of the next words follows.
_CLOSING = frozenset(
    {"agreement", "agreements", "contract", "addendum", "amendment", "memorandum", "understanding"}
)
#: Words with which a title goes on after "AGREEMENT".
_AFTER_NOUN = frozenset(
    {"of", "for", "on", "to", "and", "&", "regarding", "no", "i", "ii", "concerning", "in"}
)
#: Words that begin the first sentence.
_AFTER_TITLE = frozenset({"this", "dated", "whereas", "between", "by"})
_GAP = re.compile(r"[\s,()\d\"“”:/–-]{1,6}")
_BREAK = re.compile(r"\n\s*\n|\n|\s{3,}")
_LEADING = re.compile(
    r"^(?:exhibit|ex(?=[-.\s])|annex|appendix|schedule|attachment)\s*[-.]?\s*(?:no\.?\s*)?"
    r"[\[(]?(?:\d{1,3}[A-Z]?|[A-Z])\b(?:[.\-(][\dA-Za-z)]{1,5}){0,4}[\])]?\s*[-:.]?\s*"
    r"|^(?:execution (?:version|copy)|executed version|conformed copy|confidential|draft|final version"
    r"|private (?:&|and) confidential|redacted(?: version| copy)?)\s*[-:.]?\s*"
    r"|^[-–—•\d.()\[\]*_=#\s]+",
    re.IGNORECASE,
)
#: "This Collaboration Agreement (the ..." names itself where the heading is lost in a run-on line.
_SELF_NAMED = re.compile(
    r"\b(?:This|THIS)\s+((?:[A-Z][\w&,'’/-]*\s+|(?:of|and|for|to|the)\s+){1,12}"
    r"(?:Agreement|AGREEMENT|Contract|CONTRACT|Addendum|ADDENDUM|Amendment|AMENDMENT|Memorandum|MEMORANDUM))"
)
_TAIL = re.compile(
    r"(\s(?:for|of|on|to|relating to|regarding|concerning)\s[^.;:\d\"“(]{3,120}?)"
    r"(?:\s(?:by and )?(?:between|among|with)\b[^.;:\d\"“(]{0,120})?",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:and|&|for|of|on|to|relating to|regarding|concerning)\s+\S", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\w+ ){0,6}(?:amendment|addendum) (?:no\.? ?|#|number )\d{1,2}\b", re.IGNORECASE)
#: A line that ends so names a company, and the title stands below.
_COMPANY = re.compile(
    r"\b(?:inc|incorporated|llc|ltd|limited|plc|corp|corporation|company|gmbh|n\.v|b\.v|l\.p)\.?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z.'’/&-]*|&")


def find_title(text: str, given: str = "") -> str:
    """Return the title as it stands in the text, else the one that the file's data give, else nothing.

    Args:
        text: The document's text.
        given: Title of the file's own data.
    """
    head = text[:_HEAD]
    first = good = ""
    for line in _lines(head):
        title = _title_in(line)
        first = first or title
        if len(title.split()) > 1:
            good = title
            break
    whole = " ".join(given.split())
    if good and good.lower() in whole.lower() and whole.lower() in " ".join(head.split()).lower():
        return whole
    if good:
        return good
    named = _SELF_NAMED.search(head)
    if named and (title := _title_in(" ".join(named.group(1).split()))):
        return title
    return first or " ".join(given.split())


def _lines(head: str) -> Iterator[str]:
    """Yield the lines of the head; a title over two lines is tried as one as well."""
    lines = [" ".join(line.split()) for line in _BREAK.split(head)]
    lines = [line for line in lines if line][:60]
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if (
            len(line.split()) <= 8
            and _is_titled(line)
            and _is_titled(following[:60])
            and not _COMPANY.search(line)
            and (_goes_further(line, following) or not _has_noun(line))
        ):
            yield f"{line} {following}"
        yield line


def _goes_further(line: str, following: str) -> bool:
    """Whether the title that a line begins with may go on in the next line."""
    if _JOINS.match(following) and len(following.split()) <= _LONGEST_TAIL:
        return True
    return _ends_in_noun(following) and not _ends_in_noun(line)


def _ends_in_noun(line: str) -> bool:
    words = _WORD.findall(line)
    return bool(words) and words[-1].lower() in load_framing_words().nouns


def _has_noun(line: str) -> bool:
    return any(word.rstrip(".").lower() in load_framing_words().nouns for word in _WORD.findall(line))


def _is_titled(line: str) -> bool:
    words = _WORD.findall(line)
    return bool(words) and all(word[0].isupper() or word.lower() in _SMALL for word in words)


def _title_in(line: str) -> str:
    """The title that a line begins with, or nothing."""
    line = _strip_leading(line)
    nouns = load_framing_words().nouns
    found: list[str] = []
    end = last_noun = 0
    for match in _WORD.finditer(line):
        word = match.group().rstrip(".")
        if found and not _goes_on(found, word, line[end : match.start()], closed=last_noun == end):
            break
        if not (word[:1].isupper() or word.lower() in _SMALL):
            break
        found.append(word)
        end = match.end()
        if word.lower() in nouns:
            last_noun = match.start() + len(word)
    title = line[: _end_of_tail(line, last_noun)].strip(' -–:,"“”*')
    numbered = _NUMBERED.match(line)
    if numbered and numbered.end() > last_noun:
        return numbered[0]
    is_number = re.match(r"\s*No\b", line[last_noun:])
    return "" if not title or found[0].lower() in _SMALL or is_number or _is_skipped(title) else title


def _end_of_tail(line: str, end: int) -> int:
    """Where a title ends that goes on after its noun: "Agreement for Repair Services"."""
    tail = _TAIL.fullmatch(line, end) if end else None
    words = _WORD.findall(tail[1]) if tail else []
    titled = all(word[0].isupper() or word.lower() in _SMALL for word in words[1:])
    return tail.end(1) if tail and 1 < len(words) <= _LONGEST_TAIL and titled else end


def _goes_on(found: list[str], word: str, gap: str, *, closed: bool) -> bool:
    """Whether a word still belongs to the title; ``closed`` says that a noun of titles came last."""
    if len(found) >= _LONGEST or word.lower() in _AFTER_TITLE or not _GAP.fullmatch(gap):
        return False
    over = closed and found[-1].lower() in _CLOSING
    return not over or word.lower() in _AFTER_NOUN or word.lower() in load_framing_words().nouns


def _strip_leading(line: str) -> str:
    for _ in range(4):
        shorter = _LEADING.sub("", line, count=1)
        if shorter == line:
            return line
        line = shorter
    return line


def _is_skipped(title: str) -> bool:
    return _skipped().match(title.lower()) is not None


@lru_cache(maxsize=1)
def _skipped() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, load_framing_words().skipped))})\b")
