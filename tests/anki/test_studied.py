import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from sdcards.anki.identity import PRESET_ID
from sdcards.anki.studied import add_progress, spaced
from sdcards.ids import CardId
from tests.anki.test_progress import CARD, LEARNT, OTHER, SCHEDULER, progress_with

CARDS = [(11, CARD, 1), (12, OTHER, 2), (13, CardId("c/x"), 3)]
"""As in a collection whose cards are all new: numbers, names, places."""


@pytest.fixture
def base() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE cards (id, type, queue, due, ivl, factor, reps, lapses, left, flags, data)")
        base.execute("CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, type)")
        base.execute("CREATE TABLE col (crt, conf, dconf)")
        base.execute("INSERT INTO col VALUES (0, '{}', ?)", (json.dumps({str(PRESET_ID): {"name": "Ours"}}),))
        base.executemany("INSERT INTO cards (id) VALUES (?)", ((number,) for number, _, _ in CARDS))
        yield base


def test_all_rows_come_in_their_order_each_with_a_millisecond_of_its_own(base: sqlite3.Connection) -> None:
    other = [replace(each, card=OTHER) for each in LEARNT]
    assert add_progress(base, CARDS, progress_with(LEARNT, other)) == 10
    assert base.execute("SELECT id, cid, usn FROM revlog ORDER BY id").fetchall() == [
        row for each in LEARNT for row in ((each.at, 11, -1), (each.at + 1, 12, -1))
    ]


def test_cards_get_the_state_that_their_reviews_left(base: sqlite3.Connection) -> None:
    add_progress(base, CARDS, progress_with(LEARNT))
    states = base.execute("SELECT id, type, due, reps FROM cards ORDER BY id").fetchall()
    assert states == [(11, 2, states[0][2], 5), (12, 0, 2, 0), (13, 0, 3, 0)]


def test_collection_knows_by_which_settings_its_cards_were_scheduled(base: sqlite3.Connection) -> None:
    progress = progress_with(LEARNT)
    add_progress(base, CARDS, progress)
    ((created, conf, presets),) = base.execute("SELECT crt, conf, dconf FROM col")
    preset = json.loads(presets)[str(PRESET_ID)]
    assert (created, json.loads(conf)) == (progress.created, progress.clock)
    assert (preset["name"], preset["desiredRetention"]) == ("Ours", SCHEDULER.retention)


def test_rows_that_share_a_millisecond_give_way_one_after_the_other() -> None:
    rows = [(5, "a"), (5, "b"), (5, "c"), (6, "d"), (9, "e")]
    assert list(spaced(rows)) == [(5, "a"), (6, "b"), (7, "c"), (8, "d"), (9, "e")]
