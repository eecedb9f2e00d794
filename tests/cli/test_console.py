"""What programs are given: the same text, whether it is printed at once or value by value."""

import json
from collections.abc import Iterator

import pytest

from sdcards.cli.console import print_json, print_json_list

VALUES: list[object] = [
    {"id": "a/b", "front": "two\nlines\u2028\x7f", "wave": 1, "inside": [1, {"x": []}]},
    "text",
    None,
    [],
]


@pytest.mark.parametrize("count", range(len(VALUES) + 1))
def test_list_is_printed_value_by_value_as_it_is_at_once(capsys: pytest.CaptureFixture[str], count: int) -> None:
    values = VALUES[:count]
    print_json(values)
    at_once = capsys.readouterr().out
    print_json_list(iter(values))
    assert capsys.readouterr().out == at_once
    assert json.loads(at_once) == values


def test_value_is_printed_before_the_next_one_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    def values() -> Iterator[str]:
        yield "first"
        assert capsys.readouterr().out == '[\n  "first"'
        yield "last"

    print_json_list(values())
    assert capsys.readouterr().out == ',\n  "last"\n]\n'
