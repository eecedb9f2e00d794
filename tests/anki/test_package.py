import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from sdcards.anki.deck import place_notes
from sdcards.anki.identity import CREATED, NOTE_TYPES_CHANGED, PRESET_ID, deck_id, guid, note_type_id
from sdcards.anki.package import Report, write_package
from sdcards.anki.released import Released, read_released
from sdcards.anki.releasing import release
from sdcards.collection.collection import Area, Collection
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from tests.anki.samples import EVERY_FAMILY, MOMENT, deck_of

TWO = """
- {id: note-one, type: basic, wave: 2, front: One?, back: 1, reverse: {ask: 1?, answer: One}, sources: [book]}
- {id: note-two, type: cloze, wave: 1, text: "{{c2::Two}}", sources: [book]}
"""


def rows(content: bytes, question: str) -> list[tuple[object, ...]]:
    """What a package's collection answers to a question in SQL."""
    with ZipFile(BytesIO(content)) as archive, sqlite3.connect(":memory:") as base:
        base.deserialize(archive.read("collection.anki2"))
        answer = base.execute(question).fetchall()
    base.close()
    return answer


def exported(collection: Collection, folder: Path, released: Released | None = None, moment: int = MOMENT) -> bytes:
    write_package(collection, folder / "deck.apkg", released=released or Released(), moment=moment)
    return (folder / "deck.apkg").read_bytes()


def column(content: bytes, name: str) -> dict[str, dict[str, object]]:
    """A JSON column of the collection's one row."""
    ((text,),) = rows(content, f"SELECT {name} FROM col")
    found: dict[str, dict[str, object]] = json.loads(str(text))
    return found


def test_report_counts_what_went_in(tmp_path: Path) -> None:
    report = write_package(deck_of(TWO), tmp_path / "deck.apkg", released=Released(), moment=MOMENT)
    assert report == Report(notes=2, cards=3, new=2, changed=0)


def test_notes_carry_their_guid_note_type_time_tags_and_text(tmp_path: Path) -> None:
    content = exported(deck_of(TWO), tmp_path)
    assert rows(content, "SELECT id, guid, mid, mod, tags, sfld FROM notes") == [
        (CREATED * 1000 + 1, guid(NoteId("note-two")), note_type_id("cloze"), MOMENT, *TAGS_AND_TEXT[0]),
        (CREATED * 1000 + 2, guid(NoteId("note-one")), note_type_id("basic"), MOMENT, *TAGS_AND_TEXT[1]),
    ]


TAGS_AND_TEXT = [
    (" area::area level::1 topic::topic wave::1 ", "{{c2::Two}}"),
    (" area::area level::1 topic::topic wave::2 ", "One?"),
]


def test_cards_are_new_and_due_in_the_order_of_the_curriculum(tmp_path: Path) -> None:
    content = exported(deck_of(TWO), tmp_path)
    assert rows(content, "SELECT nid - 1793491200000, did, ord, type, queue, due FROM cards ORDER BY id") == [
        (1, deck_id("area/topic"), 1, 0, 0, 1),
        (2, deck_id("area/topic"), 0, 0, 0, 2),
        (2, deck_id("area/topic"), 1, 0, 0, 2),
    ]


def test_every_family_fills_all_fields_of_its_note_type(tmp_path: Path) -> None:
    content = exported(deck_of(EVERY_FAMILY), tmp_path)
    models = column(content, "models")
    for kind, fields in rows(content, "SELECT mid, flds FROM notes"):
        assert len(str(fields).split("\x1f")) == len(models[str(kind)]["flds"])  # type: ignore[arg-type]
    assert len(models) == 9


def test_note_types_are_numbered_dated_and_know_what_makes_a_card(tmp_path: Path) -> None:
    kind = column(exported(deck_of(TWO), tmp_path), "models")[str(note_type_id("basic"))]
    assert (kind["name"], kind["mod"], kind["type"]) == ("sdcards · Basic", NOTE_TYPES_CHANGED, 0)
    assert kind["req"] == [[0, "any", [0]], [1, "any", [2]]]
    assert {field["name"]: field["id"] for field in kind["flds"][:2]} == {  # type: ignore[index]
        "Front": note_type_id("basic") * 1000,
        "Back": note_type_id("basic") * 1000 + 1,
    }


