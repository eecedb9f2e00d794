"""Fronts that a learner would confuse."""

from collections import Counter
from itertools import combinations
from math import hypot, log, prod

from hypothesis import given
from hypothesis import strategies as st

from sdcards.collection.rules.likeness import TOO_ALIKE, confusable_fronts
from tests.authoring import collection_of, read
from tests.decks import basic


def found_in(*fronts: str) -> list[str]:
    topic, problems = read("".join(basic(f"note-{number}", front=f"'{front}'") for number, front in enumerate(fronts)))
    assert topic is not None
    assert not problems
    return [str(problem) for problem in confusable_fronts(collection_of(topic))]


OTHERS = ("How many bytes has a gigabyte?", "Who elects the leader?", "Why shard by user?")


def test_pair_that_asks_the_same_is_a_problem_at_the_later_note() -> None:
    (problem,) = found_in("What does a cache cost you?", *OTHERS, "What does a cache cost?")
    assert problem == (
        "topic.yaml:8:8: the front of 'note-4/answer' is nearly that of 'note-0/answer' [alike]\n"
        "   8 │ - {id: note-4, type: basic, wave: 1, front: 'What does a cache cost?', back: back, sources: [book]}\n"
        "     │        ^^^^^^ narrow one of the two cues; the other stands in topic.yaml:4"
    )


def test_fronts_that_differ_in_a_rare_word_are_good() -> None:
    assert found_in("What does a cache cost you?", "What does a replica tell you about lag?", *OTHERS) == []


def test_fronts_without_words_are_no_pair() -> None:
    assert found_in("?", "!", *OTHERS) == []


def test_siblings_may_be_alike() -> None:
    topic, _ = read(
        "- {id: one, type: cloze, wave: 1, sources: [book], text: 'read {{c1::a}} then write {{c2::b}} always'}"
    )
    assert topic is not None
    assert list(confusable_fronts(collection_of(topic))) == []


def test_pair_of_notes_is_said_once_though_several_cards_are_alike() -> None:
    note = "- {{id: {}, type: sequence, wave: 1, sources: [book], ask: The order of a failover, steps: [a, b, c]}}\n"
    topic, _ = read(note.format("one") + note.format("two"))
    assert topic is not None
    assert len(list(confusable_fronts(collection_of(topic)))) == 1


_FRONTS = st.lists(
    st.lists(st.sampled_from(["aa", "bb", "cc", "dd", "ee", "ff", "gg"]), max_size=6), min_size=1, max_size=12
)


def cosine(one: list[str], other: list[str], weights: dict[str, float]) -> float:
    lengths = [hypot(*(weights[word] for word in set(front))) for front in (one, other)]
    return sum(weights[word] ** 2 for word in {*one} & {*other}) / prod(lengths) if all(lengths) else 0.0


@given(_FRONTS)
def test_shortcut_finds_the_pairs_that_comparing_all_finds(fronts: list[list[str]]) -> None:
    spread = Counter(word for front in fronts for word in set(front))
    weights = {word: log(1 + len(fronts) / count) for word, count in spread.items()}
    close = [pair for pair in combinations(fronts, 2) if cosine(*pair, weights) > TOO_ALIKE]
    assert len(found_in(*(" ".join(front) or "?" for front in fronts))) == len(close)


def test_card_that_is_like_many_others_is_told_of_twenty() -> None:
    assert len(found_in(*["How many reads does one server take?"] * 30)) == sum(min(number, 20) for number in range(30))
