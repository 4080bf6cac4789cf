"""Visible text of an HTML mail by the standard library's tokenizer; nothing is fetched or executed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset(("script", "style", "head", "title", "noscript", "template", "svg", "math"))
_BREAKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "tr", "ul")
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class _Visible(HTMLParser):
    """Collects text; counts open silent elements instead of building a tree, so that depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.left_out = 0
        self._silent: str | None = None
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            return
        if tag in _SILENT:
            self._silent = tag
        elif tag == "br":
            self._break(1)
        elif tag == "td" or tag == "th":
            self.parts.append(" ")
        elif tag in _BREAKS:
            if tag == "blockquote":
                self._quotes += 1
            self._break(1 if tag in ("li", "tr", "div") else 2)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = None
        elif tag in _BREAKS and not self._silent:
            if tag == "blockquote":
                self._quotes = max(0, self._quotes - 1)
            self._break(1 if tag in ("li", "tr", "div") else 2)

    def handle_data(self, data: str) -> None:
        if self._silent:
            self.left_out += len(data.strip())
        else:
            self.parts.append(_BLANKS.sub(" ", data))

    def _break(self, lines: int) -> None:
        self.parts.append("\n" * lines + "> " * min(self._quotes, 20))


def visible_text(page: str) -> tuple[str, int]:
    """Return the visible text of an HTML page, and how many characters of scripts and styles were dropped.

    Block elements end a paragraph; ``blockquote`` becomes lines that begin with ``>``, as plain mail quotes.
    """
    parser = _Visible()
    try:
        parser.feed(page)
        parser.close()
    except AssertionError:  # the standard library's answer to a declaration that it does not know
        parser = _Visible()
        parser.feed(page.replace("<![", "&lt;!["))
        parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"), parser.left_out