def test_only_note_types_in_use_are_packed(tmp_path: Path) -> None:
    assert set(column(exported(deck_of(TWO), tmp_path), "models")) == {
        str(note_type_id("basic")),
        str(note_type_id("cloze")),
    }


def test_decks_describe_themselves_and_share_a_preset(tmp_path: Path) -> None:
    content = exported(deck_of(TWO), tmp_path)
    decks = column(content, "decks")
    assert {(deck["name"], str(deck["desc"]).split("\n")[0], deck["md"], deck["conf"]) for deck in decks.values()} == {
        ("A deck", "What it *is* about.", True, PRESET_ID),
        ("A deck::01 An area", "", True, PRESET_ID),
        ("A deck::01 An area::01 A topic", "What it is about.", True, PRESET_ID),
    }
    assert column(content, "dconf")[str(PRESET_ID)]["newGatherPriority"] == 1


def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    assert exported(deck_of(EVERY_FAMILY), tmp_path) == exported(deck_of(EVERY_FAMILY), tmp_path)


SCRIPT = """
import sys
from pathlib import Path
from tests.anki.samples import EVERY_FAMILY, deck_of
from tests.anki.test_package import exported
from hashlib import sha256
print(sha256(exported(deck_of(EVERY_FAMILY), Path(sys.argv[1]))).hexdigest())
"""


def test_builds_agree_between_processes_whatever_the_hash_seed_and_the_time_zone(tmp_path: Path) -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(tmp_path)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kolkata"))
    }
    assert len(digests) == 1


def test_zip_entries_carry_no_time(tmp_path: Path) -> None:
    with ZipFile(BytesIO(exported(deck_of(TWO), tmp_path))) as archive:
        entries = [(entry.filename, entry.date_time, entry.create_system) for entry in archive.infolist()]
    assert entries == [("collection.anki2", (1980, 1, 1, 0, 0, 0), 3), ("media", (1980, 1, 1, 0, 0, 0), 3)]


def media_in(content: bytes) -> dict[str, bytes]:
    """The media of a package under their own names."""
    with ZipFile(BytesIO(content)) as archive:
        listed = json.loads(archive.read("media"))
        assert archive.namelist() == ["collection.anki2", "media", *listed]
        return {name: archive.read(number) for number, name in listed.items()}


def drawn(name: str, diagram: str, wave: int = 1) -> str:
    return f"- {{id: {name}, type: basic, wave: {wave}, front: A?, back: B, diagram: {diagram}, sources: [book]}}\n"


def test_pictures_are_packed_once_each_in_the_order_of_their_names(tmp_path: Path) -> None:
    notes = drawn("note-1", "A ─▶ B") + drawn("note-2", "C") + drawn("note-3", "A ─▶ B")
    media = media_in(exported(deck_of(notes), tmp_path))
    assert list(media) == sorted(media)
    assert {ET.fromstring(content).findtext("{*}desc") for content in media.values()} == {"A, B", "C"}  # noqa: S314
    shown = rows(exported(deck_of(notes), tmp_path), "SELECT flds FROM notes")
    assert set(re.findall(r'src="([^"]+)"', "".join(str(fields) for (fields,) in shown))) == set(media)


def test_package_without_diagrams_has_no_media(tmp_path: Path) -> None:
    assert media_in(exported(deck_of(TWO), tmp_path)) == {}


def test_one_area_takes_only_its_own_pictures_along(tmp_path: Path) -> None:
    deck = deck_of(drawn("note-1", "A"))
    (topic,) = deck_of(drawn("note-2", "B")).areas[0].topics
    both = replace(deck, areas=(*deck.areas, Area("other", "Other", (replace(topic, area="other"),))))
    write_package(both, tmp_path / "deck.apkg", released=Released(), moment=MOMENT, area="other")
    assert len(media_in((tmp_path / "deck.apkg").read_bytes())) == 1
    assert len(media_in(exported(both, tmp_path))) == 2


