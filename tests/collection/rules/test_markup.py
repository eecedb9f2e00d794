"""Text that would not be shown as written."""

import pytest

from tests.authoring import brief, problems_in, problems_of
from tests.decks import basic


def with_front(text: str) -> str:
    return basic("one", front=f"'{text}'")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b>bold</b> word", "'<b>' would be shown as text [raw-html] write **words**, or put it in backticks"),
        ("one<br/>two", "'<br/>' would be shown as text [raw-html] write an empty line, or put it in backticks"),
        ("</script>", "'</script>' would be shown as text [raw-html] write it in Markdown, or put it in backticks"),
        ("![x][y]", "pictures from elsewhere break [remote-image] use words or a ''diagram''"),
        ("![x](https://e.org/x.png)", "pictures from elsewhere break [remote-image] use words or a ''diagram''"),
        ("{{c1::x}}", "'{{' outside a cloze [stray-braces] only a cloze has holes; write '{' once"),
        ("{{Front}}", "'{{' outside a cloze [stray-braces] only a cloze has holes; write '{' once"),
    ],
)
def test_markup_that_is_not_shown_as_written_is_a_problem(text: str, found: str) -> None:
    assert brief(problems_in(with_front(text))) == f"4:42 «'{text}'» {found}".replace("''", "'")


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "x <- y -> z",
        "`<b>` and `![x](y)`",
        "``` <b> ```",
        "see <https://e.org>",
        "[a link](https://e.org)",
        "{name} and $\\frac{a}{b}$",
        "1 <2> 3",
    ],
)
def test_markup_that_is_shown_as_written_is_no_problem(text: str) -> None:
    assert problems_of(with_front(text)) == ""


def test_place_is_that_of_the_text_inside_a_list() -> None:
    found = problems_in("""
        - id: abc
          type: tradeoff
          wave: 1
          ask: What decides?
          options:
            - {name: one, gain: a, cost: b}
            - {name: two, gain: "<i>a</i>", cost: b}
          choose: It depends.
          sources: [book]
    """)
    assert brief(found) == (
        "10:25 «\"<i>a</i>\"» '<i>' would be shown as text [raw-html] write *words*, or put it in backticks"
    )


def test_only_the_text_of_a_cloze_may_have_holes() -> None:
    cloze = "- {id: abc, type: cloze, wave: 1, sources: [book], text: 'a {{c1::b}}', why: 'c {{c1::d}}'}"
    assert brief(problems_in(cloze)) == (
        "4:78 «'c {{c1::d}}'» '{{' outside a cloze [stray-braces] only a cloze has holes; write '{' once"
    )


def test_lines_of_a_diagram_are_no_markup() -> None:
    found = problems_of("""
        - id: abc
          type: basic
          wave: 1
          front: a
          back: b
          diagram: |
            <client> ──▶ ![server](x)
          sources: [book]
    """)
    assert found == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("~~old~~ new", "~~old~~"),
        ("a ==b== c", "==b=="),
        ("as said[^1]", "[^1]"),
        ("\\n- [x] done", "- [x]"),
        ("```mermaid\\ngraph\\n```", "```mermaid"),
    ],
)
def test_markup_of_other_programs_is_a_problem(text: str, found: str) -> None:
    said = problems_of(basic("one", front=f'"{text}"'))
    assert f"'{found}' is no Markdown of ours and would be shown as it stands [foreign-markup]" in said


def test_link_that_leads_nowhere_outside_is_a_problem() -> None:
    said = problems_of(with_front("see [the notes](../notes.md)"))
    assert "a link to '../notes.md' would be shown as it stands [foreign-markup]" in said
    assert "give an address that begins with https://" in said


@pytest.mark.parametrize("text", ["a == b and c == d", "x[^y", "`~~a~~`", "~5 ms ~ 6 ms", "- [link](https://e.org)"])
def test_signs_that_only_look_like_markup_are_fine(text: str) -> None:
    assert problems_of(with_front(text)) == ""


@pytest.mark.parametrize("text", ["[x]: http://a.b", '"[x]: http://a.b\\n[y]: http://c.d\\n"'])
def test_text_that_markdown_does_not_show_is_a_problem(text: str) -> None:
    assert "this shows nothing [empty-text]" in problems_of(basic("one", front=text if text[0] == '"' else f"'{text}'"))


def test_text_above_the_address_of_its_link_is_seen() -> None:
    assert problems_of(basic("one", front='"See [x].\\n\\n[x]: http://a.b"')) == ""
