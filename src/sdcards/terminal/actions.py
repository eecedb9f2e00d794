"""What a key press asks for, and the line on which a number is typed."""

from collections.abc import Mapping
from enum import Enum, auto

from sdcards.terminal.keys import Key, Press


class Action(Enum):
    """What a person can ask for at any card."""

    GO_ON = auto()
    AGAIN = auto()
    HARD = auto()
    GOOD = auto()
    EASY = auto()
    UNDO = auto()
    SUSPEND = auto()
    BURY = auto()
    FLAG = auto()
    HINT = auto()
    INFO = auto()
    EDIT = auto()
    REPORT = auto()
    HELP = auto()
    LEAVE = auto()


ACTIONS: Mapping[str, Action] = {
    " ": Action.GO_ON, "1": Action.AGAIN, "2": Action.HARD, "3": Action.GOOD, "4": Action.EASY, "u": Action.UNDO,
    "s": Action.SUSPEND, "b": Action.BURY, "f": Action.FLAG, "h": Action.HINT, "i": Action.INFO, "e": Action.EDIT,
    "!": Action.REPORT, "?": Action.HELP, "q": Action.LEAVE,
}  # fmt: skip
"""The action of each character."""

LONGEST_ENTRY = 80
"""Characters of a typed answer; what is pasted beyond that is cut."""


def action_of(press: Press) -> Action | None:
    """What ``press`` asks for; nothing for a paste, a line of several characters or a key without a meaning."""
    if press.key in (Key.LEAVE, Key.ESCAPE):
        return Action.LEAVE
    if press.key is Key.ENTER:
        return Action.GO_ON
    return ACTIONS.get(press.text.lower()) if press.key in (Key.TEXT, Key.LINE) else None


def edited(entry: str, press: Press) -> str | None:
    """The typed line after ``press``; None if the press does not edit it.

    At an empty line a command is a command: no quantity begins with its letter, and a rating's digit is not one here.
    """
    if press.key in _ERASING:
        return _erased(entry, press.key) if entry else None
    if press.key is Key.PASTE:
        first, *_ = press.text.strip().splitlines() or [""]
        return (entry + "".join(filter(str.isprintable, first)))[:LONGEST_ENTRY]
    if press.key is not Key.TEXT or (not entry and is_command(press.text)):
        return None
    return (entry + press.text)[:LONGEST_ENTRY]


def is_command(text: str) -> bool:
    """Whether ``text``, at the start of an answer, is a command and not its first character."""
    return text.lower() in ACTIONS and not text.isdigit()


_ERASING = {Key.BACKSPACE, Key.ERASE_LINE, Key.ERASE_WORD, Key.ESCAPE}


def _erased(entry: str, key: Key) -> str:
    if key is Key.BACKSPACE:
        return entry[:-1]
    return entry.rstrip().rpartition(" ")[0] if key is Key.ERASE_WORD else ""
