import json
from dataclasses import replace
from pathlib import Path

import pytest

from sdcards.anki.notetypes import build_note_type
from sdcards.anki.released import Released, Shape, Stamp, read_released, released_text
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from sdcards.notes.basic import Basic
from tests.anki.samples import MOMENT, built

NOTE = built("- {id: a-basic, type: basic, wave: 1, front: Up?, back: Yes, sources: [book]}")
KIND = build_note_type(Basic.NOTE_TYPE)
ONCE = Released().after([NOTE], [KIND], MOMENT)


def test_first_release_dates_every_note() -> None:
    assert ONCE.notes["a-basic"].mod == MOMENT  # type: ignore[index]
    assert ONCE.note_types[KIND.id].templates == ("answer", "reverse")


def test_unchanged_note_keeps_its_time() -> None:
    assert ONCE.after([NOTE], [KIND], MOMENT + 1000) == ONCE


@pytest.mark.parametrize("change", [{"fields": ("Up!", *NOTE.fields[1:])}, {"tags": (*NOTE.tags, "new")}])
def test_changed_note_gets_the_time_of_the_export(change: dict[str, tuple[str, ...]]) -> None:
    after = ONCE.after([replace(NOTE, **change)], [KIND], MOMENT + 1000)  # type: ignore[arg-type]
    assert after.notes[NOTE.id].mod == MOMENT + 1000


def test_two_changes_in_one_second_are_told_apart() -> None:
    assert ONCE.after([replace(NOTE, tags=())], [KIND], MOMENT).notes[NOTE.id].mod == MOMENT + 1


def test_note_that_is_gone_is_remembered() -> None:
    assert ONCE.after([], [], MOMENT + 1).notes == ONCE.notes


def test_release_from_the_future_is_refused() -> None:
    with pytest.raises(SdcardsError, match="note 'a-basic' was released in the future"):
        ONCE.after([NOTE], [KIND], MOMENT - 1)


def test_note_that_changed_its_family_is_refused() -> None:
    with pytest.raises(SdcardsError, match="released as 'basic' and is now 'step'"):
        ONCE.after([replace(NOTE, family="step")], [KIND], MOMENT)


@pytest.mark.parametrize("shape", [{"fields": (*KIND.fields, "More")}, {"templates": KIND.templates[:1]}])
def test_note_type_that_changed_its_shape_is_refused(shape: dict[str, object]) -> None:
    with pytest.raises(SdcardsError, match=r"'sdcards · Basic' no longer has the fields .* schema version"):
        ONCE.after([NOTE], [replace(KIND, **shape)], MOMENT)  # type: ignore[arg-type]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "released.json").write_text(released_text(ONCE), "utf-8")
    assert read_released(tmp_path / "released.json") == ONCE


def test_a_note_is_a_line_and_lines_are_sorted() -> None:
    released = Released(
        {NoteId("b-b"): Stamp("step", "0", 2), NoteId("a-a"): Stamp("fact", "f", 1, ("t",))},
        {7: Shape(("Ask",), ("answer",))},
    )
    assert released_text(released) == (
        '{\n"format": 1,\n"note_types": {\n"7": {"fields": ["Ask"], "templates": ["answer"]}\n},\n"notes": {\n'
        '"a-a": {"type": "fact", "digest": "f", "mod": 1, "texts": ["t"]},\n'
        '"b-b": {"type": "step", "digest": "0", "mod": 2, "texts": []}\n}\n}\n'
    )


def test_before_the_first_release_there_is_nothing(tmp_path: Path) -> None:
    assert read_released(tmp_path / "missing.json") == Released()
    (tmp_path / "empty.json").write_text("{}\n")
    assert read_released(tmp_path / "empty.json") == Released()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"format": 2}', "has format 2, this program reads 1; update sdcards"),
        ("{", "cannot read"),
        ("[1]", "cannot read"),
        ('{"notes": {}}', "cannot read"),
        ('{"format": 1, "notes": {"a-a": {"mod": 1}}}', "cannot read"),
        ('{"format": 1, "notes": []}', "cannot read"),
    ],
)
def test_lock_that_cannot_be_read_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "released.json").write_text(text)
    with pytest.raises(SdcardsError, match=reason):
        read_released(tmp_path / "released.json")


def test_the_shipped_lock_can_be_read() -> None:
    path = Path(__file__).parents[2] / "dist" / "released.json"
    assert json.loads(path.read_text("utf-8")) == {} or read_released(path).notes
