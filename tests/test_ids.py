"""Names that last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sdcards.ids import CardId, NoteId, card_id, note_of
from sdcards.notes.note import Slug

_SLUG: TypeAdapter[str] = TypeAdapter(Slug)


def test_card_is_named_by_its_note_and_its_own_name() -> None:
    assert card_id(NoteId("ram-read"), "value") == "ram-read/value"


def test_note_of_a_card_is_what_stands_before_the_slash() -> None:
    assert note_of(CardId("ram-read/value")) == "ram-read"


@given(
    st.from_regex(r"[a-z0-9]{3,20}(-[a-z0-9]{1,9}){0,4}", fullmatch=True),
    st.from_regex(r"[a-z]+-?[0-9]?", fullmatch=True),
)
def test_note_comes_back_from_its_cards(note: str, card: str) -> None:
    assert _SLUG.validate_python(note) == note
    assert note_of(card_id(NoteId(note), card)) == note


@pytest.mark.parametrize("name", ["abc", "a-b", "0-9", "a" * 60])
def test_good_names_are_taken(name: str) -> None:
    assert _SLUG.validate_python(name) == name


@pytest.mark.parametrize(
    "name",
    ["", "ab", "a" * 61, "Abc", "a_c", "a--b", "-ab", "ab-", "a b", "a/b", "äbc", "abc\n", "\nabc", "٣٣٣", "a.c"],
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="is no name; write 3–60 characters of a-z, 0-9 and single hyphens"):
        _SLUG.validate_python(name)
