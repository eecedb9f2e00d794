"""Numbers as people type them."""

import math
import re

import pytest

from sdcards.notes.answers import UnreadableNumber, read_answer, units_asked_for
from sdcards.notes.formula import evaluate
from sdcards.notes.quantity import quantity, ratio, shown


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
        ("50 usec", "50 us"),
        ("50 µsec", "50 us"),
        ("5 msec", "5 ms"),
        ("5·10^-5 s", "50 us"),
        ("5 × 10⁻⁵ s", "50 us"),
        ("1/2 h", "30 min"),
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
        ("30 T", "30 TB"),
        ("30t", "30 TB"),
        ("30 Ti", "30 TiB"),
        ("30 G/s", "30 GB/s"),
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
        ("12 kHz", "12000 req/s"),
        ("12 hz", "12 req/s"),
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
        ("5 mil", "5e6"),
        ("5mln", "5e6"),
        ("5 mio", "5e6"),
        ("3 dozen", "36"),
        ("3 dozen servers", "36"),
        ("2 hundred", "200"),
        ("1 milliard", "1e9"),
        ("12 lakh", "1.2e6"),
        ("12 / 4", "3"),
        ("24/1", "24"),
        ("2³⁰", "2^30"),
        ("12 million active users", "12e6"),
        ("50 servers", "50"),
        ("50k servers", "50000"),
        ("50 k servers", "50000"),
        ("50 VMs", "50"),
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
        ("99.99pct", "99.99 %"),
        ("99.99", "99.99 %"),
        ("0.9999", "99.99 %"),
        # money and ways
        ("$130k", "130000 USD"),
        ("$1,300", "1300 USD"),
        ("130k USD", "130000 USD"),
        ("130k$", "130000 USD"),
        ("0.02$/GB", "0.02 USD/GB"),
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
    ("question", "typed", "right", "read"),
    [
        ("How many seconds are in a day?", "86400", "86400 s", "86,400 s"),
        ("How many seconds are in a day?", "86k", "86400 s", "86,000 s"),
        ("How many seconds are in a day?", "24 h", "86400 s", "24 h"),
        ("How many seconds are in a day?", "5m", "86400 s", "5 min"),
        ("A UUID. How many bytes is it?", "16", "16 B", "16 B"),
        ("A UUID. How many bytes is it?", "2k", "16 B", "2 kB"),
        ("How many minutes are left for the design?", "35", "35 min", "35 min"),
        ("By which minute should it stand?", "20", "22 min", "20 min"),
        ("6,000 times a second. Now each keeps its own. How many reads a second are left?", "2k", "3 req/s", "2,000/s"),
        ("How many reads a second?", "2000 reads", "3 kreq/s", "2,000/s"),
        ("How many bytes a second is that?", "1.25e9", "1.25 GB/s", "1.25 billion B/s"),
        ("How many bits a second leave it?", "5e9", "4 Gbit/s", "5 billion bit/s"),
        ("How many bits per key does it need?", "10", "9.585 bit", "10 bit"),
        ("How many users are active in a day?", "10", "10", "10"),
    ],
)
def test_bare_number_is_in_the_unit_of_the_question(question: str, typed: str, right: str, read: str) -> None:
    assert shown(read_answer(typed, evaluate(right), units_asked_for(question))) == read


@pytest.mark.parametrize(
    "question", ["How long is a day?", "How much is that a second?", "For how many seconds it waits. How long?", ""]
)
def test_bare_number_is_asked_again_where_the_question_names_no_unit(question: str) -> None:
    with pytest.raises(UnreadableNumber, match="cannot take '43' here; type a time"):
        read_answer("43", evaluate("43 min"), units_asked_for(question))


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
def test_bare_number_for_a_percentage_is_read_as_the_nearer_of_percent_and_share(
    typed: str, right: str, read: str
) -> None:
    assert shown(read_answer(typed, evaluate(right))) == read


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
        (
            "50 ms",
            "50",
            "cannot take '50 ms' here; type a plain number, such as '12k', '4.3 billion', '2^30' or '99.9%'",
        ),
        ("50 GB", "50", "cannot take '50 GB' here; type a plain number"),
        ("50 km", "50 USD", "cannot take '50 km' here; type an amount, such as '$130k'"),
        ("50", "0.02 USD/GB/month", "cannot take '50' here; type a number in a unit such as 'USD/GB/month'"),
        ("1.000.000", "1e6", "cannot take '1.000.000' here"),
        ("1.2.3", "1e6", "cannot take '1.2.3' here"),
        ("12kw/s", "12 req/s", "cannot take '12kw/s' here"),
        ("12 k 3", "12", "cannot take '12 k 3' here"),
        ("5 * 3 * 2", "30", "cannot take '5 * 3 * 2' here"),
        ("4 nines", "99.99 %", "cannot take '4 nines' here"),
        ("2 hundred thousand", "2e5", "cannot take '2 hundred thousand' here"),
        ("3 tenths", "0.3", "cannot take '3 tenths' here"),
        ("5 millionths", "5e-6", "cannot take '5 millionths' here"),
        ("30 T", "30 Tbit", "cannot take '30 T' here"),
        ("100/1", "100 req/s", "cannot take '100/1' here; type a rate"),
        ("100/%", "100 req/s", "cannot take '100/%' here; type a rate"),
        ("1/0", "5", "no finite result; type a number"),
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
        read_answer(typed, evaluate(right))
    assert message in str(refused.value)


def test_example_of_a_message_names_units_that_are_read() -> None:
    for right in ("50 us", "30 TB", "12 req/s", "10 GB/s", "5 km", "3 USD", "7"):
        with pytest.raises(UnreadableNumber) as refused:
            read_answer("5 kUSD*s", evaluate(right))
        for shown_example in re.findall(r"'([^']*)'", str(refused.value).partition("; ")[2]):
            assert read_answer(shown_example, evaluate(right)) is not None


def test_answer_keeps_the_unit_it_was_given_in() -> None:
    assert read_answer("1.5 h", quantity(1, "s")) == quantity(1.5, "h")
