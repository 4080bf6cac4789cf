"""``contract-lens explain``: what a code means, offline."""

from __future__ import annotations

from textwrap import fill

import typer

from contract_lens.cli.explain_index import described_index, index_of
from contract_lens.cli.terminal import write_out
from contract_lens.report import wording
from contract_lens.taxonomy import Code, load_taxonomy


def explain(
    code: str = typer.Argument(
        None, help="A stance, function, symmetry, label or index; without one, all are listed."
    ),
) -> None:
    """Say what a stance, function, pattern or index means, with examples and near misses."""
    taxonomy = load_taxonomy()
    if code is None:
        groups = (taxonomy.stances, taxonomy.functions, taxonomy.symmetries, taxonomy.labels)
        write_out("".join(f"{each.code:<24} {each.name}\n" for codes in groups for each in codes))
        indices = wording.INDICES.items()
        write_out("".join(f"{name:<24} index: {style.title}, {style.meaning}\n" for name, style in indices))
        return
    # A word can name a stance and a label of an agreement, or a function and an index; then both are told.
    index = index_of(code)
    named = {known.code for known in taxonomy.codes}
    found = taxonomy.explain(index or code) if index is None or index in named else ()
    told = [described(each) for each in found]
    write_out("\n".join([*told, described_index(index)] if index else told))


def described(code: Code) -> str:
    """Return the description of a code as plain text of at most 88 columns."""
    parts = [f"{code.code} ({code.family}): {code.name}", fill(code.plain, 88)]
    if code.definition:
        parts.append(_paragraph("Codebook", code.definition))
    if code.utterance_definition:
        parts.append(_paragraph("Of an utterance", code.utterance_definition))
    parts += [_paragraph("Rule", rule.text) for rule in code.rules]
    if code.rules:
        parts.append("In the rules A is adversarial, N neutral, C collaborative.")
    parts += [_paragraph(f"Example ({example.kind})", example.text) for example in code.examples]
    parts += [
        _paragraph(f"Not this ({miss.kind})", f"{miss.text} -- {miss.why}") for miss in code.near_misses
    ]
    return "\n\n".join(parts) + "\n"


def _paragraph(label: str, text: str) -> str:
    return fill(f"{label}: {text}", 88, subsequent_indent="  ")
