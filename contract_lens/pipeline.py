"""The story of one document and of one deal: read, segment, detect, judge, assess.

Nothing is decided here. Each line calls one stage; what a stage does is told in its own package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from contract_lens.assess import assess_deal, assess_document
from contract_lens.assess import what_if as what_if  # part of the public face
from contract_lens.assess.description import DealDescription, read_description
from contract_lens.assessment import Assessment, DocumentKind
from contract_lens.clause import Classification, Passage, TextKind
from contract_lens.deal import DEAL_DESCRIPTIONS, DealReport
from contract_lens.detect import (
    detect_and_keep,
    detect_signals,
    find_terms,
    frame_agreement,
    frame_communication,
)
from contract_lens.document import Document
from contract_lens.errors import InputError, InputMissing, InputSkipped, UsageError
from contract_lens.judge import classify_texts, decided, has_encoder
from contract_lens.options import AnalysisOptions
from contract_lens.read import read_document
from contract_lens.segment import split_into_passages, tell_kind
from contract_lens.taxonomy.landmarks import WordIndex
from contract_lens.taxonomy.patterns import load_patterns


def analyze(
    path: str | Path, *, options: AnalysisOptions | None = None, kind: DocumentKind | None = None
) -> Assessment:
    """Tell what kind of deal one agreement really is, or how one communication sounds.

    Args:
        path: A PDF, DOCX, ODT, RTF, HTML, TXT, Markdown, EML, VTT or SRT file.
        options: Limits and models; the defaults suit a laptop.
        kind: Agreement or communication, where you know it; ``None`` lets the words tell.

    Returns:
        The assessment, with every clause or utterance of the document.

    Raises:
        InputError: The file cannot be read; the subclass says why and what to do.
        MissingPart: A model is missing or does not match its card.
    """
    options = options or AnalysisOptions()
    document = read_document(Path(path), limits=options.limits, revisions=options.revisions)
    return analyze_document(document, options=options, kind=kind)


def analyze_document(
    document: Document, *, options: AnalysisOptions | None = None, kind: DocumentKind | None = None
) -> Assessment:
    """Assess a document that is already read, e.g. text that another program holds; see ``analyze``."""
    options = options or AnalysisOptions()
    document, kind = told_kind(document, kind)
    passages = split_into_passages(document, kind) if kind is not DocumentKind.OTHER else ()
    texts = [document.text[passage.start : passage.end] for passage in passages]
    readings, words = detect_and_keep(texts)
    judgements = classify_texts(
        texts,
        readings,
        kind=TextKind.CLAUSE if kind is DocumentKind.AGREEMENT else TextKind.UTTERANCE,
        contexts=contexts_of(passages, texts, kind),
        models=options.models,
        accurate=options.encoder(len(passages)),
    )
    document = told_long(document, kind, len(passages), options)
    frame = frame_agreement if kind is DocumentKind.AGREEMENT else frame_communication
    framing = frame(document.text, passages, document.title)
    agreed = kind is DocumentKind.AGREEMENT
    index = WordIndex(texts if agreed else ())
    terms = find_terms(document.text, passages, framing.parties, words, index=index) if agreed else None
    return assess_document(
        document,
        kind=kind,
        passages=passages,
        readings=readings,
        judgements=judgements,
        framing=framing,
        terms=terms,
        index=index,
        weights=load_patterns(options.patterns),
        least_coverage=options.least_coverage,
    )


def told_kind(document: Document, told: DocumentKind | None) -> tuple[Document, DocumentKind]:
    """Return what a document is: what the user says, with a warning where its words say otherwise."""
    seen = tell_kind(document)
    if told is None or told is seen:
        return document, seen
    words = {
        DocumentKind.AGREEMENT: "like an agreement",
        DocumentKind.COMMUNICATION: "like a communication",
        DocumentKind.OTHER: "like neither paper nor talk",
    }
    doubt = f"was judged as {told}, as it was told to be; it reads {words[seen]}"
    return replace(document, warnings=(*document.warnings, doubt)), told


def told_long(document: Document, kind: DocumentKind, turns: int, options: AnalysisOptions) -> Document:
    """Return the document, with a warning where its talk is too long for the encoder to read."""
    if kind is not DocumentKind.COMMUNICATION or options.fast or options.encoder(turns) is not False:
        return document
    if not has_encoder(options.models):
        return document
    told = (
        f"holds {turns:,} passages of talk, more than {options.limits.encoded_turns:,}, so only the fast "
        "model read them; --accurate has the encoder read them all"
    )
    return replace(document, warnings=(*document.warnings, told))


def contexts_of(passages: Sequence[Passage], texts: Sequence[str], kind: DocumentKind) -> list[str]:
    """Return what stands around each passage: headings of a clause, the utterance before an utterance."""
    if kind is DocumentKind.AGREEMENT:
        return [" ".join((*passage.section, passage.heading)).strip() for passage in passages]
    return ["", *texts][: len(texts)]


def analyze_deal(path: str | Path, *, options: AnalysisOptions | None = None) -> DealReport:
    """Compare what an agreement says with how the people around it talk.

    Args:
        path: A folder with an agreement and its communications (notes, transcripts, mails), and, where the
            user wrote one, a ``deal.toml`` that says who is who.
        options: Limits and models.

    Returns:
        The verdict on the deal and one assessment per file, agreements first. A file that cannot be read
        is among them with its status and problem; so is a link, which is never followed.

    Raises:
        InputMissing: No such folder, or no file in it could be read.
        UsageError: ``deal.toml`` holds something that makes no sense; the message names the key.
        MissingPart: A model is missing or does not match its card.
    """
    folder = Path(path)
    files, description = documents_in(folder), describe_deal(folder)
    kinds = [description.kind_of(file.name) if description else None for file in files]
    rows = [
        analyze_or_fail(file, options=options, kind=kind) for file, kind in zip(files, kinds, strict=True)
    ]
    rows += [Assessment.failed(str(link), InputSkipped("is a symbolic link")) for link in links_in(folder)]
    if not any(row.status.was_read for row in rows):
        cause = "no file in this folder could be read" if rows else "holds no documents"
        raise InputMissing(cause, subject=str(path), remedy="point at a folder with an agreement in it")
    return report_deal(folder.name or str(folder), rows, options=options, description=description)


def report_deal(
    name: str,
    rows: Sequence[Assessment],
    *,
    options: AnalysisOptions | None = None,
    description: DealDescription | None = None,
) -> DealReport:
    """Join the assessments of one deal's documents into its verdict."""
    ordered = tuple(sorted(rows, key=lambda row: (row.kind is not DocumentKind.AGREEMENT, row.path)))
    weights = load_patterns((options or AnalysisOptions()).patterns)
    deal = assess_deal(name, ordered, weights=weights, description=description)
    return DealReport(deal=deal, documents=ordered)


