"""What to sit down to: the interview that waits, the prompt that was named, or one not done lately."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdcards.clock import milliseconds, study_day, system_clock
from sdcards.collection.prompts import PlacedPrompt, find_prompt, list_prompts, read_prompt
from sdcards.errors import SdcardsError
from sdcards.places import cards_folder
from sdcards.practice.interview import BUDGETS, WHOLE, Progress
from sdcards.practice.scoring import choose_prompt
from sdcards.store.mocks import Mock, free_moment, scored_rounds
from sdcards.store.own_decks import own_decks
from sdcards.store.settings import read_settings
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.practice.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line; ``phase`` is the only one to be practised."""

    prompt: str | None = None
    minutes: int | None = None
    phase: str | None = None
    new: bool = False
    seed: int | None = None
    bell: bool = False


class Choice:
    """The interviews that a wish can mean."""

    def __init__(self, con: sqlite3.Connection, wish: Wish) -> None:
        self._con = con
        self._wish = wish
        self._rng = random.Random(wish.seed)  # noqa: S311 - a choice of prompts, no secret
        self._prompts = list_prompts(con, cards_folder(), own_decks(con))

    def waiting(self, waiting: Mock) -> tuple[Mock, PlacedPrompt, Prompt]:
        """The interview that was left, unless another one is asked for by name."""
        if self._wants_another(waiting):
            raise SdcardsError(
                f"the mock interview '{waiting.prompt}' of {plural(waiting.minutes, 'minute')} is not finished; "
                "'sdcards mock' goes on with it, '--new' begins afresh"
            )
        placed = next((prompt for prompt in self._prompts if prompt.name == waiting.prompt), None)
        if placed is None:
            raise SdcardsError(
                f"the mock interview that waits is about '{waiting.prompt}', which the deck no longer has; '--new' begins another"
            )
        return waiting, placed, read_prompt(placed)

    def fresh(self) -> tuple[Mock, PlacedPrompt, Prompt]:
        """A new interview about the prompt that was named, or about one not done lately."""
        placed = find_prompt(self._prompts, self._wish.prompt or self._not_done_lately())
        prompt = read_prompt(placed)
        now = system_clock()
        only = self._wish.phase
        made = Mock(
            began=free_moment(self._con, milliseconds(now)),
            day=study_day(now, read_settings(self._con).rollover),
            prompt=placed.name,
            minutes=self._wish.minutes or (BUDGETS[only] if only else WHOLE),
            only=only,
            change=self._rng.randrange(len(prompt.changes)),
            progress=Progress(only or next(iter(BUDGETS))),
        )
        return made, placed, prompt

    def known(self, name: str) -> tuple[PlacedPrompt, Prompt] | None:
        """A prompt that the deck still has and that can be read."""
        placed = next((prompt for prompt in self._prompts if prompt.name == name), None)
        try:
            return (placed, read_prompt(placed)) if placed else None
        except SdcardsError:
            return None

    def _wants_another(self, waiting: Mock) -> bool:
        wish = self._wish
        prompt = wish.prompt and find_prompt(self._prompts, wish.prompt).name
        wanted = ((prompt, waiting.prompt), (wish.minutes, waiting.minutes), (wish.phase, waiting.only))
        return any(mine and mine != its for mine, its in wanted)

    def _not_done_lately(self) -> str:
        if not self._prompts:
            raise SdcardsError(
                "this deck has no prompts; a prompt is a topic with a 'mock' section, see docs/card-format.md"
            )
        rounds = scored_rounds(self._con)
        today = study_day(system_clock(), read_settings(self._con).rollover)
        return choose_prompt([each.name for each in self._prompts], rounds, today, self._rng)
