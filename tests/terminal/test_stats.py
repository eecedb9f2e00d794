"""The statistics as lines of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.scheduling.readiness import Gain, Part
from sdcards.scheduling.statistics import Day, Statistics
from sdcards.terminal.layout import Paper
from sdcards.terminal.stats import statistics_lines
from tests.standing import DAYS, MOCKED, TODAY, statistics


def drawn(told: Statistics, columns: int = 60, encoding: str = "utf-8") -> str:
    return "\n".join(line.plain.rstrip() for line in statistics_lines(told, Paper(columns, encoding)))


def part_of(text: str, heading: str) -> str:
    """The section that begins with a heading."""
    return next(section for section in text.split("\n\n") if section.strip().startswith(heading))


def test_everything_there_is_to_tell() -> None:
    assert (
        f"{drawn(statistics())}\n"
        == """\
   70 reviews in 51 minutes since 13 October 2026
   4 days with reviews, the last 2 in a row
   20 of 50 cards seen, 3 mature, 2 suspended

   Known today                               31 %      seen
   Estimation           ━━━━━━━━━╸········   52 %     20/30
   Bottleneck to tool   ··················    0 %      0/20

   Estimates            ━━━━━━━━━╸········   52 %     20/30
   Throughout           ··················    0 %      0/20

   Retention                                    wanted 90 %
                       all      < 21 days       21+ days
   Oct 2026    90 %     10    90 %     10              -
   Nov 2026    84 %     31    83 %     24    86 %      7

   Due in the next 30 days                10 cards, 6 today
      6 │█
        │█
        │█ █
        │█ █                          ▆
      0 └──────────────────────────────
         22 Nov 29 Nov 6 Dec  13 Dec 20 Dec

   The last 26 weeks                             70 reviews
         Jun       Jul     Aug       Sep     Oct     Nov
   Mon · · · · · · · · · · · · · · · · · · · · · · · · · ·
   Tue · · · · · · · · · · · · · · · · · · · · ▓ █ · · · ·
   Wed · · · · · · · · · · · · · · · · · · · · · · · · · ·
   Thu · · · · · · · · · · · · · · · · · · · · · · · · · ·
   Fri · · · · · · · · · · · · · · · · · · · · · · · · · ▒
   Sat · · · · · · · · · · · · · · · · · · · · · · · · · █
   Sun · · · · · · · · · · · · · · · · · · · · · · · · · ·

   Minutes in the last 30 days     26, 13 on a day of study
     22 │                            █
        │                            █
        │                           ▅█
      0 └──────────────────────────────
         24 Oct 31 Oct 7 Nov  14 Nov 21 Nov

   Known by topic                                      seen
   Estimation
     Drills             ━━━━━━━━━╸········   52 %     20/30
   Bottleneck to tool
     Read-heavy         ··················    0 %      0/20

   Hardest cards                  lapses, stability in days
     7     2.3  disk-seek/value: How long does a seek take?
"""
    )


def test_readiness_for_an_interview_names_its_day_and_what_would_add_most() -> None:
    gains = (Gain("bottlenecks", "read-heavy", "Read-heavy", 0.0812),)
    text = drawn(statistics(gains=gains, interview=TODAY + 23))
    assert "   Known on Tuesday, 15 December 2026        31 %      seen\n" in text
    assert "One round of these would add most: Read-heavy (+8.1 %)." in text


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (
            60,
            [
                "                                    known      seen   mocks",
                "   Estimates            ━━━━━╸····   52 %     20/30    45 %",
                "   API                  ··········    0 %       0/0   100 %",
                "   Throughout           ··········    0 %      0/20       -",
            ],
        ),
        (
            40,
            [
                "                          known   mocks",
                " Estimates      ━━━━╸···   52 %    45 %",
                " API            ········    0 %   100 %",
                " Throughout     ········    0 %       -",
            ],
        ),
    ],
)
def test_score_in_mocks_stands_beside_what_is_known_of_a_phase(columns: int, lines: list[str]) -> None:
    text = drawn(statistics(phases=MOCKED), columns)
    assert [
        line for line in text.splitlines() if line.endswith(("mocks", "45 %", "100 %")) or "Throughout" in line
    ] == lines


def test_store_without_a_review_shows_the_deck_and_no_empty_chart() -> None:
    text = drawn(statistics(days=()))
    assert text.startswith("   No reviews yet: 'sdcards review' starts.\n")
    assert "Drills" in text
    for heading in ("Retention", "Due", "Minutes", "Hardest", "The last"):
        assert heading not in text


def test_first_day_has_no_retention_yet() -> None:
    text = drawn(statistics(days=(Day(TODAY, 5, 60_000),)))
    assert "No card has been asked on a second day yet." in text
    assert "1 day with reviews\n" in text
    assert "Minutes in the last 30 days                            1\n" in text


def test_long_pause_leaves_the_last_minutes_empty() -> None:
    assert "Minutes in the last 30 days                            0\n" in drawn(statistics(days=DAYS[:2]))


@pytest.mark.parametrize("heading", ["Known today", "Due in", "The last", "Retention"])
def test_terminal_without_such_characters_gets_ascii(heading: str) -> None:
    assert part_of(drawn(statistics(), encoding="ascii"), heading).isascii()


def test_narrow_terminal_gets_fewer_weeks_and_no_counts() -> None:
    text = drawn(statistics(), columns=40)
    assert part_of(text, "Retention").splitlines()[1:] == [
        "                all < 21 days  21+ days",
        " Oct 2026      90 %      90 %         -",
        " Nov 2026      84 %      83 %      86 %",
    ]
    assert len(part_of(text, "The last").splitlines()[-1].split()) == 1 + 17


def test_wide_terminal_gets_room_between_columns() -> None:
    text = drawn(statistics(), columns=120)
    assert "▅ █" in part_of(text, "Minutes")
    assert "██" in part_of(text, "The last")


HOSTILE = "\x1b[2J\u202eEvil \x07 title"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_title_that_would_steer_a_terminal_is_shown_as_text(encoding: str) -> None:
    topics = (Part("t", HOSTILE, 3, 0, 0.0),)
    text = drawn(statistics(areas=(Part("a", HOSTILE, 3, 0, 0.0, topics),)), 120, encoding)
    assert r"\x1b[2J" in text
    assert not {"\x1b", "\u202e", "\x07"} & set(text)


titles = st.text(min_size=1, max_size=40)


@given(titles, titles, st.integers(1, 140), st.sampled_from(["utf-8", "ascii", "cp437"]))
def test_no_line_is_wider_than_the_terminal(area: str, topic: str, columns: int, encoding: str) -> None:
    parts = (Part("a", area, 2_000, 1_999, 1_234.5, (Part("t", topic, 2_000, 1_999, 1_234.5),)),)
    for line in statistics_lines(statistics(areas=parts), Paper(columns, encoding)):
        assert line.cell_len <= max(columns, 40)
        line.plain.encode(encoding)


@given(st.integers(1, 140))
def test_no_phase_with_a_score_is_wider_than_the_terminal(columns: int) -> None:
    for line in statistics_lines(statistics(phases=MOCKED), Paper(columns)):
        assert line.cell_len <= max(columns, 40)
