"""What kind of file is this? Told from the bytes; the name only breaks ties between kinds of plain text."""

from __future__ import annotations

import re

from contract_lens.errors import CorruptInput, EncryptedInput, UnsupportedFormat
from contract_lens.options import Limits
from contract_lens.read.archive import SafeArchive
from contract_lens.read.decoding import decode_sample
from contract_lens.read.from_mail import looks_like_mail
from contract_lens.read.from_slack import looks_like_slack
from contract_lens.read.from_transcript import looks_like_transcript

_PDF_WINDOW = 1024  # PDF readers accept junk before the header up to here (ISO 32000-1, note in annex H.3)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "open it in a word processor and save it as DOCX"
_AS_PDF = "save it as PDF or DOCX"
_OCR = "run it through text recognition (OCR) and save the result as PDF"

# First bytes -> (name, remedy) of kinds that are known and not read.
_KNOWN_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xdb\xa5", "a legacy Word document (.doc)", _AS_DOCX),
    (b"\x31\xbe\x00\x00", "a legacy Word document (.doc)", _AS_DOCX),
    (b"\xffWPC", "a WordPerfect document", _AS_DOCX),
    (b"\x89PNG", "a PNG picture", _OCR),
    (b"\xff\xd8\xff", "a JPEG picture", _OCR),
    (b"GIF8", "a GIF picture", _OCR),
    (b"II*\x00", "a TIFF picture", _OCR),
    (b"MM\x00*", "a TIFF picture", _OCR),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"%!PS", "a PostScript file", _AS_PDF),
    (b"SQLite format 3", "a SQLite database", _AS_PDF),
    (b"\x7fELF", "a program", "name a document"),
    (b"MZ", "a program", "name a document"),
)
# Streams of OLE containers by name in UTF-16.
_OLE_STREAMS = (
    ("WordDocument", "a legacy Word document (.doc)", _AS_DOCX),
    ("Workbook", "a legacy Excel workbook (.xls)", _AS_PDF),
    ("PowerPoint Document", "a legacy PowerPoint file (.ppt)", _AS_PDF),
)
_MSG_STREAM = "__properties_version1.0".encode("utf-16-le")
_ZIP_MEMBERS = (
    ("xl/", "an Excel workbook (XLSX)", _AS_PDF),
    ("ppt/", "a PowerPoint file (PPTX)", _AS_PDF),
    ("content.xml", "an OpenDocument file that is no text (ODS or ODP)", _AS_PDF),
    ("META-INF/container.xml", "an EPUB book", _AS_PDF),
)
_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
# Pages may begin with comments, and filings with a header of their own.
_TAG = re.compile(r"\s{0,200}<(?!\?xml)[!a-z]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body|head)\b|</(?:p|div)>", re.IGNORECASE)
_PAGE_WINDOW = 8192
_TYPES = "[Content_Types].xml"
_WORD_MAIN = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)\.ma(?:in|cro)")
_ODT = b"application/vnd.oasis.opendocument.text"
_FLAT_ODT = _ODT.decode()
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"])")
_XML = re.compile(r"\s{0,200}<\?xml\s", re.IGNORECASE)
_MARKDOWN = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + b"\x0b\x1c\x1d\x1e\x1f\x7f"
_MOST_CONTROLS = 0.02  # share of control characters above which bytes are no text
_SAMPLE = 65_536


def tell_format(data: bytes, name: str, limits: Limits) -> str:
    """Return the name of the format in ``formats.READERS``.

    Args:
        data: All bytes of the file.
        name: Its name; used only to tell Markdown and single captions from plain text.
        limits: Bounds for looking into containers.

    Raises:
        CorruptInput: Empty, or a container that is damaged.
        EncryptedInput: An Office document with a password.
        UnsupportedFormat: A kind that is known but not read, or no document at all.
    """
    if not data:
        raise CorruptInput("is empty", remedy="check that it was saved or copied whole")
    if b"%PDF" in data[:_PDF_WINDOW]:
        return "pdf"
    if data.startswith(b"PK"):
        return _inside_zip(data, limits)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLE):
        return _inside_ole(data)
    for start, what, remedy in _KNOWN_STARTS:
        if data.startswith(start):
            raise UnsupportedFormat(f"is {what}", remedy=remedy)
    return _kind_of_text(data, name)


def _inside_zip(data: bytes, limits: Limits) -> str:
    with SafeArchive(data, limits) as archive:
        names = archive.names
        main = archive.read(_TYPES) if _TYPES in names else b""
        mime = archive.read("mimetype") if "mimetype" in names else b""
    if any(member.startswith("word/") for member in names) or _WORD_MAIN.search(main):
        return "docx"
    if mime.startswith(_ODT) or ("content.xml" in names and not mime):
        return "odt"
    for start, what, remedy in _ZIP_MEMBERS:
        if any(member.startswith(start) for member in names):
            raise UnsupportedFormat(f"is {what}", remedy=remedy)
    raise UnsupportedFormat("is a ZIP archive", remedy="unpack it and name the folder")


def _inside_ole(data: bytes) -> str:
    if _MSG_STREAM in data:  # first: what is attached to a message is in the same container
        return "msg"
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedInput("is an Office document with a password")
    for stream, what, remedy in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise UnsupportedFormat(f"is {what}", remedy=remedy)
    raise UnsupportedFormat("is an OLE container of unknown content")


def _kind_of_text(data: bytes, name: str) -> str:
    sample = decode_sample(data, _SAMPLE)
    if not sample.strip("\0\ufeff \t\r\n\f\v"):
        raise CorruptInput("holds nothing but white space", remedy="check that it was saved or copied whole")
    raw = sample[:8192].encode("utf-8", errors="replace")
    if len(raw) - len(raw.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(raw):
        raise UnsupportedFormat("is binary data of an unknown kind")
    if _HTML.match(sample) or (_TAG.match(sample) and _PAGE.search(sample, 0, _PAGE_WINDOW)):
        return "html"
    if _XML.match(sample):
        if _FLAT_ODT in sample:
            return "odt"
        raise UnsupportedFormat("is an XML file", remedy=_AS_PDF)
    if looks_like_slack(sample):
        return "slack"
    if _JSON.match(sample):
        raise UnsupportedFormat("is a JSON file", remedy="point at the document it was made from")
    if looks_like_mail(sample):  # before transcripts: header lines look like speakers
        return "mail"
    if looks_like_transcript(sample):
        return "transcript"
    if name.lower().endswith((".md", ".markdown")) or len(_MARKDOWN.findall(sample)) > 1:
        return "markdown"
    return "text"
