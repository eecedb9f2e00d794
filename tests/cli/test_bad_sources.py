"""Files that are no card sources: read or refused with a place, never a traceback, at little cost."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import TOPIC, Outcome, Run, write_small_deck

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured as POSIX systems do")

MOST_SECONDS = 6
"""Of the processor's time; the kernel ends the process after it. Three times what is promised, since machines differ."""

MOST_BYTES = 200_000_000
NORMAL_BYTES = 60_000_000
"""What the program itself takes; only to see that the measure works."""

_LARGE = 10_000_000
_BELOW_THE_LIMIT = 290_000
_HEAD = "topic: T\nabout: A\nnotes:\n"


def filled(text: str, size: int, head: str = "", tail: str = "") -> bytes:
    return (head + text * (size // len(text)) + tail).encode()


def numbered(text: str, count: int) -> str:
    return "".join(text.format(number) for number in range(count))


HUGE = {
    "ten megabytes of text": filled("word ", _LARGE, "topic: "),
    "ten megabytes of notes": filled(TOPIC, _LARGE),
    "ten megabytes of brackets": filled("[", _LARGE),
    "ten megabytes of aliases": filled("*a ", _LARGE, "a: &a [", "]"),
    "ten megabytes that are not UTF-8": b"a: " + b"\xff" * _LARGE,
    "ten megabytes of zeros": b"\0" * _LARGE,
}
BROKEN = {
    "broken": b"topic: 'T\nabout: [",
    "empty": b"",
    "aliases in aliases": ("a0: &a0 [x, x]\n" + numbered("a{0}: &b{0} [*b, *b]\n", 30)).encode(),
    "not UTF-8": TOPIC.replace("long", "l\xf6ng").encode("latin-1"),
    "UTF-16": TOPIC.encode("utf-16"),
    "tabs": TOPIC.replace("    ask", "\task").encode(),
    "nothing but a tab": b"\t",
    "a second document": b"---\na: b\n---\n",
}
HOSTILE = {
    "brackets in brackets": filled("[", _BELOW_THE_LIMIT),
    "a thousand documents": filled("---\na: b\n", 10_000),
    "one line of notes": filled("{a: 1},", _BELOW_THE_LIMIT, "topic: T\nabout: A\nnotes: [", "]"),
    "one line of words": filled("x,", _BELOW_THE_LIMIT, "notes: [", "]"),
    "one name again and again": filled("a: 1,", _BELOW_THE_LIMIT, "{", "}"),
    "thousands of unknown fields": numbered("k{0}: 1\n", 25_000).encode(),
    "a note of thousands of tags": filled("A,", _BELOW_THE_LIMIT, f"{_HEAD}- {{id: abc, type: basic, tags: [", "]}"),
    "thousands of unknown sources": (
        _HEAD
        + numbered(
            "- {{id: n-{0:04}, type: basic, wave: 1, front: f{0}, back: b, sources: [napkin-{0}, npkin-{0}]}}\n", 2900
        )
    ).encode(),
    "the same card again and again": (
        _HEAD
        + numbered(
            "- {{id: n-{0:04}, type: basic, wave: 1, front: same thing, back: b, sources: [napkin-math]}}\n", 3300
        )
    ).encode(),
    "control characters": filled('"\\e",', _BELOW_THE_LIMIT, "notes: [", "]"),
    "one id of a whole file": filled("x", _BELOW_THE_LIMIT, f"{_HEAD}- {{id: ", "}"),
}
READ = {
    "a byte-order mark": b"\xef\xbb\xbf" + TOPIC.encode(),
    "Windows line ends": TOPIC.replace("\n", "\r\n").encode(),
    "both": b"\xef\xbb\xbf" + TOPIC.replace("\n", "\r\n").encode(),
    "line ends of old": TOPIC.replace("\n", "\r").encode(),
    "no line end at the end": TOPIC.rstrip().encode(),
}


def checked(folder: Path, files: Mapping[str, bytes]) -> tuple[int, str, int]:
    """Run the command on a deck with some files replaced: exit code, all that was printed, and the most memory it took."""
    write_small_deck(folder)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    printed, measured = folder.parent / "printed", folder.parent / "measured"
    words = [sys.executable, "-c", _MEASURED, str(measured), "check", str(folder)]
    with printed.open("wb") as out:
        done = subprocess.run(words, stdout=out, stderr=out, check=False)
    return done.returncode, printed.read_text("utf-8"), int(measured.read_text("ascii"))


_MEASURED = f"""
import pathlib, resource, runpy, sys
from tests.memory import most_memory
resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
measured = pathlib.Path(sys.argv.pop(1))
try:
    runpy.run_module("sdcards", run_name="__main__", alter_sys=True)
finally:
    measured.write_text(str(most_memory()), "ascii")
"""


@pytest.mark.parametrize("content", [*HUGE.values(), *HOSTILE.values()], ids=[*HUGE, *HOSTILE])
def test_bad_topic_is_a_problem_with_its_place_at_little_cost(tmp_path: Path, content: bytes) -> None:
    code, printed, memory = checked(tmp_path / "cards", {"estimation/latency-ladder.yaml": content})
    assert code == 1
    assert "Traceback" not in printed
    assert "estimation/latency-ladder.yaml:" in printed
    assert NORMAL_BYTES / 3 < memory < MOST_BYTES


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_broken_topic_is_a_problem_with_its_place(run: Run, deck: Path, content: bytes) -> None:
    (deck / "estimation" / "latency-ladder.yaml").write_bytes(content)
    outcome = run("check")
    assert outcome.code == 1
    assert outcome.err == ""
    assert "estimation/latency-ladder.yaml:" in outcome.out


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_unusual_file_is_simply_read(run: Run, deck: Path, content: bytes) -> None:
    (deck / "estimation" / "latency-ladder.yaml").write_bytes(content)
    assert run("check") == Outcome(0, "", "")


@pytest.mark.parametrize("name", ["ten megabytes of text", "not UTF-8", "thousands of unknown fields"])
def test_other_files_of_a_deck_are_no_more_trusted(tmp_path: Path, name: str) -> None:
    content = (HUGE | BROKEN | HOSTILE)[name]
    code, printed, memory = checked(
        tmp_path / "all", dict.fromkeys(("sources.yaml", "terms.yaml", "retired.yaml"), content)
    )
    assert code == 1
    assert "Traceback" not in printed
    assert all(f"{file}:" in printed for file in ("sources.yaml", "terms.yaml", "retired.yaml"))
    assert memory < MOST_BYTES


@pytest.mark.parametrize("name", ["ten megabytes of text", "thousands of unknown fields"])
def test_outline_is_no_more_trusted(tmp_path: Path, name: str) -> None:
    code, printed, memory = checked(tmp_path / "cards", {"deck.yaml": (HUGE | HOSTILE)[name]})
    assert code == 1
    assert "Traceback" not in printed
    assert "deck.yaml:" in printed
    assert memory < MOST_BYTES
