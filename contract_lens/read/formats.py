"""The table of readers: a new format is one file and one row here."""

from __future__ import annotations

from collections.abc import Callable

from contract_lens.options import Limits, Revisions
from contract_lens.read.content import Content
from contract_lens.read.from_docx import read_docx
from contract_lens.read.from_mail import read_mail
from contract_lens.read.from_pdf import read_pdf
from contract_lens.read.from_text import read_markdown, read_text
from contract_lens.read.from_transcript import read_transcript

Reader = Callable[[bytes, Limits], Content]

DraftReader = Callable[[bytes, Limits, Revisions], Content]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "text": read_text,
    "markdown": read_markdown,
    "mail": read_mail,
    "transcript": read_transcript,
}

#: Formats that can hold tracked changes.
DRAFT_READERS: dict[str, DraftReader] = {
    "docx": read_docx,
}

#: Endings that people give to each format; another one is worth a warning.
USUAL_ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "text": (".txt", ".text", ".log", ".md", ".markdown"),
    "markdown": (".md", ".markdown", ".txt"),
    "mail": (".eml", ".mail", ".txt", ".mbox"),
    "transcript": (".vtt", ".srt", ".txt", ".md", ".log"),
}


def read_content(kind: str, data: bytes, limits: Limits, revisions: Revisions) -> Content:
    """Read the bytes of a format that ``sniff.tell_format`` named."""
    if kind in DRAFT_READERS:
        return DRAFT_READERS[kind](data, limits, revisions)
    return READERS[kind](data, limits)
