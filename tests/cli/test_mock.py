"""`sdcards mock` outside of a terminal: lists, history, export, and words that do not fit."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdcards.clock import milliseconds, study_day
from sdcards.practice.interview import Progress
from sdcards.practice.phases import PHASES
from sdcards.practice.scoring import Score
from sdcards.store.database import open_store
from sdcards.store.mocks import Mock, finish, keep, keep_lines, keep_score
from tests.cli.conftest import Run, in_store
from tests.decks import write_deck
from tests.practice.mocking import topic_with_mock

pytestmark = pytest.mark.usefixtures("prompts")

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC).astimezone()
NOTES = {"requirements": "users\n```\nfence", "api": "POST"}
MOCK = Mock(
    milliseconds(NOON), study_day(NOON), "url-shortener", 40, None, 1,
    Progress("score", dict.fromkeys(PHASES, 60.0) | {"api": 400.0}, NOTES, ("How long does a link live?",), 0, changed=True),
)  # fmt: skip

Hold = Callable[..., None]


@pytest.fixture
def hold(tmp_path: Path) -> Hold:
    """Puts an interview into the store: the shares of its phases in percent, None where it is not finished."""

    def put(share: int | None = 50, later: int = 0, mock: Mock = MOCK, **shares: int) -> None:
        mock = replace(mock, began=mock.began + later * 60_000)
        with closing(open_store(tmp_path / "data" / "progress.db", today=mock.day)) as con:
            keep(con, mock)
            if share is None:
                return
            for phase in (mock.only,) if mock.only else PHASES:
                keep_score(con, mock.began, phase, Score(shares.get(phase, share), 100))
                lines = {f"Said {word} of {phase}.": word == "some" for word in ("little", "some", "most")}
                keep_lines(con, mock.began, phase, lines)
            finish(con, mock.began, mock.began + 1, [])

    return put


def when(later: int = 0) -> str:
    return f"{datetime.fromtimestamp(MOCK.began / 1000 + later * 60, UTC).astimezone():%Y-%m-%d %H:%M}"


def test_list_names_the_prompts_in_order(run: Run) -> None:
    assert run("mock", "--list").out == "url-shortener  never    URL shortener\nweb-crawler    never    Web crawler\n"


def test_list_tells_when_and_how_well_and_what_waits(run: Run, hold: Hold) -> None:
    hold(40)
    hold(60, later=1)
    hold(0, later=2, mock=replace(MOCK, only="api"))
    hold(None, later=3, mock=replace(MOCK, prompt="web-crawler"))
    assert run("mock", "--list").out.splitlines() == [
        "url-shortener  2026-11-20  60 %  URL shortener",
        "web-crawler    never             Web crawler",
        "'web-crawler' is not finished: 'sdcards mock' goes on with it.",
    ]


def test_list_for_programs(run: Run, hold: Hold) -> None:
    hold(40)
    first, second = json.loads(run("mock", "--list", "--json").out)
    assert (first["prompt"], first["title"], first["area"], first["last"]["share"]) == (
        "url-shortener", "URL shortener", "prompts", 0.4,
    )  # fmt: skip
    assert second["last"] is None


def test_history_without_any_says_how_to_begin(run: Run) -> None:
    assert run("mock", "--history").out == "No mock interview is scored yet; 'sdcards mock' begins one.\n"
    assert json.loads(run("mock", "--history", "--json").out) == {"rounds": [], "weakest": None}


def test_history_has_the_trend_of_each_phase(run: Run, hold: Hold) -> None:
    hold(40)
    hold(60, later=1, api=30)
    out = run("mock", "--history").out.splitlines()
    assert out[:2] == [
        f"{when()}  40 %  12:40 of 40 min  url-shortener",
        f"{when(1)}  56 %  12:40 of 40 min  url-shortener",
    ]
    assert "Requirements             40 %   60 %   +20 against the mean before" in out
    assert "API                      40 %   30 %   -10 against the mean before" in out
    assert out[-1] == "Weakest: API. 'sdcards mock --phase api' practises it alone."


def test_history_of_one_round_has_no_trend_and_of_a_perfect_one_no_weakness(run: Run, hold: Hold) -> None:
    hold(100)
    out = run("mock", "--history").out
    assert "Each phase over one round:" in out
    assert "against" not in out
    assert "Weakest" not in out


def test_history_of_a_prompt(run: Run, hold: Hold) -> None:
    hold(40)
    hold(90, later=1, mock=replace(MOCK, prompt="web-crawler", only="api", minutes=5))
    out = run("mock", "web-crawler", "--history").out
    assert out.startswith(f"{when(1)}  90 %  12:40 of 5 min, API  web-crawler\n")
    assert "url-shortener" not in out


def test_history_for_programs(run: Run, hold: Hold) -> None:
    hold(40, api=10)
    found = json.loads(run("mock", "--history", "--json").out)
    assert found["weakest"] == "api"
    (only,) = found["rounds"]
    assert only["began"] == "2026-11-20T12:00:00+00:00"
    assert only["phases"]["api"] == {"said": 10, "of": 100, "share": 0.1, "seconds": 400}
    assert (only["early"], only["only"], only["minutes"]) == (None, None, 40)


def test_export_holds_notes_score_misses_with_cards_and_worked_estimates(run: Run, hold: Hold, tmp_path: Path) -> None:
    hold()
    file = tmp_path / "mock.md"
    assert run("mock", "--export", str(file)).out == f"Wrote {file}: url-shortener, {when()}.\n"
    text = file.read_text("utf-8")
    assert text.startswith(
        f"# Mock interview: URL shortener\n\n{when()}, 40 minutes. 50 % of the checklist.\n\n“Design"
    )
    assert "````\nusers\n```\nfence\n````" in text
    assert "- [x] Said some of requirements.\n" in text
    assert "- [ ] Said little of requirements. (`note-1/answer`)" in text
    assert "- asked: How long does a link live? **Five years.**" in text
    assert "- estimate: How many redirects a second, at the peak? **11,600 req/s**\n  - `100" in text
    assert "```diagram\nclient ──▶ cache ──▶ store\n```" in text
    assert "- then: “Links may change.”" in text
    assert "6:40  1:40 over" in text
    assert "## Data\n\nNo notes.\n" in text


def test_export_of_a_day_or_a_minute(run: Run, hold: Hold, tmp_path: Path) -> None:
    hold(10)
    hold(90, later=1)
    file = tmp_path / "mock.md"
    assert run("mock", "--export", str(file), "--of", when()).code == 0
    assert "10 % of the checklist" in file.read_text("utf-8")
    assert run("mock", "--export", str(file), "--of", when()[:10]).code == 0
    assert "90 % of the checklist" in file.read_text("utf-8")
    wrong = run("mock", "--export", str(file), "--of", "2020-01-01")
    assert (wrong.code, wrong.err) == (
        2, f"sdcards: there is no mock interview of '2020-01-01'; the last ones are {when()}, {when(1)}\n",
    )  # fmt: skip


def test_export_of_an_interview_that_is_not_finished(run: Run, hold: Hold, tmp_path: Path) -> None:
    hold(None)
    file = tmp_path / "mock.md"
    assert run("mock", "--export", str(file)).code == 0
    text = file.read_text("utf-8")
    assert "Not scored." in text
    assert "A strong answer" not in text


@pytest.mark.parametrize("broken", ["say: x", None])
def test_export_outlives_its_prompt(run: Run, hold: Hold, tmp_path: Path, prompts: Path, broken: str | None) -> None:
    hold()
    topic = prompts / "prompts" / "url-shortener.yaml"
    text = topic_with_mock(mock=f"mock: {{{broken}}}\n") if broken else topic_with_mock(mock="")
    topic.write_text(text, "utf-8")
    file = tmp_path / "mock.md"
    assert run("mock", "--export", str(file)).code == 0
    text = file.read_text("utf-8")
    assert "- [ ] Said little of requirements.\n" in text
    assert "50 % of the checklist" in text


def test_export_of_nothing_and_to_nowhere(run: Run, hold: Hold, tmp_path: Path) -> None:
    assert run("mock", "--export", "x.md").err == "sdcards: there is no mock interview yet; 'sdcards mock' begins one\n"
    hold()
    told = run("mock", "--export", str(tmp_path / "no" / "mock.md"))
    assert (told.code, f"there is no folder '{tmp_path / 'no'}'" in told.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--list", "--history"], "'--list' and '--history' do not go together; name one of them"),
        (["--of", "2026-01-01"], "'--of' belongs to '--export', '--json' to '--list' and '--history'"),
        (["--json"], "'--of' belongs to '--export', '--json' to '--list' and '--history'"),
        (["url-shortner", "--history"], "there is no prompt 'url-shortner'; did you mean 'url-shortener'?"),
    ],
)
def test_words_that_do_not_fit_are_one_line(run: Run, words: list[str], told: str) -> None:
    outcome = run("mock", *words)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"sdcards: {told}\n")


@pytest.mark.parametrize("words", [["--phase", "dessign"], ["--minutes", "0"]])
def test_values_that_do_not_fit_are_one_line(run: Run, words: list[str]) -> None:
    outcome = run("mock", *words)
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)


def test_pipe_gets_one_clear_line(run: Run) -> None:
    outcome = run("mock", typed="anything\n")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "sdcards: a mock interview needs a terminal, for its clock; '--list', '--history' and '--export' work without one\n"
    )


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were a terminal, for what is told before anything is drawn."""
    monkeypatch.setattr("sdcards.cli.mocking.is_full", lambda *_: True)


