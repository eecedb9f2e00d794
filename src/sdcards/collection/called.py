"""What people call an area, a topic or a prompt: its key, or the title that they read."""

from __future__ import annotations

from collections.abc import Iterable

from sdcards.errors import UsageError, listed, unknown


def key_called(what: str, name: str, titles: Iterable[tuple[str, str]], otherwise: str = "") -> str:
    """The key that ``name`` means, of keys with their titles: only letters and digits count, a title for less than a key.

    Raises UsageError with the nearest keys, or else what to do, where there is none, and where it fits several.
    """
    pairs, plain = list(titles), _plain(name)
    found = (
        [key for key, _ in pairs if key == name]
        or [key for key, _ in pairs if _plain(key) == plain]
        or [key for key, title in pairs if _plain(title) == plain]
    )
    keys = list(dict.fromkeys(found))
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise UsageError(f"'{name}' fits {len(keys)} {what}s; choose one of {listed(keys)}")
    raise unknown(what, name, (key for key, _ in pairs), otherwise, pairs)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
