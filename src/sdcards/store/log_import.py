"""Reviews out of a CSV or JSON-lines file: nothing in it is believed before all of it was looked at."""

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import BinaryIO

from sdcards.clock import EPOCH, milliseconds
from sdcards.errors import SdcardsError, no_file
from sdcards.reading.span import quoted
from sdcards.scheduling.review import Review
from sdcards.store.log_export import COLUMNS
from sdcards.store.log_values import READERS, UnfitError
from sdcards.store.review_log import Identity, ReviewLog

LARGEST = 50_000_000
"""Bytes; half a million reviews or more, which take ten times the room while they are looked at."""
LONGEST_LINE = 1_000
MOST_FAULTS = 1_000
"""After so many the rest of the file is not looked at."""

FIRST_MOMENT = milliseconds(datetime(2010, 1, 1, tzinfo=UTC))
_FARTHEST_DAYS = 2
"""A zone up to 14 hours off and a rollover up to 23 hours after midnight move a study day this far from the UTC date."""

_OPTIONAL: Mapping[str, object] = {"took": 0, "origin": "import"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a line of the file that cannot be taken over."""

    line: int
    message: str


@dataclass(slots=True)
class LogFile:
    """What a file holds: its reviews by card and ``at``, each with its line, and all that is wrong in it."""

    reviews: dict[Identity, tuple[int, Review]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_log_file(path: str | os.PathLike[str], now: datetime) -> LogFile:
    """Read a file of reviews made before ``now``; SdcardsError if it cannot be read at all."""
    if not os.path.isfile(path):
        raise no_file(path)
    if os.path.getsize(path) > LARGEST:
        raise SdcardsError(f"'{path}' has more than {LARGEST // 1_000_000} MB; split it")
    found = LogFile()
    try:
        with open(path, "rb") as file:
            for fault in islice(_read(file, milliseconds(now + timedelta(days=1)), found), MOST_FAULTS):
                found.faults.append(fault)
    except OSError as error:
        raise SdcardsError(f"'{path}' cannot be read ({error.strerror}); check its rights") from error
    return found


def clashes(log: ReviewLog, found: LogFile) -> Iterator[Fault]:
    """Where the file says otherwise about a review than the log does."""
    for line, review in found.reviews.values():
        kept = log.find(review.card, review.at)
        if kept is not None and (kept.rating, kept.day) != (review.rating, review.day):
            yield Fault(
                line, f"the log has this review, of {quoted(review.card)} at {review.at}, with another rating or day"
            )


def _read(file: BinaryIO, latest: int, found: LogFile) -> Iterator[Fault]:
    """Fill in the reviews, and give the faults on the way."""
    row_of: Callable[[str], Mapping[str, object]] | None = None
    for number, line in _lines(file):
        try:
            if isinstance(line, UnfitError):
                raise line
            if row_of is None and not line.startswith("{"):
                row_of = _csv_row(line)
                continue
            row_of = row_of or _json_row
            yield from _keep(number, row_of(line), latest, found)
        except UnfitError as unfit:
            yield Fault(number, str(unfit))
            if row_of is None:
                return
    if row_of is None:
        yield Fault(1, f"no reviews; a file starts with the columns {', '.join(COLUMNS)}, or has a JSON object a line")


def _lines(file: BinaryIO) -> Iterator[tuple[int, str | UnfitError]]:
    """The lines that are not blank, by number; nothing follows one that is too long."""
    number = 0
    while data := file.readline(LONGEST_LINE):
        number += 1
        if len(data) == LONGEST_LINE:
            yield number, UnfitError(f"longer than {LONGEST_LINE:,} bytes; this is no review; the rest was not read")
            return
        try:
            line = data.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n")
        except UnicodeDecodeError:
            yield number, UnfitError("not UTF-8; save the file as UTF-8")
        else:
            if line.strip():
                yield number, line


def _csv_row(header: str) -> Callable[[str], Mapping[str, object]]:
    """How to read the lines under a header."""
    names = _cells(header)
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise UnfitError(f"column {quoted(repeated[0])} stands there twice; keep one")
    _check_names(names)

    def row(line: str) -> Mapping[str, object]:
        cells = _cells(line)
        if len(cells) != len(names):
            raise UnfitError(f"{len(cells)} values for {len(names)} columns")
        return dict(zip(names, cells, strict=True))

    return row


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise UnfitError(f"not a line of CSV ({error})") from None


def _json_row(line: str) -> Mapping[str, object]:
    try:
        row = json.loads(line, object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError):
        raise UnfitError("not a JSON object on one line") from None
    if not isinstance(row, dict):
        raise UnfitError("not a JSON object on one line")
    _check_names(list(row))
    return row


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) != len(pairs):
        raise UnfitError("a field stands there twice; keep one")
    return row


def _check_names(names: list[str]) -> None:
    unknown = [quoted(name) for name in names if name not in COLUMNS]
    missing = [quoted(name) for name in COLUMNS if name not in names and name not in _OPTIONAL]
    if unknown or missing:
        found = [f"unknown {', '.join(unknown)}"] * bool(unknown) + [f"missing {', '.join(missing)}"] * bool(missing)
        raise UnfitError(f"{'; '.join(found)}; the columns are {', '.join(COLUMNS)}")


def _keep(number: int, row: Mapping[str, object], latest: int, found: LogFile) -> Iterator[Fault]:
    """Take a row's review in, or tell all that is wrong with it."""
    values: dict[str, object] = {}
    for name, read in READERS.items():
        try:
            values[name] = read(row.get(name, _OPTIONAL.get(name)))
        except UnfitError as unfit:
            yield Fault(number, f"'{name}' is {quoted(str(row[name]))}; {unfit}")
    if len(values) < len(COLUMNS):
        return
    review = Review(**values)  # type: ignore[arg-type]  # each reader gives its field's type
    if not FIRST_MOMENT <= review.at <= latest:
        yield Fault(number, f"'at' is '{review.at}'; give UTC milliseconds since 1970, from 2010 to now")
    elif abs(review.day - review.at // 86_400_000) > _FARTHEST_DAYS:
        on = EPOCH + timedelta(milliseconds=review.at)
        yield Fault(number, f"'day' is '{row['day']}', but 'at' is on {on}; give the study day of that moment")
    else:
        line, same = found.reviews.setdefault((review.card, review.at), (number, review))
        if same != review:
            yield Fault(number, f"the same card and 'at' as in line {line}, with other content; keep one of them")