def describe_deal(folder: Path) -> DealDescription | None:
    """Read the ``deal.toml`` of a folder; ``None`` where there is none.

    Raises:
        UsageError: It holds something that makes no sense, or is a link.
    """
    named = [file for file in sorted(folder.iterdir()) if file.name.lower() == "deal.toml"]
    if not named:
        return None
    if named[0].is_symlink():
        remedy = "copy the description itself into the folder"
        raise UsageError("is a symbolic link", subject=str(named[0]), remedy=remedy)
    files = [file.name for file in (*documents_in(folder), *links_in(folder))]
    return read_description(named[0], files)


def analyze_or_fail(
    path: Path, *, options: AnalysisOptions | None = None, kind: DocumentKind | None = None
) -> Assessment:
    """Like ``analyze``, but an unreadable file becomes a row with its status instead of an error."""
    try:
        return analyze(path, options=options, kind=kind)
    except InputError as error:
        return Assessment.failed(str(path), error)


def documents_in(folder: Path) -> list[Path]:
    """Return the files of a deal folder that are documents, sorted by name.

    Hidden files and the files that describe the deal (``deal.toml``, ``expected.toml``) are no part of it;
    for links see ``links_in``.

    Raises:
        InputMissing: There is no such folder.
    """
    if not folder.is_dir():
        raise InputMissing("there is no such folder", subject=str(folder))
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file()
        and not file.is_symlink()
        and not file.name.startswith((".", "~$"))
        and file.name.lower() not in DEAL_DESCRIPTIONS
    )


def links_in(folder: Path) -> list[Path]:
    """Return the links of a deal folder, sorted by name: they are named in its report, and never followed."""
    return sorted(
        file for file in folder.iterdir() if file.is_symlink() and not file.name.startswith((".", "~$"))
    )


def classify(
    texts: Sequence[str], *, kind: TextKind | str = TextKind.CLAUSE, options: AnalysisOptions | None = None
) -> list[Classification]:
    """Classify lone texts: the stance, functions and symmetry of clauses or utterances.

    Args:
        texts: The clauses or utterances, one each, in a list.
        kind: ``"clause"`` or ``"utterance"``.
        options: Models to use.

    Returns:
        One classification per text in the same order, with ids ``"0"``, ``"1"`` ...

    Raises:
        UsageError: ``texts`` is a single string, one of them is none, or ``kind`` is neither of the two.
        MissingPart: A model is missing or does not match its card.
    """
    options = options or AnalysisOptions()
    if isinstance(texts, str):
        raise UsageError("must be a list of texts. Got one string instead", subject="texts")
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            cause = f"must be a string. Got {type(text).__name__} instead"
            raise UsageError(
                cause, subject=f"texts[{place}]", remedy="give a list of strings, one for each text"
            )
    if kind not in tuple(TextKind):
        raise UsageError(f"must be clause or utterance. Got {kind!r} instead", subject="kind")
    readings = detect_signals(texts)
    judgements = classify_texts(
        texts, readings, kind=TextKind(kind), models=options.models, accurate=options.encoder()
    )
    return [decided(str(position), judgement) for position, judgement in enumerate(judgements)]
