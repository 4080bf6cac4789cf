"""Reports are left alone only where everything that they are made of is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from contract_lens.desk import Entry
from contract_lens.errors import InputSkipped
from contract_lens.listing import Found
from contract_lens.policy import Gate, Suppression
from contract_lens.standing import digest_of, rules_of, state_of

GATE = Gate(frozenset({"last_resort"}), today=date(2026, 3, 1))
SUPPRESSED = Suppression("3f2a90c1d4e57b68", "agreed", date(2026, 4, 1))


def entries(folder: Path) -> list[Entry]:
    lone, lost, first, second = (folder / name for name in ("a.pdf", "b.pdf", "deal/c.pdf", "deal/d.eml"))
    return [
        Entry("a.pdf", Found(lone), "key-a"),
        Entry("b.pdf", Found(lost, InputSkipped("is a symbolic link"))),
        Entry("deal/c.pdf", Found(first), "key-c", may_be_deal=True),
        Entry("deal/d.eml", Found(second), "key-d", may_be_deal=True),
    ]


def digests() -> dict[str, str]:
    return {"key-a": "1", "key-c": "2", "key-d": "3", "key-d!/offer.pdf": "4"}


def test_the_state_is_that_of_files_results_and_their_order(tmp_path: Path) -> None:
    known = entries(tmp_path)
    state = state_of("analysis", known, digests())
    assert state
    assert state_of("analysis", entries(tmp_path), dict(reversed(digests().items()))) == state
    others = [
        state_of("another", known, digests()),
        state_of("analysis", known[::-1], digests()),
        state_of("analysis", known[:-1], digests()),
        state_of("analysis", [replace(known[0], name="z.pdf"), *known[1:]], digests()),
        state_of("analysis", [replace(known[0], may_be_deal=True), *known[1:]], digests()),
        state_of("analysis", known, {**digests(), "key-a": "9"}),
        state_of("analysis", known, {**digests(), "key-d!/offer.pdf": "9"}),
        state_of(
            "analysis",
            [known[0], Entry("b.pdf", Found(Path("b.pdf"), InputSkipped("x"))), *known[2:]],
            digests(),
        ),
    ]
    assert len({state, *others}) == 1 + len(others)


def test_without_a_result_there_is_no_state(tmp_path: Path) -> None:
    assert state_of("analysis", entries(tmp_path), {"key-a": "1", "key-c": "2"}) == ""
    assert state_of("analysis", [Entry("a.pdf", Found(Path("a.pdf")))], digests()) == ""


def test_a_description_of_a_deal_belongs_to_the_state(tmp_path: Path) -> None:
    def state() -> str:
        return state_of("analysis", entries(tmp_path), digests())

    (tmp_path / "deal").mkdir()
    states = [state()]
    (tmp_path / "deal" / "deal.toml").write_text('name = "Rota"', "utf-8")
    states.append(state())
    (tmp_path / "deal" / "notes.txt").write_text("a description may name it", "utf-8")
    states.append(state())
    (tmp_path / "deal" / "deal.toml").write_text('name = "Rata"', "utf-8")
    states.append(state())
    assert len(set(states)) == 4


def test_the_rules_are_those_of_the_house_and_of_the_formats() -> None:
    rules = rules_of(GATE, ("csv", "html"), "1.0")
    tomorrow = date(2026, 3, 2)
    assert rules_of(replace(GATE, today=tomorrow), ("csv", "html"), "1.0") == rules
    suppressing = replace(GATE, suppress=(SUPPRESSED,))
    others = [
        rules_of(replace(GATE, wanted=frozenset()), ("csv", "html"), "1.0"),
        rules_of(replace(GATE, baseline=frozenset()), ("csv", "html"), "1.0"),
        rules_of(replace(GATE, baseline=frozenset({"f"})), ("csv", "html"), "1.0"),
        rules_of(suppressing, ("csv", "html"), "1.0"),
        rules_of(replace(suppressing, today=tomorrow), ("csv", "html"), "1.0"),
        rules_of(GATE, ("csv",), "1.0"),
        rules_of(GATE, ("csv", "html"), "1.1"),
    ]
    assert len({rules, *others}) == 1 + len(others)


def test_a_file_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    assert digest_of(tmp_path / "none") == digest_of(tmp_path) == ""
