"""Quantities with units: read, converted, shown. The only door to pint."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sdcards.reading.span import quoted

if TYPE_CHECKING:
    from pint import Unit, UnitRegistry

_DEFINITIONS = """
nano- = 1e-9 = n-
micro- = 1e-6 = µ- = μ- = u-
milli- = 1e-3 = m-
kilo- = 1e3 = k-
mega- = 1e6 = M-
giga- = 1e9 = G-
tera- = 1e12 = T-
peta- = 1e15 = P-
exa- = 1e18 = E-
kibi- = 2**10 = Ki-
mebi- = 2**20 = Mi-
gibi- = 2**30 = Gi-
tebi- = 2**40 = Ti-
pebi- = 2**50 = Pi-
exbi- = 2**60 = Ei-
second = [time] = s
minute = 60 * second = min
hour = 60 * minute = h
day = 24 * hour
week = 7 * day
month = 30 * day
year = 365 * day
bit = [information]
byte = 8 * bit = B
meter = [length] = m
dollar = [money] = USD
percent = 0.01 = %
request = 1 = req
message = 1 = msg
user = 1
operation = 1 = op
row = 1
item = 1
event = 1
connection = 1 = conn
server = 1
shard = 1
node = 1
"""
"""A month is 30 days, a year 365; counts carry no dimension, so that they match plain numbers."""

_TINY, _LARGE, _NINES = 1e-4, 1e6, 90

_COUNTED = frozenset({"day", "week", "month", "year", "user", "row", "item", "event", "server", "shard", "node"})
"""Units that are words, and take an s."""

_WORD = r"[A-Za-zµμ]{1,20}(?:(?:\^|\*\*)-?[0-9])?"
_UNIT = re.compile(rf"%|(?:1|{_WORD})(?:[*/]{_WORD}){{0,5}}")
"""How a unit may be spelt. Anything else never reaches pint, which would compute a unit like ``9^9^9`` for ever."""


class QuantityError(ValueError):
    """A text is no quantity, or two quantities do not go together; the message says why."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units. Pint knows the units; its own quantities would take ten times as long to reckon with."""

    magnitude: float
    units: Unit

    def to(self, units: Unit) -> Quantity:
        """The same in other units of the kind; raises QuantityError where the kinds differ."""
        factor = _factor(self.units, units)
        if factor is None:
            raise QuantityError(f"'{shown(self)}' cannot be given in '{_spelt(units)}'")
        return Quantity(self.magnitude * factor, units)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.magnitude + other.to(self.units).magnitude, self.units)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.magnitude - other.to(self.units).magnitude, self.units)

    def __mul__(self, other: Quantity) -> Quantity:
        return Quantity(self.magnitude * other.magnitude, _product(self.units, other.units))

    def __truediv__(self, other: Quantity) -> Quantity:
        return Quantity(self.magnitude / other.magnitude, _quotient(self.units, other.units))

    def __pow__(self, exponent: float) -> Quantity:
        return Quantity(self.magnitude**exponent, _raised(self.units, exponent))

    def __neg__(self) -> Quantity:
        return Quantity(-self.magnitude, self.units)

    def __lt__(self, other: Quantity) -> bool:
        return self.magnitude < other.to(self.units).magnitude


@cache
def registry() -> UnitRegistry[Any]:
    """The units a card may use, and no others."""
    import pint

    units: UnitRegistry[Any] = pint.UnitRegistry(None, cache_folder=None)
    units.load_definitions(_DEFINITIONS.strip().splitlines())
    return units


def quantity(value: float, unit: str = "") -> Quantity:
    """``value`` in ``unit``, where the unit is spelt as in ``kreq/s``; raises QuantityError for an unknown one."""
    return Quantity(value, _unit(unit))


def is_unit(text: str) -> bool:
    """Whether a text is a unit, spelt as it should be."""
    try:
        _unit(text)
    except QuantityError:
        return False
    return True


