"""Which edits of an answer say something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.collection.wording import difference, marked, stems


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("An index on the emial column.", "An index on the email column."),
        ("an index on the `email` column", "An index on the **email** column."),
        ("They are pushed out by rows nobody will read again.", "Rows nobody reads again push them out."),
        ("It recieves writes.", "It receives the writes"),
        ("A write-through cache", "A write through cache"),
        ("A read-only data base", "A read only database"),
        ("1000 rows in 2 tables", "1,000 rows in two tables"),
        ("about 100 µs", "About 100 μs"),
        ("10⁹ bytes", "10^9 bytes"),
        ("99 % of it", "99 percent of it"),
        ("It can't be cached.", "It cannot be cached."),
        ("That won't fit: it isn't small.", "That will not fit; it is not small."),
        ("R ≥ 3 → copied", "R >= 3 -> copy"),
        ("R ≤ 3", "R <= 3"),
        ("one of the leaders", "a leader"),
        ("[Dynamo](https://a.example)", "[Dynamo](https://b.example)"),
        (
            "Fetch every author of the page in one batch query, or join them.",
            "Fetch every author of the page in one batch query.",
        ),
        ("stopping", "stopped"),
        ("It is not small, but it fits", "It fits; but it is not too small"),
        ("a data base", "a database"),
        ("", ""),
    ],
)
def test_typos_spelling_and_little_words_are_quiet(was: str, now: str) -> None:
    assert difference(was, now) == ""


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("100 ns", "50 ns", "numbers: 100 → 50"),
        ("two replicas", "three replicas", "numbers: 2 → 3"),
        ("from 10 to 1 %", "from 1 to 10 %", "numbers: 10, 1 → 1, 10"),
        ("10⁹ bytes", "10⁶ bytes", "numbers: 10, 9 → 10, 6"),
        ("1" * 40, "1" * 39 + "2", f"numbers: {'1' * 40} → {'1' * 39}2"),
        ("99", "99 %", "signs: none → %"),
        ("-1 degree", "1 degree", "signs: - → none"),
        ("R > 3", "R < 3", "signs: > → <"),
        ("100 ns", "100 us", "key words: ns → us"),
        ("10 Gb", "10 GB", "key words: gbit → gb"),
        ("An index on the email column.", "A cache on the email column.", "key words: index → cache"),
        ("a sync copy", "an async copy", "key words: sync → async"),
        ("costs increase", "costs decrease", "key words: increase → decrease"),
        ("Writes go to the leader and reads go to any of the nearby followers.",
         "Writes do not go to the leader and reads go to any of the nearby followers.", "key words: none → not"),
        ("Reads wait", "Only reads wait", "key words: none → only"),
        ("before the write", "after the write", "key words: before → after"),
        ("A cache", "A cache with a lease and a version number", "key words: none → lease, version, number"),
        ("stateless", "stateful", "key words: stateless → stateful"),
        ("O(n)", "O(log n)", "key words: none → log"),
        ("from the client to the server", "from the server to the client", "word order: client, server → server, client"),
        ("First the log, then memory", "First memory, then the log", "word order: log, memory → memory, log"),
    ],
)  # fmt: skip
def test_numbers_and_key_words_are_heard(was: str, now: str, said: str) -> None:
    assert difference(was, now) == said


def test_word_that_the_deck_uses_is_no_typo() -> None:
    known = set(stems("Each shard has a leader."))
    assert difference("one shard", "one share", known) == "key words: shard → share"
    assert difference("one shard", "one share") == ""


def test_longer_words_may_have_two_wrong_letters() -> None:
    assert difference("availabiltiy matters", "availability matters") == ""
    assert difference("idempotnet retires", "idempotent retires") == ""
    assert difference("replictaed qoury", "replicated query") == "key words: qoury → query"


@given(st.text())
def test_text_says_what_it_says(text: str) -> None:
    assert difference(text, text) == ""


@given(st.text(), st.text())
def test_pieces_make_up_both_texts(was: str, now: str) -> None:
    left, right = marked(was, now)
    assert ("".join(piece for piece, _ in left), "".join(piece for piece, _ in right)) == (was, now)
    same = [["".join(piece.split()) for piece, alone in side if not alone] for side in (left, right)]
    assert [piece for piece in same[0] if piece] == [piece for piece in same[1] if piece]


def test_only_what_is_different_is_marked() -> None:
    assert marked("about 100 ns each", "about 50 ns") == (
        (("about", False), (" 100", True), (" ns", False), (" each", True)),
        (("about", False), (" 50", True), (" ns", False)),
    )
