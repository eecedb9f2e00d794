"""`sdcards new`: a note to be filled in, at the end of a topic."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.checking import deck_at_hand, problems_in
from sdcards.cli.console import print_lines
from sdcards.cli.editor import editor_words, open_editor
from sdcards.cli.opening import open_study
from sdcards.clock import date_of, study_day, system_clock
from sdcards.collection.listing import known_topics
from sdcards.errors import SdcardsError, UsageError, listed, unknown
from sdcards.places import released_file
from sdcards.store.own_decks import own_decks

_PROGRAM = Path(__file__).resolve().parents[1]
"""Where an installed program keeps its own deck."""

# The models are imported where they are used: every other command starts with this module too.


def command(
    family: Annotated[str, typer.Argument(metavar="TYPE", help="The type of note: fact, basic, mapping, …")],
    *,
    topic: Annotated[str, typer.Option(metavar="TOPIC", help="The topic to add it to, such as 'latency-ladder'.")],
    front: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="The question, or the first field; asked for if left out.", show_default=False
        ),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit/--no-edit", help="Open it in your editor.")] = True,
) -> None:
    """Add a note at the end of a topic.

    Examples: `sdcards new fact --topic latency-ladder --front "How long does an fsync take?"`,
    `sdcards new mapping --topic overload`, `sdcards new basic --topic my-notes --no-edit`.

    It opens in your editor (VISUAL or EDITOR). What is still to be written begins with TODO, and 'sdcards check' finds it.
    When the editor is closed, the problems of the note are shown.
    """
    _expect_known(family)
    file, deck = _file_of(topic)
    asked = (_asked(family) if front is None else front).strip()
    if not asked:
        raise UsageError("the front is empty; say what the first card asks")
    if family == "drill" and "{" not in asked:
        raise UsageError("the front of a drill names its inputs, as in 'At {rate}, how much a day?'")
    edited = edit and _somebody_is_there()
    if edited:
        editor_words("; '--no-edit' does without")  # before anything is written
    note, line = _add(family, asked, file, deck)
    print_lines([f"Added '{note}' in {file}:{line}"])
    if not edited:
        print_lines([f"Fill in what begins with TODO; '{_check_of(deck)}' then says whether all is well"])
        return
    open_editor(file, line)
    problems = _problems_of(note, file, deck)
    for problem in problems:
        typer.echo(problem)
    raise typer.Exit(1 if problems else 0)


def _expect_known(family: str) -> None:
    from sdcards.notes.families import FAMILIES

    if family not in FAMILIES:
        raise unknown("type", family, FAMILIES)


def _file_of(topic: str) -> tuple[Path, Path]:
    """A topic's file and its deck's folder; an own deck's topics count too."""
    with open_study() as study:
        within, key = study.keys(None, topic)
        found = [(area, slug) for area, slug in known_topics(study.deck) if slug == key and within in (None, area)]
        own = own_decks(study.log.con)
    if len(found) > 1:
        raise UsageError(f"'{topic}' is in {len(found)} areas; name one of {listed('/'.join(each) for each in found)}")
    name, _, area = found[0][0].rpartition(":")
    deck = Path(own[name]) if name else deck_at_hand()
    if _PROGRAM in deck.resolve().parents:
        advice = "work in a checkout, or in a deck of your own ('sdcards config cards FOLDER')"
        raise SdcardsError(f"these cards came with the program, and its next version would undo the change; {advice}")
    return deck / area / f"{found[0][1]}.yaml", deck


def _check_of(deck: Path) -> str:
    """The words that check a deck; without a name 'sdcards check' looks at the shipped one."""
    return "sdcards check" if deck == deck_at_hand() else f"sdcards check {shlex.quote(str(deck))}"


def _asked(family: str) -> str:
    from sdcards.notes.families import FAMILIES
    from sdcards.notes.skeleton import front_field

    field = front_field(family)
    if not _somebody_is_there():
        raise UsageError(f"'{field}' is missing, and there is no terminal to ask for it; give it with '--front'")
    text: str = typer.prompt(f"{FAMILIES[family].model_fields[field].description}\n{field}")
    return text


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _add(family: str, front: str, file: Path, deck: Path) -> tuple[str, int]:
    """Write the skeleton; the note's id and its line."""
    from sdcards.anki.files import replace_file
    from sdcards.collection.appending import append_note
    from sdcards.collection.collection import read_collection
    from sdcards.collection.rules.places import notes_of
    from sdcards.collection.topic import read_topic
    from sdcards.notes.naming import proposed_id
    from sdcards.notes.skeleton import skeleton

    collection, _ = read_collection(deck)
    taken = {note.id for note, _ in notes_of(collection)} | collection.retired.keys() | _released(deck)
    note = proposed_id(front, f"{file.stem}-{family}", taken)
    waves = [each.wave for topic in collection.topics() if Path(topic.path) == file for each in topic.notes]
    given = {"wave": str(waves[-1] if waves else 1)}
    if family == "fact":
        given["as_of"] = str(date_of(study_day(system_clock())).year)
    before, mark = _text_of(file)
    text, line = append_note(before, skeleton(family, note, front, given), str(file))
    _, problems = read_topic(text, str(file), "", file.stem)
    if wrong := [problem for problem in problems if problem.span.line >= line and problem.code != "unfinished"]:
        raise UsageError(f"{wrong[0].message}; {wrong[0].hint}")
    if _text_of(file) != (before, mark):
        raise SdcardsError(f"'{file}' changed meanwhile, so nothing was added; try again")
    replace_file(file.resolve(), mark + text.encode())
    return note, line


def _released(deck: Path) -> set[str]:
    from sdcards.anki.released import read_released

    return set(read_released(Path(released_file(str(deck)))).notes)


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _text_of(file: Path) -> tuple[str, bytes]:
    """A file's text, and the byte-order mark before it if there is one."""
    from sdcards.collection.collection import read_text

    text, problems = read_text(file)
    if problems:
        raise SdcardsError(f"{problems[0].message} ({file}); {problems[0].hint}")
    return text, _BYTE_ORDER_MARK if file.read_bytes().startswith(_BYTE_ORDER_MARK) else b""


def _problems_of(note: str, file: Path, deck: Path) -> list[str]:
    """The problems of a file that are in no other note than this, wherever it stands now."""
    others = _lines_of_others(note, file)
    here = problems_in(file, deck)
    return [str(problem) for problem in here if not any(problem.span.line in lines for lines in others)]


def _lines_of_others(note: str, file: Path) -> list[range]:
    """The lines of all notes but one; the last counts as that one where its id was changed."""
    from sdcards.collection.appending import lines_of_notes
    from sdcards.collection.collection import read_text

    found = lines_of_notes(read_text(file)[0], str(file))
    names = [name for name, _ in found]
    own = names.index(note) if note in names else len(names) - 1
    return [lines for place, (_, lines) in enumerate(found) if place != own]
