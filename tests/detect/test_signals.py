"""Readings: exact offsets, the same for every layout, letter case and party name, at any length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.clause import Reading
from contract_lens.detect import detect_signals, find_duties
from contract_lens.detect.words import CHUNK, blank_english, read_words, split_into_chunks

CLAUSE = (
    "The Supplier shall indemnify and hold harmless the Buyer. The Buyer may, in its sole and absolute "
    "discretion, terminate this Agreement without cause. Neither party shall be liable for loss of profits. "
    "The parties shall meet quarterly to review progress, and savings are shared equally."
)
WORDS = [
    "Supplier",
    "shall",
    "may",
    "not",
    "in",
    "its",
    "sole",
    "discretion",
    "terminate",
    "without",
    "cause",
]
WORDS += [
    "each",
    "party",
    "(the",
    '"Company")',
    "hold",
    "harmless",
    ";",
    ".",
    "\n",
    "\u00a0",
    "“as",
    "is”",
    "ﬁnal",
]
ODD_WORDS = [
    "can",
    "cannot",
    "don't",
    "Inc.,",
    "U.S.",
    "a/b",
    ":)",
    "e.g.",
    "www.a-b.com",
    "3.2",
    "$5,000.00",
    "I'm;",
    "(8)",
    "12,",
    "5.",
    "(a)",
    '"x",',
    "[redacted]",
    "end.",
]


def _read(text: str) -> Reading:
    return detect_signals([text])[0]


def _shape(text: str) -> tuple[object, ...]:
    reading = _read(text)
    signals = [(signal.code, signal.negated) for signal in reading.signals]
    return sorted(signals), reading.bearer, reading.modality


def test_no_text_gives_an_empty_reading():
    assert detect_signals(["", "   \n"]) == [Reading(), Reading()]
    assert detect_signals([]) == []


def test_cues_are_exact_stretches_of_the_text():
    found = {CLAUSE[signal.start : signal.end] for signal in _read(CLAUSE).signals}
    assert {"in its sole and absolute discretion", "without cause", "Neither party", "hold harmless"} <= found


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from([" ", "  ", "\n", " \n\n "]))
def test_offsets_lie_in_the_text_and_in_order(words: list[str], space: str):
    text = space.join(words)
    signals = _read(text).signals
    assert [signal.start for signal in signals] == sorted(signal.start for signal in signals)
    for signal in signals:
        assert 0 <= signal.start < signal.end <= len(text)
        assert text[signal.start : signal.end].strip() == text[signal.start : signal.end]
    for duty in find_duties(text):
        assert 0 <= duty.start < duty.end <= len(text)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str):
    for signal in _read(text).signals:
        assert text[signal.start : signal.end]


@given(st.text(alphabet="ab .\n\u00a0\u200b\u00ad“'ﬁ", max_size=120))
def test_words_lead_back_to_the_text(text: str):
    words = read_words(text)
    assert words.starts == sorted(words.starts)
    for lower, start, end in zip(words.lower, words.starts, words.ends, strict=True):
        if lower.isalpha():
            assert text[start:end].replace("ﬁ", "fi").replace("\u200b", "").replace("\u00ad", "") == lower


@given(st.lists(st.sampled_from([*WORDS, *ODD_WORDS]), max_size=30))
def test_words_are_cut_as_spacy_cuts_the_whole_text(words: list[str]):
    text = " ".join(word for word in words if word.isascii() and not word.isspace())
    read = read_words(text)
    assert list(zip(read.lower, read.starts, strict=True)) == [
        (token.lower_, token.idx) for token in blank_english().tokenizer(text)
    ]


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", " \u200b"),
        lambda text: text.replace("profits", "pro\u00adfits"),
        lambda text: text.replace("profits", "proﬁts"),
        lambda text: "  " + text + "\n\n",
    ],
    ids=["upper", "lower", "double", "lines", "no-break", "zero-width", "soft-hyphen", "ligature", "margins"],
)
def test_layout_and_letter_case_change_nothing(change):
    assert _shape(change(CLAUSE)) == _shape(CLAUSE)


def test_curly_and_straight_quotes_read_alike():
    straight = 'At Buyer\'s sole expense, the goods are sold "as is".'
    assert _shape(straight) == _shape(straight.replace("'", "’").replace('"', "“"))
    assert {"as_is", "others_expense"} <= {signal.code for signal in _read(straight).signals}


NAMED = [
    "{a} shall indemnify {b} against all claims.",
    "{a} and {b} shall share the savings equally.",
    "This Agreement may be terminated by {a} in its sole discretion.",
    "Neither {a} nor {b} may assign this Agreement.",
    "If {b} fails to pay, {a}, at its option, may suspend the services.",
    "Nothing herein obliges {a} to renew, and {b} agrees not to compete with {a}.",
    "{a}'s aggregate liability shall not exceed the fees; {b} waives all other remedies.",
    "{a} hereby grants to {b} a licence, and {b} shall keep records at {a}'s expense.",
    "In no event shall {a} be liable to {b} for lost profits.",
]


@pytest.mark.parametrize("template", NAMED, ids=range(len(NAMED)))
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Zenith", "Vantrel"),
        ("ZENITH", "VANTREL"),
        ("zenith", "vantrel"),
        ("Boeing", "Lilly"),
        ("Nordic Wind Power Inc.", "Oru Data GmbH"),
        ("AT&T", "3M"),
        ("Montclar", "Actionment"),
        ("Ünver Çelik A.Ş.", "Åre Öl"),
    ],
    ids=lambda name: name.replace(" ", "_"),
)
def test_names_of_the_parties_change_nothing(template: str, first: str, second: str):
    assert _shape(template.format(a=first, b=second)) == _shape(template.format(a="Acme", b="Borealis"))


@pytest.mark.parametrize(
    ("text", "code", "negated"),
    [
        ("A steering committee shall be formed.", "joint_committee", False),
        ("No steering committee shall be formed.", "joint_committee", True),
        ("The parties shall not form a steering committee.", "joint_committee", True),
        ("Nothing herein obliges either side, for whatever period, to share its forecast.", "forecast", True),
        ("Neither party is required to consult with the other.", "consult", True),
        ("The Buyer may, without limitation, audit the books.", "audit_right", False),
        ("No later than May the parties hold a training.", "training", False),
        ("It shall not only consult with the other but also train its staff.", "consult", False),
        ("The Buyer shall not pay, but may audit the books.", "audit_right", False),
        ("Step-in rights shall not apply.", "step_in", True),
        ("It shall not move without the prior written consent of the Owner.", "prior_consent", False),
        ("Whether or not it consults with the other, it pays.", "consult", False),
    ],
)
def test_negation(text: str, code: str, negated: bool):
    found = [signal for signal in _read(text).signals if signal.code == code]
    assert found and {signal.negated for signal in found} == {negated}


def test_gap_does_not_reach_over_a_sentence():
    assert "may_terminate" not in {signal.code for signal in _read("It may. Terminate it then.").signals}


def test_overlapping_hits_of_a_cue_give_the_longest():
    signals = [signal for signal in _read(CLAUSE).signals if signal.code == "sole_discretion"]
    assert [CLAUSE[signal.start : signal.end] for signal in signals] == [
        "in its sole and absolute discretion"
    ]


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(1, 400))
def test_chunks_rebuild_the_text(text: str, times: int):
    long = text * times
    chunks = list(split_into_chunks(long))
    assert "".join(chunk for _, chunk in chunks) == long
    assert all(long[offset : offset + len(chunk)] == chunk for offset, chunk in chunks)
    assert all(len(chunk) <= CHUNK for _, chunk in chunks)


def test_text_beyond_the_limit_of_spacy_is_read_to_its_end():
    filler = "The goods are blue. " * 60_000
    text = filler + "The Buyer may act in its sole discretion."
    assert len(text) > 1_000_000
    signals = [signal for signal in _read(text).signals if signal.code == "sole_discretion"]
    assert [text[signal.start : signal.end] for signal in signals] == ["in its sole discretion"]


@pytest.mark.parametrize(
    "unit", ["a", "a.", "(", "a-", "\u200b", "shall ", "x@y.", "http://a/", "who is ", "of the a "]
)
def test_hostile_text_takes_linear_time(unit: str):
    def cost(times: int) -> float:
        started = time.process_time()
        detect_signals([unit * times])
        return time.process_time() - started

    cost(1_000)
    assert cost(200_000 // len(unit)) < 5.0
    detect_signals([unit * 3_000 + "shall be paid by"])
