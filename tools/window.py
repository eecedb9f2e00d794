"""A terminal's screen as SVG: words stay text, lines and blocks are drawn, so nothing hangs on the reader's fonts."""

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from pyte.screens import Char

WIDTH, HEIGHT, FONT = 9, 20, 15
"""A cell and its letters, in pixels; a letter of nearly every such font is six tenths as wide as high."""

BASELINE, PADDING, BAR = 15, 18, 34

GROUND, FRAME, PLAIN, QUIET = "#1c2028", "#3b424f", "#d9dee7", "#8d97a8"
COLOURS = {
    "default": PLAIN, "red": "#f28b82", "green": "#81c995", "brown": "#e6c07b", "blue": "#8ab4f8",
    "magenta": "#d7aefb", "cyan": "#78d0e0", "white": "#ffffff",
}  # fmt: skip
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"

ARMS = {
    "UP": ((0, -1),), "DOWN": ((0, 1),), "LEFT": ((-1, 0),), "RIGHT": ((1, 0),),
    "VERTICAL": ((0, -1), (0, 1)), "HORIZONTAL": ((-1, 0), (1, 0)),
}  # fmt: skip
HEADS = {"▶": (1, 0), "◀": (-1, 0), "▲": (0, -1), "▼": (0, 1)}
SHADES = {"░": 0.3, "▒": 0.55, "▓": 0.8, "█": 1}
SYMBOLS = "\u2190"
"""Signs from here on are missing from many fonts, so each stands alone in the middle of its cell."""


class Run(NamedTuple):
    """Equal signs, or words, in one line and one style."""

    x: int
    y: int
    text: str
    cell: Char

    @property
    def width(self) -> int:
        """In pixels."""
        return len(self.text) * WIDTH


