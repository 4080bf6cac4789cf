"""Slack exports: the messages of one channel on one day (JSON) -> one block per message."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contract_lens.document import BlockKind
from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.content import Content, ContentBuilder
from contract_lens.read.decoding import decode
from contract_lens.read.people import side_of_address

#: Names and organisations of people by their identifiers.
Names = Mapping[str, tuple[str, str | None]]

_START = re.compile(r"\s*\[\s*\{")
_MESSAGE = re.compile(r'"type"\s*:\s*"message"')
_STAMP = re.compile(r'"ts"\s*:\s*"\d{9,11}\.\d{1,9}"')
_LINK = re.compile(r"<(?P<what>[^<>|\n]{1,2000})(?:\|(?P<label>[^<>\n]{1,500}))?>")
_PEOPLE_FILE = "users.json"
# Subtypes whose words are somebody's; all others are notices of the program.
_SPOKEN = frozenset(("", "bot_message", "file_share", "me_message", "thread_broadcast", "file_comment"))


def looks_like_slack(sample: str) -> bool:
    """Whether a text is the start of a channel's messages."""
    return bool(_START.match(sample) and _MESSAGE.search(sample) and _STAMP.search(sample))


def read_slack(data: bytes, limits: Limits, people: Names | None = None) -> Content:
    """Read the messages of a channel in order of time.

    A reply in a thread has ``level`` 1. Joining, leaving and other notices are counted and left out.

    Args:
        data: Bytes of a JSON file as Slack exports it, such as ``general/2025-03-13.json``.
        limits: ``characters`` applies.
        people: Who is behind the identifiers, as far as the messages do not say; see ``people_beside``.

    Raises:
        CorruptInput: It is no valid JSON, or holds no messages.
        LimitExceeded: Nested too deeply or too long.
    """
    text = decode(data).text
    messages = [each for each in _parsed(text) if isinstance(each, dict) and each.get("type") == "message"]
    names = {**(people or {}), **_names_in(messages)}
    builder = ContentBuilder(limits)
    lines = _lines_of_stamps(text)
    for message in sorted(messages, key=_seconds):
        _write(builder, message, names, lines.get(str(message.get("ts"))))
    builder.close()
    if not builder.blocks:
        raise CorruptInput("is a Slack export without a single message")
    if any(block.speaker is None for block in builder.blocks):
        builder.warnings.append("Some messages name nobody; put users.json of the export beside the folder.")
    return builder.finish()


def people_beside(path: Path, limits: Limits) -> Names:
    """Read ``users.json`` beside a channel's file or its folder, where an export has it; else nothing."""
    for folder in (path.parent.parent, path.parent):
        file = folder / _PEOPLE_FILE
        try:
            if file.is_symlink() or not file.is_file() or file.stat().st_size > limits.file_bytes:
                continue
            return {
                str(person.get("id", "")): _identity(person.get("profile"), person)
                for person in _parsed(decode(file.read_bytes()).text)
                if isinstance(person, dict)
            }
        except (OSError, CorruptInput, LimitExceeded):
            continue
    return {}


def _parsed(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise LimitExceeded("is JSON nested too deeply (limit: nesting)") from error
    except ValueError as error:
        raise CorruptInput("is damaged JSON") from error
    return found if isinstance(found, list) else []


def _names_in(messages: list[dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    return {
        str(message["user"]): _identity(message["user_profile"], {})
        for message in messages
        if isinstance(message.get("user_profile"), dict) and message.get("user")
    }


def _identity(profile: object, person: Mapping[str, Any]) -> tuple[str, str | None]:
    known = profile if isinstance(profile, dict) else {}
    candidates = [known.get("real_name"), person.get("real_name"), known.get("display_name")]
    candidates += [known.get("name"), person.get("name")]
    name = next((value.strip() for value in candidates if isinstance(value, str) and value.strip()), "")
    address = known.get("email")
    return name, side_of_address(address) if isinstance(address, str) else None


def _write(builder: ContentBuilder, message: dict[str, Any], names: Names, line: int | None) -> None:
    words = message.get("text")
    words = _plain(words, names) if isinstance(words, str) else ""
    subtype = message.get("subtype") or ""
    if subtype not in _SPOKEN:
        builder.left_out["system_message"] += len(words)
        return
    files = message.get("files")
    if isinstance(files, list) and files:
        builder.left_out["attached_file"] += len(files)
    speaker, side = names.get(str(message.get("user", "")), ("", None))
    username = message.get("username")
    speaker = speaker or (username if isinstance(username, str) else "") or str(message.get("user") or "")
    reply = message.get("thread_ts") not in (None, message.get("ts"))
    time = _time(message)
    builder.date = builder.date or (time[:10] if time else None)
    builder.open(BlockKind.TURN, level=int(reply), speaker=speaker or None, side=side, time=time)
    for number, part in enumerate(words.split("\n")):
        if number:
            builder.space("\n")
        builder.write(part, line=line)


def _plain(text: str, names: Names) -> str:
    """Slack's markup as people see it: ``<@U1>`` a name, ``<https://x|label>`` a label."""
    return html.unescape(_LINK.sub(lambda match: _shown(match, names), text))


def _shown(match: re.Match[str], names: Names) -> str:
    what, label = match["what"], match["label"]
    if what.startswith("@"):
        return "@" + (names.get(what[1:], ("", None))[0] or label or what[1:])
    if what.startswith("#"):
        return "#" + (label or what[1:])
    if what.startswith("!"):
        return "@" + (label or what[1:]).removeprefix("@")
    return label or what


def _seconds(message: dict[str, Any]) -> float:
    try:
        seconds = float(message.get("ts", 0))
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return seconds if seconds == seconds else 0.0  # NaN has no place in an order


def _time(message: dict[str, Any]) -> str | None:
    try:
        seconds = _seconds(message)
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None
    except (ValueError, OverflowError, OSError):
        return None


def _lines_of_stamps(text: str) -> dict[str, int]:
    """Line numbers of the messages by their stamps."""
    lines: dict[str, int] = {}
    line, at = 1, 0
    for match in _STAMP.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        lines.setdefault(match.group().split('"')[3], line)
    return lines
