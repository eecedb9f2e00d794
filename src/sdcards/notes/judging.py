"""Typed numbers: what people write, how far off it is, and the worked answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sdcards.notes.card import Number
from sdcards.notes.formula import FormulaError, evaluate
from sdcards.notes.inputs import Drawn, written
from sdcards.notes.quantity import Quantity, QuantityError, alike, in_unit, quantity, ratio, shown

_SLACK = 1 + 1e-9
_LONGEST = 80


class UnreadableNumber(ValueError):  # noqa: N818 - it is asked again, so it is no error to the person
    """A typed answer is not a quantity of the right kind; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The right answer as shown, and for a drill how it comes about."""

    result: str
    working: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a typed answer compares.

    ``off`` is the factor between it and the right value, at least 1; ``too_much`` tells on which side. ``said`` is the
    answer as it was read.
    """

    right: bool
    off: float
    too_much: bool
    said: str
    result: str
    working: str = ""


def solve(number: Number, drawn: Drawn | None = None) -> Solution:
    """The right answer; for a drill, with the inputs drawn. Raises QuantityError where the card itself is wrong."""
    value = _right_value(number, drawn or {})
    if not number.formula:
        return Solution(number.value)
    result = shown(value)
    return Solution(result, f"{_with_values(number, drawn or {})} = {result}")


def judge(typed: str, number: Number, drawn: Drawn | None = None) -> Verdict:
    """Compare a typed answer with the right one; raises UnreadableNumber."""
    value = _right_value(number, drawn or {})
    answer = read_answer(typed, value)
    solution = solve(number, drawn)
    off = _factor(answer, value)
    return Verdict(
        right=max(off, 1 / off if off else float("inf")) <= number.within * _SLACK,
        off=max(off, 1 / off) if off else float("inf"),
        too_much=ratio(answer, value) > 1,
        said=shown(answer),
        result=solution.result,
        working=solution.working,
    )


def read_answer(typed: str, like: Quantity) -> Quantity:
    """Read what a person typed where a quantity of the kind of ``like`` is asked; raises UnreadableNumber."""
    text = _tidied(typed)
    found = _AMOUNT.match(text)
    if found is None or len(typed) > _LONGEST:
        raise UnreadableNumber("type a number with its unit, such as '50 us', '1.2k/s', '30 TB' or '2^30'")
    try:
        amount = float(evaluate(re.sub("x", "*", found[0], flags=re.IGNORECASE)).magnitude)
    except FormulaError as error:
        raise UnreadableNumber(f"{error}; type a number with its unit") from error
    unit_text = text[found.end() :].strip()
    if not unit_text and f"{like.units}" == "percent":
        unit_text = "percent" if amount > 1 else "1"
    for unit, factor in _readings(unit_text, like):
        try:
            answer = quantity(amount * factor, unit)
        except QuantityError:
            continue
        if alike(answer, like):
            return answer
    raise UnreadableNumber(f"cannot take '{typed.strip()}' here; type {_wanted(like)}")


def _right_value(number: Number, drawn: Drawn) -> Quantity:
    if not number.formula:
        return evaluate(number.value)
    inputs = {given.name: evaluate(written(drawn[given.name], given.unit).replace(",", "")) for given in number.given}
    return in_unit(evaluate(number.formula, inputs), number.unit)


def _with_values(number: Number, drawn: Drawn) -> str:
    shown_inputs = {given.name: written(drawn[given.name], given.unit) for given in number.given}
    names = re.compile("|".join(rf"\b{name}\b" for name in shown_inputs) or r"(?!)")
    text = names.sub(lambda name: shown_inputs[name[0]], number.formula)
    return text.replace("*", "×")


def _factor(answer: Quantity, value: Quantity) -> float:
    """The answer over the right value; near 100 % what is missing to 100 % is compared."""
    if f"{value.units}" == "percent" and 90 <= value.magnitude < 100:
        missing = 100 - float(answer.to(value.units).magnitude)
        return max(missing, 0) / (100 - float(value.magnitude))
    return abs(ratio(answer, value)) if ratio(answer, value) > 0 else 0.0


# What people write

_AMOUNT = re.compile(
    r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:\s*(?:\^|\*\*)\s*-?\d+)?(?:\s*[*x×]\s*\d+(?:\.\d+)?(?:\^-?\d+)?)?", re.IGNORECASE
)
_COUNTING = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "g": 1e9, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "billions": 1e9, "t": 1e12, "trillion": 1e12, "trillions": 1e12, "p": 1e15, "quadrillion": 1e15,
}  # fmt: skip
_UNITS = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min", "minutes": "min",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "day", "days": "day", "w": "week", "weeks": "week", "mo": "month",
    "months": "month", "y": "year", "yr": "year", "yrs": "year", "years": "year", "millisecond": "ms", "milliseconds": "ms",
    "microsecond": "us", "microseconds": "us", "nanosecond": "ns", "nanoseconds": "ns", "mcs": "us",
    "byte": "B", "bytes": "B", "bits": "bit", "qps": "req/s", "rps": "req/s", "tps": "req/s", "iops": "op/s",
    "requests": "req", "reqs": "req", "users": "user", "messages": "msg", "msgs": "msg", "ops": "op", "rows": "row",
    "items": "item", "events": "event", "connections": "conn", "usd": "USD", "dollars": "USD",
    "percent": "percent", "%": "percent", "bps": "bit/s",
}  # fmt: skip
_DATA = re.compile(r"(?P<prefix>[kmgtpe]i?)?(?P<kind>bits?|bytes?|bps|b)", re.IGNORECASE)


