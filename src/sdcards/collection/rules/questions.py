"""Questions that make one remember, not guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.nodes import Scalar
from sdcards.reading.span import Problem

_QUESTIONS = {"step": "ask", "fact": "ask", "drill": "ask", "tradeoff": "ask", "basic": "front"}
_YES_NO = re.compile(
    r"(?:^|[.!?:;”]\s+)(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must)\b[^.!?]*\?\s*$",
    re.IGNORECASE,
)
_COIN = re.compile(r"(?:yes|no|true|false)(?:[.,;:!]|$)", re.IGNORECASE)


def coin_flips(collection: Collection) -> Iterator[Problem]:
    """Questions whose answer is yes or no: a coin gets half of them right."""
    for note, node in notes_of(collection):
        field = _QUESTIONS.get(note.type, "")
        asked = node.entries.get(field)
        answer = node.entries.get("back") or node.entries.get("answer")
        if isinstance(answer, Scalar) and _COIN.match(answer.text.strip(" “\"'")):
            yield problem_at(
                node, field, "yes-no", "the answer begins with yes or no", "ask what, which, how much or why"
            )
        elif isinstance(asked, Scalar) and _YES_NO.search(" ".join(asked.text.split())):
            yield problem_at(
                node, field, "yes-no", "a question that yes or no would answer", "ask what, which, how much or why"
            )
