"""The page holds the whole text, marks it without relying on colour, and no word of a document runs in it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from collections.abc import Iterator
from enum import Enum
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
import report_samples as samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_lens.assessment import Assessment
from contract_lens.clause import FunctionScore, PassageKind, Stance
from contract_lens.deal import DealReport
from contract_lens.report import from_json, index_html, to_html, to_json
from contract_lens.report.escape import markup_text
from contract_lens.report.painted import Painted, paint
from contract_lens.report.view import documents_of

VOID = {"meta", "input", "col", "br", "link", "img", "hr"}

HOSTILE = [
    "<script>alert(1)</script>",
    "</script></style></title><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "\"><svg onload=alert(1)> '",
    "&lt;&amp;&#x3C;b&#x3E;",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "<!-- --!> ]]> -->",
    "\u202eevil\u202c \u2066x\u2069",
    "\x00\x1b[31m\x7f\x9b",
    "\ud800\udfff",
]


class Page(HTMLParser):
    """What a browser would make of a page: its tags in order, its attributes, and the document's words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.source: list[str] = []
        self.marked: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))
        if tag == "mark" and self._in_source():
            self.marked.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        opened, _ = self._open.pop()
        assert opened == tag, f"<{opened}> closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        if self._in_source():
            self.source.append(data)
            if self._open[-1][0] == "mark":
                self.marked[-1] += data

    def _in_source(self) -> bool:
        return any(names == "src" for _, names in self._open)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def squeezed(text: str) -> str:
    return "".join(markup_text(text).split())


def poisoned(record: Any, words: str) -> Any:
    """Return a record with ``words`` in every string field, codes and offsets left as they are."""
    if isinstance(record, str) and not isinstance(record, Enum):
        return f"a{words}z"
    if isinstance(record, tuple):
        return tuple(poisoned(item, words) for item in record)
    if isinstance(record, dict):
        return {key: poisoned(value, words) for key, value in record.items()}
    if not dataclasses.is_dataclass(record) or isinstance(record, type):
        return record
    kept = {"labels", "documents"} if type(record).__name__ == "Deal" else {"labels"}
    changed = {
        field.name: poisoned(getattr(record, field.name), words)
        for field in dataclasses.fields(record)
        if field.name not in kept
    }
    return dataclasses.replace(record, **changed)


def with_text(report: DealReport, words: str) -> DealReport:
    """Return the deal with every string poisoned, its texts rebuilt so that offsets hold."""
    documents = []
    for number, document in enumerate(report.documents):
        text, clauses = f"gap{words}", []
        for clause in poisoned(document.clauses, words):
            start = len(text)
            body = f"x{words}why{words}y"
            text += body + f"\n{words}gap"
            why = (start + 1 + len(words), start + 4 + 2 * len(words))
            place = {"id": f"{clause.id}", "start": start, "end": start + len(body), "text": body}
            clauses.append(dataclasses.replace(clause, **place, evidence=(why,) if clause.evidence else ()))
        changes = {"path": f"d{number}/{words}q", "text": text if clauses else "", "clauses": tuple(clauses)}
        documents.append(dataclasses.replace(poisoned(document, words), **changes))
    return DealReport(poisoned(report.deal, words), tuple(documents))


def cited(report: DealReport, words: str) -> DealReport:
    """Give every clause its own id again; findings then lead nowhere, which a page must bear."""
    numbered = [
        dataclasses.replace(
            document,
            clauses=tuple(
                dataclasses.replace(clause, id=f"c{n}{words}") for n, clause in enumerate(document.clauses)
            ),
        )
        for document in report.documents
    ]
    return DealReport(report.deal, tuple(numbered))


@pytest.mark.parametrize(
    "report", [samples.agreement(), samples.meeting(), samples.deal()], ids=["agreement", "meeting", "deal"]
)
def test_page_holds_the_whole_text(report: Assessment | DealReport) -> None:
    page = Page(to_html(report))
    assert squeezed("".join(page.source)) == squeezed("".join(one.text for one in documents_of(report)))


