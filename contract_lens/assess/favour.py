"""Whom the paper favours: who holds the rights and the protections, and who carries the duties.

Two counts of grammatical roles, not of legal effect, half and half. The first reads words around names: a
party's name (or alias) before *shall* carries a duty, before *may* or *reserves the right* holds a right, and
as the object of *indemnify* is protected (``taxonomy/patterns.toml``). The second weighs the table of who
holds what: exits, remedies and discretions against obligations and liability (``taxonomy/holdings.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from contract_lens.assess.paper import Provision
from contract_lens.assessment import Party
from contract_lens.clause import Symmetry
from contract_lens.duty import Duty
from contract_lens.taxonomy.caseless import letters_first
from contract_lens.taxonomy.holdings import load_holding_words, points_of
from contract_lens.taxonomy.landmarks import WordIndex
from contract_lens.taxonomy.patterns import PatternWeights


@dataclass(frozen=True, slots=True)
class Balance:
    """How rights and duties fall on the parties, in the clauses that run one way.

    Attributes:
        favoured: Name of the party that the paper favours; empty if it is even or cannot be told.
        tilt: 0 (even) to 1 (every one-sided word favours the same party).
        shares: Gain of each party, by name, in words of one-sided clauses.
    """

    favoured: str
    tilt: float
    shares: dict[str, float]


class Stake(NamedTuple):
    """What one duty brings to its bearer, before it is known how hard its clause is."""

    clause: str
    points: float
    party: str
    is_mutual: bool


def stakes_of(duties: Iterable[Duty], parties: Sequence[Party]) -> list[Stake]:
    """Return what each duty brings to whom; it holds for every variant of a paper."""
    return [
        Stake(duty.clause, points_of(duty), parties[duty.parties[0]].name, duty.is_mutual) for duty in duties
    ]


def weigh_parties(
    provisions: Sequence[Provision],
    parties: Sequence[Party],
    *,
    weights: PatternWeights,
    duties: Sequence[Duty] = (),
    stakes: Sequence[Stake] | None = None,
    memory: dict[str, dict[str, int]] | None = None,
    index: WordIndex | None = None,
) -> Balance:
    """Tell which party gains where clauses run one way.

    Args:
        provisions: Operative provisions.
        parties: Parties with their aliases.
        weights: Words around a party's name that tell who gains and who gives, and the tilt below which
            nobody is called favoured.
        duties: What each party holds and bears, by position in ``parties``; where none are given, the words
            around the names decide alone.
        stakes: What ``stakes_of`` made of the duties before, in place of them.
        memory: Gains in texts that were read before, for variants of one paper; filled as it is used.
        index: The words of the provisions, to pass over patterns that cannot be found.

    Returns:
        The balance; with fewer than two parties nothing can be told.
    """
    known = [party for party in parties if len(party.name) > 1]
    shares = dict.fromkeys((party.name for party in known), 0.0)
    if len(shares) < 2:
        return Balance("", 0.0, shares)
    moved = weights.one_sidedness["even_words"]
    told = {} if memory is None else memory
    texts = [item.clause.text for item in provisions]
    _read_gains([text for text in texts if text not in told], known, weights, told, index)
    moved += _share_out(provisions, weights, told, shares)
    gained = {name: share / moved for name, share in shares.items()}
    stakes = stakes_of(duties, parties) if stakes is None else stakes
    if stakes:
        held = _held(provisions, parties, stakes)
        gained = {name: _agreed(gained[name], held[name]) for name in gained}
    return _settle(gained, shares, known, weights.one_sidedness["least_tilt"])


def _share_out(
    provisions: Sequence[Provision],
    weights: PatternWeights,
    told: Mapping[str, Mapping[str, int]],
    shares: dict[str, float],
) -> float:
    """Add to ``shares`` what each party gains in one-sided clauses; return the words of all that move any."""
    moved = 0.0
    for provision in provisions:
        gains = told[provision.clause.text]
        if not gains:
            continue
        stir = sum(map(abs, gains.values()))
        weight = provision.adversarial * min(provision.words, weights.measure.clause_words)
        moved += weight
        if provision.mirrored:  # its sister gives the other party the same
            continue
        for name, gain in gains.items():
            shares[name] += weight * gain / stir
    return moved


def _read_gains(
    texts: Sequence[str],
    parties: Sequence[Party],
    weights: PatternWeights,
    memory: dict[str, dict[str, int]],
    index: WordIndex | None,
) -> None:
    """Note for each text what every party gains in it, in words around names; nothing if none does."""
    if not texts:
        return
    roles, marker = _Roles.of(weights.roles), _marker_of(tuple(parties))
    readers = {party.name: _party_words(place, roles) for place, party in enumerate(parties)}
    wanted = _wanted(roles)
    for text in texts:
        marked = marker.mark(text)
        if _MARK not in marked:
            memory[text] = {}
            continue
        absent = [role for role, words in wanted if index and not index.may_hold(text, words)]
        gains = {
            name: words.gain(marked, absent) if words.mark in marked else 0 for name, words in readers.items()
        }
        memory[text] = gains if any(gains.values()) else {}


def _held(
    provisions: Sequence[Provision], parties: Sequence[Party], stakes: Sequence[Stake]
) -> dict[str, float]:
    """Points of what each party holds alone minus what it bears alone, as a share of all points.

    A duty weighs as adversarial as its clause is; one that is mutual, or stands in a mutual clause, moves
    nobody.
    """
    points = dict.fromkeys((party.name for party in parties), 0.0)
    moved = load_holding_words().weights["even"]
    known = {provision.clause.id: provision for provision in provisions}
    for clause, worth, party, is_mutual in stakes:
        provision = known.get(clause)
        if provision is None:
            continue
        point = worth * provision.adversarial
        if is_mutual or provision.clause.symmetry is Symmetry.MUTUAL:
            moved += abs(point) / 2
        else:
            moved += abs(point)
            points[party] += point
    return {name: point / moved for name, point in points.items()}


def _agreed(one: float, other: float) -> float:
    """Two witnesses: the stronger of two that agree, the sum of two that contradict each other."""
    return max(one, other, key=abs) if one * other > 0 else one + other


def _settle(
    gained: dict[str, float], shares: dict[str, float], parties: Sequence[Party], least_tilt: float
) -> Balance:
    """Compare the sides: companies of one group ("Orrin LLC", "Orrin Limited") stand on one.

    Whoever holds and bears nothing of its own is nobody's rival.
    """
    sides = _known_sides(tuple(parties))
    sums = dict.fromkeys(sides.values(), 0.0)
    for name, gain in gained.items():
        sums[sides[name]] += gain
    acting = {sides[name] for name, gain in gained.items() if gain}
    heard = sums if len(acting) < 2 else {side: value for side, value in sums.items() if side in acting}
    if len(heard) < 2:  # all are of one group: its members are the rivals
        sides, heard = {name: name for name in gained}, gained
    first, second = sorted(heard.values(), reverse=True)[:2]
    tilt = first - second
    leader = max((name for name in gained if heard.get(sides[name]) == first), key=lambda name: gained[name])
    return Balance(leader if tilt >= least_tilt else "", min(tilt, 1.0), shares)


@lru_cache(maxsize=4)  # one agreement is read after the other, with all its variants
def _known_sides(parties: tuple[Party, ...]) -> Mapping[str, str]:
    return _sides_of(parties)


def _sides_of(parties: Sequence[Party]) -> dict[str, str]:
    """Return for each party the first one of its group: names that begin with the same word.

    So does a term that begins with the first word of another's name: the "Orrin Designee" stands with Orrin
    LLC. Terms alone do not count: "Service Provider" and "Service Recipient" face each other.
    """
    sides: dict[str, str] = {}
    known: dict[str, str] = {}
    words = {party.name: _group_word(party.name) for party in parties}
    for party in parties:
        terms = (_group_word(term) for term in party.aliases)
        named = {word for word in words.values() if word and word != words[party.name]}
        group = next((word for word in terms if word in named), "") or words[party.name]
        sides[party.name] = known.setdefault(group or party.name.casefold(), party.name)
    return sides


def _group_word(name: str) -> str:
    """Return the first word of a name if it can tell a group, or nothing."""
    word = name.split(maxsplit=1)[0].casefold().strip(".,") if name.strip() else ""
    return word if len(word) > 3 and word not in _SHARED else ""


#: First words of names that companies of no common group have.
_SHARED = frozenset(
    {"american", "bank", "china", "company", "european", "first", "general", "global", "international"}
    | {"national", "north", "party", "south", "state", "union", "united", "university", "west", "western"}
)

#: Stands for a party's name before its number; a letter of a dead script, so that it counts as a word.
_MARK = "\ua66e"


class _Marker:
    """Puts a mark in place of every party's name, so that the patterns around it need compiling only once."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._marks: dict[str, str] = {}
        for index, party in enumerate(parties):
            for name in party.spellings:
                self._marks.setdefault(_plain(name), f"{_MARK}{index}")
        self._names = re.compile(_any_of(self._marks))

    def mark(self, text: str) -> str:
        """Return ``text`` in one line, a mark in place of each name, without rules typed under headings."""
        plain = _plain(_RULE.sub(" ", text) if "---" in text else text)
        return self._names.sub(lambda found: self._marks[found[0]], plain)


