"""Where views are shown: a full screen that scrolls inside, or plain text that only ever grows."""

import io
import os
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Protocol, TextIO

from rich.console import Console
from rich.text import Text

from sdcards.terminal.keys import TerminalLost
from sdcards.terminal.layout import Page, Paper, lay_out
from sdcards.terminal.view import Sheet, Shown


class Scroll(Enum):
    """How far to go in what is taller than the screen."""

    LINE_UP = auto()
    LINE_DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    TOP = auto()
    BOTTOM = auto()


class Screen(Protocol):
    """Shows one view at a time; every method raises TerminalLost when nothing can be shown any more."""

    @property
    def full(self) -> bool:
        """Whether what is shown will be gone when the screen is left."""

    def show(self, view: Shown) -> None:
        """Show something new, from where it is to be read first."""

    def redraw(self) -> None:
        """Show the same again, after a resize or when another program has written over it."""

    def scroll(self, how: Scroll) -> bool:
        """Go up or down in a view taller than the screen; False if there is nothing more that way."""


class FullScreen:
    """The whole terminal. Heading and buttons stay, what is between them scrolls when it is too tall."""

    full = True

    def __init__(self, out: TextIO, size: Callable[[], tuple[int, int]] | None = None) -> None:
        self._out = out
        self._size = size or (lambda: _terminal_size(out))
        self._console = Console(file=io.StringIO(), force_terminal=True, highlight=False, legacy_windows=False)
        self._view: Shown = Sheet("")
        self._body: tuple[Text, ...] = ()
        self._followed: tuple[tuple[int, int] | None, int] = (None, 0)
        self._top = 0

    def show(self, view: Shown) -> None:
        """Show a view; if it is too tall, with its focus in sight. What has been scrolled stays so while its text is the same."""
        self._view = view
        whole, _, rows = self._laid_out()
        page, room = _fitted(whole, rows)
        if page.follows:
            if (whole.body, whole.cursor, room) != (self._body, *self._followed):
                self._follow(page, room)
        elif whole.body != self._body:
            self._top = page.focus if page.cursor is None else page.focus - room + 1
        self._body, self._followed = whole.body, (whole.cursor, room)
        self._draw()

    def redraw(self) -> None:
        """Draw the same view in whatever size the terminal has now."""
        whole, _, rows = self._laid_out()
        self._follow(*_fitted(whole, rows))
        self._draw()

    def scroll(self, how: Scroll) -> bool:
        """Move what is between heading and buttons."""
        whole, _, rows = self._laid_out()
        page, room = _fitted(whole, rows)
        before = _clamped(self._top, page, room)
        self._top = _clamped(before + _distance(how, room, len(page.body)), page, room)
        if self._top != before:
            self._draw()
        return self._top != before

    def _follow(self, page: Page, room: int) -> None:
        """Have the cursor in sight where something is typed; what is scrolled then stays so until it moves."""
        if page.follows and page.cursor is not None:
            self._top = min(max(self._top, page.cursor[0] - room + 1), page.cursor[0])

    def _draw(self) -> None:
        whole, columns, rows = self._laid_out()
        page, room = _fitted(whole, rows)
        self._top = top = _clamped(self._top, page, room)
        above = [*page.head, Text()] if page.head else []
        body = page.body[top : top + room]
        filling = [Text()] * (room - len(body)) if page.follows else []  # typing must not push the foot down
        lines = [*above, *body, *filling, _rule(page, top, room, columns), *page.foot][:rows]
        frame = _HOME + "\r\n".join(_CLEAR_LINE + self._styled(line) for line in lines)
        if len(lines) < rows:
            frame += "\r\n" + _CLEAR_BELOW
        if page.cursor is not None and top <= page.cursor[0] < top + room:
            frame += _cursor_at(len(above) + page.cursor[0] - top, page.cursor[1])
        _send(self._out, frame)

    def _laid_out(self) -> tuple[Page, int, int]:
        """The page for the terminal's size now, and that size."""
        columns, rows = self._size()
        return lay_out(self._view, Paper(columns, self._out.encoding)), columns, rows

    def _styled(self, line: Text) -> str:
        with self._console.capture() as capture:
            self._console.print(line, end="", soft_wrap=True)
        return capture.get()


