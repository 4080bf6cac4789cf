"""What is told of words at once must be what a look into every text tells."""

from __future__ import annotations

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