@lru_cache(maxsize=1)  # one agreement is read after the other, with all its variants
def _marker_of(parties: tuple[Party, ...]) -> _Marker:
    return _Marker(parties)


#: A typed line ("Section 4.01 -----------"), which may stand between a name and its verb.
_RULE = re.compile(r"-{3,}")

#: A name behind such words is no subject: "its liability to NAME shall", "the rights of NAME may".
_HANGING = (
    *("to", "from", "with", "for", "by", "against", "between", "upon"),
    *("liability of", "liabilities of", "rights of", "request of", "consent of", "approval of", "option of"),
    *("behalf of", "expense of", "notice of", "subsidiary of", "affiliate of", "property of"),
)


def _not_hanging(mark: str) -> str:
    """Return what must not stand before a mark and an article, if it has one; words of one length at once."""
    known: dict[int, list[str]] = {}
    for word in _HANGING:
        known.setdefault(len(word), []).append(word)
    alike = ["|".join(words) for words in known.values()]
    plain = "".join(rf"(?<!\b(?:{words}) {mark})" for words in alike)
    behind_article = "".join(rf"(?<!\b(?:{words}) the {mark})" for words in alike)
    return f"(?:(?<! the {mark}){plain}|(?<= the {mark}){behind_article})"


def _begun_with(words: str) -> str:
    """Return a pattern for any of some words where a word begins, letters first where they can be."""
    return "(?:" + letters_first(rf"\b(?:{words})") + ")"


