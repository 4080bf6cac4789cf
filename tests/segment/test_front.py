"""Cover, parties, recitals, tables and signatures: what stands around the clauses."""

from __future__ import annotations

import pytest

from contract_lens.assessment import DocumentKind
from contract_lens.clause import Passage, PassageKind
from contract_lens.document import Document
from contract_lens.segment import split_into_passages
from contract_lens.segment.front import find_party_entries, is_cover_line

from .builders import plain, read

BRITISH = """\
HOLLIN VALVES LIMITED

and

TARRAN WATER PLC

FRAMEWORK AGREEMENT

THIS AGREEMENT is made on 3 June 2024

BETWEEN:

(1) HOLLIN VALVES LIMITED, a company registered in England and Wales with company number 99112233, whose \
registered office is at 4 Mill Lane, Harle ("Hollin"); and

(2) TARRAN WATER PLC, a company incorporated in Scotland whose registered office is at 9 Quay, \
Kell (the "Buyer").

{heading}

(A) Hollin makes valves for water mains.

(B) The Buyer needs valves and wishes to buy them from Hollin.

1. Definitions

1.1 In this Agreement "Valve" means a valve listed in Schedule 1.

2. Supply

2.1 Hollin shall supply the Valves that the Buyer orders.

2.2 Notwithstanding Section 1.1, the Buyer may order spare parts as well as valves.

Signatures

For HOLLIN VALVES LIMITED: Ada Birch, Director ______________

For TARRAN WATER PLC: Noel Strand, Director ______________

Schedule 1: Instalments

1 July 2024 and on the first day of each quarter after it.

1. The first instalment is half of the price.
"""


def passages_of(document: Document) -> tuple[Passage, ...]:
    return split_into_passages(document, DocumentKind.AGREEMENT)


def words(text: str, passage: Passage) -> str:
    return " ".join(text[passage.start : passage.end].split())


@pytest.fixture(scope="module", params=["Recitals", "BACKGROUND", "Why we are here", ""])
def british(request: pytest.FixtureRequest) -> tuple[str, tuple[Passage, ...]]:
    text = BRITISH.format(heading=request.param)
    return text, passages_of(plain(text))


def test_numbered_parties_are_one_block_with_their_date(british: tuple[str, tuple[Passage, ...]]) -> None:
    text, passages = british
    named = [words(text, passage) for passage in passages if passage.kind is PassageKind.PARTIES]
    assert named[0] == "HOLLIN VALVES LIMITED and TARRAN WATER PLC"
    assert named[1].startswith("THIS AGREEMENT is made on 3 June 2024 BETWEEN: (1) HOLLIN")
    assert named[1].endswith('(the "Buyer").')
    titles = [words(text, passage) for passage in passages if passage.kind is PassageKind.TITLE]
    assert titles == ["FRAMEWORK AGREEMENT"]


def test_recitals_stand_under_no_party(british: tuple[str, tuple[Passage, ...]]) -> None:
    text, passages = british
    recitals = [passage for passage in passages if passage.kind is PassageKind.RECITAL]
    assert [(passage.number, passage.parent) for passage in recitals] == [("(A)", None), ("(B)", None)]
    assert words(text, recitals[1]).startswith("(B) The Buyer needs")


def test_clauses_stand_under_no_recital(british: tuple[str, tuple[Passage, ...]]) -> None:
    _, passages = british
    clauses = {passage.number: passage for passage in passages if passage.number[:1].isdigit()}
    assert list(clauses) == ["1.1", "2.1", "2.2"]
    assert clauses["2.1"].section == ("2 Supply",)
    assert {passage.parent for passage in clauses.values()} == {None}


def test_signatures_under_a_heading_are_signatures(british: tuple[str, tuple[Passage, ...]]) -> None:
    text, passages = british
    signed = [passage for passage in passages if passage.kind is PassageKind.SIGNATURE]
    assert [words(text, passage)[:34] for passage in signed] == ["Signatures For HOLLIN VALVES LIMIT"]
    assert signed[0].parent is None
    assert not any("Signatures" in part for passage in passages for part in passage.section)


def test_a_date_opens_no_clause(british: tuple[str, tuple[Passage, ...]]) -> None:
    text, passages = british
    dated = next(passage for passage in passages if "1 July 2024" in words(text, passage))
    assert dated.number == "Schedule 1"
    assert passages[-1].number == "Schedule 1, 1"


def test_agreed_ends_the_parties_of_a_run_on_page() -> None:
    text = (
        'THIS AGREEMENT is made on 1 May 2024 BETWEEN: (1) ORU LIMITED, a company of Kell ("Oru"); '
        "and (2) DANA REYES of (the 'Employee'). IT IS AGREED as follows: 1. Start 1.1 Work starts on 2 May."
    )
    passages = passages_of(plain(text))
    assert [passage.kind for passage in passages[:2]] == [PassageKind.PARTIES, PassageKind.RECITAL]
    assert passages[-1].number == "1.1"


