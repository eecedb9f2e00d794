"""Where things live on this machine. Plain strings: the daily path starts here and must stay light."""

import errno
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


def data_folder() -> str:
    """The folder of people's progress: ``SDCARDS_DATA``, or what the platform sets aside for such data."""
    return os.environ.get("SDCARDS_DATA") or _of_platform(
        unix=("XDG_DATA_HOME", ".local/share"), mac="Library/Application Support", windows=""
    )


def cache_folder() -> str:
    """The folder of what can be made again: ``SDCARDS_CACHE``, or the platform's."""
    return os.environ.get("SDCARDS_CACHE") or _of_platform(
        unix=("XDG_CACHE_HOME", ".cache"), mac="Library/Caches", windows="Cache"
    )


def progress_file() -> str:
    """The store of reviews."""
    return os.path.join(data_folder(), "progress.db")


def cards_folder() -> str:
    """The deck: ``SDCARDS_CARDS``, or the one that came with the program, or the one of its checkout."""
    packaged = os.path.join(_HERE, "deck")
    if os.environ.get("SDCARDS_CARDS"):
        return os.environ["SDCARDS_CARDS"]
    return packaged if os.path.isdir(packaged) else os.path.join(_checkout(), "cards")


def released_file(deck: str = "") -> str:
    """The lock that says when each released note of a deck last changed: in ``dist`` beside it, or where it is packaged."""
    folder = os.path.abspath(deck or cards_folder())
    if folder == os.path.join(_HERE, "deck"):
        return os.path.join(_HERE, "released.json")
    return os.path.join(os.path.dirname(folder), "dist", "released.json")


def _checkout() -> str:
    return os.path.dirname(os.path.dirname(_HERE))


def _of_platform(unix: tuple[str, str], mac: str, windows: str) -> str:
    home = os.path.expanduser("~")
    if home == "~":
        advice = "nobody's home folder is known; name folders in SDCARDS_DATA and SDCARDS_CACHE"
        raise FileNotFoundError(errno.ENOENT, advice, home)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        return os.path.join(local, "sdcards", windows) if windows else os.path.join(local, "sdcards")
    if sys.platform == "darwin":
        return os.path.join(home, mac, "sdcards")
    variable, fallback = unix
    return os.path.join(os.environ.get(variable) or os.path.join(home, fallback), "sdcards")
