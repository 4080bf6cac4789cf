"""The text of a document as HTML, a gap or a clause with its margin, one after the other; links to it.

A document has hundreds of clauses and a hundred links, and they would take most of the time of its page if
the template drew each. So these parts are put together here; every word of the document goes through
``_safe``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from contract_lens.report.escape import markup_text
from contract_lens.report.painted import Gap, Painted, Run
from contract_lens.report.view import Place


def body_html(pieces: Iterable[Painted | Gap]) -> Markup:
    """Return the pieces of ``paint`` as HTML."""
    drawn = "".join(_gap(piece) if isinstance(piece, Gap) else _clause(piece) for piece in pieces)
    return Markup(drawn)  # noqa: S704 every string in it went through _safe


def place_html(place: Place) -> Markup:
    """Return the place of a quotation as HTML: a link, or words where there is nothing to link to."""
    words = f"<bdi>{_safe(place.words)}</bdi>"
    if place.anchor:
        drawn = f'<a class="place" href="#{_safe(place.anchor)}">{words}</a>'
    else:
        drawn = f'<span class="place">{words}</span>' if place.words else ""
    return Markup(drawn)  # noqa: S704 every string in it went through _safe


def _safe(value: object) -> str:
    text = markup_text(str(value))
    # These are all that it escapes, and most runs of words hold none of them.
    if "&" in text or "<" in text or ">" in text or "'" in text or '"' in text:
        return str(escape(text))
    return text


#: The same of what stands beside many clauses: words of a stance, names of functions, kinds of passages.
_often_safe = lru_cache(maxsize=1024)(_safe)


def _gap(piece: Gap) -> str:
    return f'<div class="gap"><div class="src" dir="auto">{_safe(piece.text)}</div></div>\n'


def _clause(piece: Painted) -> str:
    style = piece.style
    code = _often_safe(style.code)
    symmetry = f'<span class="sym">, {_often_safe(piece.symmetry)}</span>' if piece.symmetry else ""
    names = "".join([f"<li>{_often_safe(name)}</li>" for _, name in piece.jobs])
    jobs = f'<ul class="jobs">{names}</ul>' if piece.jobs else ""
    codes = "".join([f"{_often_safe(job)} " for job, _ in piece.jobs])
    return (
        f'<article class="clause {code}" id="{_safe(piece.anchor)}" tabindex="-1" data-stance="{code}"'
        f' data-jobs="{codes}">\n'
        '<div class="margin">\n'
        f'<p class="what"><span class="icon" aria-hidden="true">{_often_safe(style.icon)}</span>'
        f' <span class="word">{_often_safe(style.word)}</span>{symmetry}</p>\n'
        f'<p class="where">{_where(piece)}</p>\n'
        f"{jobs}</div>\n"
        f'<div class="src" dir="auto">{"".join(map(_run, piece.runs))}</div>\n'
        "</article>\n\n"
    )


def _run(run: Run) -> str:
    return f"<mark>{_safe(run.text)}</mark>" if run.is_why else _safe(run.text)


def _where(piece: Painted) -> str:
    one = piece.clause
    if one.speaker:
        side = f" <bdi>({_safe(one.side)})</bdi>" if one.side and one.side != one.speaker else ""
        time = f" <bdi>{_safe(piece.time)}</bdi>" if piece.time else ""
        return f'<bdi class="speaker">{_safe(one.speaker)}</bdi>{side}{time}'
    number = f'<bdi class="number">{_safe(one.number)}</bdi> ' if one.number else ""
    kind = f"{_often_safe(piece.kind)} " if piece.kind else ""
    return f"{number}{kind}{f'p. {_often_safe(one.page)}' if one.page else ''}"
