"""What the search has found, each by its name; and the sizes that no search comes upon."""

import os
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from textwrap import dedent

import pytest

from sdcards.anki.archive import open_collection
from sdcards.anki.cards import known_notes
from sdcards.anki.html import to_html
from sdcards.anki.markdown import to_markdown
from sdcards.anki.merging import read_there
from sdcards.collection.collection import read_text
from sdcards.errors import SdcardsError
from sdcards.notes.answers import UnreadableNumber, read_answer
from sdcards.notes.quantity import quantity
from sdcards.store.database import empty_store, open_store
from sdcards.store.restoring import read_backup
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import FORMER_PARAMETERS, undo_fit, write_value
from sdcards.store.snapshot import open_snapshot
from sdcards.store.transaction import LostStoreError
from sdcards.terminal.markdown import markdown_lines
from tests.anki.ankifiles import MOMENT, NOTE, review, write_collection
from tests.scheduling.histories import DAY
from tests.store.stores import open_log

PAGE = 4096
NOT_UTF8 = "CAST(x'61ff' AS TEXT)"


def test_former_parameters_that_are_no_numbers_are_refused() -> None:
    with closing(empty_store()) as con:
        write_value(con, FORMER_PARAMETERS, "1 2 \x1b[2J")
        with pytest.raises(SdcardsError, match="restore a backup or reset them"):
            undo_fit(con)


@pytest.mark.parametrize("html", ["<![x[", "<![if x]>", "a <![CDAT[ b"])
def test_marked_section_that_python_asserts_never_to_see_is_no_traceback(html: str) -> None:
    with suppress(SdcardsError):
        assert to_html(to_markdown(html))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Somebody's progress file."""
    path = tmp_path / "away" / "other.db"
    open_log(path, DAY).con.close()
    return path


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO setting VALUES ('new', {NOT_UTF8})",
        f"INSERT INTO review VALUES ({NOT_UTF8}, 1700000000000, 3, 19675, 900, 'terminal')",
        f"INSERT INTO review VALUES ('a-b/c', 1700000000000, 3, 19675, 900, {NOT_UTF8})",
    ],
)
def test_text_that_is_not_utf8_is_damage(other: Path, tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(other, isolation_level=None)) as con:
        con.execute(statement)
    with pytest.raises(SdcardsError, match="is damaged, or no progress file"):
        open_snapshot(other, str(tmp_path / "progress.db"))


def test_text_of_the_store_itself_that_is_not_utf8_is_damage_and_says_the_way_back(other: Path) -> None:
    with closing(open_store(other, today=DAY)) as con:
        con.execute(f"INSERT INTO review VALUES ({NOT_UTF8}, 1700000000000, 3, 19675, 900, 'terminal')")
        with pytest.raises(LostStoreError, match="is damaged"):
            list(ReviewLog(con).reviews())


def test_complaint_of_sqlite_that_is_no_text_itself_is_damage(other: Path, tmp_path: Path) -> None:
    other.write_bytes(other.read_bytes().replace(b"CREATE TABLE flag (", b"CREATE TABL\xb9 flag ("))
    assert read_backup(str(other)).reviews is None
    with pytest.raises(SdcardsError, match="is damaged, or no progress file"):
        open_snapshot(other, str(tmp_path / "progress.db"))


def test_computed_column_of_a_collection_is_not_computed(tmp_path: Path) -> None:
    path = write_collection(tmp_path / "collection.anki2")
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("ALTER TABLE notes ADD COLUMN more AS (hex(zeroblob(100000000)))")
    with pytest.raises(SdcardsError, match="holds no collection of Anki"), open_collection(path):
        pass


def test_settings_of_a_collection_that_are_no_table_are_not_asked(tmp_path: Path) -> None:
    path = write_collection(tmp_path / "collection.anki2")
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("CREATE VIEW config AS SELECT 'rollover' AS key, hex(zeroblob(100000000)) AS val")
    with pytest.raises(SdcardsError, match="holds no collection of Anki"), open_collection(path):
        pass


def test_tree_that_multiplies_its_rows_is_left_before_its_end(tmp_path: Path) -> None:
    path = write_collection(tmp_path / "collection.anki2", [review(MOMENT + number) for number in range(5000)])
    with closing(sqlite3.connect(path)) as con:
        ((root,),) = con.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'revlog'")
    path.write_bytes(_multiplied(path.read_bytes(), root))
    with (
        pytest.raises(SdcardsError, match="has tables that never end"),
        open_collection(path) as found,
    ):
        found.execute("SELECT count(cid) FROM revlog").fetchone()


def _multiplied(data: bytes, root: int) -> bytes:
    """A collection in which every inner page names one child three hundred times, four levels deep."""
    (leaf,) = struct.unpack_from(">I", data, (root - 1) * PAGE + 8)
    end = len(data) // PAGE
    pages = [_inner(leaf), *(_inner(end + number) for number in range(1, 4))]
    whole = bytearray(data + b"".join(pages))
    whole[(root - 1) * PAGE : root * PAGE] = _inner(end + len(pages))
    struct.pack_into(">I", whole, 28, len(whole) // PAGE)
    return bytes(whole)


def _inner(child: int) -> bytes:
    times = 300
    page, start = bytearray(PAGE), PAGE - 6 * times
    struct.pack_into(">BHHHBI", page, 0, 5, 0, times, start, 0, child)
    for number in range(times):
        place = start + 6 * number
        struct.pack_into(">IBB", page, place, child, 0x81, number % 128)
        struct.pack_into(">H", page, 12 + 2 * number, place)
    return bytes(page)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and devices as files")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"])
