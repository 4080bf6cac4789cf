from __future__ import annotations

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage, PassageKind
from contract_lens.segment import split_into_passages

from .builders import plain, read

ALLIANCE = """\
EXHIBIT 10.4

STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement (this "Agreement") is made as of 3 March 2025 by and between \
Norvane Ltd, a company of Norway ("Norvane"), and Tessal Inc, a corporation of Delaware ("Tessal").

RECITALS

A. Norvane develops dry electrodes and holds the patents listed in Schedule 1.

B. Tessal builds cells at scale and wishes to make them with Norvane.

NOW, THEREFORE, the parties agree as follows:

1. DEFINITIONS

1.1 "Know-How" means all technical information that a party brings to the Project.

1.2 "Net Profit" means revenue of the Project less its direct costs.

2. Governance

2.1 Joint Steering Committee. The parties shall form a committee of three members from each side. It decides \
by consensus and meets every month.

2.2 Duties. The committee shall:

(a) approve the annual plan;

(b) settle questions between the teams; and

(c) report to the sponsors of both parties.

3. Termination for Cause. Either party may terminate this Agreement if the other commits a material breach \
and does not cure it within

5

sixty days after written notice of the breach.

IN WITNESS WHEREOF, the parties have signed this Agreement.

NORVANE LTD

By: ____________ Name: Kari Vold Title: Director

TESSAL INC

By: ____________ Name: Joe Marsh Title: President

Schedule 1 Patents

1. The patents on dry coating are brought in by Norvane.
"""


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return split_into_passages(plain(ALLIANCE), DocumentKind.AGREEMENT)


def words(passage: Passage) -> str:
    return " ".join(ALLIANCE[passage.start : passage.end].split())


def cited(passages: tuple[Passage, ...], number: str) -> Passage:
    return next(passage for passage in passages if passage.number == number)


@pytest.mark.parametrize(
    ("kind", "opening"),
    [
        (PassageKind.HEADER, "EXHIBIT 10.4"),
        (PassageKind.TITLE, "STRATEGIC ALLIANCE AGREEMENT"),
        (PassageKind.PARTIES, "This Strategic Alliance Agreement"),
        (PassageKind.RECITAL, "RECITALS A. Norvane develops"),
        (PassageKind.RECITAL, "B. Tessal builds"),
        (PassageKind.RECITAL, "NOW, THEREFORE"),
        (PassageKind.DEFINITION, '1.2 "Net Profit" means'),
        (PassageKind.SIGNATURE, "IN WITNESS WHEREOF"),
        (PassageKind.CLAUSE, "Schedule 1 Patents 1. The patents"),
    ],
)
def test_parts_of_a_contract_are_told_apart(
    passages: tuple[Passage, ...], kind: PassageKind, opening: str
) -> None:
    assert [passage.kind for passage in passages if words(passage).startswith(opening)] == [kind]


def test_a_heading_goes_with_the_first_clause_under_it(passages: tuple[Passage, ...]) -> None:
    clause = cited(passages, "2.1")
    assert words(clause).startswith("2. Governance 2.1 Joint Steering Committee. The parties")
    assert (clause.heading, clause.section) == ("Joint Steering Committee", ("2 Governance",))


def test_short_items_stay_with_their_lead_in(passages: tuple[Passage, ...]) -> None:
    assert words(cited(passages, "2.2")).endswith("report to the sponsors of both parties.")
    assert not any(passage.number == "2.2(a)" for passage in passages)


def test_a_page_number_does_not_break_a_sentence(passages: tuple[Passage, ...]) -> None:
    clause = cited(passages, "3")
    assert clause.heading == "Termination for Cause"
    assert words(clause).endswith("sixty days after written notice of the breach.")


def test_definitions_carry_their_term(passages: tuple[Passage, ...]) -> None:
    terms = [passage.heading for passage in passages if passage.kind is PassageKind.DEFINITION]
    assert terms == ["Know-How", "Net Profit"]


def test_all_signature_lines_are_one_passage(passages: tuple[Passage, ...]) -> None:
    signed = [passage for passage in passages if passage.kind is PassageKind.SIGNATURE]
    assert len(signed) == 1
    assert words(signed[0]).endswith("Title: President")


def test_numbers_in_a_schedule_are_cited_with_it(passages: tuple[Passage, ...]) -> None:
    assert cited(passages, "Schedule 1, 1").section == ("Schedule 1 Patents",)


def test_run_on_text_gives_the_same_clauses_as_paragraphs() -> None:
    body = ALLIANCE.partition("RECITALS")[0] + "".join(
        part for part in ("1. Term. This Agreement lasts two years. 2. Price. Tessal shall pay the fees. ",)
    )
    run_on = split_into_passages(plain(" ".join(body.split())), DocumentKind.AGREEMENT)
    assert [passage.heading for passage in run_on if passage.number] == ["Term", "Price"]
    assert [passage.kind for passage in run_on[:2]] == [PassageKind.TITLE, PassageKind.PARTIES]


