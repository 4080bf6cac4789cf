"""Names of people and organisations: told equal however they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TITLE = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Herr|Frau|Capt|Captain|Ing|Madame|M)\.?[ ]+)+")
_BRACKETS = re.compile(r"[ ]*\([^()]*\)")


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """Return a name in lower case without accents and punctuation: ``St Brendan's`` -> ``st brendans``."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "").replace("'", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", plain))


def bare(name: str | None) -> str:
    """Return a person's name without titles and brackets: ``Dr Ana Sey (chair)`` -> ``Ana Sey``."""
    return _TITLE.sub("", _BRACKETS.sub("", name or "").strip()).strip()


def surname_of(name: str) -> str:
    """Return the key of the last word of a person's name; empty where there is only a short one."""
    words = key_of(bare(name)).split(" ")
    return words[-1] if len(words[-1]) > 2 else ""


def name_of_host(host: str) -> str:
    """Return what an organisation is called by its mail domain: ``fjord-rail.example`` -> ``Fjord Rail``."""
    parts = host.split(".")
    words = re.split(r"[-_]+", parts[-2] if len(parts) > 1 else host)
    return " ".join(word.capitalize() for word in words if word)
