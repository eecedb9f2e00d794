"""Contact sheets of the Anki cards: a card of every family, front and back, light and dark, from a small phone to a desktop.

Run by ``make screenshots``. The real Anki renders the pages (``anki_pages.py``, in its own environment), headless Chromium
draws them, and the sheets go to ``docs/images/``. It ends with 1 where a card, of all there are, does not fit the smallest
screen.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from PIL import Image, ImageChops

from sdcards.anki.package import write_package
from sdcards.anki.released import Released
from sdcards.collection.collection import Area, Collection, read_collection
from sdcards.collection.topic import read_topic
from sdcards.errors import SdcardsError

ROOT = Path(__file__).parents[1]
SHEETS = ROOT / "docs" / "images"
ANKI = Path(os.environ.get("SDCARDS_ANKI_PYTHON", ROOT / ".venv-anki" / "bin" / "python"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

THEMES = {"light": "card", "dark": "card nightMode night_mode"}
WIDTHS = {320: 8, 390: 8, 900: 2}
"""CSS pixels of a screen, and how many screens stand side by side on a sheet."""

SHOWN = (
    "say-scope-back/0",
    "interview-phases/2",
    "connections-of-a-server/0",
    "average-rate-from-daily-users/0",
    "star-post-clogs-the-fan-out/0",
    "retry-until-it-works/1",
    "two-phase-commit-or-saga/0",
    "consistent-hashing-ring/0",
    "rpo-and-rto/0",
    "video-storage-per-day/0",
)
"""A card of every family, some of them long, some with a diagram or a hint."""

EXTREMES = ("extreme-table/0", "extreme-code/0", "extreme-word/0", "extreme-diagram/0")
COLOURS = 20
GAP = 16
TALLEST = 12_000

Pages = Mapping[str, Mapping[str, str]]
"""What Anki makes of each card: ``css``, ``front`` and ``back``."""


def main() -> int:
    """Draw every sheet, and look for cards that do not fit."""
    SHEETS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = rendered(with_extremes(read_collection(ROOT / "cards")[0]), folder)
        for theme in THEMES:
            for width, columns in WIDTHS.items():
                draw(f"anki-{width}-{theme}", contact_sheet(pages, SHOWN, (width, columns), theme), folder)
            draw(f"anki-extremes-{theme}", contact_sheet(pages, EXTREMES, (320, 8), theme), folder)
        wide = unfit(pages, min(WIDTHS), folder)
    print(*(f"does not fit {min(WIDTHS)} pixels: {name}" for name in wide), sep="\n", end="\n" if wide else "")
    return 1 if wide else 0


def with_extremes(collection: Collection) -> Collection:
    """The deck, and a topic with everything that a card may hold at its most awkward."""
    file = Path(__file__).with_name("extremes.yaml")
    topic, problems = read_topic(file.read_text("utf-8"), file.name, "extremes", "extremes")
    if topic is None or problems:
        raise SdcardsError("\n".join(map(str, problems)))
    return replace(collection, areas=(*collection.areas, Area("extremes", "Extremes", (topic,))))


def rendered(collection: Collection, folder: Path) -> Pages:
    """Every card as Anki renders it; the pictures go to ``folder``."""
    package, program = folder / "deck.apkg", Path(__file__).with_name("anki_pages.py")
    write_package(collection, package, released=Released(), moment=1_795_305_600)
    done = subprocess.run([ANKI, program, package, folder], capture_output=True, text=True, check=True)
    pages: Pages = json.loads(done.stdout)
    return pages


def contact_sheet(pages: Pages, names: Iterable[str], size: tuple[int, int], theme: str) -> str:
    """Screens in pairs of front and back; ``size`` is the width of one, and how many stand in a row."""
    width, columns = size
    frames = "".join(screen(pages[name], side, width, theme) for name in names for side in ("front", "back"))
    grid = f"display:grid; grid-template-columns:repeat({columns},{width}px); gap:{GAP}px; padding:{GAP}px; margin:0"
    desk, across = {"light": "#d9d6cf", "dark": "#000"}[theme], columns * (width + GAP) + GAP
    return (
        f'<!doctype html><meta charset="utf-8"><body style="{grid}; width:{across}px; background:{desk}">{frames}{FIT}'
    )


def screen(page: Mapping[str, str], side: str, width: int, theme: str) -> str:
    """A frame with a page as Anki's reviewer sets it up."""
    html = (
        f'<!doctype html><meta charset="utf-8"><style>{REVIEWER}{page["css"]}</style>'
        f'<body class="{THEMES[theme]}"><div id="qa">{page[side]}</div></body>'
    )
    return f'<iframe srcdoc="{escape(html)}" width="{width}" height="480" style="border:0"></iframe>'