class PlainScreen:
    """Text that grows line by line, without escape sequences: for pipes and for terminals that know none."""

    full = False

    def __init__(self, out: TextIO, columns: int) -> None:
        self._out = out
        self._columns = columns
        self._shown: list[str] = []
        self._foot: list[str] = []

    def show(self, view: Shown) -> None:
        """Write what is new: the rest of a card that stands there already, or all of it."""
        page = lay_out(view, Paper(self._columns, self._out.encoding, live=False))
        head, body, foot = _plain(page.head), _plain(page.body), _plain(page.foot)
        grows = bool(self._shown) and body[: len(self._shown)] == self._shown
        new = _without_gap(body[len(self._shown) :]) if grows else [*head, "", *body]
        lines = [*new, *([""] if new and foot else []), *(foot if new or foot != self._foot else [])]
        self._shown, self._foot = body, foot
        _send(self._out, "".join(f"{line}\n" for line in [*lines, ""] if lines))

    def redraw(self) -> None:
        """What is written stays written."""

    def scroll(self, how: Scroll) -> bool:  # noqa: ARG002 - the terminal scrolls by itself
        """Nothing is out of sight."""
        return False


_HOME, _CLEAR_LINE, _CLEAR_BELOW = "\x1b[?25l\x1b[H", "\x1b[2K", "\x1b[J"
_LEAST_ROOM = 4


def _terminal_size(out: TextIO) -> tuple[int, int]:
    """Columns and rows; a terminal that does not know its size is taken to be an ordinary one."""
    try:
        size = os.get_terminal_size(out.fileno())
    except OSError as error:
        raise TerminalLost from error
    return size.columns or 80, size.lines or 24


def _cursor_at(row: int, column: int) -> str:
    return f"\x1b[{row + 1};{column + 1}H\x1b[?25h"


def _rule(page: Page, top: int, room: int, columns: int) -> Text:
    """The line between body and buttons, which says so when there is more to see."""
    if len(page.body) <= room:
        return Text()
    height, bottom = len(page.body), min(top + room, len(page.body))
    more = ", Space for more" if bottom < height and not page.follows else ""
    text = f" lines {top + 1}-{bottom} of {height}{more}"
    return Text(text if len(text) <= columns else f" {top + 1}-{bottom}/{height}", "dim")


def _clamped(top: int, page: Page, room: int) -> int:
    return max(0, min(top, len(page.body) - room))


def _distance(how: Scroll, room: int, height: int) -> int:
    page = max(room - 1, 1)
    return {
        Scroll.LINE_UP: -1,
        Scroll.LINE_DOWN: 1,
        Scroll.PAGE_UP: -page,
        Scroll.PAGE_DOWN: page,
        Scroll.TOP: -height,
        Scroll.BOTTOM: height,
    }[how]


def _fitted(page: Page, rows: int) -> tuple[Page, int]:
    """The page, and the rows its body gets; head and foot give up their places where that would be too few."""
    room = rows - len(page.head) - len(page.foot) - 2
    if room < min(_LEAST_ROOM, len(page.body)):
        return _unpinned(page), max(rows - 1, 1)
    return page, room


def _unpinned(page: Page) -> Page:
    """The page for a screen too low to keep anything in place: all of it scrolls."""
    above = [*page.head, Text()] if page.head else []
    below = [Text(), *page.foot] if page.foot else []
    cursor = (page.cursor[0] + len(above), page.cursor[1]) if page.cursor else None
    return Page((), (*above, *page.body, *below), (), page.focus and page.focus + len(above), cursor, page.follows)


def _plain(lines: Sequence[Text]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def _without_gap(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines


def _send(out: TextIO, text: str) -> None:
    try:
        out.write(text)
        out.flush()
    except OSError as error:
        raise TerminalLost from error
