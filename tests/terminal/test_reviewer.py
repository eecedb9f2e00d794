"""The review loop, key by key."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number
from sdcards.scheduling.rating import Rating
from sdcards.terminal.actions import Action
from sdcards.terminal.keys import Decoder, Key, Press
from sdcards.terminal.screen import Scroll
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import CardView, Sheet
from tests.terminal.fakes import (
    BACKSPACE,
    DRILL,
    ENTER,
    ESCAPE,
    GIVEN,
    LEAVE,
    NUMBER,
    OTHER,
    PLAIN,
    REDRAW,
    FakeScreen,
    Sitting,
    held_down,
    keys,
    lines,
    sit,
)

AGAIN, HARD, GOOD, EASY = Rating


def test_question_comes_without_its_answer() -> None:
    view = sit([]).last
    assert (view.question, view.answer, view.buttons) == ("Reads repeat. Which tool?", None, ())
    assert view.place == "Area › cache/tool"
    assert view.progress == "2 due    0:00"


@pytest.mark.parametrize("key", [" ", "\n"])
def test_space_and_enter_show_the_answer_with_its_details(key: str) -> None:
    view = sit(keys(key)).last
    assert (view.answer, view.details) == ("A cache", (("why", "Memory is fast."),))
    assert [(button.name, button.when) for button in view.buttons] == [
        ("Again", "now"),
        ("Hard", "1 d"),
        ("Good", "4 d"),
        ("Easy", "9 d"),
    ]
    assert [button.name for button in view.buttons if button.proposed] == ["Good"]


@pytest.mark.parametrize("key", [" ", "\n"])
def test_space_and_enter_then_rate_good(key: str) -> None:
    assert sit(keys(key * 2)).session.ratings == [GOOD]


@pytest.mark.parametrize(("key", "rating"), list(zip("1234", Rating, strict=True)))
def test_digits_rate(key: str, rating: Rating) -> None:
    assert sit(keys(f" {key}")).session.answers == [(PLAIN.id, rating, 0)]


@pytest.mark.parametrize("key", "1234")
def test_digits_rate_nothing_before_the_answer_is_shown(key: str) -> None:
    sitting = sit(keys(key * 3))
    assert sitting.session.ratings == []
    assert sitting.last.answer is None


def test_next_card_follows_a_rating() -> None:
    view = sit(keys(" 3")).last
    assert (view.question, view.answer) == (OTHER.front, None)


def test_two_buttons_are_again_and_good() -> None:
    view = sit(keys(" "), two_buttons=True).last
    assert [(button.key, button.name) for button in view.buttons] == [("1", "Again"), ("2", "Good")]


@pytest.mark.parametrize(("key", "ratings"), [("1", [AGAIN]), ("2", [GOOD]), ("3", [GOOD]), ("4", []), (" ", [GOOD])])
def test_two_buttons_have_their_keys(key: str, ratings: list[Rating]) -> None:
    assert sit(keys(f" {key}"), two_buttons=True).session.ratings == ratings


@pytest.mark.parametrize(
    ("presses", "ending"),
    [
        (keys("q"), Ending.LEFT),
        (keys("Q"), Ending.LEFT),
        ([ESCAPE], Ending.LEFT),
        ([LEAVE], Ending.LEFT),
        (keys(" q"), Ending.LEFT),
        ([*keys("?"), LEAVE], Ending.LEFT),
        (keys(" 3 3\n"), Ending.DONE),
        (keys(" 3 3q"), Ending.DONE),
        ([], Ending.LOST),
        (keys(" 3"), Ending.LOST),
    ],
)
def test_endings(presses: list[Press], ending: Ending) -> None:
    assert sit(presses).ending is ending


# Undo, suspend, bury


def test_undo_brings_the_card_back_unanswered() -> None:
    sitting = sit(keys(" 1u"))
    assert sitting.session.ratings == []
    assert (sitting.last.question, sitting.last.answer) == (PLAIN.front, None)
    assert sitting.last.notice == "taken back; here is the card again"


def test_undo_works_as_often_as_there_are_steps() -> None:
    sitting = sit(keys(" 1 2uu 4"))
    assert sitting.session.answers == [(PLAIN.id, EASY, 0)]


def test_undo_from_the_end_screen() -> None:
    sitting = sit(keys(" 1 2u 4q"))
    assert sitting.session.ratings == [AGAIN, EASY]
    assert sitting.ending is Ending.DONE


def test_undo_takes_back_the_last_thing_that_was_done_a_flag_too() -> None:
    flags: list[CardId] = []

    def flag(card: CardId) -> str:
        flags.remove(card) if card in flags else flags.append(card)
        return f"flags: {flags}"

    services = {Action.FLAG: flag}
    flagged = sit(keys(" 3fu"), services=services)
    assert (flagged.session.ratings, flags, flagged.last.notice) == ([GOOD], [], "flags: []")
    assert sit(keys("f 3u"), services=services).session.ratings == []
    assert flags == [PLAIN.id]
    flags.clear()
    assert sit(keys("f 3fuuuu"), services=services).screen.notices[-4:] == [
        "flags: ['cache/tool']", "taken back; here is the card again", "flags: []", "there is nothing to undo"
    ]  # fmt: skip


def test_undo_passes_over_a_card_that_left_the_deck() -> None:
    known = {card.id: card for card in (PLAIN, OTHER)}

    def edit(card: CardId) -> str:
        del known[card]
        return "gone"

    services = {Action.FLAG: lambda card: f"flag of {card}", Action.EDIT: edit}
    sitting = sit(keys("feu"), services=services, deck=known.get)
    assert (sitting.last.question, sitting.last.notice) == (OTHER.front, "there is nothing to undo")


def test_undo_without_anything_to_undo_says_so() -> None:
    assert sit(keys("u")).last.notice == "there is nothing to undo"


def test_end_screen_without_anything_to_undo_says_so() -> None:
    sitting = sit(keys("uxq"), [])
    assert [view.notice for view in sitting.screen.views] == ["", "there is nothing to undo", ""]


def test_suspend_and_bury_go_on_with_the_next_card_and_can_be_undone() -> None:
    sitting = sit(keys("sb"))
    assert sitting.session.told == ["suspend", "bury"]
    assert sitting.screen.notices == [
        "suspended 'cache/tool'; u takes it back",
        "buried 'queue/tool' until tomorrow; u takes it back",
    ]
    assert sit(keys("sbuu")).last.question == PLAIN.front


def test_end_screen_shows_the_closing_sheet() -> None:
    view = sit(keys(" 3 3q")).screen.views[-1]
    assert view == Sheet("Done", ("2 answers",), prompt="Enter leaves  u undo")


def test_end_screen_of_a_pipe_leaves_the_summary_to_the_caller() -> None:
    assert sit(keys(" 3 3q"), full=False).screen.views[-1] == Sheet(
        "The session is over.", prompt="Enter leaves  u undo"
    )


# Hints, overlays, services


def test_hint_is_shown_on_demand() -> None:
    sitting = sit(keys("h"))
    assert [view.hint for view in sitting.screen.cards] == ["", "Think of memory"]
    assert [view.keys for view in sitting.screen.cards] == ["h hint  u undo  ? keys", "u undo  ? keys"]


def test_card_without_a_hint_says_so() -> None:
    assert sit(keys("h"), [OTHER]).last.notice == "this card has no hint"


@pytest.mark.parametrize("key", "x3 uq\n")
def test_key_that_closes_an_overlay_does_nothing_else(key: str) -> None:
    sitting = sit(keys(f" ?{key}"))
    assert (sitting.ending, sitting.session.ratings, sitting.session.told) == (Ending.LOST, [], [])
    assert sitting.last.answer == "A cache"


def test_tall_overlay_is_read_to_its_end_with_space() -> None:
    sitting = sit(keys("?   "), pages=2)
    assert [type(view) for view in sitting.screen.views] == [CardView, Sheet, CardView]


def test_history_comes_from_the_caller() -> None:
    sitting = sit(keys("i"), history=lambda card: Sheet(f"History of {card}"))
    assert sitting.screen.views[-1] == Sheet("History of cache/tool", prompt="any key goes back")


@pytest.mark.parametrize(
    ("key", "notice"),
    [
        ("i", "the card's history is not available here"),
        ("f", "flagging is not available here"),
        ("e", "editing is not available here"),
        ("!", "reporting is not available here"),
    ],
)
def test_what_the_caller_does_not_offer_says_so(key: str, notice: str) -> None:
    assert sit(keys(key)).last.notice == notice


@pytest.mark.parametrize(
    ("key", "action", "paused"), [("f", Action.FLAG, 0), ("e", Action.EDIT, 1), ("!", Action.REPORT, 1)]
)
def test_services_answer_with_a_notice_and_get_the_terminal_if_they_need_it(
    key: str, action: Action, paused: int
) -> None:
    sitting = sit(keys(key), services={action: lambda card: f"did it to {card}"})
    assert sitting.last.notice == "did it to cache/tool"
    assert sitting.keyboard.paused_times == paused


def test_service_that_fails_is_a_notice() -> None:
    def edit(card: CardId) -> str:
        raise SdcardsError(f"no file holds '{card}'")

    assert sit(keys("e"), services={Action.EDIT: edit}).last.notice == "no file holds 'cache/tool'"


def sit_and_edit(presses: list[Press], before: Card, after: Card | None) -> Sitting:
    """Press keys while the key ``e`` turns one card into another, or deletes it."""
    now = {before.id: before, OTHER.id: OTHER}

    def edit(card: CardId) -> str:
        del now[card]
        now.update({card: after} if after else {})
        return ""

    return sit(presses, [before, OTHER], services={Action.EDIT: edit}, deck=now.get)


@pytest.mark.parametrize(("presses", "answer"), [("e", None), (" e", "Yes")])
def test_edited_card_is_shown_as_it_is_now(presses: str, answer: str | None) -> None:
    view = sit_and_edit(keys(presses), PLAIN, replace(PLAIN, front="Better?", back="Yes")).last
    assert (view.question, view.answer) == ("Better?", answer)


def test_edited_number_is_asked_again() -> None:
    view = sit_and_edit(keys("5us\ne"), NUMBER, replace(NUMBER, back="60 µs")).last
    assert (view.answer, view.entry) == (None, "")


def test_card_deleted_in_the_editor_is_left_out() -> None:
    view = sit_and_edit(keys("e"), PLAIN, None).last
    assert view.question == OTHER.front
    assert view.notice == "'cache/tool' is no longer in the deck and was left out"


def test_edit_without_a_change_keeps_the_answer_in_sight() -> None:
    assert sit(keys(" e"), services={Action.EDIT: lambda _: ""}).last.answer == "A cache"


def test_card_that_left_the_deck_is_dropped_with_a_notice() -> None:
    sitting = sit(keys(" 3q"), missing=[PLAIN.id])
    assert sitting.screen.notices == ["'cache/tool' is no longer in the deck and was left out"]
    assert sitting.session.answers == [(OTHER.id, GOOD, 0)]


def test_deck_that_lost_all_cards_ends_the_session() -> None:
    assert sit(keys("q"), missing=[PLAIN.id, OTHER.id]).ending is Ending.DONE


# Typed numbers


def test_typed_number_within_the_factor_is_right_and_proposes_good() -> None:
    sitting = sit(keys("50us\n"), [NUMBER])
    view = sitting.last
    assert (view.entry, view.answer) == ("50us", "50 µs")
    assert view.judgement is not None
    assert (view.judgement.right, view.judgement.text) == (True, "you said 50 µs, anything within 3× counts")
    assert [button.name for button in view.buttons if button.proposed] == ["Good"]
    assert sitting.session.ratings == []


def test_typed_number_outside_is_wrong_and_proposes_again() -> None:
    view = sit(keys("5 ms\n"), [NUMBER]).last
    assert view.judgement is not None
    assert (view.judgement.right, view.judgement.text) == (False, "you said 5 ms: 100× too much")
    assert [button.name for button in view.buttons if button.proposed] == ["Again"]


@pytest.mark.parametrize(("typed", "taken"), [("50us\n", GOOD), ("5ms\n", AGAIN)])
def test_enter_takes_the_proposed_rating_and_digits_overrule_it(typed: str, taken: Rating) -> None:
    assert sit(keys(typed + "\n"), [NUMBER]).session.ratings == [taken]
    assert sit(keys(typed + "4"), [NUMBER]).session.ratings == [EASY]


@pytest.mark.parametrize("key", [" ", "\n"])
def test_empty_line_just_shows_the_answer(key: str) -> None:
    view = sit(keys(key), [NUMBER]).last
    assert (view.answer, view.judgement, view.entry) == ("50 µs", None, None)
    assert [button.name for button in view.buttons if button.proposed] == ["Good"]


def test_digits_at_a_typed_card_are_typed() -> None:
    sitting = sit(keys("3"), [NUMBER])
    assert sitting.last.entry == "3"


def test_letters_are_commands_at_an_empty_line_only() -> None:
    assert sit(keys("s"), [NUMBER]).session.told == ["suspend"]
    assert sit(keys("5s"), [NUMBER]).last.entry == "5s"


def test_escape_empties_the_line_before_it_leaves() -> None:
    sitting = sit([*keys("5x"), ESCAPE], [NUMBER])
    assert (sitting.last.entry, sitting.ending) == ("", Ending.LOST)
    assert sit([*keys("5x"), ESCAPE, ESCAPE], [NUMBER]).ending is Ending.LEFT
    assert sit([*keys("5x"), LEAVE], [NUMBER]).ending is Ending.LEFT


def test_line_can_be_corrected() -> None:
    assert sit([*keys("50ms"), BACKSPACE, BACKSPACE, *keys("us")], [NUMBER]).last.entry == "50us"


@pytest.mark.parametrize("typed", ["5 potatoes", "-", "5 MB", "9" * 80, "0x"])
def test_what_cannot_be_read_is_asked_again_and_never_failed(typed: str) -> None:
    sitting = sit(keys(typed + "\n"), [NUMBER])
    assert (sitting.last.answer, sitting.last.entry) == (None, typed)
    assert "type" in sitting.last.notice


def test_second_enter_shows_the_answer_to_what_cannot_be_read() -> None:
    sitting = sit(keys("5 potatoes\n\n"), [NUMBER])
    assert (sitting.last.answer, sitting.last.entry, sitting.last.judgement) == ("50 µs", None, None)
    assert sitting.session.ratings == []
    assert sit(keys("5 potatoes\n!\n"), [NUMBER]).last.answer is None
    assert sit(lines("5 potatoes", ""), [NUMBER]).last.answer == "50 µs"


def test_enter_held_down_does_not_show_the_answer_to_what_cannot_be_read() -> None:
    assert sit([*keys("5 potatoes\n"), *held_down(ENTER)], [NUMBER], repeats=True).last.answer is None


def test_footer_says_what_works_at_a_typed_number() -> None:
    footers = [sit(keys(typed), [NUMBER]).last for typed in ("", "5x", "5x\n", "5x\n8", "5x\n\n")]
    assert [(view.prompt, view.keys) for view in footers[:-1]] == [
        ("type a number, or Space shows the answer", "u undo  ? keys"),
        ("Enter hands it in  Esc empties the line", ""),
        ("Enter again shows the answer  Esc empties the line", ""),
        ("Enter hands it in  Esc empties the line", ""),
    ]
    assert footers[-1].keys == "u undo  ? keys"


def test_paste_fills_the_line_with_its_first_line_and_submits_nothing() -> None:
    sitting = sit([Press(Key.PASTE, "50 us\n3\n3\n")], [NUMBER])
    assert (sitting.last.entry, sitting.last.answer) == ("50 us", None)
    assert sit([Press(Key.PASTE, "9" * 1000)], [NUMBER]).last.entry == "9" * 80


def test_paste_elsewhere_is_ignored() -> None:
    sitting = sit([Press(Key.PASTE, " 3 3 3q"), *keys(" "), Press(Key.PASTE, "3\n")])
    assert (sitting.session.ratings, sitting.last.answer, sitting.ending) == ([], "A cache", Ending.LOST)


def test_drill_draws_its_inputs_and_shows_its_working() -> None:
    view = sit(keys("4TB\n"), [DRILL]).last
    assert view.question == "One 1 kB line per request, 50 kreq/s: how much a day?"
    assert view.answer == "4.32 TB"
    steps = (("working", "`50 kreq/s × 1 kB = 50 MB/s`"), ("working", "`× 86,400 s = 4.32 TB`"))
    assert view.details == (*steps, ("so", "Sample it."))
    assert view.judgement is not None
    assert view.judgement.right


def test_drill_shows_its_result_without_an_answer() -> None:
    assert sit(keys("\n"), [DRILL]).last.answer == "4.32 TB"


def test_drill_draws_from_the_given_chance() -> None:
    ranges = (Given("rate", 1.0, 900.0, "kreq/s"), Given("line", 1.0, 9.0, "kB"))
    ranged = replace(DRILL, number=Number(1.5, "", "rate * line * 1 day", "TB", ranges))
    asked = [sit([], [ranged], rng=random.Random(seed)).last.question for seed in (1, 1, 2, 3, 4)]
    assert asked[0] == asked[1]
    assert len(set(asked)) > 2


BROKEN = replace(NUMBER, number=Number(3, "50 parsecs"), back="fifty")
BROKEN_DRILL = replace(DRILL, number=Number(1.5, "", "rate * nothing", "TB", GIVEN))


@pytest.mark.parametrize(
    ("card", "typed", "answer"), [(BROKEN, "5us\n", "fifty"), (BROKEN_DRILL, "\n", "?"), (BROKEN_DRILL, "5\n", "?")]
)
def test_card_whose_number_is_wrong_is_shown_and_can_be_left(card: Card, typed: str, answer: str) -> None:
    sitting = sit(keys(typed), [card])
    assert sitting.last.answer == answer
    assert sitting.last.notice.startswith("the number of this card cannot be worked out: ")
    assert sit(keys(typed + "s"), [card]).session.told == ["suspend"]


# Lines from a pipe


def test_line_is_one_key_and_an_empty_one_is_enter() -> None:
    assert sit(lines("", "4", "", "1")).session.ratings == [EASY, AGAIN]


def test_whole_line_is_a_typed_answer() -> None:
    assert sit(lines("50us", ""), [NUMBER]).session.ratings == [GOOD]
    assert sit(lines("7"), [NUMBER]).last.judgement is None
    assert sit(lines("7 us", "2"), [NUMBER]).session.ratings == [HARD]


def test_single_letter_line_at_a_typed_card_is_a_command() -> None:
    assert sit(lines("b"), [NUMBER]).session.told == ["bury"]


def test_longer_line_elsewhere_is_explained() -> None:
    sitting = sit(lines("", "good"))
    assert sitting.last.notice == "'good' is no key here; '?' lists them"
    assert sitting.session.ratings == []


# The screen, the clock, failures


def test_resize_redraws_and_rates_nothing() -> None:
    sitting = sit([REDRAW, *keys(" "), REDRAW, REDRAW])
    assert (sitting.screen.redrawn, sitting.session.ratings) == (3, [])
    assert len(sitting.screen.views) == 2


def test_space_reads_on_before_it_shows_or_rates() -> None:
    sitting = sit(keys("   "), pages=2)
    assert sitting.last.answer == "A cache"
    sitting = sit(keys("      "), pages=2)
    assert sitting.session.ratings == [GOOD]


def test_arrows_and_page_keys_scroll() -> None:
    scrolling = [Key.UP, Key.DOWN, Key.PAGE_UP, Key.PAGE_DOWN, Key.HOME, Key.END]
    sitting = sit([Press(key) for key in scrolling])
    assert dict(sitting.screen.scrolls) == dict.fromkeys(Scroll, 1)


@pytest.mark.parametrize(("seconds", "took"), [(0.0, 0), (6.5, 6500), (120.0, 120_000), (5000.0, 120_000), (-60.0, 0)])
def test_time_per_card_is_measured_and_capped(seconds: float, took: int) -> None:
    assert sit([seconds, *keys(" 3")]).session.answers == [(PLAIN.id, GOOD, took)]


def test_time_counts_from_the_card_that_is_shown() -> None:
    answers = sit([10.0, *keys(" 3"), 2.0, *keys(" 3"), ENTER]).session.answers
    assert [took for *_, took in answers] == [10_000, 2000]


def test_elapsed_time_is_shown() -> None:
    assert sit([372.0, *keys(" ")]).last.progress == "2 due    6:12"


def test_session_of_so_many_seconds_asks_nothing_after_them() -> None:
    sitting = sit([301.0, *keys(" 3"), ENTER], seconds=300)
    assert (sitting.ending, sitting.session.ratings) == (Ending.DONE, [GOOD])
    assert isinstance(sitting.screen.views[-1], Sheet)


def test_undo_is_possible_after_the_time_is_up() -> None:
    sitting = sit([301.0, *keys(" 3u 1"), ENTER], seconds=300)
    assert sitting.session.ratings == [AGAIN]
    assert sitting.ending is Ending.DONE


def test_warm_up_happens_once_and_after_the_first_card_is_drawn() -> None:
    screen = FakeScreen()
    drawn: list[int] = []
    sit(keys(" 3 3q"), screen=screen, warm_up=lambda: drawn.append(len(screen.views)))
    assert drawn == [1]


def test_rating_that_was_not_saved_is_not_claimed() -> None:
    with pytest.raises(SdcardsError, match=r"the answer to 'cache/tool' \(Easy\) was not saved: the disk is full"):
        sit(keys(" 4"), error=SdcardsError("the disk is full"))


STREAM = st.lists(
    st.one_of(
        st.binary(max_size=6),
        st.sampled_from([b" ", b"\r", b"1", b"3", b"u", b"\x1b[A", b"\x1b[200~", b"50us\r", b"?", b"\x1b"]),
    ),
    max_size=12,
)


@given(STREAM)
def test_no_bytes_crash_the_loop_or_rate_a_card_whose_answer_was_not_shown(stream: list[bytes]) -> None:
    decoder = Decoder()
    presses = [press for data in stream for press in (*decoder.feed(data), *decoder.flush())]
    sitting = sit(presses, [PLAIN, NUMBER, OTHER, DRILL])
    seen = [view.question for view in sitting.screen.cards if view.answer is not None]
    asked = {PLAIN.id: PLAIN.front, OTHER.id: OTHER.front, NUMBER.id: NUMBER.front}
    for card, *_ in sitting.session.answers:
        assert asked.get(card, "One 1 kB line per request, 50 kreq/s: how much a day?") in seen


@pytest.mark.parametrize("pause", [0.0, 0.033, 0.07])
def test_space_held_down_shows_one_answer_and_rates_nothing(pause: float) -> None:
    held = [press for _ in range(30) for press in (pause, Press(Key.TEXT, " "))]
    sitting = sit([1.0, *held], repeats=True)
    assert sitting.session.answers == []
    assert sitting.last.answer == "A cache"


def test_space_held_down_after_a_rating_does_not_show_the_next_answer() -> None:
    sitting = sit([*keys(" "), 0.5, *keys(" "), 0.03, *keys(" "), 0.03, *keys(" ")], repeats=True)
    assert sitting.session.ratings == [Rating.GOOD]
    assert sitting.last.answer is None


def test_space_held_down_does_not_leave_the_end_screen() -> None:
    sitting = sit([*keys(" "), 0.5, *keys(" "), 0.03, *keys(" ")], cards=(PLAIN,), repeats=True)
    assert sitting.ending is Ending.LOST


@pytest.mark.parametrize(("key", "told"), [("s", ["suspend"]), ("b", ["bury"])])
def test_hiding_key_held_down_hides_one_card(key: str, told: list[str]) -> None:
    held = held_down(*keys(key))
    assert sit(held, repeats=True).session.told == told


def test_undo_held_down_takes_one_answer_back() -> None:
    held = held_down(*keys("u"))
    assert sit([*keys(" 3 4"), *held], repeats=True).session.ratings == [Rating.GOOD]
    assert sit([*keys(" 3 4u"), 0.2, *keys("u")], repeats=True).session.ratings == []


def test_digit_held_down_is_typed_on() -> None:
    assert sit([*keys("1"), 0.03, *keys("0"), 0.03, *keys("0")], (NUMBER,), repeats=True).last.entry == "100"


def test_space_pressed_twice_at_a_persons_pace_rates() -> None:
    assert sit([*keys(" "), 0.12, *keys(" ")], repeats=True).session.ratings == [Rating.GOOD]


def test_digit_rates_at_once() -> None:
    assert sit(keys(" 1"), repeats=True).session.ratings == [Rating.AGAIN]


def test_what_was_typed_ahead_is_forgotten_with_every_new_card() -> None:
    assert sit(keys(" 3b")).keyboard.forgot == 2


def test_key_sheet_lists_only_what_is_there() -> None:
    bare = sit(keys("?"))
    served = sit(keys("?"), services={Action.FLAG: lambda _: ""}, history=lambda _: Sheet(""))
    shown, more = (
        {key for view in sitting.screen.views if isinstance(view, Sheet) for key, _ in view.rows}
        for sitting in (bare, served)
    )
    assert more - shown == {"f", "i"}