def test_redrawn_diagram_changes_its_note_and_no_other(tmp_path: Path) -> None:
    release(deck_of(drawn("note-1", "A") + drawn("note-2", "B", 2)), tmp_path, MOMENT)
    lock = read_released(tmp_path / "released.json")
    edited = deck_of(drawn("note-1", "A") + drawn("note-2", "C", 2))
    assert rows(exported(edited, tmp_path, lock, MOMENT + 5), "SELECT mod FROM notes") == [(MOMENT,), (MOMENT + 5,)]


def test_edited_build_dates_only_the_edited_note(tmp_path: Path) -> None:
    release(deck_of(TWO), tmp_path, MOMENT)
    edited, lock = deck_of(TWO.replace("One?", "Uno?")), read_released(tmp_path / "released.json")
    content = exported(edited, tmp_path, lock, MOMENT + 5)
    assert rows(content, "SELECT sfld, mod FROM notes") == [("{{c2::Two}}", MOMENT), ("Uno?", MOMENT + 5)]
    assert rows(content, "SELECT DISTINCT mod FROM cards ORDER BY mod") == [(MOMENT,), (MOMENT + 5,)]


def test_unchanged_build_does_not_know_when_it_was_made(tmp_path: Path) -> None:
    release(deck_of(TWO), tmp_path, MOMENT)
    lock = read_released(tmp_path / "released.json")
    assert exported(deck_of(TWO), tmp_path, lock, MOMENT + 99) == (tmp_path / "sdcards.apkg").read_bytes()


def test_report_tells_new_notes_from_changed_ones(tmp_path: Path) -> None:
    release(deck_of(TWO), tmp_path, MOMENT)
    third = "- {id: note-three, type: basic, wave: 1, front: A?, back: B, sources: [book]}"
    report = release(deck_of(TWO.replace("One?", "Uno?") + third), tmp_path, MOMENT + 5)
    assert report == Report(notes=3, cards=4, new=1, changed=1)


def test_one_area_keeps_its_names_and_places(tmp_path: Path) -> None:
    first = deck_of(TWO)
    second = deck_of("- {id: note-three, type: basic, wave: 1, front: A?, back: B, sources: [book]}").areas[0]
    topics = tuple(replace(topic, area="other") for topic in second.topics)
    both = replace(first, areas=(*first.areas, Area("other", "Other one", topics)))
    write_package(both, tmp_path / "deck.apkg", released=Released(), moment=MOMENT, area="Other one")
    content = (tmp_path / "deck.apkg").read_bytes()
    assert rows(content, "SELECT sfld, (SELECT due FROM cards WHERE nid = notes.id) FROM notes") == [("A?", 2)]
    assert [deck["name"] for deck in column(content, "decks").values()] == [
        "A deck",
        "A deck::02 Other one",
        "A deck::02 Other one::01 A topic",
    ]
    assert [placed.position for placed in place_notes(both)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("area", "reason"), [("nowhere", "there is no area 'nowhere'; choose one of"), (None, "the deck has no notes")]
)
def test_package_without_notes_is_refused(tmp_path: Path, area: str | None, reason: str) -> None:
    deck = deck_of(TWO) if area else replace(deck_of(TWO), areas=())
    with pytest.raises(SdcardsError, match=reason):
        write_package(deck, tmp_path / "deck.apkg", released=Released(), moment=MOMENT, area=area)


def test_released_note_types_are_held_to_their_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release(deck_of(TWO), tmp_path, MOMENT)
    monkeypatch.setattr("sdcards.anki.notetypes.TAIL", ("Hint",))
    with pytest.raises(SdcardsError, match="schema version"):
        release(deck_of(TWO), tmp_path, MOMENT + 5)


def test_no_room_for_temporary_files_is_said_and_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "deck.apkg"
    package.write_bytes(b"before")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(
        SdcardsError, match=r"folder for temporary files .*; make room there, or name another in TMPDIR"
    ):
        exported(deck_of(TWO), tmp_path)
    assert package.read_bytes() == b"before"
