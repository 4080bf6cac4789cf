"""What must not matter to a label: who the parties are, how they are written, layout, numbers, kind words.

The 300 clauses of ``invariance.toml`` are a hundred of each stance: both sides of the minimal pairs, which no
model learns from, and authored clauses drawn with a seed. A change that turns a label is a defect, of the
fast model and of the accurate one. The known ones are named with their reason, in that file and in
``invariance_accurate.toml``, and the tests hold both ways: a new one fails, and so does a named one that is
gone. After a training, ``CONTRACT_LENS_UPDATE_MISSES=1`` writes the present ones; read the difference before
you keep it.
"""

from __future__ import annotations

import json
import os
import random
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from contract_lens.clause import Judgement, Stance, TextKind
from contract_lens.detect import detect_signals
from contract_lens.judge import classify_texts

HERE = Path(__file__).resolve().parent
CLAUSES = HERE.parents[1] / "corpora" / "clauses"
DRAWN = HERE / "invariance.toml"
#: Where the misses of each model are named.
KNOWN = {"fast": DRAWN, "accurate": HERE / "invariance_accurate.toml"}
UPDATE = os.environ.get("CONTRACT_LENS_UPDATE_MISSES") == "1"
#: More misses than this are no longer a list of exceptions, whatever the file says.
MOST_MISSES = 10

PARTIES = tomllib.loads((HERE / "party_names.toml").read_text("utf-8"))
NAMES, ROLES = PARTIES["names"], PARTIES["roles"]
NEW_NAMES = ("Vellimar", "Brandvold Marine", "Quenby Instruments Ltd", "Ostrander")
OTHER_NAMES = ("Sunrise", "Apex Global", "X3 Labs", "Northern Light Foods")
NEW_ROLES = ("Vendor", "Purchaser", "Provider", "Customer", "Licensor", "Licensee")

NUMBER = re.compile(r"^\s*(?:\(?\d+(?:\.\d+)*\)?\.?|\([a-z]{1,4}\))\s+")
REFERENCE = re.compile(r"\b([Ss]ections?|[Cc]lauses?|[Aa]rticles?) (\d+(?:\.\d+)*)")


class Clause(NamedTuple):
    id: str
    text: str
    stance: str


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CLAUSES / name).read_text("utf-8").splitlines()]


def all_clauses() -> dict[str, Clause]:
    pairs = [
        Clause(f"{row['id']}-{side}", row[side], row[f"{side}_stance"])
        for row in rows("minimal-pairs.jsonl")
        for side in "ab"
    ]
    authored = [
        Clause(row["id"], row["text"], row["stance"])
        for path in sorted(CLAUSES.glob("authored*.jsonl"))
        for row in rows(path.name)
    ]
    return {clause.id: clause for clause in (*pairs, *authored)}


@cache
def known(model: str) -> dict[str, dict[str, str]]:
    misses: dict[str, dict[str, str]] = tomllib.loads(KNOWN[model].read_text("utf-8"))["misses"]
    return misses


@pytest.fixture(scope="module")
def clauses() -> list[Clause]:
    every = all_clauses()
    return [every[name] for name in tomllib.loads(DRAWN.read_text("utf-8"))["clauses"].split()]


@pytest.fixture(scope="module", params=list(KNOWN))
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def judge(model: str, texts: Sequence[str]) -> list[Judgement]:
    readings = detect_signals(texts)
    return classify_texts(texts, readings, kind=TextKind.CLAUSE, accurate=model == "accurate")


@pytest.fixture(scope="module")
def before(model: str, clauses: list[Clause]) -> dict[str, Judgement]:
    judgements = judge(model, [clause.text for clause in clauses])
    return {clause.id: judgement for clause, judgement in zip(clauses, judgements, strict=True)}


def expect(model: str, name: str, found: dict[str, str]) -> None:
    """Hold the misses of a test against the named ones, both ways."""
    named = known(model).get(name, {})
    if UPDATE:
        write_misses(KNOWN[model], name, {miss: named.get(miss, what) for miss, what in found.items()})
        return
    assert set(found) == set(named), {
        "new": {miss: what for miss, what in found.items() if miss not in named},
        "gone": sorted(set(named) - set(found)),
    }
    assert len(found) <= MOST_MISSES or name == "minimal pairs"


def write_misses(path: Path, name: str, found: dict[str, str]) -> None:
    text = path.read_text("utf-8")
    head = text[: text.index("\n[misses")]
    misses = {**tomllib.loads(text)["misses"], name: found}
    parts = ["\n[misses]\n"]
    for test in sorted(filter(misses.get, misses)):
        lines = [f"{json.dumps(miss)} = {json.dumps(why)}\n" for miss, why in sorted(misses[test].items())]
        parts.append(f"\n[misses.{json.dumps(test)}]\n{''.join(lines)}")
    path.write_text(head + "".join(parts), "utf-8")


