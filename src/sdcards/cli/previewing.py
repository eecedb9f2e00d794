"""A deck as the page of cards shows it: joins the sources, their problems, and the cards as Anki fills them."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sdcards.anki.deck import place_of
from sdcards.anki.faces import faces
from sdcards.anki.fields import AnkiNote, Place, build_note, citation
from sdcards.anki.html import plain_to_html
from sdcards.anki.notetypes import style
from sdcards.cli.checking import read_checked
from sdcards.collection.collection import Area, Collection
from sdcards.collection.topic import Topic
from sdcards.errors import SdcardsError
from sdcards.notes.note import Note
from sdcards.pages.preview import Finding, PreviewCard, PreviewDeck, PreviewTopic, Source
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem


@dataclass(frozen=True, slots=True)
class Selection:
    """What to preview: a deck's folder, of it only some files where any are named; ``linked`` if places can be opened here."""

    folder: Path
    only: frozenset[Path] = frozenset()
    linked: bool = True

    def source(self, path: str, line: int) -> Source:
        """A place by a name that is the same on every machine, linked to the file where there is one here."""
        shown, file = _located(path, self.folder)
        return Source(shown, line, _address(file, line) if self.linked else "")

    def has(self, path: str) -> bool:
        """Whether the file is one of those to look at."""
        return not self.only or Path(path).resolve() in self.only


def read_preview(selection: Selection) -> PreviewDeck:
    """Everything that can be read, each problem at its card, its topic, or above them all.

    Raises SdcardsError where there is no deck.
    """
    collection, problems = read_checked(selection.folder)
    left = [problem for problem in problems if selection.has(problem.span.source.path)]
    topics: list[PreviewTopic] = []
    for area in collection.areas:
        shown = (topic for topic in area.topics if selection.has(topic.path))
        topics += [_topic(selection, collection, area, topic, _taken(left, topic.path)) for topic in shown]
        topics += _unread(selection, area, left)
    return PreviewDeck(collection.name, style(), tuple(topics), tuple(_finding(selection, problem) for problem in left))


@cache
def _located(path: str, folder: Path) -> tuple[str, Path]:
    """A file's name from the deck's folder on, and where it is."""
    file, root = Path(path).resolve(), folder.resolve()
    return (file.relative_to(root.parent) if file.is_relative_to(root) else file).as_posix(), file


_OPENERS = {
    "code": "vscode",
    "code-insiders": "vscode-insiders",
    "codium": "vscodium",
    "cursor": "cursor",
    "zed": "zed",
}
"""Editors that open a file at a line by an address, and how it begins."""


def _address(file: Path, line: int) -> str:
    editor = Path((os.environ.get("VISUAL") or os.environ.get("EDITOR") or " ").split(" ")[0]).stem
    if editor in _OPENERS:
        return f"{_OPENERS[editor]}://file/{quote(file.as_posix().lstrip('/'))}:{line}"
    return file.as_uri()


def _taken(problems: list[Problem], path: str) -> list[Problem]:
    """Take out of a list the problems of one file."""
    taken = [problem for problem in problems if problem.span.source.path == path]
    problems[:] = [problem for problem in problems if problem.span.source.path != path]
    return taken


def _topic(
    selection: Selection, collection: Collection, area: Area, topic: Topic, problems: list[Problem]
) -> PreviewTopic:
    place = place_of(area, topic)
    cards: list[PreviewCard] = []
    for note, node in zip(topic.notes, topic.nodes, strict=True):
        lines = range(node.span.line, _end(node))
        own = [problem for problem in problems if problem.span.line in lines]
        problems = [problem for problem in problems if problem.span.line not in lines]
        findings = tuple(_finding(selection, problem) for problem in own)
        cards += _cards(note, collection, place, selection.source(topic.path, node.span.line), findings)
    left = tuple(_finding(selection, problem) for problem in problems)
    return PreviewTopic(area.slug, area.title, topic.slug, topic.title, tuple(cards), left)


def _unread(selection: Selection, area: Area, left: list[Problem]) -> Iterator[PreviewTopic]:
    """The files of an area of which nothing could be read, each a topic without cards."""
    folder = selection.folder / area.slug
    for path in dict.fromkeys(problem.span.source.path for problem in left):
        if Path(path).parent == folder:
            findings = tuple(_finding(selection, problem) for problem in _taken(left, path))
            yield PreviewTopic(area.slug, area.title, Path(path).stem, Path(path).name, (), findings)


def _end(node: Fields) -> int:
    """The line behind a note: the next one that is indented less, for so YAML ends what stands in a list."""
    lines, indent = node.span.source.lines, node.span.column - 1
    behind = (
        number
        for number, line in enumerate(lines[node.span.line :], start=node.span.line + 1)
        if line.strip() and len(line) - len(line.lstrip()) < indent
    )
    return next(behind, len(lines) + 1)


def _cards(
    note: Note, collection: Collection, place: Place, source: Source, findings: Sequence[Finding]
) -> Iterator[PreviewCard]:
    """The cards of a note; one without faces where Anki could show none."""
    citations = {name: plain_to_html(name) for name in note.sources}
    citations |= {key: citation(cited) for key, cited in collection.sources.items() if key in citations}
    kind = note.NOTE_TYPE.title
    try:
        built = build_note(note, place, citations)
    except SdcardsError as error:
        why = tuple(findings) or (Finding(str(error), source=source),)
        yield PreviewCard(f"{note.id}/card", note.id, kind, note.tags, "", "", source, why)
        return
    for sides in faces(built):
        front, back = _with_pictures(built, sides.front), _with_pictures(built, sides.back)
        yield PreviewCard(sides.card, note.id, kind, _tags(built, place), front, back, source, tuple(findings))


def _tags(note: AnkiNote, place: Place) -> tuple[str, ...]:
    """Those that say more than where the note stands."""
    return tuple(tag.replace("::", "-") for tag in note.tags if tag not in place.tags)


def _with_pictures(note: AnkiNote, html: str) -> str:
    """A face with its pictures inside, as a page must have it that is one file."""
    for file in note.media:
        html = html.replace(f'src="{file.name}"', f'src="data:image/svg+xml;base64,{b64encode(file.content).decode()}"')
    return html


def _finding(selection: Selection, problem: Problem) -> Finding:
    span = problem.span
    _, _, excerpt = str(replace(problem, hint="")).partition("\n")
    return Finding(problem.message, problem.hint, problem.code, selection.source(span.source.path, span.line), excerpt)
