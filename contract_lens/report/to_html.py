"""One self-contained HTML file: the verdict, why, and the whole text with its clauses marked."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.deal import DealReport, Voice
from contract_lens.report import view, wording
from contract_lens.report.body import body_html
from contract_lens.report.counsel import Counsel, comparison, counsel_of
from contract_lens.report.deal_view import TOO_LITTLE, VOICES_CAVEAT, deal_view, says_enough, strangers_words
from contract_lens.report.duties_table import TermsView, terms_of
from contract_lens.report.first_look import look_first
from contract_lens.report.html_page import render_page
from contract_lens.report.painted import Gap, Painted, function_choices, paint, stance_choices
from contract_lens.report.remarks import RemarksView, remarks_of
from contract_lens.report.view import IndexView, LabelView, Look, NoticeView, Places, Share


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document as the page shows it; text fields are untrusted until the template escapes them."""

    anchor: str
    name: str
    title: str
    verdict: str
    status: str
    size: str
    is_agreement: bool
    assessment: Assessment
    labels: tuple[LabelView, ...]
    shares: tuple[Share, ...]
    leaning: str
    groups: tuple[tuple[str, tuple[IndexView, ...]], ...]
    looks: tuple[Look, ...]
    notes: tuple[str, ...]
    body: tuple[Painted | Gap, ...]
    counsel: Counsel
    comparison: str
    terms: TermsView
    remarks: RemarksView
    notices: tuple[NoticeView, ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One speaker or side of the talk; without shares where too little was said to tell."""

    voice: Voice
    leaning: str
    shares: tuple[Share, ...]


def to_html(report: Assessment | DealReport, *, model_version: str = "") -> str:
    """Return a report as one HTML file that works from disk, without network and without JavaScript.

    Args:
        report: A document (with its ``text``) or a deal.
        model_version: Names the models in the box that says how the report was made; left out if empty.
    """
    documents = view.documents_of(report)
    places = Places(documents)
    deal = report.deal if isinstance(report, DealReport) else None
    return render_page(
        "report.html",
        body_html=body_html,
        styles=("base.css", "report.css", "counsel.css", "deal.css"),
        script="report.js",
        title=view.title_of(report),
        verdict=view.verdict(report),
        deal=deal,
        more=deal_view(deal, places) if deal else None,
        deal_labels=view.labels_of(deal.patterns, places) if deal else (),
        scales=_scales(report),
        divergence=view.divergence_words(deal.divergence) if deal and deal.divergence is not None else "",
        sides=_voices(deal.sides) if deal else (),
        voices=_voices(deal.voices) if deal else (),
        voices_caveat=VOICES_CAVEAT,
        strangers=strangers_words(report) if isinstance(report, DealReport) else "",
        documents=[_document(one, number, places) for number, one in enumerate(documents, start=1)],
        stance_choices=stance_choices(documents),
        function_choices=function_choices(documents),
        clause_count=sum(len(document.clauses) for document in documents),
        model_version=model_version,
        version=_version(),
        not_legal_advice=wording.NOT_LEGAL_ADVICE,
    )


def _document(assessment: Assessment, number: int, places: Places) -> DocumentView:
    path = assessment.path
    indices = view.indices_of(assessment.indices, places, path)
    names = dict.fromkeys(index.group for index in indices)
    return DocumentView(
        anchor=f"d{number}",
        name=view.name_of(path),
        title=view.title_of(assessment),
        verdict=view.verdict(assessment),
        status=wording.STATUSES[assessment.status],
        terms=terms_of(assessment, places),
        size=view.size_of(assessment),
        is_agreement=assessment.kind is DocumentKind.AGREEMENT,
        assessment=assessment,
        labels=view.labels_of(assessment.patterns, places, path),
        shares=view.shares_of(assessment.stance) if assessment.stance else (),
        leaning=wording.leaning(assessment.stance.score) if assessment.stance else "",
        groups=tuple((name, tuple(index for index in indices if index.group == name)) for name in names),
        looks=look_first(assessment, places),
        notes=view.reading_notes(assessment),
        body=paint(assessment, number),
        counsel=counsel_of(assessment, places),
        comparison=comparison(assessment),
        remarks=remarks_of(assessment, places),
        notices=view.notices_of(assessment, places),
    )


def _scales(report: Assessment | DealReport) -> list[tuple[str, float | None, str]]:
    if not isinstance(report, DealReport):
        return []
    return [
        (name, score, absent if score is None else wording.leaning(score))
        for name, score, absent in view.talk_and_paper(report)
    ]


def _voices(voices: tuple[Voice, ...]) -> tuple[VoiceView, ...]:
    return tuple(
        VoiceView(voice, wording.leaning(voice.stance.score), view.shares_of(voice.stance))
        if says_enough(voice)
        else VoiceView(voice, TOO_LITTLE, ())
        for voice in voices
    )


@functools.cache
def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("contract-lens")
    except PackageNotFoundError:
        return ""
