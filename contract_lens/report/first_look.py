"""Which clauses to look at first, why, and which of their words to quote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import PassageKind, Stance, Symmetry
from contract_lens.report import wording
from contract_lens.report.plain_words import quotable, unmarked
from contract_lens.report.view import Look, Places, Quote, shorten
from contract_lens.taxonomy.telling import telling_place, with_subject

#: Passages that bind nobody are never a place to start.
_INERT = (
    PassageKind.TITLE,
    PassageKind.PARTIES,
    PassageKind.SIGNATURE,
    PassageKind.CONTENTS,
    PassageKind.HEADER,
    PassageKind.QUOTED,
    PassageKind.DEFINITION,
)


def look_first(
    assessment: Assessment, places: Places, *, most: int = 5, lengths: Sequence[int] = (200,)
) -> tuple[Look, ...]:
    """Return the clauses that a reader should open first, the weightiest first.

    A clause weighs by how sure the model is of its adversarial (or, less, collaborative) stance, whether
    it binds one side only, and how often it is cited for a label that holds. No job is shown
    more than twice, and no mirror image ("A indemnifies B", "B indemnifies A"), so that five near-identical
    exits do not hide a buy-out. The hardest clause is among them even where the rest is friendly.

    Args:
        assessment: The document.
        places: Where its clauses stand.
        most: How many at most.
        lengths: How long each one's quotation is; the last holds for all that follow.
    """
    cited = _citations(assessment)
    weighed = [
        (_weight(clause, cited[clause.id]), clause)
        for clause in assessment.clauses
        if clause.kind not in _INERT
    ]
    ranked = sorted((pair for pair in weighed if pair[0] >= 0.5), key=lambda pair: (-pair[0], pair[1].start))
    heavy = _with_first_advice([clause for _, clause in ranked], assessment)
    chosen = _varied(heavy, most)
    hard = [clause for clause in heavy if clause.stance.label is Stance.ADVERSARIAL]
    if hard and len(chosen) == most and not any(clause in hard for clause in chosen):
        chosen[-1] = hard[0]
    return tuple(
        _look(clause, assessment, places, lengths[min(rank, len(lengths) - 1)])
        for rank, clause in enumerate(chosen)
    )


def _with_first_advice(ranked: list[Clause], assessment: Assessment) -> list[Clause]:
    """Put the clause that the advice starts with first, or behind the friendly ones that lead the list."""
    start = assessment.advice[0].clause if assessment.advice else ""
    found = next((clause for clause in assessment.clauses if clause.id == start), None)
    if found is None or found.kind in _INERT:
        return ranked
    others = [clause for clause in ranked if clause is not found]
    friendly = bool(others) and others[0].stance.label is Stance.COLLABORATIVE
    hard = [at for at, clause in enumerate(others) if clause.stance.label is Stance.ADVERSARIAL]
    place = (hard[0] if hard else len(others)) if friendly else 0
    return [*others[:place], found, *others[place:]]


def _varied(ranked: Sequence[Clause], most: int) -> list[Clause]:
    chosen: list[Clause] = []
    jobs: Counter[str] = Counter()
    words: list[set[str]] = []
    for clause in ranked:
        if len(chosen) == most:
            break
        job = clause.functions[0].code if clause.functions else clause.id
        if jobs[job] >= 2:
            continue
        own = _ordinary_words(clause)
        if not any(_mirrors(own, other) for other in words):
            jobs[job] += 1
            chosen.append(clause)
            words.append(own)
    return chosen


def _ordinary_words(clause: Clause) -> set[str]:
    return {word for word in clause.text.split() if len(word) > 3 and word.islower()}


def _mirrors(one: set[str], other: set[str]) -> bool:
    """Whether two clauses say the same of different parties: most of their ordinary words are shared."""
    return len(one & other) > max(5.0, 0.6 * min(len(one), len(other)))


#: Neither "No. 4" nor "Rs. 100" ends a sentence.
_SENTENCE_END = re.compile(
    r"(?<!\b(?:No|Rs|Mr|Ms|Dr|Co|St))(?<!\b(?:Nos|Mrs|Inc|Ltd|Art|Sec|e\.g|i\.e))(?<!\b(?:Corp|cent))[.;]\s+"
)


def _citations(assessment: Assessment) -> Counter[str]:
    flagged = (pattern for pattern in assessment.patterns.values() if pattern.flagged)
    return Counter(finding.clause for pattern in flagged for finding in pattern.evidence)


def _weight(clause: Clause, citations: int) -> float:
    weight = 0.4 * min(citations, 3)
    if clause.stance.label is Stance.ADVERSARIAL:
        weight += clause.stance.adversarial + (0.3 if clause.symmetry is Symmetry.ONE_SIDED else 0.0)
    elif clause.stance.label is Stance.COLLABORATIVE:
        weight += 0.6 * clause.stance.collaborative
    return weight + 0.05 * min(len(clause.functions), 4)


def _look(clause: Clause, assessment: Assessment, places: Places, length: int) -> Look:
    style = wording.STANCES[clause.stance.label]
    quote = Quote(
        quotable(unmarked(telling_words(clause, assessment.text, length=length))),
        places.of_clause(clause, assessment.path),
    )
    return Look(style, why_of(clause), quote)


def why_of(clause: Clause, *, most: int = 3) -> str:
    """Return why a clause stands out: ``adversarial, one-sided: termination without cause, buy-out``."""
    parts = [wording.STANCES[clause.stance.label].word, wording.SYMMETRIES[clause.symmetry]]
    jobs = ", ".join(wording.function_name(score.code) for score in clause.functions[:most])
    head = ", ".join(part for part in parts if part)
    return f"{head}: {jobs}" if jobs else head


def telling_words(clause: Clause, text: str, *, length: int) -> str:
    """Return about ``length`` characters of a clause around its first deciding words, cut between words.

    The clause's number and heading are not repeated: a reader sees them beside the quotation.
    """
    words = clause.text or text[clause.start : clause.end]
    body = len(words) - len(_without_heading(words, clause))
    spans = [(start - clause.start - body, end - clause.start - body) for start, end in clause.evidence]
    # Deciding words that begin in the heading go on in the sentence.
    spans = [(max(start, 0), end) for start, end in spans if end > 0]
    told = telling_place(words[body:], tuple(spans), tuple(score.code for score in clause.functions))
    return _shown(words[body:], spans, told, length) if told else around(words[body:], spans, length)


def _shown(words: str, spans: Sequence[tuple[int, int]], told: tuple[int, int], length: int) -> str:
    """Return the words around those that tell, or around the deciding ones where both are then to be seen."""
    shown = around(words, [with_subject(words, told)], length)
    start, end = _sentence_around(words, told)
    deciding = [(first, last) for first, last in spans if start <= first < end]
    if not deciding or (first := words[slice(*min(deciding))]) in shown:
        return shown
    other = around(words, deciding, length)
    return other if first in other and words[told[0] : told[1]].split(" ")[0] in other else shown


def _sentence_around(words: str, place: tuple[int, int]) -> tuple[int, int]:
    start = max((end.end() for end in _SENTENCE_END.finditer(words, 0, place[0])), default=0)
    end = _SENTENCE_END.search(words, place[1])
    return start, end.start() if end else len(words)


def _without_heading(words: str, clause: Clause) -> str:
    rest = words
    if "." in clause.number and 0 <= (at := rest.find(clause.number)) < 120:
        rest = rest[at:]  # a chapter's heading stands before its first clause: "15. Disagreements 15.1 ..."
    for part in (clause.number, clause.heading):
        if part and rest.lower().startswith(part.lower()) and len(rest) > len(part) + 20:
            rest = rest[len(part) :].lstrip(" .:;,-–—\t\n")
    return rest


def around(words: str, spans: Sequence[tuple[int, int]], length: int) -> str:
    """Return ``words`` cut to about ``length`` characters that hold the start of the first of ``spans``.

    Where these stand far behind the start of their sentence, it is quoted as well: who must or may.
    """
    if len(words) <= length or not spans:
        return shorten(words, length)
    first, last = min(spans)
    if last <= length - 1:
        return shorten(words, length)
    start, _ = _sentence_around(words, (first, last))
    lead = "…" if start else ""
    if last - start < length or first - start < length // 2:
        return lead + shorten(words[start:], length)
    opening = words[start : words.rfind(" ", start, start + length * 2 // 5) + 1 or start].rstrip(" ,;:(")
    behind = words.rfind(" ", start, first) + 1
    return f"{lead}{opening} … {shorten(words[behind:], length - len(opening) - 3)}"
