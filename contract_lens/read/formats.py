"""The table of readers: a new format is one file and one row here."""

from __future__ import annotations

from collections.abc import Callable

from contract_lens.options import Limits
from contract_lens.read.content import Content
from contract_lens.read.from_docx import read_docx
from contract_lens.read.from_mail import read_mail
from contract_lens.read.from_pdf import read_pdf
from contract_lens.read.from_text import read_markdown, read_text
from contract_lens.read.from_transcript import read_transcript

Reader = Callable[[bytes, Limits], Content]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "text": read_text,
    "markdown": read_markdown,
    "mail": read_mail,
    "transcript": read_transcript,
}

#: Endings that people give to each format; another one is worth a warning.
USUAL_ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx"),
    "text": (".txt", ".text", ".log", ".md", ".markdown"),
    "markdown": (".md", ".markdown", ".txt"),
    "mail": (".eml", ".mail", ".txt", ".mbox"),
    "transcript": (".vtt", ".srt", ".txt", ".md", ".log"),
}
