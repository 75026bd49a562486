"""What travels to the browser goes without what only its authors read.

On a slow telephone the bytes are the waiting: a first visit fits in TCP's first window.
"""

import re

from jinja2.ext import Extension


class Unindented(Extension):
    """Templates whose lines are indented by one space; what people wrote is never touched.

    Not by none: after a block, which takes the end of its line along, it parts two words.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return re.sub(r"(?m)^[ \t]+", " ", source)


def tidied_page(html: bytes) -> bytes:
    """Between two marks one end of a line says as much as several; words are never touched."""
    return re.sub(rb">\s+<", b">\n<", html)


def tidied_styles(css: bytes) -> bytes:
    """Without comments and idle white space."""
    plain = re.sub(rb"/\*.*?\*/|\s+", _space, css, flags=re.DOTALL)
    return re.sub(rb"(?<=:) | ?([{};,]) ?", rb"\1", re.sub(rb" +", b" ", plain)).strip()


def _space(_found: re.Match[bytes]) -> bytes:
    return b" "


def tidied_script(script: bytes) -> bytes:
    """Without the lines of comment, and without the indentation."""
    return re.sub(rb"(?m)^[ \t]*(?://.*)?(?:\n|$)|^[ \t]+", b"", script)