@pytest.mark.usefixtures("at_terminal")
def test_unknown_prompt_is_told_with_the_nearest_names(run: Run) -> None:
    assert (
        run("mock", "url-shortner").err == "sdcards: there is no prompt 'url-shortner'; did you mean 'url-shortener'?\n"
    )


@pytest.mark.usefixtures("at_terminal")
def test_broken_prompt_is_one_line_with_its_place(run: Run, prompts: Path) -> None:
    topic = prompts / "prompts" / "url-shortener.yaml"
    topic.write_text(topic_with_mock().replace("  data:\n", "  dat:\n", 1), "utf-8")
    outcome = run("mock", "url-shortener")
    assert (outcome.code, outcome.err) == (
        1, (f"sdcards: the prompt 'url-shortener' is broken: {topic}:25:3: unknown field 'dat'; "
        "'sdcards check' says what to do\n"),
    )  # fmt: skip


@pytest.mark.usefixtures("at_terminal")
def test_other_prompt_while_one_waits_is_told(run: Run, hold: Hold) -> None:
    hold(None)
    outcome = run("mock", "web-crawler")
    assert (outcome.code, outcome.err) == (
        1, ("sdcards: the mock interview 'url-shortener' of 40 minutes is not finished; 'sdcards mock' goes on with it, "
        "'--new' begins afresh\n"),
    )  # fmt: skip


