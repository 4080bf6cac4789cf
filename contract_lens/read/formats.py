"""The table of readers: a new format is one file and one row here."""

from __future__ import annotations

from collections.abc import Callable

from contract_lens.options import Limits, Revisions
from contract_lens.read.content import Content
from contract_lens.read.from_docx import read_docx
from contract_lens.read.from_html import read_html
from contract_lens.read.from_mail import mail_members, read_mail
from contract_lens.read.from_msg import msg_members, read_msg
from contract_lens.read.from_odt import read_odt
from contract_lens.read.from_pdf import read_pdf
from contract_lens.read.from_rtf import read_rtf
from contract_lens.read.from_slack import read_slack
from contract_lens.read.from_text import read_markdown, read_text
from contract_lens.read.from_transcript import read_transcript
from contract_lens.read.members import Member
from contract_lens.read.pdf_members import pdf_members

Reader = Callable[[bytes, Limits], Content]

DraftReader = Callable[[bytes, Limits, Revisions], Content]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "text": read_text,
    "markdown": read_markdown,
    "mail": read_mail,
    "msg": read_msg,
    "transcript": read_transcript,
    "slack": read_slack,
}

MemberReader = Callable[[bytes, Limits], tuple[Member, ...]]

#: Formats that can hold documents of their own.
MEMBER_READERS: dict[str, MemberReader] = {
    "mail": mail_members,
    "msg": msg_members,
    "pdf": pdf_members,
}

#: Formats that can hold tracked changes.
DRAFT_READERS: dict[str, DraftReader] = {
    "docx": read_docx,
    "html": read_html,
    "odt": read_odt,
    "rtf": read_rtf,
}

#: Formats of word processors, in which a transcript may have been saved.
WRITTEN = frozenset(("docx", "odt", "rtf", "html"))

#: Endings that people give to each format; another one is worth a warning.
USUAL_ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "html": (".html", ".htm", ".xhtml", ".doc", ".txt"),
    "odt": (".odt", ".ott", ".fodt"),
    "rtf": (".rtf", ".doc"),
    "text": (".txt", ".text", ".log", ".md", ".markdown"),
    "markdown": (".md", ".markdown", ".txt"),
    "mail": (".eml", ".mail", ".txt", ".mbox"),
    "msg": (".msg",),
    "transcript": (".vtt", ".srt", ".txt", ".md", ".log"),
    "slack": (".json",),
}


def read_content(kind: str, data: bytes, limits: Limits, revisions: Revisions) -> Content:
    """Read the bytes of a format that ``sniff.tell_format`` named."""
    if kind in DRAFT_READERS:
        return DRAFT_READERS[kind](data, limits, revisions)
    return READERS[kind](data, limits)
