"""The entry point. A plain `sdcards due` or `sdcards review` starts without the command-line library."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def main() -> None:
    """Run the command line and leave with its exit code.

    0 done, 1 problems or an error a person can mend, 2 wrong usage, 3 our bug, 130 interrupted.
    """
    from sdcards.errors import SdcardsError, UsageError

    try:
        _ready_streams()
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except SdcardsError as error:
        _tell(f"sdcards: {error}")
        code = 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read us has seen enough.
        _discard(sys.stdout)
        code = 0
    except OSError as error:
        _discard(sys.stdout)
        reason = (error.strerror or "failed").lower()
        what = f"cannot use '{error.filename}' ({reason}); check its rights and its disk" if error.filename else ""
        _tell(f"sdcards: {what or f'cannot read or write ({reason})'}")
        code = 1
    except UnicodeEncodeError as error:
        _tell(f"sdcards: '{error.object[:80]}' is not UTF-8; give another name")
        code = 1
    except Exception as error:  # noqa: BLE001 - the last net: say whose fault it is and keep the traceback
        import traceback

        if "KeyboardInterrupt" in str(
            error
        ):  # where Rust was at work, it stands only in the words of an error of Rust's
            code = 130
        elif damage := _damage(error):
            _tell(f"sdcards: {damage}")
            code = 1
        else:
            _tell(traceback.format_exc().rstrip())
            _tell("sdcards: this is a bug of ours; what you rated is safe. Please report the lines above.")
            code = 3
    sys.exit(code)


def _tell(message: str) -> None:
    """Say it on standard error; what a file or a name brought into it cannot command the terminal."""
    from sdcards.reading.span import visible

    try:
        sys.stderr.write("".join(f"{visible(line)}\n" for line in message.split("\n")))
        sys.stderr.flush()
    except OSError:  # nobody can be told; the exit code still says it
        _discard(sys.stderr)


def _damage(error: Exception) -> str:
    """What to say of a file that cannot be read as SQLite's; nothing if that is not the trouble."""
    import sqlite3

    unreadable = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
    if not isinstance(error, sqlite3.Error) or getattr(error, "sqlite_errorcode", 0) & 0xFF not in unreadable:
        return ""
    from sdcards.places import cache_folder

    return (
        f"a file is damaged or cannot be read ({error}); 'sdcards doctor' checks your progress; "
        f"what is in '{cache_folder()}' can be deleted, it is made again"
    )


def _ready_streams() -> None:
    """Show what the encoding lacks by its number; fill the place of a stream that is closed, and refuse to do without output."""
    closed = [stream is None for stream in (sys.stdin, sys.stdout, sys.stderr)]
    for number in (number for number in range(3) if closed[number]):
        # The lowest free number is taken, so that no file of ours gets it and no message goes into a file.
        opened = os.fdopen(os.open(os.devnull, os.O_RDWR), "w" if number else "r", encoding="utf-8")
        setattr(sys, ("stdin", "stdout", "stderr")[number], opened)
    if closed[1]:
        raise OSError(None, "standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _discard(stream: TextIO) -> None:
    """Keep the interpreter from trying, and complaining, once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(words: list[str]) -> int:
    if words == ["due"]:
        from sdcards.cli.prompt import print_due

        return print_due()
    if words == ["review"]:
        from sdcards.cli.study import study

        return study()
    from sdcards.cli.app import run

    return run()


if __name__ == "__main__":
    main()
