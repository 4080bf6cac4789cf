"""What Word puts in place by itself: numbers of ``LISTNUM`` fields, and files that are embedded in the text.

Where the expectations on ``LISTNUM`` come from:

* The formats of the three lists that Word has built in, and that a field without a name counts on in the last
  list or in ``NumberDefault``: Microsoft support, Q162895, "How to Use the ListNum Field in Word".
* ``\\l`` and ``\\s``, and that a field without ``\\l`` stays on the level of the one before: ECMA-376 part 1,
  17.16.5.33, and Microsoft support, "Field codes: ListNum field", example 1: (i), (ii), (iii) in one sentence.
* That a field inside another one prints nothing, that ``NumberDefault`` is used where there is no list yet, and
  that the level depends on that of the paragraph: [MS-OI29500] 2.1.484.
* That in a numbered paragraph it is one below and shares its counter with the paragraphs of that level: answers
  by Word MVPs ("1 {LISTNUM} would produce 1 followed by 1.1"; a "(b)" where a field was "(a)").
* That of two fields with nothing between them the second is one level below: reference of Aspose.Words,
  ``FieldListNum.ListLevel``.

On ``altChunk``: ECMA-376 part 1, 17.17.2.1 and 11.3.1: the content appears at the place of the element as if it
were written there; a part that is missing, lies outside or is of no known kind is ignored and the rest is read.
"""

# ruff: noqa: E501 - markup in a table reads better in one line
from __future__ import annotations

from docx_markup import Construct, field
from word_files import level, list_of, p, table, word_file

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_OUTLINE = list_of(level(0, "%1."), level(1, "(%2)", "lowerLetter"), level(2, "(%3)", "lowerRoman"))
_NAMED = (
    '<w:abstractNum w:abstractNumId="3"><w:name w:val="Recitals"/>'
    + level(0, "(%1)", "upperLetter")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
)
_RTF = rb"{\rtf1\ansi The \b fee\b0  is due.\par It is paid in {\deleted cash}euro.\par}"
_PAGE = b"<html><head><title>x</title></head><body><h2>Fees</h2><p>The fee<br>is due.</p></body></html>"
_PAGE_WITH_PICTURES = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _PAGE + b"\r\n--b--\r\n"
)
_PAGE_TABLE = b"<html><body><table><tr><td>Item</td><td>Price</td></tr></table></body></html>"


def listnum(arguments: str = "") -> str:
    return field("begin", f"= LISTNUM {arguments} ", "end")


def simple(arguments: str = "") -> str:
    return f"<w:fldSimple w:instr=' LISTNUM {arguments} '/>"


def embedding(body: str, **parts: bytes) -> bytes:
    """A Word file with embedded parts; ``a_html`` is the part ``a.html``, shown by ``chunk("a_html")``."""
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_LINK}aFChunk" Target="parts/{key.replace("_", ".")}"/>'
        for key in parts
    )
    outside = (
        f'<Relationship Id="far" Type="{_LINK}aFChunk" Target="http://example.test/a.html" '
        'TargetMode="External"/>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{entries}{outside}</Relationships>"
    )
    members: dict[str, bytes | str] = {"word/_rels/document.xml.rels": links}
    members |= {f"word/parts/{key.replace('_', '.')}": data for key, data in parts.items()}
    return word_file(body, members=members)


def chunk(key: str) -> str:
    return f"<w:altChunk r:id='{key}'/>"


