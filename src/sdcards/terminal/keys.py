"""What a terminal sends, as key presses: whole ones, never a pasted text or half an escape sequence."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

BURST = 16
"""As many characters in one read are no typing but a paste, where the terminal does not mark pastes itself."""


class TerminalLost(Exception):  # noqa: N818 - it ends a session quietly, it is no error to the person
    """The person's terminal is gone: hung up, closed, or told to end."""


class Key(Enum):
    """The keys that mean something."""

    TEXT = auto()
    PASTE = auto()
    LINE = auto()
    ENTER = auto()
    BACKSPACE = auto()
    ERASE_WORD = auto()
    ERASE_LINE = auto()
    ESCAPE = auto()
    DELETE = auto()
    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    HOME = auto()
    END = auto()
    REDRAW = auto()
    SUSPEND = auto()
    LEAVE = auto()
    HELP = auto()
    CONTROL = auto()


@dataclass(frozen=True, slots=True)
class Press:
    """One key; ``text`` is the character (with Ctrl, its letter), the pasted text, or a whole line where input comes in lines."""

    key: Key
    text: str = ""


def lasting(presses: Iterable[Press]) -> Iterator[Press]:
    """Those that mean the same whatever is on screen: leaving, and drawing anew."""
    return (press for press in presses if press.key in (Key.LEAVE, Key.REDRAW))


class Decoder:
    """Bytes in, presses out; what may be the start of an escape sequence is held until the rest comes."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more before `flush`; None when nothing is held."""
        if self._held.startswith(_PASTE_START):
            return 1.0
        return 0.05 if self._held else None

    def feed(self, data: bytes) -> list[Press]:
        """The presses that ``data``, all of one read, completes."""
        return self.feed_text(self._utf8.decode(data))

    def feed_text(self, text: str) -> list[Press]:
        """The same for what is decoded already."""
        presses = list(self._presses(self._held + text))
        if sum(press.key in _TYPED for press in presses) < BURST:
            return presses
        return [Press(Key.PASTE, "".join(press.text for press in presses if press.key is not Key.CONTROL))]

    def flush(self) -> list[Press]:
        """Nothing more came: a lone escape is the key, an unfinished paste is a paste, any other sequence is dropped."""
        held, self._held = self._held, ""
        if held.startswith(_PASTE_START):
            return [Press(Key.PASTE, held.removeprefix(_PASTE_START))]
        return [Press(Key.ESCAPE)] if held and not held.strip("\x1b") else []

    def _presses(self, text: str) -> Iterator[Press]:
        place = 0
        while found := _TOKEN.match(text, place):
            place = found.end()
            if found["paste"] is not None:
                yield Press(Key.PASTE, found["paste"])
            elif press := _press(found[0]):
                yield press
        # A hostile terminal may never finish what it began; beginning and end are all that is needed of it.
        self._held = text[place:] if len(text) - place <= _LONGEST else text[place : place + 6] + text[-6:]


_PASTE_START = "\x1b[200~"
_LONGEST = 1 << 16
_TOKEN = re.compile(
    r"""\x1b\[200~(?P<paste>.*?)\x1b\[201~  # bracketed paste
    | (?!\x1b\[200~)\x1b+(?:
        \[\[.                               # the Linux console's function keys
      | \[(?!\[)[0-?]*[ -/]*[@-~]           # CSI: arrows, function keys, reports
      | O.                                  # SS3: arrows and function keys in application mode
      | [\]PX^_].*?(?:\x07|\x1b\\)          # a terminal's answer to a question nobody asked
      | [^\x1b\[O\]PX^_]                    # Alt with a key
      )
    | [^\x1b]""",
    re.DOTALL | re.VERBOSE,
)
_SEQUENCES = {
    "[A": Key.UP, "OA": Key.UP, "[B": Key.DOWN, "OB": Key.DOWN, "[5~": Key.PAGE_UP, "[6~": Key.PAGE_DOWN,
    "[H": Key.HOME, "OH": Key.HOME, "[1~": Key.HOME, "[F": Key.END, "OF": Key.END, "[4~": Key.END,
    "[D": Key.LEFT, "OD": Key.LEFT, "[C": Key.RIGHT, "OC": Key.RIGHT, "[3~": Key.DELETE,
    "OP": Key.HELP, "[11~": Key.HELP, "[[A": Key.HELP,
}  # fmt: skip
_CONTROLS = {
    "\r": Key.ENTER, "\n": Key.ENTER, "\x7f": Key.BACKSPACE, "\b": Key.BACKSPACE, "\x15": Key.ERASE_LINE, "\x17": Key.ERASE_WORD,
    "\x03": Key.LEAVE, "\x04": Key.LEAVE, "\x0c": Key.REDRAW, "\x1a": Key.SUSPEND,
}  # fmt: skip
_TYPED = {Key.TEXT, *_CONTROLS.values()}
_BROKEN = "\ufffd"
_JOINERS = "\u200c\u200d"
"""Not printable themselves, but Persian, Indic scripts and emoji are misspelt without them."""


def _press(token: str) -> Press | None:
    if token.startswith("\x1b"):
        key = _SEQUENCES.get(token.removeprefix("\x1b"))
        return Press(key) if key else None
    if token in _CONTROLS:
        return Press(_CONTROLS[token], "\n" if _CONTROLS[token] is Key.ENTER else "")
    if "\x01" <= token <= "\x1a":
        return Press(Key.CONTROL, chr(ord(token) + ord("a") - 1))
    return Press(Key.TEXT, token) if (token.isprintable() or token in _JOINERS) and token != _BROKEN else None
