"""What the style sheets promise as a whole."""

import gzip
import re
from pathlib import Path

from portal import tidying
from portal.assets import STAFF_STYLES, STYLES

ROOT = Path(__file__).resolve().parents[2]
SHEETS = {path.stem: path.read_text() for path in (ROOT / "static" / "css").glob("*.css")}
CSS = "\n".join(SHEETS.values())
MARKUP = "\n".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))


def test_every_sheet_is_sent() -> None:
    assert sorted(SHEETS) == sorted((*STYLES, *STAFF_STYLES))


def test_no_text_is_smaller_than_sixteen_pixels() -> None:
    """Sizes are written in rem, those of drawings in px; in a clamp the first one is the least.

    On paper a rem is ten points, which is what letters are written in.
    """
    on_screen = "\n".join(text for name, text in SHEETS.items() if name != "print")
    sizes = re.findall(r"\bfont(?:-size)?: (?!inherit)([^;]+);", on_screen)
    least = [re.search(r"([\d.]+)(rem|px)", size) for size in sizes]
    assert len(least) > 10
    assert [size for size, found in zip(sizes, least, strict=True) if not found] == []
    small = [m[0] for m in least if m and float(m[1]) < (1 if m[2] == "rem" else 16)]
    assert small == []


def test_colours_stand_in_the_tokens_alone() -> None:
    others = "\n".join(text for name, text in SHEETS.items() if name not in ("tokens", "print"))
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", others)) <= {"#fff"}  # on GOV.CO blue and the footer


def test_every_token_that_is_used_exists() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) <= set(re.findall(r"--([\w-]+):", CSS))


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_styles_and_script_leave_room_for_the_page_in_the_first_window() -> None:
    """14,000 bytes in all: the longest page takes about 7,500, the icon 200."""
    sent = "\n".join(SHEETS[name] for name in STYLES)
    styles = tidying.tidied_styles(sent.encode())
    script = tidying.tidied_script((ROOT / "static" / "js" / "portal.js").read_bytes())
    assert len(gzip.compress(styles + script, 9)) < 6_300


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    """The content policy would refuse them, and the page would look broken only in a browser."""
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! defer src)", MARKUP) == []
