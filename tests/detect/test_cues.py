"""Every cue, modality and branding against the sentences that its own file gives."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Branding
from contract_lens.detect import detect_signals, find_duties
from contract_lens.detect.branding import find_branding
from contract_lens.taxonomy import Cue, load_taxonomy
from contract_lens.taxonomy.wording import (
    BrandingPhrases,
    ModalPhrases,
    load_framing_words,
    load_wording,
)


def _codes(text: str) -> set[str]:
    return {signal.code for signal in detect_signals([text])[0].signals}


@pytest.mark.parametrize("cue", load_taxonomy().signals, ids=lambda cue: cue.id)
def test_cue_keeps_to_its_own_examples(cue: Cue):
    assert [text for text in cue.matches if cue.id not in _codes(text)] == []
    assert [text for text in cue.not_matches if cue.id in _codes(text)] == []


@pytest.mark.parametrize("modality", load_wording().modalities, ids=lambda modality: modality.code)
def test_modality_keeps_to_its_own_examples(modality: ModalPhrases):
    assert {duty.modality for text in modality.matches for duty in find_duties(text)} == {modality.code}
    assert modality.code not in {duty.modality for text in modality.not_matches for duty in find_duties(text)}


@pytest.mark.parametrize("branding", load_framing_words().brandings, ids=lambda branding: branding.code)
def test_branding_keeps_to_its_own_examples(branding: BrandingPhrases):
    assert {find_branding("", text, ()) for text in branding.matches} == {Branding(branding.code)}
    assert {find_branding("", text, ()) for text in branding.not_matches} == {Branding.NONE}
