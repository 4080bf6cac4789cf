"""The words, icons, line styles and colours that every report uses for the same thing."""

from __future__ import annotations

from dataclasses import dataclass

from contract_lens.assessment import Branding
from contract_lens.clause import PassageKind, Stance, Symmetry
from contract_lens.errors import Status

NOT_LEGAL_ADVICE = "This is a reading aid, not legal advice."


@dataclass(frozen=True, slots=True)
class StanceStyle:
    """How a stance looks. Never colour alone (WCAG 1.4.1): word, icon and line style differ too.

    Attributes:
        code: The stance's code, also its CSS class.
        word: The word shown.
        icon: One glyph.
        plain: The same for streams that are limited to ASCII.
        line: Underline and border style.
        colour: Terminal colour, readable on light and on dark (orange and blue of Okabe and Ito).
    """

    code: str
    word: str
    icon: str
    plain: str
    line: str
    colour: str


STANCES = {
    Stance.ADVERSARIAL: StanceStyle("adversarial", "adversarial", "▼", "-", "solid", "dark_orange3"),
    Stance.NEUTRAL: StanceStyle("neutral", "neutral", "●", "=", "dotted", "grey50"),
    Stance.COLLABORATIVE: StanceStyle("collaborative", "collaborative", "▲", "+", "dashed", "deep_sky_blue3"),
    Stance.UNDECIDED: StanceStyle("undecided", "undecided", "◇", "?", "double", "grey62"),
}


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How a label of a whole agreement or deal is worded.

    Attributes:
        name: Short name.
        meaning: One clause on what it says.
        reads_as: Completes "reads as ..." when it leads the verdict.
        also: Completes the verdict when another label leads it.
        adverse: Whether it calls for attention.
    """

    name: str
    meaning: str
    reads_as: str
    also: str
    adverse: bool


#: In the order in which they lead a verdict.
LABELS = {
    "misbranded": LabelStyle(
        "Misbranded",
        "called an alliance, built as a supply, service or licence deal",
        "a supply, service or licence contract",
        "the grand name is not borne out by the terms",
        True,
    ),
    "dysfunctional": LabelStyle(
        "Dysfunctional",
        "collaborative purpose beside terms that squeeze, protect and police",
        "warm words over adversarial terms",
        "its warm words sit over adversarial terms",
        True,
    ),
    "last_resort": LabelStyle(
        "Last resort",
        "exit and control outweigh what the parties promise each other",
        "a deal held together by exit and control",
        "exit and control outweigh the commitments",
        True,
    ),
    "collaborative": LabelStyle(
        "Collaborative",
        "the terms themselves share risk, govern jointly and settle conflict inside",
        "an alliance in substance",
        "some of its terms are truly collaborative",
        False,
    ),
    "transactional": LabelStyle(
        "Transactional",
        "an arm's-length contract that pretends nothing else",
        "an arm's-length contract",
        "otherwise an arm's-length contract",
        False,
    ),
}


@dataclass(frozen=True, slots=True)
class IndexStyle:
    """How an index is worded: title, what it measures, and which group it stands in."""

    title: str
    meaning: str
    group: str


GUARDS, BONDS, WORDS = "Guarding and leaving", "Working together", "Words"

INDICES = {
    "exit": IndexStyle("Exit", "how easily the parties can get out", GUARDS),
    "control": IndexStyle("Control", "vetoes, approvals and direction of the other", GUARDS),
    "one_sidedness": IndexStyle("One-sidedness", "how far terms bind or favour one party only", GUARDS),
    "risk_shifted": IndexStyle("Risk shifted", "risk and cost put on the other side", GUARDS),
    "purpose_talk": IndexStyle("Purpose talk", "alliance language in title, recitals and purpose", WORDS),
    "risk_reward_sharing": IndexStyle(
        "Shared risk and reward", "costs, gains and losses borne together", BONDS
    ),
    "joint_governance": IndexStyle("Joint governance", "bodies in which both decide together", BONDS),
    "information_sharing": IndexStyle(
        "Information sharing", "duties to inform, plan and report openly", BONDS
    ),
    "integration": IndexStyle("Integration", "joint work in design, supply, marketing, delivery", BONDS),
    "relationship_investment": IndexStyle(
        "Relationship investment", "people, money and learning put into the relationship", BONDS
    ),
}

BRANDING = {
    Branding.ALLIANCE: "an alliance",
    Branding.PARTNERSHIP: "a partnership",
    Branding.JOINT_VENTURE: "a joint venture",
    Branding.COLLABORATION: "a collaboration",
    Branding.NONE: "",
}

#: What makes a partner an ally.
ESSENTIALS = {
    "strategic": "Strategic",
    "win_win": "Win-win",
    "shared_risk_and_reward": "Shared risk and reward",
}

STATUSES = {
    Status.OK: "read",
    Status.OK_WITH_WARNINGS: "read with warnings",
    Status.NO_TEXT: "no text",
    Status.ENCRYPTED: "encrypted",
    Status.UNSUPPORTED: "unsupported format",
    Status.CORRUPT: "damaged",
    Status.LIMIT_EXCEEDED: "over a limit",
    Status.TIMEOUT: "timed out",
    Status.CRASHED: "crashed",
    Status.SKIPPED: "skipped",
}

SYMMETRIES = {Symmetry.MUTUAL: "mutual", Symmetry.ONE_SIDED: "one-sided", Symmetry.NONE: ""}

KINDS = {
    PassageKind.RECITAL: "recital",
    PassageKind.DEFINITION: "definition",
    PassageKind.TITLE: "title",
    PassageKind.PARTIES: "parties",
    PassageKind.SIGNATURE: "signature",
    PassageKind.TABLE: "table",
    PassageKind.CONTENTS: "contents",
    PassageKind.QUOTED: "quoted mail",
    PassageKind.HEADER: "header",
}

#: Codes whose words alone would not tell a lawyer what is meant.
_FUNCTIONS = {
    "term_convenience": "termination without cause",
    "term_cause": "termination for cause",
    "buyout": "buy-out or first refusal",
    "control_right": "control over the other",
    "lock_in": "lock-in",
    "exit_aftermath": "after the exit",
    "penalty": "penalty or set-off",
    "audit": "audit or inspection",
    "ip_control": "IP to one party",
    "discretion": "sole discretion",
    "liability_limit": "limit of liability",
    "risk_reward_sharing": "shared risk and reward",
    "joint_ip": "joint IP",
    "review": "joint review",
    "positional": "positional demand",
    "dominance": "my way",
    "interest": "their interests",
    "ownership": "owning a mistake",
    "inviting": "inviting views",
}

_LEFT_OUT = {
    "running_head": "running headers and footers",
    "page_number": "page numbers",
    "deleted": "tracked deletions",
    "hidden": "hidden text",
    "comment": "comments",
    "ruled_line": "ruled lines",
    "attachment": "attachments",
    "script_or_style": "scripts and styles",
    "caption_note": "caption notes",
    "system_message": "notices of the chat program",
    "media_note": "marks of pictures and deleted messages",
    "attached_file": "attached files",
    "picture": "pictures",
    "digital_signature": "digital signatures",
    "undecodable": "characters that cannot be decoded",
}


def function_name(code: str) -> str:
    """Return the words for a codebook function: ``term_convenience`` is "termination without cause"."""
    return _FUNCTIONS.get(code, code.replace("_", " "))


def left_out_name(reason: str) -> str:
    """Return the words for a reason why characters were kept out of the text."""
    return _LEFT_OUT.get(reason, reason.replace("_", " "))


def level(value: float) -> str:
    """Return ``low`` (under 34), ``medium`` or ``high`` (67 and over) for an index from 0 to 100."""
    return "low" if value < 34 else "medium" if value < 67 else "high"


def leaning(score: float) -> str:
    """Return the words for a stance from -1 to 1.

    Most words of any contract are neutral, so a surplus of a twentieth of them already leans one way, and
    a fifth is plain.
    """
    if abs(score) < 0.05:
        return "balanced"
    side = "adversarial" if score < 0 else "collaborative"
    return f"leaning {side}" if abs(score) < 0.2 else side


def leans(score: float) -> str:
    """Return ``leaning`` as a verb: ``is balanced``, ``leans adversarial``, ``is collaborative``."""
    return f"is {leaning(score)}".replace("is leaning", "leans")
