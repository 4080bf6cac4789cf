"""Title, parties and branding of an agreement."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from contract_lens.assessment import Branding, Party
from contract_lens.clause import Passage, PassageKind
from contract_lens.detect import frame_agreement
from contract_lens.detect.branding import find_branding
from contract_lens.detect.parties import find_parties
from contract_lens.detect.title import find_title

OPENING = (
    "Exhibit 10.2\n\nEXECUTION VERSION\n\nSTRATEGIC ALLIANCE AGREEMENT\n\n"
    'This Strategic Alliance Agreement (the "Agreement") is made as of 3 May 2024 (the "Effective Date") by '
    "and between NordWind Energy GmbH, a German limited liability company having its office in Kiel "
    '("NordWind"), and '
    'Copperreach Metals, Inc., a Delaware corporation (the "Supplier") (each a "Party" and together the '
    '"Parties").\n\nWHEREAS, NordWind builds turbines;\n\nNOW, THEREFORE, the parties agree as follows:\n'
)


def test_an_agreement_is_framed():
    framing = frame_agreement(OPENING, [], "")
    assert framing.title == "STRATEGIC ALLIANCE AGREEMENT"
    assert framing.calls_itself is Branding.ALLIANCE
    assert framing.parties == (
        Party("NordWind Energy GmbH", ("NordWind",)),
        Party("Copperreach Metals, Inc.", ("Supplier",), "supplier"),
    )


def test_run_on_text_is_framed_alike():
    assert (
        frame_agreement(" ".join(OPENING.split()), [], "").parties == frame_agreement(OPENING, [], "").parties
    )
    assert frame_agreement(" ".join(OPENING.split()), [], "").title == "STRATEGIC ALLIANCE AGREEMENT"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "(", "between", 'between "" and ("', "This agreement", "a" * 9_000]
)
def test_a_text_that_is_no_agreement_has_no_face(text: str):
    framing = frame_agreement(text, [], "")
    assert (framing.parties, framing.calls_itself) == ((), Branding.NONE)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("SUPPLY AGREEMENT\n\nThis Agreement", "SUPPLY AGREEMENT"),
        ("Exhibit 10.47 Supply Agreement\n", "Supply Agreement"),
        (
            "EXHIBIT 4.5\n\n   MANUFACTURING OUTSOURCING AGREEMENT\n\nThis",
            "MANUFACTURING OUTSOURCING AGREEMENT",
        ),
        ("JOINT DEVELOPMENT\n\nAND LICENSE AGREEMENT\n\nby and", "JOINT DEVELOPMENT AND LICENSE AGREEMENT"),
        ("FORM OF LICENSE AGREEMENT THIS LICENSE AGREEMENT is made", "FORM OF LICENSE AGREEMENT"),
        ("FIRST AMENDMENT TO SERVICES AGREEMENT This First", "FIRST AMENDMENT TO SERVICES AGREEMENT"),
        ("Memorandum of Understanding\n\nbetween", "Memorandum of Understanding"),
        ("[***] Certain words were left out. This Pilot Agreement (the", "Pilot Agreement"),
        ("CONFIDENTIAL\n\nPage 1 of 6\n\nCONTENT LICENSE AGREEMENT\n\n", "CONTENT LICENSE AGREEMENT"),
        ("DRAFT 3 – SUBJECT TO CONTRACT – [date]\n\nSUPPLY AGREEMENT\n\nbetween", "SUPPLY AGREEMENT"),
        ("WITHOUT PREJUDICE\n\nHeads of Terms\n", "Heads of Terms"),
        ("Contract No.: 77\nCollaboration Agreement\n", "Collaboration Agreement"),
    ],
)
def test_title(text: str, title: str):
    assert find_title(text) == title


def test_title_of_the_file_is_the_last_resort():
    assert find_title("we met and spoke about lunch", " Alliance   Draft ") == "Alliance Draft"


@pytest.mark.parametrize(
    ("text", "names", "aliases"),
    [
        (
            'is made between: (1) Gullhaven AS, a company of Norway (the "Owner"); and (2) Montclar SA '
            '("Maker").',
            ["Gullhaven AS", "Montclar SA"],
            [("Owner",), ("Maker",)],
        ),
        (
            "Party A: Vantrel Games Co., Ltd\nParty B: Oru Telecom\n",
            ["Vantrel Games Co., Ltd", "Oru Telecom"],
            None,
        ),
        (
            'between Reed and Sons, Inc., a Texas corporation ("Reed"), and Bank of Oru, N.A. (hereinafter '
            'referred to as the "Lender" or "Bank")',
            ["Reed and Sons, Inc.", "Bank of Oru, N.A."],
            [("Reed",), ("Lender", "Bank")],
        ),
        (
            'between Wexler LLC, hereinafter referred to as "Licensor" and Ilmen AG Suite 4, 50676 Cologne, '
            'hereinafter referred to as "Licensee"',
            ["Wexler LLC", "Ilmen AG"],
            [("Licensor",), ("Licensee",)],
        ),
        (
            'by and among Western Tin Ltd. ("Tin"), a company, Western Lead Ltd. ("Lead"), and Lode LP '
            '("Lode")',
            ["Western Tin Ltd.", "Western Lead Ltd.", "Lode LP"],
            [("Tin",), ("Lead",), ("Lode",)],
        ),
        (
            "between AZUL LINHAS S/A (as Company) and AVIONS REGIONAL, G.I.E. (as Repairer)",
            None,
            [("Company",), ("Repairer",)],
        ),
    ],
    ids=["numbered", "labelled", "hereinafter", "addresses", "three", "as"],
)
def test_parties(text: str, names: list[str] | None, aliases: list[tuple[str, ...]] | None):
    parties = find_parties(f"SUPPLY AGREEMENT\n\nThis Agreement {text}.\n\nWHEREAS")
    if names is not None:
        assert [party.name for party in parties] == names
    if aliases is not None:
        assert [party.aliases for party in parties] == aliases


@pytest.mark.parametrize(
    ("title", "purpose", "branding"),
    [
        ("STRATEGIC ALLIANCE AGREEMENT", "", "alliance"),
        ("Joint Venture Contract", "", "joint_venture"),
        ("STRATEGIC PARTNERSHIP AGREEMENT", "", "partnership"),
        ("Collaboration Agreement", "", "collaboration"),
        ("Framework Co-operation Agreement", "", "collaboration"),
        ("CO-BRANDING AGREEMENT", "", "none"),
        ("SUPPLY AGREEMENT", "The parties wish to form a strategic alliance.", "alliance"),
        ("SUPPLY AGREEMENT", "The parties intend to become strategic partners.", "partnership"),
        ("SUPPLY AGREEMENT", "They enter into a close collaboration on a new valve.", "collaboration"),
        # The codebook counts what the relationship is called, and a verb calls it nothing.
        ("SUPPLY AGREEMENT", "They agreed to collaborate on a new valve.", "none"),
        ("SUPPLY AGREEMENT", "Nothing herein shall create a partnership or joint venture.", "none"),
        ("SUPPLY AGREEMENT", "No joint venture is formed by this Agreement.", "none"),
        ("PARTNER PROGRAM TERMS", "Partner joins the partner program of the Vendor.", "none"),
        ("SUPPLY AGREEMENT", "The Seller shall cooperate with any inspection.", "none"),
    ],
)
def test_branding(title: str, purpose: str, branding: str):
    assert find_branding(title, purpose, ()) == branding


def test_name_of_a_company_is_no_branding():
    parties = (Party("Alliance Pharmaceutical Inc"), Party("Oru Ltd"))
    title = "SUPPLY AGREEMENT WITH ALLIANCE PHARMACEUTICAL INC"
    assert find_branding(title, "", parties) is Branding.NONE
    assert find_branding(title, "", ()) is Branding.ALLIANCE


def test_a_venture_that_is_the_other_party_is_no_branding():
    parties = (Party("Oru Ltd"), Party("Oru Tamm LLC", ("Joint Venture Company",)))
    recital = "Oru and Tamm have formed Joint Venture Company to build a plant."
    assert find_branding("MARKETING AGREEMENT", recital, parties) is Branding.NONE
    assert find_branding("MARKETING AGREEMENT", recital, ()) is Branding.JOINT_VENTURE


@pytest.mark.parametrize("title", ["STRATEGIC PARTNER AGREEMENT", "PARTNERSHIP CHARTER"])
def test_a_partner_who_is_called_partner_is_one(title: str):
    assert find_branding(title, "", (Party("Oru Ltd", ("Partner",)),)) is Branding.PARTNERSHIP


def test_marked_passages_are_used_and_may_be_missing():
    recital = (
        "WHEREAS, the parties wish to form a strategic alliance for green copper and for wind power at sea;"
    )
    text = "SUPPLY AGREEMENT\n\n" + "x " * 5_000 + recital
    passage = Passage("c1", text.index(recital), len(text), PassageKind.RECITAL)
    assert frame_agreement(text, [passage], "").calls_itself is Branding.ALLIANCE
    assert frame_agreement(text, [], "").calls_itself is Branding.NONE


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def test_titles_and_branding_of_real_agreements(shared_data: Path):
    """Titles 0.924 over all documents, branding 53 of 54, when these bars were set."""
    texts = shared_data / "cuad" / "txt"
    with (shared_data / "cuad" / "spans.jsonl").open(encoding="utf-8") as lines:
        spans = [span for span in map(json.loads, lines) if span["category"] == "Document Name"][::5]
    right = 0
    for span in spans:
        text = (texts / f"{span['document']}.txt").read_text(encoding="utf-8")
        found, wanted = _plain(find_title(text)), _plain(text[span["start"] : span["end"]])
        right += bool(found) and (wanted in found or found in wanted)
    assert right / len(spans) >= 0.88
    with (shared_data / "agreements.jsonl").open(encoding="utf-8") as lines:
        agreements = [json.loads(line) for line in lines]
    misses = []
    for agreement in agreements:
        text = (texts / f"{agreement['document']}.txt").read_text(encoding="utf-8")
        wanted = "none" if agreement["calls_itself"] == "co-brand" else agreement["calls_itself"]
        if frame_agreement(text, [], "").calls_itself != wanted:
            misses.append(agreement["document"])
    # The one known miss: a co-branding agreement whose recital speaks of collaborating.
    assert len(misses) <= 1, misses


def test_parties_of_real_agreements(shared_data: Path):
    """Two or more parties are found in most agreements; 0.92 of the names are parties by expert label."""
    with (shared_data / "cuad" / "spans.jsonl").open(encoding="utf-8") as lines:
        spans = [span for span in map(json.loads, lines) if span["category"] == "Parties"]
    documents = sorted({span["document"] for span in spans})[::6]
    named = right = several = 0
    for document in documents:
        text = (shared_data / "cuad" / "txt" / f"{document}.txt").read_text(encoding="utf-8")
        labels = [_plain(text[s["start"] : s["end"]]) for s in spans if s["document"] == document]
        parties = find_parties(text)
        several += len(parties) >= 2
        named += len(parties)
        right += sum(
            any(label and (label in _plain(party.name) or _plain(party.name) in label) for label in labels)
            for party in parties
        )
    assert several / len(documents) >= 0.8
    assert right / named >= 0.85


@pytest.mark.parametrize(
    "unit", ["between ", '("A") and ', "This A ", "a bcd, A", "hereinafter ", "\n ", "Inc. ", '"']
)
def test_hostile_openings_take_bounded_time(unit: str):
    frame_agreement(unit * 100, [], "")
    started = time.process_time()
    frame_agreement(unit * 50_000, [], "")
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    ("text", "given", "title"),
    [
        ("# Alliance Agreement\n\nDated 3 May 2024", "", "Alliance Agreement"),
        (
            "Agreement for Repair and Testing Services\n\nDated",
            "",
            "Agreement for Repair and Testing Services",
        ),
        (
            "Partnership Charter\n\nand Work Agreement\n\nEffective",
            "",
            "Partnership Charter and Work Agreement",
        ),
        ("KELL SMELTERS, INC.\n\nSUPPLY AGREEMENT\n\nThis", "", "SUPPLY AGREEMENT"),
        ("Exhibit 10.2\n\nAMENDMENT NO. 3\n\nDated as of", "", "AMENDMENT NO. 3"),
        ("Supply Contract on Green Ore between Oru and Kell\n\n", "", "Supply Contract on Green Ore"),
        ("SUPPLY AGREEMENT\n\nfor the goods of Kell", "Supply Agreement for the Goods of Kell", None),
        (
            "SUPPLY AGREEMENT\n\nThis Agreement",
            "Microsoft Word - draft supply agreement v7",
            "SUPPLY AGREEMENT",
        ),
    ],
    ids=["markdown", "for", "two_lines", "company", "amendment", "between", "given", "junk"],
)
def test_whole_titles(text: str, given: str, title: str | None):
    assert find_title(text, given) == (given if title is None else title)


def test_parties_are_read_past_cover_and_contents():
    cover = "SUPPLY AGREEMENT\n\nORU LTD\n\nand\n\nKELL INC\n\n"
    contents = "CONTENTS\n\n" + "\n\n".join(f"{n}. Heading {n} ........ {n}" for n in range(1, 900)) + "\n\n"
    naming = 'between:\n\n(1) Oru Ltd, a company ("Oru"); and\n\n(2) Kell Inc, a company ("Kell").\n'
    text = cover + contents + naming
    start, past = len(cover), len(cover) + len(contents)
    passages = [
        Passage("c1", 0, 16, PassageKind.TITLE),
        Passage("c2", 18, start, PassageKind.PARTIES),
        Passage("c3", start, past, PassageKind.CONTENTS),
        Passage("c4", past, len(text), PassageKind.PARTIES),
    ]
    filler = "\n\n" + "1. The goods are sold. " * 2_000
    assert [party.name for party in frame_agreement(text + filler, passages, "").parties] == [
        "Oru Ltd",
        "Kell Inc",
    ]


def test_another_paper_is_no_branding_of_this_one() -> None:
    text = (
        "DISTRIBUTOR AGREEMENT between Oru Scanners Ltd ('Oru') and Velm AG ('Velm'). "
        "WHEREAS Oru and Velm have entered into that certain Strategic Alliance Agreement dated today "
        "(the 'Strategic Alliance Agreement'); "
        "words have the meaning given in the Strategic Alliance Agreement."
    )
    assert frame_agreement(text, (), "").calls_itself is Branding.NONE
    assert frame_agreement(text.replace("certain ", ""), (), "").calls_itself is Branding.ALLIANCE


def test_a_sentence_in_capitals_is_no_party() -> None:
    text = (
        "SOFTWARE LICENSE AGREEMENT between USE OF ADDITIONAL COPIES IS LIMITED TO BACKUP, "
        "and Oru Ltd ('Oru')."
    )
    assert all("COPIES" not in party.name for party in frame_agreement(text, (), "").parties)
