"""The fixtures of the commands."""

from tests.cli.conftest import deck, run

__all__ = ["deck", "run"]