def test_topic_that_never_ends_is_not_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "topic.yaml")
    text, (problem,) = read_text(tmp_path / "topic.yaml")
    assert (text, problem.code, problem.message) == ("", "unreadable-file", "cannot read the file: no ordinary file")


SIZES = """
    import sys, time
    from io import BytesIO
    from sdcards.notes.answers import UnreadableNumber, read_answer
    from sdcards.notes.quantity import quantity
    from sdcards.store.log_import import read_log_file
    from sdcards.terminal.keyboard import LineKeyboard
    from sdcards.terminal.keys import Decoder, Key, Press
    from sdcards.terminal.notepad import Notepad
    from tests.fuzzing import survives
    from tests.hostile.texts import NOW, _survive_markdown
    from tests.memory import most_memory

    BIG, MIDDLE = 10_000_000, 1_000_000  # the latter is the most that is read of a terminal at once

    def keys(data):
        decoder = Decoder()
        for at in range(0, len(data), 4096):
            decoder.feed(data[at : at + 4096])
        decoder.flush()

    def typed(text):
        try:
            read_answer(text, quantity(1.0, "s"))
        except UnreadableNumber:
            pass

    def log(data):
        with open(sys.argv[1], "wb") as file:
            file.write(data)
        assert read_log_file(sys.argv[1], NOW).faults

    def page(text):
        pad = Notepad().after(Press(Key.PASTE, text), 60)
        pad.cursor(60), pad.after(Press(Key.UP), 60), pad.after(Press(Key.ERASE_WORD), 60)

    doors = {
        "yaml in one line": lambda: survives(b"a: " + b"x" * BIG),
        "yaml of brackets": lambda: survives(b"[" * BIG),
        "yaml at its largest": lambda: survives(b"topic: [" + b"a," * 149_000),
        "yaml of lines": lambda: survives(b"- a\\n" * (BIG // 4)),
        "typed": lambda: typed("9" * BIG),
        "log": lambda: log(b"x" * BIG),
        "log of objects": lambda: log(b"{}\\n" * (BIG // 3)),
        "line": lambda: LineKeyboard(BytesIO(b"x" * BIG)).read(),
    }
    for bit in (b"\\x1b", b"\\x1b]", b"\\xff", b"\\0"):
        doors[f"keys {bit!r}"] = lambda bit=bit: keys(bit * (MIDDLE // len(bit)))
    for bit in (b"\\x1b[200~", b"\\x1b[", b"\\x1b]"):
        doors[f"keys begun {bit!r}"] = lambda bit=bit: keys(bit + b"1;" * (MIDDLE // 2))
    for bit in ("a", "\\u5b57", "\\u0301", "\\n", "\\x1b"):
        doors[f"page {bit!r}"] = lambda bit=bit: page(bit * MIDDLE)
    for bit in "a&<*`[|$\\u0301\\u5b57\\u202e":
        doors[f"card {bit!r}"] = lambda bit=bit: _survive_markdown((bit * 2000).encode(), None)
    for name, door in doors.items():
        began = time.process_time()
        door()
        took = time.process_time() - began
        memory = most_memory() >> 20
        if took > 2 or memory > 300:
            print(f"{name}: {took:.1f} s, {memory} MB")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured the POSIX way")
def test_ten_megabytes_of_anything_cost_little(tmp_path: Path) -> None:
    """Processor time, not time on the clock: a machine that is busy fails no test."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(SIZES), str(tmp_path / "log")], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("sign", ["&", "<", "&a", "<a"])
def test_signs_that_might_begin_something_are_looked_at_once(sign: str) -> None:
    assert markdown_lines(sign * 20_000, 60)


def test_control_characters_in_a_number_come_back_visible() -> None:
    with pytest.raises(UnreadableNumber, match=r"'1e308\\x0c\^9' has no finite result"):
        read_answer("1e308\x0c\u2079", quantity(1.0, "s"))


@pytest.mark.parametrize("change", ["flds = 7", "flds = NULL", "tags = x'ff'"])
def test_note_of_a_collection_without_text_is_refused(tmp_path: Path, change: str) -> None:
    path = write_collection(tmp_path / "collection.anki2")
    with closing(sqlite3.connect(path)) as con, con:
        con.execute(f"UPDATE notes SET {change}")
    with pytest.raises(SdcardsError, match="has no text there; in Anki"), open_collection(path) as found:
        read_there(found, known_notes([(NOTE, "basic")]))


def test_collection_that_was_changed_at_no_time_is_refused(tmp_path: Path) -> None:
    path = write_collection(tmp_path / "collection.anki2")
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("UPDATE col SET mod = 'never'")
    with pytest.raises(SdcardsError, match="the collection was changed 'never'"), open_collection(path) as found:
        read_there(found, known_notes([(NOTE, "basic")]))


def test_rows_of_a_collection_that_hold_anything_are_passed_over(tmp_path: Path) -> None:
    path = write_collection(tmp_path / "collection.anki2", [review(MOMENT), review("x"), review(MOMENT + 1, None)])
    with open_collection(path) as found:
        assert read_there(found, known_notes([(NOTE, "basic")])).moments == {MOMENT}
