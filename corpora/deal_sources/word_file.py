"""Write an agreement as a Word file whose clause numbers are Word's own automatic numbers."""

import re
import zipfile
from html import escape
from io import BytesIO

from deal_source import BOLD, LEVELS, Piece, table_cells

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# style id -> (name, based on, paragraph properties, run properties). Levels 1 and 2 are numbered by their
# style, as Word does for headings, deeper ones and recitals by the paragraph itself.
STYLES = {
    "Normal": ("Normal", "", '<w:spacing w:after="120"/><w:jc w:val="both"/>', ""),
    "Title": (
        "Title",
        "Normal",
        '<w:spacing w:after="280"/><w:jc w:val="center"/>',
        '<w:b/><w:sz w:val="32"/>',
    ),
    "Heading1": (
        "heading 1",
        "Normal",
        '<w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="200" w:after="120"/>'
        '<w:outlineLvl w:val="0"/>',
        "<w:b/>",
    ),
    "Heading2": (
        "heading 2",
        "Normal",
        '<w:keepNext/><w:spacing w:before="200" w:after="120"/><w:outlineLvl w:val="1"/>',
        "<w:b/>",
    ),
    "ClauseLevel2": (
        "Clause Level 2",
        "Normal",
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
        "",
    ),
    "ListParagraph": ("List Paragraph", "Normal", '<w:ind w:left="720"/>', ""),
    "ScheduleHeading": (
        "Schedule Heading",
        "Normal",
        '<w:keepNext/><w:pageBreakBefore/><w:numPr><w:numId w:val="3"/></w:numPr><w:jc w:val="center"/>'
        '<w:outlineLvl w:val="0"/>',
        "<w:b/>",
    ),
    "Definition": ("Definition", "Normal", '<w:ind w:left="720"/>', ""),
}
# numbering list -> levels as (format, text, style that it numbers, left indent in twentieths of a point)
NUMBERING = {
    1: [
        ("decimal", "%1.", "Heading1", 720),
        ("decimal", "%1.%2", "ClauseLevel2", 720),
        ("lowerLetter", "(%3)", "", 1287),
        ("lowerRoman", "(%4)", "", 1854),
    ],
    2: [("upperLetter", "(%1)", "", 720)],
    3: [("decimal", "Schedule %1:", "ScheduleHeading", 0)],
    4: [("decimal", "(%1)", "", 720)],
    5: [("bullet", "\u2022", "", 1287)],
    6: [
        ("decimal", "%1.", "", 720),
        ("decimal", "%1.%2", "", 720),
        ("lowerLetter", "(%3)", "", 1287),
        ("lowerRoman", "(%4)", "", 1854),
    ],
}
CLAUSES, RECITALS, SCHEDULES, PARTIES, BULLETS, PARAGRAPHS = NUMBERING


