"""Reported speech: the words between a name and what it said, in the notes of talks."""

from __future__ import annotations

import re

_SPEECH_VERBS = """
accepted acknowledged added admitted agreed allowed announced answered apologised argued asked assured
cautioned claimed commented complained conceded confirmed considered considers corrected countered
declared declined demanded denied described disagreed disagrees drew dropped enquired expects explained
explains expressed felt finds floated found gave held hoped hopes informed inquired insisted insists
invited joked maintained maintains marvelled mentioned noted notes objected observed observes offered
offers opened opposed pointed preferred prefers presented promised proposed proposes protested put quoted
raised recalled recognised recommended recommends referred refused regretted remarked reminded replied
reported reports requested reserved responded retorted said says shared showed smiled spoke stated states
stressed suggested suggests summarised suspects tabled thanked thinks thought threw told took trusted
undertook urged wanted wants warned welcomed wished wishes withdrew wondered wrote walked listed rejected
promises accepts asks reminds agrees adds believes believed doubted doubts
"""
_OPENING_WORDS = """
accepted added admitted agreed agrees announced
explained held answered apologised argued asked asks assured believes
commented conceded confirmed considers declined disagreed disagrees doubted explained expects hoped
informed insisted maintained marvelled mentioned noted objected observed offered opposed pointed
preferred prefers proposed promised recalled recommended refused regretted remarked reminded replied
reported reports requested responded said says stated stressed suggested suggests suspects thanked thinks
told undertook urged wants warned welcomed wished wondered
"""
_OPENING_VERBS = frozenset(_OPENING_WORDS.split())
#: Two names before a word of speech, listed nowhere: "Simon Ashdown said".
FULL_NAME_SAID = (
    r"(?!(?:The|This|That|On|In|At|After|Before|From|Both|All|Each|One|Two|An?|Our|Their|His|Her|Its|Then|Mr|Ms)\b)"
    rf"[A-ZÀ-ÖØ-Þ][\w’-]+ [A-ZÀ-ÖØ-Þ][\w’-]+(?= (?:{'|'.join(sorted(_OPENING_VERBS))})\b)"
)
#: What is laid on an organisation, by somebody else.
LAID_ON = re.compile(
    r" (?:to [a-z]+|(?:is|are) to [a-z]+|should|shall|must|is (?:free|expected|required|obliged) to|"
    r"(?:was|were|is|are) (?:offered|asked|told|invited|reminded|informed|requested|given|thanked))\b"
)
_NO_NAME_WORDS = """
He She They It We You I Nobody Everybody Everyone Both All None One Two Three Some Several Others Either
Neither Who Also Then There This That Finally Management
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_MODAL = "would|will|cannot|could not|does not|did not|is not|was not|doesn't|didn't|won't"
VERB = rf"(?:{'|'.join(sorted(_SPEECH_VERBS.split()))})"
_ADVERB = r"(?:(?:also|then|still|again|now|only|merely|simply|rather|[a-z]{3,12}ly|even|himself|herself) )"
_ASIDE = r"(?:, [^,.;:\n]{1,70},)?"
#: What follows the name of one whose words are reported.
AFTER = rf"{_ASIDE} {_ADVERB}{{0,2}}(?:{VERB}|{_MODAL}|was (?:glad|sorry|happy|sure|grateful|smiling|not))\b"
#: What stands before a name that follows its verb: "..., said Ann Reed, ...".
SAID_BY = r"[,”\"] (?:said|says|added|wrote|explained|replied|answered|asked|remarked|noted|observed|held) "
_SAYINGS = (
    "comment|position|view|opinion|answer|reply|remark|request|addition|proposal|question|statement|suggestion|"
    "objection|complaint|response|message|line|stance"
)
#: "Tarn's comment: ...", after the name, and "Reminder by Tarn that ...", before it.
OWN_SAYING = rf"['’]s? (?:\w+ )?(?:{_SAYINGS})(?=:|,| is\b| was\b)"
SAYING_BY = rf"(?:{_SAYINGS}|reminder|note|warning|correction|apology|thanks) (?:by|from|of) "
#: Words before a name that open a sentence and leave the name its subject.
_LEAD = re.compile(
    r"(?:On|In|At|After|Before|From|To|For|Regarding|Re|Then|Here|Again|Finally|Later|Without|With|During|Until|"
    r"By|Between|Following|Under|Over|Out|Since|As|Asked|Having|Now|Once|When|While|Although|If|Because)\b"
    r"[^.;:?!\n]{0,220}"
)
_BOUND = re.compile(r"(?:^|[.;:?!)] |, (?:but |and |so |yet )?)$")
#: Words after which a name begins a clause within the words of somebody else.
_WITHIN_WORDS = re.compile(
    r"(?i)\b(?:that|whether|if|because|which|who|what|how|why|where|when|as|than|and|or|to)\s$"
)
_PRONOUN = re.compile(r"(?:He|She)\b(?!['’]s (?:own|team|people))")
_I_SAID = re.compile(rf"(?:[^.:;]{{0,80}}[:,] )?I {_ADVERB}?(?:{VERB}|understood|pointed)\b")
_TOLD_THEM = re.compile(r"(?:Told|Asked|Answered|Reminded|Thanked|Replied to|Assured) (?:him|her|them)\b")
_LEFT_OUT = re.compile(
    r"(?:Replied|Said|Proposed|Suggested|Answered|Told)\b[^.;]{0,40}\b(?:we|our|us|that)\b"
)
_HE_SAID = re.compile(
    r"(?:(?:[^.:;]{2,60}: )?(?:he|she|He|She)(?:['’]d|['’]ll|['’]s)? |(?:His|Her) (?:parting |last |first )?"
    r"(?:line|comment|answer|reply|view|question|remark|position)\b)"
)


#: Headings of a section in which one side is heard: "What Tarn people said", "Comments from Tarn".
_HEARD = re.compile(
    r"(?:What|How) (?:the )?(?P<who>they|[A-Z]\S+(?: [A-Z]\S+){0,3})(?: people| team| side| staff)? "
    r"(?:said|says|told us|sees?|thinks?|wants?|asked|saw it|sees it)\b|"
    r"(?:Views?|Comments?|Position|Statements?|Feedback|Answers?) (?:of|from|by) (?:the )?"
    r"(?P<of>[A-Z]\S+(?: [A-Z]\S+){0,3})$"
)


def side_heard(heading: str, counterpart: str | None) -> str | None:
    """Return the side whose words stand under a heading.

    Args:
        heading: The innermost heading above an item.
        counterpart: With whom the talk was, if one side alone took the notes.
    """
    found = _HEARD.match(heading)
    if not found:
        return None
    return counterpart if found["who"] == "they" else found["who"] or found["of"]


def is_subject(before: str) -> bool:
    """Whether a name after these words of an item is the subject of a sentence that is nobody's words."""
    sentence = re.split(r"(?<=[.?!;:]) ", before)[-1]
    if not sentence:
        return True
    if _WITHIN_WORDS.search(sentence):
        return False
    if _BOUND.search(sentence):
        return bool(_LEAD.match(sentence)) or sentence.endswith(", ")
    # "On the second morning Mr Zell said": a few words of time or place.
    short = len(sentence.split()) <= 6
    opens_clause = re.match(
        r"(?:Since|As|Asked|Having|Now|Once|When|While|Although|If|Because|To|For)\b", sentence
    )
    return bool(_LEAD.match(sentence)) and short and not opens_clause


