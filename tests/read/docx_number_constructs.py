"""Numbered lists of Word files, one construct each, beside the numbers that Word prints."""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

from docx_markup import Construct, change_mark, items, listed, num, starts, style
from word_files import level, list_of, p, table, word_file

_OUTLINE = list_of(
    level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman")
)
_HEADED = list_of(
    level(0, "ARTICLE %1", "upperRoman", '<w:suff w:val="space"/><w:pStyle w:val="Heading1"/>'),
    level(1, "%1.%2", "decimal", '<w:isLgl/><w:pStyle w:val="Heading2"/>'),
)
_HEADINGS = (
    style("Heading1", listed("1", more='<w:outlineLvl w:val="0"/>'))
    + style("Heading2", listed("1", 1), "Heading1")
    + style("Clause", "<w:pPr/>", "Heading2")
    + style("Unnumbered", listed("0"), "Heading1")
)

NUMBERS = [
    Construct(
        "multi-level outline with restarts",
        word_file(
            items(
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
            p("a", style="Deep", properties=listed("1")[len("<w:pPr>") : -len("</w:pPr>")]),
            numbering=_OUTLINE,
            styles=style("Deep", listed("9", 2)),
        ),
        ["(a) a"],
    ),
    Construct(
        "level from a style, list from the style it is based on",
        word_file(
            p("a", style="Base") + p("b", style="Sub"),
            numbering=_OUTLINE,
            styles=style("Base", listed("1"))
            + style("Sub", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', "Base"),
        ),
        ["1. a", "1.1 b"],
    ),
    Construct(
        "schedules",
        word_file(
            items(("Fees", 0), ("Sites", 0)),
            numbering=list_of(level(0, "Schedule %1 –", more='<w:suff w:val="space"/>')),
        ),
        ["Schedule 1 – Fees", "Schedule 2 – Sites"],
    ),
    Construct(
        "start override restarts a list once",
        word_file(
            "".join(p(t, number=n) for t, n in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"), ("e", "1"))),
            numbering=list_of(level(0, "%1."), more=num(2, starts(0, 1))),
        ),
        ["1. a", "2. b", "1. c", "2. d", "3. e"],
    ),
    Construct(
        "two lists of one definition go on counting",
        word_file(p("a", number="1") + p("b", number="2"), numbering=list_of(level(0, "%1."), more=num(2))),
        ["1. a", "2. b"],
    ),
    Construct(
        "start override of a deeper level",
        word_file(
            p("a", number="2") + p("b", number="2", level=1) + p("c", number="2", level=1),
            numbering=list_of(level(0, "%1."), level(1, "%1.%2"), more=num(2, starts(1, 5))),
        ),
        ["1. a", "1.5 b", "1.6 c"],
    ),
    Construct(
        "level redefined by a list",
        word_file(
            p("a", number="2") + p("b", number="2"),
            numbering=list_of(
                level(0, "%1."),
                more=num(
                    2, '<w:lvlOverride w:ilvl="0">' + level(0, "Annex %1", "upperLetter") + "</w:lvlOverride>"
                ),
            ),
        ),
        ["Annex A a", "Annex B b"],
    ),
    Construct(
        "level that never restarts",
        word_file(
            items(("a", 0), ("b", 1), ("c", 0), ("d", 1)),
            numbering=list_of(level(0, "%1."), level(1, "(%2)", "lowerLetter", '<w:lvlRestart w:val="0"/>')),
        ),
        ["1. a", "(a) b", "2. c", "(b) d"],
    ),
    Construct(
        "level that restarts after the first one only",
        word_file(
            items(("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 2), ("f", 0), ("g", 1), ("h", 2)),
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
        word_file(items(("Term", 0)), numbering=list_of(level(0, "§%1:", more='<w:suff w:val="nothing"/>'))),
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
            + num(2, abstract=7),
        ),
        ["(z) z", "(aa) aa", "IX) ix"],
    ),
    Construct(
        "numbers in words",
        word_file(items(("Term", 0), ("Fee", 0)), numbering=list_of(level(0, "Section %1", "cardinalText"))),
        ["Section One Term", "Section Two Fee"],
    ),
    Construct(
        "ordinals",
        word_file(
            items(("a", 0), ("b", 1)),
            numbering=list_of(level(0, "%1:", "ordinalText"), level(1, "%2", "ordinal")),
        ),
        ["First: a", "1st b"],
    ),
    Construct(
        "padded numbers in an alternative",
        word_file(
            items(("a", 0)),
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
            items(("a", 0), ("b", 1)),
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
                + num(1, abstract=6)
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
            + p(
                "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>",
                number="1",
                properties=change_mark("del"),
            )
            + p("c", number="1"),
            numbering=_OUTLINE,
        ),
        ["1. a", "2. c"],
    ),
]
