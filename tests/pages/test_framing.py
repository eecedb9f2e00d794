"""The cards' style sheet on a page of many cards. tests/pages/real has the browser's view of it."""

import re

from sdcards.anki.notetypes import style
from sdcards.pages.framing import framed_face, framed_sheet


def test_sheet_holds_in_frames_only() -> None:
    assert framed_sheet("a {}\n") == "@scope (.frame) {\na {}\n}\n"


def test_frame_is_the_window_of_a_card() -> None:
    sheet = "@media (max-width: 30rem) {\n.sheet { padding: 5vw; }\n}\n"
    assert (
        framed_sheet(sheet) == "@scope (.frame) {\n@container (max-width: 30rem) {\n.sheet { padding: 5cqw; }\n}\n}\n"
    )


def test_night_falls_on_the_page() -> None:
    assert ":root.night :scope .card {" in framed_sheet(".card.nightMode {}\n")
    assert ":root.night :scope img {" in framed_sheet(".nightMode img {}\n")


def test_nothing_in_the_released_sheet_looks_past_the_frame() -> None:
    framed = framed_sheet(style())
    assert not re.search(r"@media|\d(vw|vh|vmin|vmax|dvh)\b|#answer|nightMode|position:", framed)


def test_no_name_stands_twice() -> None:
    assert framed_face('<p>a</p><hr id="answer">') == '<p>a</p><hr class="answer">'
    assert "hr.answer {" in framed_sheet("hr#answer {}\n")
