"""The first page of a scan: what needs attention first, failures in plain sight, quick for thousands."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from dataclasses import replace
from importlib.resources import files

import pytest
import report_samples as samples

from contract_lens.assessment import Assessment, Branding
from contract_lens.deal import DealReport
from contract_lens.errors import CorruptInput
from contract_lens.report import index_html


def names_of(html: str) -> list[str]:
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?<bdi>(.*?)</bdi>', html)


def calm(path: str) -> Assessment:
    return replace(
        samples.agreement(path),
        title="",
        labels=(),
        patterns={},
        calls_itself=Branding.NONE,
        stance=None,
        indices={},
    )


def test_failures_and_flags_come_first() -> None:
    flagged = replace(samples.agreement("flagged.pdf"), title="")
    reports = [calm("calm.pdf"), flagged, samples.failure("lost.pdf")]
    assert names_of(index_html(reports, ["", "", ""])) == ["lost.pdf", "flagged.pdf", "calm.pdf"]


def test_failures_show_cause_and_remedy() -> None:
    broken = Assessment.failed("x.pdf", CorruptInput("is cut off after 12 bytes", subject="x.pdf"))
    html = index_html([broken, samples.deal()], ["", "pages/deal.html"])
    assert "is cut off after 12 bytes" in html
    assert "open the file in its own program" in html
    assert "side letter.pdf: asks for a password" in html
    assert "4 documents, with 1 deal among them; 2 could not be read." in html


def test_rows_link_to_their_pages() -> None:
    html = index_html([samples.agreement("a.pdf"), calm("b.pdf")], ["pages/a 1.html", ""])
    assert re.findall(r'<a href="(\./.*?)"', html) == ["./pages/a%201.html"]


def test_names_and_reports_must_pair_up() -> None:
    with pytest.raises(ValueError, match="shorter"):
        index_html([calm("a.pdf")], [])


def test_quadrant_places_deals_by_paper_and_talk() -> None:
    deal = samples.deal()
    hidden = replace(deal, deal=replace(deal.deal, communication_stance=None))
    html = index_html([deal, hidden], ["pages/a.html", ""])
    assert html.count('class="dot ') == 1
    assert "talk +0.24, paper -0.41" in html
    assert '<path d="M-45.0 ' in html


def test_no_deal_no_quadrant() -> None:
    assert "<svg" not in index_html([calm("a.pdf")], [""])


def test_thousands_of_rows_are_quick() -> None:
    small: list[Assessment | DealReport] = [
        replace(samples.agreement(f"{n}.pdf"), clauses=(), text="") for n in range(200)
    ]

    def seconds(times: int) -> float:
        started = time.process_time()
        index_html(small * times, ["x.html"] * 200 * times)
        return time.process_time() - started

    # A pause of the machine may fall into one measurement, not into three.
    assert any(seconds(10) < 30 * max(seconds(1), 0.02) for _ in range(3))


def test_script_and_style_sheet_agree_on_how_many_rows_are_shown() -> None:
    templates = files("contract_lens.report").joinpath("templates")
    script = templates.joinpath("index.js").read_text("utf-8")
    style = templates.joinpath("index.css").read_text("utf-8")
    (most,) = re.findall(r"let most = (\d+);", script)
    (first_hidden,) = re.findall(r"tr:nth-child\(n\+(\d+)\)", style)
    assert int(first_hidden) == int(most) + 1


#: As much of a page as the script of the index asks for, with more rows than a call can take as arguments.
PAGE = """
class Element {
  constructor() {
    this.children = []; this.dataset = { labels: "", status: "ok" }; this.textContent = "row";
    this.listeners = {}; this.classList = { add() {} }; this.value = "";
  }
  append(...more) { for (const one of more) this.take(one); }
  replaceChildren(...more) { this.children = []; for (const one of more) this.take(one); }
  take(one) { if (one.isFragment) for (const inside of one.children) this.children.push(inside);
    else this.children.push(one); }
  addEventListener(name, call) { this.listeners[name] = call; }
  click() { this.listeners.click(); }
  get rows() { return this.children; }
}
const ids = {};
for (const name of ["rows", "find", "shown", "more", "toolbar"]) ids[name] = new Element();
const body = new Element();
for (let n = 0; n < 200000; n++) body.children.push(new Element());
ids.rows.tBodies = [body];
ids.rows.tHead = { rows: [{ cells: [] }] };
globalThis.window = new Element();
globalThis.document = {
  getElementById: (id) => ids[id],
  querySelectorAll: () => [],
  createElement: () => new Element(),
  createDocumentFragment: () => Object.assign(new Element(), { isFragment: true }),
};
"""


def test_all_rows_of_a_large_scan_can_be_shown_at_once() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node, which runs the script of the page, is not installed")
    script = files("contract_lens.report").joinpath("templates", "index.js").read_text("utf-8")
    shown = "console.log(body.rows.length); ids.more.click(); console.log(body.rows.length);"
    run = subprocess.run(
        [node, "-"], input=f"{PAGE}\n{script}\n{shown}", capture_output=True, text=True, check=False
    )
    assert run.stdout.split() == ["100", "200000"], run.stderr[-500:]


def test_a_document_that_is_called_by_its_file_does_not_say_it_twice() -> None:
    rows = [samples.failure("deals/a/side letter.pdf"), samples.failure("deals/b/other.pdf")]
    page = index_html(rows, ["", ""])
    assert page.count("side letter.pdf") == 1
    assert '<span class="path"><bdi>a</bdi></span>' in page
