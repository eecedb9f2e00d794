import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.anki.html import _render, _without_marks, cloze_to_html, plain_to_html, to_html, visible
from sdcards.errors import SdcardsError
from sdcards.notes.cloze import HOLE

VOID = {"br", "hr"}
HARMLESS = {
    *("p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
MARKS = [
    *"*_`[]()<>!#|-+&;:\\\"'{}$~=/.0123456789 \n\t\r\x1b\x1f\x00\u202e\ufdd0\u00a0\u2028ü😀",
    *(
        "{{c1::",
        "}}",
        "::",
        "```\n",
        "**",
        "$$",
        "<script>",
        "<b onclick=x>",
        "http://a.b",
        "javascript:alert(1)",
        "](",
    ),
    *("![", "[sound:", "[latex]", "[$]", "\\(", "&#123;", "&lt;", "word", "\n\n", "\n- ", "\n1. ", "\n|a|b|\n|-|-|\n"),
]
markdown = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=3)), max_size=30).map("".join)


class Page(HTMLParser):
    """Reads HTML as a browser would, and complains about what should not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.inside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in HARMLESS
        for name, value in attrs:
            assert name in ("href", "title", "class", "start", "style")
            assert name != "href" or re.match(r"https?://|mailto:", value or "", re.IGNORECASE)
            assert name != "style" or re.fullmatch(r"text-align:(left|right|center)", value or "")
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Up to 5 times, rarely.", "Up to 5 times, rarely."),
        ("a **b** and `c < d`", "a <strong>b</strong> and <code>c &lt; d</code>"),
        ('x < y & "z" > w', 'x &lt; y &amp; "z" &gt; w'),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("a  \nb", "a<br>\nb"),
        ("3. third", '<ol start="3">\n<li>third</li>\n</ol>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[a](https://b.c)", '<a href="https://b.c">a</a>'),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("![plan](https://b.c/d.png)", '!<a href="https://b.c/d.png">plan</a>'),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "5_s",
        "at 1.5_GB/s.",
        "99.9_%",
        "30_million",
        "43.2_min",
        "3_days",
        "50_kreq/s",
        "4_KiB",
        "1.07_×_10⁹",
        "5_×_10^-5_m",
    ],
)
def test_number_and_unit_stay_on_one_line(text: str) -> None:
    glued = text.replace("_", "\u00a0")
    plain = text.replace("_", " ")
    assert glued in to_html(plain)
    assert glued in plain_to_html(plain)
    assert f"<em>{glued}</em>" in to_html(f"*{plain}*")
    assert f"<code>{plain}</code>" in to_html(f"`{plain}`")


@pytest.mark.parametrize("text", ["5 times", "80 × 25 × 4", "2 sites", "a s", "7 minuets", "1 × 100"])
def test_other_words_behind_a_number_may_stand_on_the_next_line(text: str) -> None:
    assert to_html(text) == plain_to_html(text) == text


def test_table_becomes_a_table() -> None:
    assert "<td>1</td>" in to_html("| a | b |\n|---|---|\n| 1 | 2 |")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("at $n < 3$", r"at \(n &lt; 3\)"),
        ("$x^{2^{3}}$", r"\(x^{2^{3} }\)"),
        ("$${{a}}$$", r"\[{ {a} }\]"),
        ("so $$a = b$$ holds", r"so \[a = b\] holds"),
        ("$x$ for $5 or $10", r"\(x\) for $5 or $10"),
        (r"\\(not math\\)", "\\&#8288;(not math\\&#8288;)"),
    ],
)
def test_mathematics_gets_ankis_marks(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{{Front}}", "{&#123;Front&#125;}"),
        ("`{{c1::x}}`", "<code>{&#123;c1::x&#125;}</code>"),
        ("[sound:x.mp3]", "&#91;sound:x.mp3]"),
        ("[latex]x[/latex]", "&#91;latex]x&#91;/latex]"),
        ("a\x1b[31m\x1f\x7f\x85\u202e", "a␛[31m␟␡\ufffd\ufffd"),
    ],
)
def test_nothing_but_what_we_mean_is_a_command_to_anki(text: str, html: str) -> None:
    assert to_html(text) == html


def test_plain_text_is_shown_as_it_stands() -> None:
    assert plain_to_html("**a** < {{b}}\x07") == "**a** &lt; {&#123;b&#125;}␇"


@given(markdown)
@example("{" * 9 + "}" * 9)
@example("$$$$$$")
@example('[a](<http://b> "{{c1::\'>x")')
def test_any_text_gives_balanced_html_without_scripts_or_commands(text: str) -> None:
    html = to_html(text)
    Page(html)
    assert "{{" not in html
    assert "}}" not in html
    assert not re.search(r"\[(sound:|anki:|/?latex]|/?\$)", html)
    assert visible(html) == html


@given(st.text(alphabet=st.sampled_from("ab Z9.,;:!?-+*#>~=&<\\_`[$|{}\"'()\n\t\xa0\u2028ü×€")))
@example("1. a")
@example("- a")
@example("a ")
@example("\u3000")
def test_short_way_for_prose_leads_to_the_same_place(text: str) -> None:
    assert to_html(text) == _without_marks(_render(visible(text)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a {{c1::b}} c", "a {{c1::b}} c"),
        ("**{{c1::b}}** and {{c12::b::hint}}", "<strong>{{c1::b}}</strong> and {{c12::b::hint}}"),
        ("{{c1::**b**}} {{c2::_b_}}", "{{c1::<strong>b</strong>}} {{c2::<em>b</em>}}"),
        ("`GET {{c1::/posts}}`", "<code>GET {{c1::/posts}}</code>"),
        ("{{c1::`a::b`::hint}}", "{{c1::<code>a&#58;:b</code>::hint}}"),
        ("{{c1::$x^{2^{3}}$}}", r"{{c1::\(x^{2^{3} }\)}}"),
        (r"$\frac{ {{c1::a^{2}}} }{b}$", r"\(\frac{ {{c1::a^{2} }} }{b}\)"),
        ('{{c1::`{"a":{}}`}}', "{{c1::<code>{&quot;a&quot;:{&#125;}</code>}}"),
        ("{{c1::a {b}}} {{x}}", "{{c1::a {b&#125;}} {&#123;x&#125;}"),
        ("- {{c1::a}}\n- b", "<ul>\n<li>{{c1::a}}</li>\n<li>b</li>\n</ul>"),
        ("{{c1::a<b>}}", "{{c1::a&lt;b&gt;}}"),
        ("{{c1::a\ufdd1}}", "{{c1::a\ufffd}}"),
    ],
)
def test_holes_survive_markdown(text: str, html: str) -> None:
    assert cloze_to_html(text) == html


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{c1::a **b}} c**", "crosses"),
        ("{{c1::a\n\nb}}", "crosses"),
        ("{{c1::a\n- b}}", "crosses"),
        ("{{c1:: }}", "empty"),
        ("[a](http://{{c1::b}})", "link"),
        ('[a](http://b "{{c1::c}}")', "link"),
        ("[{{c1::a}}]: http://b", "link"),
    ],
)
def test_hole_that_anki_could_not_make_is_refused(text: str, reason: str) -> None:
    with pytest.raises(SdcardsError, match=reason):
        cloze_to_html(text)


@given(st.lists(st.tuples(markdown, st.integers(1, 20), markdown), min_size=1, max_size=3))
@example([("", 1, "}"), ("{", 2, ":"), ("", 3, "a}}b")])
def test_any_cloze_gives_ankis_holes_or_is_refused(parts: list[tuple[str, int, str]]) -> None:
    text = "".join(f"{before}{{{{c{number}::{words}}}}}" for before, number, words in parts)
    if "{{c" in HOLE.sub("", text) or any("{{" in hole[2] for hole in HOLE.finditer(text)):
        return  # no such note can be read
    try:
        html = cloze_to_html(text)
    except SdcardsError:
        return
    holes = [hole[1] for hole in HOLE.finditer(text)]
    assert [number for number, _ in ankis_holes(html)] == holes
    Page(re.sub(r"\{\{c\d+::|\}\}", "", html))
    for _, words in ankis_holes(html):
        Page(words)


def ankis_holes(html: str) -> list[tuple[str, str]]:
    """Number and words of each hole, found as Anki does: open at ``{{c1::``, close at the first ``}}``."""
    return [(hole[1], hole[2].split("::")[0]) for hole in re.finditer(r"\{\{c(\d+)::(.*?)\}\}", html, re.DOTALL)]
