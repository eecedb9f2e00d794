"""Typed numbers: every way to write them, and how they are judged."""

import math
import random
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.notes.card import Given, Number
from sdcards.notes.formula import evaluate
from sdcards.notes.inputs import draw
from sdcards.notes.judging import Solution, UnreadableNumber, Verdict, judge, read_answer, solve
from sdcards.notes.quantity import quantity, ratio


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # times
        ("50us", "50 us"),
        ("50 µs", "50 us"),
        ("50 μs", "50 us"),
        ("50 mcs", "50 us"),
        ("50 US", "50 us"),
        ("50 microseconds", "50 us"),
        ("5e-5 s", "50 us"),
        ("5E-5 S", "50 us"),
        ("5 × 10^-5 s", "50 us"),
        ("0.05 ms", "50 us"),
        (".05ms", "50 us"),
        ("0,05 ms", "50 us"),
        ("~50us", "50 us"),
        ("about 50 us.", "50 us"),
        ("approx. 50 us", "50 us"),
        ("< 50 us", "50 us"),
        ("43 min", "43 min"),
        ("43min", "43 min"),
        ("43 m", "43 min"),
        ("43 minutes", "43 min"),
        ("43 MINUTES", "43 min"),
        ("2h", "2 h"),
        ("2 hrs", "2 h"),
        ("3d", "3 day"),
        ("1,000 s", "1000 s"),
        ("-5 s", "-5 s"),
        # sizes
        ("~30TB", "30 TB"),
        ("30 tb", "30 TB"),
        ("30 TiB", "30 TiB"),
        ("30 tib", "30 TiB"),
        ("30 TIB", "30 TiB"),
        ("30 terabytes", "30 TB"),
        ("30 Terabytes", "30 TB"),
        ("200 kB", "200 kB"),
        ("200 KB", "200 kB"),
        ("200 kb", "200 kB"),
        ("200 Kb", "200 kbit"),
        ("200 kbit", "200 kbit"),
        ("200 Mbits", "200 Mbit"),
        ("8 b", "8 B"),
        ("8 bits", "8 bit"),
        ("2^30 B", "1 GiB"),
        ("1 000 000 B", "1 MB"),
        # data rates
        ("10 Gbps", "10 Gbit/s"),
        ("10gbps", "10 Gbit/s"),
        ("10 GBPS", "10 Gbit/s"),
        ("10 GBps", "10 GB/s"),
        ("10 Gb/s", "10 Gbit/s"),
        ("10 GB/s", "10 GB/s"),
        ("10 GB/S", "10 GB/s"),
        ("10 GB per second", "10 GB/s"),
        ("5 TB/day", "5 TB/day"),
        ("5 TB a day", "5 TB/day"),
        # rates
        ("12k/s", "12000 req/s"),
        ("12 K/S", "12000 req/s"),
        ("1.2 K QPS", "1200 req/s"),
        ("1.2kqps", "1200 req/s"),
        ("1.2K rps", "1200 req/s"),
        ("12 kreq/s", "12000 req/s"),
        ("12 KREQ/S", "12000 req/s"),
        ("12000 requests per second", "12000 req/s"),
        ("12 thousand requests/sec", "12000 req/s"),
        ("12,000/s", "12000 req/s"),
        ("12 000/s", "12000 req/s"),
        ("1M/day", "1e6 req/day"),
        ("60/m", "60 req/min"),
        ("3 writes/s", "3 req/s"),
        ("3k writes/s", "3000 req/s"),
        # counts
        ("12k", "12000"),
        ("12 K", "12000"),
        ("5m", "5e6"),
        ("4.3 billion", "4.3e9"),
        ("4.3bn", "4.3e9"),
        ("4.3 B", "4.3e9"),
        ("12 million rows", "12e6"),
        ("12 million active users", "12e6"),
        ("50 servers", "50"),
        ("50k servers", "50000"),
        ("12 req", "12"),
        ("2^30", "2^30"),
        ("2**30", "2^30"),
        ("10^9", "1e9"),
        ("1.5x10^9", "1.5e9"),
        ("1.5 × 10^9", "1.5e9"),
        ("3 * 4", "12"),
        ("1_000_000", "1e6"),
        ("1,000,000", "1e6"),
        ("1 000 000", "1e6"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("1,234.5", "1234.5"),
        ("50%", "0.5"),
        # percentages
        ("99.99%", "99.99 %"),
        ("99.99 %", "99.99 %"),
        ("99,99 percent", "99.99 %"),
        ("99.99", "99.99 %"),
        ("0.9999", "99.99 %"),
        # money and ways
        ("$130k", "130000 USD"),
        ("$1,300", "1300 USD"),
        ("130k USD", "130000 USD"),
        ("130 kUSD", "130000 USD"),
        ("130k dollars", "130000 USD"),
        ("$0.02/GB", "0.02 USD/GB"),
        ("$0.02 per GB per month", "0.02 USD/GB/month"),
        ("$2M/year", "2e6 USD/year"),
        ("5,000 km", "5000 km"),
        ("5k km", "5000 km"),
        ("300 m", "300 m"),
    ],
)
def test_number_is_read_as_people_write_it(typed: str, meant: str) -> None:
    like = evaluate(meant)
    assert math.isclose(ratio(read_answer(typed, like), like), 1, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("typed", "right", "read"),
    [
        ("1", "1 %", "1 %"),
        ("0.5", "0.4 %", "0.5 %"),
        ("0.5", "40 %", "50 %"),
        ("0.01", "1 %", "1 %"),
        ("0.999", "99.9 %", "99.9 %"),
        ("100", "99.9 %", "100 %"),
        ("20", "9.951 %", "20 %"),
    ],
)
def test_bare_number_for_a_percentage_is_read_as_the_nearer_of_percent_and_share(typed: str, right: str, read: str) -> None:
    assert judge(typed, Number(2, right)).said == read


