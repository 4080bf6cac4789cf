"""Parties whose form is no English word: "s.r.o.", "GmbH & Co. KG", "S.A. de C.V.", whole and not dropped."""

from __future__ import annotations

import pytest

from contract_lens.detect.company_names import find_companies
from contract_lens.detect.parties import find_parties

_FORMS = [
    "s.r.o.",
    "spol. s r.o.",
    "Sp. z o.o.",
    "Sp. z o.o. sp. k.",
    "d.o.o.",
    "a.s.",
    "GmbH & Co. KG",
    "AG & Co. KG",
    "B.V. & Co. KG",
    "SE & Co. KGaA",
    "S.A. de C.V.",
    "S. de R.L. de C.V.",
    "Kft.",
    "Zrt.",
    "Nyrt.",
    "A/S",
    "ApS",
    "Oy",
    "Oyj",
    "AB",
    "UAB",
    "OÜ",
    "Pty Ltd",
    "S.p.A.",
    "S.r.l.",
    "S.à r.l.",
    "S.A.S.",
    "S.L.",
    "Ltda.",
    "Lda.",
    "Pte. Ltd.",
    "Pvt. Ltd.",
    "Sdn. Bhd.",
    "K.K.",
    "e.V.",
]
_TEXTS = {
    "defined": 'This is made on 3 May 2021 between {} ("Oru") and {} ("Kell").\n\n1. Oru shall deliver.',
    "described": "This Agreement is entered into by and between {}, a company organised under the laws of "
    'Ruritania, having its office at Long Street 5, Tarn ("Supplier"), and {}, with its seat at Kiel '
    '("Buyer").\n\n1. Supplier shall deliver.',
    "listed": 'BETWEEN:\n\n(1) {}, a company registered in Tarn ("Supplier"); and\n\n(2) {}, a company '
    'registered in Kiel ("Buyer").\n\n1. Supplier shall deliver.',
    "bare": "Between {} and {}\n\n1. The goods are delivered.",
    "signed": "1. The goods are delivered monthly.\n\n{}\nBy: ____\n\n{}\nBy: ____",
}


@pytest.mark.parametrize("form", [*_FORMS, "Co., Ltd."])
@pytest.mark.parametrize("place", _TEXTS)
def test_a_form_belongs_to_the_name_wherever_the_party_is_named(form: str, place: str) -> None:
    for other in ("Inc.", form):
        names = [f"Oru Castings {form}", f"Kell Varme {other}"]
        found = [party.name for party in find_parties("SUPPLY AGREEMENT\n\n" + _TEXTS[place].format(*names))]
        assert [name.rstrip(".") for name in found] == [name.rstrip(".") for name in names]


def test_the_defined_term_behind_the_form_is_kept() -> None:
    parties = find_parties('made between Oru Castings s.r.o. ("Oru") and KELL VARME S.A. DE C.V. ("Kell")')
    assert [(party.name, party.aliases) for party in parties] == [
        ("Oru Castings s.r.o.", ("Oru",)),
        ("KELL VARME S.A. DE C.V.", ("Kell",)),
    ]


@pytest.mark.parametrize(
    "text", ["Signed by Mr. K.K. Rao", "Dr. S.L. Reyes attends.", "See Clause 4 a.s.a.p."]
)
def test_initials_are_no_company(text: str) -> None:
    assert find_companies(text) == []
