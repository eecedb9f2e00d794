"""`sdcards import --edits`: a patch to the sources, and nothing else; Anki itself is in tests/anki/real."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from sdcards.anki.identity import guid
from sdcards.anki.released import text_digest
from sdcards.cli import edits
from sdcards.ids import NoteId
from tests.cli.conftest import TOPIC, Run
from tests.cli.test_anki import write_lock

FILE = Path("estimation", "latency-ladder.yaml")
PATCH = """\
--- a/cards/estimation/latency-ladder.yaml
+++ b/cards/estimation/latency-ladder.yaml
@@ -17,7 +17,7 @@
     symptom: The same few rows are read all day.
     tool: A cache beside the database
     because: Repeats are answered from memory.
-    cost: Stale reads.
+    cost: Stale **copies**.
     sources: [napkin-math]
~
   - id: log-a-day
""".replace("~", " ")


@pytest.fixture
def collection(deck: Path, run: Run, tmp_path: Path) -> Path:
    """A collection as an import of our package leaves it."""
    assert deck.is_dir()
    assert run("export", "-o", str(tmp_path / "deck.apkg")).code == 0
    with ZipFile(tmp_path / "deck.apkg") as package:
        return Path(package.extract("collection.anki2", tmp_path / "profile"))


def write(collection: Path, note: str, was: str, now: str) -> None:
    """Edit a note in Anki."""
    with closing(sqlite3.connect(collection)) as con, con:
        done = con.execute(
            "UPDATE notes SET flds = replace(flds, ?, ?) WHERE guid = ? AND instr(flds, ?)",
            (was, now, guid(NoteId(note)), was),
        )
        assert done.rowcount == 1


def test_edit_is_shown_as_a_patch_that_git_takes(collection: Path, run: Run, deck: Path, tmp_path: Path) -> None:
    write(collection, "cache-beside-store", "Stale reads.", "Stale <b>copies</b>.")
    done = run("import", "--edits", str(collection))
    assert (done.code, done.out) == (0, PATCH)
    assert done.err == "1 field in 1 file to be written; '--apply' does it.\n"
    assert (deck / FILE).read_text("utf-8") == TOPIC
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=done.out, text=True, check=True)
    assert (deck / FILE).read_text("utf-8") == TOPIC.replace("Stale reads.", "Stale **copies**.")


def test_applied_edit_is_in_the_sources_and_not_found_again(collection: Path, run: Run, deck: Path) -> None:
    write(collection, "cache-beside-store", "Stale reads.", "Stale <b>copies</b>.")
    write(collection, "cache-beside-store", "A cache beside the database", "A cache: near")
    done = run("import", "--edits", "--apply", str(collection))
    assert (done.code, done.err) == (0, "2 fields in 1 file written.\n")
    now = TOPIC.replace("Stale reads.", "Stale **copies**.").replace("A cache beside the database", '"A cache: near"')
    assert (deck / FILE).read_text("utf-8") == now
    again = run("import", "--edits", "--apply", str(collection))
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("Nothing to bring back: ")


def test_bytes_around_the_edit_stay(collection: Path, run: Run, deck: Path) -> None:
    odd = b"\xef\xbb\xbf# caf\xc3\xa9\r\n" + TOPIC.replace("\n", "\r\n").rstrip().encode()
    (deck / FILE).write_bytes(odd)
    write(collection, "log-a-day", "1\xa0kB", "2\xa0kB")
    write(collection, "ram-random-read", "main memory", "RAM")
    done = run("import", "--edits", "--apply", str(collection))
    assert (deck / FILE).read_bytes() == odd.replace(b"main memory", b"RAM")
    assert "log-a-day, Ask: it is made from other fields of the sources" in done.err


def test_file_without_a_last_line_end_makes_a_whole_patch(collection: Path, run: Run, deck: Path) -> None:
    text = TOPIC.rstrip().replace("sources: [napkin-math]", "sources: [napkin-math]", 1)
    (deck / FILE).write_text(
        text.replace("    sources: [napkin-math]\n\n  - id: log", "    sources: [napkin-math]\n  - id: log")
    )
    write(collection, "log-a-day", "kB", "MB")
    write(collection, "cache-beside-store", "Stale reads.", "Old.")
    (deck / FILE).write_text(text[: text.index("\n\n  - id: log-a-day")])
    assert run("import", "--edits", str(collection)).out.endswith(
        "+    cost: Old.\n     sources: [napkin-math]\n\\ No newline at end of file\n"
    )


def test_what_needs_a_hand_is_named_with_the_reason(collection: Path, run: Run) -> None:
    write(collection, "cache-beside-store", "Stale reads.", "Stale <u>reads</u>.")
    done = run("import", "--edits", str(collection))
    assert (done.code, done.out) == (0, "")
    assert done.err.split("\n")[1:-1] == [
        "Edit by hand:",
        "  cache-beside-store, Cost: it has a <u>, which our Markdown lacks",
    ]


def test_my_notes_never_come_along(collection: Path, run: Run) -> None:
    with closing(sqlite3.connect(collection)) as con, con:
        con.execute("UPDATE notes SET flds = flds || 'secret'")
    done = run("import", "--edits", str(collection))
    assert done.err.startswith("Nothing to bring back")
    assert "secret" not in done.err + done.out


def test_problem_of_an_applied_edit_is_printed(collection: Path, run: Run, deck: Path) -> None:
    write(collection, "ram-random-read", "100\xa0ns", "fast")
    done = run("import", "--edits", "--apply", str(collection))
    assert (done.code, "value: fast" in (deck / FILE).read_text("utf-8")) == (1, True)
    assert "latency-ladder.yaml:9:12: " in done.err


def test_changed_file_is_not_overwritten(
    collection: Path, run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(collection, "cache-beside-store", "Stale reads.", "Old.")
    said = edits._said

    def meanwhile(*words: object, **more: object) -> object:
        (deck / FILE).write_text(TOPIC + "# more\n")
        return said(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(edits, "_said", meanwhile)
    done = run("import", "--edits", "--apply", str(collection))
    assert (done.code, (deck / FILE).read_text()) == (1, TOPIC + "# more\n")
    assert "changed meanwhile, so nothing was written; try again" in done.err


def test_field_that_stands_in_brackets_is_left_to_the_hand(collection: Path, run: Run, deck: Path) -> None:
    flow = (
        "  - {id: cache-beside-store, type: mapping, wave: 1, sources: [napkin-math],\n"
        "     symptom: The same few rows are read all day., tool: A cache beside the database,\n"
        "     because: Repeats are answered from memory., cost: Stale reads.}\n\n  - id: log"
    )
    start, end = TOPIC.index("  - id: cache-beside"), TOPIC.index("  - id: log") + len("  - id: log")
    (deck / FILE).write_text(TOPIC[:start] + flow + TOPIC[end:])
    fields = "Stale reads.\x1f\x1f"
    write(collection, "cache-beside-store", fields, "Stale reads.\x1fit, rains\x1f")
    done = run("import", "--edits", str(collection))
    assert "cache-beside-store, Unless: 'unless' cannot be written there without touching other lines" in done.err
    write(collection, "cache-beside-store", "Stale reads.", "Old, stale.")
    assert 'cost: "Old, stale."}' in run("import", "--edits", str(collection)).out


def test_note_that_was_doubled_in_the_meantime_is_left_to_the_hand() -> None:
    from sdcards.anki.edits import FieldEdit
    from sdcards.errors import SdcardsError

    with pytest.raises(SdcardsError, match="its note was not found in the file"):
        edits._with("notes: []", FieldEdit(NoteId("a-note"), "Cost", ("cost",), "x"))


def test_note_type_with_other_fields_is_passed_over(collection: Path, run: Run) -> None:
    with closing(sqlite3.connect(collection)) as con, con:
        con.execute("UPDATE notes SET mid = 5")
    assert (
        "Passed over, for their note type has other fields in Anki: ram-random-read"
        in run("import", "--edits", str(collection)).err
    )


def test_texts_of_the_last_release_are_ours(collection: Path, run: Run, deck: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(collection)) as con:
        ((fields,),) = con.execute("SELECT flds FROM notes WHERE guid = ?", (guid(NoteId("cache-beside-store")),))
    digest = text_digest(fields.split("\x1f"))
    entry = f'"cache-beside-store": {{"type": "mapping", "digest": "x", "mod": 1, "texts": ["{digest}"]}}'
    write_lock(deck, f'{{"format": 1, "note_types": {{}}, "notes": {{{entry}}}}}')
    (tmp_path / "deck.apkg").rename(deck.parent / "dist" / "sdcards.apkg")
    (deck / FILE).write_text(TOPIC.replace("answered from memory", "kept in memory"))
    write(collection, "cache-beside-store", "Stale reads.", "Old.")
    done = run("import", "--edits", str(collection))
    assert "+    cost: Old.\n" in done.out
    assert "kept in memory" not in "".join(line for line in done.out.split("\n") if line.startswith(("-", "+")))


def test_patch_on_a_terminal_commands_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    file = tmp_path / "a" / "b.yaml"
    patch = edits.Patch(tmp_path, {file: b"x: \x1b[31m\r\n"}, {file: "x: \x1b[32m"})
    lines = "".join(edits._unified(patch))
    assert "\x1b" not in lines
    assert "-x: \\x1b[31m\n+x: \\x1b[32m\n\\ No newline at end of file\n" in lines


@pytest.mark.parametrize("words", [("--apply",), ("--edits", "--apply", "--dry-run")])
def test_words_that_do_not_fit_are_one_line(deck: Path, run: Run, words: tuple[str, ...]) -> None:
    assert deck.is_dir()
    done = run("import", *words, "deck.apkg")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "'--apply' writes what '--edits' shows" in done.err


def test_deck_that_came_with_the_program_is_not_edited(deck: Path, run: Run) -> None:
    (deck.parent / "__init__.py").touch()
    assert (
        "is not yours to edit; name your clone's in SDCARDS_CARDS" in run("import", "--edits", "--apply", "x.apkg").err
    )


def test_what_is_no_package_is_one_line(deck: Path, run: Run, tmp_path: Path) -> None:
    assert deck.is_dir()
    (tmp_path / "deck.apkg").write_text("hello")
    done = run("import", "--edits", str(tmp_path / "deck.apkg"))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
