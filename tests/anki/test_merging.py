from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdcards.anki.archive import open_collection
from sdcards.anki.cards import known_notes
from sdcards.anki.fields import AnkiNote
from sdcards.anki.identity import guid, note_type_id
from sdcards.anki.merging import (
    Change,
    NoteThere,
    OurCard,
    ReviewChanges,
    RowThere,
    There,
    note_changes,
    our_cards,
    read_there,
    request,
    review_changes,
)
from sdcards.anki.progress import Kind, Progress
from sdcards.anki.released import text_digest
from sdcards.clock import study_day
from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from tests.anki.ankifiles import MOMENT, review, write_collection
from tests.anki.samples import built
from tests.scheduling.histories import a_scheduler

NOTE = built("- {id: a-basic, type: basic, wave: 1, front: Up?, back: 'Yes', sources: [book]}")
MENDED = replace(NOTE, fields=("Up?", "Yes, it is", *NOTE.fields[2:]))
CARD = CardId("a-basic/answer")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = study_day(NOW)
DAY = 86_400_000
NOON = int(NOW.timestamp() * 1000)
MINE = (*NOTE.fields[:-1], "my words")


def there(
    note: NoteThere | None = None,
    *,
    rows: Mapping[CardId, Sequence[RowThere]] | None = None,
    moments: frozenset[int] = frozenset(),
) -> There:
    return There(7, {NOTE.id: note} if note else {}, frozenset({CARD} if note else ()), rows or {}, moments)


def note_there(fields: tuple[str, ...] = NOTE.fields, tags: tuple[str, ...] = NOTE.tags) -> NoteThere:
    return NoteThere(31, note_type_id("basic"), fields, tags)


def given(*notes: AnkiNote) -> set[tuple[NoteId, str]]:
    return {(note.id, text_digest(note.fields)) for note in notes}


def changes(note: AnkiNote, place: There, known: set[tuple[NoteId, str]] | None = None) -> object:
    found = note_changes([note], place, lambda name, text: (name, text) in (known or set()))
    return found.new, found.changes, found.edited, found.strange


def test_note_that_anki_does_not_have_is_new() -> None:
    assert changes(NOTE, there()) == ([NOTE.id], [], [], [])


def test_note_that_reads_the_same_needs_nothing_whatever_the_learner_added() -> None:
    assert changes(NOTE, there(note_there(MINE, (*NOTE.tags, "leech")))) == ([], [], [], [])


def test_corrected_note_changes_and_my_notes_and_own_tags_stay() -> None:
    tags = ("my-own", "Topic::Topic", "area::elsewhere", "level::1", "wave::1")
    expected = Change(31, (*MENDED.fields[:-1], "my words"), (*NOTE.tags, "my-own"))
    assert changes(MENDED, there(note_there(MINE, tags)), given(NOTE)) == ([], [expected], [], [])


def test_tags_alone_can_change() -> None:
    assert changes(NOTE, there(note_there(tags=("area::old", "b")))) == (
        [],
        [Change(31, NOTE.fields, (*NOTE.tags, "b"))],
        [],
        [],
    )


def test_note_that_its_learner_rewrote_stays_and_is_named() -> None:
    rewritten = note_there(("Up?", "my own answer", *NOTE.fields[2:]))
    assert changes(MENDED, there(rewritten), given(NOTE)) == ([], [], [NOTE.id], [])


@pytest.mark.parametrize("other", [NoteThere(31, 5, NOTE.fields, ()), NoteThere(31, note_type_id("basic"), ("a",), ())])
def test_note_of_another_shape_is_left_alone_and_named(other: NoteThere) -> None:
    assert changes(MENDED, there(other), given(NOTE)) == ([], [], [], [NOTE.id])


def test_notes_that_will_read_as_ours_are_remembered() -> None:
    late = replace(NOTE, id=NoteId("a-late"))
    found = note_changes([MENDED, late], there(note_there()), lambda _, __: True)
    assert found.brought == {MENDED.id: text_digest(MENDED.fields), late.id: text_digest(late.fields)}


def test_cards_are_those_that_anki_has_or_gets() -> None:
    late = replace(NOTE, id=NoteId("a-late"), ordinals=(0, 1))
    gone = replace(NOTE, id=NoteId("a-gone"))
    assert our_cards([(NOTE, 1), (late, 2), (gone, 3)], there(note_there()), [late.id]) == {
        CARD: OurCard(guid(NOTE.id), 0, 1),
        CardId("a-late/answer"): OurCard(guid(late.id), 0, 2),
        CardId("a-late/reverse"): OurCard(guid(late.id), 1, 2),
    }


def answered(*answers: tuple[int, Rating]) -> list[Review]:
    """Reviews at noon of days from today, a minute apart."""
    return [
        Review(NOON + day * DAY + minute * 60_000, CARD, rating, TODAY + day, 9000)
        for minute, (day, rating) in enumerate(answers)
    ]


def lacking(
    reviews: list[Review],
    rows: Sequence[RowThere] = (),
    resets: Sequence[int] = (),
    moments: frozenset[int] = frozenset(),
) -> ReviewChanges:
    progress = Progress(
        lambda _: reviews,
        min((each.day for each in reviews), default=None),
        {CARD: resets},
        (),
        (),
        a_scheduler(),
        NOW,
        4,
        UTC,
    )
    cards = {CARD: OurCard("g", 0, 3)}
    return review_changes(cards, progress, there(note_there(), rows={CARD: rows}, moments=moments))


