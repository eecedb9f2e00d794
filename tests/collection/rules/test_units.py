"""The unit that an author meant."""

import pytest

from sdcards.collection.rules.units import meant_unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("KB", "kB"),
        ("kb", "kB"),
        ("gb/sec", "GB/s"),
        ("secs", "s"),
        ("requests/sec", "requests/s"),
        ("qps", "req/s"),
        ("dasy", "day"),
        ("nanosecs", "ns"),
        ("usd/gb/month", "USD/GB/month"),
    ],
)
def test_unit_that_is_nearly_one_is_mended(text: str, unit: str) -> None:
    assert meant_unit(text) == unit


@pytest.mark.parametrize("text", ["", "s", "kB/s", "xyzzy", "9**9**9", "KB/xyzzy"])
def test_what_is_a_unit_or_like_none_is_left(text: str) -> None:
    assert meant_unit(text) is None
