"""What an Anki collection lacks of ours: notes, corrections, reviews. Pure but for reading an opened collection."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from sdcards.anki.cards import Known, card_of
from sdcards.anki.fields import AnkiNote
from sdcards.anki.history import read_cards
from sdcards.anki.identity import guid, note_type_id
from sdcards.anki.matching import Shown, by_ours, same_reviews
from sdcards.anki.progress import Folded, Kind, LogRow, Progress, fold_card
from sdcards.anki.released import text_digest
from sdcards.errors import SdcardsError
from sdcards.ids import CardId, NoteId

OUR_TAGS = ("area::", "topic::", "wave::", "level::")
"""How the tags begin that say where a note stands; all other tags on a note are the learner's, or the author's own."""


class RowThere(NamedTuple):
    """A row of Anki's log of a card of ours."""

    at: int
    rating: int
    took: int
    kind: int


@dataclass(frozen=True, slots=True)
class NoteThere:
    """A note of ours as it stands in Anki."""

    number: int
    note_type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class There:
    """What a collection has of ours; ``moments`` are taken by any card's reviews, ``modified`` is when it last changed."""

    modified: int
    notes: Mapping[NoteId, NoteThere]
    cards: frozenset[CardId]
    rows: Mapping[CardId, Sequence[RowThere]]
    moments: frozenset[int]


@dataclass(frozen=True, slots=True)
class Change:
    """Other fields and tags for a note."""

    number: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(slots=True)
class NoteChanges:
    """Notes that are new there and corrections; ``edited`` ones stay as their learner made them, ``strange`` have no fit shape.

    ``brought`` are the notes that will read there as ours do.
    """

    new: list[NoteId] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    edited: list[NoteId] = field(default_factory=list)
    strange: list[NoteId] = field(default_factory=list)
    brought: dict[NoteId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A card whose log grows. ``newest`` says that its last answer is not Anki's; then the rest tells where that put it.

    ``reps`` and ``lapses`` are what it gains, ``last`` is the millisecond of its last answer, ``last_in`` its day from today.
    """

    guid: str
    ordinal: int
    newest: bool
    reps: int
    lapses: int
    last: int
    last_in: int
    type: int
    left: int
    interval: int
    position: int


@dataclass(slots=True)
class ReviewChanges:
    """The rows that Anki lacks, with the guid and number of each card, and the cards they are of."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OurCard:
    """A card that Anki has or will have: its note's guid, its number in it, and its place among new cards."""

    guid: str
    ordinal: int
    position: int


_CHECK = "in Anki, 'Tools, Check Database' mends that"
_WHOLE_ROWS = """SELECT id, cid, ease, time, type FROM revlog WHERE typeof(id) = 'integer' AND typeof(ease) = 'integer'
    AND typeof(time) = 'integer' AND typeof(type) = 'integer' ORDER BY id"""
"""SQLite keeps anything in any column."""


def read_there(con: sqlite3.Connection, known: Known) -> There:
    """Read what an opened collection has of ours; SdcardsError if two of its notes share a guid of ours."""
    cards = read_cards(con, known)
    rows: dict[CardId, list[RowThere]] = {}
    moments: set[int] = set()
    for at, number, rating, took, kind in con.execute(_WHOLE_ROWS):
        moments.add(at)
        if number in cards:
            rows.setdefault(cards[number], []).append(RowThere(at, rating, took, kind))
    ((modified,),) = con.execute("SELECT mod FROM col LIMIT 1")
    if not isinstance(modified, int):
        raise SdcardsError(f"the collection was changed {modified!r}; {_CHECK}")
    return There(modified, dict(_notes(con, known)), frozenset(cards.values()), rows, frozenset(moments))


def note_changes(notes: Iterable[AnkiNote], there: There, is_ours: Callable[[NoteId, str], bool]) -> NoteChanges:
    """Compare our notes with theirs; ``is_ours`` tells whether a note was ever given with fields of that digest."""
    found = NoteChanges()
    for note in notes:
        theirs = there.notes.get(note.id)
        if theirs is None:
            found.new.append(note.id)
            found.brought[note.id] = text_digest(note.fields)
        elif theirs.note_type != note_type_id(note.family) or len(theirs.fields) != len(note.fields):
            found.strange.append(note.id)
        else:
            _compare(found, note, theirs, is_ours)
    return found


def review_changes(cards: Mapping[CardId, OurCard], progress: Progress, there: There) -> ReviewChanges:
    """Find the rows that Anki lacks of these cards; our log has all of Anki's by now."""
    found, missing = ReviewChanges(), list[LogRow]()
    for card, ours in cards.items():
        folded, theirs = fold_card(card, progress), there.rows.get(card, ())
        lacking = _lacking(folded.rows, card, theirs)
        if lacking:
            resets = progress.resets.get(card, ())
            missing += [_with_fit_kind(row, theirs, resets) for row in lacking]
            found.entries.append(_entry(ours, folded, lacking, progress.today))
    for row in _with_free_moments(missing, there.moments):
        ours = cards[row.card]
        found.rows.append(
            (
                ours.guid,
                ours.ordinal,
                row.at,
                row.rating,
                row.interval,
                row.last_interval,
                row.factor,
                row.took,
                row.kind,
            )
        )
    return found


def request(there: There, notes: NoteChanges, reviews: ReviewChanges) -> dict[str, object]:
    """What to ask of the program that has Anki, but for the places of files."""
    return {
        "modified": there.modified,
        "notes": [asdict(change) for change in notes.changes],
        "reviews": reviews.rows,
        "cards": [asdict(entry) for entry in reviews.entries],
    }


def our_cards(notes: Iterable[tuple[AnkiNote, int]], there: There, new: Iterable[NoteId]) -> dict[CardId, OurCard]:
    """The cards of our notes, given with their positions, that Anki has, or will have with the new notes."""
    coming, cards = set(new), dict[CardId, OurCard]()
    for note, position in notes:
        for ordinal in note.ordinals:
            card = card_of(note.id, note.family, ordinal)
            if card is not None and (note.id in coming or card in there.cards):
                cards[card] = OurCard(guid(note.id), ordinal, position)
    return cards


def _notes(con: sqlite3.Connection, known: Known) -> Iterator[tuple[NoteId, NoteThere]]:
    for number, name, note_type, fields, tags in con.execute("SELECT id, guid, mid, flds, tags FROM notes"):
        if name in known:
            if not (isinstance(fields, str) and isinstance(tags, str)):
                raise SdcardsError(f"our note '{known[name][0]}' has no text there; {_CHECK}")
            yield known[name][0], NoteThere(number, note_type, tuple(fields.split("\x1f")), tuple(tags.split()))


def _compare(found: NoteChanges, note: AnkiNote, theirs: NoteThere, is_ours: Callable[[NoteId, str], bool]) -> None:
    text, fields = text_digest(theirs.fields), theirs.fields
    if text != text_digest(note.fields):
        if is_ours(note.id, text):
            fields = (*note.fields[:-1], theirs.fields[-1])  # My notes stay the learner's
            found.brought[note.id] = text_digest(note.fields)
        else:
            found.edited.append(note.id)
    tags = _united_tags(theirs.tags, note.tags)
    if (fields, tags) != (theirs.fields, theirs.tags):
        found.changes.append(Change(theirs.number, fields, tags))


def _united_tags(theirs: tuple[str, ...], ours: tuple[str, ...]) -> tuple[str, ...]:
    """Our tags as they are now, and the learner's own."""
    here = {tag.lower() for tag in ours}
    own = [tag for tag in theirs if not tag.lower().startswith(OUR_TAGS) and tag.lower() not in here]
    united = (*ours, *own)
    return theirs if {tag.lower() for tag in united} == {tag.lower() for tag in theirs} else united


def _lacking(rows: Sequence[LogRow], card: CardId, theirs: Sequence[RowThere]) -> list[LogRow]:
    same = by_ours(
        same_reviews(
            (Shown(card, row.at, row.rating, row.took) for row in rows),
            (Shown(card, row.at, row.rating, row.took) for row in theirs),
        )
    )
    return [row for row in rows if (card, row.at) not in same]


def _with_fit_kind(row: LogRow, theirs: Sequence[RowThere], resets: Sequence[int]) -> LogRow:
    """Anki replays from a card's last block of learning rows, so no row may stand before that block or make another."""
    start = max((at for at in resets if at < row.at), default=0)
    graded = [each for each in theirs if each.rating and each.at > start]
    if row.rating and any(each.kind == Kind.LEARNING and each.at > row.at for each in graded):
        return row._replace(kind=Kind.LEARNING)
    is_past_learning = any(each.kind in (Kind.REVIEW, Kind.RELEARNING) and each.at < row.at for each in graded)
    return row._replace(kind=Kind.RELEARNING) if row.kind is Kind.LEARNING and is_past_learning else row


def _entry(ours: OurCard, folded: Folded, lacking: Sequence[LogRow], today: int) -> Entry:
    schedule = folded.schedule
    return Entry(
        guid=ours.guid,
        ordinal=ours.ordinal,
        newest=lacking[-1].at == folded.rows[-1].at,
        reps=sum(row.rating > 0 for row in lacking),
        lapses=sum(row.rating == 1 and row.kind is Kind.REVIEW for row in lacking),
        last=folded.last,
        last_in=schedule.last - today if schedule else 0,
        type=schedule.phase if schedule else 0,
        left=schedule.left if schedule else 0,
        interval=schedule.interval if schedule else 0,
        position=ours.position,
    )


def _with_free_moments(rows: Iterable[LogRow], taken: frozenset[int]) -> Iterator[LogRow]:
    """Give each row a millisecond that no card's review has; Anki would drop it silently otherwise."""
    used = set(taken)
    for row in sorted(rows):
        at = row.at
        while at in used:
            at += 1
        used.add(at)
        yield row if at == row.at else row._replace(at=at)