def make_docx(settings: dict[str, str], pieces: list[Piece]) -> bytes:
    """Write a Word file with numbers of its own (``numbering.xml``), heading styles, header and footer."""
    title = next(piece.text for piece in pieces if piece.kind == "title").replace("\n", " ")
    lists = Lists()
    document = _document(pieces, lists)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            f"{R}/officeDocument word/document.xml",
            f"{PACKAGE}/relationships/metadata/core-properties docProps/core.xml",
        ),
        "docProps/core.xml": _core_properties(title),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(
            f"{R}/styles styles.xml",
            f"{R}/numbering numbering.xml",
            f"{R}/header header1.xml",
            f"{R}/footer footer1.xml",
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(lists),
        "word/header1.xml": _running_line("hdr", settings.get("header", title)),
        "word/footer1.xml": _running_line("ftr", settings.get("footer", "Page {page} of {pages}")),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            entry.create_system = 3  # The same byte on every operating system.
            archive.writestr(entry, XML + xml)
    return buffer.getvalue()


class Lists:
    """Gives every numbered paragraph its Word list; a list that starts again gets one of its own.

    Attributes:
        restarted: The lists that were added, as (number of the base list, level at which it starts at one).
    """

    def __init__(self) -> None:
        self.restarted: list[tuple[int, int]] = []
        self._paragraphs = PARAGRAPHS
        self._current, self._from_level = 0, 0

    def place(self, piece: Piece) -> tuple[int, int]:
        """The list (``w:numId``) and the level, counted from 0 (``w:ilvl``), of a numbered clause or item."""
        level = LEVELS[piece.kind] - 1
        if piece.restarts:
            base = PARAGRAPHS if piece.in_schedule else CLAUSES
            self.restarted.append((base, level))
            self._current, self._from_level = len(NUMBERING) + len(self.restarted), level
            if level == 0:
                self._paragraphs = self._current
        elif not self._current or level < self._from_level:
            self._current, self._from_level = 0, 0
        return self._current or (self._paragraphs if piece.in_schedule else CLAUSES), level

    def open_schedule(self) -> None:
        """Forget a restarted list: a schedule starts with a list of its own."""
        self._current, self._from_level = 0, 0


def _document(pieces: list[Piece], lists: Lists) -> str:
    body = "".join(
        _docx_table(piece) if piece.kind == "table" else _docx_paragraph(piece, lists) for piece in pieces
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418" '
        'w:header="709" w:footer="709" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f'<w:document {W} xmlns:r="{R}"><w:body>{body}{section}</w:body></w:document>'


def _docx_paragraph(piece: Piece, lists: Lists) -> str:
    if piece.kind == "break":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return f"<w:p><w:pPr>{_docx_properties(piece, lists)}</w:pPr>{_docx_runs(piece.text)}</w:p>"


def _docx_properties(piece: Piece, lists: Lists) -> str:
    def numbered(list_id: int, level: int = 0) -> str:
        return (
            '<w:pStyle w:val="ListParagraph"/>'
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
        )

    if piece.kind == "schedule":
        lists.open_schedule()
    if piece.kind in LEVELS:
        list_id, level = lists.place(piece)
        # The two upper levels of the body are numbered by their style, without a word in the paragraph.
        by_style = {0: '<w:pStyle w:val="Heading1"/>', 1: '<w:pStyle w:val="ClauseLevel2"/>'}
        return by_style[level] if level in by_style and not piece.in_schedule else numbered(list_id, level)
    return {
        "title": '<w:pStyle w:val="Title"/>',
        "heading": '<w:pStyle w:val="Heading2"/>',
        "schedule": '<w:pStyle w:val="ScheduleHeading"/>',
        "indented": '<w:pStyle w:val="Definition"/>',
        "centred": '<w:jc w:val="center"/>',
        "recital": numbered(RECITALS),
        "party": numbered(PARTIES),
        "bullet": numbered(BULLETS),
        "text": "",
    }[piece.kind]


def _docx_runs(text: str) -> str:
    runs = []
    for index, part in enumerate(BOLD.split(text)):
        look = "<w:rPr><w:b/></w:rPr>" if index % 2 else ""
        lines = [f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in part.split("\n")]
        if part:
            runs.append(f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>")
    return "".join(runs)


def _docx_table(piece: Piece) -> str:
    rows = table_cells(piece.text)
    width = 9070 // len(rows[0])
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    xml = f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    for index, row in enumerate(rows):
        look = "<w:trPr><w:tblHeader/></w:trPr>" if index == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_docx_runs(cell)}</w:p></w:tc>'
            for cell in row
        )
        xml += f"<w:tr>{look}{cells}</w:tr>"
    return xml + "</w:tbl><w:p/>"


def _styles() -> str:
    xml = f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria"/>'
    xml += '<w:sz w:val="21"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    for style_id, (name, parent, paragraph, run) in STYLES.items():
        default = ' w:default="1"' if style_id == "Normal" else ""
        based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
        xml += f'<w:style w:type="paragraph"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
        xml += f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    return xml + "</w:styles>"


def _numbering(lists: Lists) -> str:
    xml = f"<w:numbering {W}>"
    for list_id, levels in NUMBERING.items():
        xml += f'<w:abstractNum w:abstractNumId="{list_id}"><w:multiLevelType w:val="multilevel"/>'
        for level, (number_format, text, style, indent) in enumerate(levels):
            linked = f'<w:pStyle w:val="{style}"/>' if style else ""
            suffix = '<w:suff w:val="space"/>' if style == "ScheduleHeading" else ""
            hanging = min(indent, 720 if indent == 720 else 567)
            xml += f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
            xml += linked + suffix
            xml += f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            xml += f'<w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        xml += "</w:abstractNum>"
    for list_id in NUMBERING:
        xml += f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'
    for list_id, (base, level) in enumerate(lists.restarted, start=len(NUMBERING) + 1):
        xml += f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{base}"/>'
        xml += f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    return xml + "</w:numbering>"


def _running_line(element: str, line: str) -> str:
    runs = ""
    for part in re.split(r"(\{pages?\})", line):
        if part in ("{page}", "{pages}"):
            field = "PAGE" if part == "{page}" else "NUMPAGES"
            runs += f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        else:
            runs += _docx_runs(part)
    return f'<w:{element} {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p></w:{element}>'


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{WORD_TYPE}.document.main+xml",
        "/word/styles.xml": f"{WORD_TYPE}.styles+xml",
        "/word/numbering.xml": f"{WORD_TYPE}.numbering+xml",
        "/word/header1.xml": f"{WORD_TYPE}.header+xml",
        "/word/footer1.xml": f"{WORD_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    xml = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
    xml += '<Default Extension="xml" ContentType="application/xml"/>'
    xml += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return xml + "</Types>"


def _relationships(*pairs: str) -> str:
    xml = f'<Relationships xmlns="{PACKAGE}/relationships">'
    for index, pair in enumerate(pairs, start=1):
        kind, target = pair.split(" ")
        xml += f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'
    return xml + "</Relationships>"


def _core_properties(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>contract_lens</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )
