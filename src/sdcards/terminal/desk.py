"""Keyboard and screen together: what a press asks of the screen alone is dealt with here."""

from collections.abc import Container
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sdcards.terminal.actions import Action, action_of
from sdcards.terminal.keyboard import Keyboard
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.screen import Screen, Scroll
from sdcards.terminal.view import Sheet, Shown


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person sits; every method raises TerminalLost when they are gone."""

    keyboard: Keyboard
    screen: Screen

    def show(self, view: Shown) -> None:
        """Put a view on the screen."""
        self.screen.show(view)

    def read(self) -> Press:
        """The next press that is not about the screen alone."""
        while True:
            press = self.keyboard.read()
            if press.key is Key.REDRAW:
                self.screen.redraw()
            elif not self.scrolls(press):
                return press

    def read_any(self) -> Press:
        """The next press that is not about drawing again: arrows too, where they do not scroll."""
        while (press := self.keyboard.read()).key is Key.REDRAW:
            self.screen.redraw()
        return press

    def wait(self, seconds: float) -> Press | None:
        """The next press of whatever kind, drawing again included; None where none comes for so long."""
        press = self.keyboard.wait(seconds)
        if press is not None and press.key is Key.REDRAW:
            self.screen.redraw()
        return press

    def scrolls(self, press: Press) -> bool:
        """Scroll if that is what a press asks for; False if it is not."""
        if press.key in SCROLLS:
            self.screen.scroll(SCROLLS[press.key])
        return press.key in SCROLLS

    def forget(self) -> None:
        """Drop what was typed ahead together with the last press."""
        self.keyboard.forget()

    def turn_page(self) -> bool:
        """Go on in a view that is taller than the screen; False at its end."""
        return self.screen.scroll(Scroll.PAGE_DOWN)

    def look_at(self, sheet: Sheet) -> Press:
        """Lay a sheet over everything until a key is pressed; that key is not meant for what is below."""
        self.show(replace(sheet, prompt="any key goes back"))
        while action_of(press := self.read()) is Action.GO_ON and self.turn_page():
            pass
        return press

    def paused(self) -> AbstractContextManager[None]:
        """The terminal as the shell had it, for another program."""
        return self.keyboard.paused()


SCROLLS = {
    Key.UP: Scroll.LINE_UP,
    Key.DOWN: Scroll.LINE_DOWN,
    Key.PAGE_UP: Scroll.PAGE_UP,
    Key.PAGE_DOWN: Scroll.PAGE_DOWN,
    Key.HOME: Scroll.TOP,
    Key.END: Scroll.BOTTOM,
}
"""The keys that scroll, and how far."""


def key_sheet(actions: Container[Action]) -> Sheet:
    """The keys that do something where ``actions`` can be asked for."""
    rows = tuple((keys, text) for keys, text, action in _KEYS if action is None or action in actions)
    return Sheet(title="Keys", rows=rows)


_KEYS: tuple[tuple[str, str, Action | None], ...] = (
    ("Space Enter", "show the answer, take the marked rating", None),
    ("1 2 3 4", "Again, Hard, Good, Easy", None),
    ("u", "undo the last step, as often as you like", None),
    ("h", "hint, where the card has one", None),
    ("s", "suspend: hide until you bring it back", None),
    ("b", "bury: hide until tomorrow", None),
    ("f", "flag the card", Action.FLAG),
    ("e", "edit the card", Action.EDIT),
    ("!", "report a mistake in the card", Action.REPORT),
    ("i", "history of the card", Action.INFO),
    ("arrows", "scroll what is taller than the screen", None),
    ("q Ctrl-C", "leave; every rating is saved already", None),
    ("Esc", "empty the typed line; with nothing typed, leave", None),
    ("a number", "write it your way: `50us`, `1.2k/s`, `~30 TB`", None),
    ("Enter Enter", "after a number that cannot be read: show the answer", None),
)
"""Each key, what it does, and the action that not every place has."""
