"""What is laid over a phase of a mock interview: its keys, and the answers of the interviewer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdcards.terminal.mock_words import TITLES
from sdcards.terminal.view import Sheet

if TYPE_CHECKING:
    from sdcards.practice.prompt import Prompt


def answer_sheet(prompt: Prompt, asked: Sequence[str]) -> Sheet:
    """The opening, and what could be asked in the requirements, once they are over."""
    rows = (
        ("asked" if each.ask in asked else "not asked", f"{each.ask} **{each.answer}**") for each in prompt.questions
    )
    said = (("interviewer", prompt.say), *rows)
    return Sheet("What the interviewer would answer", rows=said, prompt=_GOES_BACK)


def key_sheet(phases: tuple[str, ...]) -> Sheet:
    """The keys of the interview, and those that only this sheet takes."""
    names = ", ".join(f"{number} {TITLES[phase]}" for number, phase in enumerate(phases, start=1))
    jump = (("a digit here", f"go to a phase: {names}"),) if len(phases) > 1 else ()
    return Sheet("Keys", rows=(*_KEYS, *jump), prompt=_GOES_BACK)


END_SHEET = Sheet(
    "End the interview?",
    ("The score comes next. Your notes stand beside it, but you can add nothing to them any more.",),
    prompt="Enter ends it   any other key goes back",
)
"""What is asked before the score."""

_GOES_BACK = "any key goes back"

_KEYS = (
    ("Ctrl-N", "next phase; after the last one, the end"),
    ("Ctrl-R", "back to the phase before"),
    ("Ctrl-G", "ask the interviewer; after the requirements, read what could be asked"),
    ("Ctrl-P", "pause the clock"),
    ("Ctrl-E", "write the notes in your editor; the clock runs on"),
    ("Ctrl-W, Ctrl-U", "erase the word, the line"),
    ("Ctrl-X, Ctrl-C", "leave; `sdcards mock` goes on where you were"),
    ("Ctrl-Z", "suspend; the clock stands still while you are away"),
    ("s here", "end the interview and score it, once Enter says so"),
)
