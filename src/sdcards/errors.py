"""The errors a person can do something about."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class SdcardsError(Exception):
    """A command cannot go on; the message says what was found and what to do."""


class UsageError(SdcardsError):
    """The words on the command line do not fit; the process exits with 2."""


def unknown(what: str, name: str, known: Iterable[str], otherwise: str = "") -> UsageError:
    """The error for a name that is none: it tells the nearest ones, or else what to do, which is to choose one of all."""
    from difflib import get_close_matches  # heavy, and rarely needed

    names = list(dict.fromkeys(known))
    near = get_close_matches(name, names, n=3)
    every = f"choose one of {listed(names)}" if names else "there is none yet"
    advice = f"did you mean {listed(near)}?" if near else otherwise or every
    return UsageError(f"there is no {what} '{name}'; {advice}")


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return ", ".join(f"'{name}'" for name in names)
