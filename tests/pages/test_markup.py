"""Elements of HTML and SVG, and the document around them."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from sdcards.pages.markup import Markup, asset, document, joined, tag


class _Reader(HTMLParser):
    """What a browser takes a piece of markup for."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.values: list[str | None] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_element_holds_attributes_and_elements() -> None:
    inside = tag("b", "2 < 3")
    assert tag("p", "So ", inside, class_="a", text_anchor="end", x=1.50, y=2) == Markup(
        '<p class="a" text-anchor="end" x="1.5" y="2">So <b>2 &lt; 3</b></p>'
    )


def test_text_is_escaped_once_and_markup_never() -> None:
    assert joined("<i>", tag("i"), "&amp;") == "&lt;i&gt;<i></i>&amp;amp;"


def test_what_would_reorder_or_ring_is_shown_by_its_number() -> None:
    assert tag("p", "a\u202eb\x07", title="c\x1b") == r'<p title="c\x1b">a\u202eb\x07</p>'


@given(st.text(), st.text())
def test_no_text_becomes_an_element_or_leaves_its_attribute(text: str, value: str) -> None:
    read = _Reader(tag("p", text, title=value))
    assert read.names == ["p"]
    assert len(read.values) == 1
    assert read.text.isprintable() or not read.text


def test_document_runs_and_fetches_nothing() -> None:
    page = document("A <title>", tag("main", "Body"), asset("stats.css"))
    assert page.startswith("<!doctype html>\n")
    assert "<title>A &lt;title&gt;</title>" in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "<main>Body</main>" in page
    assert "prefers-color-scheme: dark" in page
