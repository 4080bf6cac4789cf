"""Who joins in a filing, and names that ran together."""

from __future__ import annotations

import time

import pytest

from contract_lens.assessment import Party
from contract_lens.detect.joint_filings import find_filers, is_joint_filing
from contract_lens.detect.parties import find_parties
from contract_lens.detect.run_together import with_names_apart

FILING = """\
JOINT FILING AGREEMENT Oru Holdings, Inc.

The undersigned confirm the agreement by and among them to the joint filing of the statement with respect to \
the securities of the above referenced issuer.

KELL INVEST LP
By: Kell Invest GP LLC, its General Partner
By: /s/ Ann Hale
Name: Ann Hale
Title: General Counsel

[Oru Holdings, Inc. - Joint Filing Agreement]

TIN LUX S.A. II /s/ Ann Hale Name: Ann Hale

KELL BANK CORPORATION

By: Jon Orr Name: Jon Orr Title: Attorney-in-fact

GEORGE T. HICK
By: /s/ George T. Hick

/s/ Mary Orrin-Lee Mary Orrin-Lee
"""


def test_who_signs_a_joint_filing_is_a_party_and_the_issuer_is_none() -> None:
    assert [party.name for party in find_parties(FILING)] == [
        "KELL INVEST LP",
        "TIN LUX S.A. II",
        "KELL BANK CORPORATION",
        "George T. Hick",
        "Mary Orrin-Lee",
    ]


def test_filers_may_be_told_by_labels() -> None:
    text = (
        "JOINT FILING AGREEMENT Additional Reporting Person (a): Kell Tin SA Address: 4 Quay Designated "
        "Filer: Oru AG Issuer: Harle Corporation\n\nHARLE, KENYA KELL TIN SA By: /s/ Ann Hale\n\n"
        "ORU AG\nBy: /s/ Jon Orr"
    )
    assert is_joint_filing(text)
    assert find_filers(text) == ["Kell Tin SA", "Oru AG"]


@pytest.mark.parametrize("words", ["By: ", "/s/ A ", "By: Kell LLC ", "[", "Filer: A ", "A. B. "])
def test_time_grows_with_length_alone(words: str) -> None:
    begun = time.process_time()
    find_filers((words * 30_000)[:60_000])
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "DATED 3 May 2020\n\nOCL\nORRIN CREAM LIMITED (Company no 1) whose registered office is at Kell"
            "\n\nTEV\nTEV GROUP LIMITED (company no 4) whose registered office is at Harle",
            [("ORRIN CREAM LIMITED", "OCL"), ("TEV GROUP LIMITED", "TEV")],
        ),
        (
            'This Agreement is between DURAN DURAN LIMITED ("Duran") and ABB Power Limited ("ABB").',
            [("DURAN DURAN LIMITED", "Duran"), ("ABB Power Limited", "ABB")],
        ),
    ],
)
def test_a_short_name_above_the_full_one_is_an_alias(text: str, names: list[tuple[str, str]]) -> None:
    assert [(party.name, party.aliases[0]) for party in find_parties(text)] == names


def test_two_names_that_and_joins_are_two_parties() -> None:
    text = (
        "HOSTING AGREEMENT\n\nThis voids any agreement between Orrincom and Kell Shows Inc.\n\n"
        "If Orrincom, Inc. ends this, Kell Shows Inc. may buy a copy."
    )
    assert [party.name for party in with_names_apart(text, [Party("Orrincom and Kell Shows Inc.")])] == [
        "Orrincom, Inc.",
        "Kell Shows Inc.",
    ]


@pytest.mark.parametrize(
    "name", ["Oru Gas and Electric Company", "Hale and Sons Ltd", "Kell and Tin Works Inc.", "And Inc."]
)
def test_one_name_with_and_stays_one(name: str) -> None:
    parties = (Party(name),)
    assert with_names_apart(f"This is between {name} and Harle LLC. {name} shall pay.", parties) == parties
