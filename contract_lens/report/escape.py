"""Text of strangers made safe for the places it is shown in: terminals, markup, spreadsheets, JSON.

Contract text, file names, parties and speakers are untrusted. Each function here closes one channel;
HTML's own escaping (``&lt;`` and the like) is Jinja's autoescape and is not repeated here.
"""

from __future__ import annotations

import re
from urllib.parse import quote

# Controls, direction overrides, separators, lone surrogates, non-characters and invisible tag letters:
# what can move a cursor, reorder a line or hide words ("Trojan Source", CVE-2021-42574).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060\ufeff]"
)  # soft hyphen, zero-width space, joiner, byte order mark
_NOT_IN_JSON_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_REPLACEMENT = "\ufffd"


def markup_text(text: str) -> str:
    """Return ``text`` fit for HTML and XML, character for character.

    Controls become their pictures (ESC is shown as ``␛``); direction overrides, lone surrogates and
    non-characters become ``�``. Tab and newline stay. The length never changes, so offsets still fit.
    """
    # Whatever is unsafe is not printable, and asking that is ten times faster than searching.
    return text if text.isprintable() else _UNSAFE.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\r\x0c\x0b":
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT


def terminal_text(text: str, encoding: str = "utf-8") -> str:
    r"""Return ``text`` as one line that a terminal shows as it is: ESC comes out as ``\x1b``.

    Args:
        text: Any text.
        encoding: Encoding of the stream; what it cannot hold is shown as a backslash escape.
    """
    line = _UNSAFE.sub(_escape, _INVISIBLE.sub("", text))
    line = re.sub(r"[ \t\n]+", " ", line).strip()
    return line.encode(encoding, "backslashreplace").decode(encoding)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\r\x0b\x0c\x85\u2028\u2029":
        return " "
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def spreadsheet_text(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet takes for a formula.

    A cell that starts with ``=``, ``+``, ``-``, ``@`` (also full-width), tab or line break gets a leading
    ``'`` (OWASP, CSV injection); controls are shown as escapes and line breaks as spaces.
    """
    opens_formula = text.startswith(_FORMULA_STARTS)
    line = terminal_text(text)
    return f"'{line}" if opens_formula or line.startswith(_FORMULA_STARTS) else line


def json_text(text: str) -> str:
    """Return JSON ``text`` with the characters escaped that break UTF-8 or line-by-line reading."""
    if text.isprintable():  # none of them is; most lines have no other that is not, and this is soon told
        return text
    return _NOT_IN_JSON_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def page_link(name: str) -> str:
    """Return a relative link to the file ``name`` beside the page; never a scheme, never a parent folder."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "./" + "/".join(quote(part, safe="", errors="replace") for part in parts)
