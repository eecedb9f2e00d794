"""Every number that can be computed is computed."""

import pytest

from tests.authoring import brief, problems_in, problems_of

FACT = "- {id: abc, type: fact, wave: 1, sources: [book], ask: a, within: 2, value: VALUE, formula: FORMULA}"
DRILL = "- {id: abc, type: drill, wave: 1, sources: [book], ask: ASK, given: GIVEN, formula: FORMULA, unit: UNIT}"


def fact(value: str, formula: str) -> str:
    return FACT.replace("VALUE", value).replace("FORMULA", formula)


def drill(given: str, formula: str, unit: str) -> str:
    asked = " ".join(f"{{{name.strip().partition(':')[0]}}}" for name in given.split(","))
    text = DRILL.replace("GIVEN", f"{{{given}}}").replace("ASK", f"'{asked}'")
    return text.replace("FORMULA", formula).replace("UNIT", f"'{unit}'")


@pytest.mark.parametrize(
    ("value", "formula"),
    [
        ("43.2 min", "(1 - 99.9 %) * 30 day"),
        ("11.574 req/s", "1e6 req / 1 day"),
        ("11.57 req/s", "1e6 req / 1 day"),
        ("11.6 req/s", "1e6 req / 1 day"),
        ("12 req/s", "1e6 req / 1 day"),
        ("10 req/s", "1e6 req / 1 day"),
        ("86_400 s", "1 day"),
        ("90000 s", "1 day"),
        ("1073741824", "2^30"),
        ("1.07e9", "2^30"),
        ("1e9", "2^30"),
        ("2^30", "1024^3"),
        ("99.99 %", "1 - (1 - 99 %)^2"),
        ("12.288 kB", "2^14 * 6 bit"),
        ("2.3", "9 / 4"),
        ("2.2", "9 / 4"),
        ("18446744073709551616", "2^64"),
        ("4 m^2", "(2 m)^2"),
    ],
)
def test_value_is_the_result_rounded_to_the_digits_it_shows(value: str, formula: str) -> None:
    assert problems_of(fact(value, formula)) == ""


@pytest.mark.parametrize(
    ("value", "formula", "gives", "paste"),
    [
        ("43.3 min", "(1 - 99.9 %) * 30 day", "43.2 min", "43.2 min"),
        ("43.1 min", "(1 - 99.9 %) * 30 day", "43.2 min", "43.2 min"),
        ("11.5 req/s", "1e6 req / 1 day", "11.6 req/s", "11.6 req/s"),
        ("11 req/s", "1e6 req / 1 day", "11.6 req/s", "11.6 req/s"),
        ("20 req/s", "1e6 req / 1 day", "11.6 req/s", "11.6 req/s"),
        ("1 s", "1 day", "86,400 s", "86400 s"),
        ("2^30", "1e9", "1 billion", "1000000000"),
        ("2 * 500 MB", "1.1 GB", "1,100 MB", "1100 MB"),
        ("99.9 %", "1 - (1 - 99 %)^2", "99.99 %", "99.99 %"),
    ],
)
def test_wrong_value_is_told_what_the_formula_gives(value: str, formula: str, gives: str, paste: str) -> None:
    assert brief(problems_in(fact(value, formula))).partition(" ")[2] == (
        f"«{value}» the formula gives {gives}, not '{value}' [wrong-arithmetic] write 'value: {paste}', or mend the formula"
    )
    assert problems_of(fact(paste, formula)) == ""


def test_formula_that_gives_nothing_above_zero_proposes_no_value() -> None:
    found = brief(problems_in(fact("5 s", "1 s - 2 s")))
    assert found.endswith("not '5 s' [wrong-arithmetic] mend the formula: an answer is above zero")


