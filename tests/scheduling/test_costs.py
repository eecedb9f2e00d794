from sdcards.scheduling.costs import ENOUGH, LONGEST, Costs, measured_costs


def test_guess_stands_while_showings_are_few() -> None:
    assert measured_costs({"passed": [3.0] * (ENOUGH - 1)}) == Costs()


def test_median_of_a_kind_replaces_the_guess_for_that_kind() -> None:
    seconds = [60.0] * (ENOUGH // 2) + [15.0] + [2.0] * (ENOUGH // 2)
    assert measured_costs({"new": seconds}) == Costs(new=15.0)


def test_one_long_absence_moves_nothing() -> None:
    assert measured_costs({"failed": [9.0] * ENOUGH + [5000.0]}).failed == 9.0


def test_absences_count_as_two_minutes_at_most() -> None:
    assert measured_costs({"repeat": [5000.0] * ENOUGH}).repeat == LONGEST


def test_cards_that_were_flicked_through_do_not_fill_a_day_with_hundreds() -> None:
    assert measured_costs({"new": [0.8] * ENOUGH, "passed": [0.5] * ENOUGH}) == Costs(new=10.0, passed=3.75)
