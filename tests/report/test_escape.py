"""Words of strangers cannot leave the place that they are shown in."""

from __future__ import annotations

import json
import unicodedata
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape as xml_escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.report.escape import json_text, markup_text, page_link, spreadsheet_text, terminal_text

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]), max_size=60)


@given(ANY_TEXT)
def test_markup_text_is_xml_and_keeps_every_offset(text: str) -> None:
    shown = markup_text(text)
    assert len(shown) == len(text)
    ET.fromstring(f"<p>{xml_escape(shown)}</p>")
    assert not any(unicodedata.category(char) == "Cc" and char not in "\t\n" for char in shown)


def test_markup_text_leaves_ordinary_text_alone() -> None:
    text = "Section 2(a): “Goods” – 5 % & <b>more</b>\n\tسلام שלום \u200d 漢字 🙂"
    assert markup_text(text) == text


@given(ANY_TEXT, st.sampled_from(["utf-8", "ascii", "cp1252", "latin-1"]))
def test_terminal_text_is_one_line_without_controls(text: str, encoding: str) -> None:
    shown = terminal_text(text, encoding)
    assert shown.encode(encoding).decode(encoding) == shown
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("a\r\nb\tc   d", "a b c d"),
        ("safe\u202eexe.fdp", r"safe\u202eexe.fdp"),
        ("\udcff", r"\udcff"),
        ("co\u00adop", "coop"),
    ],
)
def test_terminal_text_shows_what_it_disarms(text: str, shown: str) -> None:
    assert terminal_text(text) == shown


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "\u200b=1"]
)
def test_no_cell_starts_a_formula(text: str) -> None:
    assert spreadsheet_text(text).startswith("'")


@given(ANY_TEXT)
def test_cells_never_start_a_formula(text: str) -> None:
    assert spreadsheet_text(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@given(ANY_TEXT)
def test_json_text_stays_the_same_value_on_one_line(text: str) -> None:
    written = json_text(json.dumps(text, ensure_ascii=False))
    written.encode("utf-8")
    assert len(written.splitlines()) == 1
    # A high surrogate beside a low one is one character in JSON; readers never make such a pair.
    assert json.loads(written) == json.loads(json.dumps(text))


@given(ANY_TEXT)
def test_links_are_relative_whatever_the_name(text: str) -> None:
    link = page_link(text)
    assert link.startswith("./")
    assert ".." not in link.split("/")
    assert not set(link) & set(" \"'<>:?#\\")


def test_links_lead_to_the_page() -> None:
    assert page_link("pages/a b#1.html") == "./pages/a%20b%231.html"
    assert page_link("javascript:alert(1)") == "./javascript%3Aalert%281%29"
