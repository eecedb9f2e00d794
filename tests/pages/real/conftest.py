"""A real Chromium, the one of the machine; tests that need it are skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sdcards.cli.previewing import Selection, read_preview
from sdcards.cli.serving import LivePage, served
from sdcards.pages.preview import preview_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 20_000
"""Milliseconds until a page that does not do what it should is given up; one that does is not waited for."""

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no {' or '.join(BROWSERS)} on this machine")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright, which drives it, is not installed")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make a window as a person has it: how wide, light or dark, with scripts or without."""
    made: list[BrowserContext] = []

    def make(width: int = 1200, **settings: object) -> BrowserContext:
        made.append(chromium.new_context(viewport={"width": width, "height": 900}, **settings))
        made[-1].set_default_timeout(PATIENCE)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def opened(context: Callable[..., BrowserContext], tmp_path: Path) -> Open:
    """Open the page of a deck, at the address of a card if one is given."""

    def open_deck(folder: Path, at: str = "", **settings: object) -> Page:
        file = tmp_path / "preview.html"
        file.write_text(preview_page(read_preview(Selection(folder))), "utf-8")
        page = context(**settings).new_page()
        page.goto(file.as_uri() + at)
        return page

    return open_deck


@pytest.fixture
def served_deck(context: Callable[..., BrowserContext]) -> Iterator[Open]:
    """Open the page of a deck as the server gives it.

    For what is loaded again: Chromium may give a file another process then, which can be faster than what the page has just kept.
    """
    with ExitStack() as servers:

        def open_deck(folder: Path, **settings: object) -> Page:
            live = LivePage()
            live.show("", preview_page(read_preview(Selection(folder))))
            page = context(**settings).new_page()
            page.goto(servers.enter_context(served(live)))
            return page

        yield open_deck
