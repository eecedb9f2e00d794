"""What a YAML parser objects to, in an author's words and at the place of the slip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from sdcards.reading.span import Problem, Span

_Reading: TypeAlias = "tuple[Span, str, str] | None"
"""Where the slip is, what was found, what to do; None where it is another slip."""

_FIELD = re.compile(r"([ ]*(?:- +)?)([\w.-]+)[ ]*")
"""What stands before the colon of a line that begins a field."""

_CLOSING = {"[": "]", "{": "}"}
_BLOCKS = ("while parsing a block mapping", "while parsing a block collection")
_SIGNS = ("while scanning a block scalar", "while scanning an alias", "while scanning an anchor")
_NOT_HERE = ("that cannot start any token", "entries are not allowed", "keys are not allowed", "node content")
_NEXT_LINE = {"-": "; a list begins in the next line", ">": "; a block begins in the next line"}


@dataclass(frozen=True, slots=True)
class Objection:
    """What a parser said at a place, what it was doing since which place, and the text that it read last."""

    said: str
    at: Span
    doing: str
    since: Span
    last: Span

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.at.excerpt[: self.at.column - 1]


def slip(objection: Objection) -> Problem:
    """The slip that an author has made, or what the parser said where that cannot be told."""
    for reading in (_tab, _unclosed, _no_field, _escape, _colon, _beginning, _behind, _indentation):
        if found := reading(objection):
            where, message, hint = found
            return Problem(where, "bad-yaml", message, hint)
    return Problem(objection.at, "bad-yaml", objection.said, "check quotes, brackets and indentation")


def _tab(objection: Objection) -> _Reading:
    if _sign(objection.at) == "\t" or (objection.before.isspace() and "\t" in objection.before):
        return objection.at, "a tab where only spaces may stand", "indent with spaces, not tabs"
    return None


def _unclosed(objection: Objection) -> _Reading:
    """A quote or a bracket that swallows what follows it."""
    since, at, sign = objection.since, objection.at, _sign(objection.since)
    if "quoted scalar" in objection.doing and "unexpected" in objection.said:
        return since, "this quote is never closed", f"put {sign} where the text ends"
    at_field = _FIELD.fullmatch(objection.before) or not at.excerpt
    if objection.doing.startswith("while parsing a flow") and since.line < at.line and sign in _CLOSING and at_field:
        return (
            since,
            f"this '{sign}' is never closed",
            f"put '{_CLOSING[sign]}' where it ends, or the whole text in quotes",
        )
    return None


def _no_field(objection: Objection) -> _Reading:
    if "could not find expected ':'" not in objection.said:
        return None
    return (
        objection.since,
        "no ': ' here, so this is no field",
        "write 'name: text', or indent what belongs to the text above",
    )


def _escape(objection: Objection) -> _Reading:
    if "unknown escape" not in objection.said:
        return None
    return objection.at, "double quotes know no such '\\'", "write '\\\\' for a backslash, or take single quotes"


def _colon(objection: Objection) -> _Reading:
    """A colon too many: a field that stands too deep, or a text that needs quotes."""
    in_flow = objection.doing.startswith("while parsing a flow") and _sign(objection.at) == ":"
    if not (in_flow or "mapping values are not allowed" in objection.said):
        return None
    if not in_flow and (found := _FIELD.fullmatch(objection.before)):
        field = Span(objection.at.source, objection.at.line, found.start(2) + 1, len(found[2]))
        return field, "a field inside a text", "indent it like the other fields, or quote the text that goes on here"
    return objection.at, "a ':' in a text without quotes", "put the whole text in quotes"


def _beginning(objection: Objection) -> _Reading:
    """A text that begins with a sign of YAML's own."""
    where = objection.since if objection.doing in _SIGNS else objection.at
    sign = _sign(where)
    if not sign or not (objection.doing in _SIGNS or any(words in objection.said for words in _NOT_HERE)):
        return None
    return where, f"a text cannot begin with '{sign}'", f"put it in quotes{_NEXT_LINE.get(sign.replace('|', '>'), '')}"


def _behind(objection: Objection) -> _Reading:
    """Text behind what should have been its end."""
    sign = objection.before.rstrip()[-1:]
    if objection.doing not in _BLOCKS or not sign or sign not in "'\"]}":
        return None
    if sign in "]}":
        return objection.at, f"the text goes on behind '{sign}'", "put the whole text in quotes"
    if objection.last.line < objection.at.line:
        return objection.last, f"this quote ends only in line {objection.at.line}", f"put {sign} where the text ends"
    return objection.at, "the text goes on behind the closing quote", "put the whole text in quotes of the other kind"


def _indentation(objection: Objection) -> _Reading:
    if objection.doing not in _BLOCKS or objection.before.strip() or _sign(objection.at) in _CLOSING.values():
        return None
    return objection.at, "this line is indented unlike those around it", "begin it in the same column as its neighbours"


def _sign(span: Span) -> str:
    """The character at a place; empty behind the last one."""
    return span.excerpt[span.column - 1 : span.column]
