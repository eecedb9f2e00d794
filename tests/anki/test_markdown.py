"""Fields of Anki back as our Markdown: the same look, or a plain no."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.anki.markdown import is_same, render, to_markdown
from sdcards.anki.markup import LONGEST
from sdcards.errors import SdcardsError

TABLE = (
    '<table><thead><tr><th>a</th><th style="text-align: right;">b</th></tr></thead>'
    '<tbody><tr><td>c|d</td><td style="text-align:right">1</td></tr></tbody></table>'
)
MARKDOWN = st.lists(
    st.sampled_from(
        ["a", "b c", "**", "*", "`", "``", "$", "$$", "_", "\n", "\n\n", "- ", "1. ", "> ", "# ", "| ", "|---|", "<b>",
         "&amp;", "\\", "[x](https://a.example)", "  ", "{{", "}}", "~", "100 ns", "é"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("An index.", "An index."),
        ("<b>bold</b> and <i>slanted</i>, <code>code</code>", "**bold** and *slanted*, `code`"),
        ("<strong>bold </strong>word", "**bold** word"),
        ("a <b> bold</b>", "a **bold**"),
        ("<b></b>x<b> </b>y", "x y"),
        ("one&nbsp;two&nbsp; three", "one two three"),
        ("100&nbsp;ns", "100 ns"),
        ("one<br>two", "one\\\ntwo"),
        ("one<br/>two", "one\\\ntwo"),
        ("one<div>two</div><div>three</div>", "one\\\ntwo\\\nthree"),
        ("<div>one</div>two", "one\\\ntwo"),
        ("one<div><br></div><div>two</div>", "one\n\ntwo"),
        ("one<br><br>two<br>", "one\n\ntwo"),
        ("<p>one</p><p>two<br><br>three</p>", "one\n\ntwo\n\nthree"),
        ("<span>one</span> two", "one two"),
        ("<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>", "a\n\n- b\n- c"),
        ("<ul><li>b<ul><li>d</li></ul></li></ul>", "- b\n  - d"),
        ("<ul><li><p>b</p><p>c</p></li><li>d</li></ul>", "- b\n\n  c\n\n- d"),
        ('<ol start="3"><li>x</li><li>y</li></ol>', "3. x\n4. y"),
        ("<blockquote>a<br>b</blockquote>", "> a\\\n> b"),
        ("<h2>x</h2>y<hr>z", "## x\n\ny\n\n---\n\nz"),
        ('<pre><code class="language-sql">a\n  ```b\n</code></pre>', "````sql\na\n  ```b\n````"),
        ("<pre>a\nb</pre>", "```\na\nb\n```"),
        (TABLE, "| a | b |\n| --- | --: |\n| c\\|d | 1 |"),
        ("<table></table>", ""),
        (r"\(x^2\) and \[y \$\]", r"$x^2$ and $$y \$$$"),
        (r"costs \(5\)", "costs $5$"),
        ('<a href="https://a.example">text</a>', "[text](https://a.example)"),
        ('<a href="https://a.example" title="t">text</a>', '[text](https://a.example "t")'),
        ('<a href="https://a.example">https://a.example</a>', "<https://a.example>"),
        ("a <code>`b</code>", "a `` `b ``"),
        ("1. not a list", "1\\. not a list"),
        ("- not a list", "\\- not a list"),
        ("a*b*c and &lt;b&gt;", "a\\*b\\*c and \\<b>"),
        ("2 &lt; 3 &amp; 4", "2 < 3 & 4"),
        ("\\\u2060(x)", "\\\\(x)"),
        ("", ""),
        ("<br>", ""),
    ],
)  # fmt: skip
def test_what_anki_writes_is_markdown_again(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<math>x</math>", "has a <math>, which our Markdown lacks"),
        ("<u>x</u>", "has a <u>, which our Markdown lacks"),
        ("<script>alert(1)</script>", "has a <script>, which our Markdown lacks"),
        ('<img src="a.png">', "has a <img>, which our Markdown lacks"),
        ('<span style="color:red">x</span>', "has a <span> with a look of its own"),
        ('<b onclick="x">x</b>', "has a <strong> with a look of its own"),
        ("<b>x", "has a <strong> that does not end"),
        ("x</b>", "has a </strong> where none belongs"),
        ("<b><i>x</b></i>", "has a </strong> where none belongs"),
        ("<!-- x -->", "has a hidden comment of 3 characters"),
        ("<!DOCTYPE html>", "of a whole page"),
        ("<?php x ?>", "of a whole page"),
        ("<![CDATA[x]]>", "has a|of a whole page|hidden"),
        ("<b>" * 40 + "</b>" * 40, "more elements inside each other"),
        ("x" * (LONGEST + 1), "is longer than any field of ours"),
        ("a \x1b[31m", "has characters that cannot be seen"),
        ("<b><p>x</p></b>", "has a <p> inside a line"),
        ('<a href="javascript:x">y</a>', "has a form that our Markdown lacks"),
        ("a<b>b</b>c d<i> </i>e<code></code>", "has a form that our Markdown lacks"),
    ],
)
def test_what_cannot_be_turned_back_is_refused_with_the_reason(html: str, reason: str) -> None:
    with pytest.raises(SdcardsError, match=reason):
        to_markdown(html)


def test_holes_are_kept() -> None:
    html = render("{{c1::One `x`::hint}} and **{{c2::two}}**.", cloze=True)
    assert to_markdown(html.replace("two", "three"), cloze=True) == "{{c1::One `x`::hint}} and **{{c2::three}}**."


def test_fields_are_compared_as_they_look() -> None:
    assert is_same("a&nbsp;b", "a b")
    assert is_same("<b>a</b>", "<strong>a</strong>")
    assert not is_same("a", "b")
    assert not is_same("a", "<u>a</u>")


@given(MARKDOWN)
def test_markdown_comes_back_as_the_same_look_or_not_at_all(markdown: str) -> None:
    html = render(markdown)
    try:
        back = to_markdown(html)
    except SdcardsError:
        return
    assert not back or is_same(render(back), html)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp")), max_size=60))
def test_text_without_markup_comes_back(text: str) -> None:
    from html import escape

    assert is_same(render(to_markdown(escape(text))), escape(text))


@given(st.text(st.sampled_from("<>/bipuldv &;\"'=!-x\n"), max_size=60))
def test_any_html_is_turned_back_or_refused(html: str) -> None:
    try:
        back = to_markdown(html)
    except SdcardsError:
        return
    assert not back or is_same(render(back), html)


@pytest.mark.parametrize("piece", ["\\(", "<b>", "<!--", "<a ", "&#", "$", "`", "**", "<div>", "\xa0", "1. ", "| "])
def test_hostile_field_is_answered_at_once(piece: str) -> None:
    html = (piece * LONGEST)[: LONGEST - 1]
    for field in (html, html[: len(piece) * 2_500]):
        with suppress(SdcardsError):
            assert is_same(render(to_markdown(field)), field)
