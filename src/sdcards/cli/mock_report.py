"""What is told of mock interviews outside of them: the prompts, the history with its trend, one interview as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.anki.files import replace_file
from sdcards.cli.console import print_json, print_lines, print_table
from sdcards.cli.opening import Study, open_study
from sdcards.clock import date_of, local_time
from sdcards.collection.prompts import PlacedPrompt, cards_of, find_prompt, list_prompts, read_prompt
from sdcards.errors import SdcardsError, UsageError
from sdcards.places import cards_folder
from sdcards.practice.interview import budgets
from sdcards.practice.scoring import lines_of, total, weakest_phase
from sdcards.store.mocks import Mock, ended, every, unfinished
from sdcards.store.own_decks import own_decks
from sdcards.terminal.mock_words import TITLES, model_rows, percent, result_lines, trend_lines
from sdcards.terminal.words import elapsed_words, plural

if TYPE_CHECKING:
    from sdcards.practice.prompt import Prompt


def show_list(*, as_json: bool) -> None:
    """The prompts of the deck, each with the day and the score of its last interview."""
    with open_study() as study:
        prompts = _prompts(study)
        last = {each.prompt: each for each in ended(study.log.con) if each.is_scored and each.only is None}
        waiting = unfinished(study.log.con)
    if as_json:
        print_json([_listed(prompt, last.get(prompt.name)) for prompt in prompts])
        return
    print_table([[prompt.name, *_last(last.get(prompt.name)), prompt.title] for prompt in prompts])
    if waiting is not None:
        print_lines([f"'{waiting.prompt}' is not finished: 'sdcards mock' goes on with it."])


def show_history(prompt: str | None, *, as_json: bool) -> None:
    """Past interviews, of one prompt if it is named, and how each phase went over the last ones."""
    with open_study() as study:
        if prompt is not None:
            prompt = find_prompt(_prompts(study), prompt).name
        done = [each for each in ended(study.log.con) if each.is_scored and prompt in (None, each.prompt)]
    rounds = [each.as_round() for each in done]
    weakest = weakest_phase(rounds)
    if as_json:
        print_json({"rounds": [_as_json(each) for each in done], "weakest": weakest and weakest[0]})
    elif not done:
        print_lines(["No mock interview is scored yet; 'sdcards mock' begins one."])
    else:
        print_table([[_when(each), percent(total(each.scores.values())), _kind(each), each.prompt] for each in done])
        print_lines(["", f"Each phase over {_rounds(min(len(done), _SHOWN))}:", *trend_lines(rounds, _SHOWN)])
        if weakest is not None:
            print_lines(["", f"Weakest: {TITLES[weakest[0]]}. 'sdcards mock --phase {weakest[0]}' practises it alone."])


_SHOWN = 6


def _rounds(count: int) -> str:
    return f"the last {count} rounds" if count > 1 else "one round"


def export_mock(file: Path, of: str | None) -> None:
    """Write one interview as Markdown: the latest, or that of a day or minute."""
    with open_study() as study:
        done = _wanted(every(study.log.con), of)
        placed = next((each for each in _prompts(study) if each.name == done.prompt), None)
        prompt = _readable(placed)
        text = "\n".join(_markdown(study, done, placed, prompt)) + "\n"
    replace_file(file, text.encode(), private=True)
    print_lines([f"Wrote {file}: {done.prompt}, {_when(done)}."])


def _prompts(study: Study) -> list[PlacedPrompt]:
    return list_prompts(study.deck, cards_folder(), own_decks(study.log.con))


def _readable(placed: PlacedPrompt | None) -> Prompt | None:
    """The prompt as the deck has it now; None where it is gone or broken, and the notes are exported all the same."""
    try:
        return read_prompt(placed) if placed is not None else None
    except SdcardsError:
        return None


def _wanted(mocks: list[Mock], of: str | None) -> Mock:
    found = [each for each in mocks if of is None or _when(each).startswith(of)]
    if not mocks:
        raise SdcardsError("there is no mock interview yet; 'sdcards mock' begins one")
    if not found:
        known = ", ".join(_when(each) for each in mocks[-3:])
        raise UsageError(f"there is no mock interview of '{of}'; the last ones are {known}")
    return found[-1]


def _markdown(study: Study, done: Mock, placed: PlacedPrompt | None, prompt: Prompt | None) -> Iterable[str]:
    title = placed.title if placed else done.prompt
    yield from (
        f"# Mock interview: {title}",
        "",
        f"{_when(done)}, {plural(done.minutes, 'minute')}. {_state(done)}",
        "",
    )
    if prompt is not None:
        yield from (prompt.say, "")
    if done.scores:
        times = budgets(done.minutes, done.only)
        yield from ("```", *result_lines(done.scores, done.progress.spent, times, done.progress.early), "```", "")
    for phase in budgets(done.minutes, done.only):
        yield from (f"## {TITLES[phase]}", "")
        yield from _section(study, done, placed, prompt, phase)


def _section(study: Study, done: Mock, placed: PlacedPrompt | None, prompt: Prompt | None, phase: str) -> Iterable[str]:
    """A phase's notes, what was said and missed, and a strong answer once it is scored."""
    notes = done.progress.notes.get(phase, "").strip("\n")
    yield from (_quoted(notes) if notes.strip() else "No notes.", "")
    change = done.change if done.progress.changed else None
    known = {line.line: line for line in lines_of(prompt, phase, change)} if prompt is not None else {}
    for text, said in sorted(
        done.lines.get(phase, {}).items(), key=lambda item: list(known).index(item[0]) if item[0] in known else 99
    ):
        line = known.get(text)
        cards = cards_of(study.deck, placed, line.notes) if line and placed and not said else []
        missed = f" ({', '.join(f'`{card}`' for card in cards)})" if cards else ""
        yield f"- [{'x' if said else ' '}] {text}{missed}"
    if prompt is not None and phase in done.scores:
        yield from ("", "A strong answer:", "", *_model(model_rows(prompt, phase, change, done.progress.asked)))
    yield ""


