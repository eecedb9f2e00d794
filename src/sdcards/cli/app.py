"""The command line as a whole: one line a command."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer

from sdcards import __version__
from sdcards.errors import UsageError

_COMMANDS = {
    "review": "review:command",
    "due": "due:command",
    "plan": "plan:command",
    "mock": "mock:command",
    "estimate": "estimate:command",
    "stats": "stats:command",
    "cards": "cards:command",
    "show": "show:command",
    "suspend": "hide:suspend",
    "unsuspend": "hide:unsuspend",
    "edit": "edit:command",
    "report": "report:command",
    "check": "check:command",
    "new": "new:command",
    "diff": "diff:command",
    "preview": "preview:command",
    "schema": "schema:command",
    "export": "export:command",
    "import": "import_:command",
    "anki": "anki:app",
    "config": "config:command",
    "backup": "backup:command",
    "restore": "restore:command",
    "merge": "merge:command",
    "log": "log:app",
    "fit": "fit:command",
    "doctor": "doctor:command",
}
"""Each command and where it is; only the one that is called gets imported."""


def run() -> int:
    """Run the command the process was called with and give its exit code; raises UsageError for wrong words."""
    called = sys.argv[1:2]
    app = _build_app(called if called and called[0] in _COMMANDS else list(_COMMANDS))
    try:
        result = app(standalone_mode=False)
    except _WRONG_USAGE as error:
        raise UsageError(_in_one_line(error)) from error
    except typer.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except SystemExit as ended:  # what the library makes of a pipe that nobody reads to its end
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        raise
    return result if isinstance(result, int) else 0


def _build_app(names: list[str]) -> typer.Typer:
    """The command line with these commands."""
    app = typer.Typer(
        name="sdcards",
        help="Learn to drive a system design interview: daily reviews in the terminal, the same deck in Anki.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Start with 'sdcards review'. Every command has examples: 'sdcards COMMAND --help'.",
    )
    app.callback(invoke_without_command=True)(_at_a_glance)
    for name in names:
        module, _, attribute = _COMMANDS[name].partition(":")
        command: Any = getattr(import_module(f"sdcards.cli.{module}"), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer gives it by position
    if wanted:
        typer.echo(f"sdcards {__version__}")
        raise typer.Exit


def _at_a_glance(
    context: typer.Context,
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Show the day at a glance, or run a command."""
    if context.invoked_subcommand is None:
        from sdcards.cli.day import day

        raise typer.Exit(day())


def _in_one_line(error: Exception) -> str:
    """What the library objects to, in our voice, and where to look."""
    describe: Callable[[], str] = getattr(error, "format_message", error.__str__)
    words = " ".join(describe().split()).rstrip(".")
    for theirs, ours in _REWORDED:
        words = re.sub(theirs, ours, words)
    sentences = [part[:1].lower() + part[1:] for part in words.split(". ")]
    advice = [] if re.search("did you mean|; (?:give|choose) ", sentences[-1]) else ["'--help' shows what is possible"]
    return "; ".join(sentences + advice)


_REWORDED = (
    (r"No such (command|option):? '?([^\s']+)'?", r"there is no \1 '\2'"),
    (r" \(Possible options: (.+)\)", r"; did you mean '\1'?"),
    (r", (?=-)", "', '"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"there is no place for '\1'"),
    (r"Invalid value for ('[^']+'): ", r"wrong value for \1; "),
    (r"Value error, ", ""),
    (r"; '.*' is not one of ", "; choose one of "),
    (r"Input should be greater than or equal to (\d+)", r"give \1 or more"),
    (r"Input should be less than or equal to (\d+)", r"give \1 or less"),
    (r"Input should be a valid integer.*", "give a whole number"),
    (r"Option ('.+') requires an argument", r"\1 needs a value"),
)
"""The library's objections and ours."""

_WRONG_USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""Every objection to words on the command line; typer exports only its most common child."""
