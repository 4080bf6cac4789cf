"""What is told of words at once must be what a look into every text tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.taxonomy.vocabulary import Vocabulary

words = st.sampled_from(["order", "orders,", "(border)", "re-order", "joint", "jointly.", "co-operate", "x"])
texts = st.lists(st.lists(words, max_size=6).map(" ".join), max_size=4)
stretches = st.lists(st.sampled_from(["order", "joint", "co", "operate", "never"]), max_size=3)


@given(st.lists(st.tuples(stretches, texts), max_size=4))
def test_stretches_are_found_where_they_stand(documents: list[tuple[list[str], list[str]]]) -> None:
    vocabulary, sought = Vocabulary(), set[str]()
    for wanted, passages in documents:
        sought.update(wanted)
        for stretch in wanted:
            vocabulary.seek(stretch)
        places = vocabulary.places_of(passages)
        assert places == {
            stretch: sum(1 << place for place, text in enumerate(passages) if stretch in text)
            for stretch in sought
        }


class _Broken:
    """Texts of which the second cannot be had, as when memory runs out or a user interrupts."""

    def __iter__(self) -> Iterator[str]:
        yield "either may terminate,"
        raise MemoryError


def test_texts_that_could_not_be_read_hide_nothing_of_the_next() -> None:
    vocabulary = Vocabulary()
    vocabulary.seek("terminat")
    vocabulary.places_of([])
    with pytest.raises(MemoryError):
        vocabulary.places_of(_Broken())
    assert vocabulary.places_of(["terminate", "either may terminate,"])["terminat"] == 0b11


def test_what_could_not_be_learned_hides_nothing_of_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary()
    vocabulary.seek("terminat")
    vocabulary.places_of([])
    with monkeypatch.context() as patched:
        patched.setattr(Vocabulary, "_held", staticmethod(_no_memory))
        with pytest.raises(MemoryError):
            vocabulary.places_of(["either may terminate,"])
    assert vocabulary.places_of(["terminate", "either may terminate,"])["terminat"] == 0b11


def _no_memory(*_: object) -> None:
    raise MemoryError


def test_long_words_and_many_words_are_not_kept() -> None:
    vocabulary = Vocabulary()
    vocabulary.seek("ab")
    words = [f"ab{number}" for number in range(60_000)]
    assert vocabulary.places_of([" ".join(words), "x" * 5_000 + "ab,"])["ab"] == 0b11
    assert sum(map(len, vocabulary._words)) < 500_000
