"""Reviews go from the terminal to Anki and back, and again, and none is lost or doubled; with the real Anki."""

import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sdcards.anki.cards import card_of, known_notes
from sdcards.clock import study_day
from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.schedule import Schedule
from sdcards.scheduling.session import Session
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from tests.anki.real.test_learner import BESIDE
from tests.decks import SOURCES, basic, write_deck

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process there has no zone of its own")

NOTES, SEEN = 50, 30
"""So many cards there are, and so many of them are seen in the terminal first."""
DAYS = 40
KINDS = ("latest.apkg", "legacy.apkg", "whole.colpkg")
KNOWN = known_notes((NoteId(f"note-{number}"), "basic") for number in range(NOTES + 1))
CARDS = [CardId(f"note-{number}/answer") for number in range(NOTES)]


@dataclass
class Circle:
    """A learner with a terminal and an Anki in one zone."""

    folder: Path
    zone: str
    python: Path
    said: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    schedules: dict[str, dict[CardId, Schedule]] = field(default_factory=dict)
    logs: dict[str, set[tuple[str, int, int]]] = field(default_factory=dict)

    def sdcards(self, step: str, *words: str | Path) -> None:
        """Run a command, and remember what it said and what is in the log then."""
        done = self._run(sys.executable, "-m", "sdcards", *words)
        self.said[step] = done
        self._look(step)

    def anki(self, steps: Mapping[str, Sequence[str | Path]]) -> None:
        """Have Anki do something, step by step, and remember what it has after each."""
        words = json.dumps(list(steps.values()), default=str)
        told = self._run(self.python, Path(__file__).with_name("partner.py"), self.collection, words)
        self.facts |= zip(steps, json.loads(told), strict=True)

    def study(self, step: str, cards: Callable[[random.Random], list[CardId]], hours_ago: float, seed: int) -> None:
        """Review in the terminal; one sitting."""
        rng, now = random.Random(seed), datetime.now(UTC).astimezone(ZoneInfo(self.zone))  # noqa: TID251
        moment = [now - timedelta(hours=hours_ago)]

        def clock() -> datetime:
            moment[0] += timedelta(milliseconds=rng.randint(1, 9000) if hours_ago else 7)
            return moment[0].astimezone(ZoneInfo(self.zone))

        with closing(open_store(self.store, today=study_day(now))) as con:
            session = Session(cards(rng), ReviewLog(con), read_scheduler(con), clock)
            while session.current and session.tally.answered < 200:
                session.answer(rng.choice((*Rating, Rating.GOOD, Rating.GOOD)), rng.randint(800, 30_000))
                if rng.random() < 0.03:
                    break
        self._look(step)

    @property
    def store(self) -> Path:
        return self.folder / "data" / "progress.db"

    @property
    def collection(self) -> Path:
        return self.folder / "profile" / "collection.anki2"

    def log(self) -> ReviewLog:
        return ReviewLog(open_store(self.store, today=0))

    def _look(self, step: str) -> None:
        with closing(self.log().con) as con:
            log = ReviewLog(con)
            self.logs[step] = {(each.card, each.at, int(each.rating)) for each in log.reviews()}
            self.schedules[step] = {card: found for card in CARDS if (found := log.schedule(card)) is not None}

    def _run(self, *words: object) -> str:
        environment = os.environ | {
            "TZ": self.zone,
            "SDCARDS_CARDS": str(self.folder / "cards"),
            "SDCARDS_ANKI_PYTHON": str(self.python),
        }
        done = subprocess.run(
            list(map(str, words)), capture_output=True, text=True, check=False, timeout=120, env=environment
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@pytest.fixture(scope="module", params=["UTC", "America/Los_Angeles", "Asia/Kolkata"])
def circle(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Circle:
    """Forty days in the terminal, a package, answers in Anki, back, more in the terminal, a merge, and back again."""
    python = Path(os.environ.get("SDCARDS_ANKI_PYTHON", BESIDE))
    if not python.is_file():
        pytest.skip(f"no Anki at '{python}': make an environment there, or name one in SDCARDS_ANKI_PYTHON")
    folder = tmp_path_factory.mktemp("circle")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDCARDS_DATA", str(folder / "data"))
        patch.setenv("SDCARDS_CACHE", str(folder / "cache"))
        return live(Circle(folder, request.param, python))


def live(circle: Circle) -> Circle:
    """The story; what holds at each step is in the tests."""
    circle.collection.parent.mkdir()
    deck(circle, range(NOTES))
    evenings(circle)
    circle.sdcards("export", "export", "--with-progress", "-o", circle.folder / "deck.apkg")
    circle.anki({
        "first": ("import", circle.folder / "deck.apkg"),
        "answered": ("answer", "12"),
        "reset": ("reset", "note-4"),
        "postponed": ("postpone", "note-5"),
        **{kind: ("export", circle.folder / kind) for kind in KINDS},
    })  # fmt: skip
    circle.sdcards("dry", "import", circle.folder / KINDS[0], "--dry-run")
    for kind in KINDS:
        circle.sdcards(kind, "import", circle.folder / kind)
    circle.study("later", lambda rng: [*rng.sample(CARDS[5:SEEN], 8), CARDS[4], *CARDS[-3:]], 0, 99)
    circle.anki({"edited": ("edit",)})
    deck(circle, range(NOTES + 1), corrected=("note-1", "note-2"))
    circle.sdcards("merge, dry", "anki", "merge", circle.collection, "--dry-run")
    circle.sdcards("merge", "anki", "merge", circle.collection)
    circle.anki({"merged": ("tell",)})
    circle.sdcards("merge again", "anki", "merge", circle.collection)
    circle.sdcards("end", "import", circle.collection)
    circle.sdcards("doctor", "doctor")
    return circle


def deck(circle: Circle, numbers: range, corrected: tuple[str, ...] = ()) -> None:
    """Write the deck's sources."""
    names = [f"note-{number}" for number in numbers]
    notes = "".join(basic(name, 1, front(name), "mended" if name in corrected else "back") for name in names)
    write_deck(circle.folder / "cards", {"area/topic": notes}, SOURCES)


def front(name: str) -> str:
    """Words that no other note has; a deck with two cards nearly alike is not exported."""
    return re.sub("(.{8})", r"\1 ", sha256(name.encode()).hexdigest())


def evenings(circle: Circle) -> None:
    """Reviews on each of forty evenings, away from the hour at which the day turns."""
    now = datetime.now(UTC).astimezone(ZoneInfo(circle.zone))  # noqa: TID251 - Anki has no other clock either
    for ago in range(DAYS, 0, -1):
        evening = (now - timedelta(days=ago)).replace(hour=18, minute=0)
        today = study_day(evening)

        def due(rng: random.Random, today: int = today) -> list[CardId]:
            with closing(circle.log().con) as con:
                found = {card: ReviewLog(con).schedule(card) for card in CARDS[:SEEN]}
            return [card for card, each in found.items() if (each.due <= today if each else rng.random() < 0.08)]

        circle.study("evenings", due, (now - evening).total_seconds() / 3600, ago)
    with closing(circle.log().con) as con:
        for card in ("note-6/answer", "note-7/answer"):
            ReviewLog(con).hide(CardId(card), None)
            ReviewLog(con).flag(CardId(card))


def graded(facts: dict[str, Any]) -> list[tuple[str | None, int, int]]:
    """Anki's reviews, by our names."""
    return [(card_of(*KNOWN[guid], ordinal), at, rating) for guid, ordinal, at, rating in facts["rows"] if rating]


def cards(facts: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
    """Anki's cards, by our names."""
    return {card_of(*KNOWN[card["guid"]], card["ord"]): card for card in facts["cards"]}


def worst(facts: dict[str, Any], schedules: dict[CardId, Schedule], state: str) -> float:
    """The largest difference between our memory states and Anki's: of stability relative above a day, of difficulty absolute."""
    there = cards(facts)
    differences: list[float] = []
    for card, schedule in schedules.items():
        stability, difficulty = there[card][state]
        differences.append(abs(stability - schedule.stability) / max(schedule.stability, 1))
        differences.append(abs(difficulty - schedule.difficulty))
    assert len(differences) > SEEN
    return max(differences)


def today(circle: Circle) -> int:
    return study_day(datetime.now(UTC).astimezone(ZoneInfo(circle.zone)))  # noqa: TID251


def test_every_review_arrives_in_anki(circle: Circle) -> None:
    assert len(circle.logs["export"]) > 60
    assert Counter(graded(circle.facts["first"])) == Counter(circle.logs["export"])


def test_due_days_arrive_to_the_day(circle: Circle) -> None:
    there, now = cards(circle.facts["first"]), today(circle)
    settled = {card: each for card, each in circle.schedules["export"].items() if not each.left}
    assert len(settled) > SEEN // 2
    assert {card: there[card]["due_in"] for card in settled} == {card: each.due - now for card, each in settled.items()}


def test_phases_counts_flags_and_suspensions_arrive(circle: Circle) -> None:
    there = cards(circle.facts["first"])
    for card, each in circle.schedules["export"].items():
        found = there[card]
        assert (found["type"], found["left"], found["reps"], found["lapses"]) == (
            each.phase,
            each.left,
            each.reps,
            each.lapses,
        )
        hidden = card in {"note-6/answer", "note-7/answer"}
        assert (found["queue"], found["flag"]) == ((-1, 1) if hidden else (1 if each.left else 2, 0))


@pytest.mark.parametrize(("step", "state", "most"), [("first", "stored", 2e-3), ("first", "replayed", 1e-4)])
def test_memory_states_agree(circle: Circle, step: str, state: str, most: float) -> None:
    assert worst(circle.facts[step], circle.schedules["export"], state) < most


def test_answers_given_in_anki_come_back_once(circle: Circle) -> None:
    assert len(circle.facts["answered"]["rows"]) == len(circle.facts["first"]["rows"]) + 12
    assert circle.logs["dry"] == circle.logs["export"]
    assert "Would add 12 reviews" in circle.said["dry"]
    assert "Added 12 reviews" in circle.said["latest.apkg"]
    assert Counter(graded(circle.facts["postponed"])) == Counter(circle.logs["latest.apkg"])


@pytest.mark.parametrize("kind", KINDS[1:])
def test_another_format_brings_the_same(circle: Circle, kind: str) -> None:
    assert "Added 0 reviews of 0 cards." in circle.said[kind]
    assert circle.logs[kind] == circle.logs["latest.apkg"]


def test_card_reset_in_anki_is_new_and_keeps_its_reviews(circle: Circle) -> None:
    card = CardId("note-4/answer")
    assert "1 card became new in Anki" in circle.said["latest.apkg"]
    assert card in circle.schedules["export"]
    assert card not in circle.schedules["latest.apkg"]
    assert [each for each in circle.logs["latest.apkg"] if each[0] == card]


def test_due_date_moved_by_hand_is_no_review(circle: Circle) -> None:
    assert "of due dates moved by hand" in circle.said["latest.apkg"]
    before, after = (circle.schedules[step][CardId("note-5/answer")] for step in ("export", "latest.apkg"))
    assert after.reps - before.reps in (0, 1)


def test_merge_brings_the_rest_and_loses_nothing(circle: Circle) -> None:
    assert len(circle.logs["later"]) > len(circle.logs["whole.colpkg"]) + 10
    assert Counter(graded(circle.facts["merged"])) == Counter(circle.logs["later"])
    assert "Anki would get" in circle.said["merge, dry"]
    assert circle.facts["merged"]["sound"] is True
    assert list((circle.collection.parent / "backups").iterdir())


@pytest.mark.parametrize(("state", "most"), [("stored", 2e-3), ("replayed", 1e-4)])
def test_memory_states_agree_after_the_merge(circle: Circle, state: str, most: float) -> None:
    assert worst(circle.facts["merged"], circle.schedules["merge"], state) < most


def test_due_days_after_the_merge_are_those_of_the_terminal(circle: Circle) -> None:
    there, now = cards(circle.facts["merged"]), today(circle)
    studied = {card for card, at, rating in circle.logs["later"] - circle.logs["whole.colpkg"]}
    after = {card: circle.schedules["merge"][CardId(card)] for card in studied}
    settled = {card: each for card, each in after.items() if not each.left}
    assert settled
    assert {card: there[card]["due_in"] for card in settled} == {card: each.due - now for card, each in settled.items()}


def test_merge_leaves_what_the_learner_made(circle: Circle) -> None:
    notes = circle.facts["merged"]["notes"]
    assert notes["note-1"]["fields"]["Back"] == "my own back"
    assert "Kept as you wrote them in Anki: note-1." in circle.said["merge"]
    assert (notes["note-2"]["fields"]["Back"], notes["note-2"]["fields"]["My notes"]) == ("mended", "my own words")
    assert all("my-own" in notes[name]["tags"] for name in ("note-1", "note-2", "note-3"))
    assert notes["note-2"]["decks"] == ["Mine"]
    assert cards(circle.facts["merged"])["note-2/answer"]["flag"] == 3


def test_merge_adds_new_notes_and_needs_no_one_way_sync(circle: Circle) -> None:
    assert circle.facts["merged"]["notes"].keys() - circle.facts["edited"]["notes"].keys() == {f"note-{NOTES}"}
    assert circle.facts["merged"]["schema"] == circle.facts["edited"]["schema"]


def test_merge_and_import_again_have_nothing_to_do(circle: Circle) -> None:
    assert "Anki has everything already." in circle.said["merge again"]
    assert "Added 0 reviews of 0 cards." in circle.said["end"]
    assert circle.logs["end"] == circle.logs["later"]
    assert "All is well." in circle.said["doctor"]
