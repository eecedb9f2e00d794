"""Quantities as one says them at a whiteboard: in round numbers, and in the unit that fits."""

from __future__ import annotations

import re
from math import isclose, isfinite

from sdcards.notes.quantity import Quantity, alike, in_unit, quantity, shown, shown_unit, to_three_digits


def said(value: Quantity) -> str:
    """A value of a formula: as it was given, but a unit of time alone in seconds, since rates are for each of them."""
    if value.magnitude == 1 and _is_time(value) and (seconds := in_unit(value, "s")).magnitude >= _MINUTE:
        return rounded(seconds) if seconds.magnitude > _DAY else shown(seconds)
    return shown(value)


def rounded(value: Quantity) -> str:
    """A value to two digits, or to three where that is exact: ``40 TB``, ``1,200/s``; of nines, what is missing to 100."""
    return shown(_rounded(value))


def given(value: Quantity, *, of_exact: bool) -> str:
    """What a step gives, and whether exactly, where it was done to exact values: ``= 40 TB``, ``≈ 1,200/s``."""
    return f"{'=' if of_exact and is_exact(value) else '≈'} {rounded(value)}"


def concluded(value: Quantity, *, of_exact: bool) -> str:
    """What the last step gives, to the three digits of an answer, and whether exactly: ``= 43,210``, ``≈ 129 PB``."""
    exact = is_exact(value) or isclose(to_three_digits(value.magnitude), value.magnitude)
    return f"{'=' if of_exact and exact else '≈'} {shown(value)}"


def is_exact(value: Quantity) -> bool:
    """Whether a value is what its few digits say."""
    written, number = _rounded(value).magnitude, value.magnitude
    return abs(written - number) <= abs(100 - number if is_nines(value) else number) * 1e-9


def tidied(value: Quantity) -> Quantity:
    """A value in the unit one would say it in."""
    if is_share(value):
        return value
    for unit in _LONG_TIMES:
        if unit in re.split(r"[*/]", shown_unit(value)) and _is_time(value):
            return in_unit(value, unit)
    for unit, steps in _LADDERS.items():
        if alike(value, quantity(1, unit)) and _is_spelt_for(unit, value):
            bare = in_unit(value, unit)
            fitting = [step for step in steps if abs(in_unit(value, step).magnitude) >= _LEAST.get(step, 1) - 1e-9]
            return in_unit(value, fitting[-1]) if fitting else bare
    return value


def conversion(value: Quantity, goal: Quantity) -> tuple[str, str]:
    """The sign and the number by which a value becomes one in the unit of ``goal``, where a person has to reckon with it."""
    here, there = shown_unit(value), shown_unit(goal)
    if "B" in here and "bit" in there:
        return "*", "8"
    if "bit" in here and "B" in there:
        return "/", "8"
    if here == "s" and there in _SECONDS_IN:
        return "/", _SECONDS_IN[there]
    return "", ""


def in_bytes(value: Quantity) -> Quantity:
    """Bits as bytes."""
    return in_unit(value, shown_unit(value).replace("bit", "B"))


def _is_time(value: Quantity) -> bool:
    return alike(value, quantity(1, "s"))


def is_share(value: Quantity) -> bool:
    """Whether a value is in percent."""
    return shown_unit(value) == "%"


def is_nines(value: Quantity) -> bool:
    """Whether a value is a share that is nearly all: what counts in it is how much is missing."""
    return is_share(value) and 90 <= value.magnitude < 100


def _rounded(value: Quantity) -> Quantity:
    number = value.magnitude
    written = 100 - _in_few_digits(100 - number) if is_nines(value) else _in_few_digits(number)
    return Quantity(written, value.units)


def _in_few_digits(number: float) -> float:
    if not isfinite(number):
        return number
    three = float(f"{number:.3g}")
    if abs(three - number) <= abs(number) * 1e-9 or (number == round(number) and abs(number) < _WHOLE):
        return number
    return float(f"{number:.2g}")


_WHOLE = 10_000
"""Whole numbers below are written out."""

_MINUTE, _DAY = 60, 86_400
_SECONDS_IN = {"min": "60", "h": "3,600", "day": "86,400", "year": "32 million"}
_LONG_TIMES = ("day", "h", "min")
_LADDERS = {
    "bit/s": ("bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"),
    "B/s": ("B/s", "kB/s", "MB/s", "GB/s", "TB/s"),
    "bit": ("bit", "kbit", "Mbit", "Gbit", "Tbit"),
    "B": ("B", "kB", "MB", "GB", "TB", "PB", "EB"),
    "1/s": ("1/s",),
    "ms": ("ns", "us", "ms", "s"),
    "USD": ("USD",),
    "": ("",),
}
"""Units to say a value in, the smallest first."""

_LEAST = {"ms": 0.1}
"""What is said in a unit from less than one of it on."""


def _is_spelt_for(unit: str, value: Quantity) -> bool:
    """Whether a ladder of bits is right: only for what was given in bits."""
    return "bit" not in unit or "bit" in shown_unit(value)
