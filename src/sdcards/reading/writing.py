"""Text as YAML that reads back the same, in one line."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9“(](?:[^:#\n]|:(?=\S)|(?<=\S)#)*(?<![\s:])")
"""Text that needs no quotes; the field decides how it is read, so numbers and words like ``no`` need none either."""

_IN_FLOW = re.compile(r"[\[\]{},]")
_UNSAFE = re.compile("[^\x20-\x7e\xa0-\u2027\u2030-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def scalar(text: str, *, in_flow: bool = False) -> str:
    """``text`` as a plain scalar where that is safe, in double quotes otherwise; ``in_flow`` is inside brackets."""
    plain = _PLAIN.fullmatch(text) and not _UNSAFE.search(text) and not (in_flow and _IN_FLOW.search(text))
    return text if plain else f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    quoted = "".join(_SHORT.get(char, char) for char in text)
    return _UNSAFE.sub(lambda found: _numbered(ord(found[0])), quoted)


def _numbered(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
