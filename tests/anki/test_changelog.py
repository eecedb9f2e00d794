"""What people are told about the cards of a release."""

import pytest

from sdcards.anki.changelog import Changes, changes_between, with_changes
from sdcards.anki.released import Kept, Released, Stamp
from sdcards.collection.retired import Retirement, read_retired
from sdcards.ids import NoteId
from tests.anki.samples import built

NOTE = built("- {id: a-note, type: basic, wave: 1, front: A?, back: B, sources: [book]}")
TEXT = """\
# Changelog

Newest first.

## 0.2.0, unreleased

- Words of ours.

## 0.1.0, 2026-11-01

- The first.
"""
NONE = Changes((), (), ())


def ids(*names: str) -> tuple[NoteId, ...]:
    return tuple(map(NoteId, names))


def lock(*retired: str, **mods: int) -> Released:
    """A lock of basic notes ``a_b=1``: name and time."""
    notes = {NoteId(name.replace("_", "-")): Stamp("basic", str(mod), mod) for name, mod in mods.items()}
    return Released(notes, {}, {NoteId(name): Kept(NOTE, 1) for name in retired})


def retired(yaml: str) -> dict[str, Retirement]:
    found, problems = read_retired(yaml, "retired.yaml")
    assert problems == ()
    return found


def told(changes: Changes, text: str = TEXT, version: str = "0.2.0", gone: str = "") -> str:
    return with_changes(text, version, "2026-12-01", changes, retired(gone))


def test_changes_are_what_two_locks_differ_in() -> None:
    before, after = lock("x-x", a_a=1, b_b=1, c_c=1, x_x=1), lock("x-x", "c-c", a_a=2, b_b=1, c_c=2, d_d=2, x_x=2)
    assert changes_between(before, after) == Changes(ids("d-d"), ids("a-a"), ids("c-c"))


def test_note_that_no_longer_comes_along_is_no_change() -> None:
    assert changes_between(lock("x-x", x_x=1), lock(x_x=1)) == NONE


def test_first_release_says_so() -> None:
    assert changes_between(Released(), lock(a_a=1)) == Changes(ids("a-a"), (), (), first=True)


def test_changes_stand_below_the_words_of_their_version() -> None:
    changes = Changes(ids("c-c", "d-d"), ids("a-a"), ids("x-x", "y-y"))
    gone = "x-x: {on: 2026-12-01, why: Disks changed., instead: c-c}\ny-y: {on: 2026-12-01, why: Gone.}"
    assert told(changes, gone=gone) == TEXT.replace("unreleased", "2026-12-01").replace(
        "- Words of ours.\n",
        "- Words of ours.\n\n### Cards, 2026-12-01\n\n- Added: `c-c`, `d-d`.\n- Corrected: `a-a`.\n"
        "- Retired: `x-x`. Disks changed. See `c-c`.\n- Retired: `y-y`. Gone.\n",
    )


def test_first_notes_are_counted_and_not_listed() -> None:
    assert "- The first 2 notes.\n" in told(Changes(ids("a-a", "b-b"), (), (), first=True))


def test_release_without_changes_of_cards_is_only_dated() -> None:
    assert told(NONE) == TEXT.replace("unreleased", "2026-12-01")


def test_the_same_release_again_adds_nothing() -> None:
    once = told(Changes(ids("c-c"), (), ()))
    assert told(Changes(ids("c-c"), (), ()), once) == once
    assert told(NONE, once) == once


def test_second_release_of_a_day_adds_its_own_changes() -> None:
    twice = told(Changes((), ids("c-c"), ()), told(Changes(ids("c-c"), (), ())))
    assert twice.count("### Cards, 2026-12-01") == 2
    assert twice.index("Added") < twice.index("Corrected") < twice.index("## 0.1.0")


def test_version_without_words_gets_a_section_above_the_others() -> None:
    text = told(Changes(ids("c-c"), (), ()), version="0.3.0")
    assert text == TEXT.replace(
        "## 0.2.0", "## 0.3.0, 2026-12-01\n\n### Cards, 2026-12-01\n\n- Added: `c-c`.\n\n## 0.2.0"
    )


@pytest.mark.parametrize("text", ["", "# Changelog\n"])
def test_empty_changelog_gets_its_first_section(text: str) -> None:
    assert told(Changes(ids("c-c"), (), ()), text).endswith(
        "## 0.2.0, 2026-12-01\n\n### Cards, 2026-12-01\n\n- Added: `c-c`.\n"
    )


def test_last_section_is_found_and_longer_version_numbers_are_others() -> None:
    text = TEXT.replace("0.1.0", "0.1")
    assert (
        told(Changes(ids("c-c"), (), ()), text, version="0.1") == f"{text}\n### Cards, 2026-12-01\n\n- Added: `c-c`.\n"
    )
    assert "## 0.2, 2026-12-01" in told(NONE, text, version="0.2")