def test_lettered_clauses_are_no_recitals() -> None:
    parts = ["A. Supply", "1. The Seller ships the goods.", "2. The Buyer pays.", "B. Term", "1. One year."]
    passages = passages_of(plain("\n\n".join(parts)))
    assert [passage.number for passage in passages] == ["A.1", "A.2", "B.1"]
    assert {passage.kind for passage in passages} == {PassageKind.CLAUSE}


def test_recitals_end_at_an_article() -> None:
    parts = [
        'This Agreement is made between Oru Ltd ("Oru") and Kell Inc ("Kell") on the third of May.',
        "A. Oru has a mine and looks for a smelter.",
        "B. Kell has a smelter and looks for ore.",
        "ARTICLE I",
        "SUPPLY",
        "Oru shall sell its ore to Kell.",
    ]
    kinds = [(passage.number, passage.kind) for passage in passages_of(plain("\n\n".join(parts)))]
    assert kinds[1:] == [
        ("A", PassageKind.RECITAL),
        ("B", PassageKind.RECITAL),
        ("Article I", PassageKind.CLAUSE),
    ]


TABLE = """\
# Supply Agreement

## 1. Prices

1.1 The prices are those of Schedule 1.

## Schedule 1: Prices and dates

| Date | Part | Price |
|---|---|---|
| 1 July 2024 | Valve | 400.00 |
| 1. Final | Pump | 900.00 |

Prices are net.

## Schedule 2: Contacts

1. The Seller names one contact.
"""


def test_rows_of_a_table_are_read_together_and_open_no_clause() -> None:
    document = read(TABLE, "supply.md")
    passages = passages_of(document)
    tables = [passage for passage in passages if passage.kind is PassageKind.TABLE]
    assert [(passage.number, passage.heading) for passage in tables] == [("Schedule 1", "Prices and dates")]
    assert words(document.text, tables[0]).endswith("| 1. Final | Pump | 900.00 |")
    after = passages[passages.index(tables[0]) + 1 :]
    assert [(passage.number, passage.parent) for passage in after] == [
        ("", tables[0].id),
        ("Schedule 2, 1", None),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BETWEEN: (1) ORU LTD, a company of Kell; and (2) DANA REYES of 4 Quay (the 'Buyer').", "(1)"),
        ('Parties\n\n1. Oru Ltd ("Oru")\n\n2. Kell Inc ("Kell")', "1."),
        ("(1) Oru AS, organisation number 923;\n\n(2) Kell Oy, registration number 17.", "(1)"),
        ('1. PARTIES\n\n(a) Oru Ltd ("Oru"); and\n\n(b) Kell Inc ("Kell")', None),
        ("(1) The Supplier shall register the company;\n\n(2) The Buyer shall pay the company.", None),
        ('1. Board\n\n(a) Roy Falk (the "Director") joins.\n\n(b) Ann Mo (the "Chair") leaves.', None),
        ("sales in any two of (1) Norway (2) Sweden", None),
    ],
    ids=["between", "heading", "bare", "clause", "duties", "people", "inline"],
)
def test_where_the_entries_begin(text: str, wanted: str | None) -> None:
    found = find_party_entries(text)
    assert found == (None if wanted is None else text.index(wanted))


@pytest.mark.parametrize(
    ("line", "cover"),
    [
        ("Dated 17 June 2024", True),
        ("19th day of May 2010", True),
        ("by and between", True),
        ("KELL SMELTERS, INC.", True),
        ("## Parties", True),
        ("SUPPLY AGREEMENT", False),
        ("relating to Kell Smelters Limited", False),
        ("Predictive maintenance of pumps", False),
    ],
)
def test_lines_of_a_cover(line: str, cover: bool) -> None:
    assert is_cover_line(line) is cover


def test_clauses_that_begin_with_the_company_name_no_parties() -> None:
    text = (
        "AGENCY AGREEMENT\n\n"
        'Orrin Bancorp, Inc. (the "Company") and Tessal Savings Association ("Association") hereby confirm '
        'their agreement with Kell Securities, Inc. ("Kell") as follows:\n\n'
        "1. Indemnity. The Company and the Association jointly and severally agree to hold Kell harmless.\n\n"
        "2. Lock-up. The Company and the Association will not sell shares for a period of ninety days.\n\n"
        "3. Expenses. Kell shall be reimbursed for the registration."
    )
    numbered = [
        passage
        for passage in split_into_passages(plain(text), DocumentKind.AGREEMENT)
        if text[passage.start].isdigit()
    ]
    assert [passage.kind for passage in numbered] == [PassageKind.CLAUSE] * 3


@pytest.mark.parametrize("name", ["Company A", "[Company A]", "Company"])
def test_clauses_in_which_a_company_is_bound_name_no_parties(name: str) -> None:
    text = (
        "ALLIANCE AGREEMENT\n\nThis Agreement is made between Company A and Company B.\n\n"
        f"1. Work. {name} shall develop the product.\n\n2. Exit. {name} may terminate at any time."
    )
    kinds = [passage.kind for passage in split_into_passages(plain(text), DocumentKind.AGREEMENT)]
    assert kinds[-2:] == [PassageKind.CLAUSE] * 2


