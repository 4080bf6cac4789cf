"""Forms of companies that are no English words: "s.r.o.", "Sp. z o.o.", "Pte. Ltd.", "S.A. de C.V."."""

from __future__ import annotations

#: A regular expression of the forms, without the full stop at the end; capitals matter where the same letters
#: are a word or somebody's initials. The longest come first: "S.A. de C.V." before "S.A.".
FORMS_ABROAD = (
    r"(?:(?i:s\.?\s?a\.?(?:\s?p\.?\s?i\.?)?\sde\sc\.?\s?v|s\.?\sde\sr\.?\s?l\.?(?:\sde\sc\.?\s?v)?"
    r"|(?:spol\.?\s)?s\.?\sr\.\s?o|s\.\s?r\.\s?o|sp\.?\s?z\s?o\.\s?o(?:\.?\s?sp\.?\s?k)?|sp\.\s?k|d\.\s?o\.\s?o"
    r"|s\.?\s?à\.?\s?r\.?\s?l|s\.p\.a|s\.r\.l|s\.l\.u|s\.a\.s|s\.a\.u|s\.a\.r\.l|s\.c\.a)"
    # Before a name in small letters these are initials: "Mr. K.K. Rao".
    r"|a\.s(?!\.\w)|e\.\s?V|(?:K\.K|A\.S|S\.L|A\.G)(?!\.? [A-Z][a-z])|S/A"
    r"|Kft|KFT|Zrt|ZRT|Nyrt|NYRT|Ltda|LTDA|Lda|LDA|Pte|PTE|Pvt|PVT|Sdn|SDN|Bhd|BHD|KGaA|KGAA|Oyj|OYJ|Oy|OY|ApS|OÜ"
    r"|UAB|SAS|SARL|SpA|PJSC|OJSC|JSC)"
)

#: What every form begins with, those below and those of the modules that add their own: a capital, or two
#: letters of which nearly no other word is made. Asked first, it spares most words the long list.
MAY_BE_FORM = (
    r"(?=[A-Zſıİ\u212a]|a[./bBgGsSſkK\u212a]|b[.aAvV]|c[oO]|[de]\.|fo|fO|g[mM]|i[nN]|k[gG]|l[.iIıİlLpPtT]|n[.vV]"
    r"|o[yY]|p[aAlLtT]|s[.\saAàÀpPrR]|t[rR]|u[nN])"
)
