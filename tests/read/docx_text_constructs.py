"""What Word files hold besides numbered lists, one construct each, beside the text that Word prints."""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

from docx_markup import Construct, boxed, change_mark, field, form, style
from word_files import p, r, table, word_file

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
        word_file(p("See ", field("begin", "= REF _x \\h ", "separate", "Clause 4", "end"), ".")),
        ["See Clause 4."],
    ),
    Construct(
        "field in a field",
        word_file(
            p(
                field(
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
        word_file(p(field("begin", "= TOC ", "separate", "Term 1")) + p(field("Fees 2", "end")) + p("End.")),
        ["Term 1", "Fees 2", "End."],
    ),
    Construct("field that never ends", word_file(p(field("begin", "= REF "), "a") + p("b")), ["a", "b"]),
    Construct(
        "index entry prints nothing",
        word_file(p("Fee", field("begin", '= XE "Fee" ', "end"), " due")),
        ["Fee due"],
    ),
    Construct(
        "button field prints its text",
        word_file(p(field("begin", "= MACROBUTTON None [Name] ", "end"), " signs")),
        ["[Name] signs"],
    ),
    Construct(
        "form boxes and lists",
        word_file(
            p(
                form("<w:checkBox><w:checked/></w:checkBox>"),
                " net ",
                form("<w:checkBox><w:default w:val='0'/></w:checkBox>"),
                " gross, ",
                form(
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
        "text box once", word_file(p("Host", boxed(p("Box"), p("Box"))) + p("Next")), ["Host", "Box", "Next"]
    ),
    Construct(
        "text box in an unknown extension",
        word_file(p("Host", boxed(p("new"), p("old"), needs="zz"))),
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
        word_file(p("The fee ", properties=change_mark("del")) + p("is due.")),
        ["The fee is due."],
    ),
    Construct(
        "deleted mark before a table",
        word_file(p("Fees", properties=change_mark("del")) + table(("a", "b"))),
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
            styles=style("H", "<w:rPr><w:vanish/></w:rPr>", kind="character"),
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
