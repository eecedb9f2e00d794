"""Formulas as MathML, and nothing else that TeX could ask for."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.pages.maths import with_formulas


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_formula_in_a_line_and_on_its_own() -> None:
    inline = '<math display="inline"><mrow><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></mrow></math>'
    assert with_formulas(r"So \(\frac{a}{b}\).") == f"So {inline}."
    assert '<math display="block">' in with_formulas(r"<p>\[x\]</p>")


def test_text_of_a_formula_is_escaped() -> None:
    assert "<mo>&lt;</mo>" in with_formulas(r"\(a &lt; b\)")
    assert "<mi>&amp;</mi>" in with_formulas(r"\(a \&amp; b\)")


@pytest.mark.parametrize(
    "html", [r"<code>\(x\)</code>", r"<pre><code>\[x\]</code></pre>", r'<img alt="\(x\)">', "a (b)"]
)
def test_code_tags_and_plain_text_stay_as_they_are(html: str) -> None:
    assert with_formulas(html) == html


@pytest.mark.parametrize("tex", [r"\frac{", r"\left(", "", "{" * 1900, r"\frac{" * 300])
def test_formula_that_cannot_be_read_stays_as_its_source(tex: str) -> None:
    assert with_formulas(rf"\({tex}\)") == f'<code class="tex">{tex}</code>'


@pytest.mark.parametrize(
    ("tex", "stays"),
    [
        (r"\text{a <img src=x onerror=alert(1)> b}", "&lt;img"),
        (r"\href{javascript:alert(1)}{x}", "<mi>x</mi>"),
        (r"\style{background:url(//x)}{x}", "<mi>x</mi>"),
        (r"\class{answer}{x}", "<mi>x</mi>"),
        (r"\text{</math><script>alert(1)</script>}", "&lt;script&gt;"),
    ],
)
def test_formula_brings_no_link_style_class_or_element_of_its_own(tex: str, stays: str) -> None:
    html = with_formulas(rf"\({escape(tex)}\)")
    assert stays in html
    assert not _Elements(html).names & {"img", "script", "a"}
    assert not _Elements(html).attributes & {"href", "style", "class", "id", "onerror", "src"}


def test_element_that_is_not_known_leaves_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from xml.etree.ElementTree import fromstring

    made = fromstring("<math><semantics>1<mi>x</mi>2</semantics></math>")  # noqa: S314 - written right here
    monkeypatch.setattr("sdcards.pages.maths._parsed", lambda *_: made)
    assert with_formulas(r"\(x\)") == "<math>1<mi>x</mi>2</math>"


@given(st.text(alphabet=r"\{}^_&<>'\"abfrctexhsyl$#()[] ", max_size=60))
def test_whatever_is_written_becomes_mathml_or_code(tex: str) -> None:
    names = _Elements(with_formulas(rf"\({escape(tex)}\)")).names
    assert all(name.startswith("m") or name in ("code", "none") for name in names)
