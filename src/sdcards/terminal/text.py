"""Text made fit to be shown: harmless, in characters the terminal has, no wider than its column."""

import re
import unicodedata

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

TAB = 4

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Persian, Indic scripts and emoji are misspelt without them."""


def harmless(text: str) -> str:
    r"""Show what would steer a terminal or reorder a line as a visible escape: ``\x1b``, ``\u202e``; tabs become spaces."""
    text = text.replace("\r\n", "\n").expandtabs(TAB)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(char if _is_harmless(char) else char.encode("unicode_escape").decode() for char in text)


def spelt(text: str, encoding: str) -> str:
    """Spell what ``encoding`` lacks with what it has: ``10⁻⁵ µs ≥ x`` in ASCII is ``10^-5 us >= x``."""
    if _fits(text, encoding):
        return text
    raised = _RAISED.sub(lambda run: "^" + unicodedata.normalize("NFKC", run[0]), text)
    return "".join(char if _fits(char, encoding) else _stand_in(char) for char in raised)


def fit(text: str, encoding: str) -> str:
    """Both: harmless, then spelt."""
    return spelt(harmless(text), encoding)


def fit_cells(line: str, encoding: str) -> str:
    """The same for a line of a diagram, where each character keeps to its cells."""
    return "".join(char if _fits(char, encoding) else _CELLS.get(char, "?" * cell_len(char)) for char in harmless(line))


def wrapped(text: Text, width: int) -> list[Text]:
    """Break ``text`` into lines of at most ``width`` cells, never between a number and its unit.

    Words longer than a line are cut, not lost.
    """
    glued = text.copy()
    glued.plain = _BEFORE_UNIT.sub(_GLUE, text.plain)
    lines = list(glued.wrap(Console(width=width), width, overflow="fold"))
    for line in lines:
        line.plain = line.plain.replace(_GLUE, " ")
        line.rstrip()
    return lines


def _is_harmless(char: str) -> bool:
    return char.isprintable() or char == "\n" or char in _JOINERS or unicodedata.category(char) == "Zs"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


_GLUE = "\u2800"
"""A blank that no line is broken at (rich breaks at a no-break space)."""

_BEFORE_UNIT = re.compile(
    r"\xa0|\u202f|(?<=\d) (?=(?:[nuµm]?s|min|h|d|%|[kMGTPE]?i?(?:B|bit)(?:/s)?|[kMGT]?bps|k?m|million|billion)(?!\w))"
)
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")

_STAND_INS = {
    "›": ">", "▸": ">", "·": "-", "•": "*", "✓": "ok", "✗": "no", "…": "...", "×": "x", "÷": "/", "−": "-", "µ": "u",
    "μ": "u", "–": "-", "—": "--", "“": '"', "”": '"', "„": '"', "\u2018": "'", "’": "'", "≈": "~", "≤": "<=", "≥": ">=",
    "≠": "!=", "±": "+-", "→": "->", "←": "<-", "⇒": "=>", "↔": "<->", "│": "|", "─": "-", "\u2044": "/", "√": "sqrt",
    "∞": "inf", "€": "EUR", "Σ": "sum", "λ": "lambda", "\u03c1": "rho",
}  # fmt: skip


_CELLS = dict(
    zip(
        "─│┌┐└┘├┤┬┴┼╭╮╰╯┄┆╌╎▶◀▲▼►◄→←↑↓●•✓✗…⋮·×−–’",
        "-|+++++++++++++-:-:><^v><><^vo*vx.:.x--'",
        strict=True,
    )
)


def _stand_in(char: str) -> str:
    if char in _STAND_INS:
        return _STAND_INS[char]
    parts = unicodedata.normalize("NFKD", char)
    return "".join(_STAND_INS.get(part, part) for part in parts if part.isascii() or part in _STAND_INS) or "?"
