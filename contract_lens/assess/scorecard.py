"""Supplier or ally: four lines, each with what speaks for either column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.assess.case import Case
from contract_lens.assess.findings import quote
from contract_lens.assess.paper import Paper, Provision
from contract_lens.assess.saying import Said, Saying, sayings, tells_of
from contract_lens.assessment import Column, Finding, ScorecardLine
from contract_lens.clause import Stance, Symmetry
from contract_lens.taxonomy.patterns import Measure
from contract_lens.taxonomy.scorecard import ColumnSigns, LineSigns, Scorecard, load_scorecard


@dataclass(frozen=True, slots=True)
class _Voice:
    """One provision that speaks for a column: how many of its words count, and where it does."""

    provision: Provision
    words: float
    at: tuple[int, int] | None


def fill_scorecard(case: Case) -> tuple[ScorecardLine, ...]:
    """Fill the four lines from the operative clauses of one agreement.

    A line *leans* to the column that holds most of the words that speak at all, is *mixed* where neither
    does, and *silent* where hardly any clause speaks.
    """
    signs = load_scorecard()
    done = _done(case.paper, signs)
    return tuple(_fill(line, case, signs, done) for line in signs.lines)


def _done(paper: Paper, signs: Scorecard) -> list[frozenset[str]]:
    """Return for each operative provision the functions that can count for more than nothing in a column."""
    columns = [column for line in signs.lines for column in (line.supplier, line.alliance)]
    heaviest = max(weight for column in columns for weight in (*column.functions.values(), 0.0))
    return [
        frozenset([code for code, score in item.functions.items() if heaviest * score > signs.noise])
        for item in paper.operative
    ]


def _fill(line: LineSigns, case: Case, signs: Scorecard, done: Sequence[frozenset[str]]) -> ScorecardLine:
    measure = case.weights.measure
    supplier = _voices(line.supplier, case.paper, measure, signs.noise, done)
    alliance = _voices(line.alliance, case.paper, measure, signs.noise, done)
    against, favour = sum(one.words for one in supplier), sum(one.words for one in alliance)
    total = against + favour
    lean = "mixed"
    if total < signs.silent:
        lean = "silent"
    elif favour >= signs.leans * total:
        lean = "alliance"
    elif against >= signs.leans * total:
        lean = "supplier"
    return ScorecardLine(
        code=line.code,
        question=line.question,
        leans=lean,
        supplier=Column(line.supplier.says, round(against, 1), _quoted(supplier, signs.evidence)),
        alliance=Column(line.alliance.says, round(favour, 1), _quoted(alliance, signs.evidence)),
    )


def _voices(
    signs: ColumnSigns, paper: Paper, measure: Measure, noise: float, done: Sequence[frozenset[str]]
) -> list[_Voice]:
    found = []
    asked = zip(paper.operative, paper.that_may_hold(signs.words), done, strict=True)
    for provision, may_say, does in asked:
        if not may_say and does.isdisjoint(signs.functions):
            continue
        told = None
        if may_say:
            places = paper.word_index.find(provision.text, signs.words)
            told = next(
                (one for one in sayings(provision.text, places) if _counts(one, signs, provision)), None
            )
        worth = _worth(signs, provision)
        if told and signs.word_weight > worth:
            worth = signs.word_weight
        if worth > noise:
            words = worth * min(provision.words, measure.clause_words)
            found.append(_Voice(provision, words, (told.start, told.end) if told else None))
    return sorted(found, key=lambda one: (-one.words, one.provision.clause.start))


def _counts(said: Said, signs: ColumnSigns, provision: Provision) -> bool:
    place, bounds = (said.start, said.end), {"unless": signs.unless, "both": signs.both}
    return said.how is not Saying.DENIES and tells_of(provision.text, place, **bounds)


def _worth(signs: ColumnSigns, provision: Provision) -> float:
    joint = provision.clause.symmetry is Symmetry.MUTUAL or provision.stance is Stance.COLLABORATIVE
    if signs.mutual_only and not joint:
        return 0.0
    if signs.both is not None and not _tells_of_both(signs, provision.text):
        return 0.0
    scores, denied, worth = provision.functions, provision.denied, 0.0
    for code, weight in signs.functions.items():
        done = weight * scores.get(code, 0.0)
        if done > worth and code not in denied:
            worth = done
    return worth


def _tells_of_both(signs: ColumnSigns, text: str) -> bool:
    """Whether a sentence binds both sides and tells of no other matter."""
    places = (place.span() for place in signs.both.finditer(text)) if signs.both else ()
    return any(tells_of(text, place, unless=signs.unless) for place in places)


def _quoted(voices: Sequence[_Voice], most: int) -> tuple[Finding, ...]:
    found: dict[tuple[int, int], Finding] = {}
    for voice in voices:
        start = voice.provision.clause.start
        finding = quote(voice.provision.clause, at=voice.at and (start + voice.at[0], start + voice.at[1]))
        if finding.text:
            found.setdefault((finding.start, finding.end), finding)
        if len(found) == most:
            break
    return tuple(found.values())