def test_a_number_that_binds_ends_the_recitals() -> None:
    parts = [
        'This Agreement is made between Oru Ltd ("Oru") and Kell Inc ("Kell") on the third of May.',
        "WHEREAS Oru has a mine and looks for a smelter.",
        "1. Oru shall deliver ore to Kell.",
        "2. Ore is paid within thirty days.",
    ]
    kinds = [passage.kind for passage in passages_of(plain("\n\n".join(parts)))]
    assert kinds == [PassageKind.PARTIES, PassageKind.RECITAL, PassageKind.CLAUSE, PassageKind.CLAUSE]


PARTIES_OF_ORE = 'This Agreement is made between Oru Ltd ("Oru") and Kell Inc ("Kell") on the third of May.'
FACTS = "Oru has a mine and looks for a smelter."


@pytest.mark.parametrize(
    ("recitals", "first", "second"),
    [
        (["Background", "(A) Oru has a mine.", "(B) Kell has a smelter."], "1. Oru shall deliver ore.", "2."),
        (["RECITALS", "1. Oru has a mine.", "2. Kell has a smelter."], "1. Oru shall deliver ore.", "2."),
        (["Background", FACTS], "1. Sale. Oru shall deliver ore.", "2."),
        (["Background", FACTS], "1. Definitions. In this Agreement ore means tin ore.", "2."),
        ([f"WHEREAS {FACTS}"], "Article 1. Oru shall deliver ore.", "Article 2."),
        ([f"WHEREAS {FACTS}"], "(1) Oru shall deliver ore.", "(2)"),
        ([f"WHEREAS {FACTS}"], "I. Oru shall deliver ore.", "II."),
    ],
)
def test_the_first_clause_ends_recitals_of_any_kind(recitals: list[str], first: str, second: str) -> None:
    parts = [PARTIES_OF_ORE, *recitals, first, f"{second} Kell shall pay for it within thirty days."]
    kinds = [passage.kind for passage in passages_of(plain("\n\n".join(parts)))]
    assert kinds[-3:] == [PassageKind.RECITAL, PassageKind.CLAUSE, PassageKind.CLAUSE]


@pytest.mark.parametrize("lead", ["WHEREAS:", "RECITALS", "WHEREAS Oru and Kell have talked since May;"])
def test_numbered_recitals_that_look_ahead_are_recitals(lead: str) -> None:
    parts = [
        *(PARTIES_OF_ORE, lead),
        *("1. Oru will open a mine in May.", "2. Kell will need ore.", "3. Both will gain."),
        "NOW, THEREFORE, the parties agree as follows:",
        *("1. Oru shall deliver ore.", "2. Kell shall pay."),
    ]
    document = plain("\n\n".join(parts))
    told = passages_of(document)
    clauses = [document.text[one.start : one.end] for one in told if one.kind is PassageKind.CLAUSE]
    assert clauses == ["1. Oru shall deliver ore.", "2. Kell shall pay."]


def test_recitals_of_an_exhibit_leave_the_clauses_before_it_alone() -> None:
    parts = [
        *(PARTIES_OF_ORE, f"WHEREAS {FACTS}", "1. Oru shall deliver ore.", "2. Kell shall pay."),
        *("EXHIBIT A", "WHEREAS the Landlord owns land.", "NOW, THEREFORE, they agree as follows:"),
    ]
    kinds = [passage.kind for passage in passages_of(plain("\n\n".join(parts)))]
    assert kinds[2:4] == [PassageKind.CLAUSE] * 2


def test_clauses_that_speak_of_company_without_binding_it_name_no_parties() -> None:
    parts = [
        'This Agreement is made between Oru Ltd ("Company") and Kell Inc ("Buyer") on the third of May.',
        *("1. Services. Company provides hosting.", "2. Monthly Fees. Buyer pays Company monthly."),
    ]
    kinds = [passage.kind for passage in passages_of(plain("\n\n".join(parts)))]
    assert kinds == [PassageKind.PARTIES, PassageKind.CLAUSE, PassageKind.CLAUSE]


@pytest.mark.parametrize(
    "entry",
    [
        'Oru Tin, a company which shall be the seller (the "Seller")',
        'Oru Tin Co. Ltd., a company incorporated in Norway (the "Seller")',
        'Oru Company, a company incorporated in Norway (the "Seller")',
    ],
)
def test_numbered_parties_are_parties(entry: str) -> None:
    parts = [
        *("This Agreement is made between:", f"1. {entry}; and"),
        '2. Kell, a company incorporated in Peru (the "Buyer").',
        *("IT IS AGREED as follows:", "1. The Seller shall sell tin.", "2. The Buyer shall pay."),
    ]
    kinds = [passage.kind for passage in passages_of(plain("\n\n".join(parts)))]
    assert kinds == [PassageKind.PARTIES, PassageKind.RECITAL, PassageKind.CLAUSE, PassageKind.CLAUSE]
