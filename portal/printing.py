"""Paper: accessible PDF (PDF/UA-1, PDF/A-2a) from the Typst templates of ``templates/print``.

What people typed travels as data and is printed as text, whatever it looks like; a template that
lacks an alternative text or skips a heading fails to compile. The same data gives the same bytes.
What no font of ours has, such as an emoji, is printed as «□»: a square that says so is better than
no paper at all, which is what the standard asks for.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

from portal.config import ROOT, setting

TEMPLATES = ROOT / "templates" / "print"
# What the fonts of Typst surely have: Latin with its accents, Greek, Cyrillic, signs and arrows.
IN_OUR_FONTS = (
    *("\x20-\u0484", "\u0487-\u04ff", "\u1e00-\u2040", "\u2054-\u20c0", "\u2100-\u211e"),
    *("\u2190-\u23ff", "\u2460-\u2606"),
)
IN_NO_FONT = re.compile(f"[^{''.join(IN_OUR_FONTS)}]+")


def pdf(template: str, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The paper of ``templates/print/<template>.typ``; it finds ``data`` with the office added.

    ``data`` holds only what JSON can carry, days and instants already in words. ``made_at`` is
    written into the file as its date.
    """
    import typst  # thirty megabytes that no start of the portal should load

    office = vars(setting("OFFICE"))
    said = json.dumps({**data, "office": office}, ensure_ascii=False)
    try:
        return _compiled(template, said, made_at)
    except typst.TypstError:
        if not IN_NO_FONT.search(said):
            raise
    return _compiled(template, IN_NO_FONT.sub("□", said), made_at)


def _compiled(template: str, said: str, made_at: datetime) -> bytes:
    import typst

    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": said},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=made_at.replace(microsecond=0),
    )


def qr_code(address: str) -> str:
    """An address as an SVG that a telephone reads, for a page or a paper."""
    import segno

    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=2, scale=4, xmldecl=False, svgns=True, nl=False
    )
    return drawn.getvalue().decode()


@cache
def _fonts() -> Any:
    """The fonts that come with Typst: the same paper on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False)