_TIME = "a time, such as '50 us', '3 ms' or '43 min'"
_ANY = "type a number with its unit, such as '50 us', '1.2k/s', '30 TB' or '2^30'"


@pytest.mark.parametrize(
    ("typed", "right", "message"),
    [
        ("", "50 us", _ANY),
        ("no idea", "50 us", _ANY),
        ("us", "50 us", _ANY),
        ("x" * 81, "50 us", _ANY),
        ("5 s" + " " * 81, "50 us", _ANY),
        ("50", "50 us", f"cannot take '50' here; type {_TIME}"),
        ("50 GB", "50 us", f"cannot take '50 GB' here; type {_TIME}"),
        ("50 foo", "50 us", f"cannot take '50 foo' here; type {_TIME}"),
        ("50 us/req", "50 MB", "cannot take '50 us/req' here; type a size, such as '200 kB' or '30 TB'"),
        ("50 MB", "50 MB/s", "cannot take '50 MB' here; type a data rate, such as '100 MB/s' or '10 Gbps'"),
        ("50", "50 req/s", "cannot take '50' here; type a rate, such as '12/s' or '1.2k/s'"),
        ("5000", "5000 km", "cannot take '5000' here; type a distance, such as '5000 km'"),
        ("50 ms", "50", "cannot take '50 ms' here; type a plain number, such as '12k', '4.3 billion', '2^30' or '99.9%'"),
        ("50 GB", "50", "cannot take '50 GB' here; type a plain number"),
        ("50 km", "50 USD", "cannot take '50 km' here; type an amount, such as '$130k'"),
        ("50", "0.02 USD/GB/month", "cannot take '50' here; type a number in a unit such as 'USD/GB/month'"),
        ("1.000.000", "1e6", "cannot take '1.000.000' here"),
        ("1.2.3", "1e6", "cannot take '1.2.3' here"),
        ("5 * 3 * 2", "30", "cannot take '5 * 3 * 2' here"),
        ("12 / 4", "3", "cannot take '12 / 4' here"),
        ("2^3^4", "8", "cannot take '2^3^4' here"),
        ("5 req/9**9**9**9", "5 req/s", "cannot take '5 req/9**9**9**9' here"),
        ("5/" + "s/" * 30, "5 req/s", "here; type a rate"),
        ("1e999", "5", "'1e999' has no finite result; type a number with its unit"),
        ("9^99999999", "5", "'9^99999999' has no finite result; type a number with its unit"),
        ("1e308 billion", "5", "is too large"),
        ("50 \x1b[31m", "50 us", r"cannot take '50 \x1b[31m' here"),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_what_to_type(typed: str, right: str, message: str) -> None:
    with pytest.raises(UnreadableNumber) as refused:
        judge(typed, Number(2, right))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "right", "within", "verdict"),
    [
        ("50us", "50 us", 3, (True, 1, False, "50 µs")),
        ("150us", "50 us", 3, (True, 3, True, "150 µs")),
        ("151us", "50 us", 3, (False, 3.02, True, "151 µs")),
        ("17 us", "50 us", 3, (True, 50 / 17, False, "17 µs")),
        ("16 us", "50 us", 3, (False, 3.125, False, "16 µs")),
        ("1 GiB", "1 GB", 1.1, (True, 1.073741824, True, "1 GiB")),
        ("1 TiB", "1 TB", 1.05, (False, 1.099511627776, True, "1 TiB")),
        ("1 Gb", "1 GB", 2, (False, 8, False, "1 Gbit")),
        ("0 s", "50 us", 3, (False, math.inf, False, "0 s")),
        ("-50 us", "50 us", 3, (False, math.inf, False, "-50 µs")),
        ("1e300 year", "1e-300 s", 3, (False, math.inf, True, "1 × 10^300 year")),
        ("1", "1", 1, (True, 1, False, "1")),
    ],
)
def test_answer_is_judged_within_its_factor(
    typed: str, right: str, within: float, verdict: tuple[bool, float, bool, str]
) -> None:
    found = judge(typed, Number(within, right))
    assert (found.right, pytest.approx(found.off), found.too_much, found.said) == verdict
    assert (found.result, found.working) == (right, "")


