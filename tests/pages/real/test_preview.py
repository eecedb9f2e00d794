"""The page of cards in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from sdcards.cli.previewing import Selection
from sdcards.cli.watching import watch_deck
from tests.pages.real.conftest import PATIENCE, Open

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser").expect
expect.set_options(timeout=PATIENCE)

DECK = """\
name: A deck
about: For tests.
areas:
  - {area: first-area, title: First, topics: {topic-one: 4, topic-two: 4}}
  - {area: second-area, title: Second, topics: {topic-three: 4}}
"""
SOURCES = "book: {title: A Book, authors: A. Author, year: 2020}\n"
TOPICS = {
    "first-area/topic-one": r"""
        topic: One
        about: The first.
        notes:
          - id: a-table
            type: basic
            wave: 1
            front: Which store reads most?
            hint: The simplest.
            back: |
              | store | reads |
              |---|--:|
              | key-value | 100,000 |
              | relational | 20,000 |
            tags: [tables]
            sources: [book]
          - id: some-maths
            type: basic
            wave: 2
            front: What is the mean?
            back: It is $\frac{n}{2}$.
            sources: [book]
        """,
    "first-area/topic-two": """
        topic: Two
        about: The second.
        notes:
          - id: a-diagram
            type: basic
            wave: 1
            front: What stands between them?
            back: A queue.
            diagram: |
              ┌─────┐     ┌─────┐
              │ One │────▶│ Two │
              └─────┘     └─────┘
            sources: [book]
          - id: a-cloze
            type: cloze
            wave: 1
            text: "{{c1::Consistency}} or {{c2::availability}}."
            sources: [book]
        """,
    "second-area/topic-three": """
        topic: Three
        about: The third.
        notes:
          - id: with-problem
            type: basic
            wave: 1
            front: Who wrote it?
            back: Nobody knows.
            sources: [nobody]
        """,
}

HOSTILE = r"""
topic: Hostile <script>window.hit=1</script>
about: What somebody might send.
notes:
  - id: hostile-basic
    type: basic
    wave: 1
    front: "<script>window.hit=1</script><img src=x onerror='window.hit=1'> [go](javascript:window.hit=1) {{Back}}"
    back: |
      </div></div><svg onload='window.hit=1'></svg> [go](https://example.org/"onmouseover="window.hit=1)
      $\text{<img src=x onerror=window.hit=1>}$ $\href{javascript:window.hit=1}{x}$
    hint: "<details open ontoggle=window.hit=1>"
    why: "```\n</pre><iframe src='javascript:window.hit=1'></iframe>\n```"
    diagram: |
      </title><script>window.hit=1</script> "><img src=x onerror=window.hit=1>
    sources: ["<img src=x onerror=window.hit=1>"]
  - id: hostile-cloze
    type: cloze
    wave: 1
    text: "{{c1::<img src=x onerror=window.hit=1>::\"><script>window.hit=1</script>}}"
    sources: [book]
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "cards"
    for name, text in {"deck": DECK, "sources": SOURCES, **TOPICS}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(dedent(text).lstrip("\n"), "utf-8")
    return folder


def card(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}"]')


def shown(page: Page) -> list[str]:
    return [str(each.get_attribute("id")) for each in page.locator("article:not([hidden])").all()]


ALL = ["a-table/answer", "some-maths/answer", "a-diagram/answer", "a-cloze/c1", "a-cloze/c2", "with-problem/answer"]


def colour(of: Locator, name: str = "background-color") -> str:
    return str(of.evaluate(f"element => getComputedStyle(element)['{name}']"))


def width(of: Locator) -> float:
    box = of.bounding_box()
    assert box is not None
    return float(box["width"])


TOP = "element => element.getBoundingClientRect().top"
DAY, NIGHT = "rgb(251, 250, 248)", "rgb(22, 24, 29)"


def test_search_and_its_keys(opened: Open, deck: Path) -> None:
    page = opened(deck)
    assert shown(page) == ALL
    page.keyboard.press("/")
    page.keyboard.type("STORE reads")
    assert shown(page) == ["a-table/answer"]
    expect(page.locator("#count")).to_have_text("1 of 6 cards, 1 problem")
    expect(page.locator("section:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    assert shown(page) == ALL
    page.keyboard.press("/")
    page.keyboard.type("nothing of the kind")
    expect(page.locator("#none")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("area", "second-area", ["with-problem/answer"]),
        ("topic", "first-area/topic-two", ["a-diagram/answer", "a-cloze/c1", "a-cloze/c2"]),
        ("type", "cloze", ["a-cloze/c1", "a-cloze/c2"]),
        ("tag", "tables", ["a-table/answer"]),
        ("tag", "wave-2", ["some-maths/answer"]),
    ],
)
def test_filters(served_deck: Open, deck: Path, name: str, value: str, left: list[str]) -> None:
    page = served_deck(deck)
    page.select_option(f"#{name}", value)
    assert shown(page) == left
    page.reload()
    assert shown(page) == left


def test_cards_with_problems_show_what_is_wrong(opened: Open, deck: Path) -> None:
    page = opened(deck)
    page.get_by_label("With problems").check()
    assert shown(page) == ["with-problem/answer"]
    expect(card(page, "with-problem/answer").locator(".findings")).to_contain_text("no source 'nobody': add it")


def test_arrows_go_from_card_to_card(opened: Open, deck: Path) -> None:
    page = opened(deck)
    for name in ALL[:3]:
        page.keyboard.press("ArrowRight")
        expect(card(page, name)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(card(page, ALL[1])).to_be_focused()


@pytest.mark.parametrize(("scheme", "first", "then"), [("light", DAY, NIGHT), ("dark", NIGHT, DAY)])
def test_day_and_night(served_deck: Open, deck: Path, scheme: str, first: str, then: str) -> None:
    page = served_deck(deck, color_scheme=scheme)
    face = card(page, ALL[0]).locator(".card").first
    assert colour(face) == first
    page.get_by_text({"light": "Dark", "dark": "Light"}[scheme], exact=True).click()
    assert colour(face) == then
    page.reload()
    expect(face).to_have_css("background-color", then)


def test_diagram_turns_white_at_night(opened: Open, deck: Path) -> None:
    page = opened(deck, color_scheme="dark")
    picture = card(page, "a-diagram/answer").locator("img.diagram")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert colour(picture, "filter") == "invert(1)"
    assert picture.get_attribute("alt") == "Diagram: One, Two"


def test_phone_and_desktop(opened: Open, deck: Path) -> None:
    page = opened(deck)
    front, back = card(page, ALL[0]).locator(".frame").all()
    assert width(front) > 500
    page.get_by_text("Phone", exact=True).click()
    assert [width(front), width(back)] == [390, 390]
    # The card's own style sheet sees a narrow window: details and their labels stand below each other there.
    assert len(colour(card(page, ALL[0]).locator(".details"), "grid-template-columns").split()) == 1
    page.get_by_text("Desktop", exact=True).click()
    assert len(colour(card(page, ALL[0]).locator(".ask").first, "font-size")) > 0
    assert width(front) > 500


@pytest.mark.parametrize("scripts", [True, False])
def test_narrow_screen_is_never_pushed_aside(opened: Open, deck: Path, *, scripts: bool) -> None:
    page = opened(deck, width=390, java_script_enabled=scripts)
    frame = card(page, ALL[0]).locator(".frame").first
    assert 340 < width(frame) <= 390
    box = page.locator("html").bounding_box()
    assert box is not None
    assert box["width"] == 390
    assert page.locator("main").evaluate("main => main.scrollWidth") <= 390 if scripts else True


def test_everything_can_be_read_without_scripts(opened: Open, deck: Path) -> None:
    page = opened(deck, java_script_enabled=False)
    assert len(shown(page)) == 6
    expect(card(page, "a-cloze/c2").locator(".card").last).to_contain_text("Consistency or availability.")
    expect(page.locator(".controls")).to_be_hidden()
    hint = card(page, "a-table/answer").locator("div.hint")
    expect(hint).to_be_hidden()
    card(page, "a-table/answer").locator("a.hint").click()
    expect(hint).to_be_visible()


def test_hint_opens_where_it_stands(opened: Open, deck: Path) -> None:
    page = opened(deck)
    hint = card(page, "a-table/answer").locator("div.hint")
    expect(hint).to_be_hidden()
    card(page, "a-table/answer").locator("a.hint").click()
    expect(hint).to_have_text("The simplest.")
    expect(card(page, "a-table/answer").locator("a.hint")).to_be_hidden()
    assert "#" not in page.url


def test_table_has_its_columns_aligned(opened: Open, deck: Path) -> None:
    page = opened(deck)
    cell = card(page, "a-table/answer").get_by_text("100,000")
    assert colour(cell, "text-align") == "right"


def test_formula_is_set(opened: Open, deck: Path) -> None:
    page = opened(deck)
    fraction = card(page, "some-maths/answer").locator("math mfrac")
    box = fraction.bounding_box()
    assert box is not None
    assert box["height"] > box["width"]


def test_cloze_asks_and_answers(opened: Open, deck: Path) -> None:
    page = opened(deck)
    front, back = card(page, "a-cloze/c2").locator(".cloze").all()
    expect(front).to_have_text("[...]")
    expect(back).to_have_text("availability")
    assert colour(front, "color") == "rgb(31, 95, 191)"


def test_looks_of_the_page_and_of_the_cards_do_not_mix(opened: Open, deck: Path) -> None:
    page = opened(deck)
    assert colour(page.locator("h2").first, "font-size") == "20.8px"
    face = card(page, "a-table/answer").locator(".card").first
    assert colour(face, "font-size") == "19px"
    assert colour(face, "box-sizing") == "content-box"
    assert colour(card(page, "a-table/answer").locator(".frame a.hint"), "text-decoration-line") == "none"


def test_address_of_a_card_leads_to_it(opened: Open, deck: Path) -> None:
    page = opened(deck, "#with-problem/answer")
    expect(card(page, "with-problem/answer")).to_be_in_viewport()
    assert colour(card(page, "with-problem/answer"), "outline-style") == "solid"


def test_every_control_has_a_name(opened: Open, deck: Path) -> None:
    page = opened(deck)
    for role, names in {
        "combobox": ["Area", "Topic", "Type", "Tag"],
        "searchbox": ["Search"],
        "radio": ["Light", "Dark", "Phone", "Desktop"],
        "checkbox": ["With problems"],
        "group": ["Light or dark", "Phone or desktop"],
        "search": [""],
        "status": [""],
    }.items():
        for name in names:
            expect(page.get_by_role(role, name=name, exact=bool(name))).to_have_count(1)
    ids = [each.get_attribute("id") for each in page.locator("[id]").all()]
    assert len(ids) == len(set(ids))


def test_hostile_text_runs_nothing_and_fetches_nothing(opened: Open, deck: Path) -> None:
    (deck / "first-area" / "topic-one.yaml").write_text(HOSTILE, "utf-8")
    page = opened(deck)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.reload()
    assert (
        "<script>window.hit=1</script><img src=x"
        in card(page, "hostile-basic/answer").locator(".ask").first.inner_text()
    )
    for link in page.locator("#deck a.hint, #deck a[href^='#']").all():
        link.click()
    found = page.locator("#deck").evaluate(
        """deck => [...deck.querySelectorAll("*")].map((one) => [one.localName, one.getAttributeNames(), one.href ?? ""])"""
    )
    assert not {name for name, _, _ in found} & {"script", "iframe", "svg", "object", "embed", "details"}
    assert not [name for _, names, _ in found for name in names if name.startswith("on")]
    assert not [href for _, _, href in found if "script:" in href]
    assert page.evaluate("window.hit === undefined")
    assert [url for url in asked if not url.startswith(("file:", "data:image/svg+xml;base64,"))] == []


def test_policy_stops_what_should_ever_get_through(opened: Open, deck: Path) -> None:
    page = opened(deck)
    page.locator("main").evaluate(
        """main => { main.innerHTML = '<img src=x onerror="window.hit=1"><a href="javascript:window.hit=1">go</a>'
          + '<iframe srcdoc="<script>parent.hit=1</script>"></iframe><b style="position:fixed">';
          const script = document.createElement('script'); script.textContent = 'window.hit=1'; main.append(script); }"""
    )
    page.get_by_text("go", exact=True).click()
    assert page.evaluate("window.hit === undefined")
    assert colour(page.locator("main b"), "position") == "static"


@pytest.fixture
def watched(deck: Path) -> Iterator[str]:
    """The address of the page while its sources are watched."""
    address: list[str] = []
    started, ended = Event(), Event()

    def pause(seconds: float) -> None:
        if ended.wait(seconds / 10):
            raise KeyboardInterrupt

    def tell(url: str) -> None:
        address.append(url)
        started.set()

    thread = Thread(target=watch_deck, args=(Selection(deck), tell, pause))
    thread.start()
    assert started.wait(PATIENCE)
    yield address[0]
    ended.set()
    thread.join()


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_save_is_shown_and_nothing_else_changes(
    context: Callable[..., BrowserContext], watched: str, deck: Path
) -> None:
    page = context(color_scheme="light").new_page()
    page.goto(watched)
    page.get_by_text("Dark", exact=True).click()
    page.select_option("#area", "first-area")
    page.keyboard.press("Escape")
    page.fill("#words", "e")
    card(page, "a-table/answer").locator("a.hint").click()
    card(page, "a-cloze/c2").scroll_into_view_if_needed()
    top = card(page, "a-cloze/c2").evaluate(TOP)
    assert page.evaluate("scrollY") > 0
    replaced(deck / "first-area" / "topic-two.yaml", "A queue.", "A queue, or a log.")
    expect(card(page, "a-diagram/answer")).to_contain_text("A queue, or a log.")
    assert card(page, "a-cloze/c2").evaluate(TOP) == pytest.approx(top, abs=1)
    assert page.input_value("#words") == "e"
    assert colour(card(page, ALL[0]).locator(".card").first) == NIGHT
    expect(card(page, "a-table/answer").locator("div.hint")).to_be_visible()


def test_fault_hides_no_card(context: Callable[..., BrowserContext], watched: str, deck: Path) -> None:
    page = context().new_page()
    page.goto(watched)
    file = deck / "first-area" / "topic-two.yaml"
    replaced(file, "notes:", "notes: [")
    expect(card(page, "a-diagram/answer").locator(".kept")).to_be_visible()
    expect(page.locator('[id="topic/first-area/topic-two"]')).to_contain_text("bad-yaml")
    assert shown(page) == ALL
    replaced(file, "notes: [", "notes:")
    expect(page.locator(".kept")).to_have_count(0)
    expect(page.locator("#count")).to_have_text("6 cards, 1 problem")


def test_page_tells_when_its_server_has_ended(context: Callable[..., BrowserContext], deck: Path) -> None:
    from sdcards.cli.previewing import read_preview
    from sdcards.cli.serving import LivePage, served
    from sdcards.pages.preview import preview_page

    live = LivePage()
    live.show("1", preview_page(read_preview(Selection(deck)), "1"))
    page = context().new_page()
    with served(live) as address:
        page.goto(address)
        expect(page.locator(":root:not(.alone)")).to_have_count(1)
    expect(page.locator(":root.alone")).to_have_count(1)


def test_page_of_another_site_reads_nothing(context: Callable[..., BrowserContext], watched: str) -> None:
    page = context().new_page()
    page.goto("data:text/html,<p>elsewhere</p>")
    reading = f"fetch('{watched}').then((answer) => answer.text(), () => 'refused')"
    assert page.evaluate(reading) == "refused"
    assert re.match(r"http://127\.0\.0\.1:\d+/", watched)