def _tidied(typed: str) -> str:
    text = typed.strip().lower() if typed.strip().isupper() and "B" not in typed else typed.strip()
    text = re.sub(r"^(?:about|approx\.?|around|ca\.?|roughly|circa)\s+", "", text, flags=re.IGNORECASE)
    text = text.lstrip("~≈<>= ").replace("−", "-").replace("μ", "µ").replace("_", "")
    if text.startswith("$"):
        text = f"{text[1:].strip()} USD"
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


def _readings(unit: str, like: Quantity) -> Iterator[tuple[str, float]]:
    """Every way to read a unit as people write it, as a proper unit and a factor, the likeliest first."""
    unit = re.sub(r"\s*(?:\bper\b|/)\s*", "/", unit).strip(" .")
    if unit in ("", "1"):
        yield "", 1
        return
    head, *below = unit.split("/")
    for numerator, factor in _numerators(head.strip(), like):
        for denominators in _denominators(below):
            yield f"{numerator or '1'}{denominators}" if denominators else numerator, factor


def _numerators(text: str, like: Quantity) -> Iterator[tuple[str, float]]:
    if not text:
        yield "", 1
        return
    yield from ((unit, 1) for unit in _spellings(text))
    counted, _, rest = text.partition(" ")
    factor = _COUNTING.get(counted.lower())
    if factor is not None:
        for unit in _spellings(rest.strip()) if rest.strip() else ("",):
            yield unit, factor
    joined = re.fullmatch(r"([kKmMGgTtBbPp])([a-zA-Z]{3,})", text)
    if joined:
        for unit in _spellings(joined[2]):
            yield unit, _COUNTING[joined[1].lower()]
    if alike(like, quantity(1)):
        yield from _numerators_of_counts(text)


def _numerators_of_counts(text: str) -> Iterator[tuple[str, float]]:
    """Where a plain count is asked, any word may name what is counted: ``12 million rows``, ``50 servers``."""
    counted, _, _ = text.partition(" ")
    yield "", _COUNTING.get(counted.lower(), 1) if len(counted) == 1 or counted.lower() in _COUNTING else 1


def _spellings(text: str) -> Iterator[str]:
    data = _DATA.fullmatch(text)
    if data:
        yield _data_unit(text, data["prefix"] or "", data["kind"])
    if text.lower() in _UNITS and text != "M":
        yield _UNITS[text.lower()]
    if re.fullmatch(r"[\wµ%]+", text):
        yield text
        yield text.lower()


def _data_unit(text: str, prefix: str, kind: str) -> str:
    """Bits or bytes: ``Gb`` and ``Gbps`` are bits, ``GB`` and a careless ``gb`` are bytes."""
    prefix = (prefix[:1].upper() if prefix[:1].lower() != "k" else "k") + ("i" if len(prefix) > 1 else "")
    if prefix.endswith("i"):
        prefix = prefix[0].upper() + "i"
    if kind.lower() == "bps":
        return f"{prefix}bit/s"
    small_b_on_purpose = kind == "b" and text != text.lower()
    return prefix + ("bit" if kind.lower().startswith("bit") or small_b_on_purpose else "B")


def _denominators(parts: list[str]) -> Iterator[str]:
    """``/s``, ``/day`` and the like; a month written ``m`` is not guessed."""
    if not parts:
        yield ""
        return
    units = [next(iter(_spellings(part.strip())), part.strip()) for part in parts]
    yield "".join(f"/{unit}" for unit in units)


def _wanted(like: Quantity) -> str:
    for unit, words in _KINDS.items():
        if alike(like, quantity(1, unit)):
            return words
    return f"a number in a unit such as '{like.units:~}'"


_KINDS: Mapping[str, str] = {
    "s": "a time, such as '50 us', '3 ms' or '43 min'",
    "B": "a size, such as '200 kB' or '30 TB'",
    "B/s": "a data rate, such as '100 MB/s' or '10 Gbps'",
    "1/s": "a rate, such as '12/s' or '1.2k/s'",
    "m": "a distance, such as '5000 km'",
    "": "a plain number, such as '12k', '4.3 billion', '2^30' or '99.9%'",
    "USD": "an amount, such as '$130k'",
}
