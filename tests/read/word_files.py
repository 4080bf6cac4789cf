"""Word files of our own making, from raw XML, so that every construct is exactly as a test says."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _types(names: tuple[str, ...]) -> str:
    """The content types that word processors insist on."""
    entries = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{name.rstrip("0123456789")}+xml"/>'
        for name in names
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{entries}</Types>'
    )


def _links(names: tuple[str, ...]) -> str:
    """The relationships of the main part."""
    entries = "".join(
        f'<Relationship Id="r{name}" Type="{_LINK}{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in names
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}'
        "</Relationships>"
    )


def part(root: str, inside: str) -> str:
    """A part with the given root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_W} {_MORE}>{inside}</w:{root}>'


def word_file(body: str, members: dict[str, bytes | str] | None = None, **parts: str) -> bytes:
    """A DOCX whose body is the given XML; other parts by name: ``numbering``, ``styles`` ...

    ``members`` are further files of the container as they are.
    """
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
             "comments": "comments", "header1": "hdr", "header2": "hdr", "footer1": "ftr",
             "settings": "settings"}  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types(tuple(parts)))
        archive.writestr("_rels/.rels", _RELATIONS)
        if "word/_rels/document.xml.rels" not in (members or {}):
            archive.writestr("word/_rels/document.xml.rels", _links(tuple(parts)))
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", part(roots[name], inside))
        for name, data in (members or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def zip_of(members: dict[str, bytes | str]) -> bytes:
    """A ZIP with the given members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def p(*runs: str, style: str = "", number: str = "", level: int = 0, properties: str = "") -> str:
    """A paragraph; plain strings become runs, strings that begin with ``<`` stay as they are."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    inside += properties
    head = f"<w:pPr>{inside}</w:pPr>" if inside else ""
    return f"<w:p>{head}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; each cell holds paragraphs or plain text."""
    cells = [[cell if cell.startswith("<") else p(cell) for cell in row] for row in rows]
    inside = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in cells)
    return f"<w:tbl>{inside}</w:tbl>"


def level(depth: int, text: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def list_of(*levels: str, abstract: str = "0", more: str = "") -> str:
    """A list definition and the list ``1`` that uses it; further lists may follow in ``more``."""
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="{abstract}"/></w:num>{more}'
    )
