"""What a person chose, kept in the store as text."""

import sqlite3
from dataclasses import asdict, dataclass, replace

from sdcards.clock import ROLLOVER_HOUR
from sdcards.errors import SdcardsError, UsageError, unknown
from sdcards.scheduling.scheduler import RETENTION_RANGE, Scheduler, default_parameters
from sdcards.store.candidates import NEW_A_DAY, REVIEWS_A_DAY
from sdcards.store.review_log import ReviewLog
from sdcards.store.transaction import rows, transaction

PARAMETERS, FORMER_PARAMETERS = "parameters", "former_parameters"
RANGES = {
    "retention": RETENTION_RANGE,
    "new": (0, 9999),
    "reviews": (0, 9999),
    "leech": (1, 99),
    "rollover": (0, 23),
    "maximum_interval": (1, 36_500),
    "buttons": (2, 4),
    "bell": (0, 1),
}
MOVES_DUE_DATES = ("retention", "maximum_interval")
"""A change of these moves due dates."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; SdcardsError if one is out of its range.

    ``new`` and ``reviews`` are cards a day, ``leech`` is a number of lapses, ``rollover`` the hour at which the study
    day turns, ``maximum_interval`` is in days, ``buttons`` 4, or 2 for Again and Good alone, ``bell`` 1 to ring in
    a mock interview.
    """

    retention: float = 0.90
    new: int = NEW_A_DAY
    reviews: int = REVIEWS_A_DAY
    leech: int = 8
    rollover: int = ROLLOVER_HOUR
    maximum_interval: int = 365
    buttons: int = 4
    bell: int = 0

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            _expect_possible(name, value, str(value))


def read_settings(con: sqlite3.Connection) -> Settings:
    """The settings as they stand, defaults where nothing was chosen."""
    settings = Settings()
    for name, text in rows(con, "SELECT key, value FROM setting"):
        if name in RANGES:
            settings = _changed(settings, name, text)
    return settings


def change_setting(con: sqlite3.Connection, name: str, text: str | None) -> Settings:
    """Set ``name`` to what ``text`` says, or back to its default if that is None, and give all settings.

    Due dates that depend on it move in the same transaction. Raises UsageError for an unknown name or an unfit value.
    """
    if name not in RANGES:
        raise unknown("setting", name, RANGES)
    with transaction(con):
        if text is not None:
            text = _fit(name, text)
        write_value(con, name, text)
        if name in MOVES_DUE_DATES:
            ReviewLog(con).refold(read_scheduler(con))
        return read_settings(con)


def change_parameters(con: sqlite3.Connection, parameters: tuple[float, ...] | None) -> Scheduler:
    """Schedule by other FSRS parameters, or by the library's if None; all due dates move in the same transaction."""
    with transaction(con):
        write_value(con, PARAMETERS, " ".join(map(str, parameters or default_parameters())))
        scheduler = read_scheduler(con)
        scheduler.check()
        ReviewLog(con).refold(scheduler)
    return scheduler


def keep_fit(con: sqlite3.Connection, parameters: tuple[float, ...]) -> None:
    """Schedule by fitted parameters, and remember those they replace."""
    with transaction(con):
        write_value(con, FORMER_PARAMETERS, " ".join(map(str, read_scheduler(con).parameters)))
        change_parameters(con, parameters)


def undo_fit(con: sqlite3.Connection) -> None:
    """Schedule by the parameters of before the last fit; SdcardsError if there was none."""
    with transaction(con):
        former = read_value(con, FORMER_PARAMETERS)
        if former is None:
            raise SdcardsError("there is no fit to undo; 'sdcards fit' makes one")
        change_parameters(con, _parameters(former))
        write_value(con, FORMER_PARAMETERS, None)


def read_scheduler(con: sqlite3.Connection) -> Scheduler:
    """The scheduler by the settings. The library's parameters are kept at first use, so its updates move no due date."""
    settings = read_settings(con)
    text = read_value(con, PARAMETERS) or _first_parameters(con)
    return Scheduler(_parameters(text), settings.retention, settings.maximum_interval)


def read_value(con: sqlite3.Connection, key: str) -> str | None:
    """The text kept under a key."""
    return next((str(value) for (value,) in rows(con, "SELECT value FROM setting WHERE key = ?", (key,))), None)


def write_value(con: sqlite3.Connection, key: str, text: str | None) -> None:
    """Keep a text under a key, or forget the key if it is None."""
    with transaction(con):
        if text is None:
            con.execute("DELETE FROM setting WHERE key = ?", (key,))
        else:
            con.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, text))


def _parameters(text: str) -> tuple[float, ...]:
    try:
        return tuple(map(float, text.split()))
    except ValueError:
        raise SdcardsError(f"the FSRS parameters in the store are '{text}'; restore a backup or reset them") from None


def _first_parameters(con: sqlite3.Connection) -> str:
    text = " ".join(map(str, default_parameters()))
    ((only_read,),) = rows(con, "PRAGMA query_only")
    if not only_read:
        write_value(con, PARAMETERS, text)
    return text


def _fit(name: str, text: str) -> str:
    """A value in the form in which it is kept; raises UsageError if the setting cannot be that."""
    try:
        return str(getattr(_changed(Settings(), name, text), name))
    except SdcardsError as error:
        raise UsageError(str(error)) from None


def _changed(settings: Settings, name: str, text: str) -> Settings:
    kind = type(getattr(settings, name))
    try:
        value = kind(text)
    except ValueError:
        raise SdcardsError(f"'{name}' is '{text}'; give a {'number' if kind is float else 'whole number'}") from None
    _expect_possible(name, value, text)
    return replace(settings, **{name: value})


def _expect_possible(name: str, value: float, said: str) -> None:
    low, high = RANGES[name]
    if not low <= value <= high:
        raise SdcardsError(f"'{name}' is '{said}'; choose from {low} to {high}")
    if name == "buttons" and value == 3:
        raise SdcardsError("'buttons' is '3'; choose 2 or 4")