def window(title: str, rows: Sequence[Sequence[Char]]) -> str:
    """The picture of a screen."""
    width = max(map(len, rows)) * WIDTH + 2 * PADDING
    height = len(rows) * HEIGHT + BAR + PADDING
    drawn = "\n".join(mark for y, row in enumerate(rows) for run in _runs(row, y) for mark in _drawn(run))
    dots = "".join(f'<circle cx="{20 + 18 * each}" cy="17" r="5.5"/>' for each in range(3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9" fill="{GROUND}" stroke="{FRAME}"/>\n'
        f'<g fill="{FRAME}">{dots}</g>\n'
        f'<g font-family="{FONTS}" font-size="{FONT}">\n'
        f'<text x="{width // 2}" y="22" text-anchor="middle" font-size="13" fill="{QUIET}">{escape(title)}</text>\n'
        f'<g transform="translate({PADDING} {BAR})">\n{drawn}\n</g>\n</g>\n</svg>\n'
    )


def _runs(row: Sequence[Char], y: int) -> Iterator[Run]:
    """A line in pieces of one style that are either words or one sign that is drawn."""
    x = 0
    for _, same in groupby(row, key=lambda cell: (cell._replace(data=""), _kind(cell.data))):
        cells = list(same)
        yield Run(x, y, "".join(cell.data or " " for cell in cells), cells[0])
        x += len(cells)


def _kind(sign: str) -> str:
    return sign if sign >= SYMBOLS else ""


def _drawn(run: Run) -> Iterator[str]:
    colour = _colour(run.cell)
    left, top = run.x * WIDTH, run.y * HEIGHT
    if run.cell.reverse:
        yield f'<rect x="{left}" y="{top}" width="{run.width}" height="{HEIGHT}" fill="{colour}"/>'
        colour = GROUND
    sign = run.text[0]
    if sign in HEADS or _arms(sign):
        yield from _line(run, colour)
    elif "▁" <= sign <= "█" or sign in SHADES:
        yield _block(run, colour)
    elif sign >= SYMBOLS:
        centres = range(left + WIDTH // 2, left + run.width, WIDTH)
        yield from (_text(sign, f'x="{x}" text-anchor="middle"', run, colour) for x in centres)
    else:
        yield from _words(run, colour)


def _colour(cell: Char) -> str:
    return QUIET if cell.blink and cell.fg == "default" else COLOURS[cell.fg]


def _words(run: Run, colour: str) -> Iterator[str]:
    """Words at their cells, as wide as these are in whichever font there is."""
    at = 0
    for is_gap, part in _parts(run.text):
        if not is_gap:
            fit = f' textLength="{len(part) * WIDTH}" lengthAdjust="spacingAndGlyphs"' if len(part) > 1 else ""
            yield _text(part, f'x="{(run.x + at) * WIDTH}"{fit}', run, colour)
        at += len(part)


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Gaps of several spaces, and what stands between them."""
    edges = (0, len(text) - 1)
    is_gap = [sign == " " and (at in edges or "  " in text[at - 1 : at + 2]) for at, sign in enumerate(text)]
    for gap, group in groupby(range(len(text)), key=is_gap.__getitem__):
        places = list(group)
        yield gap, text[places[0] : places[-1] + 1]


def _text(text: str, place: str, run: Run, colour: str) -> str:
    bold = ' font-weight="bold"' if run.cell.bold else ""
    slant = ' font-style="italic"' if run.cell.italics else ""
    return (
        f'<text {place} y="{run.y * HEIGHT + BASELINE}" fill="{colour}"{bold}{slant}>{escape(text, quote=False)}</text>'
    )


def _block(run: Run, colour: str) -> str:
    sign = run.text[0]
    high = HEIGHT if sign in SHADES else (ord(sign) - ord("▁") + 1) * HEIGHT / 8
    clear = f' fill-opacity="{SHADES[sign]}"' if SHADES.get(sign, 1) < 1 else ""
    top = (run.y + 1) * HEIGHT - high
    return f'<rect x="{run.x * WIDTH}" y="{top:g}" width="{run.width}" height="{high:g}" fill="{colour}"{clear}/>'


def _arms(sign: str) -> list[tuple[int, int]]:
    """The sides of its cell that a sign reaches; its Unicode name has them: BOX DRAWINGS LIGHT UP AND RIGHT."""
    name = unicodedata.name(sign, "")
    plain = name.startswith("BOX DRAWINGS") and "DOUBLE" not in name and "DIAGONAL" not in name
    return [arm for word in name.split() for arm in ARMS.get(word, ())] if plain else []


def _line(run: Run, colour: str) -> Iterator[str]:
    sign, name = run.text[0], unicodedata.name(run.text[0])
    if sign in HEADS:
        yield f'<path d="{"".join(_head(x, run.y, *HEADS[sign]) for x in _columns(run))}" fill="{colour}"/>'
        return
    stroke = 3 if "HEAVY" in name else 1.4
    dashes = ' stroke-dasharray="1.8 1.2"' if "DASH" in name else ""
    path = "".join(_path(x, run.y, sign, name) for x in _columns(run))
    if set(_arms(sign)) == {(-1, 0), (1, 0)}:
        path = f"M{run.x * WIDTH} {run.y * HEIGHT + HEIGHT // 2}h{run.width}"
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{stroke}"{dashes}/>'


def _columns(run: Run) -> range:
    return range(run.x, run.x + len(run.text))


def _path(x: int, y: int, sign: str, name: str) -> str:
    """Strokes from the sides of a cell to its middle, or a bend from side to side."""
    middle_x, middle_y = x * WIDTH + WIDTH / 2, y * HEIGHT + HEIGHT / 2
    ends = [(middle_x + right * WIDTH / 2, middle_y + down * HEIGHT / 2) for right, down in _arms(sign)]
    if "ARC" in name:
        (from_x, from_y), (to_x, to_y) = ends
        return f"M{from_x:g} {from_y:g}Q{middle_x:g} {middle_y:g} {to_x:g} {to_y:g}"
    return "".join(f"M{end_x:g} {end_y:g}L{middle_x:g} {middle_y:g}" for end_x, end_y in ends)


def _head(x: int, y: int, right: int, down: int) -> str:
    """A triangle with its tip at the side of the cell."""
    tip_x, tip_y = x * WIDTH + WIDTH / 2 * (1 + right), y * HEIGHT + HEIGHT / 2 + down * HEIGHT / 2
    back_x, back_y = tip_x - right * WIDTH, tip_y - down * WIDTH
    off_x, off_y = down * WIDTH / 2, right * WIDTH / 2
    return f"M{tip_x:g} {tip_y:g}L{back_x - off_x:g} {back_y - off_y:g}L{back_x + off_x:g} {back_y + off_y:g}Z"
