"""Cards cite works that are known."""

from tests.authoring import brief, problems_in
from tests.decks import basic


def test_unknown_source_is_said_at_its_key_with_the_nearest_known() -> None:
    found = problems_in(basic("one").replace("[book]", "[book, bok-3]"))
    assert brief(found) == "4:84 «bok-3» no source 'bok-3' [unknown-source] did you mean 'book-3'?"


def test_source_like_no_other_is_to_be_added() -> None:
    found = problems_in(basic("one").replace("[book]", "[xyzzy]"))
    assert brief(found).endswith("no source 'xyzzy' [unknown-source] add it to sources.yaml")


def test_works_and_their_chapters_may_be_cited() -> None:
    assert problems_in(basic("one").replace("[book]", "[book, book-3]")) == ()
