"""Words of ``duties.toml`` (how duties are worded, who bears them) and ``framing.toml`` (title, branding)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from contract_lens.taxonomy.schema import build_each, build_record, read_toml

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ModalPhrases:
    """How one modality is worded.

    Attributes:
        code: ``obligation``, ``right``, ``prohibition``, ``no_right`` or ``no_obligation``.
        phrases: Patterns in the small syntax of ``signals.toml``, without gaps.
        matches: Sentences that have this modality.
        not_matches: Sentences that have another.
    """

    code: str
    phrases: tuple[str, ...]
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """Words that tell who a subject is.

    Attributes:
        mutual_words: Words that make a subject mean both sides ("each", "either").
        mutual_party: Words that do so before "party" ("the receiving party").
        collective: Words for equals, each of whom is meant ("each Shareholder").
        joint_bodies: Bodies that act for both.
        joint_people: People who do so when they are called joint.
        roles: Words for one side.
        things: Words for what can be no side.
        determiners: Words before a noun.
        prepositions: The head noun stands before the first of these.
        fillers: Words at the edge of a subject that say nothing.
        company_forms: Endings of company names.
        own_people: People of one side ("affiliates").
        own_words: Words that lead to them ("its").
    """

    mutual_words: frozenset[str]
    mutual_party: frozenset[str]
    collective: frozenset[str]
    joint_bodies: frozenset[str]
    joint_people: frozenset[str]
    roles: frozenset[str]
    things: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    fillers: frozenset[str]
    company_forms: frozenset[str]
    own_people: frozenset[str]
    own_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words that tell where a clause begins and how it hangs on another.

    Attributes:
        openers: A subject starts after one of these.
        conditional: After one of these the duty hangs on another clause.
        inverting: After one of these the subject follows the verb.
        auxiliaries: Verbs that end a subject.
        quoting: Words before words that stand for themselves.
        personal: What only people and companies do.
        reporting: Verbs after which another subject follows ("the parties agree X may").
    """

    openers: frozenset[str]
    conditional: frozenset[str]
    inverting: frozenset[str]
    auxiliaries: frozenset[str]
    quoting: frozenset[str]
    personal: frozenset[str]
    reporting: frozenset[str]


@dataclass(frozen=True, slots=True)
class NegationWords:
    """Words that deny.

    Attributes:
        negators: Words that deny what follows.
        far: Those of them that govern a whole sentence.
        barriers: Words over which a negation does not reach.
        degrees: Words behind "not" that alone are denied ("not more than once").
        harmless: Phrases that hold a negator but deny nothing that follows ("without limitation").
        denials: Verbs that deny a cue before them ("such rights shall not apply").
    """

    negators: frozenset[str]
    far: frozenset[str]
    barriers: frozenset[str]
    degrees: frozenset[str]
    harmless: frozenset[str]
    denials: frozenset[str]


@dataclass(frozen=True, slots=True)
class ExchangeWords:
    """Words that do not tell two duties apart ("A shall indemnify B, and B shall indemnify A").

    Attributes:
        little: Words that say nothing about what is owed.
        telling: Words that change what is owed.
        scales: Scales of a figure ("million").
        nameless: Subjects that name nobody of their own.
    """

    little: frozenset[str]
    telling: frozenset[str]
    scales: frozenset[str]
    nameless: frozenset[str]


@dataclass(frozen=True, slots=True)
class DutyWording:
    """How duties are worded and who can bear them.

    Attributes:
        modalities: How each modality is worded.
        participles: Irregular participles, for the passive.
        subjects: Words that tell who a subject is.
        clauses: Words that tell where a clause begins.
        negation: Words that deny.
        exchanges: Words that do not tell two duties apart.
    """

    modalities: tuple[ModalPhrases, ...]
    participles: frozenset[str]
    subjects: SubjectWords
    clauses: ClauseWords
    negation: NegationWords
    exchanges: ExchangeWords


@dataclass(frozen=True, slots=True)
class BrandingPhrases:
    """How an agreement calls the relationship.

    Attributes:
        code: A value of ``Branding``.
        title: Patterns that count in a title.
        text: Patterns that count in recitals and purpose clauses.
        matches: Sentences of a recital that have this branding.
        not_matches: Sentences that have not.
    """

    code: str
    title: tuple[str, ...]
    text: tuple[str, ...]
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FramingWords:
    """Words by which an agreement says what it is.

    Attributes:
        nouns: Nouns that a title ends in.
        skipped: What lines of a cover begin with that are no title.
        brandings: The brandings, the strongest first.
    """

    nouns: frozenset[str]
    skipped: tuple[str, ...]
    brandings: tuple[BrandingPhrases, ...]


@lru_cache(maxsize=1)
def load_wording() -> DutyWording:
    """Read ``duties.toml`` that came with the package, once.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    tables = read_toml(
        _FOLDER / "duties.toml", {"modality", "subjects", "clauses", "negation", "participles", "exchanges"}
    )
    return DutyWording(
        modalities=build_each(ModalPhrases, tables["modality"], place="duties.toml modality"),
        participles=frozenset(tables["participles"]["irregular"]),
        subjects=build_record(SubjectWords, _as_sets(tables["subjects"]), place="duties.toml subjects"),
        clauses=build_record(ClauseWords, _as_sets(tables["clauses"]), place="duties.toml clauses"),
        negation=build_record(NegationWords, _as_sets(tables["negation"]), place="duties.toml negation"),
        exchanges=build_record(ExchangeWords, _as_sets(tables["exchanges"]), place="duties.toml exchanges"),
    )


def _as_sets(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table.items()}


@lru_cache(maxsize=1)
def load_framing_words() -> FramingWords:
    """Read ``framing.toml`` that came with the package, once.

    Raises:
        MissingPart: The file is not there or does not keep to the schema.
    """
    tables = read_toml(_FOLDER / "framing.toml", {"title", "branding"})
    return build_record(
        FramingWords,
        tables["title"],
        place="framing.toml title",
        nouns=frozenset(tables["title"].get("nouns", ())),
        brandings=build_each(BrandingPhrases, tables["branding"], place="framing.toml branding"),
    )
