"""The entry point. A plain `sdcards due` or `sdcards review` starts without the command-line library."""

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code.

    0 done, 1 problems or an error a person can mend, 2 wrong usage, 3 our bug, 130 interrupted.
    """
    from sdcards.errors import SdcardsError, UsageError

    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except SdcardsError as error:
        sys.stderr.write(f"sdcards: {error}\n")
        code = 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read us has seen enough; keep the interpreter from complaining about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception:  # noqa: BLE001 - the last net: say whose fault it is and keep the traceback
        import traceback

        traceback.print_exc()
        sys.stderr.write("sdcards: this is a bug of ours; what you rated is safe. Please report the lines above.\n")
        code = 3
    sys.exit(code)


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
