"""Numbers as people type them, read as quantities."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from sdcards.notes.formula import FormulaError, evaluate
from sdcards.notes.quantity import Quantity, alike, is_unit, quantity, ratio, shown_unit
from sdcards.reading.span import quoted

_LONGEST = 80
_MOST_DENOMINATORS = 2


class UnreadableNumber(ValueError):  # noqa: N818 - it is asked again, so it is no error to the person
    """A typed answer is not a quantity of the right kind; the message says what to type."""


def units_asked_for(question: str) -> tuple[str, ...]:
    """The units in which its last words ask, the likeliest first: ``s`` for "How many seconds …?"; none where they name none."""
    found = _ASKED.search(question)
    if found is None:
        return ()
    thing, every = _THING.match(found[1]), _EVERY.search(found[1])
    unit = next(_spellings(thing[0])) if thing else ""
    return tuple(filter(None, (f"{unit or 1}/{next(_spellings(every[1]))}" if every else "", unit)))


def read_answer(typed: str, like: Quantity, asked: Sequence[str] = ()) -> Quantity:
    """Read what a person typed where a quantity of the kind of ``like`` is asked; raises UnreadableNumber.

    A number without a unit is in one of the units ``asked`` for (see `units_asked_for`).
    """
    text = _tidied(typed[: _LONGEST + 1])
    found = _AMOUNT.match(text)
    if found is None or len(typed) > _LONGEST:
        raise UnreadableNumber("type a number with its unit, such as '50 us', '1.2k/s', '30 TB' or '2^30'")
    amount, unit = _amount(found[0]), text[found.end() :].strip(" .")
    answer = _percentage(amount, like) if not unit and shown_unit(like) == "%" else _of_kind(amount, unit, like, asked)
    if answer is None:
        raise UnreadableNumber(f"cannot take {quoted(typed.strip())} here; type {_wanted(like)}")
    if not math.isfinite(answer.magnitude):
        raise UnreadableNumber(f"{quoted(typed.strip())} is too large; type a number with its unit")
    return answer


def _amount(text: str) -> float:
    try:
        return float(evaluate(text.lower().replace("x", "*")).magnitude)
    except FormulaError as error:
        raise UnreadableNumber(f"{error}; type a number with its unit") from error


def _percentage(amount: float, like: Quantity) -> Quantity:
    """A bare number where a percentage is asked: percent or a share of one, whichever is nearer to the right value."""
    percent, share = quantity(amount, "%"), quantity(amount * 100, "%")
    return share if 0 < ratio(share, like) * ratio(percent, like) < 1 else percent


def _of_kind(amount: float, unit: str, like: Quantity, asked: Sequence[str]) -> Quantity | None:
    units = [unit, _PREFIX_ALONE.sub(r"\1B", unit)] if "B" in shown_unit(like) else [unit]
    readings = [reading for each in units for reading in _readings(each)]
    bare = [(spelt, factor) for nothing, factor in readings if not nothing for spelt in asked]
    answers = (quantity(amount * factor, spelt) for spelt, factor in (*readings, *bare))
    return next((answer for answer in answers if alike(answer, like)), None)


# What people write

_AMOUNT = re.compile(
    r"""-?\d+(?:\.\d+)?(?:e[+-]?\d+)?          # 12, 1.5, 5e-5
        (?:\s*(?:\^|\*\*)\s*-?\d+)?            # 2^30
        (?:\s*[*x×·]\s*\d+(?:\.\d+)?(?:(?:\^|\*\*)-?\d+)?)?  # 1.5x10^9, 3 * 4
        (?:/\d+(?![\d.*^e]))?                 # 1/2""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
_COUNTING = {
    "dozen": 12, "hundred": 100, "k": 1e3, "thousand": 1e3, "lakh": 1e5, "m": 1e6, "mio": 1e6, "mil": 1e6, "mln": 1e6,
    "million": 1e6, "millions": 1e6, "crore": 1e7, "g": 1e9, "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "billions": 1e9,
    "milliard": 1e9, "milliards": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12, "trillions": 1e12, "p": 1e15,
    "quadrillion": 1e15,
}  # fmt: skip
_UNITS = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min", "minutes": "min",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "day", "days": "day", "w": "week", "weeks": "week", "mo": "month",
    "months": "month", "y": "year", "yr": "year", "yrs": "year", "years": "year", "mcs": "us", "qps": "req/s", "rps": "req/s",
    "tps": "req/s", "iops": "op/s", "reqs": "req", "msgs": "msg", "dollar": "USD", "dollars": "USD", "usd": "USD",
    "percent": "%", "pct": "%", "hz": "1/s", "nsec": "ns", "nsecs": "ns", "usec": "us", "usecs": "us", "µsec": "us",
    "µsecs": "us", "msec": "ms", "msecs": "ms",
}  # fmt: skip
_DATA = re.compile(r"(?P<prefix>[kmgtpe]i?)?(?P<kind>bits?|bytes?|bps|b)", re.IGNORECASE)
_COUNT_OF = re.compile(r"(?P<count>[kmgtbp])(?P<unit>[a-z]{3,}|hz)", re.IGNORECASE)
_PREFIX_ALONE = re.compile(r"^([kmgtpe]i?)(?=/|$)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{3}[\w '-]*")
_SIZES = re.compile(
    r"\b(?:\w*illi(?:on|ard)(?:s|ths?)?|(?:hundred|thousand|ten)(?:s|ths?)?|(?:dozen|score|lakh|crore|nine|third|quarter)s?"
    r"|couple|gross|half|halves|mil|mio|mln|bln|myriads?|pp[mb]|permille?)\b",
    re.IGNORECASE,
)
"""Words that change how much a number is. They cannot be what is counted, and are never passed over."""

