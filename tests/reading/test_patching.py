"""Another text in one field, and not a byte more."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.errors import SdcardsError
from sdcards.reading.nodes import LARGEST, Scalar, extents, read_nodes
from sdcards.reading.patching import Place, place_of, put
from sdcards.reading.problems import Plain, plain
from sdcards.reading.span import SourceText

FILE = dedent("""\
    # a comment
    topic: A topic   # its name
    notes:
      - id: plain-one
        front: How long is it, exactly?  # asked
        back: short
        steps: [one, 'two', "three"]   # a list
        sources: [book]

      # between
      - {id: in-flow, front: Which?, back: 'It''s one', options: [{name: One, cost: dear}]}

      - id: blocks
        front: >- # folded
          Some words that go on and on in this line and
          then in the next.
        back: |
          first
            second

        # below
        why: plain words that
          go on
        hint: "quo\\"ted"
        list:
        - a
        - >-
          b
          c
        sources: [book]
    # the end
    """)
PLACES: list[Place] = [
    ("topic",),
    ("notes", 0, "front"),
    ("notes", 0, "back"),
    ("notes", 0, "steps", 0),
    ("notes", 0, "steps", 1),
    ("notes", 0, "steps", 2),
    ("notes", 1, "front"),
    ("notes", 1, "back"),
    ("notes", 1, "options", 0, "cost"),
    ("notes", 2, "front"),
    ("notes", 2, "back"),
    ("notes", 2, "why"),
    ("notes", 2, "hint"),
    ("notes", 2, "list", 0),
    ("notes", 2, "list", 1),
]
SAFE = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"),
    exclude_characters="\u2028\u2029\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
TEXT = st.text(st.one_of(SAFE, st.sampled_from("\n :#-'\"{}[]|>&*!%@`,\\~?")), max_size=300)


def said(text: str) -> Plain:
    node, problems = read_nodes(SourceText.of("", text), text)
    assert node is not None
    assert problems == ()
    return plain(node)


def replaced(whole: Plain, place: Place, value: str) -> Plain:
    if not place:
        return value
    if isinstance(whole, dict):
        return whole | {str(place[0]): replaced(whole[str(place[0])], place[1:], value)}
    assert isinstance(whole, list)
    return [replaced(each, place[1:], value) if number == place[0] else each for number, each in enumerate(whole)]


def around(text: str, place: Place) -> tuple[str, str]:
    """All that stands before a piece of text, and all that stands behind it."""
    node, _ = read_nodes(SourceText.of("", text), text)
    for step in place:
        node = node.entries[step]  # type: ignore[union-attr,index]
    assert isinstance(node, Scalar)
    extent = extents(text)[node.span.line, node.span.column]
    return text[: extent.start], text[extent.end - (extent.style in ("|", ">")) :]


@given(st.sampled_from(PLACES), TEXT, st.sampled_from(["\n", "\r\n"]))
def test_any_text_is_read_back_from_its_field_and_nothing_else_is_touched(place: Place, value: str, end: str) -> None:
    before = FILE.replace("\n", end)
    after = put(before, place, value)
    assert said(after) == replaced(said(before), place, value)
    head, tail = around(before, place)
    assert after.startswith(head)
    assert after.endswith(tail)
    assert "# folded" in after
    assert end == "\n" or "\n" not in after.replace(end, "")


@pytest.mark.parametrize(
    ("place", "value", "was", "now"),
    [
        (("notes", 0, "front"), "How short is it, exactly?", "How long is it, exactly?", "How short is it, exactly?"),
        (("notes", 0, "back"), "a: b", "back: short", 'back: "a: b"'),
        (("notes", 0, "steps", 1), "it's", "'two'", "'it''s'"),
        (("notes", 0, "steps", 0), "a, b", "[one,", '["a, b",'),
        (("notes", 1, "back"), "It's two", "'It''s one'", "'It''s two'"),
        (("notes", 2, "front"), "Some words that go off and on in this line and then in the last one.",
         "go on and on in this line and\n      then in the next.", "go off and on in this line and\n      then in the last one."),
        (("notes", 2, "back"), "first\n\n- third", "|\n      first\n        second\n", "|-\n      first\n\n      - third\n"),
        (("notes", 2, "why"), "words that go", "plain words that\n      go on", "words that\n      go"),
        (("notes", 2, "why"), "- x", "plain words that\n      go on", '"- x"'),
        (("notes", 2, "hint"), 'a "b"', '"quo\\"ted"', '"a \\"b\\""'),
        (("notes", 2, "list", 0), "a\nb", "- a\n", "- |-\n      a\n      b\n"),
    ],
)  # fmt: skip
def test_as_little_is_changed_as_can_be(place: Place, value: str, was: str, now: str) -> None:
    assert was in FILE
    assert put(FILE, place, value) == FILE.replace(was, now)


def test_the_same_text_changes_nothing_but_a_last_line_end() -> None:
    for place in PLACES[:10]:
        whole = said(FILE)
        for step in place:
            whole = whole[step]  # type: ignore[index]
        assert put(FILE, place, str(whole)) == FILE


def test_text_too_long_for_its_line_is_broken() -> None:
    value = "word " * 40 + "end"
    after = put(FILE, ("notes", 0, "back"), value)
    assert "back: >-\n      word word" in after
    assert max(map(len, after.split("\n"))) <= 110
    longer = put(FILE, ("notes", 2, "front"), value)
    assert "front: >- # folded\n      word word" in longer


def test_field_that_is_missing_is_written_above_the_sources() -> None:
    after = put(FILE, ("notes", 0, "hint"), "Think: twice.")
    assert after == FILE.replace("    sources: [book]\n", '    hint: "Think: twice."\n    sources: [book]\n', 1)
    lines = put(FILE.replace("\n", "\r\n"), ("notes", 2, "tip"), "a\nb")
    assert "\r\n    tip: |-\r\n      a\r\n      b\r\n    sources: [book]\r\n# the end\r\n" in lines


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (FILE, ("notes", 1, "hint")),
        (FILE.replace("back: 'It''s one'", "sources: [book]"), ("notes", 1, "hint")),
        (FILE, ("notes", 9, "front")),
        (FILE, ("notes", 0, "steps")),
        (FILE, ("notes", 0, "front", 3)),
        (FILE, ("notes", 0, "steps", 7)),
        ("a: [", ("a",)),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, place: Place) -> None:
    with pytest.raises(SdcardsError, match=r"cannot be (written|read)"):
        put(text, place, "x")


@pytest.mark.parametrize("value", ["a\x1bb", "\x00", "\ufeffx\x7f", "x" * LARGEST, "\x85", "\u202e"])
def test_text_that_no_card_may_hold_is_refused(value: str) -> None:
    for field in ("front", "hint"):
        with pytest.raises(SdcardsError, match="cannot be written there"):
            put(FILE, ("notes", 0, field), value)


def test_note_is_found_by_its_id() -> None:
    assert place_of(FILE, "blocks") == ("notes", 2)
    assert place_of(FILE.replace("in-flow", "blocks"), "blocks") is None
    assert place_of(FILE, "lost") is None
    assert place_of("notes: [a, {id: [b]}, {x: y}]", "b") is None
    assert place_of("[a]", "b") is None
    assert place_of("notes: a", "b") is None
