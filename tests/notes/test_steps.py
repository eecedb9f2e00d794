"""How a formula is worked out step by step."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.notes.formula import FormulaError, evaluate
from sdcards.notes.quantity import QuantityError, in_unit, quantity, shown_unit
from sdcards.notes.steps import worked_steps

INPUTS = {
    "users": quantity(20),
    "posts": quantity(5),
    "peak": quantity(3),
    "rate": quantity(50, "kreq/s"),
    "line": quantity(1, "kB"),
    "data": quantity(250, "TB"),
    "link": quantity(10, "Gbit/s"),
    "up": quantity(99.9, "%"),
    "weak": quantity(60, "%"),
    "wait": quantity(5, "min"),
    "price": quantity(0.5, "USD/GB"),
    "n": quantity(10),
}


@pytest.mark.parametrize(
    ("formula", "unit", "steps"),
    [
        (
            "users * 1e6 * posts / (1 day) * peak",
            "req/s",
            ("20 million × 5 = 100 million", "÷ 86,400 s ≈ 1,200/s", "× 3 ≈ 3,470 req/s"),
        ),
        ("rate * line * 1 day", "TB", ("50 kreq/s × 1 kB = 50 MB/s", "× 86,400 s = 4.32 TB")),
        ("rate * line", "Gbit/s", ("50 kreq/s × 1 kB = 50 MB/s", "× 8 = 0.4 Gbit/s")),
        ("link * 1 s", "MB", ("10 Gbit = 1,250 MB",)),
        ("link * 2 s", "GB", ("10 Gbit/s × 2 s = 20 Gbit", "÷ 8 = 2.5 GB")),
        ("data / link", "day", ("10 Gbit/s ÷ 8 = 1.25 GB/s", "250 TB ÷ 1.25 GB/s = 200,000 s", "÷ 86,400 ≈ 2.31 days")),
        ("users * 1e3 / wait", "1/s", ("5 min = 300 s", "20,000 ÷ 300 s ≈ 66.7/s")),
        ("users * wait / (1 day)", "", ("5 min = 300 s", "20 × 300 s = 6,000 s", "÷ 86,400 s ≈ 0.0694")),
        ("users / (1 min)", "1/s", ("20 ÷ 60 s ≈ 0.333/s",)),
        ("users * 1e6 / (1 month)", "1/s", ("20 million ÷ 2.6 million s ≈ 7.72/s",)),
        (
            "ceil(rate / (1 kreq/s) / weak)",
            "server",
            ("50 kreq/s ÷ 1,000/s = 50", "÷ 60 % ≈ 83", "rounded up = 84 servers"),
        ),
        ("ceil(users / posts)", "shard", ("20 ÷ 5 = 4 shards",)),
        ("floor(posts / peak)", "", ("5 ÷ 3 ≈ 1.7", "rounded down = 1")),
        ("max(users / posts, n / posts)", "", ("20 ÷ 5 = 4", "10 ÷ 5 = 2", "the larger of 4 and 2 = 4")),
        ("min(users, n)", "", ("the smaller of 20 and 10 = 10",)),
        ("sqrt(users * posts)", "", ("20 × 5 = 100", "sqrt(100) = 10")),
        ("up^n", "%", ("10 × 0.1 % missing = 1 %", "100 % − 1 % ≈ 99.004 %")),
        ("up * up * 99.5 %", "%", ("0.1 % + 0.1 % + 0.5 % missing = 0.7 %", "100 % − 0.7 % ≈ 99.301 %")),
        ("weak^2", "%", ("(60 %)^2 = 36 %",)),
        ("weak * weak", "%", ("60 % × 60 % = 36 %",)),
        ("weak / weak", "", ("60 % ÷ 60 % = 1",)),
        ("users * weak", "", ("20 × 60 % = 12",)),
        (
            "1 - (1 - up)^2",
            "%",
            ("100 % − 99.9 % = 0.1 %", "(0.1 %)^2 = 0.0001 %", "100 % − 0.0001 % = 99.9999 %"),
        ),
        ("(1 - up) * 720 h", "h", ("100 % − 99.9 % = 0.1 %", "× 720 h = 0.72 h")),
        ("(1 - up^n) * 720 h", "h", ("10 × 0.1 % missing ≈ 1 %", "× 720 h ≈ 7.17 h")),
        ("(1 - 99 %^6) * 365", "", ("6 × 1 % missing, less the overlap ≈ 5.9 %", "× 365 ≈ 21.4")),
        # 140 × 180 is no 25,000: what comes of a rounded number is rounded.
        ("12e6 / (1 day) * 180 s * 2", "", ("12 million ÷ 86,400 s ≈ 140/s", "× 180 s ≈ 25,000", "× 2 ≈ 50,000")),
        ("60 MB / (25 Mbit/s)", "s", ("25 Mbit/s ÷ 8 ≈ 3.1 MB/s", "60 MB ÷ 3.1 MB/s ≈ 19.2 s")),
        # The answer of a whole number is written out.
        ("n * 4321", "", ("10 × 4,321 = 43,210",)),
        ("1 - (1 - weak)", "%", ("100 % − 60 % = 40 %", "100 % − 40 % = 60 %")),
        ("n * 3 ms + 40 ms", "ms", ("10 × 3 ms = 30 ms", "30 ms + 40 ms = 70 ms")),
        ("2^n", "", ("2^10 = 1,024",)),
        ("40 ms - -n * 1 ms", "ms", ("−10 × 1 ms = -10 ms", "40 ms − -10 ms = 50 ms")),
        ("wait", "s", ("5 min = 300 s",)),
        ("data * price * 30", "USD", ("250 TB × 0.5 USD/GB = 125,000 USD", "× 30 = 3.75 million USD")),
        ("5000 km / (200000 km/s)", "ms", ("5,000 km ÷ 200,000 km/s = 25 ms",)),
        ("3 m * 4 m", "m*m", ("3 m × 4 m = 12 m^2",)),
    ],
)
def test_formula_is_worked_out(formula: str, unit: str, steps: tuple[str, ...]) -> None:
    assert worked_steps(formula, INPUTS, unit) == steps


@pytest.mark.parametrize("formula", ["n +", "n * foo", "n / 0", "ln(0 * n)"])
def test_formula_that_does_not_compute_has_no_steps(formula: str) -> None:
    with pytest.raises((FormulaError, ArithmeticError)):
        worked_steps(formula, INPUTS, "")


_PLAIN = st.recursive(
    st.sampled_from(["users", "posts", "n", "weak", "2", "1e3"]),
    lambda parts: st.tuples(parts, st.sampled_from("+*/"), parts).map(lambda three: f"({' '.join(three)})"),
    max_leaves=8,
)


@given(_PLAIN)
def test_last_step_gives_what_the_formula_gives(formula: str) -> None:
    value = in_unit(evaluate(formula, INPUTS), "").magnitude
    last = worked_steps(formula, INPUTS, "")[-1].replace("≈", "=").rpartition(" = ")[2]
    shown = last.replace(",", "").replace(" × 10^", "e")
    for word, size in (("trillion", "e12"), ("billion", "e9"), ("million", "e6")):
        shown = shown.replace(f" {word}", size)
    assert float(shown) == pytest.approx(value, rel=0.0051)


_WORDS = st.sampled_from([
    "users", "rate", "line", "link", "up", "weak", "wait", "n", "1", "2.5", "0", "1e300", "1e6", "1 day", "1 s", "3 B", "5 bit",
    "4 h", "99.5 %", "2 USD/GB", "sqrt(", "ceil(", "floor(", "min(", "max(", "ln(", "+", "-", "*", "/", "^", "(", ")", ",",
])  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map(" ".join))
@example("ceil( n - n )")
@example("1 / ( 1e300 * 1e300 )")
@example("up ^ users * 5 bit / 3 B")
def test_any_formula_that_computes_has_steps(formula: str) -> None:
    try:
        unit = shown_unit(evaluate(formula, INPUTS))
        quantity(1, unit)
    except QuantityError:  # the formula does not compute, or nobody could ask for such a unit
        return
    steps = worked_steps(formula, INPUTS, unit)
    assert steps
    assert all(" = " in step or " ≈ " in step for step in steps)
