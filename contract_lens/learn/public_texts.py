"""The public texts that labels point into, in the folders and files that a user gives.

Files are named by labels, so each is looked for within the given folder alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contract_lens.errors import CorruptInput, InputMissing

Row = dict[str, Any]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSONL file.

    Raises:
        InputMissing: The file is not there.
        CorruptInput: A line is not a JSON object.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputMissing("the labelled texts cannot be read", subject=str(path)) from error
    # Bytes, not text: JSON may hold line separators of Unicode inside a string.
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    remedy = "mend or remove that line"
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorruptInput(f"line {number} is not JSON", subject=str(path), remedy=remedy) from error
        if not isinstance(row, dict):
            raise CorruptInput(f"line {number} is not an object", subject=str(path), remedy=remedy)
        yield row


def data_folder(given: Path) -> Path:
    """Return the folder that holds ``outside/`` and ``meetings/``; ``outside/`` itself may be given too.

    Raises:
        InputMissing: There is no such folder.
    """
    if not given.is_dir():
        raise InputMissing("the folder with the texts is not there", subject=str(given))
    if not (given / "outside").is_dir() and given.resolve().name == "outside":
        return given.resolve().parent
    return given


def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of a JSONL file by their ids; errors as of ``read_rows``."""
    return {row["id"]: row["text"] for row in read_rows(path) if "id" in row and "text" in row}


def _within(folder: Path, name: str) -> Path:
    """Return the path of a file that a label names, which must lie in the folder, links followed."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise CorruptInput("a label points out of the folder", subject=name, remedy="correct the label")
    return path


def _read_within(folder: Path, name: str) -> str | None:
    path = _within(folder, name)
    if not path.is_file():
        return None
    try:
        # Offsets count every character of the file, so line ends must not be translated.
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorruptInput("is not UTF-8 text", subject=str(path), remedy="get the corpus again") from error


class Agreements:
    """The agreements of a CUAD folder, read once each.

    Args:
        folder: The folder, with ``txt/`` in it or the files themselves.

    Raises:
        InputMissing: It is not there.
    """

    def __init__(self, folder: Path) -> None:
        inner = folder / "txt"
        self.folder = inner if inner.is_dir() else folder
        if not self.folder.is_dir():
            raise InputMissing("the folder with the agreements is not there", subject=str(folder))
        self._texts: dict[str, str | None] = {}

    def text_of(self, document: str) -> str | None:
        """Return the text of an agreement by its name; ``None`` if it is not there."""
        if document not in self._texts:
            self._texts[document] = _read_within(self.folder, f"{document}.txt")
        return self._texts[document]

    def all_texts(self) -> tuple[str, ...]:
        """Return the texts of all agreements of the folder."""
        texts = (self.text_of(path.stem) for path in sorted(self.folder.glob("*.txt")))
        return tuple(text for text in texts if text)


class OutsideTexts:
    """The issue threads and meetings of a user's folder, read once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = data_folder(folder)
        self._items: dict[str, dict[str, str]] = {}
        self._wholes: dict[str, str | None] = {}

    def text_of(self, file: str, item: str) -> str | None:
        """Return the text of an item of a JSONL file, or the whole of a text file; ``None`` if absent."""
        if file.endswith(".jsonl"):
            if file not in self._items:
                path = _within(self.folder, file)
                self._items[file] = read_texts(path) if path.is_file() else {}
            return self._items[file].get(item)
        if file not in self._wholes:
            self._wholes[file] = _read_within(self.folder, file)
        return self._wholes[file]
