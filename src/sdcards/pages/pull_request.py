"""What a change does to the cards, as Markdown for a pull request: tables for GitHub, and nothing in them that it obeys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import ndiff
from html import escape
from itertools import groupby
from typing import TypeAlias

from sdcards.collection.changes import CardChange, Changes, DetailChange, Kind
from sdcards.collection.telling import HEADINGS, ask_lines, move_words, other_words, set_words, summary
from sdcards.collection.wording import Marked, marked
from sdcards.notes.diagram import unfenced
from sdcards.reading.span import visible

LARGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""

_APART = "\u2060"
"""A word joiner: it cannot be seen, and what it parts is no mention, no reference and no address."""

_Row: TypeAlias = tuple[str, str, str]
"""A label, and two cells as they are written."""

_CALLS = re.compile(r"@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=//|\w+:)|\bwww\.|\bmailto:", re.IGNORECASE)
_MARKUP = re.compile(r"[\\`*_\[\]|~$!#]")


def changes_markdown(changes: Changes, old: str, new: str) -> str:
    """All differences between two sides that people call ``old`` and ``new``; cut short where a comment could not hold it."""
    text = f"### What this does to the cards\n\nFrom {inert(old)} to {inert(new)}: **{summary(changes)}**\n"
    left_out = 0
    for block in _blocks(changes):
        if len(text) + len(block) > LARGEST:
            left_out += 1
        else:
            text += f"\n{block}"
    return f"{text}\n… and {left_out:,} more, too long for here: `sdcards diff` shows them.\n" if left_out else text


def inert(text: str) -> str:
    """A text as one line of a table's cell, which shows it and obeys nothing in it."""
    lines = (visible(line).strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "<br>".join(
        _MARKUP.sub(r"\\\g<0>", escape(_CALLS.sub(rf"\g<0>{_APART}", line), quote=False)) for line in lines
    )


def _blocks(changes: Changes) -> Iterator[str]:
    """What people should look at again comes first."""
    yield from _list("Please look again", ask_lines(changes.asks, _code, inert))
    for kind, cards in groupby(changes.cards, key=lambda change: change.kind):
        if kind is Kind.RETURNING:
            yield from _list(HEADINGS[kind], [f"{_code(card.card)}: {inert(card.why)}" for card in cards])
            continue
        yield f"#### {HEADINGS[kind]}\n"
        yield from map(_card, cards)
    if changes.details:
        yield "#### Details, which bring no card back\n"
    for (note, place), fields in groupby(changes.details, key=lambda change: (change.note, change.place)):
        yield f"{_code(note)} · {inert(place)}\n\n" + "\n".join(_details(list(fields)))
    yield from _list("Moved", [move_words(move, _code) for move in changes.moves])
    yield from _list("Notes that make other cards", [set_words(change, _code) for change in changes.sets])
    yield from _list("Besides the cards", [other_words(change, _code, inert) for change in changes.others])


def _card(change: CardChange) -> str:
    why = [("why", "", inert(change.why))] if change.why else []
    rows = [(label, *_both(*_faces(label, change))) for label in ("front", "back")]
    return f"{_code(change.card)} · {inert(change.place)}\n\n" + _table(why + rows)


def _faces(label: str, change: CardChange) -> tuple[str, str]:
    return getattr(change.was, label, ""), getattr(change.now, label, "")


def _details(changes: list[DetailChange]) -> Iterator[str]:
    """A table of the fields, and below it the picture, which no cell could hold."""
    pictures = [change for change in changes if unfenced(change.was) or unfenced(change.now)]
    if rows := [(inert(each.field), *_both(each.was, each.now)) for each in changes if each not in pictures]:
        yield _table(rows)
    for change in pictures:
        yield _picture(unfenced(change.was), unfenced(change.now))


def _both(was: str, now: str) -> tuple[str, str]:
    """Two texts as cells, with what stands in only one of them marked."""
    if not was or not now or was == now:
        return inert(was), inert(now) if was != now else "*as before*"
    before, after = marked(was, now)
    return _struck(before, "del"), _struck(after, "ins")


def _struck(pieces: Marked, tag: str) -> str:
    return "".join(_piece(piece, tag if alone else "") for piece, alone in pieces)


def _piece(piece: str, tag: str) -> str:
    """A piece with the blanks at its ends, which are never marked."""
    bare = piece.strip()
    before, _, after = piece.partition(bare) if bare else ("", "", piece)
    said = f"<{tag}>{inert(bare)}</{tag}>" if tag and bare else inert(bare)
    return f"{_blank(before)}{said}{_blank(after)}"


def _blank(text: str) -> str:
    return "<br>" * text.count("\n") or (" " if text else "")


def _picture(was: str, now: str) -> str:
    """Two drawings line by line, in a block that ends where none of them could."""
    before, after = ([visible(line) for line in text.split("\n") if text] for text in (was, now))
    lines = [line.rstrip() for line in ndiff(before, after) if not line.startswith("?")]
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", "\n".join(lines)) or [""]))
    return "\n".join((f"{fence}diff", *lines, fence)) + "\n"


def _table(rows: list[_Row]) -> str:
    lines = (f"| {label} | {was} | {now} |" for label, was, now in rows)
    return "\n".join(("| | was | now |", "|---|---|---|", *lines)) + "\n"


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"#### {title}\n\n" + "\n".join(f"- {line}" for line in lines) + "\n"


def _code(name: str) -> str:
    """A name of a card, a note or a file; what is more than that is text."""
    return f"`{name}`" if re.fullmatch(r"[a-z0-9/-]+", name) else inert(name)
