"""ODT -> content: paragraphs with the labels of their lists, tables, notes; changes and comments apart.

Read with lxml like Word files: the one library that would do (odfpy) has had no release since 2020, and knows
neither list labels nor tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_lens.document import AnnotationKind
from contract_lens.errors import CorruptInput, EncryptedInput
from contract_lens.options import Limits, Revisions
from contract_lens.read.archive import SafeArchive
from contract_lens.read.changes import Drafting
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.docx_parts import parse_xml
from contract_lens.read.odt_body import OdtWalker
from contract_lens.read.odt_styles import OFFICE, STYLE, TEXT, OdtStyles
from contract_lens.read.story_writer import StoryWriter

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HEADS = (
    (AnnotationKind.HEADER, ("header", "header-left", "header-first")),
    (AnnotationKind.FOOTER, ("footer", "footer-left", "footer-first")),
)


def read_odt(data: bytes, limits: Limits, revisions: Revisions = Revisions.ACCEPTED) -> Content:
    """Read an OpenDocument text, packed (ODT) or as one XML file (FODT).

    Args:
        data: Bytes of the file.
        limits: Those of archives, ``characters`` and ``nesting`` apply.
        revisions: How tracked changes are read.

    Raises:
        CorruptInput: Damaged, or no text document inside.
        EncryptedInput: It has a password.
        LimitExceeded: Too large or too deeply nested.
    """
    parts = _parts(data, limits) if data.startswith(b"PK") else [parse_xml(data)]
    body = next((found for root in parts for found in root.iter(OFFICE + "text")), None)
    if body is None:
        raise CorruptInput("is an OpenDocument file without a text")
    walker = OdtWalker(OdtStyles(parts), Drafting(revisions))
    writer = StoryWriter(ContentBuilder(limits))
    writer.write(walker.walk(body))
    for label, pieces in walker.notes:
        writer.write_note(label, pieces)
    for comment in walker.comments:
        writer.add_comment(*comment)
    for kind, names in _HEADS:
        writer.add_running_heads(kind, _heads(parts, names))
    writer.warn(walker.drafting.summary())
    writer.builder.title = _title(parts)
    return writer.builder.finish()


def _parts(data: bytes, limits: Limits) -> list[Any]:
    """Return the roots of the parts; the content comes last, so that its styles win."""
    with SafeArchive(data, limits) as archive:
        if "META-INF/manifest.xml" in archive.names:
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" in manifest or b"encrypted-key" in manifest:
                raise EncryptedInput("asks for a password")
        if "content.xml" not in archive.names:
            raise CorruptInput("is an OpenDocument container without its content")
        names = [name for name in ("meta.xml", "styles.xml", "content.xml") if name in archive.names]
        return [parse_xml(archive.read(name)) for name in names]


def _heads(parts: list[Any], names: tuple[str, ...]) -> Iterator[str]:
    for root in parts:
        for element in root.iter(*(STYLE + name for name in names)):
            paragraphs = element.iter(TEXT + "p", TEXT + "h")
            lines = (" ".join("".join(found.itertext()).split()) for found in paragraphs)
            yield "\n".join(filter(None, lines))


def _title(parts: list[Any]) -> str:
    for root in parts:
        element = next(root.iter(_TITLE), None)
        if element is not None and element.text:
            return " ".join(element.text.split())[:200]
    return ""
