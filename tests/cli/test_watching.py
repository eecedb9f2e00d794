"""The page while its sources are edited: every save is shown, and a fault hides no card."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from sdcards.cli import watching
from sdcards.cli.previewing import Selection, read_preview
from sdcards.cli.watching import watch_deck, with_kept
from tests.cli.conftest import TOPIC, Run

Edit = Callable[[], object]


@pytest.fixture
def topic(deck: Path) -> Path:
    return deck / "estimation" / "latency-ladder.yaml"


def pages_after(deck: Path, *edits: Edit) -> list[str]:
    """What the browser gets at first and after each edit; then the person presses Ctrl-C."""
    pages: list[str] = []
    left = iter(edits)
    address: list[str] = []

    def pause(seconds: float) -> None:
        """Time passes between two looks; the person edits as soon as the page is up to date."""
        if not address or seconds < watching._POLL:
            return
        with urlopen(address[0]) as answer:  # noqa: S310 - our own server
            pages.append(answer.read().decode())
        edit = next(left, None)
        if edit is None:
            raise KeyboardInterrupt
        edit()

    watch_deck(Selection(deck), address.append, pause)
    return pages


def cards_of(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('<article id="')[1:]]


ALL = ["ram-random-read/value", "cache-beside-store/tool", "cache-beside-store/cost", "log-a-day/result"]


def test_every_save_is_shown(deck: Path, topic: Path) -> None:
    first, second = pages_after(
        deck, lambda: topic.write_text(TOPIC.replace("How long does", "How very long does", 1), "utf-8")
    )
    assert 'data-version="1"' in first
    assert 'data-version="2"' in second
    assert "How very long" not in first
    assert "How very long" in second


def test_page_stays_while_nothing_is_saved(deck: Path) -> None:
    first, second = pages_after(deck, lambda: None)
    assert first == second


def test_broken_yaml_hides_no_card_and_says_where_it_is(deck: Path, topic: Path) -> None:
    broken = TOPIC.replace("sources: [napkin-math]\n\n  - id: log", "sources: [napkin-math\n\n  - id: log")
    _, page, mended = pages_after(
        deck, lambda: topic.write_text(broken, "utf-8"), lambda: topic.write_text(TOPIC, "utf-8")
    )
    assert cards_of(page) == ALL
    assert "bad-yaml" in page
    assert page.count("Its note cannot be read at the moment") == 4
    assert "cannot be read" not in mended


def test_note_with_a_fault_keeps_its_place_and_gets_the_problem(deck: Path, topic: Path) -> None:
    _, page = pages_after(deck, lambda: topic.write_text(TOPIC.replace("symptom:", "sympton:"), "utf-8"))
    assert cards_of(page) == ALL
    kept = page.partition('<article id="cache-beside-store/tool"')[2].partition("</article>")[0]
    assert "unknown field 'sympton'" in kept
    assert "The same few rows are read all day." in kept
    assert page.count("Its note cannot be read at the moment") == 2


def test_note_that_was_taken_out_is_gone(deck: Path, topic: Path) -> None:
    _, page = pages_after(deck, lambda: topic.write_text(TOPIC.partition("\n  - id: log")[0] + "\n", "utf-8"))
    assert cards_of(page) == ALL[:3]


def test_topic_file_that_was_taken_away_is_gone(deck: Path, topic: Path) -> None:
    _, page = pages_after(deck, topic.unlink)
    assert cards_of(page) == []
    assert "unreadable-file" in page


def test_broken_outline_hides_no_card(deck: Path) -> None:
    _, page = pages_after(deck, lambda: (deck / "deck.yaml").write_text("name: [", "utf-8"))
    assert cards_of(page) == ALL
    assert "bad-yaml" in page


def test_outline_that_is_gone_is_said_above_the_cards(deck: Path) -> None:
    _, page = pages_after(deck, (deck / "deck.yaml").unlink)
    assert cards_of(page) == ALL
    assert "a deck has a &#x27;deck.yaml&#x27;" in page or "a deck has a 'deck.yaml'" in page


def test_order_of_a_sound_deck_is_the_new_one(deck: Path, topic: Path) -> None:
    head, first, second, third = TOPIC.split("\n  - ")
    _, page = pages_after(deck, lambda: topic.write_text(f"{head}\n  - {third}\n  - {first}\n  - {second}", "utf-8"))
    assert cards_of(page) == [ALL[3], *ALL[:3]]


def test_problem_belongs_to_the_nearest_kept_note_above_it(deck: Path, topic: Path) -> None:
    before = read_preview(Selection(deck))
    faulty = TOPIC.replace("symptom:", "sympton:").replace("formula:", "formola:")
    topic.write_text(faulty, "utf-8")
    now = with_kept(read_preview(Selection(deck)), before, lambda _: faulty)
    wrong = {card.note: [finding.message for finding in card.findings] for card in now.cards() if card.kept}
    assert wrong == {
        "cache-beside-store": ["unknown field 'sympton'"],
        "log-a-day": ["unknown field 'formola'"],
    }
    assert now.topics[0].findings == ()


def test_cards_of_a_file_that_is_emptied_before_it_is_written_stay(deck: Path, topic: Path) -> None:
    faulty = TOPIC.replace("notes:", "notes: [")
    *_, emptied, page = pages_after(deck, lambda: topic.write_text(""), lambda: topic.write_text(faulty, "utf-8"))
    assert cards_of(emptied) == cards_of(page) == ALL


def test_file_that_is_still_being_written_is_waited_for(deck: Path, topic: Path) -> None:
    steps: Iterator[str] = iter(["topic: Half", TOPIC.replace("How long does", "How very long does", 1)])

    def pause(_: float) -> None:
        if (text := next(steps, None)) is not None:
            topic.write_text(text, "utf-8")

    found = watching._settled(deck, watching._stamps(deck) | {str(topic): (0, 0)}, pause)
    assert found == watching._stamps(deck)
    assert topic.read_text("utf-8").startswith("topic: Latency")


def test_file_that_goes_between_two_looks_is_no_matter(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = watching._stamps(deck)
    monkeypatch.setattr(Path, "glob", lambda *_: iter([deck / "gone.yaml"]))
    assert len(there) == 3
    assert watching._stamps(deck) == {}


def test_watching_prints_the_address_and_ends_quietly(run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sdcards.cli.watching.time.sleep", lambda _: None)
    monkeypatch.setattr("webbrowser.open", lambda _: pressed(0))
    outcome = run("preview", str(deck), "--watch", "--open")
    assert outcome.code == 0
    assert outcome.out.startswith("http://127.0.0.1:")
    assert outcome.err == "watching the sources; Ctrl-C ends\n"