@pytest.mark.parametrize(
    ("typed", "right", "off", "too_much"),
    [
        ("99.9 %", True, 1, False),
        ("99.8 %", True, 2, False),
        ("99.95 %", True, 2, True),
        ("99 %", False, 10, False),
        ("99.99 %", False, 10, True),
        ("100 %", False, math.inf, True),
        ("101 %", False, math.inf, True),
        ("50 %", False, 500, False),
    ],
)
def test_near_a_hundred_percent_what_is_missing_is_judged(typed: str, right: bool, off: float, too_much: bool) -> None:  # noqa: FBT001 - a table
    found = judge(typed, Number(2, "99.9 %"))
    assert (found.right, pytest.approx(found.off), found.too_much) == (right, off, too_much)


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
    "billion", "%", "$", "x10^", "~", "_", "/", "*", "rows", "req", "²", "e", "B", "\x00", "\u0663",
])  # fmt: skip


@given(st.text() | st.lists(_PIECES, max_size=8).map("".join), _RIGHT)
@example("1" * 79, "5 %")
@example("1e-320 s", "50 us")
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
    assert solve(INGEST, {"rate": 500, "line": 1}) == Solution("43.2 TB", "500 kreq/s × 1 kB × 1 day = 43.2 TB")


def test_drill_is_judged_against_what_was_drawn() -> None:
    drawn = {"rate": 500.0, "line": 1.0}
    assert judge("40 TB", INGEST, drawn) == Verdict(
        right=True,
        off=pytest.approx(1.08),
        too_much=False,
        said="40 TB",
        result="43.2 TB",
        working="500 kreq/s × 1 kB × 1 day = 43.2 TB",
    )
    assert not judge("4.3 TB", INGEST, drawn).right


def test_fact_is_solved_by_its_value() -> None:
    assert solve(Number(2, "43.2 min")) == Solution("43.2 min")


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
            (Given("peak", 10.0, 80.0, "kreq/s"), Given("each", 500.0, 2000.0, "req/s"), Given("busy", 50.0, 80.0, "%")),
            lambda peak, each, busy: math.ceil(round(peak * 1e3 / each / (busy / 100), 9)),
        ),
        ("each^n", "%", (Given("n", 3.0, 30.0, ""), Given("each", 99.9, 99.9, "%")), lambda n, each: 100 * (each / 100) ** n),
        (
            "data / link",
            "day",
            (Given("data", 100.0, 800.0, "TiB"), Given("link", 10.0, 10.0, "Gbit/s")),
            lambda data, link: data * 2**40 * 8 / (link * 1e9) / 86400,
        ),
        ("sqrt(2 * n)", "", (Given("n", 1e6, 1e12, ""),), lambda n: math.sqrt(2 * n)),
    ],
)
def test_drill_gives_what_plain_arithmetic_gives(formula: str, unit: str, inputs: tuple[Given, ...], by_hand) -> None:  # type: ignore[no-untyped-def]
    number = Number(1.001, formula=formula, unit=unit, given=inputs)
    for seed in range(25):
        drawn = draw(number, random.Random(seed))
        assert judge(f"{by_hand(**drawn)!r} {unit}", number, drawn).right


def test_example_of_a_message_names_units_that_are_read() -> None:
    for right in ("50 us", "30 TB", "12 req/s", "10 GB/s", "5 km", "3 USD", "7"):
        with pytest.raises(UnreadableNumber) as refused:
            judge("5 kUSD*s", Number(2, right))
        for shown_example in re.findall(r"'([^']*)'", str(refused.value).partition("; ")[2]):
            assert read_answer(shown_example, evaluate(right)) is not None


def test_answer_keeps_the_unit_it_was_given_in() -> None:
    assert read_answer("1.5 h", quantity(1, "s")) == quantity(1.5, "h")
