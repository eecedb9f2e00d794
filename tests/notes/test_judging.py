"""How a typed number is judged, and how a drill is solved."""

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.notes.card import Given, Number
from sdcards.notes.inputs import draw
from sdcards.notes.judging import Solution, UnreadableNumber, judge, solve


@pytest.mark.parametrize(
    ("typed", "right", "within", "off", "verdict"),
    [
        ("50us", "50 us", 3, 1, (True, False, "50 µs")),
        ("150us", "50 us", 3, 3, (True, True, "150 µs")),
        ("151us", "50 us", 3, 3.02, (False, True, "151 µs")),
        ("17 us", "50 us", 3, 50 / 17, (True, False, "17 µs")),
        ("16 us", "50 us", 3, 3.125, (False, False, "16 µs")),
        ("1 GiB", "1 GB", 1.1, 1.073741824, (True, True, "1 GiB")),
        ("1 TiB", "1 TB", 1.05, 1.099511627776, (False, True, "1 TiB")),
        ("1 Gb", "1 GB", 2, 8, (False, False, "1 Gbit")),
        ("0 s", "50 us", 3, math.inf, (False, False, "0 s")),
        ("-50 us", "50 us", 3, math.inf, (False, False, "-50 µs")),
        ("1e300 year", "1e-300 s", 3, math.inf, (False, True, "1 × 10^300 years")),
        ("1", "1", 1, 1, (True, False, "1")),
    ],
)
def test_answer_is_judged_within_its_factor(
    typed: str, right: str, within: float, off: float, verdict: tuple[bool, bool, str]
) -> None:
    found = judge(typed, Number(within, right))
    assert (found.right, found.too_much, found.said) == verdict
    assert found.off == pytest.approx(off)
    assert (found.result, found.working) == (right, "")


@pytest.mark.parametrize(
    ("typed", "off", "verdict"),
    [
        ("99.9 %", 1, (True, False)),
        ("99.8 %", 2, (True, False)),
        ("99.95 %", 2, (True, True)),
        ("99 %", 10, (False, False)),
        ("99.99 %", 10, (False, True)),
        ("100 %", math.inf, (False, True)),
        ("101 %", math.inf, (False, True)),
        ("50 %", 500, (False, False)),
    ],
)
def test_near_a_hundred_percent_what_is_missing_is_judged(typed: str, off: float, verdict: tuple[bool, bool]) -> None:
    found = judge(typed, Number(2, "99.9 %"))
    assert found.off == pytest.approx(off)
    assert (found.right, found.too_much) == verdict


@pytest.mark.parametrize(("typed", "off"), [("80 %", 1), ("40 %", 2), ("100 %", 1.25), ("120 %", 1.5)])
def test_below_ninety_percent_the_percentage_itself_is_judged(typed: str, off: float) -> None:
    assert judge(typed, Number(2, "80 %")).off == pytest.approx(off)


def test_a_hundred_percent_is_judged_as_it_is() -> None:
    assert judge("99 %", Number(1.1, "100 %")).right


@given(st.floats(1e-6, 1e6), st.floats(1, 1e6), st.floats(1, 100))
def test_judgement_is_the_same_above_and_below(right: float, off: float, within: float) -> None:
    number = Number(within, f"{right!r} s")
    above, below = judge(f"{right * off!r} s", number), judge(f"{right / off!r} s", number)
    assert above.off == pytest.approx(below.off)
    if not math.isclose(off, within, rel_tol=1e-6):
        assert above.right == below.right == (off < within)


_RIGHT = st.sampled_from(
    ["50 us", "30 TB", "12 kreq/s", "10 Gbit/s", "4.3e9", "99.9 %", "5 %", "5000 km", "130 kUSD", "0.02 USD/GB/month"]
)
_PIECES = st.sampled_from([
    "1", "50", "2^30", "1e9", "1e308", "1e-320", "0", "-", ".", ",", " ", "k", "M", "us", "µs", "GB", "gbps", "/s", " per ",
    "billion", "%", "$", "x10^", "~", "_", "/", "*", "rows", "req", "²", "e", "B", "/1", "/%", "mil", "T", "\x00", "\u0663",
])  # fmt: skip


@given(st.text() | st.lists(_PIECES, max_size=8).map("".join), _RIGHT)
@example("1" * 79, "5 %")
@example("1e-320 s", "50 us")
@example("5/", "50 us")
def test_any_text_is_judged_or_asked_again(typed: str, right: str) -> None:
    try:
        verdict = judge(typed, Number(2, right))
    except UnreadableNumber as asked:
        assert "type " in str(asked)  # noqa: PT017 - most texts are asked again, and some are not
    else:
        assert verdict.off >= 1
        assert verdict.said


INGEST = Number(
    1.5,
    formula="rate * line * 1 day",
    unit="TB",
    given=(Given("rate", 50.0, 500.0, "kreq/s"), Given("line", 1.0, 1.0, "kB")),
)


def test_drill_is_solved_with_its_working() -> None:
    steps = ("500 kreq/s × 1 kB = 500 MB/s", "× 86,400 s = 43.2 TB")
    assert solve(INGEST, {"rate": 500, "line": 1}) == Solution("43.2 TB", "500 kreq/s × 1 kB × 1 day = 43.2 TB", steps)


