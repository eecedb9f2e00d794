"""YAML text into nodes that know their places. The only door to yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import yaml

from sdcards.reading.span import Problem, SourceText, Span, quoted
from sdcards.reading.syntax import Objection, slip

if TYPE_CHECKING:
    from yaml.error import Mark

LARGEST = 300_000
"""Characters in one file; a topic of forty notes needs some 30,000."""

DEEPEST = 12

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What commands a terminal, or turns the direction of text around; line breaks and tabs are harmless."""

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CUT = re.compile(r"[ \t]+#[^\s#]")
"""A ``#`` that ends a text although it was meant to be in it: what is a comment has a blank behind."""

_Event: TypeAlias = Any
"""An event of the parser; the ones that are read here all have both their marks, which its types do not know."""

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text, as written: ``no`` is the word no."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    entries: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields by name, with the place of each name."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Span]
    span: Span


Node = Scalar | Sequence | Fields


@dataclass(frozen=True, slots=True)
class Extent:
    """From which character to which a piece of text is written in its file, and how: bare, or ``'``, ``"``, ``|`` or ``>``."""

    start: int
    end: int
    style: str


class _Stop(Exception):  # noqa: N818 - it never leaves this module
    """Reading cannot go on; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_nodes(source: SourceText, text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Compose the one document of a file. Raises nothing: what is wrong comes back as problems.

    A file that cannot be read as YAML gives no node. Doubled fields give a problem, and the first of them counts; text with
    control characters gives a problem, and stays.
    """
    if len(text) > LARGEST:
        return None, (_at_start(source, "too-large", f"{len(text):,} characters in one file", "split the topic"),)
    if unreadable := _unreadable_character(source, text):
        return None, (unreadable,)
    problems: list[Problem] = []
    composer = _Composer(source, text, problems)
    try:
        node = composer.document()
    except _Stop as stop:
        return None, (*problems, stop.problem)
    except yaml.MarkedYAMLError as error:
        return None, (*problems, _syntax(source, error, composer.last))
    return node, tuple(problems)


def extents(text: str) -> dict[tuple[int, int], Extent]:
    """How every piece of text is written in a file that can be read, by its line and column (see `Span`)."""
    found = {}
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent):
            start, end = cast("Mark", event.start_mark), cast("Mark", event.end_mark)
            found[start.line + 1, start.column + 1] = Extent(start.index, end.index, event.style or "")
    return found


def texts_in(node: Node) -> Iterator[Scalar]:
    """Every text of a node, at whatever depth."""
    if isinstance(node, Scalar):
        yield node
    else:
        for entry in node.entries.values() if isinstance(node, Fields) else node.entries:
            yield from texts_in(entry)


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Bytes of a file as text; a byte-order mark is dropped, other encodings than UTF-8 are a problem."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8-sig")
        source = SourceText.of(path, good)
        span = Span(source, len(source.lines), len(source.lines[-1]) + 1)
        return "", (
            Problem(span, "not-utf-8", f"byte {data[error.start]:#04x} is not UTF-8", "save the file as UTF-8"),
        )


