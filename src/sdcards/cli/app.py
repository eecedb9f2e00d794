"""The command line as a whole: one line a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from sdcards import __version__
from sdcards.cli import (
    anki,
    backup,
    cards,
    check,
    config,
    day,
    doctor,
    due,
    edit,
    export,
    fit,
    hide,
    import_,
    log,
    merge,
    plan,
    report,
    restore,
    review,
    show,
    stats,
)
from sdcards.errors import UsageError

app = typer.Typer(
    name="sdcards",
    help="Learn to drive a system design interview: daily reviews in the terminal, the same deck in Anki.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with 'sdcards review'. Every command has examples: 'sdcards COMMAND --help'.",
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer gives it by position
    if wanted:
        typer.echo(f"sdcards {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def at_a_glance(
    context: typer.Context,
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Show the day at a glance, or run a command."""
    if context.invoked_subcommand is None:
        raise typer.Exit(day.day())


_COMMANDS: dict[str, Callable[..., None]] = {
    "review": review.command,
    "due": due.command,
    "plan": plan.command,
    "cards": cards.command,
    "show": show.command,
    "suspend": hide.suspend,
    "unsuspend": hide.unsuspend,
    "edit": edit.command,
    "report": report.command,
    "config": config.command,
    "check": check.command,
    "export": export.command,
    "import": import_.command,
    "stats": stats.command,
    "merge": merge.command,
    "backup": backup.command,
    "restore": restore.command,
    "fit": fit.command,
    "doctor": doctor.command,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(log.app, name="log")
app.add_typer(anki.app, name="anki")


def run() -> int:
    """Run the command the process was called with and give its exit code; raises UsageError for wrong words."""
    try:
        result = app(standalone_mode=False)
    except _WRONG_USAGE as error:
        raise UsageError(_in_one_line(error)) from error
    except typer.Abort as stopped:
        raise KeyboardInterrupt from stopped
    return result if isinstance(result, int) else 0


def _in_one_line(error: Exception) -> str:
    """What the library objects to, in our voice, and where to look."""
    describe: Callable[[], str] = getattr(error, "format_message", error.__str__)
    sentences = [part[:1].lower() + part[1:] for part in " ".join(describe().split()).rstrip(".").split(". ")]
    advice = [] if "did you mean" in sentences[-1] else ["'--help' shows what is possible"]
    return "; ".join(sentences + advice)


_WRONG_USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""Every objection to words on the command line; typer exports only its most common child."""
