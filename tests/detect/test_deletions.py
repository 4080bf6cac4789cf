"""Words that an amendment deletes are no terms; those it inserts are."""

from __future__ import annotations

import pytest

from contract_lens.assessment import Party
from contract_lens.clause import Passage
from contract_lens.detect import detect_signals, find_terms
from contract_lens.detect.deletions import strike_deleted, without_deleted

OLD = "Either party may leave on 12 months' notice"
NEW = "Oru may leave on 3 months' notice"
PARTIES = (Party("Oru Ports Limited", ("Oru",)), Party("Kell Varme AB", ("Kell",)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Clause 9 is amended by deleting the words “{old}” and substituting for them the words “{new}”.",
        'Clause 9 is amended by deleting "{old}" and replacing it with "{new}".',
        "In clause 9 the words “{old}” are deleted and replaced with “{new}”.",
        "In clause 9 the words “{old}”, in the second line, are hereby replaced by the words “{new}”.",
        "Clause 9 is amended by replacing “{old}” with “{new}”.",
        "The parties replace the phrase “{old}” in clause 9 by “{new}”.",
        "Clause 9 is amended by inserting “{new}” in place of the words “{old}”.",
        "Clause 9 is amended by substituting “{new}” for “{old}”.",
        "Section 9 is amended by striking out “{old}” and inserting in lieu thereof “{new}”.",
        "Clause 9 (“{old}”) shall stand, and the words “{old}” in clause 8 are removed and “{new}” is added.",
    ],
)
def test_the_deleted_words_are_blank(sentence: str) -> None:
    text = sentence.format(old=OLD, new=NEW)
    left = without_deleted(text)
    assert len(left) == len(text)
    assert NEW in left
    assert left.count(OLD) == text.count(OLD) - 1


@pytest.mark.parametrize(
    "text",
    [
        f"Clause 9 is deleted in its entirety and replaced with the following: “{NEW}”.",
        f"Clause 9 is deleted. In its place stands: “{NEW}”.",
        f"The clause headed “Exit” shall read “{NEW}”; a defective part is replaced.",
        'The "Supplier" shall replace each "Part" that fails, by courier.',
        "The Seller shall remove the debris.",
        "",
    ],
)
def test_all_other_words_stay(text: str) -> None:
    assert without_deleted(text) == text


def test_terms_are_those_that_hold() -> None:
    given = (
        "Clause 11 is amended by deleting the words “Either party may terminate this Agreement by giving "
        "twelve months' notice” and substituting for them the words “Oru may terminate this Agreement by "
        "giving three months' notice, and Kell may terminate this Agreement by giving eighteen months' "
        "notice”."
    )
    text = f"1. Preface.\n\n{given}"
    terms = find_terms(text, [Passage("c1", 0, 11), Passage("c2", 13, len(text))], PARTIES)
    assert [(one.value, one.parties) for one in terms.quantities] == [(3, (0,)), (18, (1,))]
    assert [duty.parties for duty in terms.duties.duties] == [(0,), (1,)]
    assert text[terms.quantities[0].start : terms.quantities[0].end] == "three months"
    assert detect_signals([given])[0].bearer != "both"
    assert strike_deleted("nothing here", [Passage("c1", 0, 12)]) == "nothing here"
