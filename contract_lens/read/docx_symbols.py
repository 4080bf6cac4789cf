"""Characters of symbol fonts, which Word files name by private codes, as Unicode.

Symbol follows Adobe's published encoding of that font; of the dingbat fonts the marks that contracts use:
boxes, ticks, bullets, arrows and circled numbers.
"""

from __future__ import annotations

_PRIVATE = 0xF000
_GREEK = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_SYMBOL = {start + place: mark for start, marks in _GREEK.items() for place, mark in enumerate(marks)}
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA7: "▪",
    0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + number: chr(0x245F + number) for number in range(1, 11)},
    **{0x8B + number: chr(0x2775 + number) for number in range(1, 11)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "•", 0xA2: "■",
    0xA3: "☐",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS,
}  # fmt: skip


def symbol(code: str | None, font: str | None) -> str:
    """Return the character of ``w:sym``; an empty text where it is not known.

    Example:
        >>> symbol("F0A8", "Wingdings"), symbol("F061", "Symbol"), symbol("2122", "Arial")
        ('☐', 'α', '™')
    """
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    if _PRIVATE <= number <= _PRIVATE + 0xFF or (font or "").lower() in _FONTS:
        return _FONTS.get((font or "").lower(), _WINGDINGS).get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < 0xD800 else ""


def plain_text(text: str, font: str | None) -> str:
    """Replace private codes of symbol fonts in a text; those that are not known stay."""
    marks = _FONTS.get((font or "").lower(), _WINGDINGS)
    return "".join(
        marks.get(ord(letter) & 0xFF, letter) if "\uf020" <= letter <= "\uf0ff" else letter for letter in text
    )
