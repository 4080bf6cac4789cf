"""The parts of a Word package as parsed XML, read without entities, document types or network."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from contract_lens.errors import CorruptInput, LimitExceeded
from contract_lens.options import Limits
from contract_lens.read.archive import SafeArchive

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# ISO 29500 strict names -> those that everyone writes; attributes of relationships among them.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _WORD.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument", _OFFICE.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml", _DRAWING.encode()),
)
#: Prefix of element and attribute names of WordprocessingML.
W = f"{{{_WORD}}}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVE = _MARKUP + "AlternateContent"
_KNOWN_EXTENSIONS = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_MAIN_PART = "word/document.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DOCTYPE = b"<!DOCTYPE"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


class _Link(NamedTuple):
    """A relationship of a part: id, kind, the part that it names, and whether that lies outside the file."""

    id: str
    kind: str
    name: str
    outside: bool


class WordPackage:
    """The parts of a DOCX file, found by their relationships and not by their usual names.

    Args:
        data: Bytes of the file.
        limits: Bounds of the container.

    Raises:
        CorruptInput: The container is damaged.
        LimitExceeded: The container is too large.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = SafeArchive(data, limits)
        roots = list(self._links_of(""))
        self._main = self._main_name(roots)
        self._links = list(self._links_of(self._main))
        self._by_id: dict[tuple[str, str], str] = {}
        self._kinds: dict[str, set[str]] = {}
        for link in (*roots, *self._links):
            self._kinds.setdefault(link.name, set()).add(link.kind)
        for link in self._links:
            if not link.outside and link.name in self._archive.names:
                self._by_id.setdefault((link.kind, link.id), link.name)

    @property
    def has_macros(self) -> bool:
        """Whether the file carries macros; they are never run."""
        return any(name.lower().endswith("vbaproject.bin") for name in self._archive.names)

    @property
    def has_remote_template(self) -> bool:
        """Whether the file asks Word to load a template from elsewhere; it is never fetched."""
        settings = self._name_of("settings") or "word/settings.xml"
        return any(link.kind == "attachedTemplate" and link.outside for link in self._links_of(settings))

    def main(self) -> Any:
        """Return the root of the main document part.

        Raises:
            CorruptInput: It is missing or no well-formed XML.
        """
        root = self.part(self._main)
        if root is None:
            raise CorruptInput("is a Word container without its main document")
        return root

    def part(self, name: str) -> Any | None:
        """Return the root of a part, or ``None`` if the package does not have it."""
        if name not in self._archive.names:
            return None
        return parse_xml(self._archive.read(name))

    def related(self, kind: str) -> Any | None:
        """Return the root of the part that the document names as its ``styles``, ``numbering`` or so."""
        name = self._name_of(kind)
        return None if name is None else self.part(name)

    def linked(self, kind: str, link_id: str) -> str | None:
        """Return the name of the part that the main part names by an id, if the package holds it."""
        return self._by_id.get((kind, link_id))

    def is_own(self, name: str, kind: str) -> bool:
        """Whether a part belongs to the package itself, and is not there for links of this kind alone."""
        if name in (self._main, "[Content_Types].xml") or name.endswith(".rels"):
            return True
        return bool(self._kinds.get(name, set()) - {kind})

    def bytes_of(self, name: str) -> bytes:
        """Return a part as it is."""
        return self._archive.read(name)

    def running_heads(self, kind: str) -> Iterator[Any]:
        """Yield the roots of the ``header`` or ``footer`` parts."""
        names = {link.name for link in self._links if link.kind == kind}
        names |= {name for name in self._archive.names if name.startswith(f"word/{kind}")}
        for name in sorted(names):
            root = self.part(name) if name.endswith(".xml") else None
            if root is not None:
                yield root

    def title(self) -> str:
        """Return the title in the file's properties, or an empty text."""
        root = self.part("docProps/core.xml")
        element = None if root is None else root.find(_TITLE)
        return "" if element is None else " ".join((element.text or "").split())[:200]

    def _name_of(self, kind: str) -> str | None:
        for link in self._links:
            if link.kind == kind and link.name in self._archive.names:
                return link.name
        usual = f"word/{kind}.xml"
        return usual if usual in self._archive.names else None

    def _main_name(self, roots: list[_Link]) -> str:
        for link in roots:
            if link.kind == "officeDocument" and link.name in self._archive.names:
                return link.name
        return _MAIN_PART

    def _links_of(self, source: str) -> Iterator[_Link]:
        """Yield each relationship of a part."""
        folder, name = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        for link in () if root is None else root:
            kind = str(link.get("Type", "")).rsplit("/", 1)[-1]
            target = str(link.get("Target", ""))
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            outside = link.get("TargetMode") == "External"
            yield _Link(str(link.get("Id", "")), kind, posixpath.normpath(inside), outside)


def parse_xml(data: bytes) -> Any:
    """Parse one part of an office document.

    Office formats forbid document type declarations; one that is there is an attack (external entities,
    entity expansion) or hides text from readers, so it is refused and not ignored.

    Raises:
        CorruptInput: Not well-formed, or with a document type.
        LimitExceeded: Nested more deeply than libxml2's limit of 256.
    """
    from lxml import etree

    if data.startswith(_BOMS):
        data = _as_utf8(data)
    if _DOCTYPE in data or _DOCTYPE.decode().encode("utf-16-le") in data:
        raise CorruptInput("holds an XML document type, which office documents must not have")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise LimitExceeded("holds XML that is nested too deeply (limit: nesting)") from error
        raise CorruptInput("holds a part that is no well-formed XML") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise CorruptInput("holds an XML document type, which office documents must not have")
    return root


def _as_utf8(data: bytes) -> bytes:
    """Recode a part in UTF-16, so that what looks at its bytes sees what the parser sees."""
    text = data.decode("utf-16", errors="replace")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", errors="replace")


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


def by_tag(element: Any | None) -> dict[str, Any]:
    """Return the children of an element by tag; of equal ones the last. Faster than a search for each."""
    return {} if element is None else {child.tag: child for child in element}


def chosen_branch(alternative: Any) -> Any | None:
    """Return the one branch of ``mc:AlternateContent`` that Word shows; the others hold the same text again.

    That is the first choice whose extensions are known ones, else the fallback. Where there is neither, the
    first branch is better than none.
    """
    fallback = None
    for branch in alternative:
        if branch.tag == _MARKUP + "Choice":
            needs = str(branch.get("Requires", "")).split()
            if all(str(branch.nsmap.get(prefix, "")).startswith(_KNOWN_EXTENSIONS) for prefix in needs):
                return branch
        elif branch.tag == _MARKUP + "Fallback" and fallback is None:
            fallback = branch
    return fallback if fallback is not None else next(iter(alternative), None)
