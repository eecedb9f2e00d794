"""A card's two sides; tests/anki/real/test_faces.py compares them with the real Anki's."""

from dataclasses import replace

from sdcards.anki.faces import Faces, faces
from sdcards.anki.fields import build_note
from tests.anki.samples import CITATIONS, EVERY_FAMILY, PLACE, built, notes_in


def sides(yaml: str) -> dict[str, Faces]:
    return {face.card: face for face in faces(built(yaml))}


def test_every_card_of_a_note_has_a_front_and_a_back() -> None:
    yaml = """
    - {id: a-basic, type: basic, wave: 1, front: Up?, back: "*Yes*", reverse: {ask: Yes?, answer: Up}, sources: [book]}
    """
    found = sides(yaml)
    assert list(found) == ["a-basic/answer", "a-basic/reverse"]
    first = found["a-basic/answer"]
    assert "<div>Up?</div>" in first.front
    assert "Yes" not in first.front
    assert '<div class="answer"><div><em>Yes</em></div></div>' in first.back
    assert "<div>Yes?</div>" in found["a-basic/reverse"].front


def test_section_of_an_empty_field_is_left_out() -> None:
    with_why = "- {id: a-basic, type: basic, wave: 1, front: Up?, back: Yes, why: So., sources: [book]}"
    without = with_why.replace("why: So., ", "")
    assert '<div class="detail">So.</div>' in sides(with_why)["a-basic/answer"].back
    assert "detail" not in sides(without)["a-basic/answer"].back.replace('class="details"', "")


def test_hint_is_covered_by_a_link_that_leads_to_it() -> None:
    (front,) = [face.front for face in sides(
        "- {id: a-basic, type: basic, wave: 1, front: Up?, back: Yes, hint: Look, sources: [book]}"
    ).values()]  # fmt: skip
    assert '<a class="hint" href="#hint/a-basic/answer">Hint</a>' in front
    assert '<div id="hint/a-basic/answer" class="hint">Look</div>' in front


def test_holes_of_one_number_are_asked_and_the_others_shown() -> None:
    found = sides('- {id: a-cloze, type: cloze, wave: 1, text: "{{c1::One}} and {{c2::two::which}}.", sources: [book]}')
    assert '<span class="cloze" data-ordinal="1">[...]</span> and' in found["a-cloze/c1"].front
    assert '<span class="cloze-inactive" data-ordinal="2">two</span>' in found["a-cloze/c1"].front
    assert "[which]" in found["a-cloze/c2"].front
    assert '<span class="cloze" data-ordinal="2">two</span>' in found["a-cloze/c2"].back


def test_hole_in_a_formula_leaves_no_tag_there() -> None:
    found = sides('- {id: a-cloze, type: cloze, wave: 1, text: "So $a = {{c1::b}}$.", sources: [book]}')
    assert r"\(a = [...]\)" in found["a-cloze/c1"].front
    assert r"\(a = b\)" in found["a-cloze/c1"].back


def test_what_a_field_says_is_never_read_as_a_template() -> None:
    note = built("- {id: a-basic, type: basic, wave: 1, front: Up?, back: Yes, sources: [book]}")
    note = replace(note, fields=("{{Back}}{{#Why}}", *note.fields[1:]))
    (face,) = faces(note)
    assert "{{Back}}{{#Why}}" in face.front


def test_no_reference_is_left_in_a_card_of_any_family() -> None:
    for note in notes_in(EVERY_FAMILY):
        for face in faces(build_note(note, PLACE, CITATIONS)):
            assert "{{" not in face.front + face.back
