"""What Word files are made of, one construct each, beside the text that Word prints for it.

The expected texts were worked out from ECMA-376 part 1 and from what Word shows, not from this reader.
"""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

from typing import NamedTuple

from word_files import level, list_of, p, r, table, word_file


class Construct(NamedTuple):
    """A document and the blocks of text that it prints."""

    name: str
    data: bytes
    printed: list[str]


def _style(name: str, inside: str, based_on: str = "", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{parent}{inside}</w:style>'


def _listed(number: str = "", depth: int | None = None, more: str = "") -> str:
    level_mark = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return f'<w:pPr>{more}<w:numPr>{level_mark}<w:numId w:val="{number}"/></w:numPr></w:pPr>'


def _num(number: int, inside: str = "", abstract: int = 0) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'


def _starts(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def _items(*items: tuple[str, int]) -> str:
    return "".join(p(text, number="1", level=depth) for text, depth in items)


def _field(*marks: str) -> str:
    """``begin``, ``separate`` and ``end`` become marks, ``=...`` instructions, all else text."""
    parts = []
    for mark in marks:
        if mark in ("begin", "separate", "end"):
            parts.append(f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>')
        elif mark.startswith("="):
            parts.append(f"<w:r><w:instrText>{mark[1:]}</w:instrText></w:r>")
        else:
            parts.append(r(mark))
    return "".join(parts)


def _form(inside: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _boxed(choice: str, fallback: str, needs: str = "wps") -> str:
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='{needs}'><w:drawing><wps:txbx><w:txbxContent>{choice}"
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{fallback}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _mark(change: str) -> str:
    return f'<w:rPr><w:{change} w:author="Ann Reed" w:date="2024-03-01T09:00:00Z"/></w:rPr>'


_OUTLINE = list_of(
    level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman")
)
_HEADED = list_of(
    level(0, "ARTICLE %1", "upperRoman", '<w:suff w:val="space"/><w:pStyle w:val="Heading1"/>'),
    level(1, "%1.%2", "decimal", '<w:isLgl/><w:pStyle w:val="Heading2"/>'),
)
_HEADINGS = (
    _style("Heading1", _listed("1", more='<w:outlineLvl w:val="0"/>'))
    + _style("Heading2", _listed("1", 1), "Heading1")
    + _style("Clause", "<w:pPr/>", "Heading2")
    + _style("Unnumbered", _listed("0"), "Heading1")
)

NUMBERS = [
    Construct(
        "multi-level outline with restarts",
        word_file(
            _items(
                ("a", 0),
                ("b", 1),
                ("c", 2),
                ("d", 3),
                ("e", 3),
                ("f", 2),
                ("g", 1),
                ("h", 2),
                ("i", 0),
                ("j", 1),
            ),
            numbering=_OUTLINE,
        ),
        ["1. a", "1.1 b", "(a) c", "(i) d", "(ii) e", "(b) f", "1.2 g", "(a) h", "2. i", "2.1 j"],
    ),
    Construct(
        "headings numbered by style, roman article, legal sections",
        word_file(
            p("Term", style="Heading1")
            + p("Start", style="Heading2")
            + p("Fees", style="Heading1")
            + p("Rate", style="Heading2")
            + p("Rates rise.", style="Clause"),
            numbering=_HEADED,
            styles=_HEADINGS,
        ),
        ["ARTICLE I Term", "1.1 Start", "ARTICLE II Fees", "2.1 Rate", "2.2 Rates rise."],
    ),
    Construct(
        "style that takes the number of its parent away",
        word_file(
            p("a", style="Heading1") + p("b", style="Unnumbered") + p("c", style="Heading1"),
            numbering=_HEADED,
            styles=_HEADINGS,
        ),
        ["ARTICLE I a", "b", "ARTICLE II c"],
    ),
    Construct(
        "paragraph with numId 0",
        word_file(
            p("a", style="Heading1") + p("b", style="Heading1", number="0") + p("c", style="Heading1"),
            numbering=_HEADED,
            styles=_HEADINGS,
        ),
        ["ARTICLE I a", "b", "ARTICLE II c"],
    ),
    Construct(
        "own list, level from the style",
        word_file(
            p("a", style="Deep", properties=_listed("1")[len("<w:pPr>") : -len("</w:pPr>")]),
            numbering=_OUTLINE,
            styles=_style("Deep", _listed("9", 2)),
        ),
        ["(a) a"],
    ),
    Construct(
        "level from a style, list from the style it is based on",
        word_file(
            p("a", style="Base") + p("b", style="Sub"),
            numbering=_OUTLINE,
            styles=_style("Base", _listed("1"))
            + _style("Sub", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', "Base"),
        ),
        ["1. a", "1.1 b"],
    ),
    Construct(
        "schedules",
        word_file(
            _items(("Fees", 0), ("Sites", 0)),
            numbering=list_of(level(0, "Schedule %1 –", more='<w:suff w:val="space"/>')),
        ),
        ["Schedule 1 – Fees", "Schedule 2 – Sites"],
    ),
    Construct(
        "start override restarts a list once",
        word_file(
            "".join(p(t, number=n) for t, n in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"), ("e", "1"))),
            numbering=list_of(level(0, "%1."), more=_num(2, _starts(0, 1))),
        ),
        ["1. a", "2. b", "1. c", "2. d", "3. e"],
    ),
    Construct(
        "two lists of one definition go on counting",
        word_file(p("a", number="1") + p("b", number="2"), numbering=list_of(level(0, "%1."), more=_num(2))),
        ["1. a", "2. b"],
    ),
    Construct(
        "start override of a deeper level",
        word_file(
            p("a", number="2") + p("b", number="2", level=1) + p("c", number="2", level=1),
            numbering=list_of(level(0, "%1."), level(1, "%1.%2"), more=_num(2, _starts(1, 5))),
        ),
        ["1. a", "1.5 b", "1.6 c"],
    ),
    Construct(
        "level redefined by a list",
        word_file(
            p("a", number="2") + p("b", number="2"),
            numbering=list_of(
                level(0, "%1."),
                more=_num(
                    2, '<w:lvlOverride w:ilvl="0">' + level(0, "Annex %1", "upperLetter") + "</w:lvlOverride>"
                ),
            ),
        ),
        ["Annex A a", "Annex B b"],
    ),
    Construct(
        "level that never restarts",
        word_file(
            _items(("a", 0), ("b", 1), ("c", 0), ("d", 1)),
            numbering=list_of(level(0, "%1."), level(1, "(%2)", "lowerLetter", '<w:lvlRestart w:val="0"/>')),
        ),
        ["1. a", "(a) b", "2. c", "(b) d"],
    ),
    Construct(
        "level that restarts after the first one only",
        word_file(
            _items(("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 2), ("f", 0), ("g", 1), ("h", 2)),
            numbering=list_of(
                level(0, "%1."),
                level(1, "%1.%2"),
                level(2, "(%3)", "lowerLetter", '<w:lvlRestart w:val="1"/>'),
            ),
        ),
        ["1. a", "1.1 b", "(a) c", "1.2 d", "(b) e", "2. f", "2.1 g", "(a) h"],
    ),
    Construct(
        "suffix none",
        word_file(_items(("Term", 0)), numbering=list_of(level(0, "§%1:", more='<w:suff w:val="nothing"/>'))),
        ["§1:Term"],
    ),
    Construct(
        "letters after z, romans",
        word_file(
            "".join(p(number="1") for _ in range(25))
            + p("z", number="1")
            + p("aa", number="1")
            + "".join(p(number="2") for _ in range(8))
            + p("ix", number="2"),
            numbering=list_of(level(0, "(%1)", "lowerLetter"))
            + "<w:abstractNum w:abstractNumId='7'>"
            + level(0, "%1)", "upperRoman")
            + "</w:abstractNum>"
            + _num(2, abstract=7),
        ),
        ["(z) z", "(aa) aa", "IX) ix"],
    ),
    Construct(
        "numbers in words",
        word_file(_items(("Term", 0), ("Fee", 0)), numbering=list_of(level(0, "Section %1", "cardinalText"))),
        ["Section One Term", "Section Two Fee"],
    ),
    Construct(
        "ordinals",
        word_file(
            _items(("a", 0), ("b", 1)),
            numbering=list_of(level(0, "%1:", "ordinalText"), level(1, "%2", "ordinal")),
        ),
        ["First: a", "1st b"],
    ),
    Construct(
        "padded numbers in an alternative",
        word_file(
            _items(("a", 0)),
            numbering=list_of(
                '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
                '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
                '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
            ),
        ),
        ["007. a"],
    ),
    Construct(
        "bullets of a symbol font",
        word_file(
            _items(("a", 0), ("b", 1)),
            numbering=list_of(level(0, "\uf0b7", "bullet"), level(1, "–", "bullet")),
        ),
        ["• a", "– b"],
    ),
    Construct(
        "list defined by a numbering style",
        word_file(
            p("a", number="1"),
            numbering=(
                f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>{level(0, "§ %1")}</w:abstractNum>'
                '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="L"/></w:abstractNum>'
                + _num(1, abstract=6)
            ),
        ),
        ["§ 1 a"],
    ),
    Construct(
        "numbers in table cells",
        word_file(
            table((p("Fee", number="1"), "EUR 4"), (p("Tax", number="1"), "EUR 1")), numbering=_OUTLINE
        ),
        ["1. Fee | EUR 4", "2. Tax | EUR 1"],
    ),
    Construct(
        "heading run into its clause by a style separator",
        word_file(
            p("Term.", style="Heading1", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
            + p(" Two years.")
            + p("End."),
            numbering=_HEADED,
            styles=_HEADINGS,
        ),
        ["ARTICLE I Term. Two years.", "End."],
    ),
    Construct(
        "deleted clause takes no number",
        word_file(
            p("a", number="1")
            + p("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", number="1", properties=_mark("del"))
            + p("c", number="1"),
            numbering=_OUTLINE,
        ),
        ["1. a", "2. c"],
    ),
]

TEXTS = [
    Construct(
        "runs, tab, break, hyphens",
        word_file(
            p(
                "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>use</w:t></w:r>",
                "<w:r><w:t xml:space='preserve'> agree</w:t><w:softHyphen/><w:t>ment co\xadop</w:t></w:r>",
            )
        ),
        ["a\tb\nnon-use agreement coop"],
    ),
    Construct(
        "white space that is not preserved",
        word_file(p("<w:r><w:t>  The </w:t></w:r><w:r><w:t xml:space='preserve'> fee\nis</w:t></w:r>")),
        ["The fee is"],
    ),
    Construct(
        "symbols",
        word_file(
            p(
                '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
                " yes ",
                '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>',
                '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>',
                "5",
            )
        ),
        ["☑ yes α≥5"],
    ),
    Construct(
        "simple field",
        word_file(p("page ", "<w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple>")),
        ["page 7"],
    ),
    Construct(
        "complex field",
        word_file(p("See ", _field("begin", "= REF _x \\h ", "separate", "Clause 4", "end"), ".")),
        ["See Clause 4."],
    ),
    Construct(
        "field in a field",
        word_file(
            p(
                _field(
                    "begin",
                    "= IF ",
                    "begin",
                    "= MERGEFIELD x ",
                    "separate",
                    "1",
                    "end",
                    '= = 1 "yes" "no" ',
                    "separate",
                    "yes",
                    "end",
                )
            )
        ),
        ["yes"],
    ),
    Construct(
        "field over paragraphs",
        word_file(
            p(_field("begin", "= TOC ", "separate", "Term 1")) + p(_field("Fees 2", "end")) + p("End.")
        ),
        ["Term 1", "Fees 2", "End."],
    ),
    Construct("field that never ends", word_file(p(_field("begin", "= REF "), "a") + p("b")), ["a", "b"]),
    Construct(
        "index entry prints nothing",
        word_file(p("Fee", _field("begin", '= XE "Fee" ', "end"), " due")),
        ["Fee due"],
    ),
    Construct(
        "button field prints its text",
        word_file(p(_field("begin", "= MACROBUTTON None [Name] ", "end"), " signs")),
        ["[Name] signs"],
    ),
    Construct(
        "form boxes and lists",
        word_file(
            p(
                _form("<w:checkBox><w:checked/></w:checkBox>"),
                " net ",
                _form("<w:checkBox><w:default w:val='0'/></w:checkBox>"),
                " gross, ",
                _form(
                    "<w:ddList><w:result w:val='1'/><w:listEntry w:val='EUR'/><w:listEntry w:val='USD'/></w:ddList>"
                ),
            )
        ),
        ["☒ net ☐ gross, USD"],
    ),
    Construct(
        "hyperlink",
        word_file(p("at ", "<w:hyperlink r:id='x'><w:r><w:t>north.example</w:t></w:r></w:hyperlink>")),
        ["at north.example"],
    ),
    Construct(
        "wrappers",
        word_file(
            p(
                "<w:smartTag w:element='p'><w:smartTagPr/><w:r><w:t>Paris</w:t></w:r></w:smartTag>",
                "<w:customXml w:element='e'><w:r><w:t>, Rome</w:t></w:r></w:customXml>",
                "<w:bdo w:val='ltr'><w:r><w:t>, Oslo</w:t></w:r></w:bdo>",
            )
        ),
        ["Paris, Rome, Oslo"],
    ),
    Construct(
        "content controls on every level",
        word_file(
            f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p('block')}</w:sdtContent></w:sdt>"
            + p("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>run</w:t></w:r></w:sdtContent></w:sdt>")
            + f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{p('row')}</w:tc><w:sdt><w:sdtContent><w:tc>{p('cell')}</w:tc>"
            "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
        ),
        ["block", "run", "row | cell"],
    ),
    Construct(
        "text box once", word_file(p("Host", _boxed(p("Box"), p("Box"))) + p("Next")), ["Host", "Box", "Next"]
    ),
    Construct(
        "text box in an unknown extension",
        word_file(p("Host", _boxed(p("new"), p("old"), needs="zz"))),
        ["Host", "old"],
    ),
    Construct(
        "alternative around paragraphs",
        word_file(
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{p('a')}</mc:Choice><mc:Fallback>{p('b')}</mc:Fallback>"
            "</mc:AlternateContent>" + p("c")
        ),
        ["a", "c"],
    ),
    Construct(
        "formula",
        word_file(
            p(
                "x = ",
                "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>a+b</m:t></m:r>"
                "</m:oMath>",
            )
        ),
        ["x = a+b"],
    ),
    Construct(
        "ruby text",
        word_file(
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
                "</w:rubyBase></w:ruby></w:r>"
            )
        ),
        ["漢"],
    ),
    Construct(
        "merged cells",
        word_file(
            f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('Fees')}</w:tc><w:tc>{p('EUR')}</w:tc></w:tr>"
            f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{p('Rig')}</w:tc><w:tc>{p('day')}</w:tc><w:tc>{p('4')}</w:tc>"
            f"</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc><w:tc>{p('week')}</w:tc><w:tc>{p('20')}</w:tc></w:tr>"
            "</w:tbl>"
        ),
        ["Fees | EUR", "Rig | day | 4", "week | 20"],
    ),
    Construct(
        "table in a cell",
        word_file(table((p("Lead") + table(("a", "b")) + p(), "c")) + p("End.")),
        ["Lead a b | c", "End."],
    ),
    Construct(
        "table in a frame",
        word_file(
            table(
                ("".join(p(f"Clause {n}.") for n in range(4)) + table(("a", "b"), ("c", "d")) + p("Last."),)
            )
        ),
        [*(f"Clause {n}." for n in range(4)), "a | b", "c | d", "Last."],
    ),
    Construct(
        "footnotes by their marks",
        word_file(
            p(
                "A",
                '<w:r><w:footnoteReference w:id="3"/></w:r>',
                " b",
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
            ),
            footnotes=f'<w:footnote w:id="2">{p("two")}</w:footnote><w:footnote w:id="3">{p("three")}</w:footnote>',
        ),
        ["A b", "1 three", "2 two"],
    ),
    Construct(
        "footnote with a mark of its own",
        word_file(
            p(
                "A",
                '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>',
                " b",
                '<w:r><w:footnoteReference w:id="3"/></w:r>',
            ),
            footnotes=f'<w:footnote w:id="2">{p("* star")}</w:footnote><w:footnote w:id="3">{p("one")}</w:footnote>',
        ),
        ["A* b", "* star", "1 one"],
    ),
    Construct(
        "endnotes in the format of the file",
        word_file(
            p("A", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
            endnotes=f'<w:endnote w:id="2">{p("note")}</w:endnote>',
            settings="<w:endnotePr><w:numFmt w:val='upperLetter'/><w:numStart w:val='2'/></w:endnotePr>",
        ),
        ["A", "B note"],
    ),
    Construct(
        "insertion, deletion, move",
        word_file(
            p(
                "a",
                "<w:ins w:author='A'><w:r><w:t> in</w:t></w:r></w:ins>".replace(
                    "<w:t>", "<w:t xml:space='preserve'>"
                ),
                "<w:del w:author='A'><w:r><w:delText> out</w:delText></w:r></w:del>",
                "<w:moveFrom w:author='A'><w:r><w:t> old</w:t></w:r></w:moveFrom>",
            )
            + p("<w:moveTo w:author='A'><w:r><w:t>old</w:t></w:r></w:moveTo>")
        ),
        ["a in", "old"],
    ),
    Construct(
        "deletion in an insertion",
        word_file(
            p("a", "<w:ins><w:r><w:t>b</w:t></w:r><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:ins>")
        ),
        ["ab"],
    ),
    Construct(
        "deleted paragraph mark",
        word_file(p("The fee ", properties=_mark("del")) + p("is due.")),
        ["The fee is due."],
    ),
    Construct(
        "deleted mark before a table",
        word_file(p("Fees", properties=_mark("del")) + table(("a", "b"))),
        ["Fees", "a | b"],
    ),
    Construct(
        "deleted row and cell",
        word_file(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('old')}</w:tc></w:tr><w:tr><w:tc>{p('a')}</w:tc>"
            f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('gone')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
        ),
        ["a | b"],
    ),
    Construct(
        "hidden text is kept",
        word_file(
            p(
                "a ",
                r("b", "<w:vanish/>"),
                r(" c", '<w:rStyle w:val="H"/>'),
                r(" d", "<w:vanish w:val='0'/>"),
            ),
            styles=_style("H", "<w:rPr><w:vanish/></w:rPr>", kind="character"),
        ),
        ["a b c d"],
    ),
    Construct(
        "comments, running heads and embedded files apart",
        word_file(
            p(
                "a",
                "<w:commentRangeStart w:id='1'/>",
                " b",
                "<w:commentRangeEnd w:id='1'/>",
                "<w:r><w:commentReference w:id='1'/></w:r>",
            )
            + "<w:altChunk r:id='rId9'/>",
            comments=f"<w:comment w:id='1' w:author='Bo'>{p('no')}</w:comment>",
            header1=p("DRAFT"),
            footer1=p("Page 1"),
        ),
        ["a b"],
    ),
    Construct(
        "drawing text",
        word_file(
            p(
                "<w:r><w:drawing><a:t xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>Seal</a:t></w:drawing></w:r>"
            )
        ),
        ["Seal"],
    ),
]