PLACES = [
    Construct(
        "list field without a list",
        word_file(p(listnum(), " Goods") + p(listnum(), " Services") + p("See ", listnum(), " too")),
        ["1) Goods", "2) Services", "See 3) too"],
    ),
    Construct(
        "nine levels of NumberDefault",
        word_file("".join(p(listnum(f"NumberDefault \\l {depth}"), " x") for depth in range(1, 10))),
        ["1) x", "a) x", "i) x", "(1) x", "(a) x", "(i) x", "1. x", "a. x", "i. x"],
    ),
    Construct(
        "nine levels of OutlineDefault",
        word_file("".join(p(listnum(f'"OutlineDefault" \\l {depth}'), " x") for depth in range(1, 10))),
        ["I. x", "A. x", "1. x", "a) x", "(1) x", "(a) x", "(i) x", "(a) x", "(i) x"],
    ),
    Construct(
        "LegalDefault counts its levels",
        word_file(
            "".join(p(listnum(f"LegalDefault \\l {depth}"), " x") for depth in (1, 2, 2, 3, 1, 2))
        ),
        ["1. x", "1.1. x", "1.2. x", "1.2.1. x", "2. x", "2.1. x"],
    ),
    Construct(
        "list fields in one sentence stay on their level",
        word_file(
            p("certifying that ", listnum("NumberDefault \\l 6"), " no Default, ", listnum(), " the statements, ",
              "and ", listnum(), " the certificate")
        ),
        ["certifying that (i) no Default, (ii) the statements, and (iii) the certificate"],
    ),
    Construct(
        "list field that starts at a number",
        word_file(p(listnum("\\l 4 \\s 3"), " x") + p(listnum("\\l 4"), " y") + p(listnum("\\s 1 \\l 4"), " z")),
        ["(3) x", "(4) y", "(1) z"],
    ),
    Construct(
        "list fields in a numbered paragraph are one level below",
        word_file(
            p("Either ", listnum(), " cash or ", listnum(), " shares", number="1")
            + p("Both", number="1", level=1)
            + p("Then ", listnum(), " none", number="1"),
            numbering=_OUTLINE,
        ),
        ["1. Either (a) cash or (b) shares", "(c) Both", "2. Then (a) none"],
    ),
    Construct(
        "list field with a level in a numbered paragraph",
        word_file(p("Either ", listnum("\\l 3"), " cash or ", listnum(), " shares", number="1"), numbering=_OUTLINE),
        ["1. Either (i) cash or (ii) shares"],
    ),
    Construct(
        "list field counts on after numbered paragraphs",
        word_file(p("Term", number="1") + p(listnum(), " Fees") + p("Notices", number="1"), numbering=_OUTLINE),
        ["1. Term", "2. Fees", "3. Notices"],
    ),
    Construct(
        "list field of a list with a name",
        word_file(p(listnum("Recitals"), " One") + p("Two", number="7") + p(listnum('"recitals"'), " Three"),
                  numbering=_NAMED),
        ["(A) One", "(B) Two", "(C) Three"],
    ),
    Construct(
        "two list fields side by side",
        word_file(p(listnum(), listnum(), " x") + p("y")),
        ["1)a) x", "y"],
    ),
    Construct(
        "simple list field, and one inside another field",
        word_file(p(simple("\\l 5"), " x ", field("begin", "= QUOTE ", "begin", "= LISTNUM ", "end", "separate", "y", "end"))
                  + p(simple(), " z")),
        ["(a) x y", "(b) z"],
    ),
    Construct(
        "list field with a stored result, and one that was deleted",
        word_file(
            p(field("begin", "= LISTNUM ", "separate", "9)", "end"), " x ")
            + p("<w:del w:author='A'>" + listnum() + "</w:del>", "y ", listnum(), " z")
        ),
        ["9) x", "y 1) z"],
    ),
    Construct(
        "embedded page",
        embedding(p("Before") + chunk("a_html") + p("After"), a_html=_PAGE),
        ["Before", "Fees", "The fee\nis due.", "After"],
    ),
    Construct(
        "embedded page with a table, in a cell and in the body",
        embedding(table(("x", "<w:p/>" + chunk("a_html"))) + chunk("a_html"), a_html=_PAGE_TABLE),
        ["x | Item Price", "Item | Price"],
    ),
    Construct(
        "embedded RTF",
        embedding(chunk("a_rtf") + p("After"), a_rtf=_RTF),
        ["The fee is due.", "It is paid in euro.", "After"],
    ),
    Construct(
        "embedded plain text",
        embedding(p("Before") + chunk("a_txt"), a_txt="One.\r\n\r\nTwo – three.".encode("utf-16")),
        ["Before", "One.", "Two – three."],
    ),
    Construct(
        "embedded Word file with a list of its own",
        embedding(
            p("Before") + chunk("a_docx") + p("After"),
            a_docx=word_file(p("Term", number="1") + p("Fees", number="1"), numbering=_OUTLINE),
        ),
        ["Before", "1. Term", "2. Fees", "After"],
    ),
    Construct(
        "embedded page saved with its pictures",
        embedding(p("Before") + chunk("a_mht"), a_mht=_PAGE_WITH_PICTURES),
        ["Before", "Fees", "The fee\nis due."],
    ),
    Construct(
        "embedded file in an embedded file, shown twice",
        embedding(
            chunk("a_docx") + chunk("a_docx"), a_docx=embedding(p("Outer") + chunk("b_html"), b_html=_PAGE)
        ),
        ["Outer", "Fees", "The fee\nis due."] * 2,
    ),
    Construct(
        "embedded files that are missing, outside or unknown",
        embedding(p("a") + chunk("none") + chunk("far") + chunk("a_bin") + p("b"), a_bin=bytes(range(256))),
        ["a", "b"],
    ),
]  # fmt: skip
