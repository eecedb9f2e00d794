"""Real topics, spoilt in every way: each gives notes or problems, never an exception."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import TOPICS, spoilt, survives


@settings(max_examples=150)
@given(st.sampled_from(TOPICS), st.integers(0, 2**32), st.integers(1, 12))
def test_spoilt_topic_is_read_or_refused_with_a_place(text: str, seed: int, times: int) -> None:
    survives(spoilt(text, random.Random(seed), times).encode("utf-8", "surrogatepass"))


@given(st.sampled_from(TOPICS), st.binary(max_size=8), st.integers(0, 10_000))
def test_bytes_in_the_middle_of_a_topic_are_read_or_refused(text: str, put_in: bytes, at: int) -> None:
    data = text.encode()
    survives(data[:at] + put_in + data[at:])


def test_topic_as_it_is_has_only_problems_of_a_deck_of_one_file() -> None:
    codes = {problem.code for text in TOPICS[:5] for problem in survives(text.encode())}
    assert codes <= {"unknown-source", "unknown-note", "stale", "unlinked-note"}
