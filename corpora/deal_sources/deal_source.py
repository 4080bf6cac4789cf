"""Read the Markdown sources of the example agreements: settings, paragraphs and their numbers.

A source is ordinary Markdown with its clause numbers typed out, paragraphs separated by blank lines. It may
start with TOML between two ``+++`` lines: ``format`` ("pdf", the default, or "docx"), ``header`` and
``footer`` (running lines, in which "{page}" and "{pages}" are filled in; by default the title and "Page 1 of
9"), and for PDF ``typeface`` ("Times", the default, or "Helvetica"). The first characters of a paragraph say
what it is:

=========================  ===========================================================================
``# Title``                title, centred
``## 4. Orders``           clause heading (level 1)
``## Schedule 1: Prices``  schedule heading, on a new page; paragraph numbers start afresh below it
``## Background``          any other heading, without a number; ``###`` likewise, smaller
``4.1 The Buyer ...``      clause, level 2
``1. The Buyer ...``       paragraph of a schedule, level 1
``(a) ...``                item, level 3
``(i) ...``                item, level 4
``(A) ...``                recital
``(1) ...``                party
``> ...``                  indented paragraph (a definition)
``^ ...``                  centred line
``- ...``                  bullet
``| a | b |``              table, one row a line; the first row is its head, a ``|---|`` row is ignored
``---``                    page break
anything else              plain paragraph
=========================  ===========================================================================

``**bold**`` works everywhere, a line that ends in a backslash breaks there, other lines are joined, and
straight quotes become typographic ones. Numbers are checked: in Word files they are Word's own automatic
numbers, so a source whose numbers skip or repeat is refused.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Tried in this order; the first group is the number, the second (or only) one the words.
KINDS = {
    "title": re.compile(r"# (.+)", re.S),
    "level1": re.compile(r"## (\d+)\. (.+)", re.S),
    "schedule": re.compile(r"## Schedule (\d+): (.+)", re.S),
    "heading": re.compile(r"###? (.+)", re.S),
    "level2": re.compile(r"(\d+\.\d+) (.+)", re.S),
    "paragraph": re.compile(r"(\d+)\. (.+)", re.S),
    "recital": re.compile(r"\(([A-Z])\) (.+)", re.S),
    "party": re.compile(r"\((\d)\) (.+)", re.S),
    "item": re.compile(r"\(([a-z]+)\) (.+)", re.S),
    "indented": re.compile(r"> (.+)", re.S),
    "centred": re.compile(r"\^ (.+)", re.S),
    "bullet": re.compile(r"- (.+)", re.S),
}
LEVELS = {"level1": 1, "level2": 2, "level3": 3, "level4": 4}
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
BOLD = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class Piece:
    """One paragraph, table or page break of a source.

    Attributes:
        kind: A key of ``KINDS`` or ``LEVELS``, or "text", "table" or "break".
        text: The words without the number, with ``**bold**`` marks and line breaks as newlines.
        number: What a reader sees before the words ("6.1", "(a)", "Schedule 2:"), or empty.
        in_schedule: Whether it stands below a schedule heading.
        restarts: Whether its number starts at one again although no paragraph of a higher level came between.
    """

    kind: str
    text: str
    number: str = ""
    in_schedule: bool = False
    restarts: bool = False


def read_source(path: Path) -> tuple[dict[str, str], list[Piece]]:
    """Read a source file into its settings and its pieces.

    Raises:
        ValueError: a number skips, repeats or has no place in the list it stands in.
    """
    head, body = "", path.read_text(encoding="utf-8")
    if body.startswith("+++\n"):
        head, body = body[4:].split("\n+++\n", 1)
    try:
        return tomllib.loads(head), list(_checked(_pieces(body)))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def table_cells(table: str) -> list[list[str]]:
    """Split the text of a table piece into rows of cells."""
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.split("\n")]


def _pieces(body: str) -> Iterator[Piece]:
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in _typographic(chunk).splitlines()]
        if lines == ["---"]:
            yield Piece("break", "")
        elif lines[0].startswith("|"):
            yield Piece("table", "\n".join(line for line in lines if not set(line) <= set("|-: ")))
        else:
            yield _paragraph(" ".join(lines).replace("\\ ", "\n").removesuffix("\\"))


def _paragraph(text: str) -> Piece:
    for kind, shape in KINDS.items():
        if match := shape.fullmatch(text):
            return Piece(kind, match[match.lastindex or 0], match[1] if match.lastindex == 2 else "")
    return Piece("text", text)


def _typographic(text: str) -> str:
    text = re.sub(r'(?:^|(?<=[\s(\[*]))"(?=[\w*£€$(])', "“", text, flags=re.M).replace('"', "”")
    return re.sub(r"(?:^|(?<=[\s(\[“]))'(?=\w)", "‘", text, flags=re.M).replace("'", "’")


def _checked(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Tell items from subitems, check every number and print it as a reader sees it."""
    counts = [0, 0, 0, 0, 0]  # by level 1 to 4; place 0 is unused
    single = {"recital": 0, "party": 0, "schedule": 0}
    for piece in pieces:
        in_schedule = single["schedule"] > 0
        if piece.kind in single:
            single[piece.kind] += 1
            expected = str(single[piece.kind]) if piece.kind != "recital" else chr(64 + single["recital"])
            if piece.number != expected:
                raise ValueError(f"{piece.kind} {piece.number!r} should be {expected!r}: {piece.text[:40]}")
            printed = f"Schedule {expected}:" if piece.kind == "schedule" else f"({expected})"
            yield replace(piece, number=printed, in_schedule=in_schedule or piece.kind == "schedule")
        elif piece.kind in {"level1", "level2", "paragraph", "item"}:
            level, ordinal = _place(piece, counts)
            restarts = ordinal == 1 and counts[level] > 0
            if ordinal != counts[level] + 1 and not (restarts and (level > 2 or in_schedule)):
                raise ValueError(f"number {piece.number!r} is out of order: {piece.text[:40]}")
            counts[level:] = [ordinal, *[0] * (4 - level)]
            printed = {1: f"{piece.number}.", 2: piece.number}.get(level, f"({piece.number})")
            yield Piece(f"level{level}", piece.text, printed, in_schedule, restarts)
        else:
            yield replace(piece, in_schedule=in_schedule)


def _place(piece: Piece, counts: list[int]) -> tuple[int, int]:
    number = piece.number
    if piece.kind in {"level1", "paragraph"}:
        return 1, int(number)
    if piece.kind == "level2":
        main, sub = number.split(".")
        if int(main) != counts[1]:
            raise ValueError(f"{number} does not belong to clause {counts[1]}")
        return 2, int(sub)
    letter = ord(number) - 96 if len(number) == 1 else 0
    # "(i)" after "(h)" is a letter, unless a list of roman numbers is already running.
    is_letter = letter and (number not in ROMAN or (letter == counts[3] + 1 and counts[4] == 0))
    if is_letter:
        return 3, letter
    if number not in ROMAN:
        raise ValueError(f"({number}) is neither a letter nor a roman number")
    return 4, ROMAN.index(number)
