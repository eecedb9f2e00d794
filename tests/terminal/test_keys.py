"""Bytes as presses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.terminal.keys import BURST, Decoder, Key, Press


def presses(*pieces: bytes, flush: bool = True) -> list[Press]:
    """What arrives in pieces, each its own read, with silence at the end."""
    decoder = Decoder()
    found = [press for piece in pieces for press in decoder.feed(piece)]
    return found + (decoder.flush() if flush else [])


def text(*chars: str) -> list[Press]:
    return [Press(Key.TEXT, char) for char in chars]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\x7f", Key.BACKSPACE),
        (b"\x08", Key.BACKSPACE),
        (b"\x15", Key.ERASE_LINE),
        (b"\x17", Key.ERASE_WORD),
        (b"\x03", Key.LEAVE),
        (b"\x04", Key.LEAVE),
        (b"\x0c", Key.REDRAW),
        (b"\x1a", Key.SUSPEND),
        (b"\x1b", Key.ESCAPE),
        (b"\x1b\x1b", Key.ESCAPE),
        (b"\x1b[A", Key.UP),
        (b"\x1bOB", Key.DOWN),
        (b"\x1b[5~", Key.PAGE_UP),
        (b"\x1b[6~", Key.PAGE_DOWN),
        (b"\x1b[H", Key.HOME),
        (b"\x1b[4~", Key.END),
        (b"\x1b[D", Key.LEFT),
        (b"\x1bOC", Key.RIGHT),
        (b"\x1b[3~", Key.DELETE),
        (b"\x1bOP", Key.HELP),
        (b"\x1b[[A", Key.HELP),
    ],
)
def test_keys(data: bytes, key: Key) -> None:
    assert presses(data) == [Press(key)]


@pytest.mark.parametrize(("data", "letter"), [(b"\x01", "a"), (b"\t", "i"), (b"\x0e", "n"), (b"\x18", "x")])
def test_letter_with_ctrl_that_has_no_other_meaning(data: bytes, letter: str) -> None:
    assert presses(data) == [Press(Key.CONTROL, letter)]


def test_controls_leave_no_letters_in_a_paste() -> None:
    assert presses(b"\x0eab\x18" * BURST) == [Press(Key.PASTE, "ab" * BURST)]


@pytest.mark.parametrize("data", [b"\r", b"\n"])
def test_enter(data: bytes) -> None:
    assert presses(data) == [Press(Key.ENTER, "\n")]


def test_characters_come_one_by_one_in_any_script() -> None:
    assert presses("a1 µ日".encode()) == text("a", "1", " ", "µ", "日")


def test_character_may_come_in_two_reads() -> None:
    assert presses(b"\xc2", b"\xb5s") == text("µ", "s")


@pytest.mark.parametrize("data", [b"\xff\xfeq", b"\xc2q", b"\xe6\x97q"])
def test_broken_bytes_are_left_out(data: bytes) -> None:
    assert presses(data) == text("q")


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b[1;5D",
        b"\x1b[15~",
        b"\x1bq",
        b"\x1b3",
        "\x1bé".encode(),
        b"\x1b\x1b[A",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        b"\x1bP1+r436f\x1b\\",
        b"\x1b[?62;22c",
        b"\x1b[I",
        b"\x00",
    ],
)
def test_other_sequences_and_controls_are_swallowed(data: bytes) -> None:
    assert presses(data) == []
    assert presses(data + b"x") == text("x")


def test_escape_sequence_in_two_reads_is_one() -> None:
    assert presses(b"\x1b", b"[", b"A") == [Press(Key.UP)]
    assert presses(b"\x1b", b"[2", b"4~") == []


def test_escape_is_known_only_after_silence() -> None:
    decoder = Decoder()
    assert (decoder.feed(b"\x1b"), decoder.patience) == ([], 0.05)
    assert (decoder.flush(), decoder.patience) == ([Press(Key.ESCAPE)], None)


def test_unfinished_sequence_is_dropped_after_silence() -> None:
    assert presses(b"\x1b[1;") == []
    assert presses(b"\x1b]0;title 3") == []


def test_bracketed_paste_is_one_press() -> None:
    assert presses(b"\x1b[200~3\r\x1b[Aq\x03\x1b[201~u") == [Press(Key.PASTE, "3\r\x1b[Aq\x03"), *text("u")]


def test_bracketed_paste_may_come_in_pieces() -> None:
    assert presses(b"\x1b[20", b"0~33", b"33\x1b[2", b"01~") == [Press(Key.PASTE, "3333")]


def test_paste_that_never_ends_ends_with_silence() -> None:
    decoder = Decoder()
    decoder.feed(b"\x1b[200~333")
    assert decoder.patience == 1.0
    assert decoder.flush() == [Press(Key.PASTE, "333")]
    assert decoder.feed(b"\x03") == [Press(Key.LEAVE)]


def test_as_many_characters_at_once_are_a_paste() -> None:
    assert presses(b"3" * (BURST - 1)) == text(*"3" * (BURST - 1))
    assert presses(b"3" * BURST) == [Press(Key.PASTE, "3" * BURST)]
    assert presses(b"3\r" * BURST) == [Press(Key.PASTE, "3\n" * BURST)]


def test_held_arrow_key_is_no_paste() -> None:
    assert presses(b"\x1b[B" * 40) == [Press(Key.DOWN)] * 40


def test_endless_sequence_is_not_kept() -> None:
    decoder = Decoder()
    for _ in range(50):
        decoder.feed(b"\x1b[200~" + b"x" * 10_000)
    assert decoder.feed(b"\x1b[201~")[0].key is Key.PASTE
    assert decoder.feed(b"q") == text("q")


@given(st.lists(st.binary(max_size=12)))
def test_no_bytes_crash_or_make_a_press_that_is_not_printable(pieces: list[bytes]) -> None:
    for press in presses(*pieces):
        assert press.key is not Key.TEXT or (len(press.text) == 1 and press.text.isprintable())


@given(st.lists(st.binary(max_size=12)))
def test_after_silence_the_next_key_is_read_as_it_is(pieces: list[bytes]) -> None:
    decoder = Decoder()
    for piece in [*pieces, b"\x00"]:
        decoder.feed(piece)
    decoder.flush()
    assert decoder.feed(b"q")[-1:] == text("q")
