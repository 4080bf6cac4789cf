"""What a portfolio needs to know of each deal: small enough to hold thousands of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.assess.likeness import sketch
from contract_lens.assess.names import key_of
from contract_lens.assess.paper import OPERATIVE
from contract_lens.assess.side_names import is_part_of
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.attention import attention
from contract_lens.clause import PassageKind
from contract_lens.deal import Deal, DealReport, Voice
from contract_lens.taxonomy.portfolio_words import load_portfolio_words
from contract_lens.taxonomy.roles import load_roles

_FORMS = frozenset(
    ("limited", "ltd", "inc", "incorporated", "llc", "llp", "plc", "corp", "corporation", "company", "co",
     "gmbh", "ag", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "ab", "as", "oy", "oyj", "aps", "pty",
     "kk", "kg")
)  # fmt: skip
_TITLE_LINE = 120  # characters of a line that may be a title under a signature
_BODY_TEXT = 300_000  # characters of a document in which bodies are looked for


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What is kept of one deal.

    Attributes:
        deal: The verdict.
        attention: How urgently a person should look.
        parties: Names of the parties of the main agreement.
        print: Fingerprint of the agreements' wording.
        signs: Who signs: ``executive`` or ``other``, one for each signature that tells.
        has_paper: Whether an agreement was read.
        governance: Index of joint governance of the main agreement.
        sharing: Index of shared risk and reward of the main agreement.
        bodies: Bodies and offices of several alliances that the documents name.
    """

    deal: Deal
    attention: float
    parties: tuple[str, ...]
    print: frozenset[int]
    signs: tuple[str, ...]
    has_paper: bool
    governance: float
    sharing: float
    bodies: frozenset[str]

    @property
    def name(self) -> str:
        """Name of the deal."""
        return self.deal.name

    def voices_of(self, company: str) -> tuple[Voice, ...]:
        """Return the people who speak for a company; for nobody's, all of them."""
        people = tuple(voice for voice in self.deal.voices if voice.name != voice.side)
        if not company:
            return people
        return tuple(voice for voice in people if voice.side and same_company(voice.side, company))


def gather_facts(report: DealReport) -> DealFacts:
    """Keep of a deal what its portfolio needs.

    Args:
        report: The deal with its documents, clauses and texts.
    """
    papers = [row for row in report.documents if row.kind is DocumentKind.AGREEMENT and row.status.was_read]
    lead = next((row for row in papers if row.path == next(iter(report.deal.documents), "")), None)
    lead = lead or next(iter(papers), None)
    return DealFacts(
        deal=report.deal,
        attention=attention(report),
        parties=tuple(party.name for party in lead.parties) if lead else (),
        print=sketch(clause.text for clause in lead.clauses if clause.kind in OPERATIVE)
        if lead
        else frozenset(),
        signs=_levels(lead) if lead else (),
        has_paper=lead is not None,
        governance=lead.indices["joint_governance"].value if lead and lead.indices else 0.0,
        sharing=lead.indices["risk_reward_sharing"].value if lead and lead.indices else 0.0,
        bodies=_bodies(report.documents),
    )


def same_company(one: str, two: str) -> bool:
    """Whether two names are one company's: ``Tindvik`` and ``TINDVIK METALS AS``."""
    return is_part_of(plain_name(one), plain_name(two)) or is_part_of(plain_name(two), plain_name(one))


def plain_name(name: str) -> str:
    """Return a company's name without its legal form: ``TINDVIK METALS AS`` -> ``TINDVIK METALS``."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and key_of(words[-1]).replace(" ", "") in _FORMS:
        words.pop()
    return " ".join(words)


def _levels(paper: Assessment) -> tuple[str, ...]:
    """Tell from the titles under the signatures whether executives sign."""
    levels = []
    for clause in paper.clauses:
        if clause.kind is not PassageKind.SIGNATURE:
            continue
        for line in clause.text.splitlines():
            title = _title_in(line)
            role = load_roles().role_of(title) if title else ""
            if role:
                levels.append("executive" if role == "executive" else "other")
    return tuple(levels)


def _title_in(line: str) -> str:
    """Return what may be a title in one line of a signature block: after a comma or ``Title:``."""
    line = line.strip(" _*")
    if len(line) > _TITLE_LINE * 2:
        return ""
    if labelled := re.match(r"(?i)(?:title|position|its)\s*:\s*(.{2,80})", line):
        return labelled[1]
    tail = re.search(r",\s*([A-Z][^,]{2,60}(?:,[^,]{2,40})?)$", line)
    return tail[1] if tail and not _is_form(tail[1]) else ""


def _is_form(words: str) -> bool:
    return key_of(words).replace(" ", "") in _FORMS


def _bodies(documents: Sequence[Assessment]) -> frozenset[str]:
    pattern = load_portfolio_words().bodies
    return frozenset(
        " ".join(found.group().casefold().split())
        for row in documents
        for found in pattern.finditer(row.text[:_BODY_TEXT])
    )
