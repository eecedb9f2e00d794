"""A card: one prompt and its answer, as the review loop sees it.

Nothing heavy is imported here: the daily path needs cards, never the models they were read with.
"""

from dataclasses import dataclass

from sdcards.ids import CardId


@dataclass(frozen=True, slots=True)
class Given:
    """One input of a drill: from ``low`` to ``high`` (equal for a fixed value), in ``unit``."""

    name: str
    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Number:
    """What a typed answer is judged against.

    ``value`` is the quantity of a fact (``"43.2 min"``). For a drill it is empty: ``formula`` gives it, in ``unit``, from
    the inputs drawn for each showing. ``within`` is the factor that still counts as right, at least 1.
    """

    within: float
    value: str = ""
    formula: str = ""
    unit: str = ""
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One prompt and its answer, in Markdown, with labelled details to show after the answer.

    A drill's ``front`` holds ``{name}`` for each of its inputs and its ``back`` is empty: both depend on what is drawn.
    """

    id: CardId
    front: str
    back: str
    details: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    number: Number | None = None
