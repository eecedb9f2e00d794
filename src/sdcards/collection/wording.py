"""Whether two texts say the same: their numbers and key words, and which words stand in only one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import TypeAlias

Marked: TypeAlias = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether the other text has it not."""

_STRANGE = 0.2
"""Of the key words, where some were only added or only taken out; from so many on, a text says something else."""

_LONGEST_NUMBER = 30
"""Characters; longer ones are compared as they are written."""

_LONG = 8
"""Letters of a word that may have two wrong ones."""

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[,_]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?)|(?P<word>[^\W\d_]+)|(?P<sign>[%^<>=]|(?<![\w.])-(?=\d))"
)
_PIECE = re.compile(r"\s*\S+|\s+\Z")

_ONE_SPELLING = (
    (re.compile(r"\]\([^()\s]*\)"), "]"),
    (re.compile(r"(?<=\d)(\s?[kMGTPE]?)b\b"), r"\1bit"),
    (re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+"), r"^\g<0>"),
    (re.compile("[-=]>|→"), " "),
    (re.compile("≤"), "<="),
    (re.compile("≥"), ">="),
    (re.compile("[−–](?=[0-9])"), "-"),
    (re.compile(r"\bper ?cent\b"), "%"),
    (re.compile(r"\b(?:can ?not|can['’]t)\b"), "can not"),
    (re.compile(r"\bwon['’]t\b"), "will not"),
    (re.compile(r"n['’]t\b"), " not"),
)
"""What is written in more than one way, before everything else is made small: ``Mb`` is not ``MB``."""

_WORD = re.compile(r"\w+")

_SPELT = {
    word: str(number)
    for number, word in enumerate(_WORD.findall("two three four five six seven eight nine ten eleven twelve"), start=2)
} | {"zero": "0"}
"""Numbers written as words; "one" is more often none."""

_EMPTY = frozenset(
    _WORD.findall("""
    a an the this that these those it its they them their he she his her you your we our i my one ones there here is are was
    were be been being am do does did done has have had having will would shall should can could may might must and or but so
    then as of to in on at by for with from into onto than if when while which who whom what where how also too just very quite
    rather still even such each per via about again s d ll re ve x
    """)
)
"""Words without which a text says the same. Those that turn or bound a statement (not, only, all, before, less) are none."""


def difference(was: str, now: str, known: Container[str] = frozenset()) -> str:
    """What makes two answers say different things, in words; empty where only the wording differs.

    Spelling, case, punctuation, markup, word forms and little words do not count, the very same words in another order do: a
    client asks a server. A word that is a letter or two away from another is a typo of it, unless it is among the ``known``
    words (see `stems`) of the rest of the deck.
    """
    before, after = list(_tokens(was)), list(_tokens(now))
    for name, kind in (("numbers", "number"), ("signs", "sign")):
        numbers, others = _of(kind, before), _of(kind, after)
        if numbers != others:
            return f"{name}: {_list(numbers)} → {_list(others)}"
    words, others = _words(before), _words(after)
    gone, come = _unmatched(words, others, known)
    in_all = len(words) + len(others) + 2 * len(_of("number", before))
    if _says_more(gone, come, in_all):
        return f"key words: {_list(gone)} → {_list(come)}"
    return _order(words, others) if sorted(before) == sorted(after) else ""


def stems(text: str) -> Iterator[str]:
    """The key words of a text, without their endings."""
    return (_stem(word) for word in _words(list(_tokens(text))))


def marked(was: str, now: str) -> tuple[Marked, Marked]:
    """Both texts in pieces, with the words that stand in only one of them marked; blanks do not count."""
    before, after = _PIECE.findall(was), _PIECE.findall(now)
    left, right = list[tuple[str, bool]](), list[tuple[str, bool]]()
    words, others = [piece.strip() for piece in before], [piece.strip() for piece in after]
    for kind, low, high, start, stop in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        left.append(("".join(before[low:high]), kind != "equal"))
        right.append(("".join(after[start:stop]), kind != "equal"))
    return tuple(piece for piece in left if piece[0]), tuple(piece for piece in right if piece[0])


def _says_more(gone: list[str], come: list[str], length: int) -> bool:
    """Whether unmatched words matter: one put for another does, and many that were only added or only left out."""
    if not gone and not come:
        return False
    if "".join(gone) == "".join(come):
        return False  # written together, or apart
    is_turned = any(word in _TURNING for word in (*gone, *come))
    return is_turned or bool(gone and come) or (len(gone) + len(come)) / length >= _STRANGE


_TURNING = frozenset(
    _WORD.findall("not no never none nor without neither only all every before after more less most least")
)


def _order(words: list[str], others: list[str]) -> str:
    """From where to where the words of a text stand in another order; who writes it anew would also change some of them."""
    differs = [place for place, (word, other) in enumerate(zip(words, others, strict=True)) if word != other]
    if not differs:
        return ""
    span = slice(differs[0], differs[-1] + 1)
    return f"word order: {_list(words[span])} → {_list(others[span])}"


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Numbers, words and signs, all in one spelling."""
    for pattern, spelling in _ONE_SPELLING:
        text = pattern.sub(spelling, text)
    for found in _TOKEN.finditer(unicodedata.normalize("NFKC", text).replace("μ", "u").casefold()):
        kind, word = str(found.lastgroup), found[0]
        if word in _SPELT:
            yield "number", _SPELT[word]
        else:
            yield kind, _plain_number(word) if kind == "number" else word


def _plain_number(text: str) -> str:
    digits = text.replace(",", "").replace("_", "")
    return f"{float(digits):.12g}" if len(digits) < _LONGEST_NUMBER else digits


def _of(kind: str, tokens: list[tuple[str, str]]) -> list[str]:
    return [word for each, word in tokens if each == kind]


def _words(tokens: list[tuple[str, str]]) -> list[str]:
    return [word for kind, word in tokens if kind == "word" and word not in _EMPTY]


def _unmatched(was: list[str], now: list[str], known: Container[str]) -> tuple[list[str], list[str]]:
    """The words of each text for which the other has none."""
    gone, come = _without(was, now), _without(now, was)
    for word in list(gone):
        typo = next((other for other in come if _is_typo(word, other) and _stem(word) not in known), None)
        if typo is not None:
            gone.remove(word)
            come.remove(typo)
    return gone, come


def _without(words: list[str], others: list[str]) -> list[str]:
    there = {_stem(word) for word in others}
    return [word for word in dict.fromkeys(words) if _stem(word) not in there]


@cache
def _stem(word: str) -> str:
    """A word without its ending, roughly: ``copies``, ``copied`` and ``copy`` are one."""
    if len(word) < 4 or word.endswith("ss"):
        return word
    if word.endswith(("ies", "ied")):
        return f"{word[:-3]}y"
    bare = re.sub(r"(?<=..)(?:ing|ed|es|s|e)$", "", word)
    return bare if bare == word else re.sub(r"([bdfgklmnprt])\1$", r"\1", bare)


def _is_typo(word: str, other: str) -> bool:
    if min(len(word), len(other)) < 4 or word[0] != other[0]:
        return False
    return _distance(word, other) <= (2 if min(len(word), len(other)) >= _LONG else 1)


def _distance(one: str, two: str) -> int:
    """How many letters to add, leave out, replace or swap with the next."""
    before, row = list[int](), list(range(len(two) + 1))
    for place, letter in enumerate(one, start=1):
        older, before = before, row
        row = [place]
        for column, other in enumerate(two, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != other))
            if place > 1 and column > 1 and letter == two[column - 2] and one[place - 2] == other:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
    return row[-1]


def _list(words: list[str]) -> str:
    return ", ".join(words) or "none"
