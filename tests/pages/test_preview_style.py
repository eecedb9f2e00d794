"""The page around the cards can be read by day and by night."""

import re

import pytest

from sdcards.pages.markup import asset
from tests.anki.test_style import EDGE, TEXT, contrast

COLOURS = re.findall(r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\);", asset("preview.css"))
DAY, NIGHT = ({name: pair[which] for name, *pair in COLOURS} for which in (0, 1))


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("ground", ["page", "panel", "wrong-ground"])
@pytest.mark.parametrize("ink", ["text", "quiet", "wrong"])
def test_text_stands_out_from_its_ground(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_controls_and_what_is_chosen_can_be_seen(colours: dict[str, str]) -> None:
    assert contrast(colours["field"], colours["panel"]) >= EDGE
    assert contrast(colours["field"], colours["page"]) >= EDGE
    assert contrast(colours["mark"], colours["panel"]) >= TEXT
    assert contrast(colours["mark"], colours["page"]) >= EDGE
