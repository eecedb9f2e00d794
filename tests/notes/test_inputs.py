"""The inputs of a drill: read, drawn, put into the question."""

import math
import random
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.notes.card import Given, Number
from sdcards.notes.inputs import draw, middle, places_in, pose, read_given, written


def number(*inputs: Given) -> Number:
    return Number(1.5, formula="1", given=inputs)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1 kB", 1, 1, "kB"),
        ("50 kreq/s .. 500 kreq/s", 50, 500, "kreq/s"),
        ("50 .. 500 kreq/s", 50, 500, "kreq/s"),
        ("1 kB..2 kB", 1, 2, "kB"),
        ("1..20", 1, 20, ""),
        ("  0.5 .. 1.5 ms ", 0.5, 1.5, "ms"),
        ("1_000 .. 1e6", 1000, 1_000_000, ""),
        ("95 %", 95, 95, "%"),
        ("1 % .. 20 %", 1, 20, "%"),
        ("0.5 USD/GB", 0.5, 0.5, "USD/GB"),
        ("10GB", 10, 10, "GB"),
    ],
)
def test_value_or_range_is_read(text: str, low: float, high: float, unit: str) -> None:
    assert read_given("x", text) == Given("x", low, high, unit)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("many", "'many' is no value for 'x'; write a value with its unit, or a range 'low .. high'"),
        ("", "'' is no value for 'x'; write a value with its unit, or a range 'low .. high'"),
        ("-5", "'-5' is no value"),
        ("1,000 B", "'1,000 B' is no value"),
        ("1 .. 2 .. 3", "'2 .. 3' is no value"),
        ("1 ..", "'' is no value"),
        (".. 2", "'' is no value"),
        ("1__0", "'1__0' is no value"),
        ("2^30", "'2^30' is no value"),
        ("٣", "'٣' is no value"),
        ("1 a b", "'1 a b' is no value"),
        ("1 kB .. 2 MB", "'x' runs from 'kB' to 'MB'; give both ends in one unit"),
        ("1 kB .. 2", "'x' runs from 'kB' to ''; give both ends in one unit"),
        ("0 .. 5", "'x' needs ends above zero; the lower one stands first"),
        ("5 .. 1", "'x' needs ends above zero; the lower one stands first"),
        ("1 .. 1e999", "'1e999' is no value"),
    ],
)
def test_what_is_no_value_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_given("x", text)


@given(st.text() | st.text("0123456789.e_ kB%", max_size=30))
@example("1 a" + "..1a" * 50_000 + " x")
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        read = read_given("x", text)
    except ValueError as refused:
        assert "'x'" in str(refused)  # noqa: PT017 - most texts are refused, and some are not
    else:
        assert 0 < read.low <= read.high < math.inf


def test_places_are_names_in_braces() -> None:
    assert places_in("At {rate}, {n} of {n_2} and {Not} or { x }?") == {"rate", "n", "n_2"}


_ENDS = st.one_of(
    st.integers(1, 10**9).map(float), st.floats(1e-6, 1e12).map(lambda value: float(f"{value:.3g}")), st.just(1.0)
)


@given(_ENDS, _ENDS, st.randoms(use_true_random=False))
@example(80.0, 95.0, random.Random(1))
@example(1.0, 2.0, random.Random(1))
@example(1e15, 1e15 + 1, random.Random(1))
def test_drawn_value_lies_in_its_range_and_is_short(one: float, other: float, rng: random.Random) -> None:
    given_ = Given("x", min(one, other), max(one, other), "B")
    value = draw(number(given_), rng)["x"]
    assert given_.low <= value <= given_.high
    if value not in (given_.low, given_.high):
        digits = f"{value:.15g}".partition("e")[0].replace(".", "").strip("0")
        spread = given_.high / (given_.high - given_.low)
        assert len(digits) <= 2 + math.ceil(math.log10(spread))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.randoms(use_true_random=False))
def test_whole_ends_give_whole_numbers(one: int, other: int, rng: random.Random) -> None:
    given_ = Given("x", float(min(one, other)), float(max(one, other)), "")
    assert draw(number(given_), rng)["x"].is_integer()


def test_fixed_value_is_drawn_as_it_is() -> None:
    assert draw(number(Given("x", 1.23, 1.23, "kB")), random.Random(1)) == {"x": 1.23}


def test_wide_range_is_drawn_from_round_numbers_of_every_size() -> None:
    drawn = {draw(number(Given("x", 50.0, 500.0, "")), random.Random(seed))["x"] for seed in range(200)}
    assert drawn == {50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500}


def test_narrow_range_is_drawn_in_even_steps() -> None:
    drawn = {draw(number(Given("x", 0.5, 0.9, "")), random.Random(seed))["x"] for seed in range(200)}
    assert drawn == {0.5, 0.6, 0.8}
    drawn = {draw(number(Given("x", 95.0, 99.0, "%")), random.Random(seed))["x"] for seed in range(200)}
    assert drawn == {95, 96, 97, 98, 99}


def test_middle_is_always_the_same_instance() -> None:
    inputs = number(Given("x", 50.0, 500.0, "kreq/s"), Given("y", 2.0, 2.0, "kB"))
    assert middle(inputs) == {"x": 150, "y": 2}


def test_same_chance_draws_the_same_inputs() -> None:
    inputs = number(Given("x", 1.0, 1000.0, ""), Given("y", 1.0, 1000.0, ""))
    assert draw(inputs, random.Random(7)) == draw(inputs, random.Random(7))


def test_question_is_posed_with_the_drawn_values() -> None:
    inputs = number(Given("rate", 50, 5000, "kreq/s"), Given("n", 1.0, 9.0, ""), Given("hit", 90, 99, "%"))
    posed = pose("At {rate}, {n} of {other} with {hit}?", inputs, {"rate": 2500, "n": 3, "hit": 99.5})
    assert posed == "At 2,500 kreq/s, 3 of {other} with 99.5 %?"


@given(st.floats(1e-9, 1e15).map(lambda value: float(f"{value:.10g}")))
def test_written_value_reads_back(value: float) -> None:
    assert float(written(value, "B").replace(",", "").removesuffix(" B")) == value
