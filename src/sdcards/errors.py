"""The errors a person can do something about."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class SdcardsError(Exception):
    """A command cannot go on; the message says what was found and what to do."""


class UsageError(SdcardsError):
    """The words on the command line do not fit; the process exits with 2."""


def no_file(path: object) -> SdcardsError:
    """The error for a file that is not there."""
    return SdcardsError(f"there is no file '{path}'; check its name")


def no_deck(folder: object) -> SdcardsError:
    """The error for a folder without a deck."""
    return SdcardsError(
        f"no deck in '{folder}'; a deck has a 'deck.yaml', see 'A deck of your own' in docs/card-format.md"
    )


def unknown(
    what: str, name: str, known: Iterable[str], otherwise: str = "", titles: Iterable[tuple[str, str]] = ()
) -> UsageError:
    """The error for a name that is none: it tells the nearest ones, or else what to do, which is to choose one of all.

    Of a name with a title, in ``titles`` both, the title may be as near.
    """
    from difflib import get_close_matches  # heavy, and rarely needed

    names = list(dict.fromkeys(known))
    written = {title.lower(): each for each, title in titles} | {each.lower(): each for each in names}
    near = dict.fromkeys(written[text] for text in get_close_matches(name.lower(), written, n=3))
    every = f"choose one of {listed(names)}" if names else "there is none yet"
    advice = f"did you mean {listed(near)}?" if near else otherwise or every
    return UsageError(f"there is no {what} '{name}'; {advice}")


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return ", ".join(f"'{name}'" for name in names)