@pytest.mark.usefixtures("at_terminal")
def test_other_length_while_one_waits_is_told(run: Run, hold: Hold) -> None:
    hold(None)
    outcome = run("mock", "--minutes", "25")
    assert (outcome.code, outcome.err) == (
        1, ("sdcards: the mock interview 'url-shortener' of 40 minutes is not finished; 'sdcards mock' goes on with it, "
        "'--new' begins afresh\n"),
    )  # fmt: skip


@pytest.mark.usefixtures("at_terminal")
def test_waiting_interview_whose_prompt_is_gone_is_told(run: Run, hold: Hold) -> None:
    hold(None, mock=replace(MOCK, prompt="vanished"))
    outcome = run("mock")
    assert (outcome.code, outcome.err) == (
        1, ("sdcards: the mock interview that waits is about 'vanished', which the deck no longer has; "
        "'--new' begins another\n"),
    )  # fmt: skip


@pytest.mark.usefixtures("at_terminal")
def test_deck_without_prompts_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_deck(tmp_path / "plain", {"prompts/plain": topic_with_mock(mock="")})
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))
    assert run("mock").err.startswith("sdcards: this deck has no prompts; a prompt is a topic with a 'mock' section")


def test_store_of_before_knows_no_mocks_and_listing_makes_none(run: Run, tmp_path: Path) -> None:
    run("mock", "--list")
    assert not (tmp_path / "data" / "progress.db").exists()


def test_scores_move_readiness(run: Run, hold: Hold, tmp_path: Path) -> None:
    hold(20)
    assert in_store(tmp_path, "SELECT count(*) FROM mock_phase WHERE said IS NOT NULL") == [(7,)]
    assert "20 %" in run().out
