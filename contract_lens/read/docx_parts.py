"""The parts of a Word package as parsed XML, read without entities, document types or network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.archive import SafeArchive

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
#: Prefix of element and attribute names of WordprocessingML.
W = f"{{{_WORD}}}"
_MAIN_PART = "word/document.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DOCTYPE = "<!DOCTYPE"


class WordPackage:
    """The parts of a DOCX file.

    Args:
        data: Bytes of the file.
        limits: Bounds of the container.

    Raises:
        CorruptInput: The container is damaged.
        LimitExceeded: The container is too large.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = SafeArchive(data, limits)

    def main(self) -> Any:
        """Return the root of the main document part.

        Raises:
            CorruptInput: It is missing or no well-formed XML.
        """
        name = self._main_name()
        root = self.part(name)
        if root is None:
            raise CorruptInput("is a Word container without its main document")
        return root

    def part(self, name: str) -> Any | None:
        """Return the root of a part, or ``None`` if the package does not have it."""
        if name not in self._archive.names:
            return None
        return parse_xml(self._archive.read(name))

    def parts(self, start: str) -> Iterator[Any]:
        """Yield the roots of all XML parts whose names begin with ``start``."""
        for name in sorted(self._archive.names):
            if name.startswith(start) and name.endswith(".xml"):
                yield self.part(name)

    def title(self) -> str:
        """Return the title in the file's properties, or an empty text."""
        root = self.part("docProps/core.xml")
        element = None if root is None else root.find(_TITLE)
        return "" if element is None else " ".join((element.text or "").split())[:200]

    def has_remote_template(self) -> bool:
        """Whether the file asks Word to load a template from elsewhere; it is never fetched."""
        root = self.part("word/_rels/settings.xml.rels")
        if root is None:
            return False
        return any(
            link.get("TargetMode") == "External" and str(link.get("Type", "")).endswith("/attachedTemplate")
            for link in root
        )

    def _main_name(self) -> str:
        root = self.part("_rels/.rels")
        for link in () if root is None else root:
            if str(link.get("Type", "")).endswith("/officeDocument"):
                name = str(link.get("Target", "")).lstrip("/")
                if name in self._archive.names:
                    return name
        return _MAIN_PART


def parse_xml(data: bytes) -> Any:
    """Parse one part.

    OOXML forbids document type declarations; one that is there is an attack (external entities, entity
    expansion) or hides text from readers, so it is refused and not ignored.

    Raises:
        CorruptInput: Not well-formed, or with a document type.
        LimitExceeded: Nested more deeply than libxml2's limit of 256.
    """
    from lxml import etree

    if any(_DOCTYPE.encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise CorruptInput("holds an XML document type, which Word files must not have")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, _WORD.encode()), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise LimitExceeded("holds XML that is nested too deeply (limit: nesting)") from error
        raise CorruptInput("holds a part that is no well-formed XML") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise CorruptInput("holds an XML document type, which Word files must not have")
    return root


def value(element: Any | None, name: str = "val") -> str | None:
    """Return a WordprocessingML attribute of an element, or ``None``."""
    if element is None:
        return None
    found = element.get(W + name)
    return None if found is None else str(found)


def whole(element: Any | None, name: str = "val") -> int | None:
    """Return an attribute as a whole number, or ``None`` if it is missing or no number."""
    text = value(element, name)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def is_on(element: Any | None) -> bool:
    """Whether a switch element such as ``w:vanish`` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
