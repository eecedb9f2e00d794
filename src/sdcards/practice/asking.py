"""Which of a prompt's questions a person has asked, in whatever words."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from sdcards.practice.prompt import Question

_WORD = re.compile(r"[^\W_]+")

_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
a about an and any are as at be been but by can could do does did each else for from get had has have how i if
in into is it its just kind many may me more most much must my need needed of on one only or our per please should so
some such support tell than that the their them there these they this those to us want was we were what when
where which who will with would you your really also again once number amount system service
s t re ll ve d m don doesn isn aren go use used using assume expect expected exist exists existing happen happens ok okay
server servers data handle allow care between keep kept store stored load
acceptable required requirement target maximum max minimum average typical day month year
long longest large larger largest big bigger biggest size
""",
    )
)
"""Words that say nothing about what is asked: how long or how large does not tell what should be so."""

_BESIDE = frozenset(("team", "budget", "cloud", "aws", "azure", "gcp", "framework", "stack", "programm", "deadlin"))
"""Stems that put a question beside the point of every prompt whose questions do without them."""

_MANY = "howman"
_MEASURES = {
    _MANY: re.compile(r"\bhow (?:many|often)\b", re.IGNORECASE),
    "howlong": re.compile(r"\bhow long\b|\blength\b", re.IGNORECASE),
    "howlarg": re.compile(r"\bhow (?:large|big)\b|\bsize\b", re.IGNORECASE),
}
"""Stand in a question for what it asks the measure of: somebody may ask for the traffic instead of how many."""

_KEEPS = re.compile(r"\bhow long\b(.*?)\b(?:keep|kept|stored?|retain|retained)\b")
"""What is kept for so long has a retention; the words alone could mean anything."""

_SAME = (
    f"{_MANY} traffic qps tps rps scale volume throughput busy daily dau mau active",
    "live lifetime expire expiry expiration ttl retention retain forever valid",
    "edit delete remove update modify",
    "guess guessable unguessable predictable secret private privacy security secure enumerate",
    "peak spike burst busy busiest worst",
    "user client customer people audience person player member fan",
    "latency fast slow quick speed delay responsive soon p99 p95",
    "available availability uptime outage downtime failure fail down break reliable reliability",
    "eventual consistent consistency stale fresh freshness realtime",
    "lose loss lost durable durability survive vanish miss drop",
    "accurate accuracy exact precise precision strict",
    "byte kilobyte megabyte gigabyte",
    "region global world geographic country worldwide",
    "read view watch open click redirect",
    "write create make post new upload",
    "analytics statistics stats metric click view",
    "phone mobile device laptop web browser",
    "order ordering sequence sorted",
    "twice duplicate idempotent exactly",
    "photo image picture video media attachment",
    "online presence status",
    "typo misspelt misspelling typing error forgive",
    "tie equal same",
    "reset restart anew begin start",
    "language locale english",
    "alias custom vanity",
    "processor psp provider",
)
"""Words that an interviewer hears as the same."""

_NEAR, _SHORTEST_NEAR = 0.82, 4
_OF_ANSWER, _BY_GROUP = 0.5, 0.6
_HINT = 0.6
"""What it weighs that both ask for the same measure, where more than one question could be meant."""

_ENOUGH = 0.19
"""Part of what was said that has to be found in a question."""


def answer_to(said: str, questions: Sequence[Question]) -> Question | None:
    """The question that comes nearest to what was said; None where none is meant."""
    known = [(_asked_words(each.ask), set(_words(each.answer))) for each in questions]
    words = set(_words(said))
    if not words or not known or _is_beside(words, known):
        return None
    worth = {word: _rarity(word, known) for word in words}
    marks = [sum(worth[word] * _found(word, *texts) for word in words) for texts in known]
    measures = _measures(said)
    best = max(
        range(len(known)),
        key=lambda place: (marks[place] + _HINT * len(measures & known[place][0]), known[place][0] <= words | measures),
    )
    return questions[best] if marks[best] >= _ENOUGH * sum(worth.values()) and marks[best] > 0 else None


def _is_beside(words: set[str], known: Sequence[tuple[set[str], set[str]]]) -> bool:
    return any(not any(word in asked for asked, _ in known) for word in words & _BESIDE)


def _asked_words(question: str) -> set[str]:
    return {*_words(question), *_measures(question)}


def _measures(question: str) -> set[str]:
    return {word for word, pattern in _MEASURES.items() if pattern.search(question)}


def _words(text: str) -> Iterable[str]:
    """The words that carry meaning, without accents and endings."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
    return (_stem(word) for word in _WORD.findall(_KEEPS.sub(r"\1 retention", bare)) if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in (
        "ness",
        "ly",
        "ability",
        "able",
        "ation",
        "ings",
        "ing",
        "ies",
        "ed",
        "es",
        "ers",
        "er",
        "s",
        "y",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _rarity(word: str, known: Sequence[tuple[set[str], set[str]]]) -> float:
    """What a word is worth: the more, the fewer questions it could mean."""
    count = sum(1 for texts in known if _found(word, *texts) > 0)
    return math.log((len(known) + 1) / (count + 0.5))


def _found(word: str, asked: set[str], answered: set[str]) -> float:
    """How surely a word stands in a question, in a word that means the same, or at least, itself, in the answer."""
    if _stands_in(word, asked):
        return 1.0
    groups = _groups_of(word)
    if any(groups & _groups_of(other) for other in asked):
        return _BY_GROUP
    return _OF_ANSWER if _stands_in(word, answered) else 0.0


def _stands_in(word: str, among: set[str]) -> bool:
    return word in among or any(_is_near(word, other) for other in among)


def _is_near(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_NEAR:
        return False
    return one[:shorter] == other[:shorter] or SequenceMatcher(None, one, other).ratio() >= _NEAR


def _groups_of(word: str) -> set[int]:
    return {place for place, group in enumerate(_STEMS) if word in group}


_STEMS = tuple(frozenset(_stem(word) for word in group.split()) for group in _SAME)