def test_marked_words_are_the_deciding_words() -> None:
    agreement = samples.agreement()
    spans = [span for clause in agreement.clauses for span in clause.evidence]
    assert Page(to_html(agreement)).marked == [agreement.text[start:end] for start, end in spans]


def test_overlapping_and_stray_spans_lose_no_text() -> None:
    agreement = samples.agreement()
    odd = [
        dataclasses.replace(
            clause,
            evidence=((clause.start + 3, clause.start + 9), (clause.start, clause.start + 5), (0, 10**6)),
        )
        for clause in agreement.clauses
    ]
    page = Page(to_html(dataclasses.replace(agreement, clauses=tuple(odd))))
    assert squeezed("".join(page.source)) == squeezed(agreement.text)


def test_report_read_back_from_json_still_shows_its_clauses() -> None:
    report = from_json(to_json(samples.agreement()))
    page = Page(to_html(report))
    assert squeezed("".join(page.source)) == squeezed(
        "".join(one.text for one in samples.agreement().clauses)
    )


@pytest.mark.parametrize(
    "report", [samples.agreement(), samples.deal(), samples.failure()], ids=["agreement", "deal", "failure"]
)
def test_links_lead_to_elements_of_the_page(report: Assessment | DealReport) -> None:
    page = Page(to_html(report))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = page.values("href")
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    if report != samples.failure():
        assert sum(link.startswith("#d1-") for link in links) > 5


def test_every_stance_has_its_own_icon_line_and_word() -> None:
    html = to_html(samples.agreement())
    css = files("contract_lens.report").joinpath("templates", "base.css").read_text("utf-8")
    for stance, icon, line in (
        ("adversarial", "▼", "solid"),
        ("neutral", "●", "dotted"),
        ("collaborative", "▲", "dashed"),
        ("undecided", "◇", "double"),
    ):
        assert re.search(
            rf'<article class="clause {stance}".*?{icon}</span> <span class="word">{stance}<', html, re.S
        )
        assert re.search(rf"\.{stance} \.word {{ text-decoration: underline {line}", css)


def test_filter_is_for_those_with_javascript_and_keyboard() -> None:
    page = Page(to_html(samples.agreement()))
    hidden = [name for tag, name, value in page.attributes if name == "hidden"]
    assert len(hidden) == 1  # the toolbar, until the script shows it
    assert set(page.values("aria-pressed")) == {"false"}
    pressed = [tag for tag, name, _ in page.attributes if name == "aria-pressed"]
    assert set(pressed) == {"button"}
    assert "polite" in page.values("aria-live")


def test_failure_says_cause_and_remedy() -> None:
    html = to_html(samples.failure())
    assert "asks for a password" in html
    assert "remove the password" in html


def test_page_loads_nothing_and_runs_only_its_own_script() -> None:
    for html in (to_html(samples.deal()), index_html([samples.deal()], ["pages/a.html"])):
        page = Page(html)
        assert "://" not in re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.S)
        assert not [
            name
            for _, name, _ in page.attributes
            if name == "style" or name.startswith("on") or name == "src"
        ]
        (policy,) = [value for value in page.values("content") if "default-src" in value]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        for tag in ("style", "script"):
            (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.sampled_from(HOSTILE), st.text(alphabet=st.characters(exclude_categories=[]), max_size=20))
)
def test_no_string_changes_the_structure_of_a_page(words: str) -> None:
    tame, wild = (cited(with_text(samples.deal(), one), one) for one in ("word", words))
    html = to_html(wild)
    assert markup_text(html) == html  # no control, direction override or surrogate is left in it
    page, control = Page(html), Page(to_html(tame))
    assert page.tags == control.tags
    assert [(tag, name) for tag, name, _ in page.attributes] == [
        (tag, name) for tag, name, _ in control.attributes
    ]
    assert all(link.startswith("#") for link in page.values("href"))
    assert squeezed("".join(page.source)) == squeezed("".join(one.text for one in wild.documents))
    index, index_control = (
        Page(index_html([one, *one.documents], ["p/" + name] * 4, poisoned(samples.portfolio(), name)))
        for one, name in ((wild, words), (tame, "word"))
    )
    assert index.tags == index_control.tags
    assert all(link.startswith(("./", "#")) for link in index.values("href"))