REVIEWER = """
  body { margin: 20px; overflow-wrap: break-word; }
  body.nightMode { background-color: #2c2c2c; color: #fcfcfc; }
  hr { background-color: #c4c4c4; }
  img { max-width: 100%; max-height: 95vh; }
  ::-webkit-scrollbar { display: none; }
"""
"""What Anki's own sheets say about things that cards have too; they stand before a card's."""

FIT = """<script>
  onload = () => {
    for (const frame of document.querySelectorAll("iframe")) frame.height = frame.contentDocument.body.scrollHeight;
  };
</script>"""


def draw(name: str, html: str, folder: Path) -> None:
    """Take the picture of a page, cut off what is empty below, and keep few colours."""
    raw, sheet = folder / "sheet.png", SHEETS / f"{name}.webp"
    across = int(re.findall(r"width:(\d+)px; background", html)[0])
    browse(html, folder, f"--screenshot={raw}", f"--window-size={across},{TALLEST}")
    with Image.open(raw) as picture:
        drawn = picture.convert("RGB")
    empty = Image.new("RGB", drawn.size, drawn.getpixel((0, drawn.height - 1)))
    box = ImageChops.difference(drawn, empty).getbbox()
    bottom = box[3] if box else 0
    few = drawn.crop((0, 0, across, bottom + GAP)).quantize(
        COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    few.convert("RGB").save(sheet, lossless=True, quality=100)
    print(f"{sheet.relative_to(ROOT)}: {sheet.stat().st_size / 1000:.0f} kB")


def browse(html: str, folder: Path, *options: str) -> str:
    """Open a page in a browser without a window; what it prints."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SdcardsError(f"there is no {' or '.join(BROWSERS)}; install one")
    page = folder / "sheet.html"
    page.write_text(html, "utf-8")
    flags = ("--headless", "--no-sandbox", "--hide-scrollbars", "--virtual-time-budget=20000", *options)
    return subprocess.run([browser, *flags, page.as_uri()], capture_output=True, text=True, check=True).stdout


def unfit(pages: Pages, width: int, folder: Path) -> list[str]:
    """The cards that one would have to push aside to read whole. Tables and code may scroll inside themselves."""
    css = next(iter(pages.values()))["css"]
    cards = "".join(
        f'<div class="card" title="{name}">{page["back"]}{page["front"]}</div>' for name, page in pages.items()
    )
    html = f'<!doctype html><meta charset="utf-8"><style>{REVIEWER}{css} .hint {{ display: block !important }}</style>{cards}'
    frame = f'<iframe srcdoc="{escape(html)}" width="{width}" height="480" style="border:0"></iframe>'
    return re.findall(r"<li>(.*?)</li>", unescape(browse(frame + MEASURE, folder, "--dump-dom")))


MEASURE = """<script>
  onload = () => {
    const cards = [...document.querySelector("iframe").contentDocument.querySelectorAll("[title].card")];
    const wide = cards.filter((card) => card.scrollWidth > card.clientWidth);
    document.body.innerHTML = wide.map((card) => `<li>${card.title}</li>`).join("");
  };
</script>"""


if __name__ == "__main__":
    sys.exit(main())
