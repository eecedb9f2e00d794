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
server servers data handle allow care between keep kept store stored not
acceptable required requirement target minimum average typical day month year
long longest large larger big bigger second time per ok fine allowed show see own
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

_PHRASES = (
    (re.compile(r"\bhow long\b(.*?)\b(?:keep|kept|stored?|retain|retained)\b"), r"\1 retention"),
    (re.compile(r"\bnumber of\b"), "how many"),
    (re.compile(r"\b(?:per|a) (?:sec|second|minute|hour|day|month)\b"), "traffic"),
    (re.compile(r"\breal[ -]time\b"), "realtime"),
    (re.compile(r"\bexactly once\b|\bat least once\b"), "twice"),
    (re.compile(r"\bfail (?:open|closed)\b"), "fail"),
)
"""Words that mean something else together than each alone, and what they mean."""

_SAME = (
    f"{_MANY} traffic qps tps rps scale volume throughput busy daily dau mau active frequency ratio total load",
    "live lifetime expire expiry expiration ttl retention retain forever ever valid history audit log records version",
    "edit delete remove update modify change overwrite delta",
    "guess guessable unguessable predictable sequential secret private privacy security secure enumerate short",
    "peak spike burst busy busiest worst flash bulk rise",
    "user client customer people audience person player member fan viewer everyone caller",
    "latency fast slow quick speed delay responsive soon p99 p95 overhead stall buffering response take",
    "available unavailable uptime outage downtime failure fail down break reliable crash die tolerance fault sla",
    "eventual consistent consistency stale fresh realtime trending soon index",
    "lose loss lost durable durability survive vanish miss drop truth worse promise coverage full",
    "accurate accuracy exact precise precision strict approximate roughly",
    "byte kb mb gb kilobyte megabyte gigabyte storage memory howlarg",
    "region regional global world geographic country worldwide city continent gateway",
    "read view watch open click redirect",
    "write create make post new upload",
    "analytics statistics stats metric click view report dashboard chart query",
    "phone mobile device laptop web browser client",
    "order ordering sequence sorted newest chronological late",
    "twice two duplicate idempotent double dedupe dedup oversell overbook strong",
    "photo image picture video media attachment content",
    "online presence status seen last",
    "online connected connection concurrent",
    "offline disconnected connection",
    "typo misspelt misspelling typing error forgive fuzzy spell prefix beginning correction",
    "tie equal same",
    "reset restart anew begin start weekly week monday",
    "language locale english",
    "alias custom vanity own choose pick",
    "processor psp provider stripe third",
    "max maximum largest biggest",
    "largest biggest hot skew popular celebrity viral uneven tail spread cdn",
    "conflict concurrent simultaneous collaborative together two",
    "fraud fraudulent bot abuse fake",
    "cheat trust decide come",
    "bill billing charge pay money paid",
    "opt unsubscribe preference setting mute",
    "schedule quiet planned disturb zone night",
    "kind type priority category",
    "channel email sms push",
    "feature scope",
    "person personal personalize own",
    "shop merchant seller",
    "near nearest close closest arrive eta match",
    "block filter offensive profanity ban never",
    "follow follower friend celebrity",
    "scroll page paginate infinite",
    "hold held reserve reservation timeout pay",
    "fair wait queue line limit room",
    "run gateway side distributed place where",
    "rule configure policy operator",
    "bitrate resolution quality adaptive network",
    "bandwidth mbit gbit",
    "drm permission access paid private everyone",
    "robots polite respect domain host",
    "search query term vocabulary",
    "card pci credit",
    "point score cumulative total",
    "campaign ad ads",
    "position location gps",
    "tick receipt",
    "message notification mail",
    "utilization busy",
    "request operation event transaction payment call update",
    "fetch download crawl recrawl",
    "url page link web",
    "frontier list",
    "granular question minute",
)
"""Words that an interviewer hears as the same."""

_NEAR, _SHORTEST_NEAR = 0.82, 4
_BY_GROUP, _OF_ANSWER, _OF_ANSWER_BY_GROUP = 0.8, 0.5, 0.2
"""How surely a word is meant by another of its group, by the answer, by another of its group in the answer."""

_STRANGE = 1.0
"""What a word is worth that could mean no question at all."""

_HINT = 0.6
"""What it weighs that both ask for the same measure, where more than one question could be meant."""

_ENOUGH = 0.22
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
    for phrase, meaning in _PHRASES:
        bare = phrase.sub(meaning, bare)
    return (_stem(word) for word in _WORD.findall(bare) if word not in _EMPTY)


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
    return math.log((len(known) + 1) / (count + 0.5)) if count else _STRANGE


def _found(word: str, asked: set[str], answered: set[str]) -> float:
    """How surely a word stands in a question, in a word that means the same, or at least, itself, in the answer."""
    if _stands_in(word, asked):
        return 1.0
    groups = _groups_of(word)
    if any(groups & _groups_of(other) for other in asked):
        return _BY_GROUP
    if _stands_in(word, answered):
        return _OF_ANSWER
    return _OF_ANSWER_BY_GROUP if any(groups & _groups_of(other) for other in answered) else 0.0


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
