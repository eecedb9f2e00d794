"""What is no YAML is told in an author's words at the slip itself, whichever parser is at work."""

import pytest
import yaml

from sdcards.reading.nodes import read_nodes
from sdcards.reading.span import SourceText
from tests.authoring import brief

LOADERS = [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader]


@pytest.fixture(autouse=True, params=LOADERS, ids=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdcards.reading.nodes._Loader", request.param)


def found_in(text: str) -> str:
    return brief(read_nodes(SourceText.of("f.yaml", text), text)[1])


_TAB = "«\t» a tab where only spaces may stand [bad-yaml] indent with spaces, not tabs"
_COLON = "«:» a ':' in a text without quotes [bad-yaml] put the whole text in quotes"
_DEEP = "a field inside a text [bad-yaml] indent it like the other fields, or quote the text that goes on here"
_UNLIKE = "this line is indented unlike those around it [bad-yaml] begin it in the same column as its neighbours"
_BEHIND = "the text goes on behind the closing quote [bad-yaml] put the whole text in quotes of the other kind"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a:\n\tb: c", f"2:1 {_TAB}"),
        ("- a: b\n\tc: d", f"2:1 {_TAB}"),
        ("a: b: c", f"1:5 {_COLON}"),
        ("a: the rest:\nb: c", f"1:12 {_COLON}"),
        ("a: {b: c: d}", f"1:9 {_COLON}"),
        ("- a: b\n   c: d", f"2:4 «c» {_DEEP}"),
        ("- a: b\n c: d", f"2:2 «c» {_UNLIKE}"),
        ("x:\n  - a: b\n - c: d", f"3:2 «-» {_UNLIKE}"),
        ("x:\n  - a: b\n    - c: d", f"3:5 «-» {_UNLIKE}"),
        ("x:\n - a: >-\n   text\n   b: c", (
            "3:4 «t» no ': ' here, so this is no field [bad-yaml] write 'name: text', or indent what belongs to the text above"
        )),
        ("a: 'b\nc: d", "1:4 «'» this quote is never closed [bad-yaml] put ' where the text ends"),
        ('a: "b\nc: d\ne: "f"', '1:4 «"» this quote ends only in line 3 [bad-yaml] put " where the text ends'),
        ("a: 'it's'", f"1:8 «s» {_BEHIND}"),
        ('a: "b" c', f"1:8 «c» {_BEHIND}"),
        ("a: [b] c", "1:8 «c» the text goes on behind ']' [bad-yaml] put the whole text in quotes"),
        ("a: [b\nc: d", "1:4 «[» this '[' is never closed [bad-yaml] put ']' where it ends, or the whole text in quotes"),
        ("a: {b: c\n", "1:4 «{» this '{' is never closed [bad-yaml] put '}' where it ends, or the whole text in quotes"),
        ("a: `b`", "1:4 «`» a text cannot begin with '`' [bad-yaml] put it in quotes"),
        ("a: * b", "1:4 «*» a text cannot begin with '*' [bad-yaml] put it in quotes"),
        ("a: ? b", "1:4 «?» a text cannot begin with '?' [bad-yaml] put it in quotes"),
        ("a: ,b", "1:4 «,» a text cannot begin with ',' [bad-yaml] put it in quotes"),
        ("a: - b", "1:4 «-» a text cannot begin with '-' [bad-yaml] put it in quotes; a list begins in the next line"),
        ("a: > 5", "1:4 «>» a text cannot begin with '>' [bad-yaml] put it in quotes; a block begins in the next line"),
    ],
)  # fmt: skip
def test_slip_is_told_at_its_place_with_what_to_do(text: str, found: str) -> None:
    assert found_in(text) == found


def test_tab_before_the_text_of_a_block_is_a_problem_where_it_is_one_at_all(request: pytest.FixtureRequest) -> None:
    told = "" if "python" in request.node.name else f"2:2 {_TAB}"
    assert found_in("a: |\n \tx") == told


def test_unknown_escape_is_told_with_what_to_write() -> None:
    assert found_in(r'a: "\d"').endswith(
        r"double quotes know no such '\' [bad-yaml] write '\\' for a backslash, or take single quotes"
    )


@pytest.mark.parametrize("text", ["a: b\n]", "a: !<x b", "a: ["])
def test_anything_else_is_told_as_the_parser_says_it(text: str) -> None:
    assert found_in(text).endswith(" [bad-yaml] check quotes, brackets and indentation")
