"""Text that comes in: topics, typed numbers, formulas, settings, logs; and text that goes out: to the terminal."""

from __future__ import annotations

import contextlib
import io
import json
import math
import random
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sdcards.errors import SdcardsError
from sdcards.notes.answers import UnreadableNumber, read_answer
from sdcards.notes.formula import FormulaError, evaluate
from sdcards.notes.quantity import QuantityError, quantity, shown
from sdcards.store.database import empty_store
from sdcards.store.interviews import interviews, minutes_a_day, next_interview
from sdcards.store.log_import import clashes, read_log_file
from sdcards.store.own_decks import own_decks
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import RANGES, change_setting, read_scheduler, read_settings, undo_fit
from sdcards.terminal.actions import LONGEST_ENTRY
from sdcards.terminal.keys import Decoder, Key
from sdcards.terminal.layout import Paper
from sdcards.terminal.notepad import LONGEST, Notepad
from sdcards.terminal.screen import FullScreen, PlainScreen
from sdcards.terminal.view import Button, CardView, Judgement, Sheet
from tests.fuzzing import TOPICS, spoilt, survives
from tests.hostile.target import Target, commands_in, mixed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_KINDS = ("s", "B", "B/s", "1/s", "m", "", "USD", "%", "req/s", "GiB", "day")
_NUMBERS = (
    "1", "12", "0.5", ".5", "1,000", "1.5e3", "2^30", "2**-3", "9^9^9", "k", "m", "M", "billion", " ", "us", "ms",
    "GB", "kB/s", "/s",
    "per", "a", "%", "$", "\u2248", "~", "/", "*", "x", "\u00d7", "+", "-", "(", ")", "req/s", "user", "min",
    "day", "\u00b5s", "\u2079",
    "sqrt", "ln", "log2", "exp", "ceil", "min(", ",", "1e308", "1e-308", "lakh", "dozen", "Gbps", "1/2",
)  # fmt: skip
_REVIEW = {
    "at": 1_700_000_000_000,
    "card": "a-card/value",
    "rating": 3,
    "day": "2023-11-14",
    "took": 900,
    "origin": "here",
}
_KEYS = (
    "a", "3", " ", "q", "\r", "\x7f", "\x1b", "\x1b[A", "\x1bOB", "\x1b[5~", "\x1b[[A", "\x1b[200~", "\x1b[201~", "\x1b]",
    "\x1b\\",     "\x1b[?1;2c", "\x15", "\x17", "\x0c", "\x09", "\xe9", "\x1b[" + "1;" * 50, "text " * 30, "\n" * 20,
)  # fmt: skip
_MARKDOWN = (
    "word ", "**", "*", "`", "# ", "- ", "1. ", "> ", "\n", "\n\n", "| a | b |\n|---|---|\n| c | d |\n", "$2^{30}$", "$$\n",
    "[text](address)", "```\ncode\n```\n", "---\n", "{{c1::hole}}",
    "50 \u00b5s", "99.9\u202f%", "\u5b57" * 30, "x" * 120, "\\", "&amp;",
)  # fmt: skip
_OURS = re.compile(r"\x1b\[(?:[0-9;]*[mHJK]|\?25[hl]|\d+;\d+H)|\r\n")
"""What the screen itself sends."""


def _topic(chance: random.Random) -> bytes:
    text = spoilt(chance.choice(TOPICS), chance, chance.randrange(1, 12))
    return text.encode("utf-8", "surrogatepass")


def _survive_topic(data: bytes, _: Path) -> None:
    for problem in survives(data):
        assert not commands_in(str(problem))


