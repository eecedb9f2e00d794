import pytest

from sdcards.anki.fields import build_note
from sdcards.anki.media import shown
from sdcards.errors import SdcardsError
from sdcards.notes.note import Note
from tests.anki.samples import CITATIONS, EVERY_FAMILY, PLACE, built, fields_of, notes_in

BASIC = "- {id: a-basic, type: basic, wave: 1, front: Up?, back: 'Yes, **always**', sources: [book]}"
DRILL = """
- id: a-drill
  type: drill
  wave: 2
  ask: At {rate} of {line} each, how much a *day*?
  given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}
  formula: rate * line * 1 day
  unit: TB
  sources: [book]
"""


def test_fields_hold_the_notes_text_as_html() -> None:
    assert fields_of(BASIC) == {
        "Front": "Up?",
        "Back": "Yes, <strong>always</strong>",
        "Sources": "A. Author, A Book (2020)",
        "Topic": "Area › Topic",
        "Note id": "a-basic",
    }


def test_shared_fields_follow_the_familys_own() -> None:
    note = (
        "- {id: a-b, type: basic, wave: 1, front: A, back: B, hint: '`c`', why: D > E, as_of: 2026-03, sources: [book]}"
    )
    assert list(fields_of(note).items())[2:5] == [
        ("Hint", "<code>c</code>"),
        ("Why", "D &gt; E"),
        ("As of", "2026-03"),
    ]


def test_sources_are_linked_where_they_can_be_read() -> None:
    assert fields_of(BASIC.replace("[book]", "[book, page]"))["Sources"] == (
        'A. Author, A Book (2020)<br><a href="https://example.org/?a=1&amp;b=2">B. Author, A &lt;Page&gt; (2024)</a>'
    )


def test_diagram_is_a_picture_that_travels_along() -> None:
    note = built(BASIC.replace("sources", 'diagram: "┌─┐\\n│A│ {{B}} \\"C\\"\\n└─┘", sources'))
    html, media = shown('┌─┐\n│A│ {{B}} "C"\n└─┘')
    assert (note.fields[-3:], note.media) == ((html, "", ""), media)


def test_note_without_a_diagram_takes_no_file_along() -> None:
    assert (built(BASIC).media, built(BASIC).fields[-3:]) == ((), ("", "", ""))


@pytest.mark.parametrize("note", notes_in(EVERY_FAMILY), ids=lambda note: note.id)
def test_the_learners_field_is_never_filled(note: Note) -> None:
    assert build_note(note, PLACE, CITATIONS).fields[-1] == ""


def test_tags_say_area_topic_wave_and_level_and_what_the_author_added() -> None:
    tags = built(BASIC.replace("wave: 1", "wave: 3, level: 2, tags: [extra, about-x]")).tags
    assert tags == ("about-x", "area::area", "extra", "level::2", "topic::topic", "wave::3")


def test_a_drill_is_worked_out_once_and_for_all() -> None:
    fields = fields_of(DRILL)
    assert fields == fields_of(DRILL)
    assert fields["Ask"] == "At 200\u00a0kreq/s of 1\u00a0kB each, how much a <em>day</em>?"
    assert fields["Result"] == "17.3\u00a0TB"
    assert fields["Working"] == "200\u00a0kreq/s × 1\u00a0kB × 1\u00a0day = 17.3\u00a0TB"
    assert fields["Within"] == "1.5"


def test_another_drill_has_other_numbers() -> None:
    assert fields_of(DRILL)["Ask"] != fields_of(DRILL.replace("a-drill", "b-drill"))["Ask"]


def test_an_exact_number_announces_no_factor() -> None:
    exact = "- {id: a-fact, type: fact, wave: 1, ask: How many?, value: '7', within: 1, as_of: 2026, sources: [book]}"
    assert "Within" not in fields_of(exact)
    assert fields_of(exact.replace("within: 1", "within: 1.5"))["Within"] == "1.5"


def test_holes_are_numbered_cards() -> None:
    note = built("- {id: a-cloze, type: cloze, wave: 1, text: '{{c1::A}} {{c4::B}} {{c1::C}}', sources: [book]}")
    assert (note.fields[0], note.ordinals) == ("{{c1::A}} {{c4::B}} {{c1::C}}", (0, 3))


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (BASIC.replace("[book]", "[book, nowhere]"), "note 'a-basic': cites 'nowhere', which is not in sources.yaml"),
        (BASIC.replace("Up?", "'[x]: http://y'"), "note 'a-basic': '.x.: http://y' shows nothing"),
        (DRILL.replace("unit: TB", "unit: USD"), "note 'a-drill': .* cannot be given in 'USD'"),
        (
            "- {id: a-cloze, type: cloze, wave: 1, text: '{{c1::a **b}} c**', sources: [book]}",
            "note 'a-cloze': hole 1 .* crosses",
        ),
    ],
)
def test_what_anki_could_not_show_is_refused_with_the_notes_name(note: str, reason: str) -> None:
    with pytest.raises(SdcardsError, match=reason):
        built(note)
