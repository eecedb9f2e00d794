"""The inputs of a drill: read from a note, drawn afresh for each showing, put into the question."""

import math
import random
import re
from collections.abc import Mapping

from sdcards.notes.card import Given, Number
from sdcards.reading.span import quoted

_END = re.compile(r"([0-9](?:_?[0-9])*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*([A-Za-zµμ%]\S*)?")
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
"""Leading digits that are pleasant to reckon with."""

_FEW = 2

Drawn = Mapping[str, float]
"""A value for each input of a drill, in the input's own unit."""


def read_given(name: str, text: str) -> Given:
    """Read ``value unit`` or ``low .. high unit``; raises ValueError with the reason."""
    low_text, dots, high_text = text.partition("..")
    low, unit = _read_end(name, low_text)
    high, high_unit = _read_end(name, high_text) if dots else (low, unit)
    if unit not in ("", high_unit):
        raise ValueError(f"'{name}' runs from {quoted(unit)} to {quoted(high_unit)}; give both ends in one unit")
    if not 0 < low <= high:
        raise ValueError(f"'{name}' needs ends above zero; the lower one stands first")
    return Given(name, low, high, high_unit)


def read_inputs(texts: Mapping[str, str]) -> tuple[Given, ...]:
    """Read every input of a drill, by its name; raises ValueError with the reason."""
    return tuple(read_given(name, text) for name, text in texts.items())


def places_in(text: str) -> set[str]:
    """The names that stand as ``{name}`` in a question."""
    return set(_PLACE.findall(text))


def draw(number: Number, rng: random.Random) -> Drawn:
    """Choose a round value for each input."""
    return {given.name: rng.choice(_round_values(given)) for given in number.given}


def middle(number: Number) -> Drawn:
    """The value in the middle of each input's choice: the worked instance for where nothing can be drawn."""
    return {given.name: (values := _round_values(given))[len(values) // 2] for given in number.given}


def pose(front: str, number: Number, drawn: Drawn) -> str:
    """Put the drawn values, with their units, into a drill's question."""
    shown = {given.name: written(drawn[given.name], given.unit) for given in number.given}
    return _PLACE.sub(lambda place: shown.get(place[1], place[0]), front)


def written(value: float, unit: str) -> str:
    """A drawn value as a person would write it: ``2,500 kreq/s``."""
    return f"{value:,.10g} {unit}".strip()


def _read_end(name: str, text: str) -> tuple[float, str]:
    found = _END.fullmatch(text.strip())
    if found is None or math.isinf(float(found[1])):
        advice = "write a value with its unit, or a range 'low .. high'"
        raise ValueError(f"{quoted(text.strip())} is no value for '{name}'; {advice}")
    return float(found[1]), found[2] or ""


def _round_values(given: Given) -> list[float]:
    """The round numbers from low to high; whole ones where both ends are whole."""
    if given.low == given.high:
        return [given.low]
    decades = range(math.floor(math.log10(given.low)), math.floor(math.log10(given.high)) + 1)
    values = _fitting([round(lead * 10.0**decade, 12) for decade in decades for lead in _ROUND], given)
    return values if len(values) > _FEW else _fitting(_even_steps(given), given)


def _fitting(values: list[float], given: Given) -> list[float]:
    whole = given.low.is_integer() and given.high.is_integer()
    return [value for value in values if given.low <= value <= given.high and (value.is_integer() or not whole)]


def _even_steps(given: Given) -> list[float]:
    """A short range, such as 80 to 95, in steps of one leading digit; its ends belong to it."""
    step = 10.0 ** math.floor(math.log10((given.high - given.low) / 2))
    first, last = math.ceil(given.low / step), math.floor(given.high / step)
    return sorted({given.low, given.high, *(round(number * step, 12) for number in range(first, last + 1))})
