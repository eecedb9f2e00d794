"""The style sheet can be read: by day and by night, on every ground that text stands on."""

import re

import pytest

from sdcards.anki.notetypes import style

RULES = {
    selector.strip(): body
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style(), flags=re.DOTALL))
    for selector in selectors.split(",")
}
DAY, NIGHT = (
    dict(re.findall(r"--(\w+): #(\w{6});", body)) for body in re.findall(r"\{([^{}]*)\}", style()) if "--paper:" in body
)
TEXT, EDGE = 4.5, 3
"""Contrasts that WCAG 2.2 AA asks for: 1.4.3 of text, 1.4.11 of what one has to see to use it."""


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(over: str, under: str, opacity: float) -> str:
    """What is seen of a colour that lets another through."""
    pairs = ((int(over[place : place + 2], 16), int(under[place : place + 2], 16)) for place in (0, 2, 4))
    return "".join(f"{round(one * opacity + other * (1 - opacity)):02x}" for one, other in pairs)


def test_contrast_is_computed_as_the_standard_does() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
def test_text_stands_out_from_its_ground(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize(("colours", "ink"), [(DAY, "000000"), (NIGHT, "ffffff")], ids=["day", "night"])
def test_diagram_stands_out_from_its_ground(colours: dict[str, str], ink: str) -> None:
    opacity = float(re.findall(r"opacity: ([\d.]+)", RULES["img.diagram"])[0])
    assert contrast(mixed(ink, colours["paper"], opacity), colours["paper"]) >= TEXT


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_hint_is_seen_to_be_a_button_and_large_enough_for_a_thumb(colours: dict[str, str]) -> None:
    assert "border: 1px solid var(--soft)" in RULES[".nudge a.hint"]
    assert contrast(colours["soft"], colours["paper"]) >= EDGE
    assert "min-height: 44px" in RULES[".nudge a.hint"]


def test_focus_is_seen() -> None:
    assert "outline: 2px solid var(--accent)" in RULES[".card a:focus-visible"]


def test_night_of_ankis_desktop_does_not_win() -> None:
    """It says ``body.nightMode {background-color, color}``, which beats a plain ``.card`` but not two classes."""
    painted = re.findall(r"((?:\.card[.\w]*,?\s+)+)\{\s*background: var\(--paper\);\s*color: var\(--ink\);", style())
    assert [selector.strip(", \n") for selector in painted[0].split("\n")[:3]] == [
        ".card",
        ".card.nightMode",
        ".card.night_mode",
    ]


def test_nothing_comes_from_elsewhere() -> None:
    assert "url(" not in style()
    assert "@import" not in style()
