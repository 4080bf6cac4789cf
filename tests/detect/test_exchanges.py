"""Two duties of one text that answer each other bind both sides, as "each party" would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.detect import detect_signals

ANSWERED = (
    (
        "Ardo shall indemnify Belm against all losses, and Belm shall indemnify Ardo against all losses.",
        "Ardo",
        "Belm",
    ),
    (
        "The Supplier may terminate on 30 days' notice. The Buyer may terminate on 30 days' notice.",
        "The Supplier",
        "The Buyer",
    ),
    (
        "Seller shall not solicit Buyer's employees, and Buyer shall not solicit Seller's employees.",
        "Seller",
        "Buyer",
    ),
    (
        "A. Customer shall keep Vendor's secrets. B. Vendor shall keep Customer's secrets.",
        "A. Customer",
        "B. Vendor",
    ),
    (
        "We will hold you harmless from claims about our content, and you will hold us harmless likewise.",
        "We",
        "you",
    ),
    (
        "The Licensor may assign this Agreement to an affiliate without consent; the Licensee may likewise "
        "assign this Agreement to an affiliate without consent.",
        "The Licensor",
        "the Licensee",
    ),
)
UNANSWERED = (
    "The Supplier shall indemnify the Buyer against all losses.",
    "The Supplier may terminate on 30 days' notice. The Buyer may terminate on 180 days' notice.",
    "Kell may terminate on thirty days' written notice. Orrin may terminate on ninety days' written notice.",
    "Kell shall pay Orrin five percent of the revenue. Orrin shall pay Kell ninety percent of the revenue.",
    "Kell shall pay Orrin USD 5 million on signature. Orrin shall pay Kell USD 5 thousand on signature.",
    "Kell may assign this Agreement freely. Orrin may assign this Agreement only with consent of Kell.",
    "Kell shall offer support on site each day. Kell's representatives shall offer support on site each day.",
    "Kell may terminate this Agreement for any reason. Orrin may terminate this Agreement for cause.",
    "The Supplier shall deliver the goods. The Buyer shall deliver its forecast each month.",
    "The Supplier shall deliver the goods. The Buyer shall pay the price.",
    "The Supplier shall indemnify the Buyer. It shall indemnify the Buyer's affiliates too.",
    "The Supplier shall indemnify the Buyer. The Buyer may indemnify the Supplier.",
    "If the Supplier shall fail to deliver and the Buyer shall fail to collect, the fee is due.",
    "The Supplier shall indemnify the Buyer for defects. The Supplier shall indemnify the Buyer for delay.",
)


@pytest.mark.parametrize(("text", "first", "second"), ANSWERED)
def test_duties_that_answer_each_other_are_found_with_who_owes_them(
    text: str, first: str, second: str
) -> None:
    (reading,) = detect_signals([text])
    assert [text[one.start : one.subject_end] for one in reading.exchanges] == [first, second]
    assert reading.bearer == "both"
    assert "mutual" in {signal.code for signal in reading.signals}


@pytest.mark.parametrize("text", UNANSWERED)
def test_a_duty_without_its_like_is_no_exchange(text: str) -> None:
    (reading,) = detect_signals([text])
    assert reading.exchanges == ()
    assert reading.bearer == "one"


@given(st.lists(st.sampled_from([*(row[0] for row in ANSWERED), *UNANSWERED]), min_size=1, max_size=5))
def test_spans_lie_in_order_inside_the_text_whatever_stands_together(sentences: list[str]) -> None:
    text = " ".join(sentences)
    (reading,) = detect_signals([text])
    for one in reading.exchanges:
        assert 0 <= one.start < one.subject_end < one.end <= len(text)
    assert len({one.start for one in reading.exchanges}) == len(reading.exchanges)
    starts = [signal.start for signal in reading.signals]
    assert starts == sorted(starts)