def test_drill_is_judged_against_what_was_drawn() -> None:
    drawn = {"rate": 500.0, "line": 1.0}
    verdict = judge("40 TB", INGEST, drawn)
    assert (verdict.right, verdict.too_much, verdict.said) == (True, False, "40 TB")
    assert verdict.off == pytest.approx(1.08)
    assert (verdict.result, verdict.working) == ("43.2 TB", "500 kreq/s × 1 kB × 1 day = 43.2 TB")
    assert not judge("4.3 TB", INGEST, drawn).right


def test_fact_is_solved_by_its_value() -> None:
    assert solve(Number(2, "43.2 min")) == Solution("43.2 min")


@pytest.mark.parametrize(
    ("formula", "working"),
    [
        ("n * 1e6", "2 × 1 million"),
        ("n * 2.5e9", "2 × 2.5 billion"),
        ("n * 10^6", "2 × 10^6"),
        ("n**2 * 3", "2^2 × 3"),
        ("n * 200000 km / 1_000 km", "2 × 200,000 km / 1,000 km"),
        ("n / 5e-5", "2 / (5 × 10^-5)"),
        ("n / 1e-5", "2 / 10^-5"),
        ("n * 1.2345e9", "2 × (1.2345 × 10^9)"),
        ("log2(n) * 4 kB / 1B", "log2(2) × 4 kB / 1B"),
        ("n · 3", "2 · 3"),
    ],
)
def test_working_reads_as_people_write_it(formula: str, working: str) -> None:
    number = Number(1.5, formula=formula, given=(Given("n", 2, 2, ""),))
    assert solve(number, {"n": 2}).working.partition(" = ")[0] == working


@pytest.mark.parametrize(
    ("formula", "unit", "result"),
    [
        ("n * 1 GB", "GB", "1.28 TB"),
        ("n * 1 TB", "TB", "1.28 PB"),
        ("n * 1 Mbit / (1 s)", "Mbit/s", "1.28 Gbit/s"),
        ("n / 10000 * 1 GB", "GB", "128 MB"),
        ("n / 10 * 1 GB", "GB", "128 GB"),
        ("n * 1 req / (1 s)", "req/s", "1,280 req/s"),
        ("n * 1 day", "day", "1,280 days"),
    ],
)
def test_bytes_and_bits_are_said_in_their_step_of_a_thousand_and_all_else_as_the_card_says(
    formula: str, unit: str, result: str
) -> None:
    number = Number(1.5, formula=formula, unit=unit, given=(Given("n", 1280, 1280, ""),))
    solution = solve(number, {"n": 1280})
    assert solution.result == result
    assert solution.working.endswith(f" = {result}")
    assert solution.steps[-1].rpartition(" ")[2] == result.rpartition(" ")[2]
    assert judge(f"1280 {unit}", number, {"n": 1280}).result == result


def test_name_inside_another_is_left_alone_in_the_working() -> None:
    number = Number(2, formula="n * n_2 / 1 min", unit="1/s", given=(Given("n", 2, 2, ""), Given("n_2", 3, 3, "")))
    assert solve(number, {"n": 2, "n_2": 3}).working == "2 × 3 / 1 min = 0.1/s"


@pytest.mark.parametrize(
    ("formula", "unit", "inputs", "by_hand"),
    [
        (
            "rate * line * 1 day",
            "TB",
            (Given("rate", 50.0, 500.0, "kreq/s"), Given("line", 1.0, 4.0, "kB")),
            lambda rate, line: rate * 1e3 * line * 1e3 * 86400 / 1e12,
        ),
        (
            "users * 1e6 * posts / 1 day",
            "req/s",
            (Given("users", 1.0, 500.0, ""), Given("posts", 0.5, 20.0, "")),
            lambda users, posts: users * 1e6 * posts / 86400,
        ),
        (
            "viewers * 1e3 * rate",
            "Gbit/s",
            (Given("viewers", 50.0, 800.0, ""), Given("rate", 2.0, 8.0, "Mbit/s")),
            lambda viewers, rate: viewers * 1e3 * rate * 1e6 / 1e9,
        ),
        (
            "ceil(peak / each / busy)",
            "",
            (
                Given("peak", 10.0, 80.0, "kreq/s"),
                Given("each", 500.0, 2000.0, "req/s"),
                Given("busy", 50.0, 80.0, "%"),
            ),
            lambda peak, each, busy: math.ceil(round(peak * 1e3 / each / (busy / 100), 9)),
        ),
        (
            "each^n",
            "%",
            (Given("n", 3.0, 30.0, ""), Given("each", 99.9, 99.9, "%")),
            lambda n, each: 100 * (each / 100) ** n,
        ),
        (
            "data / link",
            "day",
            (Given("data", 100.0, 800.0, "TiB"), Given("link", 10.0, 10.0, "Gbit/s")),
            lambda data, link: data * 2**40 * 8 / (link * 1e9) / 86400,
        ),
        ("sqrt(2 * n)", "", (Given("n", 1e6, 1e12, ""),), lambda n: math.sqrt(2 * n)),
    ],
)
def test_drill_gives_what_plain_arithmetic_gives(
    formula: str, unit: str, inputs: tuple[Given, ...], by_hand: Callable[..., float]
) -> None:
    number = Number(1.001, formula=formula, unit=unit, given=inputs)
    for seed in range(25):
        drawn = draw(number, random.Random(seed))
        assert judge(f"{by_hand(**drawn)!r} {unit}", number, drawn).right


def test_bare_number_is_judged_in_the_unit_of_the_question() -> None:
    assert judge("86400", Number(1.1, "86400 s"), question="How many seconds are in a day?").right
