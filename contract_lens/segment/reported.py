"""Reported speech: the words between a name and what it said, in the notes of talks."""

from __future__ import annotations

import re
from collections import Counter

_SPEECH_VERBS = """
accepted acknowledged added admitted agreed announced answered apologised argued asked assured believed
cautioned claimed commented complained conceded concluded confirmed considered corrected countered declared
declined demanded denied described disagreed doubted emphasised enquired expected explained expressed feared
felt found gave held hoped informed inquired insisted invited maintained mentioned noted objected observed
offered opened opposed pointed preferred presented promised proposed protested put questioned quoted raised
recalled recognised recommended referred refused regretted rejected remarked reminded repeated replied
reported requested responded said shared spoke stated stressed suggested summarised suspected tabled thanked
thought threatened told undertook urged wanted warned welcomed wished wondered wrote
accepts adds admits agrees argues asks assures believes concedes confirms considers declines disagrees
expects explains feels finds hopes insists maintains mentions notes objects observes offers prefers promises
proposes recommends refuses rejects reminds replies reports requests responds says states suggests suspects
thinks undertakes urges wants warns welcomes wishes wonders writes
"""
#: Those of them that things do as well, or have done to them: "Prices opened higher", "costs put at 5".
_NOT_ENOUGH = """
described expressed feared felt found gave held invited offered offers opened presented put quoted raised
feels finds rejects rejected shared spoke tabled
"""
_OPENING_VERBS = frozenset(_SPEECH_VERBS.split()) - frozenset(_NOT_ENOUGH.split())
#: What is laid on an organisation, by somebody else.
LAID_ON = re.compile(
    r" (?:to [a-z]+|(?:is|are) to [a-z]+|should|shall|must|is (?:free|expected|required|obliged) to|"
    r"(?:was|were|is|are) (?:offered|asked|told|invited|reminded|informed|requested|given|thanked))\b"
)
_NO_NAME_WORDS = """
He She They It We You I Nobody Everybody Everyone Somebody Someone Both All Any Each None One Two Three Some
Several Many Most Others Either Neither Such Who What Which Whoever Whatever When Where Why How If Unless
Whether Because While Although Though Since Until Till Once After Before As At By For From In Into Of On Over
To Under Up With Without And But Or Nor So Yet Not No Yes The A An This That These Those There Here Then Now
Thus Also Again Only Just Even Still Never Always Often Finally Later Earlier Last Next First Second Third
My Our Your His Her Its Their Mine Ours Theirs Management Team Group Committee Board Council Department
Office Division Unit Panel Secretariat Administration Government Ministry Legal Finance Sales Procurement
Purchasing Operations Engineering Quality Marketing Logistics
"""
#: Without those that are people's names as well: April, May, June, Jan.
_DATE_WORDS = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri January February March July
September October November December Feb Aug Sep Sept Oct Nov Dec Easter Christmas
"""
_DATES = frozenset(_DATE_WORDS.split())
_NO_NAMES = frozenset(_NO_NAME_WORDS.split()) | _DATES
_MODAL = "would|will|cannot|could not|does not|did not|is not|was not|doesn't|didn't|won't"
VERB = rf"(?:{'|'.join(sorted(_SPEECH_VERBS.split()))})"
_ADVERB = r"(?:(?:also|then|still|again|now|only|merely|simply|rather|[a-z]{3,12}ly|even|himself|herself) )"
_ASIDE = r"(?:, [^,.;:\n]{1,70},)?"
#: What follows the name of one whose words are reported.
AFTER = rf"{_ASIDE} {_ADVERB}{{0,2}}(?:{VERB}|{_MODAL}|was (?:glad|sorry|happy|sure|grateful|not))\b"
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
_HE_SAID = re.compile(
    r"(?:(?:[^.:;]{2,60}: )?(?:he|she|He|She)(?:['’]d|['’]ll|['’]s)? |(?:His|Her) (?:parting |last |first )?"
    r"(?:line|comment|answer|reply|view|question|remark|position)\b)"
)


_LONGEST_INITIALS = 3  # letters; a longer word in capitals is no person's
_OPENS = re.compile(r"(?:^|[.?!:;][”\"')]?\s|[“\"(])$")
#: After these, no person is named: "the Board", "3 May".
_NO_PERSON = re.compile(r"\b(?:(?i:the|an?|this|that|these|those|our|their|its|your)|[\d.,]*\d)\s$")
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
    return bool(_I_SAID.match(item) or _TOLD_THEM.match(item))


def is_third_person(item: str) -> bool:
    """Whether notes of a talk between two report the words of the other: ``He would like ...``."""
    return bool(_HE_SAID.match(item))


def common_words(items: list[str]) -> frozenset[str]:
    """Return the words that stand in small letters somewhere in the items."""
    return frozenset(found for item in items for found in re.findall(r"\b[^\W\d_A-Z][\w’'-]*", item))


def is_no_name(word: str, before: str, common: frozenset[str]) -> bool:
    """Whether a word that no list of people has can be told to be nobody's name.

    Args:
        word: A word of an item.
        before: What stands before it in the item.
        common: The words that stand in small letters somewhere.
    """
    if not word[0].isupper() or word in _DATES or len(word) == 1 or any(map(str.isdigit, word)):
        return True
    if word.isupper() and len(word) > _LONGEST_INITIALS:
        return True
    if _OPENS.search(before):  # every sentence begins with a capital
        return word in _NO_NAMES or word.lower() in common
    return bool(_NO_PERSON.search(before))


def speaking_names(items: list[str], word: str, common: frozenset[str]) -> set[str]:
    """Return the names that speak without being listed: ``Kirsten asked``, at least twice, no common word.

    Args:
        items: Items of the notes, each on one line.
        word: Expression of a capitalised word.
        common: The words that stand in small letters somewhere in the items.
    """
    opening = re.compile(rf"(?P<who>{word})(?:,[^,.;:]{{1,60}},)? {_ADVERB}?(?P<verb>[a-z]+)\b(?! by\b)")
    said: Counter[str] = Counter()
    for item in items:
        found = opening.match(item)
        if found and len(found["who"]) > 2 and found["verb"] in _OPENING_VERBS:
            said[found["who"]] += 1
    return {
        who
        for who, count in said.items()
        if count > 1
        and not any(part[:1].lower() + part[1:] in common or part in _NO_NAMES for part in who.split())
    }
