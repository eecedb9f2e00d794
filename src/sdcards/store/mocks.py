"""Mock interviews: kept while they run, so that nothing typed is lost, and their scores."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sdcards.ids import CardId
from sdcards.practice.interview import Progress
from sdcards.practice.phases import PHASES
from sdcards.practice.scoring import Round, Score
from sdcards.store.transaction import rows, transaction
from sdcards.store.wanted import forget_reviewed, want

SCORING = "score"
"""Where an interview stands that is over but not scored."""


@dataclass(frozen=True, slots=True)
class Mock:
    """One mock interview. ``began`` (UTC epoch milliseconds) is its name; ``change`` is the number of the change drawn for it.

    ``ended`` is None while it can be gone on with; ``lines`` are the checklist's lines of each phase as they were scored.
    """

    began: int
    day: int
    prompt: str
    minutes: int
    only: str | None
    change: int
    progress: Progress
    ended: int | None = None
    scores: Mapping[str, Score] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)

    @property
    def is_scoring(self) -> bool:
        """Whether its time is over and only the score is open."""
        return self.progress.phase == SCORING

    @property
    def is_scored(self) -> bool:
        """Whether there is a score of it."""
        return bool(self.scores)

    def as_round(self) -> Round:
        """What counts for the choice of what to practise next."""
        return Round(self.day, self.prompt, self.scores)


_ORIGIN = "terminal"
_COLUMNS = "began, day, prompt, minutes, only, change, phase, ended, posed, asked, others, early"


def keep(con: sqlite3.Connection, mock: Mock) -> None:
    """Keep where an interview stands: its clock, its notes, what was asked. Scores are kept by ``keep_score``."""
    done = mock.progress
    values = (
        mock.began, mock.day, mock.prompt, mock.minutes, mock.only, mock.change, done.phase, mock.ended,
        int(done.changed), "\n".join(done.asked), done.others, done.early, _ORIGIN,
    )  # fmt: skip
    with transaction(con):
        con.execute(
            f"INSERT INTO mock ({_COLUMNS}, origin) VALUES ({', '.join('?' * len(values))}) ON CONFLICT (began) DO UPDATE SET"
            " phase = excluded.phase, ended = excluded.ended, posed = excluded.posed, asked = excluded.asked,"
            " others = excluded.others, early = excluded.early",
            values,
        )
        con.executemany(
            "INSERT INTO mock_phase (mock, phase, spent, notes) VALUES (?, ?, ?, ?) ON CONFLICT (mock, phase) DO UPDATE SET"
            " spent = excluded.spent, notes = excluded.notes",
            [
                (mock.began, phase, round(done.spent.get(phase, 0) * 1000), done.notes.get(phase, ""))
                for phase in dict.fromkeys([*done.spent, *done.notes])
            ],
        )


def keep_lines(con: sqlite3.Connection, began: int, phase: str, lines: Mapping[str, bool]) -> None:
    """Keep the ticks of a phase's checklist, and no others for that phase."""
    with transaction(con):
        con.execute("DELETE FROM mock_line WHERE mock = ? AND phase = ?", (began, phase))
        con.executemany(
            "INSERT INTO mock_line (mock, phase, line, said) VALUES (?, ?, ?, ?)",
            [(began, phase, line, int(said)) for line, said in lines.items()],
        )


def keep_score(con: sqlite3.Connection, began: int, phase: str, score: Score | None) -> None:
    """Keep the score of a phase, or take it back."""
    said, of = (score.said, score.of) if score else (None, None)
    with transaction(con):
        con.execute(
            "INSERT INTO mock_phase (mock, phase, spent, notes, said, of) VALUES (?, ?, 0, '', ?, ?)"
            " ON CONFLICT (mock, phase) DO UPDATE SET said = excluded.said, of = excluded.of",
            (began, phase, said, of),
        )


def finish(con: sqlite3.Connection, began: int, at_ms: int, missed: Iterable[CardId]) -> None:
    """End an interview for good, and ask back the cards of what was missed, both or nothing."""
    with transaction(con):
        con.execute("UPDATE mock SET ended = ? WHERE began = ?", (at_ms, began))
        forget_reviewed(con, at_ms)
        want(con, missed, at_ms)


def unfinished(con: sqlite3.Connection) -> Mock | None:
    """The interview that can be gone on with: the latest one that was not ended."""
    return next(_mocks(con, "WHERE ended IS NULL ORDER BY began DESC LIMIT 1"), None)


def every(con: sqlite3.Connection) -> list[Mock]:
    """Every interview there is, oldest first."""
    return list(_mocks(con, "ORDER BY began"))


def ended(con: sqlite3.Connection) -> list[Mock]:
    """Every interview that was ended, oldest first, scored or not."""
    return list(_mocks(con, "WHERE ended IS NOT NULL ORDER BY began"))


def scored_rounds(con: sqlite3.Connection) -> list[Round]:
    """What the interviews that were scored say about the phases, oldest first."""
    return [mock.as_round() for mock in ended(con) if mock.is_scored]


def free_moment(con: sqlite3.Connection, at_ms: int) -> int:
    """The first millisecond from a moment on that names no interview yet."""
    taken = {began for (began,) in rows(con, "SELECT began FROM mock WHERE began >= ?", (at_ms,))}
    while at_ms in taken:
        at_ms += 1
    return at_ms


def _mocks(con: sqlite3.Connection, where: str) -> Iterator[Mock]:
    for row in list(rows(con, f"SELECT {_COLUMNS} FROM mock {where}")):
        began, day, prompt, minutes, only, change, phase, end, posed, asked, others, early = row
        progress = Progress(phase, {}, {}, tuple(filter(None, asked.split("\n"))), others, bool(posed), early)
        yield _with_phases(con, Mock(began, day, prompt, minutes, only, change or 0, progress, end))


def _with_phases(con: sqlite3.Connection, mock: Mock) -> Mock:
    query = "SELECT phase, spent, notes, said, of FROM mock_phase WHERE mock = ?"
    found = {phase: rest for phase, *rest in rows(con, query, (mock.began,))}
    order = sorted(found, key=lambda phase: PHASES.index(phase) if phase in PHASES else len(PHASES))
    lines: dict[str, dict[str, bool]] = {}
    for phase, line, said in rows(con, "SELECT phase, line, said FROM mock_line WHERE mock = ?", (mock.began,)):
        lines.setdefault(phase, {})[line] = bool(said)
    progress = replace(
        mock.progress,
        spent={phase: found[phase][0] / 1000 for phase in order},
        notes={phase: found[phase][1] for phase in order},
    )
    scores = {phase: Score(*found[phase][2:]) for phase in order if found[phase][2] is not None}
    return replace(mock, progress=progress, scores=scores, lines=lines)
