"""What a user says about a deal in ``deal.toml``: files, sides, people, dates; all of it is optional."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from contract_lens.assessment import DocumentKind
from contract_lens.errors import InputMissing, InputNotPermitted, UsageError
from contract_lens.taxonomy.roles import load_roles

#: What a file can be in a deal. A draft never leads the verdict; ``ignore`` leaves a file out.
FILE_ROLES = ("agreement", "amendment", "draft", "minutes", "transcript", "mail", "chat", "notes", "ignore")
#: Files of these roles are agreements.
PAPER_ROLES = frozenset({"agreement", "amendment", "draft"})
DATES = ("negotiation_began", "signed", "effective", "launched", "ends")

_LARGEST = 1_000_000  # bytes; a description of a deal is a page


@dataclass(frozen=True, slots=True)
class FileNote:
    """What the user says about one file.

    Attributes:
        role: One of ``FILE_ROLES``, or empty.
        date: ISO date of the meeting, mail or signature, or empty.
    """

    role: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class SideNote:
    """What the user says about one side.

    Attributes:
        name: How reports call it.
        names: Other names: the company in full, departments, abbreviations.
        domains: Domains of its mail addresses.
    """

    name: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonNote:
    """What the user says about one person.

    Attributes:
        name: Full name.
        side: Name of the side, or empty.
        role: ``champion``, ``lawyer``, ``negotiator``, ``delivery``, ``executive``, or empty.
        names: Other names that the documents use.
    """

    name: str
    side: str = ""
    role: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DealDescription:
    """What the user says about a deal.

    Attributes:
        name: Name of the deal, or empty.
        company: Whose portfolio it belongs to, or empty.
        dates: ISO dates by name of ``DATES``.
        files: Notes by file name.
        sides: The sides.
        people: The people.
    """

    name: str = ""
    company: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileNote] = field(default_factory=dict)
    sides: tuple[SideNote, ...] = ()
    people: tuple[PersonNote, ...] = ()

    def note_on(self, path: str) -> FileNote:
        """Return what is said about a file; an empty note where nothing is."""
        return self.files.get(Path(path).name, FileNote())

    def kind_of(self, path: str) -> DocumentKind | None:
        """Return what a file is by its role; ``None`` where the user leaves that to its words."""
        role = self.note_on(path).role
        if role in ("", "ignore"):
            return None
        return DocumentKind.AGREEMENT if role in PAPER_ROLES else DocumentKind.COMMUNICATION


def read_description(path: Path, files: Iterable[str] = ()) -> DealDescription:
    """Read and check a ``deal.toml``.

    Args:
        path: The file.
        files: Names of the files of the deal; a name that is not among them is refused.

    Raises:
        InputMissing: There is no such file.
        InputNotPermitted: It may not be read.
        UsageError: It is no TOML, or holds a key or value that makes no sense; the message names the key.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UsageError(
                "is larger than 1 MB", subject=str(path), remedy="keep to names, sides and dates"
            )
        tables = tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError:
        raise InputMissing("there is no such description of a deal", subject=str(path)) from None
    except OSError as error:
        raise InputNotPermitted(f"cannot be read ({error.strerror})", subject=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        remedy = "mend the line, or compare it with docs/deals.md"
        raise UsageError(f"is not a TOML file ({error})", subject=str(path), remedy=remedy) from None
    return _Checker(str(path), tuple(files)).description(tables)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks one file; every message names the key.

    Attributes:
        subject: The file.
        names: Names of the files of the deal; empty to accept any.
    """

    subject: str
    names: tuple[str, ...]

    def description(self, tables: Mapping[str, Any]) -> DealDescription:
        known = ("name", "company", "dates", "files", "sides", "people")
        self._keys(tables, known, "")
        sides = tuple(self._side(one, place) for one, place in self._tables(tables, "sides"))
        people = tuple(
            self._person(one, place, [side.name for side in sides])
            for one, place in self._tables(tables, "people")
        )
        dates = self._table(tables.get("dates", {}), "dates")
        self._keys(dates, DATES, "dates.")
        return DealDescription(
            name=self._text(tables, "name", ""),
            company=self._text(tables, "company", ""),
            dates={name: self._date(value, f"dates.{name}") for name, value in dates.items()},
            files=self._files(self._table(tables.get("files", {}), "files")),
            sides=sides,
            people=people,
        )

    def _files(self, table: Mapping[str, Any]) -> dict[str, FileNote]:
        notes = {}
        for name, value in table.items():
            place = f"files.{name}"
            if self.names and name not in self.names:
                self._refuse(
                    f"{place} names a file that is not in the folder{_meant(name, self.names)}",
                    "correct the name, or take the line out",
                )
            fields = {"role": value} if isinstance(value, str) else self._table(value, place)
            self._keys(fields, ("role", "date"), f"{place}.")
            role = self._choice(fields, "role", FILE_ROLES, place)
            date = self._date(fields["date"], f"{place}.date") if "date" in fields else ""
            notes[name] = FileNote(role, date)
        return notes

    def _side(self, table: Mapping[str, Any], place: str) -> SideNote:
        self._keys(table, ("name", "names", "domains"), f"{place}.")
        return SideNote(
            self._needed(table, "name", place),
            self._texts(table, "names", place),
            tuple(domain.lstrip("@").casefold() for domain in self._texts(table, "domains", place)),
        )

    def _person(self, table: Mapping[str, Any], place: str, sides: Sequence[str]) -> PersonNote:
        self._keys(table, ("name", "side", "role", "names"), f"{place}.")
        side = self._text(table, "side", place)
        if side and sides and side not in sides:
            self._refuse(
                f"{place}.side is no side of this file: {side!r}{_meant(side, sides)}",
                f"name one of {', '.join(sides)}, or add it under [[sides]]",
            )
        roles = tuple(load_roles().by_code)
        role = self._choice(table, "role", roles, place)
        return PersonNote(self._needed(table, "name", place), side, role, self._texts(table, "names", place))

    def _keys(self, table: Mapping[str, Any], known: Sequence[str], place: str) -> None:
        for key in table:
            if key not in known:
                self._refuse(
                    f"{place}{key} is not known{_meant(key, known)}", f"use one of {', '.join(known)}"
                )

    def _tables(self, tables: Mapping[str, Any], key: str) -> list[tuple[Mapping[str, Any], str]]:
        value = tables.get(key, [])
        if not isinstance(value, list):
            self._refuse(f"{key} must be a list of tables", f"write [[{key}]] above each one")
        return [
            (self._table(one, f"{key}[{number}]"), f"{key}[{number}]")
            for number, one in enumerate(value, start=1)
        ]

    def _table(self, value: object, place: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._refuse(f"{place} must be a table. Got {value!r} instead", "see docs/deals.md")
        return value if isinstance(value, dict) else {}

    def _needed(self, table: Mapping[str, Any], key: str, place: str) -> str:
        value = self._text(table, key, place)
        if not value:
            self._refuse(f"{place}.{key} is missing or empty", "write it")
        return value

    def _text(self, table: Mapping[str, Any], key: str, place: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            where = f"{place}.{key}".lstrip(".")
            self._refuse(f"{where} must be a text. Got {value!r} instead", "put it in quotation marks")
        return " ".join(str(value).split())

    def _texts(self, table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self._refuse(f"{place}.{key} must be a list of texts. Got {value!r} instead", 'write ["a", "b"]')
        return tuple(" ".join(one.split()) for one in value)

    def _choice(self, table: Mapping[str, Any], key: str, choices: Sequence[str], place: str) -> str:
        value = self._text(table, key, place)
        if value and value not in choices:
            self._refuse(
                f"{place}.{key} is not known: {value!r}{_meant(value, choices)}",
                f"use one of {', '.join(choices)}",
            )
        return value

    def _date(self, value: object, place: str) -> str:
        if isinstance(value, datetime.datetime):
            return value.date().isoformat()
        if isinstance(value, datetime.date):
            return value.isoformat()
        try:
            return datetime.date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self._refuse(f"{place} is no date: {value!r}", "write it as 2025-03-07")
            return ""

    def _refuse(self, cause: str, remedy: str) -> None:
        raise UsageError(cause, subject=self.subject, remedy=remedy)


def _meant(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f" (nearest: {near[0]})" if near else ""
