"""The ledger of a portfolio: what was found out about which content, kept so that no scan starts over.

One SQLite file. Each result is one transaction that is on the disk before the next document is looked at
(write-ahead log, ``synchronous=FULL``), so a run that is killed anywhere loses only what was in flight. One
run writes at a time; anyone may read meanwhile.
"""

from contract_lens.ledger.store import Counts, Known, Ledger, Made, open_ledger, read_ledger

__all__ = ["Counts", "Known", "Ledger", "Made", "open_ledger", "read_ledger"]