_ASKED = re.compile(r"\b(?:how many|which) ([^.?]*)\?\s*$", re.IGNORECASE)
_THING = re.compile(r"(?:bit|byte|second|minute|hour|day|month|year)s?\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:a|per) (second|minute|hour|day|month|year)\b", re.IGNORECASE)

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def _tidied(typed: str) -> str:
    """Signs and words around the number away, ``per`` as ``/``, and figures as computers write them."""
    text = re.sub(r"^(?:about|approx\.?|around|ca\.?|roughly|circa)\s+", "", typed.strip(), flags=re.IGNORECASE)
    text = text.lstrip("~≈<>= ").replace("−", "-").replace("μ", "µ")
    text = re.sub(r"\s*(?:/|\b(?:per|an?)\b)\s*", "/", text)
    text = re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda power: "^" + power[0].translate(_RAISED), text)
    text = re.sub(r"^\$\s*([^/]*)", r"\1 USD", text)
    text = re.sub(r"(?<=\w)\s*\$(?=/|$)", " USD", text)
    text = re.sub(r"(?<![\d.,])[1-9]\d{0,2}(?:[,' _]\d{3})+(?![\d,])", lambda long: re.sub(r"\D", "", long[0]), text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return re.sub(r"(?<!\d)\.(?=\d)", "0.", text)


def _readings(unit: str) -> Iterator[tuple[str, float]]:
    """Every way to read a unit as people write it, as a proper unit and a factor, the likeliest first."""
    head, *parts = unit.split("/")
    if len(parts) > _MOST_DENOMINATORS:
        return
    below = [[spelt for spelt in _spellings(part) if is_unit(f"1/{spelt}")] for part in parts]
    for numerator, factor in _numerators(head.strip()):
        for denominators in product(*below):
            yield "/".join((numerator or "1", *denominators)) if denominators else numerator, factor


def _numerators(text: str) -> list[tuple[str, float]]:
    """A unit, with a counting word or letter before it. A word that is no unit names what is counted: ``50k servers``."""
    counted, _, rest = text.partition(" ")
    count = _COUNTING.get(counted.lower())
    found = [(unit, 1.0) for unit in _spellings(text)]
    if count is not None:
        found += [(unit, count) for unit in _spellings(rest.strip())]
    if joined := _COUNT_OF.fullmatch(text):
        found += [(unit, _COUNTING[joined["count"].lower()]) for unit in _spellings(joined["unit"])]
    known = [(unit, factor) for unit, factor in found if is_unit(unit)]
    if known:
        return known
    things = text if count is None else rest
    return [("", count or 1.0)] if _WORDS.fullmatch(things) and not _SIZES.search(things) else []


def _spellings(text: str) -> Iterator[str]:
    if data := _DATA.fullmatch(text):
        yield _data_unit(data["prefix"] or "", data["kind"], careless=text.islower())
    if text.lower() in _UNITS and text != "M":
        yield _UNITS[text.lower()]
    yield text
    yield text.lower()


def _data_unit(prefix: str, kind: str, *, careless: bool) -> str:
    """Bits or bytes: ``Gb`` and ``Gbps`` are bits, ``GB``, ``GBps`` and a careless ``gb`` are bytes."""
    size = prefix[:1].upper() + "i" if len(prefix) > 1 else prefix.upper().replace("K", "k")
    if kind.lower() == "bps":
        return f"{size}B/s" if kind == "Bps" else f"{size}bit/s"
    bits = kind.lower().startswith("bit") or (kind == "b" and not careless)
    return size + ("bit" if bits else "B")


def _wanted(like: Quantity) -> str:
    for unit, words in _KINDS.items():
        if alike(like, quantity(1, unit)):
            return words
    return f"a number in a unit such as '{shown_unit(like)}'"


_KINDS: Mapping[str, str] = {
    "s": "a time, such as '50 us', '3 ms' or '43 min'",
    "B": "a size, such as '200 kB' or '30 TB'",
    "B/s": "a data rate, such as '100 MB/s' or '10 Gbps'",
    "1/s": "a rate, such as '12/s' or '1.2k/s'",
    "m": "a distance, such as '5000 km'",
    "": "a plain number, such as '12k', '4.3 billion', '2^30' or '99.9%'",
    "USD": "an amount, such as '$130k'",
}
