"""The page of cards while its sources are edited: read anew at every save, and nothing lost to a fault."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import typer

from sdcards.cli.previewing import Selection, read_preview
from sdcards.cli.serving import LivePage, served
from sdcards.errors import SdcardsError
from sdcards.pages.preview import Finding, PreviewCard, PreviewDeck, PreviewTopic, preview_page

_POLL, _SETTLE = 0.1, 0.03
"""Seconds between two looks at the files; and until a file that an editor writes in steps is looked at again."""

Stamps = dict[str, tuple[int, int]]


def watch_deck(
    selection: Selection, opened: Callable[[str], None], pause: Callable[[float], None] = time.sleep
) -> None:
    """Serve the page and follow the files until Ctrl-C; ``opened`` is told the address."""
    page = LivePage()
    versions = _versions(selection, pause)
    page.show(*next(versions))
    with served(page) as address, suppress(KeyboardInterrupt):
        typer.echo(address)
        typer.echo("watching the sources; Ctrl-C ends", err=True)
        opened(address)
        for version in versions:
            page.show(*version)


def with_kept(now: PreviewDeck, before: PreviewDeck, texts: Callable[[PreviewTopic], str | None]) -> PreviewDeck:
    """Put back the cards that only a fault in their file hides: their id still stands in it, or nothing does.

    ``texts`` reads a topic's file, None where there is none.
    """
    read = {card.note for card in now.cards()}
    topics = {_name(topic): topic for topic in now.topics}
    for topic in before.topics:
        text = texts(topic) if any(card.note not in read for card in topic.cards) else None
        lines = {card.note: line for card in topic.cards if card.note not in read and (line := _line(text, card.note))}
        if lines:
            there = topics.get(_name(topic), replace(topic, cards=(), findings=()))
            topics[_name(topic)] = _kept(there, topic, lines)
    order = dict.fromkeys(map(_name, (*before.topics, *now.topics)))
    return replace(now, topics=tuple(topics[name] for name in order if name in topics))


def _versions(selection: Selection, pause: Callable[[float], None]) -> Iterator[tuple[str, str]]:
    """The page after each change of the files, with the number of its version; never ends."""
    deck: PreviewDeck | None = None
    seen: Stamps | None = None
    number = 0
    while True:
        found = _settled(selection.folder, seen, pause)
        if found != seen:
            seen, number = found, number + 1
            deck = _read(selection, deck)
            yield str(number), preview_page(deck, str(number))
        pause(_POLL)


def _settled(folder: Path, seen: Stamps | None, pause: Callable[[float], None]) -> Stamps:
    """What the files are stamped with, once it stays the same."""
    found = _stamps(folder)
    while found != seen:
        pause(_SETTLE)
        seen, found = found, _stamps(folder)
    return found


def _stamps(folder: Path) -> Stamps:
    found: Stamps = {}
    for pattern in ("*.y*ml", "*/*.y*ml"):
        for file in folder.glob(pattern):
            with suppress(OSError):  # gone since
                stat = file.stat()
                found[str(file)] = stat.st_mtime_ns, stat.st_size
    return found


def _read(selection: Selection, before: PreviewDeck | None) -> PreviewDeck:
    """The deck as it is, with what was on the page before where it cannot be read now."""
    if before is None:
        return read_preview(selection)
    try:
        now = read_preview(selection)
    except SdcardsError as error:
        return replace(before, findings=(Finding(str(error)),))
    return with_kept(now, before, lambda topic: _text(selection.folder / topic.area / f"{topic.slug}.yaml"))


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return None


def _name(topic: PreviewTopic) -> str:
    return f"{topic.area}/{topic.slug}"


def _line(text: str | None, note: str) -> int:
    """The line in which a note's id stands, from 1; 0 if it does not."""
    if not text:
        return 0 if text is None else 1  # many an editor empties a file before it writes it
    found = re.search(rf"\bid:\s*[\"']?{re.escape(note)}(?![\w-])", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _kept(topic: PreviewTopic, before: PreviewTopic, lines: dict[str, int]) -> PreviewTopic:
    """A topic with the cards of before whose notes stand in these lines, in their old places, each with the problems there."""
    findings = {note: tuple(_within(topic.findings, line, lines.values())) for note, line in lines.items()}
    kept = {
        card.id: replace(card, kept=True, findings=findings[card.note]) for card in before.cards if card.note in lines
    }
    cards: dict[str, PreviewCard] = kept | {card.id: card for card in topic.cards}
    order = dict.fromkeys([card.id for card in (*before.cards, *topic.cards)])
    taken = {finding for each in findings.values() for finding in each}
    left = tuple(finding for finding in topic.findings if finding not in taken)
    return replace(topic, cards=tuple(cards[card] for card in order if card in cards), findings=left)


def _within(findings: Iterable[Finding], line: int, lines: Iterable[int]) -> Iterator[Finding]:
    """The problems from a line on, up to the next of the lines."""
    end = min((other for other in lines if other > line), default=None)
    for finding in findings:
        if finding.source and line <= finding.source.line and (end is None or finding.source.line < end):
            yield finding
