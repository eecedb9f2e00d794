"""How long `sdcards preview` takes: to make the page, until it can be used in Chromium, and from a save to the new card.

Medians, in milliseconds. Without a Chromium on the machine the browser's part is "not there".
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

from bench.figures import Figure
from bench.timing import CHECKOUT, timed
from playwright.sync_api import Page, sync_playwright

from sdcards.cli.previewing import Selection, read_preview
from sdcards.pages.preview import preview_page

CARDS = CHECKOUT / "cards"
TABLE = "The preview of the deck"
BUDGETS = {"usable in Chromium": 1000, "from a save to the new card": 1000}
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)

USABLE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
"""Milliseconds from the request until every card stands there and the controls answer."""


def measure(rounds: int = 7) -> Iterator[Figure]:
    """Time each step on a copy of the deck that is thrown away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "cards")
        shutil.copytree(CARDS, folder)
        deck = read_preview(Selection(folder))
        cards = f"{sum(1 for _ in deck.cards()):,} cards"
        figures = {
            "sources read and checked, faces filled": _median(
                rounds, lambda: _timed(lambda: read_preview(Selection(folder)))
            ),
            "written as a page": _median(rounds, lambda: _timed(lambda: preview_page(deck))),
            **(_in_browser(folder, rounds) if BROWSER else dict.fromkeys(BUDGETS)),
        }
    for name, value in figures.items():
        yield Figure(TABLE, name, cards, value, "ms", BUDGETS.get(name))


def _timed(work: Callable[[], object]) -> float:
    return timed(work) * 1e3


def _median(rounds: int, once: Callable[[], float]) -> float:
    return median(once() for _ in range(rounds))


def _in_browser(folder: Path, rounds: int) -> dict[str, float]:
    with (
        _watched(folder) as address,
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=BROWSER)) as browser,
    ):
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        return {
            "usable in Chromium": _median(rounds, lambda: _opened(page, address)),
            "from a save to the new card": median(_saved(page, folder, number) for number in range(rounds)),
            "searched": _median(rounds, lambda: _timed(lambda: page.evaluate("filter()"))),
        }


def _opened(page: Page, address: str) -> float:
    page.goto(address)
    return page.evaluate(USABLE)


def _saved(page: Page, folder: Path, number: int) -> float:
    """Until the page has taken over the version that the save makes."""
    file = max(folder.glob("*/*.yaml"), key=lambda each: each.stat().st_size)
    version = int(page.get_attribute("#deck", "data-version"))
    text = file.read_text("utf-8")
    start = time.perf_counter()
    file.write_text(text.replace("why: ", f"why: {number} ", 1), "utf-8")
    page.wait_for_selector(f'#deck[data-version="{version + 1}"]')
    return 1000 * (time.perf_counter() - start)


@contextmanager
def _watched(folder: Path) -> Iterator[str]:
    """The address of the page while the folder is watched, as a person does it: by a process of its own."""
    words = [sys.executable, "-m", "sdcards", "preview", str(folder), "--watch"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as watching:
        try:
            yield watching.stdout.readline().strip()
        finally:
            watching.terminate()