def variables(css: str) -> Iterator[dict[str, str]]:
    """Yield the colours of the light and of the dark scheme."""
    light, dark = re.findall(r":root {(.*?)}", css, re.S)[:2]
    yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light + dark))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_have_enough_contrast(scheme: int) -> None:
    css = files("contract_lens.report").joinpath("templates", "base.css").read_text("utf-8")
    colour = list(variables(css))[scheme]
    grounds = ("ground", "paper", "adv-tint", "col-tint")
    words = [(ink, ground) for ink in ("ink", "soft", "adv", "col", "neu", "und") for ground in grounds]
    words += [("ink", mark) for mark in ("adv-mark", "col-mark", "neu-mark")] + [("paper", "accent")]
    weak = {
        f"{ink} on {ground}": round(contrast(colour[ink], colour[ground]), 2)
        for ink, ground in words
        if contrast(colour[ink], colour[ground]) < 4.5
    }
    shapes = [(fill, ground) for fill in ("adv-fill", "col-fill", "focus") for ground in ("ground", "paper")]
    weak |= {
        f"{fill} on {ground}": round(contrast(colour[fill], colour[ground]), 2)
        for fill, ground in shapes
        if contrast(colour[fill], colour[ground]) < 3
    }
    assert weak == {}


def test_a_deal_shows_topics_course_gridlock_and_stage() -> None:
    html = to_html(samples.deal())
    for words in ("Exit and control", "Talk − paper", "Course of the talk", "Turning points", "What helps:"):
        assert words in html
    assert "-0.98 over 3 dates" in html
    assert "Rick Vane</bdi>: " not in html  # heard on too few dates to tell
    assert "Stage of life: Launch" in html
    assert len(re.findall(r"<circle ", html)) == 3


def test_the_index_shows_the_deals_together() -> None:
    html = index_html([samples.deal()], ["pages/a.html"], samples.portfolio())
    for words in (
        "Halvorsund</bdi>: stage I opportunistic",
        "Single champions: fragmented",
        "Plan.",
        "A note.",
    ):
        assert words in html
    assert "a deal is one row" in html
    assert "documents read" in html or "1 document read" in html


def test_form_is_shown_without_a_stance():
    found = samples.agreement()
    first = found.clauses[0]
    hard = dataclasses.replace(first.stance, label=Stance.ADVERSARIAL)
    greeting = dataclasses.replace(
        first, kind=PassageKind.HEADER, stance=hard, functions=(FunctionScore("contempt", 0.9),)
    )
    painted = paint(dataclasses.replace(found, clauses=(greeting, *found.clauses[1:])), 1)
    (shown,) = [piece for piece in painted if isinstance(piece, Painted) and piece.clause is greeting]
    assert (shown.style.code, shown.jobs, shown.symmetry) == ("neutral", (), "")
    assert not any(run.is_why for run in shown.runs)


def test_the_wide_columns_of_a_table_are_those_with_words() -> None:
    html = to_html(samples.deal())
    topics = re.search(r'<table class="plain topics">.*?</tr></thead>', html, re.DOTALL)
    assert topics is not None
    heads = re.findall(r"<th [^>]*>(.*?)</th>", topics[0])
    assert heads[4:] == ["What people say", "What the paper says"]
    assert re.search(r"\.topics td:nth-child\(n\+5\) \{ width: 36%", html)
    assert ".plain td:nth-child" not in html  # a rule for every table hits a column of figures in some


def test_who_said_little_gets_no_sign_and_the_others_a_caveat() -> None:
    html = to_html(samples.deal())
    voices = html[html.index("<h2>Voices") : html.index('<nav aria-label="Documents">')]
    assert voices.count("too little to say") == 3
    assert "-1.00" not in voices
    assert "pressure put politely is often missed" in voices


def test_agreements_of_other_parties_are_told_at_the_top() -> None:
    html = to_html(samples.folder_of_strangers())
    assert "if these are unrelated, use contract-lens scan" in html[: html.index("</header>")]
    assert "use contract-lens scan" not in to_html(samples.deal())
