"""A line that is nothing but a date dates an agreement; a line that only ends in one does not."""

from __future__ import annotations

import pytest
from paper_builders import Row, assess

from contract_lens.assess.dates import date_of_agreement


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("3 May 2025", "2025-05-03"),
        ("**May 3, 2025**", "2025-05-03"),
        ("London, 3 May 2025", "2025-05-03"),
        ("Leeds, the 3rd May 2025", "2025-05-03"),
        ("Kiel, May 3, 2025.", "2025-05-03"),
        ("St. John's, 2025-05-03", "2025-05-03"),
        ("Monday, 3 March 2025", "2025-03-03"),
        ("3.12.2024", "2024-12-03"),
        ("1st day of May, Two Thousand and Twenty-Five", "2025-05-01"),
        ("1st day of May, Two Thousand and Ninety", "2090-05-01"),
        ("Version 3.12.2024", None),
        ("Founded 1 May 1980", None),
        ("Office Tower 3 May 2025", None),
        ("3 May 2025 to 4 June 2026", None),
    ],
)
def test_only_a_line_of_its_own_dates_a_paper(line: str, date: str | None) -> None:
    assert date_of_agreement(assess([Row(f"Kell Works Ltd\n{line}\nDear Tom\n")])) == date
