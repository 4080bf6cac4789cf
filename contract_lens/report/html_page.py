"""One self-contained HTML page from a template: no network, no code but its own.

The page states what it may run: a Content-Security-Policy that allows nothing but the style sheet and
the script with the hashes of the ones that are in it. A string of a document that slipped through the
escaping still could not run, load or send anything.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from typing import TYPE_CHECKING, Any

from contract_lens.report.body import place_html
from contract_lens.report.escape import markup_text

if TYPE_CHECKING:
    from jinja2 import Environment


def render_page(template: str, *, styles: tuple[str, ...], script: str, **content: Any) -> str:
    """Return the page that ``template`` makes of ``content``.

    Args:
        template: File in ``templates/``.
        styles: Style sheets in ``templates/``, joined in this order.
        script: Script in ``templates/``.
        content: What the template shows; every string in it is escaped.
    """
    from markupsafe import Markup

    style_text = "\n".join(_part(name) for name in styles)
    script_text = _part(script)
    policy = (
        f"default-src 'none'; style-src '{_digest(style_text)}'; script-src '{_digest(script_text)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Both texts are files of this package, never words of a document.
    own = {"style_text": Markup(style_text), "script_text": Markup(script_text)}  # noqa: S704 our own files
    return _environment().get_template(template).render(policy=policy, **own, **content)


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("contract_lens.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["place_html"] = place_html
    return environment


def _shown(value: object) -> object:
    """Make controls and direction overrides visible in every string, before Jinja escapes it."""
    return markup_text(value) if type(value) is str else value


@functools.cache
def _part(name: str) -> str:
    from importlib.resources import files

    return files("contract_lens.report").joinpath("templates", name).read_text("utf-8").strip()


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
