"""Words of ``letters.toml``: how letters and mails begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from contract_lens.taxonomy.schema import build_record, read_toml

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LinePhrases:
    """What stands in a line of its own.

    Attributes:
        phrases: Regular expressions without flags or named groups.
        matches: Lines that are such.
        not_matches: Lines that are not.
    """

    phrases: tuple[str, ...]
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """One expression for all phrases, to be put into a larger one."""
        return f"(?:{'|'.join(self.phrases)})"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """How letters and mails begin and end.

    Attributes:
        formal: Greetings of letters, in the case in which they are written.
        familiar: First words of mails among people who know each other, in any case.
        parting: What stands above the names of those who sign, in any case.
    """

    formal: LinePhrases
    familiar: LinePhrases
    parting: LinePhrases


@lru_cache(maxsize=1)
def load_letter_words() -> LetterWords:
    """Read ``letters.toml``."""
    tables = read_toml(_FOLDER / "letters.toml", {"formal", "familiar", "parting"})
    return LetterWords(
        **{
            name: build_record(LinePhrases, table, place=f"letters.toml {name}")
            for name, table in tables.items()
        }
    )
