import pytest

from sdcards.clock import EPOCH
from sdcards.scheduling.forecast import AreaForecast, Forecast
from sdcards.terminal.forecast import forecast_lines
from sdcards.terminal.layout import Paper

TODAY = (EPOCH.replace(year=2026, month=11, day=22) - EPOCH).days
SAID = ["Interview in 23 days."]
TITLES = {"structure": "Structure of the interview", "prompts": "Design prompts"}
AREAS = (AreaForecast("structure", 66, 50.6, 62.0), AreaForecast("prompts", 126, 0.0, 118.7))


def forecast(days: int = 23, *, optimistic: bool = False) -> Forecast:
    return Forecast(AREAS, tuple(50.6 + 130.1 * day / max(days, 1) for day in range(days + 1)), optimistic)


def lines(of: Forecast, width: int = 60, encoding: str = "utf-8") -> list[str]:
    return [line.plain for line in forecast_lines(of, SAID, TITLES, TODAY, Paper(width, encoding))]


def test_numbers_stand_first_then_the_curve_then_the_areas() -> None:
    drawn = lines(forecast(), encoding="ascii")
    assert drawn[:2] == ["   Interview in 23 days.", ""]
    assert drawn[3:5] == ["   if you stop now             51   26 %", "   if you keep to the plan    181   94 %"]
    assert drawn[6].startswith("   Known each morning")
    assert drawn[7].startswith("    181 |")
    assert drawn[13].startswith("      0 +---")
    assert drawn[14].split() == ["22", "Nov", "29", "Nov", "6", "Dec", "13", "Dec"]
    assert drawn[-3].split()[-3:] == ["now", "plan", "of"]
    assert drawn[-2].startswith("   Structure of the inte ####")
    assert drawn[-2].endswith("     51     62     66")
    assert drawn[-1].startswith("   Design prompts        ====")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("days", [0, 1, 5, 23, 60, 366])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_too_long_or_beyond_the_encoding(width: int, days: int, encoding: str) -> None:
    drawn = lines(forecast(days, optimistic=True), width, encoding)
    assert max(map(len, drawn)) <= width
    assert "\n".join(drawn).encode(encoding)


def test_more_days_than_columns_keep_the_last_one() -> None:
    curve = lines(forecast(366), 60, "ascii")
    assert curve[7].startswith("    181 |")
    assert curve[7].endswith("|")


def test_area_without_a_title_has_its_own_name() -> None:
    (area,) = [AreaForecast("mine:notes", 4, 1.0, 2.0)]
    assert lines(Forecast((area,), (0.0, 0.0), optimistic=False))[-1].startswith("   mine:notes ")


def test_warning_stands_when_the_forecast_is_optimistic() -> None:
    assert "This is optimistic" in "\n".join(lines(forecast(optimistic=True)))
    assert "optimistic" not in "\n".join(lines(forecast()))


def test_deck_without_cards_is_drawn_without_areas() -> None:
    assert lines(Forecast((), (0.0, 0.0), optimistic=False))[3] == "   if you stop now              0    0 %"
