"""The unit that an author meant."""

from __future__ import annotations

import re
from difflib import get_close_matches

from sdcards.notes.quantity import QuantityError, is_unit

_SIZES = [
    f"{prefix}{unit}" for unit in ("B", "bit") for prefix in ("k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti")
]
_COUNTS = [f"{prefix}{unit}" for unit in ("req", "user", "msg", "op", "row", "item") for prefix in ("", "k", "M")]
_UNITS = [
    *("s", "ms", "us", "ns", "min", "h", "day", "week", "month", "year", "B", "bit", *_SIZES, *_COUNTS),
    *("event", "conn", "m", "km", "USD", "%"),
]
_MEANT = {
    "sec": "s", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "mins": "min", "hour": "h", "hours": "h",
    "hr": "h", "hrs": "h",
    "nanosec": "ns", "microsec": "us", "millisec": "ms", "msec": "ms", "usec": "us",
    "byte": "B", "bytes": "B", "dollar": "USD", "dollars": "USD", "$": "USD",
    "requests": "req", "request": "req", "messages": "msg", "message": "msg", "operations": "op", "connections": "conn",
    "iops": "op/s", "qps": "req/s", "rps": "req/s", "percent": "%",
}  # fmt: skip
_UNKNOWN = re.compile("unknown unit '(.+)'")
_PART = re.compile(r"[^\s*/^0-9]+")


def meant_unit(text: str) -> str | None:
    """``text`` with each part that is no unit replaced by the nearest one: ``KB/sec`` is ``kB/s``. None where that fails."""
    mended = _PART.sub(lambda part: _nearest(part[0]), text.strip())
    return mended if mended != text.strip() and is_unit(mended) else None


def unit_advice(error: QuantityError, otherwise: str) -> str:
    """What to do about an unknown unit in a formula: the one that was meant, or ``otherwise``."""
    found = _UNKNOWN.fullmatch(str(error))
    meant = meant_unit(found[1]) if found else None
    return f"did you mean '{meant}'?" if meant else otherwise


def _nearest(part: str) -> str:
    if is_unit(part):
        return part
    if meant := _MEANT.get(part.lower()) or _MEANT.get(part.lower().removesuffix("s")):
        return meant
    same = [unit for unit in _UNITS if unit.lower() in (part.lower(), part.lower().removesuffix("s"))]
    near = same or get_close_matches(part, _UNITS, n=1)
    return near[0] if near else part