def begins_with_pronoun(item: str) -> bool:
    """Whether an item goes on about the person of the item before: ``He added that ...``."""
    return bool(_PRONOUN.match(item))


def is_first_person(item: str) -> bool:
    """Whether the one who took the notes reports own words: ``I said ...``, ``Told him ...``."""
    return bool(_I_SAID.match(item) or _TOLD_THEM.match(item) or _LEFT_OUT.match(item))


def is_third_person(item: str) -> bool:
    """Whether notes of a talk between two report the words of the other: ``He would like ...``."""
    return bool(_HE_SAID.match(item))


def speaking_names(items: list[str], word: str) -> set[str]:
    """Return the names that speak without being listed: ``Kirsten asked``, at least twice, no common word.

    Args:
        items: Items of the notes, each on one line.
        word: Expression of a capitalised word.
    """
    opening = re.compile(rf"(?P<who>{word})(?:,[^,.;:]{{1,60}},)? {_ADVERB}?(?P<verb>[a-z]+)\b")
    said: dict[str, int] = {}
    for item in items:
        found = opening.match(item)
        if found and len(found["who"]) > 2 and found["verb"] in _OPENING_VERBS:
            said[found["who"]] = said.get(found["who"], 0) + 1
    common = {found for item in items for found in re.findall(r"\b[^\W\d_A-Z][\w’'-]*", item)}
    return {
        who
        for who, count in said.items()
        if count > 1 and who[:1].lower() + who[1:] not in common and who not in _NO_NAMES
    }
