from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lens.assess.findings import LONGEST, quote
from contract_lens.assessment import Clause
from contract_lens.clause import FunctionScore, Stance, StanceScore, Symmetry


def clause(text: str, start: int = 0, evidence: tuple[tuple[int, int], ...] = ()) -> Clause:
    score = StanceScore(Stance.NEUTRAL, 0, 1, 0)
    return Clause("c1", "1", "", start, start + len(text), 3, score, (), Symmetry.NONE, evidence, text=text)


TEXT = (
    "5. Termination. Either party may leave on notice. The Buyer may leave at once, for any reason. "
    "Notices are written."
)


def test_the_sentence_with_the_deciding_words_is_quoted():
    at = (TEXT.index("at once"), TEXT.index(", for"))
    assert quote(clause(TEXT, evidence=(at,))).text == "The Buyer may leave at once, for any reason."


def test_a_heading_alone_is_no_quotation():
    assert quote(clause(TEXT)).text == "5. Termination. Either party may leave on notice."


def test_the_letter_of_an_item_ends_no_quotation():
    text = "The tasks of the joint committee are to: a. propose projects; b. watch costs. It meets monthly."
    assert quote(clause(text)).text == "The tasks of the joint committee are to: a. propose projects;"


def test_a_heading_on_a_line_of_its_own_is_not_quoted():
    text = "V. SERVICES FROM THE MEMBERS\n\n(a) The Company shall buy all capacity from Velm at list prices."
    at = (text.index("The Company"), text.index("buy"))
    assert quote(clause(text, evidence=(at,))).text == text.partition("\n\n")[2]


def test_an_opening_that_binds_is_no_heading():
    text = "The joint team must:\n\n(a) set and uphold the principles of the alliance;\n\n(b) appoint a head."
    at = (text.index("joint"), text.index("must"))
    assert quote(clause(text, evidence=(at,))).text.startswith("The joint team must:\n\n(a) set and uphold")


def test_a_run_on_sentence_is_cut_at_a_word_around_the_deciding_words():
    words = " ".join(f"word{number}" for number in range(400))
    start = words.index("word300")
    found = quote(clause(words, evidence=((start, start + 7),)))
    assert "word300" in found.text
    assert len(found.text) <= LONGEST
    assert found.text.split()[0].startswith("word")


def test_the_words_of_what_the_clause_does_are_quoted():
    text = (
        "Velm represents that all drawings which it hands over are its own and were made by its own people. "
        "Velm shall indemnify Orrin against all claims that arise from them."
    )
    drawings = (text.index("all drawings"), text.index(" which"))
    found = clause(text, evidence=(drawings,))
    assert quote(found).text.startswith("Velm represents")
    found = replace(found, functions=(FunctionScore("indemnity", 0.9),))
    assert quote(found).text == text.partition("people. ")[2]


def test_the_subject_of_a_long_sentence_is_kept_where_the_words_still_fit():
    text = f"Velm, {'as ever, ' * 23}may terminate this Agreement for any reason {'and so on ' * 20}."
    at = (text.index("may terminate"), text.index(" this"))
    assert quote(clause(text, evidence=(at,))).text.startswith("Velm, as ever")


def test_place_and_document_are_told():
    found = quote(clause("Plain words.", start=40), document="a.pdf")
    assert (found.start, found.end, found.page, found.clause, found.document) == (40, 52, 3, "c1", "a.pdf")


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=900),
    st.integers(0, 900),
    st.integers(0, 300),
    st.integers(0, 50),
)
def test_a_quotation_is_always_an_exact_part(text, first, length, offset):
    evidence = ((offset + min(first, len(text)), offset + min(first + length, len(text))),)
    found = quote(clause(text, offset, evidence))
    assert text[found.start - offset : found.end - offset] == found.text
    assert offset <= found.start <= found.end <= offset + len(text)
