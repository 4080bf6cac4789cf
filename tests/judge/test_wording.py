"""What the models see of a text must not depend on names, numbers, case or layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lens.detect import detect_signals
from contract_lens.judge.phrases import near_words, neighbours, parts_of, simplify
from contract_lens.judge.wording import _ASCII_TOKEN, _FOREIGN, _TOKEN, WordReader, _is_shouted, learn_lexicon

WORDS = """
a agreement and at audit beta change costs days discretion each either event i in its may notice of on
parties party pay prices shall sole summit supplier terminate territory think this to the Territory
"""
LEXICON = frozenset(WORDS.split())


def words(text: str) -> str:
    return " ".join(WordReader(LEXICON).read(text).words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "14.2 Acme may terminate on thirty (30) days' notice to Orrin.",
            "@1 may terminate on # days notice to @2 .",
        ),
        ("Acme shall pay Orrin's costs.", "@1 shall pay @2 's costs ."),
        ("Acme Robotics may audit. Acme shall pay.", "@1 may audit . @1 shall pay ."),
        ("The Supplier may change prices.", "@1 may change prices ."),
        ("Party A shall pay Party B.", "@1 shall pay @2 ."),
        ("Either party may terminate.", "either party may terminate ."),
        ("Summit shall pay Beta.", "@1 shall pay @2 ."),
        ("The parties shall pay in the Territory.", "the parties shall pay in the territory ."),
        ("EITHER PARTY MAY TERMINATE THIS AGREEMENT.", "either party may terminate this agreement ."),
        ("(iv) Acme may (a) terminate; (b) audit", "@1 may terminate ; audit"),
        ("I think", "i think"),
        ("", ""),
        ("12.", ""),
    ],
)
def test_names_and_numbers_are_abstracted(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("name", ["Vellimar", "VELLIMAR", "Kintyre Bay Holdings", "X3 Labs"])
def test_renaming_a_party_changes_no_word(name: str) -> None:
    text = (
        "{} may terminate this agreement at its sole discretion on notice to Orrin. {} shall pay the costs."
    )
    assert words(text.replace("{}", name)) == words(text.replace("{}", "Acme"))


def test_swapping_the_parties_changes_no_word() -> None:
    text = "Acme shall pay Orrin. Orrin may audit Acme."
    swapped = text.replace("Acme", "?").replace("Orrin", "Acme").replace("?", "Orrin")
    assert words(text) == words(swapped)


@given(st.text(max_size=200))
def test_every_word_has_its_place_in_the_text(text: str) -> None:
    wording = WordReader(LEXICON).read(text)
    assert len(wording.words) == len(wording.starts) == len(wording.ends)
    places = list(zip(wording.starts, wording.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.lists(st.sampled_from(sorted(LEXICON)), max_size=30), st.sampled_from([" ", "\n", " \t ", "   "]))
def test_white_space_changes_no_word(chosen: list[str], blank: str) -> None:
    assert words(blank.join(chosen)) == words(" ".join(chosen))


def test_the_same_reader_reads_the_same_text_alike_whatever_came_before() -> None:
    reader = WordReader(LEXICON)
    first = reader.read("Acme may terminate.").words
    reader.read("the supplier may audit Supplier and BETA; 12 Territory days")
    assert reader.read("Acme may terminate.").words == first


def test_the_lexicon_tells_dictionary_words_and_terms_from_names() -> None:
    texts = ["the fee in the Territory of Acme", "a fee for the Territory of Acme and the territory"] * 2
    lexicon = learn_lexicon(texts, least=2, least_capital=2)
    assert {"fee", "Territory", "territory"} <= lexicon
    assert not {"acme", "Acme"} & lexicon


def test_phrases_of_a_short_text() -> None:
    plain = simplify(["@1", "may", "audit", "the", "books", "of", "@2"])
    assert plain == ["@", "may", "audit", "the", "books", "of", "@"]
    assert neighbours(plain)[:2] == ["@ may", "may audit"]
    near = near_words(plain)
    assert ("may~books", 1, 4) in list(zip(near.names, near.first, near.last, strict=True))
    assert "*term" in parts_of("terminate")
    assert parts_of("a") == ("* a ",)


def test_near_words_stop_at_the_end_of_a_sentence() -> None:
    assert near_words(["may", "audit", ".", "shall", "pay"]).names == []


@given(st.text(alphabet="aZ0_ .,-/’'&()ivxB$%;:?!“–§\n", max_size=80))
def test_the_hastened_tokens_are_the_same(text: str) -> None:
    assert not _FOREIGN.search(text)
    assert [match.span() for match in _ASCII_TOKEN.finditer(text)] == [
        match.span() for match in _TOKEN.finditer(text)
    ]


@pytest.mark.parametrize("text", ["GESCHÄFTSFÜHRUNG", "ÉTÉ", "Été et Çà", "“THE BANK”", "naïve", "中文 A"])
def test_letters_beyond_ascii_are_read_as_letters(text: str) -> None:
    letters = [letter for letter in text if letter.isalpha()]
    capitals = [letter for letter in letters if letter.isupper()]
    assert _is_shouted(text) is (len(capitals) > 0.6 * max(1, len(letters)))


def test_what_two_owe_each_other_reads_as_owed_by_each() -> None:
    text = "Acme shall indemnify Orrin, and Orrin shall indemnify Acme. Acme shall pay."
    (reading,) = detect_signals([text])
    wording = WordReader(LEXICON).read(text, reading.exchanges)
    assert " ".join(wording.words) == (
        "each party shall indemnify the other party and each party shall indemnify the other party . "
        "@1 shall pay ."
    )
    assert [text[start:end] for start, end in zip(wording.starts, wording.ends, strict=True)][:7] == [
        *("Acme", "Acme", "shall", "indemnify", "Orrin", "Orrin", "Orrin"),
    ]


def test_you_and_we_who_owe_each_other_read_as_each_party() -> None:
    text = "We shall indemnify you, and you shall indemnify us."
    (reading,) = detect_signals([text])
    assert " ".join(WordReader(LEXICON).read(text, reading.exchanges).words) == (
        "each party shall indemnify the other party and each party shall indemnify the other party ."
    )


def test_what_was_read_before_changes_no_reading() -> None:
    notice = "OUR WEBSITE, www.velm.example, HAS NOT BEEN REVIEWED BY THE ggfa OR THE jpeg BOARD."
    other = "Please see www.velm.example and the jpeg of the ggfa before you sign."
    fresh, used = WordReader(frozenset({"website"})), WordReader(frozenset({"website"}))
    used.read(other)
    assert used.read(notice) == fresh.read(notice)


@pytest.mark.parametrize(
    ("other", "text"),
    [
        ("Each party pays.", "Party B shall provide party A with the list."),
        ("A buyer pays.", "The buyer/End-User: Velm Chain Co., Ltd."),
        ("Any distributor pays.", "Goods go to the distributor Orrin Vale."),
    ],
)
def test_a_role_reads_the_same_whether_its_word_was_met_before(other: str, text: str) -> None:
    fresh, used = WordReader(LEXICON), WordReader(LEXICON)
    used.read(other)
    assert used.read(text) == fresh.read(text)


_PIECES = "party A|party|the party|the buyer|a buyer|Buyer's|Orrin|orrin|Vale|/ End|thirty|(a)|.|:|OF THE"
_MET = st.lists(st.sampled_from(_PIECES.split("|")), min_size=1, max_size=5).map(" ".join)


@given(_MET, _MET)
def test_no_text_changes_how_another_reads(before: str, text: str) -> None:
    used = WordReader(LEXICON)
    used.read(before)
    assert used.read(text) == WordReader(LEXICON).read(text)
