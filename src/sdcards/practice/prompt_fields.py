"""What the fields of a worked prompt may hold."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from sdcards.notes.drill import InputTexts
from sdcards.notes.inputs import places_in, read_inputs
from sdcards.notes.note import Markdown, Slug
from sdcards.practice.phases import PHASES
from sdcards.reading.span import quoted


def _phase(name: str) -> str:
    if name not in PHASES:
        near = get_close_matches(name, PHASES, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"one of {', '.join(PHASES)}"
        raise ValueError(f"{quoted(name)} is no phase of the interview; {hint}")
    return name


def _spoken(text: str) -> str:
    if not (text.startswith("“") and text.endswith("”")):
        raise ValueError("the interviewer's words stand in curly quotes; write “…”")
    return text


def _are_single(texts: dict[str, str]) -> dict[str, str]:
    for given in read_inputs(texts):
        if given.low != given.high:
            raise ValueError(f"'{given.name}' is a range; a prompt has one value, the one in the interviewer's answer")
    return texts


def _without_places(ask: str) -> str:
    if places := sorted(places_in(ask)):
        raise ValueError(
            f"'ask' holds '{{{places[0]}}}'; the interviewer's answers gave the numbers, ask in plain words"
        )
    return ask


Phase = Annotated[str, AfterValidator(_phase), WithJsonSchema({"type": "string", "enum": list(PHASES)})]
"""One of ``PHASES``."""

Said = Annotated[
    Markdown,
    AfterValidator(_spoken),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*“[\s\S]*”\s*$",
            "patternErrorMessage": "the interviewer's words belong here, in curly quotes: “…”",
        }
    ),
]
"""Words of the interviewer, in curly quotes."""

NoteLinks = Annotated[
    tuple[Slug, ...],
    Field(
        min_length=1,
        max_length=4,
        description="Ids of the notes that teach just this; their cards come back where it was missed.",
        examples=[["shortener-ask-guessable"]],
    ),
]

PlainAsk = Annotated[Markdown, AfterValidator(_without_places)]
"""A question that repeats no number of the interviewer's."""

SingleInputs = Annotated[InputTexts, AfterValidator(_are_single)]
"""The inputs of a sum by name, each a single value with its unit."""
