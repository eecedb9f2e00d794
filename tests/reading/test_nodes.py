"""YAML into nodes, and every way in which a file can be no such thing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.reading.nodes import LARGEST, Fields, Node, Scalar, Sequence, decode, read_nodes
from sdcards.reading.problems import Plain, plain
from sdcards.reading.span import SourceText
from tests.authoring import brief


def node_of(text: str) -> Node | None:
    node, problems = read_nodes(SourceText.of("f.yaml", text), text)
    assert not problems
    return node


def plain_of(text: str) -> Plain:
    node = node_of(text)
    assert node is not None
    return plain(node)


def found_in(text: str) -> str:
    return brief(read_nodes(SourceText.of("f.yaml", text), text)[1])


def test_scalars_are_text_as_written() -> None:
    assert plain_of("a: no\nb: 007\nc: ~\nd: 2026-01-02\ne:") == {
        "a": "no", "b": "007", "c": "~", "d": "2026-01-02", "e": "",
    }  # fmt: skip


def test_nodes_know_where_they_stand() -> None:
    root = node_of("topic: x\nnotes:\n  - id: abc\n    steps: [one, two]")
    assert isinstance(root, Fields)
    notes = root.entries["notes"]
    assert isinstance(notes, Sequence)
    note = notes.entries[0]
    assert isinstance(note, Fields)
    spans = [root.span, root.keys["notes"], note.span, note.entries["id"].span, note.entries["steps"].span]
    assert [(span.line, span.column, span.width) for span in spans] == [
        (1, 1, 1), (2, 1, 5), (3, 5, 1), (3, 9, 3), (4, 12, 1),
    ]  # fmt: skip


def test_columns_count_characters() -> None:
    root = node_of("{日本: é}")
    assert isinstance(root, Fields)
    assert (root.keys["日本"].column, root.entries["日本"].span.column) == (2, 6)


def test_text_over_several_lines_is_marked_at_its_beginning() -> None:
    root = node_of("a: >-\n  one\n  two\nb: 'three\n  four'")
    assert isinstance(root, Fields)
    assert [(node.span.line, node.span.column, node.span.width) for node in root.entries.values()] == [
        (1, 4, 1),
        (4, 4, 1),
    ]


def test_merge_key_is_a_name_like_any_other() -> None:
    assert plain_of("<<: {a: b}") == {"<<": {"a": "b"}}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_empty_file_has_no_node_and_no_problem(text: str) -> None:
    assert node_of(text) is None


@pytest.mark.parametrize(
    "text", ["a: b\r\nc: d\r\n", "a: b\rc: d", "---\na: b\nc: d\n...\n", "%YAML 1.1\n---\na: b\nc: d"]
)
def test_line_ends_and_document_marks_of_any_system_are_read(text: str) -> None:
    assert plain_of(text) == {"a": "b", "c": "d"}


def test_doubled_field_is_a_problem_and_the_first_counts() -> None:
    text = "a: 1\nb: 2\na: 3"
    node, problems = read_nodes(SourceText.of("f.yaml", text), text)
    assert node is not None
    assert plain(node) == {"a": "1", "b": "2"}
    assert [str(problem) for problem in problems] == [
        "f.yaml:3:1: 'a' stands here twice [doubled-field]\n   3 │ a: 3\n     │ ^ keep one",
    ]


def test_entry_without_its_dash_is_one_problem() -> None:
    assert found_in("- id: one\n  type: a\n  id: two\n  type: b\n- id: three") == (
        "3:3 «id» 'id' stands here twice [doubled-field] put '- ' before it if this is the next entry, or keep one"
    )


@pytest.mark.parametrize("text", ["a: Retry #1 fails", "a: [Retry #1, b]", "- Over two\n  lines #1", "a: x  #todo"])
def test_text_that_a_comment_would_cut_is_a_problem(text: str) -> None:
    assert "this text ends at ' #', as if a comment began [cut-text] put the whole text in quotes" in found_in(text)


@pytest.mark.parametrize(
    "text", ["a: b  # c", "a: b#c", "a: 'b'  #c", "a: b  ## c", "a: 'b #1'", "a: b\n#c", "a: b  #"]
)
def test_what_is_a_comment_or_no_cut_is_left(text: str) -> None:
    assert found_in(text) == ""


def test_doubled_field_is_named_in_short() -> None:
    name = "x" * 100
    assert f"'{'x' * 60}…' stands here twice" in found_in(f"{{{name}: 1, {name}: 2}}")


@pytest.mark.parametrize(
    ("yaml", "found"),
    [
        ("? [a]\n: b", "1:3 «[» a list or mapping where a field's name belongs [bad-yaml] quote it if it is text"),
        ("{a: b}: c", "1:1 «{» a list or mapping where a field's name belongs [bad-yaml] quote it if it is text"),
        ("a: &x b", "1:4 «&x b» anchors and aliases are not used in cards [alias] write the text out, or quote it"),
        ("a: *x", "1:4 «*x» anchors and aliases are not used in cards [alias] write the text out, or quote it"),
        ("*x : b", "1:1 «*x» anchors and aliases are not used in cards [alias] write the text out, or quote it"),
        ("&x a: b", "1:1 «&x a» anchors and aliases are not used in cards [alias] write the text out, or quote it"),
        (
            "a: !!python/object:os.system b",
            (
                "1:4 «!!python/object:os.system b» the tag 'tag:yaml.org,2002:python/object:os.system' is not used in cards"
                " [custom-tag] quote the text if the '!' belongs to it"
            ),
        ),
        ("a: b\n---\nc: d", "2:1 «---» a second '---' document [second-document] one file holds one topic"),
        ("[[[[[[[[[[[[[", "1:13 «[» more than 12 levels inside each other [too-deep] flatten them"),
        ("a: \x00b", "1:4 «\x00» '\\x00' cannot stand in YAML [bad-yaml] take the character out"),
    ],
)
def test_what_is_no_card_yaml_is_said_at_its_place(yaml: str, found: str) -> None:
    assert found_in(yaml) == found


@pytest.mark.parametrize("before", ["\xa0", "\u200b", "\u202f"])
def test_unreadable_character_is_not_mistaken_for_an_unusual_one(before: str) -> None:
    assert found_in(f"a: {before}x\x01").startswith("1:6 «\x01» '\\x01' cannot stand in YAML [bad-yaml]")


@pytest.mark.parametrize("text", ["a: 1\x85b: c: d", "a: x\u2028b: c: d"])
def test_place_is_right_after_unusual_line_ends(text: str) -> None:
    assert found_in(text).startswith("2:5 «:» a ':' in a text without quotes")


@pytest.mark.parametrize("text", [r'a: "\e[31m"', r'a: "\0"', r'"\a": b', "a: \u202etxt", r'a: ["\x9b"]'])
def test_characters_that_command_a_terminal_are_a_problem(text: str) -> None:
    assert "[control-character]" in found_in(text)


def test_control_character_is_named_at_its_text() -> None:
    assert found_in(r'topic: "a\e[31m"') == (
        r"""1:8 «"a\e[31m"» '\x1b' cannot be shown [control-character] take the character out"""
    )


def test_line_breaks_and_tabs_in_text_are_no_control_characters() -> None:
    assert plain_of("a: |\n  one\n  two\tthree") == {"a": "one\ntwo\tthree"}


def test_huge_file_is_refused_unread() -> None:
    assert found_in("[" * (LARGEST + 1)) == "1:1 «[» 300,001 characters in one file [too-large] split the topic"


def test_nesting_of_any_depth_below_the_size_limit_is_refused() -> None:
    assert "[too-deep]" in found_in("[" * LARGEST)
    assert "[too-deep]" in found_in("- " * (LARGEST // 2))
    assert "[too-deep]" in found_in("{a: " * (LARGEST // 4))


def test_billion_laughs_stop_at_the_first_anchor() -> None:
    assert "[alias]" in found_in("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]")


def test_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbfa: b", "f.yaml") == ("a: b", ())


def test_other_encodings_are_a_problem_at_the_first_wrong_byte() -> None:
    text, problems = decode("a: 1\nb: é".encode("latin-1"), "f.yaml")
    assert text == ""
    assert [str(problem) for problem in problems] == [
        "f.yaml:2:4: byte 0xe9 is not UTF-8 [not-utf-8]\n   2 │ b: \n     │    ^ save the file as UTF-8"
    ]


def test_utf_16_is_a_problem_at_the_start() -> None:
    _, problems = decode("a: b".encode("utf-16"), "f.yaml")
    assert [str(problem) for problem in problems] == [
        "f.yaml:1:1: byte 0xff is not UTF-8 [not-utf-8]\n  save the file as UTF-8"
    ]


_SNIPPETS = st.lists(
    st.sampled_from([
        "a: b", "\n", "  ", "- ", "[", "]", "{", "}", ": ", "? ", "&x ", "*x", "!t ", "'", '"', "|\n", ">-\n", "#", "\t", "\r",
        "---\n", "...\n", "%YAML 1.2\n", "\x85", "\u2028", "\ufeff", "\x00", r"\x1b", "<<", "é", "日", ",", "\\",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@given(st.text(st.characters()) | _SNIPPETS)
@example("\ufeff\ufeffa: 1")
@example('"\\ud800"')
@example("\ud800")
def test_any_text_gives_nodes_or_problems(text: str) -> None:
    source = SourceText.of("f.yaml", text)
    node, problems = read_nodes(source, text)
    assert node is None or isinstance(node, Scalar | Sequence | Fields)
    for problem in problems:
        assert 1 <= problem.span.line <= len(source.lines) + 1
        assert str(problem).startswith("f.yaml:")


@given(st.binary())
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    text, problems = decode(data, "f.yaml")
    assert problems or data.removeprefix(b"\xef\xbb\xbf") == text.encode()
