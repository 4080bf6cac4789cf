"""``deal.toml``: everything optional, every mistake named with its key and what to do."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from paper_builders import ONE_SIDED, A, C, Frame, N, Row, alliance_terms, assess, supply_terms, talk

from contract_lens.assess import assess_deal
from contract_lens.assess.description import DealDescription, FileNote, read_description
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.errors import InputMissing, UsageError

WHOLE = """
name = "Rail sensing"
company = "Orrin"

[dates]
signed = 2024-09-09

[files]
"agreement.txt" = "agreement"
"notice.eml" = { role = "mail", date = 2025-03-07 }

[[sides]]
name = "Orrin"
names = ["Orrin Works", "Commercial Legal"]
domains = ["@orrin.example"]

[[sides]]
name = "Brightwater"

[[people]]
name = "Ana Reyes"
side = "Orrin"
role = "champion"
names = ["Ana"]
"""


def read(text: str, tmp_path: Path, *files: str) -> DealDescription:
    path = tmp_path / "deal.toml"
    path.write_text(text, encoding="utf-8")
    return read_description(path, files)


def notes(*rows: list[Row], path: str = "notes.md") -> Assessment:
    return assess([row for part in rows for row in part], kind=DocumentKind.COMMUNICATION, path=path)


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    told = read(WHOLE, tmp_path, "agreement.txt", "notice.eml")
    assert (told.name, told.company, told.dates) == ("Rail sensing", "Orrin", {"signed": "2024-09-09"})
    assert told.note_on("deals/x/notice.eml") == FileNote("mail", "2025-03-07")
    assert told.note_on("other.eml") == FileNote()
    assert told.sides[0].domains == ("orrin.example",)
    assert (told.people[0].role, told.people[0].names) == ("champion", ("Ana",))


def test_nothing_needs_to_be_said(tmp_path: Path) -> None:
    assert read("", tmp_path) == DealDescription()


@pytest.mark.parametrize(
    ("text", "cause", "remedy"),
    [
        ("nmae = 'x'", "nmae is not known (nearest: name)", "use one of name"),
        ("[[sides]]\nname = 'A'\ndomian = ['a.example']", "sides[1].domian is not known", "domains"),
        ("[[sides]]\ndomains = ['a.example']", "sides[1].name is missing", "write it"),
        ("[[people]]\nname = 'A'\nrole = 'champoin'", "(nearest: champion)", "use one of lawyer"),
        (
            "[[sides]]\nname = 'Orrin'\n[[people]]\nname = 'A'\nside = 'Orin'",
            "people[1].side is no side",
            "name one of Orrin",
        ),
        ("[dates]\nsigned = '7 March'", "dates.signed is no date", "2025-03-07"),
        ("[dates]\nsinged = 2025-03-07", "dates.singed is not known (nearest: signed)", "use one of"),
        ("[files]\n'agreemnt.txt' = 'agreement'", "not in the folder (nearest: agreement.txt)", "correct"),
        ("[files]\n'agreement.txt' = 'contract'", "files.agreement.txt.role is not known", "use one of"),
        ("people = 'Ana'", "people must be a list of tables", "[[people]]"),
        ("name = 7", "name must be a text. Got 7 instead", "quotation marks"),
        ("[[sides]]\nname = 'A'\nnames = 'B'", "sides[1].names must be a list of texts", '["a", "b"]'),
        ("name = ", "is not a TOML file", "docs/deals.md"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_remedy(
    text: str, cause: str, remedy: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as caught:
        read(text, tmp_path, "agreement.txt")
    assert cause in caught.value.cause
    assert remedy in caught.value.remedy
    assert caught.value.subject.endswith("deal.toml")


def test_a_description_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        read_description(tmp_path / "deal.toml")


def test_what_the_user_says_outweighs_what_is_guessed(tmp_path: Path) -> None:
    told = read(WHOLE, tmp_path)
    mixed = notes(
        talk(C, 5, speaker="Ana", side="Brightwater"),
        talk(A, 5, speaker="Leo Marsh", side="Commercial Legal"),
    )
    deal = assess_deal("folder", [assess(alliance_terms()), mixed], description=told)
    assert (deal.name, deal.company) == ("Rail sensing", "Orrin")
    assert {voice.name: (voice.side, voice.role) for voice in deal.voices} == {
        "Ana Reyes": ("Orrin", "champion"),
        "Leo Marsh": ("Orrin", "lawyer"),
    }
    assert "dysfunctional" in deal.labels


def test_a_draft_never_leads_and_an_ignored_file_is_left_out() -> None:
    draft = assess([*supply_terms(), *supply_terms()], frame=Frame("Draft"), path="draft.docx")
    final = assess(alliance_terms(), path="final.docx")
    hostile = notes(talk(A, 6), path="old.eml")
    told = DealDescription(files={"draft.docx": FileNote("draft"), "old.eml": FileNote("ignore")})
    deal = assess_deal("d", [draft, final, hostile], description=told)
    assert deal.documents == ("final.docx", "draft.docx")
    assert deal.contract_stance == assess_deal("d", [final]).contract_stance
    assert deal.communication_stance is None


def test_a_role_that_the_text_belies_is_told() -> None:
    told = DealDescription(files={"notes.md": FileNote("agreement")})
    deal = assess_deal("d", [assess(alliance_terms()), notes(talk(N, 3))], description=told)
    assert any(
        "deal.toml calls notes.md agreement, but it reads as a communication" in one for one in deal.warnings
    )


def test_somebody_who_is_not_heard_is_named(tmp_path: Path) -> None:
    deal = assess_deal("d", [notes(talk(N, 3, speaker="Leo Marsh"))], description=read(WHOLE, tmp_path))
    assert any("Ana Reyes, who is not heard" in warning for warning in deal.warnings)


def test_the_agreement_that_the_user_names_leads() -> None:
    long, short = assess(supply_terms(), path="long.pdf"), assess([Row("Orrin shall pay.", N, (), ONE_SIDED)])
    short = dataclasses.replace(short, path="short.pdf")
    told = DealDescription(files={"short.pdf": FileNote("agreement")})
    assert assess_deal("d", [long, short], description=told).documents[0] == "short.pdf"
    assert assess_deal("d", [long, short]).documents[0] == "long.pdf"