def pattern_of(words: Sequence[str], lead: str = "") -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b{lead}({'|'.join(map(re.escape, longest))})(?!\w)")


ANY_PARTY, ANY_NAME, ANY_ROLE = pattern_of([*NAMES, *ROLES]), pattern_of(NAMES), pattern_of(ROLES)
ROLE_WITH_ARTICLE = pattern_of(ROLES, r"([Tt]he )")


def parties_in(text: str, pattern: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys(match[1] for match in pattern.finditer(text)))


def replace(text: str, names: dict[str, str]) -> str:
    return pattern_of(list(names)).sub(lambda match: names[match[1]], text) if names else text


def swapped(text: str) -> str:
    """Let the first two parties change places, each with its own "the" or none."""
    pair = parties_in(text, ANY_PARTY)[:2]
    if len(pair) < 2:
        return text
    article = {name: bool(re.search(rf"\b[Tt]he {re.escape(name)}(?!\w)", text)) for name in pair}
    other = {pair[0]: pair[1], pair[1]: pair[0]}

    def put(match: re.Match[str]) -> str:
        name = other[match[2]]
        opens = match[1] == "The " or (not match[1] and text[: match.start()].rstrip()[-1:] in ("", "."))
        return f"{'The ' if opens else 'the '}{name}" if article[name] else name

    return pattern_of(pair, "([Tt]he )?").sub(put, text)


def renamed(text: str, names: Sequence[str]) -> str:
    return replace(text, dict(zip(parties_in(text, ANY_NAME), names, strict=False)))


def with_other_roles(text: str) -> str:
    found = parties_in(text, ANY_ROLE)
    return replace(text, dict(zip(found, [role for role in NEW_ROLES if role not in found], strict=False)))


def with_names_for_roles(text: str) -> str:
    names = dict(zip(parties_in(text, ANY_ROLE), NEW_NAMES, strict=False))
    pattern = pattern_of(list(names), "(?:[Tt]he )?")
    return pattern.sub(lambda match: names[match[1]], text) if names else text


CHANGES: dict[str, Callable[[str], str]] = {
    "parties swapped": swapped,
    "parties renamed": lambda text: renamed(text, NEW_NAMES),
    "parties renamed to words of the dictionary": lambda text: renamed(text, OTHER_NAMES),
    "other roles": with_other_roles,
    "names for roles": with_names_for_roles,
    "names in capitals": lambda text: ANY_PARTY.sub(lambda match: match[1].upper(), text),
    "roles in lower case": lambda text: ROLE_WITH_ARTICLE.sub(
        lambda match: match[1] + match[2].lower(), text
    ),
    "white space": lambda text: text.replace(" ", " \n  "),
    "another number": lambda text: "17.4(c) " + NUMBER.sub("", text),
    "no number": lambda text: NUMBER.sub("", text),
    "other references": lambda text: REFERENCE.sub(r"\1 48.6", text),
}
#: How many of the 300 a change must reach, so that a test cannot pass by doing nothing.
LEAST = {
    "parties renamed": 10,
    "parties renamed to words of the dictionary": 10,
    "other references": 8,
    "no number": 15,
}


def test_there_are_a_hundred_clauses_of_each_stance(clauses: list[Clause]) -> None:
    stances = [clause.stance for clause in clauses]
    assert len({clause.id for clause in clauses}) == 300
    assert {stance: stances.count(stance) for stance in set(stances)} == dict.fromkeys(
        ("adversarial", "neutral", "collaborative"), 100
    )


@pytest.mark.parametrize("name", CHANGES)
def test_no_label_changes(name: str, model: str, clauses: list[Clause], before: dict[str, Judgement]) -> None:
    changed = [(clause, CHANGES[name](clause.text)) for clause in clauses]
    changed = [(clause, text) for clause, text in changed if text != clause.text]
    assert len(changed) >= LEAST.get(name, 80)
    found = {}
    for (clause, _), now in zip(changed, judge(model, [text for _, text in changed]), strict=True):
        was = before[clause.id].stance.label
        if now.stance.label is not was:
            found[clause.id] = f"{was} -> {now.stance.label}"
    expect(model, name, found)


MUTUAL_OR_NOT = re.compile(r"\b(both|mutual|either|each|all)\b")


