"""RTF as a stream of tokens, and the code pages that its fonts name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?[0-9]+)? ?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|(?P<line>\r\n|\r|\n)",
    re.DOTALL,
)
_MOST_DIGITS = 11
_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
#: Name of the pseudo code page of symbol fonts.
SYMBOL = "symbol"
_SYMBOL_CHARSET = 2


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: ``{``, ``}``, ``word``, ``byte`` or ``text``.
        text: Name of the control word, or the text; each character stands for one byte.
        number: Parameter of the control word, or the byte; ``None`` without one.
        line: Line number from 1.
    """

    kind: str
    text: str
    number: int | None
    line: int


class Tokens:
    """Iterates over the tokens of a file.

    Args:
        data: Bytes of the file.

    Attributes:
        impossible: How many binary blocks claimed to be longer than the file; those were not skipped.
        rest: Characters after the last token that was taken.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data.decode("latin-1")
        self._position = 0
        self.impossible = 0

    @property
    def rest(self) -> int:
        """How many characters that are no white space or NUL stand after the last token."""
        return len(self._data[self._position :].strip("\0 \t\r\n\x1a"))

    def __iter__(self) -> Iterator[Token]:
        """Yield tokens; binary blocks are skipped."""
        line = 1
        while (match := _TOKEN.match(self._data, self._position)) is not None:
            self._position = match.end()
            kind = match.lastgroup or ""
            if kind == "line":
                line += 1
                continue
            token = _token(match, line)
            if token.text == "bin" and token.kind == "word":
                self._skip(token.number or 0)
            else:
                yield token
            if token.text in ("\n", "\r"):
                line += 1

    def _skip(self, length: int) -> None:
        if 0 <= length <= len(self._data) - self._position:
            self._position += length
        else:
            self.impossible += 1


def _token(match: re.Match[str], line: int) -> Token:
    if brace := match["brace"]:
        return Token(brace, "", None, line)
    if (text := match["text"]) is not None:
        return Token("text", text, None, line)
    if (byte := match["byte"]) is not None:
        return Token("byte", "", int(byte, 16), line)
    if (sign := match["sign"]) is not None:
        return Token("word", sign, None, line)
    number = match["number"]
    return Token("word", match["word"], None if number is None else int(number[:_MOST_DIGITS]), line)


def code_page(charset: int, usual: str) -> str:
    """Return the codec of a font's character set; ``usual`` where the set is that of the file."""
    return SYMBOL if charset == _SYMBOL_CHARSET else _CODE_PAGES.get(charset, usual)


def known_codec(number: int) -> str:
    r"""Return the codec of ``\ansicpg``; Windows-1252 where Python does not know it."""
    import codecs

    for name in (f"cp{number}", "mac_roman" if number == 10000 else ""):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return "cp1252"
