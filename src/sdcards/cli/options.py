"""What several commands take, each said once."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
"""Print values in the place of text."""

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
"""Change nothing."""

OneArea = Annotated[
    str | None,
    typer.Option(metavar="AREA", help="Only this area, such as 'estimation' or 'Trade-offs'.", show_default=False),
]
"""An area of the deck."""

OneTopic = Annotated[
    str | None,
    typer.Option(
        metavar="TOPIC", help="Only this topic, such as 'latency-ladder' or 'URL shortener'.", show_default=False
    ),
]
"""A topic of the deck."""

OneTag = Annotated[str | None, typer.Option(metavar="TAG", help="Only cards with this tag.", show_default=False)]
"""A tag of its cards."""

DeckPaths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="The deck's folder, or topic files in it.", show_default=False),
]
"""A deck, or some of its topics."""