def test_a_mutual_side_of_a_pair_is_never_more_adversarial(model: str) -> None:
    pairs = [
        row
        for row in rows("minimal-pairs.jsonl")
        if MUTUAL_OR_NOT.search(row["turns_on"])
        and (row["a_stance"] == "adversarial") != (row["b_stance"] == "adversarial")
    ]
    assert len(pairs) >= 20
    hard, mild = [], []
    for row in pairs:
        harder = "a" if row["a_stance"] == "adversarial" else "b"
        hard.append(row[harder])
        mild.append(row["ab".replace(harder, "")])
    found = {
        row["id"]: row["turns_on"]
        for row, one, both in zip(pairs, judge(model, hard), judge(model, mild), strict=True)
        if both.stance.adversarial > one.stance.adversarial
    }
    expect(model, "mutual sides of pairs", found)


def test_making_a_clause_mutual_never_makes_it_more_adversarial(model: str) -> None:
    one_sided = pattern_of([*NAMES, *ROLES], r"^(?:\S*\d\S*\s+)?(?:The )?")
    duty = re.compile(rf"{one_sided.pattern} (may|shall) ")
    hard = [
        clause
        for clause in all_clauses().values()
        if clause.stance == "adversarial" and duty.match(clause.text)
    ]
    assert len(hard) >= 100
    mutual = [
        duty.sub(lambda match: "Either party may " if match[2] == "may" else "Each party shall ", clause.text)
        for clause in hard
    ]
    ones, boths = judge(model, [clause.text for clause in hard]), judge(model, mutual)
    found = {
        clause.id: f"{one.stance.adversarial} -> {both.stance.adversarial}"
        for clause, one, both in zip(hard, ones, boths, strict=True)
        if both.stance.adversarial > one.stance.adversarial
    }
    expect(model, "made mutual", found)


@pytest.mark.parametrize(
    ("name", "put"),
    [
        ("kind words before", lambda text: f"In the spirit of partnership, {text}"),
        ("kind words after", lambda text: f"{text.rstrip(' .')}, in the spirit of partnership."),
    ],
)
def test_kind_words_do_not_turn_a_hard_clause(
    name: str,
    put: Callable[[str], str],
    model: str,
    clauses: list[Clause],
    before: dict[str, Judgement],
) -> None:
    hard = [clause for clause in clauses if before[clause.id].stance.label is Stance.ADVERSARIAL]
    assert len(hard) >= 60
    found = {
        clause.id: f"called {now.stance.label}"
        for clause, now in zip(hard, judge(model, [put(clause.text) for clause in hard]), strict=True)
        if now.stance.label is not Stance.ADVERSARIAL
    }
    expect(model, name, found)


def test_both_sides_of_the_minimal_pairs(model: str) -> None:
    pairs = rows("minimal-pairs.jsonl")
    assert len(pairs) >= 60
    firsts, seconds = judge(model, [row["a"] for row in pairs]), judge(model, [row["b"] for row in pairs])
    found = {
        row["id"]: f"{row['turns_on']}: {a.stance.label} / {b.stance.label}"
        for row, a, b in zip(pairs, firsts, seconds, strict=True)
        if (a.stance.label, b.stance.label) != (row["a_stance"], row["b_stance"])
    }
    expect(model, "minimal pairs", found)


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def random_words(text: str, count: int, dice: random.Random) -> list[tuple[int, int]]:
    words = [match.span() for match in re.finditer(r"\w+", text)]
    return dice.sample(words, min(count, len(words)))


def falls_without_evidence(
    model: str, clauses: list[Clause], before: dict[str, Judgement]
) -> tuple[list[float], list[float]]:
    """How far the called stance falls without its evidence, and without as many random words."""
    decided = [clause for clause in clauses if before[clause.id].stance.label is not Stance.UNDECIDED]
    assert len(decided) >= 250
    dice = random.Random(1)
    cut, noise = [], []
    for clause in decided:
        spans = before[clause.id].evidence
        cut.append(without(clause.text, spans))
        count = sum(len(re.findall(r"\w+", clause.text[start:end])) for start, end in spans)
        noise.append(without(clause.text, random_words(clause.text, count, dice)))

    def falls(texts: list[str]) -> list[float]:
        judgements = judge(model, texts)
        return [
            getattr(before[clause.id].stance, label) - getattr(now.stance, label)
            for clause, now in zip(decided, judgements, strict=True)
            for label in [before[clause.id].stance.label.value]
        ]

    return falls(cut), falls(noise)


def test_the_evidence_is_what_decided(
    model: str, clauses: list[Clause], before: dict[str, Judgement]
) -> None:
    """Without the words that are shown as evidence the called stance loses; without random ones less so."""
    told, random_ones = falls_without_evidence(model, clauses, before)
    assert np.mean(np.array(told) > 0) >= 0.9
    assert np.mean(told) > np.mean(random_ones)


def test_evidence_weighs_twice_as_much_as_random_words(
    model: str, clauses: list[Clause], before: dict[str, Judgement]
) -> None:
    told, random_ones = falls_without_evidence(model, clauses, before)
    assert np.mean(told) > 2 * np.mean(random_ones)
