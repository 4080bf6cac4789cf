"""Automatic numbers come out as Word prints them."""

from __future__ import annotations

import pytest
from invariants import block_texts, check_document
from word_files import level, list_of, p, word_file

from contract_lens.read import read_bytes
from contract_lens.read.number_formats import format_number


def _texts(body: str, **parts: str) -> list[str]:
    document = read_bytes(word_file(body, **parts), name="a.docx")
    check_document(document)
    return block_texts(document)


_LEGAL = list_of(
    level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman")
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (1999, "upperRoman", "MCMXCIX"),
        (14, "lowerRoman", "xiv"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
        (21, "cardinalText", "Twenty-one"),
        (3, "ordinalText", "Third"),
        (30, "ordinalText", "Thirtieth"),
        (112, "ordinalText", "One hundred twelfth"),
        (5, "none", ""),
        (5, "chicago", "**"),
        (7, "decimalEnclosedCircle", "⑦"),
        (12, "pad4", "0012"),
        (5, "thaiNumbers", "5"),
        (0, "upperRoman", "0"),
        (9_999_999, "lowerLetter", "9999999"),
    ],
)
def test_formats(number: int, style: str, printed: str) -> None:
    assert format_number(number, style) == printed


def test_levels_count_and_restart() -> None:
    body = "".join(
        p(text, number="1", level=depth)
        for text, depth in [("Term", 0), ("Start", 1), ("first", 2), ("deep", 3), ("second", 2), ("End", 1),
                            ("again", 2), ("Price", 0), ("Fee", 1)]
    )  # fmt: skip
    assert _texts(body, numbering=_LEGAL) == [
        "1. Term", "1.1 Start", "(a) first", "(i) deep", "(b) second", "1.2 End", "(a) again",
        "2. Price", "2.1 Fee",
    ]  # fmt: skip


def test_level_used_before_its_parent_prints_the_start() -> None:
    assert _texts(p("Fee", number="1", level=1), numbering=_LEGAL) == ["1.1 Fee"]


def test_article_and_legal_style() -> None:
    numbering = list_of(
        level(0, "Article %1", "upperRoman", '<w:suff w:val="space"/>'),
        level(1, "%1.%2", "decimal", "<w:isLgl/>"),
    )
    body = p("Term", number="1") + p("Price", number="1") + p("Fee", number="1", level=1)
    assert _texts(body, numbering=numbering) == ["Article I Term", "Article II Price", "2.1 Fee"]


def test_suffix_nothing_leaves_no_space() -> None:
    numbering = list_of(level(0, "§%1:", "decimal", '<w:suff w:val="nothing"/>'))
    assert _texts(p("Term", number="1"), numbering=numbering) == ["§1:Term"]


def test_bullets() -> None:
    numbering = list_of(level(0, "\uf0b7", "bullet"), level(1, "-", "bullet"))
    assert _texts(p("a", number="1") + p("b", number="1", level=1), numbering=numbering) == ["• a", "- b"]


def test_start_override_restarts_a_shared_list_once() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(p("x", number=number) for number in "1122")
    assert _texts(body, numbering=list_of(level(0, "%1."), more=more)) == ["1. x", "2. x", "1. x", "2. x"]
    body = "".join(p("x", number=number) for number in "113")
    assert _texts(body, numbering=list_of(level(0, "%1."), more=more)) == ["1. x", "2. x", "3. x"]


def test_override_may_redefine_a_level() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "Schedule %1", "decimal", start=3)
        + "</w:lvlOverride></w:num>"
    )
    assert _texts(p("x", number="2"), numbering=list_of(level(0, "%1."), more=more)) == ["Schedule 3 x"]


def test_restart_rule_of_a_level() -> None:
    never = list_of(level(0, "%1."), level(1, "(%2)", "lowerLetter", '<w:lvlRestart w:val="0"/>'))
    body = "".join(p("x", number="1", level=depth) for depth in (0, 1, 0, 1))
    assert _texts(body, numbering=never) == ["1. x", "(a) x", "2. x", "(b) x"]


def test_numbers_that_hang_on_styles() -> None:
    numbering = list_of(
        level(0, "%1.", more='<w:pStyle w:val="Clause"/>'),
        level(1, "%1.%2", more='<w:pStyle w:val="SubClause"/>'),
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="SubClause"><w:name w:val="Sub"/><w:basedOn w:val="Clause"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="P"/><w:basedOn w:val="Clause"/>'
        "<w:pPr><w:numPr>"
        '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("Term", style="Clause")
        + p("Start", style="SubClause")
        + p("Text", style="Plain")
        + p("Fee", style="Clause")
    )
    assert _texts(body, numbering=numbering, styles=styles) == ["1. Term", "1.1 Start", "Text", "2. Fee"]


def test_paragraph_may_switch_its_number_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="C"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    body = p("a", style="C") + p("b", style="C", number="0") + p("c", style="C")
    assert _texts(body, numbering=list_of(level(0, "%1.")), styles=styles) == ["1. a", "b", "2. c"]


def test_list_defined_by_a_numbering_style() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Legal"/>{level(0, "§ %1")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="6"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert _texts(p("a", number="1") + p("b", number="2"), numbering=numbering) == ["§ 1 a", "§ 2 b"]


def test_empty_paragraphs_count_as_word_counts_them() -> None:
    body = p("a", number="1") + p(number="1") + p("c", number="1")
    assert _texts(body, numbering=list_of(level(0, "%1."))) == ["1. a", "3. c"]


def test_styles_based_on_each_other_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    assert _texts(p("a", style="A"), numbering=_LEGAL, styles=styles) == ["a"]


def test_number_is_anchored_to_its_paragraph() -> None:
    document = read_bytes(word_file(p("Term", number="1"), numbering=_LEGAL), name="a.docx")
    number, text = document.anchors
    assert (document.text[number.start : number.end], number.paragraph, number.run) == ("1.", 0, None)
    assert (document.text[text.start : text.end], text.paragraph, text.run) == ("Term", 0, 0)
