"""Stance by topic: what people say about exit, price, information ... against what the paper says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lens.agreement import Finding
from contract_lens.assess.findings import quote, quote_whole
from contract_lens.assess.paper import OPERATIVE
from contract_lens.assess.stance import summarise_stance
from contract_lens.assess.voices import utterances_of
from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import Stance
from contract_lens.deal import TopicStance
from contract_lens.taxonomy.deal_words import Topic, load_topics

_FEWEST_UTTERANCES = 3  # one or two remarks are no stance of the talk
_QUOTES = 2
_TELLING_WORDS = 8  # a shorter remark seldom shows on its own what it is about
_SURE = 0.5  # a function that the model is less sure of does not make the topic


@dataclass(frozen=True, slots=True)
class _Passage:
    row: Assessment
    clause: Clause


def compare_topics(
    agreements: Sequence[Assessment], communications: Sequence[Assessment]
) -> tuple[TopicStance, ...]:
    """Compare talk and paper topic by topic.

    Args:
        agreements: Agreements; all their operative clauses count.
        communications: Communications with their utterances.

    Returns:
        The topics that talk or paper touches: first those in which the talk is warmer than the paper.
    """
    paper = [
        _Passage(row, clause) for row in agreements for clause in row.clauses if clause.kind in OPERATIVE
    ]
    talk = [_Passage(row, clause) for row, clause in utterances_of(communications)]
    found = [_compared(topic, talk, paper) for topic in load_topics()]
    touched = [one for one in found if one.utterances or one.clauses]
    return tuple(
        sorted(touched, key=lambda one: (one.divergence is None, -(one.divergence or 0.0), one.code))
    )


def is_about(clause: Clause, topic: Topic, *, spoken: bool) -> bool:
    """Whether a passage is about a topic: by a function, or by words where people speak.

    The models know what a clause does, so that words add nothing there; of an utterance they know how it is
    meant rather than what it is about.
    """
    if any(score.code in topic.functions and score.score >= _SURE for score in clause.functions):
        return True
    return spoken and topic.shown_by(clause.text)


def _compared(topic: Topic, talk: Sequence[_Passage], paper: Sequence[_Passage]) -> TopicStance:
    said = [one for one in talk if is_about(one.clause, topic, spoken=True)]
    written = [one for one in paper if is_about(one.clause, topic, spoken=False)]
    spoken = _score(said) if len(said) >= _FEWEST_UTTERANCES else None
    agreed = _score(written)
    both = spoken is not None and agreed is not None
    return TopicStance(
        code=topic.code,
        name=topic.name,
        talk=spoken,
        paper=agreed,
        divergence=round(spoken - agreed, 3) if both and spoken is not None and agreed is not None else None,
        utterances=len(said),
        clauses=len(written),
        talk_evidence=_quotes(said, topic, spoken or 0.0, is_talk=True),
        paper_evidence=_quotes(written, topic, agreed or 0.0, is_talk=False),
    )


def _score(passages: Sequence[_Passage]) -> float | None:
    summary = summarise_stance(one.clause for one in passages)
    return None if summary is None else round(summary.score, 3)


def _quotes(
    passages: Sequence[_Passage], topic: Topic, stance: float, *, is_talk: bool
) -> tuple[Finding, ...]:
    """Quote the passages that show the stance most clearly; those that name the topic in words first."""
    wanted = Stance.COLLABORATIVE if stance >= 0 else Stance.ADVERSARIAL

    def order(one: _Passage) -> tuple[bool, bool, bool, float]:
        shares = one.clause.stance
        leaning = shares.collaborative if wanted is Stance.COLLABORATIVE else shares.adversarial
        short = len(one.clause.text.split()) < _TELLING_WORDS
        return (one.clause.stance.label is not wanted, short, not topic.shown_by(one.clause.text), -leaning)

    found: dict[str, Finding] = {}
    for one in sorted(passages, key=order):
        finding = _quoted(one, topic) if is_talk else quote(one.clause, document=one.row.path)
        if finding.text:
            found.setdefault(finding.text, finding)
        if len(found) >= _QUOTES:
            break
    return tuple(found.values())


def _quoted(one: _Passage, topic: Topic) -> Finding:
    place = topic.pattern.search(one.clause.text)
    if place is None or len(one.clause.text) <= 300:
        return quote_whole(one.clause, document=one.row.path)
    start = one.clause.start
    return quote(one.clause, at=(start + place.start(), start + place.end()), document=one.row.path)