@dataclass(frozen=True, slots=True)
class _Roles:
    """The words of ``patterns.toml`` around a party's name, in a form that can be a key."""

    words: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, roles: Mapping[str, Sequence[str]]) -> _Roles:
        return cls(tuple(sorted((role, tuple(known)) for role, known in roles.items())))


class _PartyWords:
    """Finds one party's gains and burdens in a marked text."""

    def __init__(self, index: int, roles: _Roles) -> None:
        self.mark = f"{_MARK}{index}"  # stands in every text in which the party gains or gives
        # The mark comes first, and then that no letter stands before it: an expression that begins with
        # letters is found many times as fast.
        name = rf"{_MARK}{index}(?<!\w{_MARK}{index})"
        words = {role: "(?:" + "|".join(known) + r")\b" for role, known in roles.words}
        begun = {role: _begun_with("|".join(known)) + r"\b" for role, known in roles.words}
        # "Buyer and Seller shall": the other's name may stand between a name and its verb.
        between = rf"(?:\W{{1,3}}(?:{words['between']}|{_MARK}\d+)){{0,6}}\W{{1,3}}"
        quality = "(?:prior|express|written|sole|absolute|exclusive|reasonable|own|and)"
        owned = rf"(?:{quality} ){{0,4}}{words['owned']}"
        # "Its liability to the Seller shall": who only hangs on the subject holds and bears nothing.
        mark = f"{_MARK}{index}"
        subject = name + _not_hanging(mark)
        # "As long as it is held by the Buyer, the Seller shall": one name ends what leads into the next.
        subject += rf"(?!,\s+(?:the\s+)?{_MARK}\d+\s+(?!and\b|or\b))"
        capped = rf"{words['liability']}[^.;]{{0,240}}?\b{words['capped']}"
        # Each with the role whose words it needs.
        self._gains = _compiled(
            ("right", rf"{subject}{between}{words['right']}"),
            # So many begin with so many letters that letters first would find too many beginnings.
            ("guarded", rf"\b{words['guarded']}\s+(?:the\s+)?{name}\b"),
            ("owned", rf"{name}['’]s?\s{owned}"),
            # Its discretion counts beside its "may": it decides alone, and answers to nobody for it.
            ("alone", rf"{subject}[^.;{_MARK}]{{0,120}}?\b{words['alone']}"),
            ("liability", rf"{name}['’]s?\s(?:\w+\s){{0,4}}{capped}"),
            (
                "liability",
                rf"{begun['liability']}\s+of\s+(?:the\s+)?{name}[^.;]{{0,240}}?\b{words['capped']}",
            ),
        )
        self._burdens = _compiled(
            ("duty", rf"{subject}{between}(?!{words['right']}){words['duty']}"),
            ("charged", rf"{begun['charged']}\s+(?:the\s+)?{name}\b"),
            (
                "price",
                rf"{_begun_with('At|at')}\s+(?:the\s+)?{name}['’]s?\s(?:sole\s|own\s)?{words['price']}",
            ),
        )

    def gain(self, text: str, absent: Collection[str] = ()) -> int:
        """Return rights and protections minus duties of the party in a marked ``text``.

        Args:
            text: The text.
            absent: Roles of which no word stands in it.
        """
        gains = sum([len(pattern.findall(text)) for role, pattern in self._gains if role not in absent])
        return gains - sum([len(one.findall(text)) for role, one in self._burdens if role not in absent])


def _compiled(*sources: tuple[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(source)) for role, source in sources]


@lru_cache(maxsize=8)
def _wanted(roles: _Roles) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words of roles that are rare, or costly to look for beside a name."""
    return tuple((role, re.compile("|".join(known))) for role, known in roles.words if role in _RARE)


_RARE = frozenset({"guarded", "owned", "alone", "liability", "charged", "price"})


@lru_cache(maxsize=64)
def _party_words(index: int, roles: _Roles) -> _PartyWords:
    return _PartyWords(index, roles)


def _plain(name: str) -> str:
    return " ".join(name.split())


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of the names where a word begins, the longest first, white space as it comes.

    Each begins with its first letter, and only then that none stands before it, for the same reason as above.
    """
    known = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    return "|".join(map(_begun, known))


def _begun(name: str) -> str:
    first, rest = re.escape(name[0]), re.escape(name[1:]).replace(r"\ ", r"\s+")
    return rf"{first}(?<!\w{first}){rest}" if re.match(r"\w", name) else rf"\b{first}{rest}"