def test_long_items_stand_alone_and_a_short_lead_in_takes_the_first_along() -> None:
    item = "the Supplier shall keep complete and accurate books on every part of the work " * 4
    text = f"4. Records.\n\n4.1 Books. During the Term:\n\n(a) {item};\n\n(b) {item}; and\n\n(c) {item}."
    passages = split_into_passages(plain(text), DocumentKind.AGREEMENT)
    assert [passage.number for passage in passages] == ["4.1", "4.1(b)", "4.1(c)"]
    assert [passage.parent for passage in passages[1:]] == ["c1", "c1"]


def test_a_long_paragraph_is_divided_at_sentences() -> None:
    sentence = (
        "The committee reviews the plan of the next quarter with both teams and records its decisions. "
    )
    text = "7. Reviews. " + sentence * 40
    document = plain(text)
    passages = split_into_passages(document, DocumentKind.AGREEMENT)
    sizes = [len(text[passage.start : passage.end].split()) for passage in passages]
    assert len(passages) > 2
    assert max(sizes) <= 260
    assert {passage.number for passage in passages} == {"7"}
    assert all(text[passage.start : passage.end].endswith(".") for passage in passages)


def test_a_sentence_without_end_is_divided_between_words() -> None:
    text = "9. " + "goods " * 5_000
    passages = split_into_passages(plain(text), DocumentKind.AGREEMENT)
    assert max(len(text[passage.start : passage.end].split()) for passage in passages) <= 400


def test_contents_are_one_kind_and_not_numbered() -> None:
    lines = "\n\n".join(f"{n}. Heading {n} .......... {n + 3}" for n in range(1, 9))
    body = "\n\n".join(f"{n}. Heading {n}. The parties shall do what clause {n} says." for n in range(1, 9))
    passages = split_into_passages(plain(f"TABLE OF CONTENTS\n\n{lines}\n\n{body}"), DocumentKind.AGREEMENT)
    assert passages[0].kind is PassageKind.CONTENTS
    assert [passage.number for passage in passages[1:]] == [str(n) for n in range(1, 9)]


def test_running_heads_that_begin_pages_are_cut_off() -> None:
    pages = [
        f"Contract No.: DD 2018 12 13 0044 {n}. Duties. Party A shall perform duty number {n}."
        for n in (1, 2, 3)
    ]
    text = "\n\n\n\n\n".join(["Preface of the contract.", *pages])
    passages = split_into_passages(plain(text), DocumentKind.AGREEMENT)
    assert [p.number for p in passages if p.number] == ["1", "2", "3"]
    assert sum(p.kind is PassageKind.HEADER for p in passages) == 3


def test_markdown_headings_give_the_section() -> None:
    text = "# Supply Agreement\n\n## Prices\n\nThe Supplier shall sell at cost and opens its books.\n"
    passages = split_into_passages(read(text, "supply.md"), DocumentKind.AGREEMENT)
    assert passages[-1].section[-1] == "Prices"


EUROPEAN = """\
# Alliance Agreement

## Parties

(1) **Norvane AS**, registered in Norway with number 923 114 508, of Kai 4, Bergen ("**Norvane**"); and

(2) **Tessal Oy**, registered in Finland with number 2214 339, of Satama 9, Turku ("**Tessal**").

## Background

A. Norvane runs ferries.

B. Tessal builds batteries.

## 1. Definitions

1.1 In this Agreement:

- "**Actual Cost**" means the cost that is shown by open books.
- "**Project**" means the conversion of seven ferries.

## 2. Purpose and commitments

2.1 The purpose of the alliance is a fleet that runs without diesel.

2.2 The parties decide what is best for the Project.
"""


def test_recitals_and_parties_with_numbers_do_not_swallow_the_clauses() -> None:
    document = read(EUROPEAN, "alliance.md")
    passages = split_into_passages(document, DocumentKind.AGREEMENT)
    kinds = {passage.number: passage.kind for passage in passages if passage.number}
    assert kinds["A"] is kinds["B"] is PassageKind.RECITAL
    assert [passage.heading for passage in passages if passage.kind is PassageKind.DEFINITION] == [
        "Actual Cost",
        "Project",
    ]
    purpose = next(passage for passage in passages if passage.number == "2.1")
    assert purpose.section == ("2 Purpose and commitments",)
    assert PassageKind.PARTIES in {passage.kind for passage in passages[:3]}


def test_a_document_without_text_has_no_passages() -> None:
    assert split_into_passages(plain("  \n "), DocumentKind.AGREEMENT) == ()


def test_clauses_below_letters_are_no_recitals() -> None:
    text = (
        "SERVICES AGREEMENT\n\nbetween\n\n(1) ORRIN LIMITED, a company registered in England (the Customer); "
        "and\n\n(2) TALLOW LIMITED, a company registered in England (the Supplier).\n\n"
        "A. SERVICES\n\nA1. The Supplier shall provide the Services.\n\n"
        "A2. The Customer shall give access.\n\n"
        "B. CHARGES\n\nB1. The Customer shall pay each invoice within a month.\n"
    )
    found = [
        (one.number, one.section)
        for one in split_into_passages(plain(text), DocumentKind.AGREEMENT)
        if one.kind is PassageKind.CLAUSE
    ]
    assert found == [("A1", ("A SERVICES",)), ("A2", ("A SERVICES",)), ("B1", ("B CHARGES",))]