class _Composer:
    def __init__(self, source: SourceText, text: str, problems: list[Problem]) -> None:
        self._source = source
        self._events: Iterator[_Event] = yaml.parse(text, Loader=_Loader)
        self._problems = problems
        self._depth = 0
        # Asked once of a file, since hardly any has such a place: of each piece of text it takes as long as to read it.
        self._may_command = "\\" in text or _CONTROL.search(text) is not None
        self._may_be_cut = " #" in text or "\t#" in text
        self._last: _Event | None = None

    @property
    def last(self) -> Span:
        """The text that was read last."""
        return self._span(self._last) if self._last else Span(self._source, 1, 1)

    def document(self) -> Node | None:
        next(self._events)  # stream start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        node = self._node(next(self._events))
        next(self._events)  # document end
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise self._stop(following, "second-document", "a second '---' document", "one file holds one topic")
        return node

    def _node(self, event: _Event) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, self._of_text(event))
        self._refuse(event)
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._stop(event, "too-deep", f"more than {DEEPEST} levels inside each other", "flatten them")
        node = self._sequence(event) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event)
        self._depth -= 1
        return node

    def _sequence(self, start: _Event) -> Sequence:
        entries = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            entries.append(self._node(event))
        return Sequence(tuple(entries), self._span(start))

    def _mapping(self, start: _Event) -> Fields:
        entries: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        doubled: list[Scalar] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, place = self._key(event)
            value = self._node(next(self._events))
            if key in entries:
                doubled.append(Scalar(key, place))
            else:
                entries[key], keys[key] = value, place
        self._problems += _doubled(doubled, next(iter(entries), ""))
        return Fields(entries, keys, self._span(start))

    def _key(self, event: _Event) -> tuple[str, Span]:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event)
            hint = "quote it if it is text"
            raise self._stop(event, "bad-yaml", "a list or mapping where a field's name belongs", hint)
        return intern(event.value), self._of_text(event)  # few names, in every note again

    def _of_text(self, event: _Event) -> Span:
        """The place of a piece of text, after a look at what is wrong with it."""
        self._refuse(event)
        self._last, span = event, self._span(event)
        if self._may_command and (found := _CONTROL.search(event.value)):
            message = f"{quoted(found[0])} cannot be shown"
            self._problems.append(Problem(span, "control-character", message, "take the character out"))
        if self._may_be_cut and not event.style:
            self._expect_whole(event, span)
        return span

    def _expect_whole(self, event: _Event, span: Span) -> None:
        end, lines = event.end_mark, self._source.lines
        if end.line < len(lines) and _CUT.match(lines[end.line], end.column):
            hint = "put the whole text in quotes, or a blank behind the '#'"
            self._problems.append(Problem(span, "cut-text", "this text ends at ' #', as if a comment began", hint))

    def _refuse(self, event: _Event) -> None:
        if event.anchor:  # an alias has one too, and no tag
            raise self._stop(
                event, "alias", "anchors and aliases are not used in cards", "write the text out, or quote it"
            )
        if event.tag:
            hint = "quote the text if the '!' belongs to it"
            raise self._stop(event, "custom-tag", f"the tag {quoted(event.tag)} is not used in cards", hint)

    def _stop(self, event: _Event, code: str, message: str, hint: str) -> _Stop:
        return _Stop(Problem(self._span(event), code, message, hint))

    def _span(self, event: _Event) -> Span:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Span(self._source, start.line + 1, start.column + 1, max(1, width))


def _doubled(names: list[Scalar], first: str) -> Iterator[Problem]:
    """Fields that stand twice; where they begin with the ``first`` of all, the next entry's dash is missing."""
    for name in names:
        message = f"{quoted(name.text)} stands here twice"
        if name.text == first and len(names) > 1:
            yield Problem(
                name.span, "doubled-field", message, "put '- ' before it if this is the next entry, or keep one"
            )
            return
        yield Problem(name.span, "doubled-field", message, "keep one")


def _unreadable_character(source: SourceText, text: str) -> Problem | None:
    if not (found := _NOT_YAML.search(text)):
        return None
    before = SourceText.of(source.path, text[: found.start()]).lines
    span = Span(source, len(before), len(before[-1]) + 1)
    return Problem(span, "bad-yaml", f"{quoted(found[0])} cannot stand in YAML", "take the character out")


def _syntax(source: SourceText, error: yaml.MarkedYAMLError, last: Span) -> Problem:
    at = _place(source, cast("Mark", error.problem_mark))
    since = _place(source, error.context_mark) if error.context_mark else at
    return slip(Objection(cast("str", error.problem), at, error.context or "", since, last))


def _place(source: SourceText, mark: Mark) -> Span:
    return Span(source, mark.line + 1, mark.column + 1)


def _at_start(source: SourceText, code: str, message: str, hint: str) -> Problem:
    return Problem(Span(source, 1, 1), code, message, hint)