def _quoted(notes: str) -> str:
    """Notes as a block of Markdown that stays as it was typed, whatever is in it."""
    fence = "```"
    while fence in notes:
        fence += "`"
    return f"{fence}\n{notes}\n{fence}"


def _model(rows: Iterable[tuple[str, str]]) -> Iterable[str]:
    for label, text in rows:
        if label == "diagram":
            yield from (text, "")
        elif label:
            yield f"- {label}: {text}"
        else:
            yield f"  - {text}"


def _state(done: Mock) -> str:
    return f"{percent(total(done.scores.values()))} of the checklist." if done.scores else "Not scored."


def _when(done: Mock) -> str:
    return f"{local_time(done.began):%Y-%m-%d %H:%M}"


def _kind(done: Mock) -> str:
    spent = elapsed_words(sum(done.progress.spent.values()))
    return f"{spent} of {done.minutes} min" + (f", {TITLES[done.only]}" if done.only else "")


def _last(done: Mock | None) -> tuple[str, str]:
    return ("never", "") if done is None else (date_of(done.day).isoformat(), percent(total(done.scores.values())))


def _listed(prompt: PlacedPrompt, done: Mock | None) -> dict[str, object]:
    last = _as_json(done) if done is not None else None
    return {"prompt": prompt.name, "title": prompt.title, "area": prompt.area, "last": last}


def _as_json(done: Mock) -> dict[str, object]:
    whole = total(done.scores.values())
    return {
        "began": datetime.fromtimestamp(done.began / 1000, UTC).isoformat(timespec="seconds"),
        "day": date_of(done.day).isoformat(),
        "prompt": done.prompt,
        "minutes": done.minutes,
        "only": done.only,
        "share": round(whole.share, 3),
        "early": done.progress.early or None,
        "phases": {
            phase: {
                "said": each.said,
                "of": each.of,
                "share": round(each.share, 3),
                "seconds": round(done.progress.spent.get(phase, 0)),
            }
            for phase, each in done.scores.items()
        },
    }
