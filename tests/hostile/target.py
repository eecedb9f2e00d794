"""A door that foreign input comes through, what is thrown at it, and what must hold whatever comes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

NASTY = (
    "", " ", "\x00", "\x07", "\x08", "\t", "\r", "\r\n", "\n", "\x1b", "\x1b[31m", "\x1b]0;title\x07", "\x1b]52;c;YQ==\x1b\\",
    "\x1b[2J", "\x1b[6n", "\x1b[200~", "\x1b[201~", "\x1bP", "\x7f", "\x85", "\x9b31m", "\x9d0;t\x9c", "\u200b",
    "\u200d", "\u200e",
    "\u202e", "\u2066", "\u2028", "\ufeff", "\u00ad", "\U000e0041", "\ud800", "\udcff", "\ufffd", "\u0301", "\u0301" * 50,
    "\u5b57", "\uff21", "\u05d0\u05d1", "\u0628", "\U0001f469\u200d\U0001f4bb", "\U0001f1e9\U0001f1ea", "'", '"', "`", "\\",
    "%s", "{}", "{{c1::", "}}", "$", "$$", "<b>", "</style>", "</script><script>alert(1)</script>", "<img src=x onerror=y>",
    "<svg/onload=y>", "javascript:y", "[x](javascript:y)", "![x](http://evil.example/p)", "<!--", "-->", "]]>", "&#x1b;",
    "&lt;", "\\href{javascript:y}{x}", "\\(", "\\)", "| a |\n|---|\n", "```\n", "> " * 40, "- " * 40, "../../etc/passwd",
    "/etc/passwd", "C:\\x", "nan", "inf", "-inf", "1e999", "-0", "0", "-1", "9" * 400, "1_000", "\u0663", "\u00b2", "true",
    "null", "[]", "\x1c", "\x0b", "=1+1", "@x", ";drop", "A" * 3000,
)  # fmt: skip
"""Pieces that have broken somebody's program before."""

_COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Target:
    """``make`` gives one input, ``survive`` takes it and raises for anything but a refusal in words."""

    name: str
    make: Callable[[random.Random], bytes]
    survive: Callable[[bytes, Path], None]


def commands_in(text: str) -> list[str]:
    """The characters of a text that could command a terminal or turn its lines around, but for line ends."""
    return _COMMANDS.findall(text)


def mixed(chance: random.Random, pieces: Sequence[str], most: int = 12) -> str:
    """A text of pieces, some of them nasty and some of them any character at all."""
    return "".join(_piece(chance, pieces) for _ in range(chance.randrange(1, most)))


def spoilt_bytes(data: bytes, chance: random.Random, times: int) -> bytes:
    """The bytes with some of them flipped, lost, doubled, moved or replaced by great numbers."""
    spoilt = bytearray(data)
    for _ in range(times):
        at = chance.randrange(len(spoilt) + 1)
        size = chance.choice((1, 1, 1, 2, 4, 8, 64, 512))
        new = chance.choice(
            (b"", chance.randbytes(size), b"\xff" * size, b"\x00" * size, bytes(spoilt[at : at + size]) * 2)
        )
        spoilt[at : at + size] = new
    return bytes(spoilt)


def _piece(chance: random.Random, pieces: Sequence[str]) -> str:
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(pieces)
    return chance.choice(NASTY) if kind < 0.9 else chr(chance.randrange(chance.choice((0x80, 0x3000, 0x110000))))
