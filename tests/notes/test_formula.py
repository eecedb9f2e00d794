"""Formulas: arithmetic with units, and nothing else."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.notes.formula import FormulaError, evaluate
from sdcards.notes.quantity import quantity, ratio

NAMES = {"rate": quantity(50, "kreq/s"), "line": quantity(1, "kB"), "n": quantity(4)}


@pytest.mark.parametrize(
    ("formula", "value", "unit"),
    [
        ("2", 2, ""),
        ("1_000", 1000, ""),
        ("1.5e3", 1500, ""),
        ("2^30", 2**30, ""),
        ("2**10", 1024, ""),
        ("2^3^2", 512, ""),
        ("-2^2", -4, ""),
        ("--2", 2, ""),
        ("2^-2", 0.25, ""),
        ("1 - 2 - 3", -4, ""),
        ("8 / 4 / 2", 1, ""),
        ("2 + 3 * 4", 14, ""),
        ("(2 + 3) × 4", 20, ""),
        ("2 · 3", 6, ""),
        ("30 day", 30, "day"),
        ("100 MB/s", 100, "MB/s"),
        ("1 s + 500 ms", 1.5, "s"),
        ("2 m^2", 2, "m*m"),
        ("(2 m)^2", 4, "m*m"),
        ("3 s^2 / 1 s", 3, "s"),
        ("(1 - 99.9 %) * 30 day", 43.2, "min"),
        ("(99.99 %)^2", 0.9999**2, ""),
        ("50 % * 3", 1.5, ""),
        ("1e6 req / 1 day", 1e6 / 86400, "1/s"),
        ("rate * line * 1 day", 4.32, "TB"),
        ("rate / n", 12.5, "kreq/s"),
        ("day", 1, "day"),
        ("sqrt(16 m * 1 m)", 4, "m"),
        ("ln(exp(3))", 3, ""),
        ("log2(8)", 3, ""),
        ("ceil(7 / 2)", 4, ""),
        ("ceil(12 kreq/s / (500 req/s) / 80 %)", 30, ""),
        ("floor(7 / 2)", 3, ""),
        ("floor(0.3 / 0.1)", 3, ""),
        ("min(3 s, 2000 ms, 1 h)", 2, "s"),
        ("max(1, n, 2)", 4, ""),
        ("5000 km / (200000 km/s)", 25, "ms"),
    ],
)
def test_formula_gives(formula: str, value: float, unit: str) -> None:
    assert math.isclose(ratio(evaluate(formula, NAMES), quantity(value, unit)), 1)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("", "the formula ends too early"),
        ("2 +", "the formula ends too early"),
        ("2 3", "did not expect '3'"),
        ("n n", "did not expect 'n'"),
        ("* 2", "did not expect '*'"),
        ("(2", "a ')' is missing"),
        ("max(2", "a ')' is missing"),
        ("max()", "did not expect ')'"),
        ("1 %%", "did not expect '%'"),
        ("_x", "cannot read '_x' in '_x'"),
        ("2 $ 3", "cannot read '$ 3' in '2 $ 3'"),
        ("__import__('os')", "cannot read '__import__('os')' in '__import__('os')'"),
        ("[x for x in y]", "cannot read '[x for x in y]'"),
        ("lambda", "'lambda' is neither given nor a unit"),
        ("1 foo", "unknown unit 'foo'"),
        ("1 s + 1 B", "'1 s' and '1 B' do not measure the same kind of thing"),
        ("1 s + 1", "'1 s' and '1' do not measure the same kind of thing"),
        ("2^(1 s)", "'1 s' is no plain number"),
        ("ln(1 s)", "'ln' cannot take these values"),
        ("min(1 s, 1 m)", "'min' cannot take these values"),
        ("ln(0)", "'ln' cannot take these values"),
        ("ln(2, 3)", "'ln' cannot take these values"),
        ("sqrt(-1)", "'sqrt(-1)' has no finite result"),
        ("(-8)^0.5", "'(-8)^0.5' has no finite result"),
        ("1 / 0", "'1 / 0' has no finite result"),
        ("1e200 m * 1e200 s + 1 s", "'∞ m*s' and '1 s' do not measure the same kind of thing"),
        ("0^-1", "has no finite result"),
        ("1e999", "has no finite result"),
        ("ceil(1e999)", "has no finite result"),
        ("1e999 - 1e999", "has no finite result"),
        ("ceil(1e300) * ceil(1e300)", "has no finite result"),
        ("9^9^9^9", "has no finite result"),
        ("9**9**9**9", "has no finite result"),
        ("exp(1e9)", "has no finite result"),
        ("(" * 40 + "1" + ")" * 40, "too many brackets inside each other"),
        ("2^" * 200 + "2", "has no finite result"),
        ("-" * 400 + "2 2", "did not expect '2'"),
        ("1" * 501, "at most 500 characters"),
        ("1__0", "cannot read '__0' in '1__0'"),
        ("1_", "cannot read '_' in '1_'"),
        ("²", "cannot read '²' in '²'"),
        ("2²", "cannot read '²' in '2²'"),
        ("٣", "cannot read '٣' in '٣'"),
    ],
)
def test_what_does_not_compute_is_refused_with_the_reason(formula: str, message: str) -> None:
    with pytest.raises(FormulaError) as refused:
        evaluate(formula, NAMES)
    assert message in str(refused.value)


_WORDS = st.sampled_from([
    "1", "2.5", "9", "1e300", "1e-300", "s", "B", "%", "rate", "n", "foo", "sqrt(", "ceil(", "ln(", "min(", "max(", "exp(",
    "+", "-", "*", "/", "^", "**", "(", ")", ",", ".", " ", "²", "_", "×",
])  # fmt: skip


@given(st.text() | st.lists(_WORDS, max_size=25).map("".join) | st.lists(_WORDS, max_size=25).map(" ".join))
@example("0^-0.5")
@example("(0 - 8)^0.5 * 0")
def test_any_formula_computes_or_is_refused(formula: str) -> None:
    try:
        result = evaluate(formula, NAMES)
    except FormulaError:
        return
    assert math.isfinite(result.magnitude)


@given(
    st.recursive(
        st.integers(1, 99).map(str),
        lambda parts: st.tuples(parts, st.sampled_from("+-*/"), parts).map(lambda three: f"({' '.join(three)})"),
        max_leaves=12,
    )
)
def test_plain_arithmetic_is_that_of_python(formula: str) -> None:
    try:
        expected = eval(formula)  # noqa: S307 - text of our own making
    except ZeroDivisionError:
        expected = None
    if expected is None:
        with pytest.raises(FormulaError):
            evaluate(formula)
    else:
        assert math.isclose(evaluate(formula).magnitude, expected, rel_tol=1e-9, abs_tol=1e-9)
