"""The entry point. A plain `sdcards due` or `sdcards review` starts without the command-line library."""

import os
import sys


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
        sys.stderr.write(f"sdcards: {error}\n")
        code = 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read us has seen enough.
        _discard_output()
        code = 0
    except OSError as error:
        _discard_output()
        what = f"cannot use '{error.filename}'" if error.filename else "cannot read or write"
        sys.stderr.write(f"sdcards: {what}: {(error.strerror or 'failed').lower()}\n")
        code = 1
    except Exception:  # noqa: BLE001 - the last net: say whose fault it is and keep the traceback
        import traceback

        traceback.print_exc()
        sys.stderr.write("sdcards: this is a bug of ours; what you rated is safe. Please report the lines above.\n")
        code = 3
    sys.exit(code)


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


def _discard_output() -> None:
    """Keep the interpreter from trying, and complaining, once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
