"""HTML -> content: what a browser shows, with the numbers of its lists; scripts dropped, hidden text flagged.

The standard library's tokenizer is used and no tree is built: tree parsers lose the text of pages that are
nested deeply, and such pages cost nothing here. Nothing is fetched or executed.
"""

from __future__ import annotations

import codecs
import re

from contract_lens.errors import InputSkipped
from contract_lens.options import Limits, Revisions
from contract_lens.read.changes import Drafting
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.decoding import decode
from contract_lens.read.html_page import Page
from contract_lens.read.story_writer import StoryWriter

_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_WINDOW = 4096
#: What the pages that this program writes say of themselves: their quotations would be read as a contract.
_REPORT = b'<meta name="generator" content="contract-lens">'


def read_html(data: bytes, limits: Limits, revisions: Revisions = Revisions.ACCEPTED) -> Content:
    """Read an HTML page.

    ``ins`` and ``del`` are tracked changes. Text that styles or attributes hide is kept and noted.

    Args:
        data: Bytes of the file.
        limits: ``characters`` applies.
        revisions: How tracked changes are read.

    Raises:
        LimitExceeded: Too much text.
        InputSkipped: The page is a report that this program wrote.
    """
    if _REPORT in data[:_WINDOW]:
        cause = "is a report that contract-lens wrote, not a document"
        raise InputSkipped(cause, remedy="give the document that the report is about")
    drafting = Drafting(revisions)
    page = Page(drafting)
    page.take(_without_comments(_characters(data)))
    writer = StoryWriter(ContentBuilder(limits))
    writer.write(page.items)
    writer.builder.left_out["script_or_style"] += page.dropped
    writer.warn(drafting.summary())
    writer.builder.title = page.title
    return writer.builder.finish()


def _characters(data: bytes) -> str:
    """Decode as UTF-8 or by a byte-order mark where possible, else as the page says."""
    found = decode(data)
    named = _CHARSET.search(data[:_WINDOW])
    if named is not None and found.encoding == "cp1252":
        try:
            codec = codecs.lookup(named.group(1).decode("ascii"))
            return data.decode(codec.name, errors="replace")
        except (LookupError, ValueError):  # unknown, or no codec of characters
            return found.text
    return found.text


def _without_comments(page: str) -> str:
    """Drop comments, and close a tag that the end of the file cuts.

    The tokenizer looks for the end of each comment or tag anew; on a page full of beginnings without ends
    that would take time in the square of its length.
    """
    parts: list[str] = []
    position = 0
    while (start := page.find("<!--", position)) >= 0:
        end = page.find("-->", start + 4)
        if end < 0:
            break
        parts.append(page[position:start])
        parts.append("\n" * page.count("\n", start, end))  # line numbers stay those of the file
        position = end + 3
    rest = page[position:]
    last = rest.rfind(">") + 1
    return "".join(parts) + rest[:last] + rest[last:].replace("<", "&lt;")