@pytest.mark.parametrize(
    ("value", "formula", "found"),
    [
        (
            "fast",
            "1 s",
            "«fast» 'fast' is neither given nor a unit [bad-quantity] a number and its unit, such as '43.2 min'",
        ),
        ("5 KB", "1 s", "«5 KB» unknown unit 'KB' [bad-quantity] did you mean '5 kB'?"),
        ("1e999", "1", "«1e999» '1e999' has no finite result [bad-quantity] a number and its unit, such as '43.2 min'"),
        ("0 s", "1 s", "«0 s» '0 s' is not above zero [bad-quantity] no factor leads to it; ask for another number"),
        (
            "'-5 s'",
            "1 s",
            "«'-5 s'» '-5 s' is not above zero [bad-quantity] no factor leads to it; ask for another number",
        ),
        ("5 s", "5 *", "«5 *» the formula ends too early [bad-formula] see 'Quantities' in docs/card-format.md"),
        (
            "5 s",
            "9^9^9^9",
            "«9^9^9^9» '9^9^9^9' has no finite result [bad-formula] see 'Quantities' in docs/card-format.md",
        ),
        (
            "5 s",
            "3 MB",
            "«3 MB» the formula gives 3 MB, which is not the kind of '5 s' [wrong-unit] mend the formula or the value's unit",
        ),
    ],
)
def test_fact_that_does_not_compute_is_a_problem(value: str, formula: str, found: str) -> None:
    assert brief(problems_in(fact(value, formula))).partition(" ")[2] == found


def test_fact_without_a_formula_is_only_read() -> None:
    assert problems_of(FACT.replace("VALUE", "5 ms").replace("formula: FORMULA", "as_of: 2026")) == ""


@pytest.mark.parametrize(
    ("given", "formula", "unit"),
    [
        ("rate: 50 kreq/s .. 500 kreq/s, line: 1 kB", "rate * line * 1 day", "TB"),
        ("n: 3 .. 30, each: 99.9 %", "each^n", "%"),
        ("peak: 10 kreq/s, each: 500 req/s", "ceil(peak / each)", ""),
        (
            "a: 1 .. 2, b: 1 .. 2, c: 1 .. 2, d: 1 .. 2, e: 1 .. 2, f: 2, g: 3, h: 4",
            "a + b + c + d + e + f + g + h",
            "",
        ),
    ],
)
def test_drill_that_computes_at_every_corner_is_good(given: str, formula: str, unit: str) -> None:
    assert problems_of(drill(given, formula, unit)) == ""


_HINT = "see 'Quantities' in docs/card-format.md"


@pytest.mark.parametrize(
    ("given", "formula", "unit", "found"),
    [
        ("n: 5 KB", "n", "B", "«5 KB» unknown unit 'KB' [bad-quantity] did you mean 'kB'?"),
        ("n: 5 kB", "n", "KB", "«'KB'» unknown unit 'KB' [bad-quantity] did you mean 'kB'?"),
        ("n: 5 kB", "n", "9**9**9**9", f"«'9**9**9**9'» unknown unit '9**9**9**9' [bad-quantity] {_HINT}"),
        ("n: 5 kB", "n *", "B", f"«n *» the formula ends too early [bad-formula] {_HINT}"),
        ("n: 5 kB", "n * m2", "B", f"«n * m2» 'm2' is neither given nor a unit [bad-formula] {_HINT}"),
        (
            "n: 5 kB",
            "n + 1 s",
            "B",
            f"«n + 1 s» '5 kB' and '1 s' do not measure the same kind of thing [bad-formula] {_HINT}",
        ),
        ("n: 5 kB", "n / 1 s", "B", f"«n / 1 s» '5 kB/s' cannot be given in 'B' [bad-formula] {_HINT}"),
        (
            "n: 5 kB",
            "n / 3 sec * 1 dasy",
            "B",
            "«n / 3 sec * 1 dasy» unknown unit 'sec' [bad-formula] did you mean 's'?",
        ),
        (
            "a: 1 .. 2, b: 1 .. 2, c: 1 .. 2, d: 1 .. 2, e: 1 .. 2, f: 1 .. 2, g: 3",
            "a + b + c + d + e + f + g",
            "",
            "«given» 'given' has 6 ranges [bad-length] at most 5; give the others as plain values",
        ),
        ("n: 1 .. 5", "n - 3", "", "«n - 3» it gives -2 within the ranges [bad-formula] keep it above zero"),
        ("n: 1 .. 5", "1 / (n - 1)", "", f"«1 / (n - 1)» '1 / (n - 1)' has no finite result [bad-formula] {_HINT}"),
        (
            "n: 1 .. 5, m: 2",
            "2 * n",
            "",
            "«2 * n» 'm' is given but not used [bad-formula] use it, or say it in plain words",
        ),
        (
            "n: 1 .. 5, nn: 2",
            "2 * nn",
            "",
            "«2 * nn» 'n' is given but not used [bad-formula] use it, or say it in plain words",
        ),
    ],
)
def test_drill_that_does_not_compute_is_a_problem(given: str, formula: str, unit: str, found: str) -> None:
    assert brief(problems_in(drill(given, formula, unit))).partition(" ")[2] == found
