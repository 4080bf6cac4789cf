"""Who sounds how: speakers and sides over all communications of a deal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from contract_lens.assess.paper import SPOKEN
from contract_lens.assess.sides import NOBODY
from contract_lens.assess.stance import summarise_stance
from contract_lens.assessment import Assessment, Clause
from contract_lens.clause import PassageKind
from contract_lens.deal import Voice
from contract_lens.taxonomy.deal_words import load_courtesy


def utterances_of(communications: Iterable[Assessment]) -> list[tuple[Assessment, Clause]]:
    """Return every utterance with the communication that it stands in.

    What a mail quotes is an utterance of the one who is quoted, unless the quoted mail itself is at hand or
    another mail quotes it too: nothing is heard twice, and no threat is lost because only the reply was kept.
    """
    rows = list(communications)
    heard = {_plain(clause) for row in rows for clause in row.clauses if clause.kind in SPOKEN}
    found = []
    for row in rows:
        for clause in row.clauses:
            if clause.kind is PassageKind.QUOTED and _plain(clause) not in heard:
                heard.add(_plain(clause))
                found.append((row, clause))
            elif clause.kind in SPOKEN:
                found.append((row, clause))
    return found


def _plain(clause: Clause) -> str:
    return " ".join(clause.text.replace(">", " ").split()).casefold()


def without_courtesies(communications: Iterable[Assessment]) -> list[Assessment]:
    """Return the communications with utterances that are nothing but politeness set apart as headers.

    They are still there to read, but weigh nothing: twenty polite lines around a threat change no verdict.
    """
    courtesy = load_courtesy()
    return [
        replace(
            row,
            clauses=tuple(
                replace(clause, kind=PassageKind.HEADER) if courtesy.is_all_of(clause.text) else clause
                for clause in row.clauses
            ),
        )
        for row in communications
    ]


def list_voices(
    communications: Sequence[Assessment], roles: Mapping[str, str] | None = None
) -> tuple[Voice, ...]:
    """Return one voice per speaker, the most adversarial first.

    Args:
        communications: Communications with speakers and sides.
        roles: Part of each speaker, as far as it is known.
    """
    spoken: dict[str, list[Clause]] = defaultdict(list)
    side_of: dict[str, str] = {}
    for _, clause in utterances_of(communications):
        speaker = (clause.speaker or "").strip()
        if speaker.casefold() in NOBODY:
            continue
        spoken[speaker].append(clause)
        if clause.side:
            side_of.setdefault(speaker, clause.side)
    return tuple(replace(voice, role=(roles or {}).get(voice.name, "")) for voice in _ranked(spoken, side_of))


def list_sides(communications: Sequence[Assessment]) -> tuple[Voice, ...]:
    """Return one voice per organisation, the most adversarial first; none where no document tells sides."""
    spoken: dict[str, list[Clause]] = defaultdict(list)
    side_of = {voice.name: voice.side for voice in list_voices(communications)}
    for _, clause in utterances_of(communications):
        side = clause.side or side_of.get((clause.speaker or "").strip(), "")
        if side.casefold() not in NOBODY:
            spoken[side].append(clause)
    return _ranked(spoken, {side: side for side in spoken})


def _ranked(spoken: Mapping[str, Sequence[Clause]], side_of: Mapping[str, str]) -> tuple[Voice, ...]:
    voices = []
    for name, clauses in spoken.items():
        stance = summarise_stance(clauses)
        if stance is not None:
            voices.append(Voice(name, side_of.get(name, ""), len(clauses), stance))
    return tuple(sorted(voices, key=lambda voice: (voice.stance.score, voice.name)))
