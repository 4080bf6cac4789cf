"""The words that show what a clause does, and which of them a quotation is chosen by."""

from __future__ import annotations

import pytest

from contract_lens.taxonomy import load_taxonomy
from contract_lens.taxonomy.caseless import small_letters
from contract_lens.taxonomy.telling import best_place, load_telling, telling_place, with_subject

TEXT = (
    "Sponsor shall work with the caterer on the handling of its food and keep its stands clean at all times. "
    "On a recall Sponsor shall tell Club, and Club may, at its sole discretion and without penalty, "
    "suspend the benefits. Sponsor pays what the recall costs."
)


@pytest.mark.parametrize("telling", load_telling().values(), ids=lambda one: one.function)
def test_words_tell_their_examples(telling) -> None:
    def holds(text: str) -> bool:
        return any(True for _ in telling.places(text, small_letters(text)))

    assert telling.matches
    assert [text for text in telling.matches if not holds(text)] == []
    assert [text for text in telling.not_matches if holds(text)] == []


def test_every_function_is_one_of_the_codebook() -> None:
    assert set(load_telling()) <= {code.code for code in load_taxonomy().functions}


def said(place: tuple[int, int] | None, text: str = TEXT) -> str:
    assert place is not None
    return text[place[0] : place[1]]


def test_words_of_the_function_tell_more_than_the_first_that_decided() -> None:
    work = (TEXT.index("shall work"), TEXT.index(" with"))
    assert said(telling_place(TEXT, (work,), ("discretion",))) == "sole discretion"


def test_where_no_word_of_it_stands_the_next_function_tells() -> None:
    assert said(telling_place(TEXT, (), ("indemnity", "discretion"))) == "sole discretion"


def test_without_any_the_sentence_that_decided_most_is_shown() -> None:
    slight, heavy = (0, 7), (TEXT.index("Sponsor pays"), TEXT.index(" costs."))
    assert said(telling_place(TEXT, (slight, heavy), ())) == TEXT[slice(*heavy)]
    assert telling_place(TEXT, (), ()) is None


def test_of_several_places_the_one_in_the_sentence_that_decided_most() -> None:
    places = [(at, at + 7) for at in (0, TEXT.index("Sponsor pays"))]
    assert best_place(TEXT, places, [(0, 3), (TEXT.index("pays"), len(TEXT))]) == places[1]
    assert best_place(TEXT, places, []) == places[0]
    assert best_place(TEXT, [], []) is None


def test_who_may_stands_before_the_words() -> None:
    at = TEXT.index("sole discretion")
    assert said(with_subject(TEXT, (at, at + 15))).startswith("and Club may")
    assert with_subject("Sole discretion.", (0, 4)) == (0, 4)