@cache
def _unit(unit: str) -> Unit:
    """Reading a unit takes longer than all the arithmetic of a drill."""
    import pint

    spelt = unit.strip()
    if spelt and not _UNIT.fullmatch(spelt):
        raise QuantityError(f"unknown unit {quoted(unit)}")
    try:
        return registry().Unit("percent" if spelt == "%" else spelt)
    except (pint.errors.PintError, ValueError) as error:
        raise QuantityError(f"unknown unit {quoted(unit)}") from error


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether the two measure the same kind of thing."""
    return _factor(one.units, other.units) is not None


def expect_alike(one: Quantity, other: Quantity) -> None:
    """Raise QuantityError where the kinds of two quantities differ."""
    if not alike(one, other):
        raise QuantityError(f"'{shown(one)}' and '{shown(other)}' do not measure the same kind of thing")


def ratio(one: Quantity, other: Quantity) -> float:
    """``one`` as a multiple of ``other``; raises QuantityError where their kinds differ."""
    expect_alike(one, other)
    return (one / other).to(_unit("")).magnitude


def in_unit(value: Quantity, unit: str) -> Quantity:
    """``value`` in another unit of its kind; raises QuantityError where the kinds differ."""
    return value.to(_unit(unit))


@cache
def _factor(unit: Unit, goal: Unit) -> float | None:
    """How many of ``goal`` one ``unit`` is; None where they measure different things."""
    one = registry().Quantity(1.0, unit)
    return float(one.to(goal).magnitude) if one.is_compatible_with(goal) else None


@cache
def _product(one: Unit, other: Unit) -> Unit:
    unit: Unit = one * other
    return unit


@cache
def _quotient(one: Unit, other: Unit) -> Unit:
    unit: Unit = one / other
    return unit


@cache
def _raised(unit: Unit, exponent: float) -> Unit:
    return registry().Unit(unit**exponent)


def shown(value: Quantity) -> str:
    """A quantity as people write it, to three digits: ``43.2 min``, ``50 µs``, ``12,000/s``; nines keep their digits."""
    magnitude, unit = float(value.magnitude), shown_unit(value)
    number = _shown_nines(magnitude) if unit == "%" and _NINES <= magnitude < 100 else shown_number(magnitude)
    if unit in _COUNTED and number != "1":
        unit += "s"
    return number + unit if unit.startswith("/") else f"{number} {unit}".strip()


def shown_unit(value: Quantity) -> str:
    """The unit of a quantity as people write it: ``MB/s``, ``/s``, nothing for a plain number."""
    return _spelt(value.units)


@cache
def _spelt(unit: Unit) -> str:
    text = f"{unit:~}".replace(" ", "").replace("**", "^")
    return "" if text == "dimensionless" else text.removeprefix("1")


def shown_number(value: float) -> str:
    """A plain number to three digits: ``2.5``, ``86,400``, ``1.07 billion``, ``5 × 10^-5``; whole ones below a million whole."""
    if not math.isfinite(value):
        return "∞"
    rounded = to_three_digits(value)
    if rounded == 0 or _TINY <= abs(rounded) < _LARGE:
        return f"{rounded:,.10g}"
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size <= abs(rounded) < size * 1000:
            return f"{rounded / size:.3g} {word}"
    lead, _, exponent = f"{value:.2e}".partition("e")
    return f"{lead.rstrip('0').rstrip('.')} × 10^{int(exponent)}"


def to_three_digits(value: float) -> float:
    """A number as it is shown: whole ones below a million stay whole, also where binary fractions add a little."""
    clean = float(f"{value:.9g}")
    return clean if abs(clean) < _LARGE and clean == round(clean) else float(f"{clean:.3g}")


def _shown_nines(percentage: float) -> str:
    """Three digits of what is missing to 100: the nines are what such a number is about."""
    return f"{100 - to_three_digits(100 - percentage):.14g}"
