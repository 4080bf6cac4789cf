"""The terminal summary: about forty lines that a lawyer reads in one minute."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_lens.assessment import Assessment, DocumentKind, StanceSummary
from contract_lens.clause import Stance
from contract_lens.deal import DealReport, Voice
from contract_lens.report import view, wording
from contract_lens.report.counsel import brief
from contract_lens.report.deal_view import TOO_LITTLE, VOICES_CAVEAT, advise, says_enough, strangers_words
from contract_lens.report.deal_view import brief as brief_of_deal
from contract_lens.report.duties_table import TermsView, money_lines, table_lines, terms_of
from contract_lens.report.escape import terminal_text
from contract_lens.report.first_look import look_first
from contract_lens.report.plain_words import quotable, unmarked
from contract_lens.report.view import IndexView, LabelView, Places
from contract_lens.report.wording import StanceStyle

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text

_WIDEST = 100
_INDENT = 22
_TWO_COLUMNS = 78
_ASCII = str.maketrans(
    {"█": "#", "░": ".", "…": "...", "·": "|", "–": "-", "−": "-", "“": '"', "”": '"', "’": "'"}
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A report that rich prints: ``Console().print(to_terminal(report))``.

    It fits the console's width, falls back to ASCII where the stream's encoding lacks the glyphs, and
    never reads the document's words as markup.

    Attributes:
        report: What is shown.
    """

    report: Assessment | DealReport

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the summary line by line."""
        page = _Page(min(options.max_width, _WIDEST), options.encoding)
        yield from (
            page.deal(self.report) if isinstance(self.report, DealReport) else page.document(self.report)
        )


def to_terminal(report: Assessment | DealReport) -> Summary:
    """Return a summary of a document or a deal that rich can print."""
    return Summary(report)


class _Page:
    """Lays out one summary for one width and one encoding."""

    def __init__(self, width: int, encoding: str) -> None:
        self._width = width
        self._encoding = encoding
        self._plain = not _can_show("▼●▲◇█░…·–−“”’", encoding)

    def document(self, report: Assessment) -> Iterator[Text]:
        """Yield the summary of one document."""
        places = Places([report])
        yield from self._wrapped(view.verdict(report), "bold")
        yield from self._wrapped(" · ".join(self._identity(report)), "dim")
        if report.problem is not None:
            yield from self._wrapped(f"What to do: {report.problem.remedy}.")
            return
        yield from self._notices(report, places)
        yield from self._parties(report)
        yield from self._labels(view.labels_of(report.patterns, places, report.path))
        if report.stance is not None:
            yield from self._stance(report.stance)
        yield from self._indices(report, places)
        yield from self._terms(terms_of(report, places))
        yield from self._looks(report, places)
        yield from self._counsel(report)
        yield from self._closing(view.reading_notes(report))

    def deal(self, report: DealReport) -> Iterator[Text]:
        """Yield the summary of a deal: talk against paper, labels, voices, documents."""
        deal, places = report.deal, Places(report.documents)
        yield from self._wrapped(view.verdict(report), "bold")
        yield from self._wrapped(f"{deal.name} · {view.counted(len(report.documents), 'document')}", "dim")
        if words := strangers_words(report):
            yield from self._wrapped(words, "bold")
        yield from self._talk_and_paper(report)
        for name, words in brief_of_deal(deal):
            yield from self._field(name, words)
        yield from self._labels(view.labels_of(deal.patterns, places))
        yield from self._voices(deal.voices or deal.sides)
        yield from self._documents(report.documents)
        main = report.main
        if main is not None:
            yield from self._looks(main, places, most=3, named=len(report.agreements) > 1)
        yield from self._to_do([*(brief(main) if main is not None else ()), *advise(deal)])
        failed = [f"{view.name_of(one.path)} was not read." for one in report.documents if one.problem]
        yield from self._closing((*(view.sentence(unmarked(words)) for words in deal.warnings), *failed))

    def _identity(self, report: Assessment) -> list[str]:
        title = report.title if report.title and report.title != view.name_of(report.path) else ""
        status = "" if report.status.was_read else wording.STATUSES[report.status]
        size = view.size_of(report) if report.status.was_read else ""
        return [part for part in (view.shorten(title, 70), view.name_of(report.path), size, status) if part]

    def _notices(self, report: Assessment, places: Places) -> Iterator[Text]:
        """Yield what to know before the terms, with the words of the paper that say so."""
        for one in view.notices_of(report, places):
            said = f": “{quotable(one.quote.text)}” ({one.quote.place.words})." if one.quote else "."
            yield from self._wrapped(f"{one.text}{said}", "bold")

    def _parties(self, report: Assessment) -> Iterator[Text]:
        names = [_party(party.name, party.aliases) for party in report.parties[:4]]
        if len(report.parties) > 4:
            names.append(f"and {len(report.parties) - 4} more")
        between = "Between" if report.kind is DocumentKind.AGREEMENT else "Voices:"
        favours = (
            view.sentence(f"one-sided terms favour {view.shorten(report.favours, 50)}")
            if report.favours
            else ""
        )
        if names:
            between = view.sentence(f"{between} {'; '.join(names)}")
            yield from self._wrapped(f"{between} {favours}")

    def _labels(self, labels: Sequence[LabelView]) -> Iterator[Text]:
        if not labels:
            return
        yield self._heading("Labels")
        for label in labels:
            if label.flagged:
                yield from self._label(label)
        rest = [f"{label.name.lower()} {label.score:.2f}" for label in labels if not label.flagged]
        if rest:
            yield from self._field("Not flagged", " · ".join(rest), "dim")

    def _label(self, label: LabelView) -> Iterator[Text]:
        colour = wording.STANCES[Stance.ADVERSARIAL if label.adverse else Stance.COLLABORATIVE].colour
        head = f"{label.name} {label.score:.2f}"
        yield from self._field(head, label.meaning, f"bold {colour}")
        for word, reasons in (("for", label.reasons_for), ("against", label.reasons_against)):
            # Two approaches in one: the warm reason and the hard one make the label together.
            for reason in reasons[: 2 if word == "for" and label.code == "dysfunctional" else 1]:
                yield from self._field(f"  {word}", reason)

    def _stance(self, stance: StanceSummary) -> Iterator[Text]:
        yield self._heading("Stance", f"{stance.score:+.2f} from -1 to +1: {wording.leaning(stance.score)}")
        bar, legend = self._text("  "), self._text("  ")
        for share in view.shares_of(stance):
            icon, colour = self._icon(share.style), share.style.colour
            bar.append(icon * max(1, round(share.share * (self._width - 8))), colour)
            legend.append(f"{icon} {share.style.word} {share.share:.0%}  ", colour)
        yield bar
        legend.rstrip()
        yield from [legend] if legend.cell_len <= self._width else self._wrapped(legend.plain, indent=2)

    def _indices(self, report: Assessment, places: Places) -> Iterator[Text]:
        indices = view.indices_of(report.indices, places, report.path)
        if not indices:
            return
        yield self._heading("Indices", "0 to 100")
        bonds = [index for index in indices if index.group == wording.BONDS]
        others = [index for index in indices if index.group != wording.BONDS]
        columns = [(others, 18), (bonds, 24)]
        if self._width < _TWO_COLUMNS:
            columns = [([*others, *bonds], 24)]
        for position in range(max(len(column) for column, _ in columns)):
            row = self._text("  ")
            for column, width in columns:
                if position < len(column):
                    row.append_text(self._index(column[position], width))
            row.rstrip()
            yield row

    def _terms(self, terms: TermsView) -> Iterator[Text]:
        """Yield who holds what, what is paid, and the figures that are unlike for two parties."""
        lines, money = table_lines(terms, self._width, self._safe), money_lines(terms)
        if lines:
            yield self._heading("Who holds what", "alone+shared")
        elif money:
            yield self._heading("Figures that matter")
        for line in lines:
            yield self._text(line)
        for told in money:
            yield from self._wrapped(told, indent=2)
        for contrast in terms.contrasts[:3]:
            yield from self._wrapped(contrast, indent=2)

    def _index(self, index: IndexView, width: int) -> Text:
        filled = min(6, max(0, round(index.value / 100 * 6)))
        bar = "█" * filled + "░" * (6 - filled)
        return self._text(f"{index.title:<{width}}{bar} {index.value:>3.0f} {index.level:<8}")

    def _looks(
        self, report: Assessment, places: Places, most: int = 5, *, named: bool = False
    ) -> Iterator[Text]:
        """Yield the clauses to look at first, the first two with a longer quotation.

        Args:
            report: The document.
            places: Where its clauses stand.
            most: How many at most.
            named: Whether to say which file they are of.
        """
        line = self._width - 9
        longer = 2 * line - 12
        looks = look_first(report, places, most=most, lengths=(longer, longer, line))
        if looks:
            name = view.shorten(view.name_of(report.path), self._width - 18) if named else ""
            yield self._heading("Look at first", self._safe(f"in {name}") if name else "")
        for number, look in enumerate(looks, start=1):
            head = self._text(f"  {number} ").append(f"{self._icon(look.style)} ", look.style.colour)
            head.append(self._safe(view.shorten(look.quote.place.words, self._width - 34)), "bold").append(
                self._text(" · ")
            )
            yield head.append(self._safe(view.shorten(look.why, max(20, self._width - head.cell_len))))
            for words in self._lines(f"“{look.quote.text}”", self._width - 6):
                yield self._text(f"      {words}")

    def _counsel(self, report: Assessment) -> Iterator[Text]:
        yield from self._to_do(brief(report))

    def _to_do(self, lines: Sequence[tuple[str, str]]) -> Iterator[Text]:
        if lines:
            yield self._heading("What to do", "in full with --html")
        for name, words in lines:
            yield from self._field(name, words)

    def _talk_and_paper(self, report: DealReport) -> Iterator[Text]:
        deal = report.deal
        yield self._heading("Talk against paper", "-1 adversarial to +1 collaborative")
        for name, score, absent in view.talk_and_paper(report):
            yield self._text(f"  {name:<12}{absent if score is None else self._scale(score)}")
        if deal.divergence is not None:
            words = f"{deal.divergence:+.2f}: {view.divergence_words(deal.divergence)}"
            yield from self._field("Divergence", words)

    def _scale(self, score: float) -> str:
        half = 12
        place = max(0, min(2 * half, round((score + 1) * half)))
        cells = ["░"] * (2 * half + 1)
        cells[half] = "|"
        cells[place] = "█"
        return f"{''.join(cells)} {score:+.2f} {wording.leaning(score)}"

    def _voices(self, voices: Sequence[Voice]) -> Iterator[Text]:
        if not voices:
            return
        yield self._heading("Voices", "most adversarial first")
        for voice in voices[:6]:
            about = [part for part in (voice.side if voice.side != voice.name else "", voice.role) if part]
            side = f" ({', '.join(about)})" if about else ""
            tone = f"{voice.stance.score:+.2f} {wording.leaning(voice.stance.score)}"
            tone = tone if says_enough(voice) else TOO_LITTLE
            yield from self._entry(
                voice.name + side, f"{tone}, {view.counted(voice.utterances, 'utterance')}"
            )
        if len(voices) > 6:
            yield self._text(f"  and {len(voices) - 6} more")
        yield from self._wrapped(VOICES_CAVEAT, "dim", indent=2)

    def _documents(self, documents: Sequence[Assessment]) -> Iterator[Text]:
        yield self._heading("Documents")
        for document in documents[:8]:
            held = [style.name.lower() for code, style in wording.LABELS.items() if code in document.labels]
            score = f"{document.stance.score:+.2f}" if document.stance else wording.STATUSES[document.status]
            kind = f" {document.kind}" if document.status.was_read else ""
            flags = f": {', '.join(held)}" if held else ""
            yield from self._entry(view.name_of(document.path), f"{score}{kind}{flags}")
        if len(documents) > 8:
            yield self._text(f"  and {len(documents) - 8} more")

    def _closing(self, notes: Sequence[str]) -> Iterator[Text]:
        if notes:
            yield self._heading("Keep in mind")
            more = [f"{len(notes) - 4} more notes stand in the full report."] if len(notes) > 4 else []
            yield from self._wrapped(" ".join([*notes[:4], *more]), indent=2)
        yield self._text("")
        yield self._text(wording.NOT_LEGAL_ADVICE, "dim")

    def _heading(self, title: str, note: str = "") -> Text:
        line = self._text("\n").append(title.upper(), "bold")
        return line.append(f"  {note}", "dim") if note else line

    def _field(self, name: str, words: str, style: str = "", indent: int = _INDENT) -> Iterator[Text]:
        """Yield ``words`` beside ``name``, wrapped to the right of it."""
        for number, line in enumerate(self._lines(words, self._width - indent) or [""]):
            head = f"  {name:<{indent - 3}} " if number == 0 else " " * indent
            yield self._text(head, style).append(line)

    def _entry(self, name: str, words: str) -> Iterator[Text]:
        indent = min(46, self._width // 2 + 2)
        return self._field(self._safe(view.shorten(name, indent - 4))[: indent - 3], words, indent=indent)

    def _wrapped(self, words: str, style: str = "", indent: int = 0) -> Iterator[Text]:
        for line in self._lines(words, self._width - indent):
            yield self._text(" " * indent + line, style)

    def _lines(self, words: str, width: int) -> list[str]:
        return textwrap.wrap(self._safe(words), max(width, 20))

    def _text(self, words: str, style: str = "") -> Text:
        from rich.text import Text

        return Text(words.translate(_ASCII) if self._plain else words, style=style)

    def _safe(self, words: str) -> str:
        """Return words of strangers on one line, with nothing in them that drives a terminal."""
        return terminal_text(words.translate(_ASCII) if self._plain else words, self._encoding)

    def _icon(self, style: StanceStyle) -> str:
        return style.plain if self._plain else style.icon


def _can_show(glyphs: str, encoding: str) -> bool:
    try:
        glyphs.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _party(name: str, aliases: Sequence[str]) -> str:
    short = next((alias for alias in aliases if alias and alias.casefold() != name.casefold()), "")
    return view.shorten(name, 60) + (f" (“{view.shorten(short, 30)}”)" if short else "")
