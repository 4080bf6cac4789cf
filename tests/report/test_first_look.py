"""Which clauses a reader is sent to first."""

from __future__ import annotations

from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes
from contract_lens.report.first_look import look_first
from contract_lens.report.view import Places

PAPER = """DISTRIBUTION AGREEMENT

This Agreement is made between Orrin Scanners Ltd ("Orrin") and Velm Medical AG ("Velm").

1. Indemnity by Velm. Velm shall indemnify, defend and hold harmless Orrin against all claims, damages
and expenses arising from the negligence of Velm or the breach of this Agreement by Velm.

2. Indemnity by Orrin. Orrin shall indemnify, defend and hold harmless Velm against all claims, damages
and expenses arising from the negligence of Orrin or the breach of this Agreement by Orrin.

3. Prices. Orrin may change the prices at any time in its sole discretion and without notice.

4. Steering committee. The parties shall establish a joint steering committee, which meets every quarter and
decides by consensus.
"""


def test_a_mirror_image_does_not_take_a_second_place() -> None:
    report = analyze_document(read_bytes(PAPER.encode(), name="agreement.txt"))
    looks = look_first(report, Places([report]))
    shown = {look.quote.place.words[0] for look in looks}
    assert "3" in shown
    assert not {"1", "2"} <= shown
