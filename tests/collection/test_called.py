"""What people call an area, a topic or a prompt."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.collection.called import key_called
from sdcards.errors import UsageError

TOPICS = (
    ("estimating", "Estimating"),
    ("estimating-aloud", "Estimating aloud"),
    ("drills", "Estimation drills"),
    ("tradeoffs", "Trade-offs"),
    ("mine:tradeoffs", "Trade-offs"),
    ("urls", "Short links"),
    ("links", "short links"),
)


def called(name: str) -> str:
    return key_called("topic", name, TOPICS)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("drills", "drills"),
        ("Drills", "drills"),
        ("Estimation drills", "drills"),
        ("estimation-drills", "drills"),
        ("ESTIMATION  DRILLS", "drills"),
        ("estimating_aloud", "estimating-aloud"),
        ("estimating", "estimating"),
        ("trade offs", "tradeoffs"),
    ],
)
def test_key_is_found_by_itself_and_by_its_title_in_any_spelling(name: str, key: str) -> None:
    assert called(name) == key


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("estimation-drill", "there is no topic 'estimation-drill'; did you mean 'drills', 'estimating', 'estimating-aloud'?"),
        ("MINE:TRADEOF", "there is no topic 'MINE:TRADEOF'; did you mean 'mine:tradeoffs', 'tradeoffs'?"),
        ("short links", "'short links' fits 2 topics; choose one of 'urls', 'links'"),
    ],
)  # fmt: skip
def test_name_of_none_and_name_of_several_are_told_with_the_keys(name: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        called(name)
    assert str(error.value) == told


def test_name_of_none_that_is_near_to_nothing_is_told_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"there is no area 'zzz'; look at the list$"):
        key_called("area", "zzz", TOPICS, "look at the list")


@given(st.sampled_from(TOPICS[:3]), st.text("-_ /.,"), st.sampled_from([str.upper, str.lower, str.title]))
def test_what_stands_between_the_letters_and_their_size_count_for_nothing(
    topic: tuple[str, str], between: str, spelt: Callable[[str], str]
) -> None:
    key, title = topic
    assert called(between.join(spelt(title))) == key
