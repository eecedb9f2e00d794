from hypothesis import given
from hypothesis import strategies as st

from sdcards.anki.matching import Shown, by_ours, same_reviews
from sdcards.anki.progress import Kind, LogRow
from sdcards.anki.studied import spaced
from sdcards.ids import CardId

A, B = CardId("a/x"), CardId("b/x")

moments = st.integers(0, 40).map(lambda at: 1_000_000 + at * 700)
shown = st.builds(Shown, st.sampled_from([A, B, CardId("c/x")]), moments, st.integers(1, 4), st.integers(0, 3))
logs = st.lists(shown, unique_by=lambda each: (each.card, each.at))


def as_row(each: Shown) -> LogRow:
    return LogRow(each.at, each.card, each.rating, 1, 0, 500, each.took, Kind.REVIEW)


def given_out(log: list[Shown]) -> list[LogRow]:
    """The rows that Anki gets of it."""
    return [LogRow._make(row) for row in spaced(sorted(map(as_row, log)))]


def test_review_is_the_same_at_the_same_millisecond() -> None:
    assert same_reviews([Shown(A, 5, 3, 9)], [Shown(A, 5, 1, 0)]) == {(A, 5): (A, 5)}
    assert same_reviews([Shown(A, 5, 3, 9)], [Shown(B, 5, 3, 9)]) == {}


def test_review_that_gave_way_is_still_the_same() -> None:
    ours = [Shown(A, 5, 3, 9), Shown(B, 5, 3, 9)]
    same = same_reviews(ours, [Shown(A, 5, 3, 9), Shown(B, 6, 3, 9)])
    assert same == {(A, 5): (A, 5), (B, 6): (B, 5)}
    assert by_ours(same) == {(A, 5): (A, 5), (B, 5): (B, 6)}


def test_review_with_another_rating_or_duration_or_far_later_is_another() -> None:
    theirs = [Shown(A, 6, 2, 9), Shown(A, 7, 3, 8), Shown(A, 1006, 3, 9), Shown(A, 4, 3, 9)]
    assert same_reviews([Shown(A, 5, 3, 9)], theirs) == {}


def test_each_review_is_matched_once_and_in_order() -> None:
    ours = [Shown(A, 1, 3, 9), Shown(A, 2, 3, 9), Shown(A, 2000, 3, 9)]
    theirs = [Shown(A, 3, 3, 9), Shown(A, 4, 3, 9), Shown(A, 5, 3, 9), Shown(A, 2001, 3, 9)]
    assert same_reviews(ours, theirs) == {(A, 3): (A, 1), (A, 4): (A, 2), (A, 2001): (A, 2000)}


@given(logs)
def test_a_log_that_was_given_to_anki_comes_back_whole_with_nothing_new(log: list[Shown]) -> None:
    there = [Shown(row.card, row.at, row.rating, row.took) for row in given_out(log)]
    same = same_reviews(log, there)
    assert sorted(same) == sorted((each.card, each.at) for each in there)
    assert sorted(same.values()) == sorted((each.card, each.at) for each in log)


@given(logs)
def test_every_row_has_a_millisecond_of_its_own_and_its_place(log: list[Shown]) -> None:
    rows, there = sorted(map(as_row, log)), given_out(log)
    assert len({row.at for row in there}) == len(rows)
    assert [(row.card, row.rating) for row in there] == [(row.card, row.rating) for row in rows]
    assert all(before <= after for before, after in zip((r.at for r in rows), (r.at for r in there), strict=True))