LEARNT = answered((-9, Rating.GOOD), (-9, Rating.GOOD), (-2, Rating.AGAIN), (-2, Rating.GOOD))


def as_there(each: Review, kind: Kind) -> RowThere:
    return RowThere(each.at, int(each.rating), each.took, kind)


def kinds(found: ReviewChanges) -> list[object]:
    return [row[-1] for row in found.rows]


def test_reviews_that_anki_lacks_are_found_with_what_the_card_gains() -> None:
    schedule = a_scheduler().replay(CARD, LEARNT)
    assert schedule is not None
    found = lacking(LEARNT, [as_there(LEARNT[0], Kind.LEARNING)])
    assert [row[:4] for row in found.rows] == [("g", 0, each.at, int(each.rating)) for each in LEARNT[1:]]
    assert kinds(found) == [Kind.LEARNING, Kind.REVIEW, Kind.RELEARNING]
    (entry,) = found.entries
    assert (entry.newest, entry.reps, entry.lapses, entry.last, entry.last_in) == (True, 3, 1, LEARNT[-1].at, -2)
    assert (entry.type, entry.left, entry.interval, entry.position) == (2, 0, schedule.interval, 3)


def test_card_of_which_anki_has_everything_is_not_touched() -> None:
    rows = [as_there(each, Kind.LEARNING) for each in LEARNT]
    assert lacking(LEARNT, rows) == ReviewChanges()


def test_last_answer_of_anki_keeps_its_word() -> None:
    found = lacking(LEARNT, [as_there(LEARNT[-1], Kind.REVIEW)])
    assert not found.entries[0].newest


def test_millisecond_of_another_card_is_not_used_again() -> None:
    taken = frozenset({LEARNT[1].at, LEARNT[1].at + 1})
    found = lacking(LEARNT, [as_there(LEARNT[0], Kind.LEARNING)], moments=taken)
    assert [row[2] for row in found.rows] == [LEARNT[1].at + 2, LEARNT[2].at, LEARNT[3].at]
    rows = [as_there(LEARNT[0], Kind.LEARNING), *(RowThere(row[2], row[3], 9000, 1) for row in found.rows)]  # type: ignore[arg-type]
    assert lacking(LEARNT, rows) == ReviewChanges()


def test_rows_before_ankis_learning_count_with_it() -> None:
    found = lacking([*LEARNT, *answered((0, Rating.GOOD))], [RowThere(NOON, 3, 9000, Kind.LEARNING)])
    assert set(kinds(found)) == {Kind.LEARNING}


def test_rows_after_ankis_learning_do_not_begin_another() -> None:
    still_learning = answered((-2, Rating.AGAIN), (-1, Rating.AGAIN), (-1, Rating.GOOD))
    rows = [as_there(still_learning[0], Kind.LEARNING), as_there(still_learning[1], Kind.REVIEW)]
    assert kinds(lacking(still_learning, rows)) == [Kind.RELEARNING]


def test_rows_after_a_reset_begin_again() -> None:
    reset = LEARNT[1].at + 1
    rows = [as_there(LEARNT[0], Kind.LEARNING), as_there(LEARNT[1], Kind.REVIEW), RowThere(reset, 0, 0, Kind.MANUAL)]
    assert kinds(lacking(LEARNT, rows, [reset])) == [Kind.LEARNING, Kind.LEARNING]


def test_reset_that_this_collection_does_not_know_comes_along() -> None:
    rows = [as_there(each, Kind.LEARNING) for each in LEARNT]
    found = lacking(LEARNT, rows, [LEARNT[-1].at + 5])
    assert [(row[3], row[-1]) for row in found.rows] == [(0, Kind.MANUAL)]
    (entry,) = found.entries
    assert (entry.newest, entry.type, entry.reps, entry.last_in) == (True, 0, 0, 0)


def test_collection_is_read_for_what_is_ours(tmp_path: Path) -> None:
    notes = [(1, guid(NOTE.id), 5, "Up?\x1fYes", " mine  area::x "), (2, "x", 5, "", "")]
    rows = [review(MOMENT, 2, kind=0), review(MOMENT + 1, card=99)]
    with open_collection(write_collection(tmp_path / "collection.anki2", rows, notes=notes)) as con:
        found = read_there(con, known_notes([(NOTE.id, "basic")]))
    assert found == There(
        modified=7,
        notes={NOTE.id: NoteThere(1, 5, ("Up?", "Yes"), ("mine", "area::x"))},
        cards=frozenset({CARD, CardId("a-basic/reverse")}),
        rows={CARD: [RowThere(MOMENT, 2, 9, 0)]},
        moments=frozenset({MOMENT, MOMENT + 1}),
    )


def test_request_holds_all_that_is_to_be_done() -> None:
    place = there(note_there(MINE))
    asked = request(place, note_changes([MENDED], place, lambda _, __: True), lacking(LEARNT))
    assert asked["modified"] == 7
    assert asked["notes"] == [{"number": 31, "fields": (*MENDED.fields[:-1], "my words"), "tags": NOTE.tags}]
    assert (len(asked["reviews"]), len(asked["cards"])) == (4, 1)  # type: ignore[arg-type]
