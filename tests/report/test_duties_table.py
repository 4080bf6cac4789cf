"""The table of who holds what, and the figures, in terminal and HTML."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
import report_samples as samples
from rich.console import Console

from contract_lens.assessment import Assessment
from contract_lens.duty import Duty, DutyTable, Holding, Modality, PartyHoldings, Topic
from contract_lens.quantity import Contrast, Quantity, QuantityKind
from contract_lens.report import from_json, to_html, to_json, to_terminal
from contract_lens.report.duties_table import table_lines, terms_of
from contract_lens.report.view import Places


def with_terms(**changes: object) -> Assessment:
    """The sample agreement with a table in which one party may leave on short notice."""
    report = samples.agreement()
    exit_clause = next(clause for clause in report.clauses if clause.number == "12.2")
    span = (exit_clause.start, exit_clause.start + 40)

    def row(name: str, exits: int, musts: int) -> PartyHoldings:
        counts = {Topic.EXIT: (exits, 0), Topic.OBLIGATION: (musts, 2)}
        cells = []
        for topic in Topic:
            count, mutual = counts.get(topic, (0, 0))
            cells.append(Holding(topic, count, mutual, (span,) if count else ()))
        return PartyHoldings(name, tuple(cells), 1.5 * exits)

    duty = Duty(*span, exit_clause.id, (0,), Modality.RIGHT, Topic.EXIT, (1,), conditional=True)
    table = DutyTable(
        (row(report.parties[0].name, 3, 4), row(report.parties[1].name, 0, 21)),
        0.42,
        report.parties[0].name,
        (duty,),
        7,
    )
    figures = (
        Quantity(QuantityKind.NOTICE, *span, exit_clause.id, 10.0, "days", (0,)),
        Quantity(QuantityKind.NOTICE, *span, exit_clause.id, 6.0, "months", (1,)),
        Quantity(QuantityKind.MOST_FAVOURED, *span, exit_clause.id, parties=(0, 1)),
    )
    given = {
        "duties": table,
        "quantities": figures,
        "contrasts": (Contrast(QuantityKind.NOTICE, 0, 1, 18.2),),
    }
    return dataclasses.replace(report, **(given | changes))


def terminal(report: Assessment, width: int) -> list[str]:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(to_terminal(report))
    return console.export_text().splitlines()


@pytest.mark.parametrize(
    ("figures", "second", "words"),
    [
        (
            (("cap", 50_000.0, "EUR", 0), ("uncapped", None, "", 1)),
            1,
            "EUR 50,000 for {0}, unlimited for {1}",
        ),
        ((("cap", 50_000.0, "EUR", 0),), None, "EUR 50,000 for {0}, none found for {1}"),
        ((("cap", None, "", 1),), None, "a cap for {1}, none found for {0}"),
        ((("damages", 2.0, "percent", 0),), None, ""),
    ],
)
def test_a_cap_of_one_party_stands_against_none_of_the_other(
    figures: tuple[tuple[str, float | None, str, int], ...], second: int | None, words: str
) -> None:
    report = samples.agreement()
    told = tuple(
        Quantity(QuantityKind(kind), 10, 30, "c1", value, unit, (party,), "day" if kind == "damages" else "")
        for kind, value, unit, party in figures
    )
    contrasts = (Contrast(QuantityKind.CAP, 0, second, 0.0),) if words else ()
    found = dataclasses.replace(report, quantities=told, contrasts=contrasts)
    names = [party.aliases[0] if party.aliases else party.name for party in report.parties]
    shown = terms_of(found, Places([found]))
    assert shown.contrasts == ((f"Cap on liability: {words.format(*names)}.",) if words else ())
    assert words or shown.figures[0].value == "2 percent per day"
    again = from_json(to_json(found))
    assert isinstance(again, Assessment)
    assert (again.quantities, again.contrasts) == (told, contrasts)


@pytest.mark.parametrize("width", [72, 80, 100, 160])
def test_the_terminal_shows_alone_and_shared(width: int) -> None:
    lines = terminal(with_terms(), width)
    head = next(place for place, line in enumerate(lines) if line.startswith("WHO HOLDS WHAT"))
    assert lines[head + 1].split()[:4] == ["must", "may", "may", "not"]
    assert re.split(r"\s+", lines[head + 2].strip()) == ["Halvorsund", "2+2", "-", "-", "-", "3", "-", "-"]
    assert re.split(r"\s+", lines[head + 3].strip()) == ["Trentlow", "19+2", *"------"]
    assert "Notice of an exit: 10 days for Halvorsund, 6 months for Trentlow." in lines[head + 4]
    assert max(map(len, lines)) <= width


def test_the_page_shows_table_figures_and_places() -> None:
    page = to_html(with_terms())
    table = page[page.index("Who holds what") : page.index("Figures that matter")]
    assert re.findall(r"<th scope=\"row\"><bdi>(\w+)", table) == ["Halvorsund", "Trentlow"]
    assert re.search(r"href=\"#d1-\d+\">3<", table)
    assert "tilt towards Halvorsund (42%)" in table
    assert "10 days" in page and "Most favoured customer" in page and "for both" in page


def test_nothing_is_shown_where_nothing_is_known() -> None:
    page, lines = to_html(samples.agreement()), terminal(samples.agreement(), 100)
    assert "Who holds what" not in page and "Figures that matter" not in page
    assert not any("WHO HOLDS WHAT" in line for line in lines)


def test_json_keeps_every_field() -> None:
    report = with_terms()
    back = from_json(to_json(report))
    assert isinstance(back, Assessment)
    assert (back.duties, back.quantities) == (report.duties, report.quantities)
    assert back.contrasts == report.contrasts


def test_a_hostile_name_drives_no_terminal() -> None:
    report = with_terms()
    evil = dataclasses.replace(report.parties[0], aliases=("\x1b[31m\nred",))
    lines = terminal(dataclasses.replace(report, parties=(evil, report.parties[1])), 100)
    assert not any("\x1b" in line for line in lines)


def test_names_that_begin_alike_are_told_apart_in_a_narrow_table() -> None:
    found = with_terms()
    terms = terms_of(found, Places([found]))
    cells = terms.rows[0][1]
    rows = (("PARTY OF THE FIRST PART", cells), ("PARTY OF THE SECOND PART", cells))
    lines = table_lines(dataclasses.replace(terms, rows=rows), 80, str)
    assert "…" in lines[1] and "FIRST PART" in lines[1]
    assert "SECOND PART" in lines[2]
