"""Quantities: their units, how they compare and how they are shown."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdcards.notes.quantity import QuantityError, alike, in_unit, quantity, ratio, shown, shown_number


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ((1, "kB"), (1, "B"), 1000),
        ((1, "KiB"), (1, "B"), 1024),
        ((1, "PiB"), (1, "TiB"), 1024),
        ((1, "EB"), (1, "PB"), 1000),
        ((1, "B"), (1, "bit"), 8),
        ((10, "Gbit/s"), (1, "GB/s"), 1.25),
        ((1, "Gibit"), (1, "MiB"), 128),
        ((1, "ms"), (1, "us"), 1000),
        ((1, "ns"), (1, "s"), 1e-9),
        ((1, "µs"), (1, "us"), 1),
        ((1, "μs"), (1, "us"), 1),
        ((1, "h"), (1, "min"), 60),
        ((1, "week"), (1, "day"), 7),
        ((1, "month"), (1, "day"), 30),
        ((1, "year"), (1, "day"), 365),
        ((1, "kreq/s"), (1, "req/s"), 1000),
        ((1, "Mmsg/day"), (1e6, "1/day"), 1),
        ((1, "conn"), (1, "user"), 1),
        ((1, "row"), (1, "item"), 1),
        ((1, "event"), (1, "op"), 1),
        ((50, "%"), (0.5, ""), 1),
        ((2, "km"), (1, "m"), 2000),
        ((1, "kUSD"), (1, "USD"), 1000),
        ((1, "USD/GB/month"), (12, "USD/GB/year"), 365 / 360),
        ((3, "m*m"), (3, "m^2"), 1),
        ((3, "m**2"), (3, "m^2"), 1),
        ((3, "s*B"), (3, "B*s"), 1),
    ],
)
def test_units_are_what_the_card_format_says(one: tuple[float, str], other: tuple[float, str], times: float) -> None:
    assert math.isclose(ratio(quantity(*one), quantity(*other)), times)


@pytest.mark.parametrize(
    "unit",
    [
        "foo", "KB", "kib", "d", "sec", "2 s", "s s s2", "/s", "s*", "s)(", "a.b", "__class__", "nan", "[time]", "delta_s",
        "9**9**9**9", "9^9^9^9", "s^99999999", "s" * 1000, "s/" * 500 + "s", "1e9", "\x00", "²", "s²", "1/0", "s^0.5",
    ],
)  # fmt: skip
def test_unknown_unit_is_refused_at_once(unit: str) -> None:
    with pytest.raises(QuantityError, match="unknown unit"):
        quantity(1, unit)


@given(st.text() | st.text("skmBreqbit/*^()0123456789 .eE%-", max_size=40))
def test_any_text_is_a_unit_or_refused(unit: str) -> None:
    try:
        made = quantity(1, unit)
    except QuantityError:
        return
    assert made.magnitude == 1


def test_counts_are_plain_numbers_and_times_are_not() -> None:
    assert alike(quantity(3, "req"), quantity(3))
    assert not alike(quantity(3, "s"), quantity(3))
    assert not alike(quantity(3, "B"), quantity(3, "B/s"))


def test_quantities_of_different_kinds_have_no_ratio() -> None:
    with pytest.raises(QuantityError, match="'3 s' and '3 B' do not measure the same kind of thing"):
        ratio(quantity(3, "s"), quantity(3, "B"))


def test_quantity_is_given_in_another_unit_of_its_kind() -> None:
    assert shown(in_unit(quantity(86400, "s"), "h")) == "24 h"
    assert shown(in_unit(quantity(0.999), "%")) == "99.9 %"


def test_quantity_cannot_be_given_in_a_unit_of_another_kind() -> None:
    with pytest.raises(QuantityError, match="'3 s' cannot be given in 'GB'"):
        in_unit(quantity(3, "s"), "GB")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (43.2, "min", "43.2 min"),
        (50, "us", "50 µs"),
        (50, "us/op", "50 µs/op"),
        (12000, "1/s", "12,000/s"),
        (12, "kreq/s", "12 kreq/s"),
        (12, "user/s", "12 user/s"),
        (99.95, "%", "99.95 %"),
        (99.9999, "%", "99.9999 %"),
        (99.999999, "%", "99.999999 %"),
        (95.1234567, "%", "95.12 %"),
        (100, "%", "100 %"),
        (12.3456, "%", "12.3 %"),
        (99.9999, "GB", "100 GB"),
        (95.1234567, "GB", "95.1 GB"),
        (2.5, "", "2.5"),
        (4, "m**2", "4 m^2"),
        (1.5, "USD/GB/month", "1.5 USD/GB/month"),
        (2.78, "day", "2.78 days"),
        (1, "day", "1 day"),
        (2, "item", "2 items"),
        (2, "day/item", "2 day/item"),
        (math.inf, "s", "∞ s"),
        (1e9, "B", "1 billion B"),
    ],
)
def test_quantity_is_shown_as_people_write_it(value: float, unit: str, text: str) -> None:
    assert shown(quantity(value, unit)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (2.5, "2.5"),
        (1 / 3, "0.333"),
        (0.001, "0.001"),
        (86400, "86,400"),
        (123456.7, "123,000"),
        (312499.99999999994, "312,500"),
        (12.850000000000001, shown_number(12.85)),
        (999.96, "1,000"),
        (999_999.6, "1 million"),
        (1e6, "1 million"),
        (-5e9, "-5 billion"),
        (1.0737e9, "1.07 billion"),
        (999.9996e6, "1 billion"),
        (3.52e12, "3.52 trillion"),
        (999.9996e12, "1 × 10^15"),
        (1.8446744e19, "1.84 × 10^19"),
        (5e-5, "5 × 10^-5"),
        (0.00099999, "0.001"),
        (1e-300, "1 × 10^-300"),
    ],
)
def test_number_is_shown_to_three_digits(value: float, text: str) -> None:
    assert shown_number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_shown_number_is_within_half_a_percent(value: float) -> None:
    assume(1e-300 < abs(value) < 1e308)
    text = shown_number(value).replace(",", "")
    for word, factor in (("million", "e6"), ("billion", "e9"), ("trillion", "e12")):
        text = text.replace(f" {word}", factor)
    assert math.isclose(float(text.replace(" × 10^", "e")), value, rel_tol=0.0051)
