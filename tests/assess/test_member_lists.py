"""Channels and tickets that say above the first turn who is who."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_lens.assess.member_lists import is_short_for, seats_in
from contract_lens.clause import PassageKind
from contract_lens.options import AnalysisOptions
from contract_lens.pipeline import analyze

_SAID = (
    "The two pumps stand since noon.",
    "Which serial numbers?",
    "41 and 42, see the folder.",
    "Seen. We send a fitter tomorrow.",
    "Thank you, that helps.",
    "He brings both seals.",
    "Good, gate 4.",
)
_H, _L = "Havnby Rør", "Lunette Valves"


def _sides(folder: Path, head: str, who: tuple[str, ...], turn: str) -> dict[str | None, str | None]:
    body = "".join(turn.format(n=n, who=who[n % len(who)], said=said) for n, said in enumerate(_SAID))
    file = folder / "thread.txt"
    file.write_text(f"{head}\n\n{body}", encoding="utf-8")
    clauses = analyze(file, options=AnalysisOptions(fast=True)).clauses
    return {one.speaker: one.side for one in clauses if one.kind is PassageKind.TURN}


_LINE = "[09:0{n}] {who}: {said}\n"
_COMMENT = "--- {who} commented (#{n})\n{said}\n\n"


@pytest.mark.parametrize(
    ("head", "who", "turn"),
    [
        pytest.param(
            f"Issue 12\nParticipants: ilse-7 ({_H}), t-vasari ({_L}), ana_r ({_H})",
            ("ilse-7", "t-vasari", "ana_r"),
            _COMMENT,
            id="handles in a list",
        ),
        pytest.param(
            f"Members: p_ilse, p_ana ({_H}), q_teo ({_L})",
            ("p_ilse", "q_teo", "p_ana"),
            _LINE,
            id="handles share",
        ),
        pytest.param(
            f"Log\nWho: Ilse Grøn (IG) and Ana Ruud (AR) for {_H}; Teo Vasari (TV) for {_L}",
            ("IG", "TV", "AR"),
            _LINE,
            id="initials for",
        ),
        pytest.param(
            f"Log\nIG = Ilse Grøn, {_H}\nTV = Teo Vasari, {_L}\nAR = Ana Ruud, {_H}",
            ("IG", "TV", "AR"),
            _LINE,
            id="initials mean",
        ),
        pytest.param(
            f"Log\nIG: Ilse Grøn ({_H}), TV: Teo Vasari ({_L}), AR: Ana Ruud (buyer, {_H})",
            ("IG", "TV", "AR"),
            _LINE,
            id="initials with brackets",
        ),
        pytest.param(
            f"Log\n{_H}: Ilse Grøn (IG), Ana Ruud (AR)\n{_L}: Teo Vasari (TV)",
            ("IG", "TV", "AR"),
            _LINE,
            id="organisation first",
        ),
        pytest.param(
            f"Log\nPresent: Ilse Grøn (IG, {_H}), Ana Ruud (AR, {_H}), Teo Vasari (TV, {_L})",
            ("IG", "TV", "AR"),
            _LINE,
            id="both in brackets",
        ),
        pytest.param(f"Log. {_H} (hr) and {_L} (lv)", ("ilse-hr", "teo-lv", "ana-hr"), _LINE, id="last part"),
        pytest.param(
            f"Log\nhr = {_H}, vv = {_L}", ("ilse.hr", "teo.vv", "ana.hr"), _LINE, id="legend of parts"
        ),
        pytest.param(
            f"# shared by {_H} and {_L}", ("havnby_ilse", "lunette_teo", "havnby_ana"), _LINE, id="first part"
        ),
        pytest.param(
            "Members: Ilse Grøn <ilse@havnby-ror.example>, Teo Vasari <teo@lunette.example>, "
            "Ana Ruud <ana@havnby-ror.example>",
            ("Ilse Grøn", "Teo Vasari", "Ana Ruud"),
            _LINE,
            id="addresses",
        ),
    ],
)
def test_the_head_tells_the_sides(tmp_path: Path, head: str, who: tuple[str, ...], turn: str) -> None:
    sides = _sides(tmp_path, head, who, turn)
    assert len(sides) == 3
    first, second, third = (str(sides[name]).replace("Ror", "Rør") for name in who)
    assert first == third == _H
    assert second in (_L, "Lunette")


@pytest.mark.parametrize(
    ("head", "who"),
    [
        pytest.param(
            "Pumps and other things", ("ilse-hr", "teo-lv", "ana-hr"), id="parts that nothing explains"
        ),
        pytest.param(f"{_H} talks", ("ilse-hr", "teo", "ana-hr"), id="not all have the part"),
        pytest.param("Ilse Grøn (IG), Teo Vasari (TV)", ("IG", "TV"), id="initials alone"),
        pytest.param("bo (Chair), cy (Berlin)", ("bo", "cy"), id="an office and a city"),
        pytest.param("Dana = Dana Fox, Head Of Sales", ("Dana",), id="an office behind a comma"),
        pytest.param("Dana = Dana Fox, Berlin", ("Dana",), id="a city behind a comma"),
        pytest.param("Ana Ruud (AR, Berlin)", ("AR",), id="a city with initials"),
        pytest.param("Sales Office Berlin", ("ann-sales", "bo-sales"), id="handles of one department"),
        pytest.param(
            "Sales Office Berlin, Legal Office Oslo", ("ann-sales", "bo-legal"), id="handles of departments"
        ),
        pytest.param(f"All of us at {_H}", ("ann-havnby", "bo-havnby"), id="handles of one organisation"),
        pytest.param("Ilse Grøn, Teo Vasari, Ana Ruud", ("Ilse", "Teo", "Ana"), id="people alone"),
    ],
)
def test_a_head_that_tells_no_side(head: str, who: tuple[str, ...]) -> None:
    assert seats_in(head, who) == {}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(f"Ilse Grøn (IG), buyer, for {_H}", {"IG": _H}, id="an office between"),
        pytest.param(f"Ilse Grøn (IG), buyer, chair, of {_H}", {"IG": _H}, id="two between"),
        pytest.param(
            "Havnby and Lunette talk. IG = Ilse Grøn, Havnby", {"IG": "Havnby"}, id="one word again"
        ),
    ],
)
def test_a_head_that_tells_one_side(head: str, expected: dict[str, str]) -> None:
    assert seats_in(head, ("IG",)) == expected


def test_short_names() -> None:
    assert is_short_for("IG", "Ilse Grøn")
    assert is_short_for("Ilse", "Ilse Grøn")
    assert not is_short_for("TV", "Ilse Grøn")