def _survive_answer(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    for kind in _KINDS:
        try:
            answer = read_answer(text, quantity(2.0, kind))
        except UnreadableNumber as error:
            said = str(error)
        else:
            said = shown(answer)
            assert math.isfinite(answer.magnitude)
        assert not commands_in(said)


def _survive_formula(data: bytes, _: Path) -> None:
    names = {"rate": quantity(5.0, "kreq/s"), "line": quantity(1.0, "kB")}
    with contextlib.suppress(FormulaError):
        assert math.isfinite(evaluate(data.decode("utf-8", "replace"), names).magnitude)
    with contextlib.suppress(QuantityError):
        quantity(1.0, data.decode("utf-8", "replace"))


def _log(chance: random.Random) -> bytes:
    rows = [dict(_REVIEW) for _ in range(chance.randrange(1, 5))]
    for row in rows:
        for name in chance.sample(list(row), chance.randrange(3)):
            row[name] = chance.choice(
                (mixed(chance, ("1", "a-b/c", "2026-11-22")), -1, 10**30, 1.5, None, True, [], {"a": 1})
            )
    if chance.random() < 0.5:
        text = "\n".join(json.dumps(row) for row in rows)
    else:
        text = "\n".join([",".join(_REVIEW), *(",".join(str(value) for value in row.values()) for row in rows)])
    if chance.random() < 0.3:
        text = spoilt(text, chance, 3)
    return text.encode("utf-8", "surrogatepass")


def _survive_log(data: bytes, folder: Path) -> None:
    file = folder / "log"
    file.write_bytes(data)
    with closing(empty_store()) as con:
        found = read_log_file(file, NOW)
        log = ReviewLog(con)
        faults = [*found.faults, *clashes(log, found)]
        if not faults:
            log.merge([review for _, review in found.reviews.values()], read_scheduler(con))
    assert all(fault.line >= 1 and not commands_in(fault.message) for fault in faults)


def _setting(chance: random.Random) -> bytes:
    names = (*RANGES, "cards", "interviews", "minutes", "parameters", "former_parameters", "other")
    values = (
        "1",
        "0.9",
        "30",
        "2026-12-01",
        "2026-12-01 2027-01-01",
        "name\t/folder",
        "0.2 " * 21,
        "nan " * 21,
        "1e308 " * 21,
        "-1 " * 21,
    )
    return f"{chance.choice(names)}\n{mixed(chance, values, 3)}".encode("utf-8", "surrogatepass")


def _survive_setting(data: bytes, _folder: Path) -> None:
    name, _, value = data.decode("utf-8", "replace").partition("\n")
    with closing(empty_store()) as con:
        with contextlib.suppress(SdcardsError):
            change_setting(con, name, value)
        con.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
        looks: tuple[Callable[[], object], ...] = (
            lambda: read_settings(con), lambda: read_scheduler(con), lambda: read_scheduler(con).check(), lambda: own_decks(con),
            lambda: interviews(con), lambda: minutes_a_day(con), lambda: next_interview(con, 20_000), lambda: undo_fit(con),
        )  # fmt: skip
        for look in looks:
            with contextlib.suppress(SdcardsError):
                look()


def _keys(chance: random.Random) -> bytes:
    text = mixed(chance, _KEYS, 40)
    data = text.encode("utf-8", "replace")
    return data if chance.random() < 0.7 else data + chance.randbytes(chance.randrange(200))


def _survive_keys(data: bytes, _: Path) -> None:
    chance, decoder, page = random.Random(len(data)), Decoder(), Notepad()
    for piece in _pieces(data, chance):
        for press in (*decoder.feed(piece), *(decoder.flush() if chance.random() < 0.1 else ())):
            assert press.key is not Key.TEXT or not commands_in(press.text)
            page = page.after(press, 40) or page
    decoder.flush()
    assert decoder.patience is None
    assert len(page.text) <= LONGEST
    assert not commands_in(page.text)
    row, cell = page.cursor(40)
    assert 0 <= row < len(page.rows(40))
    assert 0 <= cell < 40
    assert not commands_in(Notepad.of(data.decode("utf-8", "replace")).text)


def _pieces(data: bytes, chance: random.Random) -> Iterator[bytes]:
    while data:
        size = chance.choice((1, 2, 7, 40, 4096))
        yield data[:size]
        data = data[size:]


def _markdown(chance: random.Random) -> bytes:
    return mixed(chance, _MARKDOWN, 40).encode("utf-8", "surrogatepass")


class _Out(io.StringIO):
    """A terminal's output, in an encoding of its own."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def _survive_markdown(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "surrogatepass")[:2000]  # as long as a field of a note may be
    card = CardView(
        text, text, text, hint=text, entry=text[:LONGEST_ENTRY], answer=text, judgement=Judgement(right=True, text=text),
        details=((text, text),), buttons=(Button("1", "Again", "now"),), notice=text, prompt=text, keys=text,
    )  # fmt: skip
    for encoding in ("utf-8", "ascii"):
        for view in (card, Sheet(text, (text,), ((text, text),), text, text)):
            for columns in (20, 60):
                full, plain = _Out(encoding), _Out(encoding)
                FullScreen(full, lambda wide=columns: (wide, 24)).show(view)  # type: ignore[misc]
                PlainScreen(plain, Paper(columns).columns).show(view)
                sent = _OURS.sub("", full.getvalue()) + plain.getvalue()
                assert not commands_in(sent), commands_in(sent)
                sent.encode(encoding)


TARGETS = (
    Target("topics", _topic, _survive_topic),
    Target("typed numbers", lambda chance: mixed(chance, _NUMBERS).encode("utf-8", "replace"), _survive_answer),
    Target(
        "formulas",
        lambda chance: mixed(chance, (*_NUMBERS, "rate", "line"), 20).encode("utf-8", "replace"),
        _survive_formula,
    ),
    Target("logs", _log, _survive_log),
    Target("settings", _setting, _survive_setting),
    Target("keys", _keys, _survive_keys),
    Target("screens", _markdown, _survive_markdown),
)
