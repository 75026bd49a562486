"""Every pair of colours that carries text or shows a control keeps its contrast (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("paper", "sheet", "sand", "water", "achiote-tint")
PAIRS = [
    *(("ink", ground, TEXT) for ground in GROUNDS),
    *(("ink-soft", ground, TEXT) for ground in ("paper", "sand", "sheet")),
    *(("mangrove", ground, TEXT) for ground in ("paper", "sand", "water", "sheet")),
    *(("mangrove-deep", ground, TEXT) for ground in ("paper", "sand")),
    *(("achiote", ground, TEXT) for ground in ("paper", "sand", "achiote-tint")),
    ("ochre", "paper", TEXT),
    ("ochre", "sand", TEXT),
    ("on-mangrove", "mangrove", TEXT),
    ("on-mangrove", "mangrove-deep", TEXT),
    ("on-deep", "deep", TEXT),
    ("edge", "sheet", CONTROL),
    ("edge", "paper", CONTROL),
    ("focus", "paper", CONTROL),
    ("focus", "sheet", CONTROL),
]


def _colours(scheme: str) -> dict[str, str]:
    """The tokens in light; in dark, those that the dark scheme changes over them."""
    light, dark = TOKENS.read_text().split("@media", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    return found


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_the_standard_does() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#0943b5", "#ffffff") == pytest.approx(8.46, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_each_pair_can_be_read(scheme: str, front: str, ground: str, least: float) -> None:
    colours = _colours(scheme)
    assert _contrast(colours[front], colours[ground]) >= least


def test_the_dark_scheme_changes_every_colour_but_the_bar_of_the_state() -> None:
    light, dark = _colours("light"), _colours("dark")
    assert [name for name in light if light[name] == dark[name]] == ["govco"]
