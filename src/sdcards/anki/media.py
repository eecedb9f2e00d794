"""Files that go into Anki's media folder: so far, the pictures drawn from diagrams."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sdcards.anki.diagram import to_svg, words_in
from sdcards.anki.html import plain_to_html


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file for the media folder. Anki never replaces one it has, so its name follows from its bytes."""

    name: str
    content: bytes


def shown(diagram: str | None) -> tuple[str, tuple[MediaFile, ...]]:
    """The HTML that shows a diagram, and the files it needs; the same text gives the same bytes."""
    if diagram is None:
        return "", ()
    content = to_svg(diagram).encode()
    picture = MediaFile(f"sdcards-{sha256(content).hexdigest()[:20]}.svg", content)
    words = plain_to_html(f"Diagram: {words_in(diagram)}").replace('"', "&quot;")
    return f'<img class="diagram" alt="{words}" src="{picture.name}">', (picture,)
